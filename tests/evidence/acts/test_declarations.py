"""Periods and counts of declarations."""

from twochairs.evidence.acts.declarations import ASKED, asked_of, months_of, read_rates


def row(start, end, asked=""):
    return {"period_start": start, "period_end": end, "asked": asked, "about": "all"}


def test_months_over_the_turn_of_a_year():
    assert months_of("2013-11", "2014-02") == ["2013-11", "2013-12", "2014-01", "2014-02"]
    assert months_of("2014-02", "2014-01") == []


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


def test_rates_about_russia_alone_are_marked():
    marked = {(rate.state, rate.end): rate.rate for rate in read_rates(("BIH", "SRB")) if rate.all_hard}
    assert set(marked) == {("BIH", "2017-12"), ("BIH", "2022-06")}
    assert marked["BIH", "2017-12"] == 0.0 and marked["BIH", "2022-06"] == 34 / 36
