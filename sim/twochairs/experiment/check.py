"""What types cannot say of an experiment file by itself: keys that belong together, ranges, names of quantities."""

from typing import Any

from twochairs.experiment.design import GROUPS, TAKEN
from twochairs.experiment.factor import SCENARIO, kept_apart, kind_of
from twochairs.experiment.players import check_game
from twochairs.experiment.read_off import named_outcomes
from twochairs.experiment.report import Report
from twochairs.experiment.robustness import check_robust
from twochairs.experiment.schema import (
    BEST_KIND,
    DESIGN_KEYS,
    GRID,
    LATIN_HYPERCUBE,
    LIST,
    MORRIS,
    ONE_AT_A_TIME,
    SALTELLI,
    SOBOL,
    TABLE,
    Design,
    Experiment,
    FactorEntry,
)
from twochairs.experiment.settings import WORLDS, parts
from twochairs.scenario.tree import Path
from twochairs.scenario.wording import found, unknown
from twochairs.world.layout import QUANTITIES, RECORDED
from twochairs.world.parameters import PARAMETERS

NEEDED = {
    LATIN_HYPERCUBE: ("points", "how many points are drawn"),
    SOBOL: ("points", "how many points are drawn"),
    MORRIS: ("trajectories", "how many trajectories are drawn"),
    SALTELLI: ("rows", "how many rows are drawn"),
    TABLE: ("file", "a CSV file, one column a factor, one line a point"),
}
BROKEN = {MORRIS: "trajectories", SALTELLI: "rows"}
"""Designs whose points belong together, in what they do."""


def check_experiment(experiment: Experiment, report: Report) -> set[str]:
    """Report every problem that can be seen without scenarios; names of factors whose levels are sound."""
    _check_design(experiment, report)
    _check_scenario(experiment, report)
    check_game(experiment, report)
    check_robust(experiment, report)
    decided = experiment.game is not None or experiment.robust is not None
    if not experiment.factors and not decided and _is_not(experiment, report, TABLE):
        report.say(
            ("factors",),
            "is missing: what differs from point to point; a game has players instead, and robust levers",
            key=True,
        )
    sound = {
        name
        for section, one in parts(experiment)
        for name, entry in one.factors.items()
        if _is_sound((section, name), entry, one, report)
    }
    if _is(experiment, report, LIST):
        _check_equally_long(experiment, report)
    _check_keep(experiment, report)
    for index, outcome in enumerate(experiment.outcomes):
        if outcome in experiment.outcomes[:index]:
            report.say(("outcomes", index), f"is {found(outcome)}, which stands there already")
    for outcome, name in experiment.called.items():
        if outcome not in named_outcomes(experiment):
            report.say(("called", outcome), "is no outcome of this experiment", key=True)
        elif list(experiment.called.values()).count(name) > 1:
            report.say(("called", outcome), f"is {found(name)}, which another outcome is called too")
    return sound


def parameter_of(entry: FactorEntry, name: str) -> str | None:
    """The parameter of the rules a factor stands for, or None."""
    paths = entry.path or [name]
    section, _, parameter = paths[0].partition(".")
    return parameter if len(paths) == 1 and section == "parameters" and parameter in PARAMETERS else None


def _is(experiment: Experiment, report: Report, *kinds: str) -> bool:
    """Whether the design is known to be of one of some kinds."""
    return experiment.design.kind in kinds and not report.guessed(("design", "kind"))


def _is_not(experiment: Experiment, report: Report, kind: str) -> bool:
    """Whether the design is known to be of another kind."""
    return experiment.design.kind != kind and not report.guessed(("design", "kind"))


def _check_design(experiment: Experiment, report: Report) -> None:
    if experiment.robust is not None and experiment.worlds is not None:
        _check_keys(experiment.worlds, WORLDS, report)
    design = experiment.design
    if report.guessed(("design", "kind")):
        return
    _check_keys(design, "design", report)
    if design.levels is not None and design.levels % 2:
        report.say(("design", "levels"), f"is {design.levels}; it must be even, so that all levels are as likely")
    if design.kind in BROKEN and experiment.constraints:
        text = f"would break the {BROKEN[design.kind]} of {design.kind}; leave them out"
        report.say(("constraints",), text, key=True)
    if design.kind == SALTELLI:
        _check_saltelli(experiment, report)


def _check_keys(design: Design, at: str, report: Report) -> None:
    """Report keys that the kind of a design does not read, and one that it lacks."""
    for key in sorted(design.model_fields_set - {"kind", *DESIGN_KEYS[design.kind]}):
        kinds = " and ".join(kind for kind, keys in DESIGN_KEYS.items() if key in keys)
        report.say((at, key), f"has no meaning for the design {design.kind}; it is for {kinds}", key=True)
    key, meaning = NEEDED.get(design.kind, ("kind", ""))
    if getattr(design, key) is None:
        report.say((at, key), f"is missing: {meaning}", key=True)


def _check_saltelli(experiment: Experiment, report: Report) -> None:
    """Rows in whole groups, each a power of two; every point with chance of its own, and more than one run to tell it.

    What runs differ by at one point is taken off what points differ by; shared chance would be taken off in vain.
    """
    rows, groups = experiment.design.rows, experiment.design.groups or GROUPS
    if rows is not None and (rows % groups or rows // groups & (rows // groups - 1)):
        low = groups << max(0, (rows // groups).bit_length() - 1)
        text = f"is {rows}; rows of {groups} groups are {groups} times a power of two: {low} or {2 * low}"
        report.say(("design", "rows"), text)
    if experiment.common_random_numbers and not report.guessed(("common_random_numbers",)):
        text = "is true; a saltelli design needs chance of its own at each point: write common_random_numbers: false"
        report.say(("common_random_numbers",), text, key=True)
    if (experiment.parameters_from or BEST_KIND) != BEST_KIND:
        kind = experiment.parameters_from
        text = f"is {kind}, and its draws would be the same at every point; make constants factors, with prior: true"
        report.say(("parameters_from",), text)


def _check_scenario(experiment: Experiment, report: Report) -> None:
    entry = experiment.factors.get(SCENARIO)
    if entry is None:
        if experiment.scenario is None:
            report.say(("scenario",), "is missing: the scenario file, as a relative path", key=True)
    elif experiment.scenario is not None:
        report.say(("scenario",), "stands beside the factor scenario; leave one of the two out", key=True)


def _is_sound(at: Path, entry: FactorEntry, experiment: Experiment, report: Report) -> bool:
    before = len(report.problems)
    _check_factor(at, entry, experiment, report)
    return len(report.problems) == before and not report.guessed(at)


def _check_factor(at: Path, entry: FactorEntry, experiment: Experiment, report: Report) -> None:
    name = str(at[-1])
    if name in TAKEN:
        report.say(at, "is a column of every result; use another name, with path", key=True)
    if name == SCENARIO:
        _check_scenarios(entry, report)
    if entry.baseline is not None and _is_not(experiment, report, ONE_AT_A_TIME):
        report.say((*at, "baseline"), f"is for the design {ONE_AT_A_TIME}", key=True)
    forms = _forms(entry)
    if _is(experiment, report, TABLE):
        if forms:
            report.say(at, "has levels; those of a table stand in its file", key=True)
    elif not forms:
        report.say(at, "has no levels; give from and to, values, or prior: true", key=True)
    elif len(forms) > 1:
        report.say(at, f"has {' and '.join(forms)}; give one of them", key=True)
    elif forms == ["values"]:
        _check_values(at, entry, experiment, report)
    else:
        _check_range(at, entry, experiment, report)


def _forms(entry: FactorEntry) -> list[str]:
    given = {
        "a range": entry.from_ is not None or entry.to is not None,
        "values": entry.values is not None,
        "a prior": entry.prior,
    }
    return [form for form, there in given.items() if there]


def _check_scenarios(entry: FactorEntry, report: Report) -> None:
    at = ("factors", SCENARIO)
    if entry.path:
        report.say((*at, "path"), "has no meaning for whole scenarios", key=True)
    if _forms(entry) not in ([], ["values"]):
        report.say(at, "is a factor of whole scenarios; give their files as values", key=True)
    for index, value in enumerate(entry.values or []):
        if not isinstance(value, str):
            report.say((*at, "values", index), f"is {found(value)}; it must be the path of a scenario file")


def _check_values(at: Path, entry: FactorEntry, experiment: Experiment, report: Report) -> None:
    values = entry.values or []
    for key in ("steps", "scale", "integer"):
        if key in entry.model_fields_set:
            report.say((*at, key), "has no meaning beside values", key=True)
    kinds = {kind_of(value): None for value in values}
    if len(kinds) > 1 and not report.guessed((*at, "values")):
        report.say((*at, "values"), f"holds {' and '.join(kinds)}; give values of one kind", key=True)
    seen: set[Any] = set()
    for index, value in enumerate(values):
        if kept_apart(value) in seen and _is_not(experiment, report, LIST):
            report.say((*at, "values", index), f"is {found(value)}, which stands there already")
        seen.add(kept_apart(value))
    if len(values) == 1 and _is_not(experiment, report, LIST):
        report.say(at, "has one level; a value that holds at every point belongs under set", key=True)


def _check_range(at: Path, entry: FactorEntry, experiment: Experiment, report: Report) -> None:
    if entry.prior:
        _check_prior(at, entry, report)
    else:
        _check_ends(at, entry, report)
    if entry.steps is None and _is(experiment, report, GRID, LIST):
        kind, of_worlds = experiment.design.kind, experiment.robust is not None
        whose = f"worlds are a {kind}, unless `worlds` says otherwise, which" if of_worlds else f"the design {kind}"
        report.say((*at, "steps"), f"is missing: {whose} needs the number of levels", key=True)


def _check_prior(at: Path, entry: FactorEntry, report: Report) -> None:
    at, parameter = (*at, "prior"), parameter_of(entry, str(at[-1]))
    if parameter is None:
        report.say(at, "is for one parameter, parameters.NAME; give from and to", key=True)
    elif PARAMETERS[parameter].prior.ends is None:
        report.say(at, f"is not declared for {parameter}, which is kept fixed; give from and to", key=True)


def _check_ends(at: Path, entry: FactorEntry, report: Report) -> None:
    low, high = entry.from_, entry.to
    for key, other, end in (("from", "to", low), ("to", "from", high)):
        if end is None:
            report.say((*at, key), f"is missing: a range has two ends, and {other} is given", key=True)
        elif entry.integer and not end.is_integer():
            report.say((*at, key), f"is {end:g}; it must be a whole number, for integer is true")
    if low is None or high is None or report.guessed((*at, "from"), (*at, "to")):
        return
    if high < low:
        report.say((*at, "to"), f"is {high:g}, below from ({low:g})")
    if high == low:
        report.say((*at, "to"), f"is {high:g}, as from is; a value that holds at every point belongs under set")
    if entry.scale == "log" and low <= 0.0:
        report.say((*at, "from"), f"is {low:g}; on a logarithmic scale it must be above 0")


def _check_equally_long(experiment: Experiment, report: Report) -> None:
    counts = {
        name: len(entry.values) if entry.values is not None else entry.steps
        for name, entry in experiment.factors.items()
        if (entry.values is not None or entry.steps is not None) and not report.guessed(("factors", name))
    }
    first = next(iter(counts), None)
    for name, count in counts.items():
        if count != counts.get(first or name):
            text = f"has {count} levels, but {first} has {counts[str(first)]}; in a list all have the same number"
            report.say(("factors", name), text, key=True)


def _check_keep(experiment: Experiment, report: Report) -> None:
    for index, name in enumerate(experiment.keep.quantities):
        at = ("keep", "quantities", index)
        if name in experiment.keep.quantities[:index]:
            report.say(at, f"is {found(name)}, which stands there already")
        elif name in QUANTITIES and name not in RECORDED:
            report.say(at, f"is {found(name)}, which a run does not keep")
        elif name not in RECORDED:
            report.say(at, f"is {found(name)}, which {unknown(name, RECORDED)}")
