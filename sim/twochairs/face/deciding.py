"""Deciding in Python: what moves an outcome, asked of an experiment that is run, or of a result."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twochairs.face.folders import opened
from twochairs.face.running import AGAIN, workers_of
from twochairs.face.scenarios import Given
from twochairs.scenario.given import path_of

if TYPE_CHECKING:
    from twochairs.results.answers import Answer
    from twochairs.results.result import Result
    from twochairs.sweeps.running import Going

Ask = Callable[["Result", Any], tuple["Answer", bool]]
"""Of a result, and of what its experiment says under a verb's name or None: the answer, and whether it is new."""


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
) -> "Answer | None":
    """An answer of an experiment, whose sweep is brought to its end; None of a share."""
    from twochairs.deciding.asking import section_of
    from twochairs.face.showing import plot
    from twochairs.sweeps.executing import executor

    section = section_of(way.job.plan, verb)
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
