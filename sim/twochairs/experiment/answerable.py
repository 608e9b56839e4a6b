"""Whether the runs of an experiment can answer what it asks of them, told before any is run."""

from collections.abc import Sequence
from contextlib import suppress

from twochairs.errors import InvalidInput
from twochairs.experiment.factor import Factor
from twochairs.experiment.fit import Fit
from twochairs.experiment.report import Report
from twochairs.experiment.schema import (
    BEST_KIND,
    GRID,
    LATIN_HYPERCUBE,
    LIST,
    MORRIS,
    ONE_AT_A_TIME,
    SALTELLI,
    SOBOL,
    TABLE,
    Experiment,
)

SCREENED = (SOBOL, LATIN_HYPERCUBE, TABLE)
"""Designs that say by itself what each factor does."""
FEWEST = 64
"""Points of such a design."""
DRAWN_AS = {GRID: "heatmap", LIST: "response", ONE_AT_A_TIME: "tornado"}
"""Designs that say nothing of shares of variance, and the figure that shows what they are for."""


def check_sensitivity(experiment: Experiment, factors: Sequence[Factor], fits: Sequence[Fit], report: Report) -> None:
    """Report why sensitivity cannot be told of an experiment that asks for it.

    Parameters
    ----------
    factors : in the order of their columns
    fits : each scenario that can be read, with where factors go in it
    """
    if experiment.sensitivity is None or report.guessed(("design", "kind")):
        return
    kind, at = experiment.design.kind, ("sensitivity",)
    if kind in DRAWN_AS:
        text = f"is for a sample, and the design is {kind}; the figure {DRAWN_AS[kind]} shows what a {kind} says"
        report.say(at, f"{text}; {SALTELLI}, {MORRIS}, {SOBOL} and {LATIN_HYPERCUBE} are samples", key=True)
    points = experiment.design.points
    if kind in SCREENED and points is not None and points < FEWEST:
        report.say(("design", "points"), f"is {points}; sensitivity takes {FEWEST} points of a sample or more")
    if (experiment.parameters_from or BEST_KIND) != BEST_KIND and kind != SALTELLI:
        text = f"is {experiment.parameters_from}, and its draws would be the same at every point"
        report.say(("parameters_from",), f"{text}; make constants factors, with prior: true")
    with suppress(InvalidInput):  # of a scenario that is told already
        if experiment.replicates < 2 and any(_has_noise(fit, factors) for fit in fits):
            report.say(("replicates",), "is 1, which leaves chance and effect mixed; give 2 or more")
    if kind in SCREENED and experiment.replicates == 2 and experiment.common_random_numbers:
        text = "is 2, and all points share their chance, which is too little to tell it"
        report.say(("replicates",), f"{text}; give 3 or more, or common_random_numbers: false")


def check_game(experiment: Experiment, factors: Sequence[Factor], fits: Sequence[Fit], report: Report) -> None:
    """Report that no reply can be told from another where a profile has a single run with chance in it."""
    if experiment.game is None or experiment.replicates > 1 or not factors:
        return
    with suppress(InvalidInput):  # of a scenario that is told already
        if any(_has_noise(fit, factors) for fit in fits):
            report.say(("replicates",), "is 1, which says nothing of chance in a game; give 2 or more")


def _has_noise(fit: Fit, factors: Sequence[Factor]) -> bool:
    """Whether chance plays a part at any point."""
    return any(fit.noise({factor.name: factor.ends()[end] for factor in factors}) for end in (0, -1))
