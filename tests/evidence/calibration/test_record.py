"""The record: an order, means of poles by hand, gaps."""

import numpy as np
import pytest

from twochairs.data.catalogue import table
from twochairs.data.ideal_scale import Scale
from twochairs.evidence.calibration.record import FIRST, LAST, record


def value(country, year):
    frame = table("un_ideal_points")
    return float(frame[(frame.country == country) & (frame.year == year)].value.iloc[0])


def test_states_keep_their_order_and_those_without_a_record_are_left_out():
    found = record(("UKR", "XKX", "SRB", "nobody"))
    assert found.states == ("UKR", "SRB")
    assert found.years.tolist() == list(range(FIRST, LAST + 1))
    assert found.values[found.row(2014)].tolist() == [value("UKR", 2014), value("SRB", 2014)]


def test_the_poles_are_means_of_their_states():
    found = record(("SRB",), 2005, 2010)
    assert found.years.tolist() == [2005, 2006, 2007, 2008, 2009, 2010]
    assert found.poles[3] == pytest.approx([value("RUS", 2008), (value("DEU", 2008) + value("FRA", 2008)) / 2])


def test_a_state_that_was_not_there_yet_has_no_figure():
    found = record(("MNE",))
    assert np.isnan(found.values[: found.row(2006)]).all()
    assert np.isfinite(found.values[found.row(2006) :]).all()


def test_up_to_a_year():
    found = record(("SRB", "MNE"))
    assert found.upto(2003).shape == (4, 2)
    assert np.array_equal(found.upto(LAST), found.values, equal_nan=True)
    assert not len(found.upto(FIRST - 1))


def test_another_case_has_its_own_record_on_the_scale_at_home():
    scale = Scale(-0.773, 0.85)
    found = record(("PHL", "XKX", "THA"), case="south-east-asia", scale=scale)
    assert found.states == ("PHL", "THA") and found.years.tolist() == list(range(FIRST, LAST + 1))
    frame = table("un_ideal_points", "south-east-asia").set_index(["country", "year"]).value
    assert found.values[9, 0] == pytest.approx(frame["PHL", 2009] + 0.773 + 0.35)
    assert np.isnan(found.values[10:]).all(), "later years are not there, and are years all the same"
    assert found.poles[9] == pytest.approx([frame["CHN", 2009] + 1.123, frame["USA", 2009] + 1.123])
    assert found.poles[13].tolist() == found.poles[9].tolist(), "a pole that is not seen stays where it was"
