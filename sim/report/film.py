"""The map of a run, month by month."""

import re
from collections.abc import Mapping
from html import escape

import numpy as np

from sim.output.plots import read
from sim.output.plots.trajectories import pole_ends
from sim.output.result import Result
from sim.report.parts import Film

_ROOM = 24
"""Letters beside the scale."""


def film(result: Result, key: str) -> Film:
    """Median alignment of every state, month by month, as colours of a map, or of a network of invented states."""
    from sim.map.colour import colour, ink
    from sim.map.scene import scene
    from sim.map.svg import drawing

    countries = read.countries(result)
    names = {country: result.label("country", country) for country in countries}
    alignment = read.series(result, "alignment").sel(country=countries).transpose("replicate", "month", "country")
    medians = np.median(alignment.to_numpy(), axis=0)
    months = [str(month.astype("datetime64[M]")) for month in read.months(alignment)]
    values = {country: [round(float(one), 3) for one in medians[:, c]] for c, country in enumerate(countries)}
    drawn = scene(countries, names, result.ties)
    last = {country: numbers[-1] for country, numbers in values.items()}
    ends = pole_ends(result)
    low, high = (_poles(result, ends.get(place, [])) for place in (-1.0, 1.0))
    svg = drawing(drawn, last, "Alignment of each state", low or "−1", high or "+1")
    colours = {country: [colour(one) for one in numbers] for country, numbers in values.items()}
    inks = {shade: ink(shade) for of in colours.values() for shade in of}
    return Film(key, svg, months, names, values, colours, inks)


def _poles(result: Result, poles: list[str]) -> str:
    """The poles at an end of the scale: their names, or their keys where there is no room for those."""
    names = ", ".join(result.label("pole", pole) for pole in poles)
    return names if len(names) <= _ROOM else ", ".join(poles)


def at_month(of: Film, month: int) -> str:
    """The map with its states in the colours of a month, given by its place among the months."""
    svg = of.svg
    for key, colours in of.colours.items():
        svg = _painted(svg, key, colours[month], of.inks)
    return svg


def _painted(svg: str, key: str, shade: str, inks: Mapping[str, str]) -> str:
    area = re.compile(rf'(data-key="{re.escape(escape(key))}"[^>]* fill=")[^"]*"')
    return area.sub(rf'\g<1>{shade}"', svg)
