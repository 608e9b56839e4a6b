"""How sure an equilibrium is: what leaving it could gain, and how often other runs or constants have the same."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from twochairs.deciding.games.equilibria import Support, few_enough, searched, supports
from twochairs.deciding.games.extreme import LARGEST
from twochairs.deciding.games.replies import Mixes, regret
from twochairs.deciding.games.resampling import averaged
from twochairs.statistics.quantiles import quantile

SURE = 0.95
_AT_A_TIME = 50


class Resampled(NamedTuple):
    """What resampled games say.

    Attributes
    ----------
    regrets : of each solution in each game, shape (game, solution)
    supports : of the equilibria of each game
    unsearched : games with too many strategies left for mixed equilibria, of which pure ones alone were looked for
    """

    regrets: np.ndarray
    supports: tuple[frozenset[Support], ...]
    unsearched: int = 0

    def shares(self) -> dict[Support, float]:
        """In which share of the games there is an equilibrium of a support, the largest share first."""
        counted = Counter(one for found in self.supports for one in found)
        ordered = sorted(counted, key=lambda one: (-counted[one], one))
        return {one: counted[one] / len(self.supports) for one in ordered}


def resampled(values: np.ndarray, weights: np.ndarray, solutions: list[Mixes], mixed: bool) -> Resampled:
    """Solutions looked at in other games, and the equilibria that these have themselves.

    Parameters
    ----------
    values : payoffs of each run, shape (run, player, strategies of the first, ...)
    weights : how much each run counts in each game, shape (game, run)
    solutions : mixes of each
    mixed : whether equilibria of the games may be mixed
    """
    found = tuple(supports(game, mixed) for some in _games(values, weights) for game in some)
    large = mixed and max(values.shape[2:]) > LARGEST
    every = (game for some in _games(values, weights) for game in some) if large else ()
    unsearched = sum(not few_enough(searched(game, mixed)) for game in every)
    return Resampled(regrets(values, weights, solutions), found, unsearched)


def regrets(values: np.ndarray, weights: np.ndarray, solutions: list[Mixes]) -> np.ndarray:
    """What the largest gain by leaving each solution is in each game, shape (game, solution)."""
    if not solutions:
        return np.zeros((len(weights), 0))
    found = [np.stack([regret(some, mixes) for mixes in solutions], axis=-1) for some in _games(values, weights)]
    return np.concatenate(found)


def limits(found: np.ndarray) -> list[float]:
    """For each solution what no player gains more than by leaving it, in 95 % of the games."""
    return [quantile(np.sort(column), SURE) for column in found.T]


def _games(values: np.ndarray, weights: np.ndarray) -> Iterator[np.ndarray]:
    """The payoffs of the resamples, some of them at a time in memory."""
    for start in range(0, len(weights), _AT_A_TIME):
        yield averaged(values, weights[start : start + _AT_A_TIME])
