"""What of an experiment does not go with lever settings that are looked for, seen without a scenario."""

from collections.abc import Iterator

from twochairs.experiment.asked import IN_TABLE, SEARCH_KEYS, Robust
from twochairs.experiment.factor import SCENARIO
from twochairs.experiment.over_worlds import SATISFIED
from twochairs.experiment.read_off import comparison_of
from twochairs.experiment.report import Report
from twochairs.experiment.schema import BEST_KIND, DEFAULT_DRAWS, Experiment
from twochairs.experiment.settings import FACTORS, LEVERS, OF_WORLDS, WORLDS
from twochairs.scenario.tree import Path

_COMPARE = "compares no outcome with a number, as in 'alignment[ALD]@end > 0.25'"
_SEARCH = ("robust", "search")


def check_robust(experiment: Experiment, report: Report) -> None:
    """Report what does not go with `robust`, and what is of no use without it."""
    robust = experiment.robust
    if robust is None:
        for key in (LEVERS, WORLDS):
            if getattr(experiment, key):
                report.say((key,), "stands without robust, which says what is wanted over worlds", key=True)
        return
    for key, why in _beside(experiment):
        report.say((key,), f"stands beside robust, {why}", key=True)
    if not experiment.common_random_numbers:
        text = "is false; lever settings are told from each other under the same chance: leave it out"
        report.say(("common_random_numbers",), text, key=True)
    _check_levers(experiment, robust, report)
    _check_worlds(experiment, report)
    _check_wanted(robust, report)
    _check_search(robust, report)
    _check_runs(experiment, robust, report)


def _beside(experiment: Experiment) -> Iterator[tuple[str, str]]:
    if "design" in experiment.model_fields_set:
        yield "design", "whose search and worlds say which points are run; leave it out"
    for key in ("game", "sensitivity", "discover"):
        if getattr(experiment, key) is not None:
            yield key, "whose points are no sample of inputs; ask in an experiment of its own"


def _check_levers(experiment: Experiment, robust: Robust, report: Report) -> None:
    if not experiment.levers and robust.search.kind != IN_TABLE:
        report.say((LEVERS,), "is missing: what is decided, as factors are written", key=True)
    for name in experiment.levers:
        if name in experiment.factors:
            report.say((FACTORS, name), "is a lever too; nobody decides what is a factor: leave one out", key=True)
        if name == SCENARIO:
            report.say((LEVERS, name), "cannot be decided; as a factor it makes worlds", key=True)


def _check_worlds(experiment: Experiment, report: Report) -> None:
    worlds = experiment.worlds
    if worlds is None or report.guessed((WORLDS, "kind")):
        return
    if not experiment.factors:
        report.say((WORLDS,), "has no factors to make worlds of; leave it out, or give factors", key=True)
    if worlds.kind not in OF_WORLDS:
        report.say((WORLDS, "kind"), f"is {worlds.kind}; worlds are made by {', '.join(OF_WORLDS)}")


def _check_wanted(robust: Robust, report: Report) -> None:
    for name, one in robust.objectives.items():
        at: Path = ("robust", "objectives", name)
        if (one.maximise is None) == (one.minimise is None):
            text = "has no direction; give maximise or minimise" if one.maximise is None else "has two directions"
            report.say(at, text if one.maximise is None else f"{text}; give maximise or minimise", key=True)
        elif one.summary.kind == SATISFIED and comparison_of(one.text) is None:
            report.say((*at, "minimise" if one.maximise is None else "maximise"), f"{_COMPARE}, which satisfied takes")
    for index, text in enumerate(robust.satisfy):
        if comparison_of(text) is None:
            report.say(("robust", "satisfy", index), _COMPARE)


def _check_search(robust: Robust, report: Report) -> None:
    search = robust.search
    if report.guessed((*_SEARCH, "kind")):
        return
    for key in sorted(search.model_fields_set - {"kind", *SEARCH_KEYS[search.kind]}):
        kinds = " and ".join(kind for kind, keys in SEARCH_KEYS.items() if key in keys)
        report.say((*_SEARCH, key), f"has no meaning for the search {search.kind}; it is for {kinds}", key=True)
    if search.kind == IN_TABLE and search.file is None:
        report.say((*_SEARCH, "file"), "is missing: a CSV file, one column a lever, one line a setting", key=True)


def _check_runs(experiment: Experiment, robust: Robust, report: Report) -> None:
    """Worlds have the same number of runs."""
    if (experiment.parameters_from or BEST_KIND) == BEST_KIND:
        return
    draws = experiment.parameter_draws or DEFAULT_DRAWS
    for at, count in (
        (("replicates",), experiment.replicates),
        (("robust", "again", "replicates"), robust.again.replicates),
    ):
        if count is not None and count > draws and count % draws:
            low = count // draws * draws
            text = f"is {count}; each of {draws} draws has the same number of runs: give {low} or {low + draws}"
            report.say(at, text)
        elif count is not None and at != ("replicates",) and count < draws:
            report.say(at, f"is {count}; {draws} draws take {draws} or more")
