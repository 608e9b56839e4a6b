"""Pictures of sweeps: one file a kind of figure; they read result folders and nothing else."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from twochairs.errors import NotPossible
from twochairs.filenames import file_names

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from twochairs.results.sweep_result import SweepResult

Countries = Sequence[str] | None
Drawn = Iterator[tuple[str, "Figure"]]

MOST_OUTCOMES = 12
"""Outcomes that are drawn where an experiment has more."""


def _heatmap(result: "SweepResult", countries: Countries) -> Drawn:
    from twochairs.figures.sweeps import heatmap

    pairs = heatmap.pairs(result)
    told = [() if len(pairs) == 1 else pair for pair in pairs]
    names = file_names(("heatmap", outcome, *pair) for outcome in result.outcomes for pair in told)
    for outcome in outcomes(result, countries):
        for pair, in_name in zip(pairs, told, strict=True):
            yield names["heatmap", outcome, *in_name], heatmap.draw(result, outcome, pair)


def _response(result: "SweepResult", countries: Countries) -> Drawn:
    from twochairs.figures.sweeps import response

    for name, outcome in _each("response", result, countries):
        yield name, response.draw(result, outcome)


def _fan(result: "SweepResult", countries: Countries) -> Drawn:
    from twochairs.figures.sweeps import fan

    names = _names("fan", result)
    for country in fan.shown(result, countries):
        for quantity in fan.heard(result, country):
            yield names["fan", quantity, country], fan.draw(result, quantity, country)


def _tornado(result: "SweepResult", countries: Countries) -> Drawn:
    from twochairs.figures.sweeps import tornado

    for name, outcome in _each("tornado", result, countries):
        yield name, tornado.draw(result, outcome)


def _multiples(result: "SweepResult", countries: Countries) -> Drawn:
    from twochairs.figures.sweeps import fan, multiples

    names = _names("multiples", result)
    for country in fan.shown(result, countries):
        quantity = fan.quantities(result)[0]
        yield names["multiples", quantity, country], multiples.draw(result, quantity, country)


def _convergence(result: "SweepResult", countries: Countries) -> Drawn:
    from twochairs.figures.sweeps import convergence

    for name, outcome in _each("convergence", result, countries):
        yield name, convergence.draw(result, outcome)


FIGURES: dict[str, Callable[["SweepResult", Countries], Drawn]] = {
    "heatmap": _heatmap,
    "response": _response,
    "fan": _fan,
    "tornado": _tornado,
    "multiples": _multiples,
    "convergence": _convergence,
}
"""Kind of figure to what draws the default set of it: names of files, and figures."""


def outcomes(result: "SweepResult", countries: Countries = None) -> list[str]:
    """The outcomes that are drawn: the first ones, or of countries those that name one of them.

    Raises
    ------
    NotPossible : where no outcome names any of the countries
    """
    texts = list(result.outcomes)
    if countries:
        texts = [text for text in texts if any(re.search(rf"\b{re.escape(key)}\b", text) for key in countries)]
        if not texts:
            raise NotPossible(
                f"no outcome of {result.folder} is about {' or '.join(countries)}; it has {', '.join(result.outcomes)}"
            )
    return texts[:MOST_OUTCOMES]


def _each(kind: str, result: "SweepResult", countries: Countries) -> Iterator[tuple[str, str]]:
    """The name of each figure of an outcome, its own whichever of them are drawn, and the outcome."""
    names = file_names((kind, outcome) for outcome in result.outcomes)
    return ((names[kind, outcome], outcome) for outcome in outcomes(result, countries))


def _names(kind: str, result: "SweepResult") -> dict[tuple[str, ...], str]:
    """The name of a figure of each quantity and country."""
    from twochairs.figures.sweeps import fan

    countries = fan.shown(result, list(result.manifest["labels"]["country"]))
    return file_names((kind, quantity, country) for quantity in fan.quantities(result) for country in countries)
