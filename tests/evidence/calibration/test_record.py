"""The record: an order, means of poles by hand, gaps."""

import numpy as np
import pytest

from twochairs.data.catalogue import table
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
