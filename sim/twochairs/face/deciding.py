"""Deciding in Python: what moves an outcome, asked of an experiment that is run, or of a result."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twochairs.face.folders import opened
from twochairs.face.running import AGAIN, on_its_way, workers_of
from twochairs.face.scenarios import Given
from twochairs.scenario.given import path_of

if TYPE_CHECKING:
    from twochairs.results.answers import Answer
    from twochairs.results.result import Result
    from twochairs.sweeps.job import Job
    from twochairs.sweeps.running import Going

Ask = Callable[["Result", Any], tuple["Answer", bool]]
"""Of a result, and of what its experiment says under a verb's name or None: the answer, and whether it is new."""


def sensitivity(
    given: Given,
    jobs: int | None = None,
    dask: str | None = None,
    shard: str | None = None,
    out: Path | str | None = None,
    results: Path | str | None = None,
    replace: bool = False,
    rules: Path | str | None = None,
    parameters: str | None = None,
    draws: int | None = None,
    figures: bool = False,
    time_limit: float | None = None,
    again: Sequence[Path | str] | None = None,
    outcomes: Sequence[str] | None = None,
    seed: int = 2022,
    incomplete: bool = False,
) -> "Answer | None":
    """Say what moves the outcomes of an experiment, and how much of them is chance.

    Takes what `sweep` does, runs what of it is missing, and keeps the answer beside the result.

    Parameters
    ----------
    given : an experiment with a section `sensitivity`, or the folder of a result, of which nothing is run
    outcomes : those that are asked about; all where None
    seed : of what is drawn by lot in the analysis
    incomplete : whether a folder whose sweep has not come to its end is read as far as it is

    Returns
    -------
    the answer: `print` shows its words, `.table("indices")` has its numbers; None of a share, which `merge` puts
    together

    Raises
    ------
    NotPossible : where the design, the replicates or the outcomes do not bear the question
    InvalidInput, NotRules, CannotWrite, OtherVersion, Locked, WorkersDie, ClusterGone, Stopped : as `sweep`
    NoResult, Incomplete : as `open`
    """

    def ask(result: "Result", section: Any) -> "tuple[Answer, bool]":
        from twochairs.deciding.sensitivity import sensitivity as asked

        return asked(result, section, outcomes, seed)

    folder = folder_of(given)
    if folder is not None:
        return of_folder("sensitivity", folder, ask, incomplete, figures)
    way = on_its_way(given, shard, out, results, replace, rules, parameters, draws, again)
    return of_experiment("sensitivity", way, ask, jobs, dask, time_limit, figures)


def discover(
    given: Given,
    jobs: int | None = None,
    dask: str | None = None,
    shard: str | None = None,
    out: Path | str | None = None,
    results: Path | str | None = None,
    replace: bool = False,
    rules: Path | str | None = None,
    parameters: str | None = None,
    draws: int | None = None,
    figures: bool = False,
    time_limit: float | None = None,
    again: Sequence[Path | str] | None = None,
    outcomes: Sequence[str] | None = None,
    seed: int = 2022,
    incomplete: bool = False,
) -> "Answer | None":
    """Say where among the inputs an outcome comes about, by points that did not find it.

    Takes what `sweep` does, runs what of it is missing, and keeps the answer beside the result.

    Parameters
    ----------
    given : an experiment with a section `discover`, or the folder of a result, of which nothing is run
    outcomes : those that are asked about, of a folder any that it has, also compared with a number; all of the section
        where None
    seed : of what is drawn by lot in the analysis
    incomplete : whether a folder whose sweep has not come to its end is read as far as it is

    Returns
    -------
    the answer: `print` shows its words, `.table("boxes")` has its numbers; None of a share, which `merge` puts
    together

    Raises
    ------
    NotPossible : where the design, the replicates or the outcomes do not bear the question, or a package is missing
    InvalidInput, NotRules, CannotWrite, OtherVersion, Locked, WorkersDie, ClusterGone, Stopped : as `sweep`
    NoResult, Incomplete : as `open`
    """

    def ask(result: "Result", section: Any) -> "tuple[Answer, bool]":
        from twochairs.deciding.discover import discover as asked

        return asked(result, section, outcomes, seed)

    folder = folder_of(given)
    if folder is not None:
        return of_folder("discover", folder, ask, incomplete, figures)
    from twochairs.deciding.discover import ready

    way = on_its_way(given, shard, out, results, replace, rules, parameters, draws, again)
    return of_experiment("discover", way, ask, jobs, dask, time_limit, figures, ready)


def game(
    given: Given,
    jobs: int | None = None,
    dask: str | None = None,
    shard: str | None = None,
    out: Path | str | None = None,
    results: Path | str | None = None,
    replace: bool = False,
    rules: Path | str | None = None,
    parameters: str | None = None,
    draws: int | None = None,
    figures: bool = False,
    time_limit: float | None = None,
    again: Sequence[Path | str] | None = None,
    seed: int = 2022,
) -> "Answer | None":
    """Say who would do what in a game, each knowing what the others want, and how surely its runs tell.

    Takes what `sweep` does, runs what of it is missing, and keeps the answer beside the result.

    Parameters
    ----------
    given : an experiment with a section `game`, or the folder of its result, of which nothing is run
    seed : of the resamples

    Returns
    -------
    the answer: `print` shows its words, `.table("solutions")` has its numbers; None of a share, which `merge` puts
    together

    Raises
    ------
    NotPossible : where the result is of no game, a payoff has no value in some runs, or the game is too large
    InvalidInput, NotRules, CannotWrite, OtherVersion, Locked, WorkersDie, ClusterGone, Stopped : as `sweep`
    NoResult, Incomplete : as `open`
    """

    def run(job: "Job", place: Path) -> "Result":
        from twochairs.sweeps.executing import executor
        from twochairs.sweeps.running import going

        with executor(workers_of(jobs), dask, time_limit) as execute:
            going(job, place, [place.parents[1]], replace=True).end(execute, AGAIN)
        return opened(place)

    folder = folder_of(given)

    def ask(result: "Result", section: Any) -> "tuple[Answer, bool]":
        from twochairs.deciding.game import game as asked

        return asked(result, section, seed, run if folder is None else None)

    if folder is not None:
        return of_folder("game", folder, ask, False, figures)
    way = on_its_way(given, shard, out, results, replace, rules, parameters, draws, again)
    return of_experiment("game", way, ask, jobs, dask, time_limit, figures)


def robust(
    given: Given,
    jobs: int | None = None,
    dask: str | None = None,
    shard: str | None = None,
    out: Path | str | None = None,
    results: Path | str | None = None,
    replace: bool = False,
    rules: Path | str | None = None,
    parameters: str | None = None,
    draws: int | None = None,
    figures: bool = False,
    time_limit: float | None = None,
    again: Sequence[Path | str] | None = None,
    seed: int = 2022,
) -> "Answer | None":
    """Say which lever settings do well over worlds that nobody chooses, by runs that did not choose them.

    Takes what `sweep` does, runs what of it and of the search is missing, and keeps the answer beside the result.

    Parameters
    ----------
    given : an experiment with a section `robust`, or the folder of its result, of which nothing is run
    seed : of the resamples

    Returns
    -------
    the answer: `print` shows its words, `.table("settings")` has its numbers; None of a share, which `merge` puts
    together

    Raises
    ------
    NotPossible : where the result is of no lever settings, an outcome has no value in some runs, or a package is
        missing
    InvalidInput, NotRules, CannotWrite, OtherVersion, Locked, WorkersDie, ClusterGone, Stopped : as `sweep`
    NoResult, Incomplete : as `open`
    """

    def run(job: "Job", place: Path) -> "Result":
        from twochairs.sweeps.executing import executor
        from twochairs.sweeps.running import going

        with executor(workers_of(jobs), dask, time_limit) as execute:
            going(job, place, replace=replace or place.name == "again").end(execute, AGAIN)
        return opened(place)

    folder = folder_of(given)

    def ask(result: "Result", section: Any) -> "tuple[Answer, bool]":
        from twochairs.deciding.robust import robust as asked

        return asked(result, section, seed, run if folder is None else None)

    if folder is not None:
        return of_folder("robust", folder, ask, False, figures)
    from twochairs.deciding.robust import ready

    way = on_its_way(given, shard, out, results, replace, rules, parameters, draws, again)
    return of_experiment("robust", way, ask, jobs, dask, time_limit, figures, ready)


def of_folder(verb: str, folder: Path, ask: Ask, incomplete: bool, figures: bool) -> "Answer":
    """An answer of a result that is there; nothing is run."""
    from twochairs.deciding.asking import section_in
    from twochairs.face.showing import plot

    result = opened(folder, incomplete)
    found, _ = ask(result, section_in(folder, verb))
    if figures:
        plot(result)
    return found


def of_experiment(
    verb: str,
    way: "Going",
    ask: Ask,
    jobs: int | None,
    dask: str | None,
    time_limit: float | None,
    figures: bool,
    ready: Callable[[Any], None] = lambda section: None,
) -> "Answer | None":
    """An answer of an experiment, whose sweep is brought to its end; None of a share."""
    from twochairs.deciding.asking import section_of
    from twochairs.face.showing import plot
    from twochairs.sweeps.executing import executor

    section = section_of(way.job.plan, verb)
    ready(section)
    with executor(workers_of(jobs), dask, time_limit) as execute:
        outcome = way.end(execute, AGAIN)
    if not outcome.complete:
        return None
    result = opened(way.folder)
    found, _ = ask(result, section)
    if figures:
        plot(result)
    return found


def folder_of(given: Given) -> Path | None:
    """The folder that is given in the place of an experiment, or None."""
    if isinstance(given, Path) or (isinstance(given, str) and "\n" not in given):
        path = path_of("given", given)
        return path if path.is_dir() else None
    return None
