"""What is learnt of acts: constants of R10 under their declared priors, and terms of what they are about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import NormalDist

import numpy as np

from twochairs.world.parameters import PARAMETERS

CONSTANTS = (
    "act_pressure",
    "act_cost",
    "vote_shift",
    "vote_steepness",
    "vote_gap",
    "vote_width",
    "sanctions_difficulty",
    "sanctions_width",
    "easy_difficulty",
    "hard_difficulty",
    "declaration_width",
    "declaration_spread",
)
"""Constants of R10 that the record of acts speaks of."""
SPREAD: Mapping[str, float] = {"acts": 0.12, "declarations": 0.3, "votes": 0.45, "issuer": 0.03}
"""Prior standard deviation of the terms of a state, of a state for declarations, of a state for a kind of vote, and of
who counts declarations; alignment; assumed."""


@dataclass(frozen=True)
class Unknowns:
    """What is learnt, as one vector whose prior is a standard normal in every direction.

    Attributes
    ----------
    terms : name of a term to its prior standard deviation, such as `votes SRB Georgia`
    fixed : constants that stay at a value
    """

    terms: Mapping[str, float] = field(default_factory=dict)
    fixed: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def free(self) -> tuple[str, ...]:
        """The constants that are learnt."""
        return tuple(name for name in CONSTANTS if name not in self.fixed)

    @cached_property
    def place(self) -> dict[str, int]:
        """Of every term in the vector."""
        return {name: len(self.free) + at for at, name in enumerate(self.terms)}

    @cached_property
    def sd(self) -> np.ndarray:
        """Prior standard deviation of every term, by its place; 1 for constants."""
        return np.array([1.0] * len(self.free) + list(self.terms.values()))

    @property
    def size(self) -> int:
        """Length of the vector."""
        return len(self.free) + len(self.terms)

    def constant(self, name: str, vector: np.ndarray) -> np.ndarray:
        """A constant, shape (...,) of a vector (..., size)."""
        if name in self.fixed:
            return np.full(vector.shape[:-1], self.fixed[name])
        scores = np.asarray(vector[..., self.free.index(name)])
        prior, bell = PARAMETERS[name].prior, NormalDist()
        return np.array([prior.at(bell.cdf(one)) for one in scores.ravel().tolist()]).reshape(scores.shape)

    def constants(self, vector: np.ndarray) -> dict[str, np.ndarray]:
        """Every constant by its name, shape (...,)."""
        return {name: self.constant(name, vector) for name in CONSTANTS}
