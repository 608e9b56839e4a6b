"""R10 over arrays: probabilities of votes, of joining a round, and of a count of declarations.

The formulae are those of `twochairs.rules.acts`; tests hold them to it.
"""

from collections.abc import Mapping

import numpy as np
from scipy.special import expit

from twochairs.rules import acts as rule
from twochairs.world.phases.acts import HARD_COST

Constants = Mapping[str, np.ndarray]
LEAST = 1e-6
"""A share of declarations is kept as far from 0 and 1."""


def divides(yes: float, no: float, voting: float, place: float, slope: float) -> tuple[float, float]:
    """Where a roll call divides the world in yes and less, and in no and more; alignment.

    Parameters
    ----------
    yes, no, voting : votes of the world
    place, slope : of the map to ideal points
    """
    above, below = rule.world_share(yes, voting), rule.world_share(no, voting)
    return (
        rule.yes_threshold(above, place, slope, 0.0, 1.0),
        rule.no_threshold(below, place, slope, 0.0, 1.0, 0.0, 1e6),
    )


def vote_chances(ready: np.ndarray, yes_divide: np.ndarray, no_divide: np.ndarray, constants: Constants) -> np.ndarray:
    """Probability of no, abstain and yes.

    Parameters
    ----------
    ready : readiness, less the term of the roll call; shapes of all broadcast
    yes_divide, no_divide : see `divides`

    Returns
    -------
    shape (..., 3), adds up to 1
    """
    shift, steepness, width = (constants[f"vote_{name}"] for name in ("shift", "steepness", "width"))
    yes_above = shift + steepness * yes_divide
    no_below = np.minimum(yes_above - 0.02, shift + constants["vote_gap"] + steepness * no_divide)
    yes, not_no = expit((ready - yes_above) / width), expit((ready - no_below) / width)
    return np.stack([1.0 - not_no, not_no - yes, yes], axis=-1)


def joining_chance(ready: np.ndarray, constants: Constants) -> np.ndarray:
    """Probability of joining a round, at the readiness of the readiest month less cost and the term of the round."""
    return np.asarray(expit((ready - constants["sanctions_difficulty"]) / constants["sanctions_width"]))


def declared_share(ready: np.ndarray, cost: np.ndarray, hard_share: np.ndarray, constants: Constants) -> np.ndarray:
    """Share of declarations that is joined, kept inside (0, 1).

    Parameters
    ----------
    ready : readiness without cost, mood and who counts included; shapes of all broadcast
    cost : favours at stake
    hard_share : of the declarations
    """
    width = constants["declaration_width"]
    easy = expit((ready - constants["easy_difficulty"]) / width)
    hard = expit((ready - HARD_COST * constants["act_cost"] * cost - constants["hard_difficulty"]) / width)
    return np.asarray(np.clip((1.0 - hard_share) * easy + hard_share * hard, LEAST, 1.0 - LEAST))
