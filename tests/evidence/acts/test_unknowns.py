"""One vector with a standard normal prior stands for constants and terms."""

import numpy as np
import pytest

from twochairs.evidence.acts.unknowns import CONSTANTS, Unknowns
from twochairs.world.mechanisms import R10
from twochairs.world.parameters import PARAMETERS
from twochairs.world.prior import FIXED

UNKNOWNS = Unknowns({"acts SRB": 0.12, "issuer I": 0.03})


@pytest.mark.parametrize("name", CONSTANTS)
def test_a_constant_goes_by_its_declared_prior(name):
    vectors = np.zeros((3, UNKNOWNS.size))
    vectors[:, UNKNOWNS.free.index(name)] = [-1.959964, 0.0, 1.959964]
    prior = PARAMETERS[name].prior
    assert UNKNOWNS.constant(name, vectors) == pytest.approx([prior.at(0.025), prior.at(0.5), prior.at(0.975)])


def test_every_constant_of_acts_with_a_prior_is_learnt_but_those_no_record_speaks_of():
    of_acts = {name for name, one in PARAMETERS.items() if one.rule is R10 and one.prior != FIXED}
    silent = {
        "act_width",
        "sanctions_habit",
        "hard_share_usual",
        "hard_share_war",
        "patron_answer",
        "discount_withdrawn",
    }
    assert of_acts - silent == set(CONSTANTS)


def test_terms_stand_after_the_constants():
    assert UNKNOWNS.place == {"acts SRB": len(CONSTANTS), "issuer I": len(CONSTANTS) + 1}
    assert UNKNOWNS.size == len(CONSTANTS) + 2


def test_a_fixed_constant_is_no_part_of_the_vector():
    fixed = Unknowns({}, {"act_pressure": 0.0})
    assert fixed.size == len(CONSTANTS) - 1
    assert fixed.constant("act_pressure", np.zeros((4, fixed.size))) == pytest.approx(np.zeros(4))
