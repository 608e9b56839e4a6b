"""Whether the runs of an experiment can answer what it asks of them, told before any is run."""

from collections.abc import Sequence
from contextlib import suppress

from twochairs.errors import InvalidInput
from twochairs.experiment.design import design_size
from twochairs.experiment.factor import Factor
from twochairs.experiment.fit import Fit
from twochairs.experiment.report import Report
from twochairs.experiment.schema import (
    BEST_KIND,
    DEFAULT_DRAWS,
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
from twochairs.experiment.settings import of_worlds
from twochairs.scenario.expression import ExpressionError
from twochairs.scenario.tree import Path
from twochairs.statistics.kinds import SHARE

SCREENED = (SOBOL, LATIN_HYPERCUBE, TABLE)
"""Designs that say by itself what each factor does."""
FEWEST = 64
"""Points of such a design."""
FEWEST_FOUND = 100
"""The same, of which some find what others test."""
FEWEST_SHARED = 3
"""Replicates that say what chance does that all points share."""
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
    if experiment.replicates < 2 and _noisy(fits, factors):
        report.say(("replicates",), "is 1, which leaves chance and effect mixed; give 2 or more")
    elif kind in SCREENED:
        _check_shared(experiment, factors, fits, report)


def check_discover(experiment: Experiment, factors: Sequence[Factor], fits: Sequence[Fit], report: Report) -> None:
    """Report why what is to be discovered cannot be, as far as no run is needed to see it; parameters as above."""
    asked = experiment.discover
    if asked is None or report.guessed(("design", "kind")):
        return
    for index, one in enumerate(asked):
        if one.called in [other.called for other in asked[:index]]:
            report.say(("discover", index), f"is a second {one.called}; give it a name of its own")
        _check_either(one.outcome, ("discover", index, "outcome"), fits, report)
    kind = experiment.design.kind
    if kind not in SCREENED:
        text = f"is for points that do not hang together, and the design is {kind}"
        report.say(("discover",), f"{text}; {LATIN_HYPERCUBE}, {SOBOL} and {TABLE} are such", key=True)
        return
    points = experiment.design.points
    if points is not None and points < FEWEST_FOUND:
        report.say(("design", "points"), f"is {points}; discover takes {FEWEST_FOUND} points of a sample or more")
    if (experiment.parameters_from or BEST_KIND) != BEST_KIND:
        text = f"is {experiment.parameters_from}, and its draws would be the same at every point"
        report.say(("parameters_from",), f"{text}; make constants factors, with prior: true")
    _check_shared(experiment, factors, fits, report)


def shared_by_few(replicates: int, shared: bool, noise: bool) -> bool:
    """Whether all points share so little chance that what it does cannot be told."""
    return noise and shared and replicates < FEWEST_SHARED


def _check_shared(experiment: Experiment, factors: Sequence[Factor], fits: Sequence[Fit], report: Report) -> None:
    """Report replicates that are too few where all points share their chance, and there is any."""
    count, shared = experiment.replicates, experiment.common_random_numbers
    if shared_by_few(count, shared, noise=True) and _noisy(fits, factors):
        text = f"is {count}, and all points share their chance, which is too little to tell it"
        report.say(("replicates",), f"{text}; give {FEWEST_SHARED} or more, or common_random_numbers: false")


def _check_either(text: str, where: Path, fits: Sequence[Fit], report: Report) -> None:
    """Report an outcome that is not 1 or 0; one that cannot be read is told elsewhere."""
    for fit in fits:
        shape = fit.guessed_shape()
        with suppress(ExpressionError):
            if shape is not None and shape.outcome(text).kind != SHARE:
                report.say(where, f"is '{text}', which is not 1 or 0 in each run; compare it, as in '{text} > 0.25'")
                return


def check_game(experiment: Experiment, factors: Sequence[Factor], fits: Sequence[Fit], report: Report) -> None:
    """Report that no reply can be told from another where a profile has a single run with chance in it."""
    if experiment.game is None or experiment.replicates > 1 or not factors:
        return
    if _noisy(fits, factors):
        report.say(("replicates",), "is 1, which says nothing of chance in a game; give 2 or more")


def check_robust(
    experiment: Experiment, uncertain: list[Factor], factors: Sequence[Factor], fits: Sequence[Fit], report: Report
) -> None:
    """Report summaries that the worlds are too few for, and that a single run says nothing of chance.

    Parameters
    ----------
    uncertain : factors that make worlds
    factors, fits : as above
    """
    if experiment.robust is None or report.guessed(("worlds",)):
        return
    draws = _draw_count(experiment)
    worlds = draws * (design_size(of_worlds(experiment), uncertain) if uncertain else 1)
    for name, one in experiment.robust.objectives.items():
        if worlds < one.summary.fewest:
            text = f"is '{one.over_worlds}' and there are {worlds} worlds; it takes {one.summary.fewest} or more"
            report.say(("robust", "objectives", name, "over_worlds"), text)
    if experiment.replicates < 2 and factors and _noisy(fits, factors):
        report.say(("replicates",), "is 1, which says nothing of chance; give 2 or more")


def _draw_count(experiment: Experiment) -> int:
    kind = experiment.parameters_from or BEST_KIND
    return 1 if kind == BEST_KIND else experiment.parameter_draws or DEFAULT_DRAWS


def _noisy(fits: Sequence[Fit], factors: Sequence[Factor]) -> bool:
    """Whether chance plays a part at any point; not of a scenario that cannot be read, which is told already."""
    with suppress(InvalidInput):
        return any(
            fit.noise({factor.name: factor.ends()[end] for factor in factors}) for fit in fits for end in (0, -1)
        )
    return False
