"""Naive forecasts of acts from earlier acts alone: what a model must beat."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.roll_calls import LEVELS, Vote
from twochairs.evidence.acts.rounds import Joining

HALF = 0.5
"""Added to every count, so that nothing is impossible: Jeffreys 1946, doi:10.1098/rspa.1946.0056."""


def vote_base_rate(earlier: Sequence[Vote]) -> np.ndarray:
    """Shares of no, abstain and yes among all states' earlier votes, half a vote added to each; shape (3,)."""
    counts = np.bincount([vote.level for vote in earlier], minlength=len(LEVELS)) + HALF
    return np.asarray(counts / counts.sum())


def vote_again(earlier: Sequence[Vote], state: str, kind: str) -> np.ndarray:
    """A state's last vote on a kind once more, or a change as often as between earlier votes in a row.

    Where it changes, it changes by the base rate of the others; where it never voted on the kind, the base rate stands.

    Parameters
    ----------
    earlier : votes of all states, by date

    Returns
    -------
    probability of no, abstain and yes, shape (3,)
    """
    base = vote_base_rate(earlier)
    own = [vote.level for vote in earlier if (vote.state, vote.kind) == (state, kind)]
    if not own:
        return base
    change = _change(earlier)
    others = np.where(np.arange(len(LEVELS)) == own[-1], 0.0, base)
    chances = change * others / others.sum()
    chances[own[-1]] = 1.0 - change
    return np.asarray(chances)


def joined_base_rate(earlier: Sequence[Joining]) -> float:
    """Share of states that joined earlier rounds, half a state added to joining and to not joining."""
    return (sum(joining.joined for joining in earlier) + HALF) / (len(earlier) + 2.0 * HALF)


def joined_again(earlier: Sequence[Joining], state: str, change: float) -> float:
    """What a state did in the last round once more, but for a probability of change; else the base rate."""
    own = [joining for joining in earlier if joining.state == state]
    if not own:
        return joined_base_rate(earlier)
    return 1.0 - change if max(own, key=lambda joining: joining.round).joined else change


def rate_again(earlier: Sequence[Rate], state: str, members: int = 199) -> np.ndarray:
    """A state's last rate once more, with the spread of what earlier rates changed by.

    Parameters
    ----------
    earlier : rates of all states, by end

    Returns
    -------
    spaced quantiles of a normal, kept in [0, 1], shape (members,)

    Raises
    ------
    ValueError : where the state has no earlier rate, or no state has two
    """
    from scipy.stats import norm

    own = _rates_of(earlier, state)
    changes = [b - a for name in {rate.state for rate in earlier} for a, b in pairwise(_rates_of(earlier, name))]
    if not own or not changes:
        raise ValueError(f"no earlier rate of {state}, or no state with two")
    spread = float(np.sqrt(np.mean(np.square(changes))))
    quantiles = norm.ppf((np.arange(members) + 0.5) / members)
    return np.asarray(np.clip(own[-1] + spread * quantiles, 0.0, 1.0))


def _rates_of(rates: Sequence[Rate], state: str) -> list[float]:
    return [rate.rate for rate in rates if rate.state == state]


def _change(earlier: Sequence[Vote]) -> float:
    """How often a state's next vote on the same kind is another; half a pair added to each."""
    series: dict[tuple[str, str], list[int]] = {}
    for vote in earlier:
        series.setdefault((vote.state, vote.kind), []).append(vote.level)
    pairs = [pair for levels in series.values() for pair in pairwise(levels)]
    return (sum(a != b for a, b in pairs) + HALF) / (len(pairs) + 2.0 * HALF)
