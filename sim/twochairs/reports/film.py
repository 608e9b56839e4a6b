"""The map of a run, month by month."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from twochairs.figures import events, read
from twochairs.figures.runs.trajectories import pole_ends
from twochairs.map.scene import Scene, scene
from twochairs.reports.parts import Film
from twochairs.results.result import Result

_ROOM = 24
"""Letters beside the scale."""


def film(result: Result, key: str) -> Film:
    """Median alignment of every state, month by month, as colours of a map, or of a network of invented states."""
    from twochairs.map.colour import colour, ink
    from twochairs.map.svg import drawing

    countries = read.countries(result)
    names = {country: result.label("country", country) for country in countries}
    alignment = read.series(result, "alignment").sel(country=countries).transpose("replicate", "month", "country")
    medians = np.median(alignment.to_numpy(), axis=0)
    months = [str(month.astype("datetime64[M]")) for month in read.months(alignment)]
    values = {country: [round(float(one), 3) for one in medians[:, c]] for c, country in enumerate(countries)}
    ties = tuple((one, *pair) for one, weights in result.ties.items() for pair in weights.items())
    drawn = laid_out(tuple(names.items()), ties)
    last = {country: numbers[-1] for country, numbers in values.items()}
    ends = pole_ends(result)
    poles = result.manifest["labels"]["pole"]
    low, high = (beside_the_scale(poles, ends.get(place, [])) for place in (-1.0, 1.0))
    svg = drawing(drawn, last, "Alignment of each state", low or "−1", high or "+1", read.focus(result))
    colours = {country: [colour(one) for one in numbers] for country, numbers in values.items()}
    inks = {shade: ink(shade) for of in colours.values() for shade in of}
    happens = {event.month: event.name for event in events.dated(result, read.months(alignment))}
    return Film(key, svg, months, names, values, colours, inks, [happens.get(month, "") for month in months])


@lru_cache(8)
def laid_out(names: tuple[tuple[str, str], ...], ties: tuple[tuple[str, str, float], ...]) -> Scene:
    """The scene of some states, laid out once for all runs of them."""
    between: dict[str, dict[str, float]] = {}
    for one, other, weight in ties:
        between.setdefault(one, {})[other] = weight
    return scene([key for key, _ in names], dict(names), between)


def beside_the_scale(labels: Mapping[str, str], poles: list[str]) -> str:
    """The poles at an end of the scale: their names, or their keys where there is no room for those."""
    names = ", ".join(labels.get(pole, pole) for pole in poles)
    return names if len(names) <= _ROOM else ", ".join(poles)
