"""What acts go by: months, means, and the numbers of a run."""

import numpy as np
import pytest

from tests.evidence.acts.made_up import circumstances
from tests.evidence.small import data, small
from twochairs.ensemble.lanes import run_lanes
from twochairs.evidence.acts.circumstances import circumstances_of_draws
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.calibration.paths import with_parameters
from twochairs.world.rulebook import STANDARD


def test_months_are_counted_from_the_start_and_kept_inside():
    given = circumstances([[0.5]], months=24)
    assert given.months("2006-01", "2006-03") == slice(0, 3)
    assert given.months("2007-12", "2009-01") == slice(23, 24)
    assert given.months("2005-01", "2005-12") == slice(0, 0)


def test_a_state_is_known_where_every_month_is():
    given = circumstances([[0.5]], months=24)
    assert given.knows("S0", "2006-01", "2007-12")
    assert not given.knows("S0", "2006-01", "2008-01") and not given.knows("S0", "2005-12", "2006-02")
    assert not given.knows("elsewhere", "2006-01", "2006-01")


def test_the_mean_of_draws():
    given = circumstances([[0.0, 0.4], [0.2, -0.4]], months=3)
    assert given.mean().alignment == pytest.approx(np.repeat([[[0.1], [0.0]]], 3, axis=2))
    assert (given.draws, given.mean().draws) == (2, 1)


def test_declarations_about_russia_alone_are_all_hard():
    given = circumstances([[0.5]], hard_share=0.3)
    assert given.hard_share_of(Rate("S0", "2006-01", "2006-12", 1, 2, "I")) == pytest.approx(0.3)
    assert given.hard_share_of(Rate("S0", "2006-01", "2006-12", 1, 2, "I", all_hard=True)) == 1.0


def test_they_are_the_means_of_runs(tmp_path):
    case = data()
    case["levers"] = {"LEA": {"pressure": {"SRB": 0.4}}, "CRO": {"pressure": {"SRB": 0.9}, "patronage": {"SRB": 0.5}}}
    base, draws = small(tmp_path, **case), [{"b_aid": 0.1}, {"b_aid": 0.3}]
    found = circumstances_of_draws(base, draws, 3, 7)
    assert found.alignment.shape == (2, 2, 49)
    scenario = with_parameters(base, draws[1])
    layout = scenario.start()[0]
    names = (("alignment", "SRB"), ("favours", "CRO", "SRB"), ("pressure", "LEA", "SRB"))
    watched = np.array([layout.slot(*name) for name in names])
    kept = run_lanes(scenario, STANDARD, 7, [0, 1, 2], watched).kept.mean(axis=2)
    at = found.states.index("SRB")
    assert np.array_equal(found.alignment[1, at], kept[:, 0])
    assert np.array_equal(found.favoured[1, at], kept[:, 1]) and found.favoured.max() > 0.0
    assert np.array_equal(found.pressed[1, at], kept[:, 2]), "not what the other side presses"
    assert found.months("2006-01", "2006-01") == slice(1, 2), "the first row is the start"
