"""All extreme equilibria of two players, by the vertices of their best-response polytopes.

Every equilibrium of two players is a mix of extreme ones that share a component.

Sources
-------
Mangasarian, O. L. (1964): Equilibrium points of bimatrix games. SIAM Journal 12, 778-780
Avis, D., Rosenberg, G. D., Savani, R., von Stengel, B. (2010): Enumeration of Nash equilibria for two-player games.
Economic Theory 42, 9-37
"""

from itertools import combinations
from typing import NamedTuple

import numpy as np

from twochairs.deciding.games.replies import ALIKE, Mixes, levelled

LARGEST = 9
"""Strategies of each player up to which all equilibria are looked for."""

_FEASIBLE = 1e-10
_RANK = 1e-10


class Vertices(NamedTuple):
    """Vertices of {x >= 0, x @ table <= 1} other than 0.

    Attributes
    ----------
    points : shape (vertex, row)
    absent : whether the row's share is 0, shape (vertex, row)
    tight : whether the column's limit is met, shape (vertex, column)
    """

    points: np.ndarray
    absent: np.ndarray
    tight: np.ndarray


def extreme_equilibria(payoffs: np.ndarray) -> list[Mixes]:
    """All extreme equilibria, pure ones among them, the first player's first strategies first.

    Parameters
    ----------
    payoffs : of two players, shape (2, rows, columns)
    """
    first, second = levelled(payoffs)
    rows, columns = vertices(second), vertices(first.T)
    unlabelled = np.einsum("ai,bi->ab", (~rows.absent).astype(int), (~columns.tight).astype(int))
    unlabelled += np.einsum("aj,bj->ab", (~rows.tight).astype(int), (~columns.absent).astype(int))
    found = [
        (_share(rows.points[one]), _share(columns.points[other]))
        for one, other in np.argwhere(unlabelled == 0).tolist()
    ]
    return sorted(found, key=lambda mixes: [(-mix).tolist() for mix in mixes])


def vertices(table: np.ndarray) -> Vertices:
    """Vertices of {x >= 0, x @ table <= 1} other than 0, for a table of numbers between 1 and 2."""
    sizes = range(1, min(table.shape) + 1)
    points = np.concatenate([_of_size(table, size) for size in sizes])
    absent, tight = points < ALIKE, np.einsum("ai,ij->aj", points, table) > 1.0 - ALIKE
    _, one_of_each = np.unique(np.hstack([absent, tight]), axis=0, return_index=True)
    kept = [index for index in np.sort(one_of_each) if _determined(table, ~absent[index], tight[index])]
    return Vertices(np.where(absent, 0.0, points)[kept], absent[kept], tight[kept])


def _of_size(table: np.ndarray, size: int) -> np.ndarray:
    """Feasible points with at most so many rows present, from every choice of these and of as many tight columns."""
    rows = np.array(list(combinations(range(table.shape[0]), size)))
    columns = np.array(list(combinations(range(table.shape[1]), size)))
    squares = table[rows[:, None, None, :], columns[None, :, :, None]].reshape(-1, size, size)
    owners = np.repeat(rows, len(columns), axis=0)
    regular = np.linalg.slogdet(squares).sign != 0.0
    squares, owners = squares[regular], owners[regular]
    shares = np.linalg.solve(squares, np.ones((len(squares), size, 1)))[..., 0]
    exact = np.abs(np.einsum("abc,ac->ab", squares, shares) - 1.0).max(axis=1, initial=0.0) < _FEASIBLE
    some = exact & (shares > -_FEASIBLE).all(axis=1)
    points = np.zeros((int(some.sum()), len(table)))
    np.put_along_axis(points, owners[some], np.maximum(shares[some], 0.0), axis=1)
    allowed = (np.einsum("ai,ij->aj", points, table) < 1.0 + _FEASIBLE).all(axis=1)
    return np.asarray(points[allowed])


def _determined(table: np.ndarray, present: np.ndarray, tight: np.ndarray) -> bool:
    """Whether the limits that are met leave a single point, so that it is a vertex and not one of an edge."""
    met = table[np.ix_(present, tight)]
    return min(met.shape) > 0 and int(np.linalg.matrix_rank(met, tol=_RANK)) == int(present.sum())


def _share(point: np.ndarray) -> np.ndarray:
    return np.asarray(point / point.sum())
