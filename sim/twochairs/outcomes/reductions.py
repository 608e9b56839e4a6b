"""Many numbers made one: over the months of a run, and over agents.

All add up in a fixed order, one vector of lanes after the other: NumPy's own sums take another order when an axis is
contiguous, and a lane would then depend on how many lanes there are. Row 0 is the start, which only `first_month`,
`within` and a chosen row look at.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from twochairs.engine.vectors import holds, larger, smaller

Rows = np.ndarray
"""float64, shape (months + 1, lanes)."""


def total(vectors: Iterable[np.ndarray], like: np.ndarray) -> np.ndarray:
    """Sum of vectors in the order given; 0, shaped as `like`, for none."""
    added = np.zeros_like(like)
    for vector in vectors:
        added = added + vector
    return added


def mean(rows: Rows) -> np.ndarray:
    """Mean over the months after the start, shape (lanes,)."""
    return total(rows[1:], rows[0]) / float(len(rows) - 1)


def summed(rows: Rows) -> np.ndarray:
    """Sum over the months after the start, shape (lanes,)."""
    return total(rows[1:], rows[0])


def highest(rows: Rows) -> np.ndarray:
    """Largest value of the months after the start, shape (lanes,)."""
    best: np.ndarray = rows[1].copy()
    for row in rows[2:]:
        best = larger(row, best)
    return best


def lowest(rows: Rows) -> np.ndarray:
    """Smallest value of the months after the start, shape (lanes,)."""
    best: np.ndarray = rows[1].copy()
    for row in rows[2:]:
        best = smaller(row, best)
    return best


def last(rows: Rows) -> np.ndarray:
    """Value of the last month, shape (lanes,)."""
    final: np.ndarray = rows[-1]
    return final.copy()


def count_months(rows: Rows) -> np.ndarray:
    """In how many months after the start a condition holds, shape (lanes,)."""
    return total((_holds(row) for row in rows[1:]), rows[0])


def share_of_months(rows: Rows) -> np.ndarray:
    """In which share of the months after the start a condition holds, shape (lanes,)."""
    return count_months(rows) / float(len(rows) - 1)


def first_month(rows: Rows) -> np.ndarray:
    """First row, from 0 for the start, in which a condition holds; NaN where in none; shape (lanes,)."""
    first = np.full(rows.shape[1], np.nan)
    for month in range(len(rows) - 1, -1, -1):
        first = np.where(_holds(rows[month]) != 0.0, float(month), first)
    return first


def within(rows: Rows, months: int) -> np.ndarray:
    """1 where a condition holds at the start or in one of so many months after it, else 0; shape (lanes,)."""
    return np.where(np.isnan(first_month(rows[: months + 1])), 0.0, 1.0)


def _holds(row: np.ndarray) -> np.ndarray:
    return np.where(holds(row) & ~np.isnan(row), 1.0, 0.0)


OVER_MONTHS: dict[str, Callable[[Rows], np.ndarray]] = {
    "mean": mean,
    "max": highest,
    "min": lowest,
    "sum": summed,
    "last": last,
    "first_month": first_month,
    "share_of_months": share_of_months,
    "count_months": count_months,
}
"""Functions of the language that leave one number of a run."""


def average(series: Sequence[Rows]) -> Rows:
    """Mean over agents, month by month."""
    return total(series, series[0]) / float(len(series))


def spread(series: Sequence[Rows]) -> Rows:
    """Population standard deviation over agents, month by month."""
    middle = average(series)
    squares = total(((one - middle) * (one - middle) for one in series), middle)
    return np.sqrt(squares / float(len(series)))


OVER_AGENTS: dict[str, Callable[[Sequence[Rows]], Rows]] = {"average": average, "spread": spread}
"""Functions of the language that leave one series of many."""
