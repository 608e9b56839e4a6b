"""What a change is measured between: the first and the last year of a run, or halves of a shorter one."""

import numpy as np

from twochairs.errors import NotPossible

YEAR = 12
ALL = "all"
"""What is written for every month."""


def spans(rows: int) -> tuple[slice, slice]:
    """The first and the last year among the rows of a run, the first of which is its start; halves of a shorter run.

    A run of one month has the start and the end.
    """
    length = min(YEAR, (rows - 1) // 2)
    return (slice(1, 1 + length), slice(rows - length, rows)) if length else (slice(0, 1), slice(rows - 1, rows))


def told(rows: int) -> tuple[str, str]:
    """What these two spans are, in words."""
    length = min(YEAR, (rows - 1) // 2)
    if not length:
        return "at the start", "at the end"
    return f"in the first {'year' if length == YEAR else f'{length} months' if length > 1 else 'month'}", "in the last"


def months_chosen(month: str | None, months: np.ndarray) -> list[int]:
    """Places of the months that are asked for: one such as 2024-06, the last where None, or all.

    Parameters
    ----------
    months : datetime64 of those there are

    Raises
    ------
    NotPossible : where there is no such month
    """
    texts = [str(one) for one in months.astype("datetime64[M]")]
    if month is None:
        return [len(texts) - 1]
    if month == ALL:
        return list(range(len(texts)))
    if month not in texts:
        raise NotPossible(f"month {month!r} is none of it\n  hint: give one from {texts[0]} to {texts[-1]}, or {ALL}")
    return [texts.index(month)]
