"""How a country's publics see each pole, as a poll would ask them."""

from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from twochairs.errors import NothingToShow
from twochairs.figures import read, readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import by_country
from twochairs.figures.style import Sheet
from twochairs.scenario.wording import percent

if TYPE_CHECKING:
    from twochairs.results.result import Result

_NAMES = {"ally": "ally", "partner": "necessary partner", "rival": "rival", "adversary": "adversary"}
_LEFT, _GAP, _TOP = 0.72, 0.42, 0.52


@style.styled
def draw(result: "Result", country: str) -> Figure:
    """Shares of each public that see each pole as ally, necessary partner, rival or adversary, mean over runs.

    Raises
    ------
    NotPossible : where the country is not in the result
    NothingToShow : where it has no publics
    """
    read.countries(result, [country])
    groups = read.publics(result, country)
    if not groups:
        raise NothingToShow(f"{result.label('country', country)} has no publics in this scenario")
    shares = {answer: read.series(result, answer) for answer in style.POLL}
    first = shares["ally"]
    poles = [str(pole) for pole in first["pole"].to_numpy()]
    poles.sort(key=list(result.manifest["labels"]["pole"]).index)
    columns = min(3, len(poles))
    lines = -(-len(poles) // columns)
    several = len(groups) > 1
    height = 2.2 if len(groups) * lines <= 2 else 1.55
    pitch = height + 0.5
    block = lines * pitch + (0.26 if several else 0.0)
    name = read.spoken(result, "country", country, 3.5, style.TITLE).first
    sheet = Sheet(
        [result],
        _found(result, name, {answer: array.sel(public=groups[0]) for answer, array in shares.items()}, poles),
        f"{style.titled(result)} Shares of {'each' if several else 'the'} public in %, mean of "
        f"{words.counted(len(first['replicate']), 'run')}. Numbers: at the start and at the end.",
        _TOP + len(groups) * block - 0.1,
    )
    sheet.legend(0.0, 0.06, _entries())
    width = (sheet.width - _LEFT - 0.3 - _GAP * (columns - 1)) / columns
    for row, public in enumerate(groups):
        top = _TOP + row * block
        if several:
            heading = words.fit(style.named(public.partition(".")[2]), sheet.width, style.BODY, "bold")
            sheet.text(0.0, top - 0.1, heading, size=style.BODY, weight="bold")
            top += 0.26
        for place, pole in enumerate(poles):
            line, column = divmod(place, columns)
            axes = sheet.axes(_LEFT + column * (width + _GAP), top + line * pitch, width, height)
            chosen = {answer: array.sel(public=public, pole=pole).to_numpy() for answer, array in shares.items()}
            _panel(axes, chosen, read.months(first), width, height)
            label = read.label(result, "pole", pole)
            heading = f"{style.named(public.partition('.')[2])}: {label}" if several else label
            means = {_NAMES[answer]: 100.0 * values.mean(axis=0) for answer, values in chosen.items()}
            months = read.months(first)
            readings.note_months(axes, heading, months, style.days(months), means, " %", 0)
            title = words.fit(label, width, style.BODY)
            axes.set_title(title, size=style.BODY, loc="left", pad=4)
            if column == 0:
                axes.set_ylabel("Share of the public (%)")
    return sheet.figure


def _found(result: "Result", name: str, shares: dict[str, xr.DataArray], poles: list[str]) -> str:
    """Which pole the first public most often calls an ally in the end, and how another fares."""
    ally = {pole: shares["ally"].sel(pole=pole).mean("replicate").to_numpy()[[0, -1]].tolist() for pole in poles}
    order = sorted(poles, key=lambda pole: -ally[pole][1])
    first = order[0]
    start, end = map(percent, ally[first])
    told = f"{name}: {end} see {_pole(result, first)} as an ally ({start} at the start)"
    other = f", {percent(ally[order[1]][1])} {_pole(result, order[1])}" if len(order) > 1 else ""
    return f"{told}{other}"


def _pole(result: "Result", pole: str) -> str:
    return read.spoken(result, "pole", pole, 2.2, style.TITLE).within


def _entries() -> list[tuple[Patch, str]]:
    return [
        (Patch(facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0.3), _NAMES[answer])
        for answer, (colour, hatch) in style.POLL.items()
    ]


def _panel(axes: Axes, shares: dict[str, np.ndarray], months: np.ndarray, width: float, height: float) -> None:
    x = style.date_axis(axes, months, width)
    floor = np.zeros(len(x))
    for answer, values in shares.items():
        colour, hatch = style.POLL[answer]
        top = floor + 100.0 * values.mean(axis=0)
        axes.fill_between(x, floor, top, facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0.3)
        axes.plot(x, top, color="white", linewidth=0.8)
        for end, side, shift in ((0, "right", -3), (-1, "left", 3)):
            # A band too thin for its number goes without.
            if (top[end] - floor[end]) / 100.0 * height > 0.12:
                axes.annotate(
                    f"{top[end] - floor[end]:.0f}",
                    (x[end], (top[end] + floor[end]) / 2),
                    (shift, 0),
                    textcoords="offset points",
                    size=style.SMALL,
                    ha=side,
                    va="center",
                    annotation_clip=False,
                )
        floor = top
    axes.set_ylim(0, 100)
    axes.set_yticks([])
    axes.yaxis.labelpad = 20
    axes.spines["left"].set_visible(False)


FIGURE = Declared(by_country(draw), 80, tuple(style.POLL))
