"""Share of foreign-policy declarations joined over the last year."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twochairs.errors import NothingToShow
from twochairs.figures import events, multiples, observed, read, style
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import single
from twochairs.scenario.wording import percent

if TYPE_CHECKING:
    from twochairs.results.result import Result

_BITES = 0.02
"""Share of declarations by which an event's month moves what is joined, or it goes without its mark."""


@style.styled
def draw(result: "Result", countries: Sequence[str] | None = None) -> Figure:
    """Share of declarations joined in the trailing twelve months: median, 50 and 90 % bands, and what was observed.

    Raises
    ------
    NotPossible : where a country is not in the result
    NothingToShow : where there are no declarations to join
    """
    rate = read.series(result, "declared_rate")
    if not rate.any() and not read.declarations_a_year(result):
        raise NothingToShow("this scenario has no declarations")
    each = {country: rate.sel(country=country).to_numpy() for country in read.countries(result, countries)}
    values = {country: each[country] for country in multiples.ordered(result, each)}
    months = read.months(rate)

    def dress(axes: Axes, first: bool) -> None:
        axes.set_ylim(-2, 102)
        axes.set_yticks([0, 25, 50, 75, 100], ["0", "", "50", "", "100"] if first else [""] * 5)
        style.grid(axes)
        if first:
            axes.set_ylabel("Joined (%)")

    subtitle = (
        f"{style.titled(result)} Share of foreign-policy declarations joined over the trailing 12 months. "
        f"{style.runs(len(rate['replicate']))} Over each panel: the median at the start and at the end."
    )
    dated = events.dated(result, months)
    marked = {key: events.biting(dated, months, one.mean(axis=0, keepdims=True), _BITES) for key, one in values.items()}
    seen = {key: observed.rates(result, key, months) for key in values}
    paths = multiples.Paths(months, values, marked, seen, scale=100.0, digits=0, unit=" %")
    notes = [observed.RATES] if any(map(len, seen.values())) else []
    return multiples.draw(result, _found(result, values), subtitle, paths, dress, notes).figure


def _found(result: "Result", values: Mapping[str, np.ndarray]) -> str:
    first, each = next(iter(values.items()))
    start, end = (percent(float(one)) for one in np.median(each[:, [0, -1]], axis=0))
    name = read.spoken(result, "country", first, 3.5, style.TITLE)
    return f"{name.first} {name.does('joins')} {end} of declarations in the end, {start} at the start"


FIGURE = Declared(single(draw), 70, ("declared_rate",))
