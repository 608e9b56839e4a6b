"""Periods, counts and hard shares of declarations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twochairs.evidence.acts.declarations import (
    ASKED,
    asked_of,
    hard_share_of,
    months_of,
    read_hard_shares,
    read_rates,
    year_weights,
)
from twochairs.scenario.example import case_folder
from twochairs.scenario.read import read_file
from twochairs.scenario.tree import plain

STEPS = [("2000-01", 0.05), ("2014-03", 0.35), ("2022-02", 0.55)]
MONTHS = st.tuples(st.integers(2000, 2030), st.integers(1, 12)).map(lambda when: f"{when[0]}-{when[1]:02d}")


def row(start, end, asked=""):
    return {"period_start": start, "period_end": end, "asked": asked}


def test_months_over_the_turn_of_a_year():
    assert months_of("2013-11", "2014-02") == ["2013-11", "2013-12", "2014-01", "2014-02"]
    assert months_of("2014-02", "2014-01") == []


def test_weights_of_years():
    assert year_weights("2016-10", "2018-02") == pytest.approx({2016: 3 / 17, 2017: 12 / 17, 2018: 2 / 17})


@given(MONTHS, st.integers(0, 40))
def test_weights_add_up_to_one(start, more):
    last = int(start[:4]) * 12 + int(start[5:]) - 1 + more
    assert sum(year_weights(start, f"{last // 12}-{last % 12 + 1:02d}").values()) == pytest.approx(1.0)


def test_hard_share_of_a_period():
    assert hard_share_of(STEPS, "2012-01", "2012-12") == pytest.approx(0.05)
    assert hard_share_of(STEPS, "2014-01", "2014-12") == pytest.approx((2 * 0.05 + 10 * 0.35) / 12)
    assert hard_share_of(STEPS, "2022-02", "2022-02") == 0.55


@pytest.mark.parametrize("period", [("1999-12", "2000-03"), ("2014-02", "2014-01")])
def test_a_period_without_a_share_is_refused(period):
    with pytest.raises(ValueError, match="no hard share"):
        hard_share_of(STEPS, *period)


def test_how_many_were_asked():
    observed = [row("2022-01", "2022-12", "120"), row("2022-01", "2022-06", "72"), row("2019-01", "2019-12", "91")]
    assert asked_of(observed[1], observed) == 72, "its own count comes first"
    assert asked_of(row("2022-01", "2022-06"), observed) == round((120 + 72) / 18 * 6)
    assert asked_of(row("2012-01", "2012-12"), observed) == ASKED
    assert asked_of(row("2012-01", "2012-06"), observed) == ASKED // 2


def test_the_table_by_end_and_with_whole_counts():
    rates = read_rates(("SRB", "TUR"))
    assert {rate.state for rate in rates} == {"SRB", "TUR"}
    assert [rate.end for rate in rates] == sorted(rate.end for rate in rates)
    assert all(0 <= rate.joined <= rate.asked for rate in rates)
    whole = next(rate for rate in rates if (rate.state, rate.start, rate.end) == ("SRB", "2022-01", "2022-12"))
    assert (whole.joined, whole.asked, whole.last_year) == (65, 136, 2022)


def test_rates_that_were_compiled_later_are_not_scored():
    rates = read_rates(("BIH", "SRB", "TUR"))
    assert len(rates) == 19
    assert not [rate for rate in rates if (rate.state, rate.issuer, rate.start) == ("SRB", "ISAC Fund", "2020-01")]


def test_the_hard_shares_are_those_of_the_hindcast():
    scenario = plain(read_file(case_folder() / "hindcast-2006.yaml", "hindcast-2006.yaml"))
    sets = [(str(entry.get("at", entry.get("from"))), entry.get("set", {})) for entry in scenario["timeline"]]
    later = [(when, values["declarations.hard_share"]) for when, values in sets if "declarations.hard_share" in values]
    shares = read_hard_shares()
    assert shares[0][1] == scenario["declarations"]["hard_share"]
    assert shares[1:] == sorted(later)
    assert shares == STEPS
