"""The two chairs: what each country draws from the west and from the east, at the start and at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.output.plots import read, style
from sim.output.plots import text as words
from sim.output.plots.style import Sheet
from sim.output.plots.trajectories import poles
from sim.output.result import Result

_LEFT, _SIDE = 0.75, 6.2
_RAYS = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class Seat:
    """Where a country sits: benefit from the west, then from the east.

    Attributes
    ----------
    name : of the country
    start, end : medians over runs, shape (2,)
    low, high : 5 and 95 % quantiles at the end, shape (2,)
    """

    name: str
    start: np.ndarray
    end: np.ndarray
    low: np.ndarray
    high: np.ndarray


def seats(result: Result, countries: Sequence[str] | None = None) -> list[Seat]:
    """The seats of all countries, or of those chosen.

    Raises
    ------
    ValueError : where a country is not in the result
    """
    found = []
    for country in read.countries(result, countries):
        both = [read.series(result, f"{side}_benefit").sel(country=country).to_numpy() for side in ("west", "east")]
        quantiles = np.array([read.bands(values[:, [0, -1]]) for values in both])
        found.append(
            Seat(
                result.label("country", country),
                quantiles[:, 2, 0],
                quantiles[:, 2, 1],
                quantiles[:, 0, 1],
                quantiles[:, 4, 1],
            )
        )
    return found


@style.styled
def draw(result: Result, countries: Sequence[str] | None = None) -> Figure:
    """Map of the two benefits with an arrow from start to end, and lines of equal hedging index.

    Raises
    ------
    ValueError : where a country is not in the result
    """
    found = seats(result, countries)
    months, count = read.months(read.series(result, "west_benefit")), len(read.series(result, "west_benefit"))
    first, last = (str(month.astype("datetime64[M]")) for month in months[[0, -1]])
    spread = " Cross: 90 % of runs at the end." if count > 1 else ""
    sheet = Sheet(
        [result],
        "The two chairs: what each side offers, and who sits between",
        f"{words.fit(result.title, 5.0, style.BODY)}. Benefits drawn from each side, median of {words.counted(count, 'run')}: "
        f"ring {first}, dot {last}.{spread}",
        _SIDE + 0.55,
        [
            "Benefits are in the unit of the pulls on alignment. On the diagonal both chairs are alike (hedging index 1); "
            "on an axis a country sits on one (0).",
            f"Poles: {poles(result)}.",
        ],
    )
    most = 1.06 * max(0.1, *(float(max(seat.high.max(), seat.start.max())) for seat in found))
    width = sheet.width - _LEFT - 0.45
    axes = sheet.axes(_LEFT, 0.05, width, _SIDE)
    tall = 1.06 * max(0.1, *(float(max(seat.high[1], seat.start[1])) for seat in found))
    wide = 1.1 * max(0.1, *(float(max(seat.high[0], seat.start[0])) for seat in found))
    del most
    axes.set_xlim(0, wide)
    axes.set_ylim(0, tall)
    _rays(axes, wide, tall, width)
    for place, seat in enumerate(found):
        _arrow(axes, seat, style.PURPLE if place < 0 else style.BLUE)
    _names(axes, found, width, _SIDE)
    axes.set_xlabel("Benefit from poles above 0, the west (units of pull)")
    axes.set_ylabel("Benefit from poles below 0, the east (units of pull)")
    return sheet.figure
