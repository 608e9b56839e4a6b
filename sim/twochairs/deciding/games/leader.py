"""What a player would do who commits first and is seen to, of two.

Ties of the follower go to the leader (strong Stackelberg), and are told.

Source
------
Conitzer, V., Sandholm, T. (2006): Computing the optimal strategy to commit to. ACM Conference on Electronic Commerce,
82-90 (one linear programme for each reply)
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from twochairs.deciding.games.replies import ALIKE, levelled


class Commitment(NamedTuple):
    """The best that a leader can commit to.

    Attributes
    ----------
    leader : which player, 0 or 1
    mix : shares of the leader's strategies
    reply : the follower's strategy
    value : what it pays the leader
    tied : all best replies of the follower
    worst : what it would pay the leader if the follower broke ties against it
    """

    leader: int
    mix: np.ndarray
    reply: int
    value: float
    tied: tuple[int, ...]
    worst: float


def pure_commitment(payoffs: np.ndarray, leader: int) -> Commitment:
    """The best single strategy to commit to, the first of those that pay the same."""
    own, _ = sides(payoffs, leader)
    return _best(payoffs, leader, [np.eye(len(own))[strategy] for strategy in range(len(own))])


def mixed_commitment(payoffs: np.ndarray, leader: int) -> Commitment:
    """The best mix of strategies to commit to."""
    return _best(payoffs, leader, list(_mixes(*(levelled(side[None])[0] for side in sides(payoffs, leader)))))


def sides(payoffs: np.ndarray, leader: int) -> tuple[np.ndarray, np.ndarray]:
    """Payoffs of the leader and of the follower, the leader's strategies first."""
    own, others = payoffs[leader], payoffs[1 - leader]
    return (own, others) if leader == 0 else (own.T, others.T)


def commitment_to(payoffs: np.ndarray, leader: int, mix: np.ndarray) -> Commitment:
    """What a commitment brings, the follower replying as suits itself and then the leader."""
    own, others = (np.einsum("i,ij->j", mix, side) for side in sides(payoffs, leader))
    tied = np.flatnonzero(others >= others.max() - ALIKE * np.ptp(payoffs[1 - leader]))
    reply = int(tied[own[tied].argmax()])
    return Commitment(leader, mix, reply, float(own[reply]), tuple(tied.tolist()), float(own[tied].min()))


def _best(payoffs: np.ndarray, leader: int, mixes: list[np.ndarray]) -> Commitment:
    """The first of those that pay the leader the most, to within rounding."""
    found = [commitment_to(payoffs, leader, mix) for mix in mixes]
    most = max(one.value for one in found) - ALIKE * np.ptp(payoffs[leader])
    return next(one for one in found if one.value >= most)


def _mixes(own: np.ndarray, others: np.ndarray) -> Iterator[np.ndarray]:
    """For each reply that can be brought about the mix that brings it about and pays the leader the most."""
    from scipy.optimize import linprog

    for reply in range(own.shape[1]):
        found = linprog(
            -own[:, reply],
            A_ub=others.T - others[:, reply],
            b_ub=np.zeros(own.shape[1]),
            A_eq=np.ones((1, len(own))),
            b_eq=[1.0],
        )
        if found.status == 0:
            mix = np.where(found.x < ALIKE, 0.0, found.x)
            yield np.asarray(mix / mix.sum())
