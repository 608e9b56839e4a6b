"""Numbers that can be read off a figure by pointing at it: noted where they are drawn, for pages that show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twochairs.figures.read import bands


@dataclass(frozen=True)
class Reading:
    """What a panel shows.

    Attributes
    ----------
    axes : the panel
    title : of the panel
    places : what each place in it is called, such as 2024-03
    x, y : of each place, in the panel's own units; None where a place is a whole column or a whole row
    numbers : name to the numbers there, shape (place,), or (place, 2) of an interval; NaN where there is none
    unit : written behind each number
    digits : decimals
    """

    axes: Axes
    title: str
    places: Sequence[str]
    x: np.ndarray | None
    y: np.ndarray | None
    numbers: Mapping[str, np.ndarray]
    unit: str = ""
    digits: int = 2


_NOTED: WeakKeyDictionary[Figure, list[Reading]] = WeakKeyDictionary()


def note(
    axes: Axes,
    title: str,
    places: Sequence[str],
    numbers: Mapping[str, np.ndarray],
    x: np.ndarray | None = None,
    y: np.ndarray | None = None,
    unit: str = "",
    digits: int = 2,
) -> None:
    """Keep what a panel shows, beside its figure; the arguments are those of a Reading."""
    figure = axes.get_figure(root=True)
    assert isinstance(figure, Figure)
    _NOTED.setdefault(figure, []).append(Reading(axes, title, places, x, y, numbers, unit, digits))


def note_months(
    axes: Axes,
    title: str,
    months: np.ndarray,
    x: np.ndarray,
    numbers: Mapping[str, np.ndarray],
    unit: str = "",
    digits: int = 2,
) -> None:
    """Keep numbers that a panel shows month by month.

    Parameters
    ----------
    months : datetime64, shape (month,)
    x : their places on the axis
    """
    note(axes, title, [str(month.astype("datetime64[M]")) for month in months], numbers, x, None, unit, digits)


def of_bands(values: np.ndarray) -> dict[str, np.ndarray]:
    """Names and numbers of the median and the two bands of values of shape (run, place)."""
    return of_quantiles(bands(values), len(values))


def of_quantiles(quantiles: np.ndarray, runs: int) -> dict[str, np.ndarray]:
    """Names and numbers of the five quantiles of shape (5, place)."""
    low, lower, median, upper, high = quantiles
    if runs == 1:
        return {"one run": median}
    return {
        "median": median,
        "middle 50 %": np.stack([lower, upper], axis=1),
        "90 % of runs": np.stack([low, high], axis=1),
    }


def of(figure: Figure) -> list[Reading]:
    """What was noted of a figure, panel by panel."""
    return list(_NOTED.get(figure, []))
