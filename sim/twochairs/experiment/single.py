"""A run as a plan of one point: one scenario, no factors, everything that it records kept unless less is asked for."""

from collections.abc import Container, Sequence

from twochairs.errors import NotPossible, Place
from twochairs.experiment.base import base_of
from twochairs.experiment.design import Design
from twochairs.experiment.fit import fit_of
from twochairs.experiment.plan import RUN, Plan
from twochairs.experiment.schema import BEST_KIND, DEFAULT_DRAWS, SERIES_KINDS, Experiment, Keep
from twochairs.experiment.shape import shape_of
from twochairs.experiment.uncertainty import BEST, Draws, drawn, for_scenario
from twochairs.outcomes.outcome import standard_outcomes
from twochairs.scenario.expression import ExpressionError
from twochairs.scenario.load import Scenario
from twochairs.scenario.parts import idle_of
from twochairs.scenario.schema import FORMAT
from twochairs.scenario.tree import node_of
from twochairs.scenario.wording import unknown
from twochairs.world.layout import RECORDED


def plan_of_run(
    scenario: Scenario,
    replicates: int,
    seed: int,
    outcomes: Sequence[str] = (),
    keep: str = "all",
    draws: Draws = BEST,
) -> Plan:
    """The plan of a run.

    Parameters
    ----------
    outcomes : read off each run beside the standard ones
    keep : of the series: all, quantiles, none, or the names of quantities whose series are kept, with commas between
    draws : sets of the rules' constants that the replicates are spread over

    Raises
    ------
    NotPossible : where an outcome cannot be read, or there is no such quantity
    """
    case, name = scenario.case, scenario.path.name
    experiment = Experiment(
        twochairs=FORMAT,
        title=case.title,
        description=case.description,
        scenario=name,
        replicates=replicates,
        seed=seed,
        outcomes=_read(outcomes, scenario),
        keep=_kept(keep, idle_of(scenario.case)),
    )
    tree = node_of(experiment.model_dump(by_alias=True, exclude_none=True), Place(name, 1, 1))
    design = Design(({},), notes=(*map(str, scenario.mismatches), *_steering(scenario)))
    fits = (fit_of([], base_of(scenario)),)
    return Plan(experiment, scenario.name, (), design, fits, tree, name, draws, RUN, scenario.steered)


def _steering(scenario: Scenario) -> list[str]:
    """That some numbers are set by hand, and since when, in words."""
    puts = scenario.steered.puts
    numbers = f"{len(puts)} number{'s' if len(puts) != 1 else ''}"
    return [f"{numbers} set by hand, the first after {scenario.month_label(puts[0].month)}"] if puts else []


def draws_of_run(
    scenario: Scenario, replicates: int, seed: int, parameters: str | None = None, draws: int | None = None
) -> Draws:
    """The sets of the rules' constants that the replicates of a run are spread over.

    Raises
    ------
    NotPossible : where draws are asked for of none, or nothing would be drawn
    """
    kind = parameters or BEST_KIND
    if draws is not None and kind == BEST_KIND:
        raise NotPossible("draws are of the posterior or the prior\n  hint: give parameters too")
    count = DEFAULT_DRAWS if draws is None else draws
    return for_scenario(scenario, drawn(kind, count, seed, replicates, scenario.case.own))


def _read(texts: Sequence[str], scenario: Scenario) -> list[str]:
    """Outcomes that the standard ones do not have already, each once."""
    shape = shape_of(scenario.case)
    for text in texts:
        try:
            shape.outcome(text)
        except ExpressionError as error:
            raise NotPossible(f"outcome '{text}' cannot be read: {error.text}, at character {error.at + 1}") from None
    standard = set(standard_outcomes(shape.layout, idle_of(scenario.case)))
    return [text for text in dict.fromkeys(texts) if text not in standard]


def _kept(words: str, idle: Container[str]) -> Keep:
    if words in SERIES_KINDS:
        return Keep(series=words, quantities=[name for name in RECORDED if name not in idle], events=True)
    names = [name.strip() for name in words.split(",")]
    for name in names:
        if name not in RECORDED:
            raise NotPossible(
                f"{name!r} cannot be kept: it {unknown(name, [*SERIES_KINDS, *RECORDED])}\n"
                f"  hint: give {', '.join(SERIES_KINDS)}, or names of quantities with commas between"
            )
    return Keep(series="all", quantities=[name for name in RECORDED if name in names], events=True)
