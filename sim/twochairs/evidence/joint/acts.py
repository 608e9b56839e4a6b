"""How likely acts are on a path, with constants of R10 and terms integrated out."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from twochairs.evidence.acts.circumstances import Circumstances
from twochairs.evidence.acts.laplace import SLOPE_STEP, Normal, posterior
from twochairs.evidence.acts.likelihood import Likelihood, unknowns_of
from twochairs.evidence.acts.observed import Acts
from twochairs.evidence.acts.terms import Terms, terms_under
from twochairs.evidence.acts.unknowns import Unknowns


@dataclass(frozen=True, eq=False)
class OnPath:
    """What acts say on one path.

    Attributes
    ----------
    log_likelihood : with constants and terms integrated out, nats, up to a constant that all paths share
    mode : of the constants, standard units, (constants,)
    """

    log_likelihood: float
    mode: np.ndarray


@dataclass(frozen=True, eq=False)
class Drawn:
    """One draw on one path.

    Attributes
    ----------
    log_likelihood : as of `OnPath`
    constants : of R10, standard units, (constants,)
    terms : over their prior standard deviations, (terms,)
    """

    log_likelihood: float
    constants: np.ndarray
    terms: np.ndarray


@dataclass(frozen=True)
class ActsGiven:
    """Acts, and what they say of R10 on the mean of many paths.

    Attributes
    ----------
    acts : what is known
    mean : the mean path
    walk : standard deviation of a year's move of each state beside its path, alignment
    """

    acts: Acts
    mean: Circumstances
    walk: float = 0.0

    @cached_property
    def unknowns(self) -> Unknowns:
        """Constants and terms."""
        return unknowns_of(self.acts, walk=self.walk)

    @cached_property
    def normal(self) -> Normal:
        """Constants on the mean path, standard units: their mode, and the spread that is taken on every path."""
        from threadpoolctl import threadpool_limits

        with threadpool_limits(limits=1):
            return self.full(self.mean)

    def _likelihood(self, path: Circumstances) -> Likelihood:
        return Likelihood(self.acts, path, self.unknowns, self.walk)

    @cached_property
    def _near(self) -> np.ndarray:
        """Mode of the terms there."""
        scores = self.unknowns.constants(self.normal.mean)
        likelihood = self._likelihood(self.mean)
        return terms_under(scores, likelihood, np.zeros(len(self.unknowns.terms))).mode

    def full(self, path: Circumstances) -> Normal:
        """Constants on a path by the whole search for their mode, and their spread there."""
        likelihood = self._likelihood(path)
        near = [np.zeros(len(self.unknowns.terms))]

        def under(scores: np.ndarray) -> float:
            found = terms_under(self.unknowns.constants(scores), likelihood, near[0])
            near[0] = found.mode
            return found.log_likelihood

        free = len(self.unknowns.free)
        return posterior(under, np.zeros(free), np.ones(free))

    def terms(self, path: Circumstances, scores: np.ndarray) -> Terms:
        """Terms on a path under constants in standard units."""
        likelihood = self._likelihood(path)
        return terms_under(self.unknowns.constants(scores), likelihood, self._near)

    def on(self, path: Circumstances) -> OnPath:
        """One Newton step from the mode on the mean path, with the spread there, and Laplace's approximation.

        Source
        ------
        Tierney & Kadane 1986, doi:10.1080/01621459.1986.10478240
        """
        likelihood, near = self._likelihood(path), [self._near]

        def density(scores: np.ndarray) -> float:
            found = terms_under(self.unknowns.constants(scores), likelihood, near[0])
            near[0] = found.mode
            return found.log_likelihood - 0.5 * float(scores @ scores)

        at = self.normal.mean
        here = density(at)
        steps = SLOPE_STEP * np.eye(at.size)
        slope = np.array([density(at + step) - density(at - step) for step in steps]) / (2.0 * SLOPE_STEP)
        step, share = self.normal.root @ (self.normal.root.T @ slope), 1.0
        while (there := density(at + share * step)) < here and share > 1e-3:
            share *= 0.5
        return OnPath(max(there, here), at + share * step if there > here else at)

    def drawn(self, path: Circumstances, chance: np.random.Generator) -> Drawn:
        """Constants and terms drawn on a path, and how likely the acts are on it."""
        from threadpoolctl import threadpool_limits

        with threadpool_limits(limits=1):  # the same bits however many processors there are
            found = self.on(path)
            scores = found.mode + self.normal.root @ chance.standard_normal(found.mode.size)
            terms = self.terms(path, scores)
            return Drawn(found.log_likelihood, scores, terms.draw(chance))
