"""The equilibria of a game: of two players all extreme ones, of more those in pure strategies."""

from typing import NamedTuple

import numpy as np

from twochairs.deciding.games.components import components, nash_subsets
from twochairs.deciding.games.dominance import Kept, in_rounds, left
from twochairs.deciding.games.extreme import LARGEST, extreme_equilibria
from twochairs.deciding.games.pure import pure_equilibria
from twochairs.deciding.games.replies import Mixes, one_hot, support

Support = tuple[tuple[int, ...], ...]


class Equilibria(NamedTuple):
    """Equilibria, mixes over all strategies that were given.

    Attributes
    ----------
    mixes : of each equilibrium
    component : number of each one's component, from 0; of pure equilibria of more than two players each its own
    subsets : places of those of which any mix is an equilibrium too
    """

    mixes: list[Mixes]
    component: list[int]
    subsets: list[tuple[int, ...]]


def equilibria(payoffs: np.ndarray, kept: Kept, mixed: bool) -> Equilibria:
    """The equilibria of a game in which only some strategies are left, the others being strictly dominated.

    Parameters
    ----------
    payoffs : shape (player, strategies of the first, ...)
    kept : strategies left of each player
    mixed : whether mixed ones are wanted, of two players with at most LARGEST strategies left each
    """
    shape = payoffs.shape[1:]
    if mixed:
        few = extreme_equilibria(left(payoffs, kept))
        whole = [_whole(mixes, kept, shape) for mixes in few]
        return Equilibria(whole, components(few), nash_subsets(few))
    profiles = pure_equilibria(left(payoffs, kept))
    whole = [_whole(one_hot(profile, tuple(map(len, kept))), kept, shape) for profile in profiles]
    return Equilibria(whole, list(range(len(whole))), [(place,) for place in range(len(whole))])


def supports(payoffs: np.ndarray, mixed: bool) -> frozenset[Support]:
    """Supports of all equilibria of a game; of pure ones where too many strategies are left for all."""
    kept = searched(payoffs, mixed)
    return frozenset(map(support, equilibria(payoffs, kept, mixed and few_enough(kept)).mixes))


def searched(payoffs: np.ndarray, mixed: bool) -> Kept:
    """The strategies among which equilibria are looked for, found quickly unless too many are left for mixed ones."""
    kept, _ = in_rounds(payoffs, mixes=False)
    return in_rounds(payoffs)[0] if mixed and not few_enough(kept) else kept


def few_enough(kept: Kept) -> bool:
    """Whether all equilibria can be looked for."""
    return len(kept) == 2 and max(map(len, kept)) <= LARGEST


def _whole(mixes: Mixes, kept: Kept, shape: tuple[int, ...]) -> Mixes:
    """Mixes over all strategies from those over the ones that are left."""
    found = []
    for mix, own, count in zip(mixes, kept, shape, strict=True):
        full = np.zeros(count)
        full[list(own)] = mix
        found.append(full)
    return tuple(found)
