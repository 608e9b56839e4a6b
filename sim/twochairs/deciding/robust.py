"""Which lever settings do well over worlds that nobody chooses, told by runs that did not choose them."""

from collections.abc import Callable
from typing import Any

from twochairs.deciding.asking import Made, answered
from twochairs.deciding.more_runs import Run, there
from twochairs.deciding.robustness.agreement import agreements
from twochairs.deciding.robustness.front import best
from twochairs.deciding.robustness.generations import run_again, searched
from twochairs.deciding.robustness.judged import Judged
from twochairs.deciding.robustness.tables import tables
from twochairs.deciding.robustness.vulnerable import vulnerable
from twochairs.deciding.robustness.wanted import wanted_of
from twochairs.deciding.robustness.words import words
from twochairs.errors import NotPossible
from twochairs.experiment.asked import Robust
from twochairs.experiment.settings import SAMPLED
from twochairs.results.answers import Answer
from twochairs.results.extra import need
from twochairs.results.result import Result
from twochairs.scenario.given import MAX_SEED, whole
from twochairs.sweeps.job import Job
from twochairs.sweeps.state import job_in

VERB = "robust"
_WHICH = "of the search, or of what it found, that the answer is made of"


def robust(
    result: Result,
    section: Robust | None,
    seed: int = 2022,
    run: Run | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> tuple[Answer, bool]:
    """What lever settings do over worlds, and whether it was found now.

    Parameters
    ----------
    section : what is wanted, and how settings are looked for
    seed : of the resamples
    run : brings runs of a generation, and of the best settings again, to their end; None where they must be there
    say : gets a line for each generation

    Raises
    ------
    NotPossible : where the result is of no lever settings, an outcome has no value in some runs, runs that are needed
        are not there, or a package is missing
    CannotWrite, OtherVersion, Locked : where the answer cannot be written, or a generation's folder has other settings
    """
    if section is None:
        raise NotPossible(
            f"{result.folder} is of no lever settings\n  hint: `robust:` in an experiment says what is wanted of them"
        )
    ready(section)
    seed = whole("seed", seed, 0, MAX_SEED)
    asked: dict[str, Any] = {**section.model_dump(), "seed": str(seed)}
    job = job_in(result.folder)
    return answered(result, VERB, asked, lambda: _made(result, job, section, seed, run, say), ("pymoo",))


def ready(section: Robust) -> None:
    """Say which package is missing for what is asked, before anything is run; raises NotPossible."""
    need("pymoo", extra="analysis")


def _made(result: Result, job: Job, section: Robust, seed: int, run: Run | None, say: Callable[[str], None]) -> Made:
    run, wanted = run or there(result, _WHICH), wanted_of(section)
    archive = searched(result, job, section, wanted, run, say)
    wanted, doubles = wanted.without_doubles(archive)
    numbers = best(wanted.lowered(wanted.values(archive)), section.again.settings)
    chosen = archive.some(numbers)
    fresh = run_again(result, job, section, chosen.settings, wanted, run)
    places = [chosen.settings.index(setting) for setting in fresh.settings]
    numbers, chosen = [numbers[place] for place in places], chosen.some(places)
    worlds = job.plan.experiment.worlds
    sampled = worlds is not None and worlds.kind in SAMPLED
    judged = Judged(wanted, fresh, chosen, sampled, section.resamples, seed)
    agreed = agreements(archive, wanted)
    failing = vulnerable(judged, numbers)
    said = words(result, judged, archive, numbers, agreed, doubles, failing)
    return Made(said, tables(judged, archive, numbers, agreed, failing))
