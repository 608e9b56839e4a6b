"""How entries fared: by hand, and on outcomes that are made up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from tests.evidence.register.made_up import acts, points
from twochairs.data.folder import VARIABLE, shipped
from twochairs.evidence.acts import naive
from twochairs.evidence.acts.declarations import read_rates
from twochairs.evidence.register.came import came_of, past_of
from twochairs.evidence.register.entry import LEVELS
from twochairs.evidence.register.scored import fared, quantile_score
from twochairs.evidence.scoring.scores import crps

HEAD = "country,year,value,source\n"


@pytest.fixture
def published(tmp_path, monkeypatch):
    """What comes to be known: the shipped figures and some of 2010."""

    def add(**values: float) -> None:
        known = (shipped("south-east-asia") / "un_ideal_points.csv").read_text().splitlines()[1:]
        new = [f"{state},2010,{value},un-ideal-points" for state, value in values.items()]
        (tmp_path / "un_ideal_points.csv").write_text(HEAD + "\n".join(sorted(known + new)) + "\n")
        monkeypatch.setenv(VARIABLE, str(tmp_path))

    return add


def test_nothing_is_scored_before_it_is_published():
    (one,) = fared(points(PHL=-0.3, THA=0.1))
    assert (one.scored, one.rows, one.own, one.inside, one.naive) == (0, 2, None, None, {})
    assert np.isnan(one.skill)


def test_ideal_points_by_hand(published):
    entry = points(PHL=-0.3, THA=0.1)
    published(PHL=-0.3, THA=0.9)
    (one,) = fared(entry)
    middle = np.array([level - 0.5 for level in LEVELS])
    pinball = [2.0 * np.mean(np.where(d >= middle, LEVELS * (d - middle), (np.array(LEVELS) - 1) * (d - middle)))
               for d in (0.0, 0.8)]  # fmt: skip
    assert one.own == pytest.approx(np.mean(pinball))
    assert (one.scored, one.rows, one.score, one.inside) == (2, 2, "CRPS", 0.5)


def test_what_was_last_known_is_the_mean_of_the_last_years_with_the_spread_of_a_walk(published):
    published(PHL=-0.3, THA=0.1)
    entry = points(PHL=-0.3, THA=0.1)
    past = past_of(entry).points
    assert {state for state, _ in past} == {"PHL", "THA"} and max(year for _, year in past) == 2009
    changes = {s: [past[s, y + 1] - past[s, y] for y in range(2000, 2009)] for s in ("PHL", "THA")}
    both = np.mean([np.square(one).mean() for one in changes.values()])
    scores = []
    for state, seen in (("PHL", -0.3), ("THA", 0.1)):
        centre = np.mean([past[state, year] for year in (2007, 2008, 2009)])
        sd = np.sqrt((np.square(changes[state]).mean() + both) / 2.0)
        scores.append(quantile_score(centre + sd * norm.ppf(LEVELS), np.array(seen)))
    assert fared(entry)[0].naive["last"] == pytest.approx(np.mean(scores), rel=1e-6)


def test_the_shared_move_is_known_to_that_naive_forecast_alone(published):
    entry = points(PHL=-0.3, THA=0.1)
    past = past_of(entry).points
    last = {state: np.mean([past[state, year] for year in (2007, 2008, 2009)]) for state in ("PHL", "THA")}
    published(**{state: round(value + 0.5, 4) for state, value in last.items()})
    (one,) = fared(entry)
    assert one.naive["shared move"] < 0.5 * one.naive["last"]
    assert one.skill == pytest.approx(1.0 - one.own / one.naive["last"])


@given(st.floats(-3.0, 3.0))
def test_the_score_of_quantiles_is_near_that_of_all_of_them(seen):
    fine = norm.ppf((np.arange(4000) + 0.5) / 4000)
    whole = float(crps(fine, np.array(seen), fair=False))
    assert quantile_score(norm.ppf(LEVELS), np.array(seen)) == pytest.approx(whole, abs=0.04 + 0.1 * abs(seen))


def test_the_best_quantiles_are_the_true_ones():
    seen = norm.ppf((np.arange(999) + 0.5) / 999)
    true = quantile_score(np.tile(norm.ppf(LEVELS), (999, 1)), seen).mean()
    for shift, scale in ((0.2, 1.0), (-0.2, 1.0), (0.0, 1.3), (0.0, 0.7)):
        assert quantile_score(np.tile(shift + scale * norm.ppf(LEVELS), (999, 1)), seen).mean() > true


def test_acts_of_a_year_that_is_in_the_tables():
    entry = acts(2022)
    there = came_of(entry)
    votes = [one for one in there if one.row["target"] == "un_vote"]
    assert {one.row["support"] for one in votes} == {"0.750"}, "the row nearest to what the world did"
    assert len(votes) == 3 and all(one.seen == 2.0 for one in votes), "Serbia's yes to ES-11/1, 2 and 4"
    rates = [one.seen for one in there if one.row["target"] == "declared_rate"]
    of_year = {rate.issuer: rate for rate in read_rates(("SRB",)) if (rate.start, rate.end) == ("2022-01", "2022-12")
               and not rate.all_hard}  # fmt: skip
    assert rates == [of_year[min(of_year)].rate]
    by_target = {one.target: one for one in fared(entry)}
    vote = by_target["un_vote"]
    assert vote.own == pytest.approx(-np.log(0.75)) and vote.rows == 2 and vote.scored == 3
    earlier = past_of(entry).votes
    assert max(one.year for one in earlier) <= 2021
    assert vote.naive["last"] == pytest.approx(-np.log(naive.vote_again(earlier, "SRB", "sovereignty")[2]))
    assert vote.naive["base rate"] == pytest.approx(-np.log(naive.vote_base_rate(earlier)[2]))


def test_a_round_that_is_settled():
    """The round of March 2018, of which the table of renewals knows who was in it."""
    entry = acts(2018)
    (one,) = [one for one in fared(entry) if one.target == "sanctions"]
    assert one.scored == 1 and one.own == pytest.approx(-np.log(0.8)), "Serbia was not in it"
    assert set(one.naive) == {"last", "base rate"}
