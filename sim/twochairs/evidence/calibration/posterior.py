"""What an observed series says of the rules' constants: a posterior by Markov chain Monte Carlo."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from twochairs.evidence.calibration.autocorrelation import independent_draws
from twochairs.evidence.calibration.discrepancy import Left, Noise, Sway, log_likelihood

COMMON = 0.08
"""Prior median of both common standard deviations, in ideal points: near that of the figures of 2000 to 2005."""
COMMON_SPREAD = 0.5
"""Prior standard deviation of their logs; assumed."""
SWAY = 0.06
"""Scale of the half-normal prior of what all states move together in a year, in ideal points; assumed."""
STEPS = 2000
"""Of every walker, where nothing else is said."""
_REACH = 1.7
"""Of a differential-evolution move, over the square root of twice the dimensions: a little shorter than the 2.38 that
is best once the walkers are spread as the posterior is, so that they get there sooner."""
_SCALES = 3
"""Numbers behind the constants: logs of both common standard deviations, and what all move together, over `SWAY`; then
come the moves of every year but the first, over the last of these."""


@dataclass(frozen=True)
class Draws:
    """Draws from a posterior.

    Attributes
    ----------
    cube : constants, shape (draws, constants), in [0, 1]
    left : how what the path leaves over moves
    """

    cube: np.ndarray
    left: Left

    def picked(self, rows: np.ndarray) -> "Draws":
        """Some of them."""
        return Draws(self.cube[rows], self.left.picked(rows))


@dataclass(frozen=True)
class Chains(Draws):
    """Draws that chains have made.

    Attributes
    ----------
    log_posterior : shape (draws,)
    independent : how many independent draws the chains are worth, by `independent_draws`
    """

    log_posterior: np.ndarray
    independent: float


def _uniform(cube: np.ndarray) -> np.ndarray:
    return np.zeros(len(cube))


@dataclass(frozen=True)
class Posterior:
    """Log density of the constants, the common noise and the common walk, given a series.

    Attributes
    ----------
    signal : from points of the unit cube to the signal, shape (points, years, states)
    observed : ideal points, shape (years, states); the years the signal begins with
    log_prior : log density of points of the cube, shape (points,); uniform where it is left out
    """

    signal: Callable[[np.ndarray], np.ndarray]
    observed: np.ndarray
    log_prior: Callable[[np.ndarray], np.ndarray] = _uniform

    def __call__(self, points: np.ndarray) -> np.ndarray:
        """Log posterior density up to a constant, shape (points,)."""
        cube, scales = points[:, : -self.others], points[:, -self.others :]
        inside = np.all((cube >= 0.0) & (cube <= 1.0), axis=1) & np.all(np.abs(scales[:, :2]) < 3.0, axis=1)
        inside &= scales[:, 2] >= 0.0
        density = np.full(len(points), -np.inf)
        if inside.any():
            density[inside] = self._inside(cube[inside], scales[inside])
        return density

    @property
    def others(self) -> int:
        """How many numbers stand behind the constants."""
        return _SCALES + len(self.observed) - 1

    def _inside(self, cube: np.ndarray, scales: np.ndarray) -> np.ndarray:
        left = left_of(scales)
        unexplained = self.observed - self.signal(cube)[:, : len(self.observed)] - left.sway.path[..., None]
        prior = -0.5 * np.sum((scales[:, :2] / COMMON_SPREAD) ** 2, axis=1) - 0.5 * np.sum(scales[:, 2:] ** 2, axis=1)
        return np.asarray(log_likelihood(unexplained, left.noise) + prior + self.log_prior(cube))


def left_of(scales: np.ndarray) -> Left:
    """What the numbers behind the constants say, (points, others)."""
    sd = SWAY * scales[:, 2]
    path = np.cumsum(sd[:, None] * np.hstack([np.zeros((len(scales), 1)), scales[:, _SCALES:]]), axis=1)
    return Left(Noise(COMMON * np.exp(scales[:, 0]), COMMON * np.exp(scales[:, 1])), Sway(sd, path))


def sample(posterior: Posterior, constants: int, draws: int, seed: int, steps: int = STEPS) -> Chains:
    """Draw from a posterior.

    Parameters
    ----------
    constants : how many the cube has
    draws : how many to keep
    steps : of every walker; the first half is thrown away

    Source
    ------
    ensemble with differential-evolution moves: ter Braak 2006, doi:10.1007/s11222-006-8769-1; stretch moves: Goodman &
    Weare 2010, doi:10.2140/camcos.2010.5.65; the sampler: Foreman-Mackey et al. 2013, doi:10.1086/670067
    """
    import emcee
    from threadpoolctl import threadpool_limits

    chance = np.random.default_rng(seed)
    dimensions = constants + posterior.others
    walkers = 4 * dimensions
    target = Unbounded(posterior, constants)
    moves = [(emcee.moves.DEMove(gamma0=_REACH / np.sqrt(2 * dimensions)), 0.7), (emcee.moves.StretchMove(), 0.3)]
    sampler = emcee.EnsembleSampler(walkers, dimensions, target, moves=moves, vectorize=True)
    state = np.random.RandomState(seed % 2**32).get_state()
    with threadpool_limits(limits=1):  # how many threads share a product of matrices decides its last bits
        sampler.run_mcmc(emcee.State(chance.normal(size=(walkers, dimensions)), random_state=state), steps)
    chain = sampler.get_chain(discard=steps // 2)
    flat = chain.reshape(-1, dimensions)
    points = target.points(flat[chance.choice(len(flat), size=draws, replace=False)])
    left = left_of(points[:, constants:])
    return Chains(points[:, :constants], left, posterior(points), independent_draws(chain))


@dataclass(frozen=True)
class Unbounded:
    """A posterior over numbers that have no ends, on which chains move freely.

    Each constant is the share of a standard normal below its number; logs of the common standard deviations are
    `COMMON_SPREAD` times theirs; what all states move together is the exponential of its number.

    Attributes
    ----------
    posterior : of points
    constants : how many the cube has
    """

    posterior: Posterior
    constants: int

    def points(self, numbers: np.ndarray) -> np.ndarray:
        """Points of the posterior, shape (points, constants and others)."""
        cube, scales = numbers[:, : self.constants], numbers[:, self.constants :]
        return np.hstack([ndtr(cube), COMMON_SPREAD * scales[:, :2], np.exp(scales[:, 2:3]), scales[:, 3:]])

    def __call__(self, numbers: np.ndarray) -> np.ndarray:
        """Log density of numbers, up to a constant, shape (points,)."""
        volume = numbers[:, self.constants + 2] - 0.5 * np.sum(numbers[:, : self.constants] ** 2, axis=1)
        return np.asarray(self.posterior(self.points(numbers)) + volume)
