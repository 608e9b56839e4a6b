"""The two chairs: what each country draws from the poles above 0 and from those below, at the start and at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.errors import NothingToShow
from twochairs.figures import labels, read, readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import single
from twochairs.figures.runs.trajectories import poles
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _SIDE, _ROW = 0.75, 6.2, 0.19
_CLEAR = 0.08
"""Kept free above the lower axis, in inches."""
_RAYS = (0.25, 0.5, 0.75)
_SIDES = ("above 0", "below 0")


@dataclass(frozen=True)
class Seat:
    """Where a country sits: benefit from the poles above 0, then from those below.

    Attributes
    ----------
    key, name : of the country
    start, end : medians over runs, shape (2,)
    low, high : 5 and 95 % quantiles at the end, shape (2,)
    """

    key: str
    name: str
    start: np.ndarray
    end: np.ndarray
    low: np.ndarray
    high: np.ndarray


def seats(result: "Result", countries: Sequence[str] | None = None) -> list[Seat]:
    """The seats of all countries, or of those chosen.

    Raises
    ------
    NotPossible : where a country is not in the result
    """
    found = []
    for country in read.countries(result, countries):
        both = [read.series(result, f"{side}_benefit").sel(country=country).to_numpy() for side in ("west", "east")]
        quantiles = np.array([read.bands(values[:, [0, -1]]) for values in both])
        found.append(
            Seat(
                country,
                read.label(result, "country", country),
                quantiles[:, 2, 0],
                quantiles[:, 2, 1],
                quantiles[:, 0, 1],
                quantiles[:, 4, 1],
            )
        )
    return found


@style.styled
def draw(result: "Result", countries: Sequence[str] | None = None) -> Figure:
    """Map of the two benefits with an arrow from start to end, and lines of equal hedging index.

    Raises
    ------
    NotPossible : where a country is not in the result
    NothingToShow : where no country draws anything from either side
    """
    every = seats(result, countries)
    found = [seat for seat in every if max(seat.start.max(), seat.high.max()) > 0.0]
    if not found:
        raise NothingToShow("no state draws anything from either side")
    benefit = read.series(result, "west_benefit")
    months, count = read.months(benefit), len(benefit["replicate"])
    first, last = "the start", str(months[-1].astype("datetime64[M]"))
    most = 1.04 * max(0.05, *(float(np.maximum(seat.high, seat.start).max()) for seat in found))
    between = [seat for seat in found if not _on_one(seat, most)]
    settled = [seat for seat in found if _on_one(seat, most)]
    top, rows = (0.2 + _SIDE + 0.42 if between else 0.1), 0.3 + _ROW * len(settled) if settled else 0.0
    spread = " Blue lines: 90 % of runs at the end." if count > 1 else ""
    notes = ["Benefits are in the unit of the pulls on alignment."]
    if between:
        notes[0] += " On the diagonal both chairs are alike (hedging index 1); on an axis a state sits on one (0)."
    if len(found) < len(every):
        names = ", ".join(seat.name for seat in every if seat not in found)
        notes.append(f"Left out, as they draw nothing from either side: {names}.")
    sheet = Sheet(
        [result],
        _found(result, every),
        f"{style.titled(result)} Median of {words.counted(count, 'run')}: ring the start, dot {last}. Arrows: blue "
        f"towards the west, orange towards the east. Axes go by square roots.{spread}",
        top + rows + (0.0 if between else 0.4),
        [*notes, f"Poles: {poles(result)}"],
    )
    if between:
        _between(sheet, between, most, (first, last))
    if settled:
        rows_at = _settled(sheet, settled, most, top + 0.2, mapped=bool(between))
        _note(rows_at, settled, np.array([(0.0, row) for row in range(len(settled))]), (first, last), rows=True)
    return sheet.figure


def _between(sheet: Sheet, between: list[Seat], most: float, months: tuple[str, str]) -> None:
    """The map of states that draw on both sides."""
    axes = sheet.axes(_LEFT, 0.2, _SIDE, _SIDE)
    axes.set_xscale("function", functions=_ROOT)
    axes.set_yscale("function", functions=_ROOT)
    axes.set_xlim(0.0, most)
    axes.set_ylim(0.0, most)
    axes.set_xticks(_ticks(most))
    axes.set_yticks(_ticks(most))
    _rays(axes, most)
    for seat in between:
        _arrow(axes, seat)
    _names(axes, between)
    _note(axes, between, np.array([seat.end for seat in between]), months)
    axes.set_xlabel("Benefit from poles above 0 (units of pull)")
    axes.set_ylabel("Benefit from poles below 0 (units of pull)")


def _on_one(seat: Seat, most: float) -> bool:
    """Whether a state draws on one side only, at the start and at the end, in nearly all runs."""
    return any(max(seat.start[side], seat.high[side]) < 0.005 * most for side in (0, 1))


def _rays(axes: Axes, most: float) -> None:
    """Lines of equal hedging index 2 min / sum: rays from the origin, mirrored at the diagonal."""
    for index in (*_RAYS, 1.0):
        slope = index / (2.0 - index)
        for steep in sorted({slope, 1.0 / slope}):
            x = min(most, most / steep)
            whole = index == 1.0
            axes.plot(
                [0.0, x],
                [0.0, steep * x],
                color=style.GREY if whole else "#b0b0b0",
                linewidth=1.0 if whole else 0.7,
                linestyle="-" if whole else (0, (5, 3)),
                zorder=1,
            )
            over = steep > 1.0
            axes.annotate(
                f"{index:g}",
                (x, steep * x),
                (0, 3) if over else (4, 0),
                textcoords="offset points",
                size=style.SMALL,
                color=style.GREY,
                ha="center" if over else "left",
                va="bottom" if over else "center",
                annotation_clip=False,
            )
    axes.annotate(
        "hedging index",
        (1.0, 1.0),
        (14, 0),
        xycoords="axes fraction",
        textcoords="offset points",
        size=style.SMALL,
        color=style.GREY,
        ha="left",
        va="center",
        annotation_clip=False,
    )


def _note(axes: Axes, found: list[Seat], at: np.ndarray, months: tuple[str, str], rows: bool = False) -> None:
    """What can be read of some seats, each at a place of shape (2,), or in a row of its own."""
    numbers = {
        f"from poles {side}, {month}": np.array([values[place] for values in ends])
        for month, ends in zip(months, ([s.start for s in found], [s.end for s in found]), strict=True)
        for place, side in enumerate(_SIDES)
    }
    readings.note(axes, "", [seat.name for seat in found], numbers, None if rows else at[:, 0], at[:, 1], digits=3)


def _settled(sheet: Sheet, settled: list[Seat], most: float, top: float, mapped: bool) -> Axes:
    """States on one chair, a row each, on the scale of the map where there is one."""
    axes = sheet.axes(_LEFT, top, _SIDE, _ROW * len(settled))
    axes.set_xscale("function", functions=_ROOT)
    axes.set_xlim(0.0, most)
    axes.set_xticks(_ticks(most))
    axes.set_ylim(len(settled) - 0.5, -0.5)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, labelbottom=not mapped)
    if not mapped:
        axes.set_xlabel("Benefit (units of pull)")
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    style.grid(axes, "x")
    sheet.text(
        _LEFT,
        top - 0.18,
        f"On one chair at the start and at the end{'; the scale is that of the map' if mapped else ''}",
        size=style.SMALL,
        color=style.GREY,
    )
    for row, seat in enumerate(settled):
        chair = int(np.argmax(np.maximum(seat.start, seat.high)))
        flat = Seat(
            seat.key,
            seat.name,
            *(np.array([values[chair], float(row)]) for values in (seat.start, seat.end, seat.low, seat.high)),
        )
        _arrow(axes, flat)
        right = float(max(flat.start[0], flat.end[0], flat.high[0]))
        name = f"{words.fit(seat.name, 1.8, style.SMALL)}, poles {_SIDES[chair]}"
        axes.annotate(
            name,
            (right, row),
            (7, 0),
            textcoords="offset points",
            size=style.SMALL,
            ha="left",
            va="center",
            annotation_clip=False,
        )
    return axes


def _root(values: np.ndarray) -> np.ndarray:
    return np.asarray(np.sign(values) * np.sqrt(np.abs(values)))


def _square(values: np.ndarray) -> np.ndarray:
    return np.asarray(np.sign(values) * np.square(values))


_ROOT = (_root, _square)
"""Scale of benefits and what undoes it: many are small, few are large; rays from the origin stay straight."""


def _ticks(most: float) -> list[float]:
    return [tick for tick in (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0) if tick <= most]


def _towards(seat: Seat) -> str:
    """Colour of the side that a state has moved to: what it gained from the west against that from the east."""
    west, east = seat.end - seat.start
    return style.BLUE if west >= east else style.VERMILION


def _found(result: "Result", every: list[Seat]) -> str:
    """What the state that it is about draws from either side in the end."""
    focus = read.focus(result)
    seat = next((one for one in every if one.key == focus), every[0])
    side = "more from the east" if seat.end[1] > seat.end[0] else "more from the west"
    name = read.spoken(result, "country", seat.key, 3.0, style.TITLE)
    return f"{name.first} {name.does('draws')} {side}: {seat.end[1]:.2f} from the east, {seat.end[0]:.2f} from the west"


def _arrow(axes: Axes, seat: Seat) -> None:
    x, y = seat.end
    cross: dict[str, Any] = {"color": style.BLUE, "alpha": 0.35, "linewidth": 1.6, "zorder": 2, "clip_on": False}
    axes.add_line(Line2D([seat.low[0], seat.high[0]], [y, y], **cross))
    axes.add_line(Line2D([x, x], [seat.low[1], seat.high[1]], **cross))
    moved = np.hypot(*((axes.transData.transform(seat.end) - axes.transData.transform(seat.start)) / style.SCREEN_DPI))
    if moved > 0.13:
        axes.annotate(
            "",
            (x, y),
            tuple(seat.start),
            arrowprops={"arrowstyle": "-|>", "color": _towards(seat), "linewidth": 0.9, "shrinkA": 3, "shrinkB": 3},
            annotation_clip=False,
            zorder=3,
        )
    rings: dict[str, Any] = {"markersize": 5.5, "zorder": 4, "clip_on": False, "linestyle": "none"}
    axes.plot(*seat.start, marker="o", markerfacecolor="white", markeredgecolor=style.INK, **rings)
    axes.plot(x, y, marker="o", color=style.BLUE, markeredgecolor="white", markeredgewidth=0.6, **rings)


def _names(axes: Axes, found: list[Seat]) -> None:
    """Names near the dots; tied to them where they stand apart."""
    scale = np.array([axes.bbox.width, axes.bbox.height]) / style.SCREEN_DPI
    corner = np.array([axes.bbox.x0, axes.bbox.y0])

    def inches(point: np.ndarray) -> np.ndarray:
        return np.asarray((axes.transData.transform(point) - corner) / style.SCREEN_DPI)

    def point(place: np.ndarray) -> np.ndarray:
        return np.asarray(axes.transData.inverted().transform(place * style.SCREEN_DPI + corner))

    found = sorted(found, key=lambda seat: (-seat.end[1], seat.end[0]))
    shown = [words.fit(seat.name, 2.0, style.BODY, "bold") for seat in found]
    sizes = [np.array([words.width(name, style.BODY, "bold"), 0.13]) for name in shown]
    dots = [inches(seat.end) for seat in found]
    taken = [part for seat in found for part in _covered(seat, inches)]
    frame = (0.0, _CLEAR, float(scale[0]), float(scale[1]))
    for name, size, dot, centre in zip(shown, sizes, dots, labels.placed(dots, sizes, taken, frame), strict=True):
        x, y = point(centre)
        edge = np.clip(dot, centre - size / 2, centre + size / 2)
        if np.hypot(*(edge - dot)) > 0.14:
            axes.plot(*point(np.array([dot, edge])).T, color=style.GREY, linewidth=0.5, zorder=2.5)
        axes.text(
            x,
            y,
            name,
            size=style.BODY,
            weight="bold",
            ha="center",
            va="center",
            zorder=5,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.8},
        )


def _covered(seat: Seat, inches: Callable[[np.ndarray], np.ndarray]) -> list[labels.Box]:
    """Boxes along what is drawn of a seat, which names should keep clear of."""
    steps = np.linspace(0.0, 1.0, 60)[:, None]
    boxes = [labels.box(inches(point), 0.12, 0.12) for point in (seat.start, seat.end)]
    boxes += [labels.box(point, 0.08, 0.08) for point in inches(seat.start + steps * (seat.end - seat.start))]
    for side in (0, 1):
        low, high = seat.end.copy(), seat.end.copy()
        low[side], high[side] = seat.low[side], seat.high[side]
        boxes += [labels.box(point, 0.04, 0.04) for point in inches(low + steps * (high - low))]
    return boxes


FIGURE = Declared(single(draw), 40, ("alignment", "west_benefit", "east_benefit"))
