"""R10 over arrays is R10."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from tests.evidence.acts.made_up import DEFAULTS
from twochairs.evidence.acts.response import declared_share, divides, joining_chance, vote_chances
from twochairs.rules import acts as rule
from twochairs.world.parameters import PARAMETERS

PLACE, SLOPE = 0.35, 0.85
axis = st.floats(-1.5, 1.5)
shares = st.floats(0.02, 0.98)
votes = st.integers(0, 193)


@st.composite
def constants(draw):
    """Every constant somewhere in its prior."""
    return {name: np.float64(PARAMETERS[name].prior.at(draw(shares))) for name in DEFAULTS}


@given(axis, votes, votes, axis, constants())
def test_votes_are_the_rules(ready, yes, no, own, given_constants):
    no = min(no, 193 - yes)
    above, below = divides(yes, no, 193, PLACE, SLOPE)
    shift, steepness, gap, width = (
        float(given_constants[f"vote_{name}"]) for name in ("shift", "steepness", "gap", "width")
    )
    yes_above = rule.yes_threshold(rule.world_share(yes, 193), PLACE, SLOPE, shift, steepness)
    no_below = rule.no_threshold(rule.world_share(no, 193), PLACE, SLOPE, shift, steepness, gap, yes_above)
    says_yes = rule.act_probability(ready, yes_above + own, width)
    says_no = 1.0 - rule.act_probability(ready, no_below + own, width)
    found = vote_chances(np.float64(ready - own), np.float64(above), np.float64(below), given_constants)
    assert found == pytest.approx([says_no, 1.0 - says_no - says_yes, says_yes], abs=1e-9)


@given(axis, st.floats(0.0, 3.0), axis, constants())
def test_joining_is_the_rules(ready, cost, own, given_constants):
    costs = float(given_constants["act_cost"]) * cost
    difficulty, width = (float(given_constants[f"sanctions_{name}"]) for name in ("difficulty", "width"))
    expected = rule.act_probability(ready - costs, difficulty + own, width)
    assert joining_chance(np.float64(ready - costs - own), given_constants) == pytest.approx(expected)


@given(axis, st.floats(0.0, 3.0), st.floats(0.0, 1.0), constants())
def test_declarations_are_the_rules(ready, cost, hard_share, given_constants):
    width, act_cost = float(given_constants["declaration_width"]), float(given_constants["act_cost"])
    easy = rule.act_probability(ready, float(given_constants["easy_difficulty"]), width)
    hard = rule.act_probability(ready - 0.5 * act_cost * cost, float(given_constants["hard_difficulty"]), width)
    share = declared_share(*map(np.float64, (ready, cost, hard_share)), given_constants)
    assert share == pytest.approx((1.0 - hard_share) * easy + hard_share * hard, abs=2e-6)


def test_where_a_roll_call_divides_the_world():
    # 141 yes of 181: 21.9 % below, a normal quantile of -0.776; (-0.776 - 0.35) / 0.85 = -1.325.
    yes, no = divides(141, 5, 181, PLACE, SLOPE)
    assert yes == pytest.approx((norm.ppf(1 - 141.5 / 182) - 0.35) / 0.85, abs=1e-6)
    assert no == pytest.approx((norm.ppf(5.5 / 182) - 0.35) / 0.85, abs=1e-6)
