"""Pictures of sweeps: one file a kind of figure; they read result folders and nothing else."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from sim.errors import NotPossible

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.output.sweep_result import SweepResult

Countries = Sequence[str] | None
Drawn = Iterator[tuple[str, "Figure"]]

MOST_OUTCOMES = 12
"""Outcomes that are drawn where an experiment has more."""


def _heatmap(result: "SweepResult", countries: Countries) -> Drawn:
    from sim.output.plots.sweeps import heatmap

    pairs = heatmap.pairs(result)
    for outcome in outcomes(result, countries):
        for pair in pairs:
            stem = [outcome] if len(pairs) == 1 else [outcome, *pair]
            yield named("heatmap", *stem), heatmap.draw(result, outcome, pair)


def _response(result: "SweepResult", countries: Countries) -> Drawn:
    from sim.output.plots.sweeps import response

    for outcome in outcomes(result, countries):
        yield named("response", outcome), response.draw(result, outcome)


def _fan(result: "SweepResult", countries: Countries) -> Drawn:
    from sim.output.plots.sweeps import fan

    for country in fan.shown(result, countries):
        for quantity in fan.quantities(result):
            yield named("fan", quantity, country), fan.draw(result, quantity, country)


def _tornado(result: "SweepResult", countries: Countries) -> Drawn:
    from sim.output.plots.sweeps import tornado

    for outcome in outcomes(result, countries):
        yield named("tornado", outcome), tornado.draw(result, outcome)


def _multiples(result: "SweepResult", countries: Countries) -> Drawn:
    from sim.output.plots.sweeps import fan, multiples

    for country in fan.shown(result, countries):
        quantity = fan.quantities(result)[0]
        yield named("multiples", quantity, country), multiples.draw(result, quantity, country)


def _convergence(result: "SweepResult", countries: Countries) -> Drawn:
    from sim.output.plots.sweeps import convergence

    for outcome in outcomes(result, countries):
        yield named("convergence", outcome), convergence.draw(result, outcome)


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


def named(kind: str, *parts: str) -> str:
    """The name of a figure's file: letters, digits, dots, and at most 120 of them."""
    words = [re.sub(r"[^A-Za-z0-9.]+", "-", part).strip("-.") or "x" for part in parts]
    return "-".join([kind, *words])[:120]
