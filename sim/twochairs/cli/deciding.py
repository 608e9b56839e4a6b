"""The verbs that decide: a sweep run as `sweep` runs it, or one that is there, and an answer made of it."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import typer

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.execution import say_failed
from twochairs.cli.opening import draw, opened
from twochairs.cli.options import Asked, ExperimentOrFolder, Incomplete, Lots
from twochairs.cli.sweeping import Sweeping, job_of, say_share, sweeping, swept

_OF_ANSWERS = {"figures", "as_json"}
"""Options that have a meaning where nothing is run."""


@sweeping
def sensitivity(
    given: ExperimentOrFolder,
    options: Sweeping,
    outcomes: Asked = None,
    seed: Lots = 2022,
    incomplete: Incomplete = False,
) -> None:
    """Say what moves the outcomes of an experiment, beside chance.

    Of an experiment with a section `sensitivity` every point is run first, as `sweep` runs it, or what of it is
    missing; of a result's folder nothing is run. A design of the kind saltelli gives the share of an outcome's variance
    that each input explains, alone and with others; morris gives elementary effects, a sample a screening. What chance
    makes of each is taken off, or stands beside it. The answer is kept in answers/ beside the result, and
    `twochairs report` shows it.

    A question to begin from is experiments/what-moves-serbia.yaml, in a folder that `twochairs init` made.
    """
    from twochairs.deciding.sensitivity import sensitivity as ask

    decide("sensitivity", given, options, lambda result, section: ask(result, section, outcomes, seed), incomplete)


@sweeping
def discover(
    given: ExperimentOrFolder,
    options: Sweeping,
    outcomes: Asked = None,
    seed: Lots = 2022,
    incomplete: Incomplete = False,
) -> None:
    """Say where among the inputs an outcome comes about.

    Told by points that did not find it. Of an experiment with a section `discover` every point is run first, as
    `sweep` runs it, or what of it is missing; of a result's folder nothing is run, and `--outcome "OUTCOME >
    NUMBER"` asks of any sample. Boxes are ranges of a few inputs that hold many of the runs with the outcome and
    few others; a tree cuts the runs apart. Both are found in some points and told by others, beside what luck makes
    where no input matters; where that is as much, no box was found. The answer is kept in answers/ beside the
    result, and `twochairs report` shows it.

    A question to begin from is experiments/when-serbia-stays-low.yaml, in a folder that `twochairs init` made.
    """
    from twochairs.deciding.discover import discover as ask
    from twochairs.deciding.discover import ready

    decide("discover", given, options, lambda result, section: ask(result, section, outcomes, seed), incomplete, ready)


@sweeping
def game(given: ExperimentOrFolder, options: Sweeping, seed: Lots = 2022) -> None:
    """Say who would do what, each knowing what the others want.

    And how surely these runs tell it. Of an experiment with a section `game` every profile is run first, as `sweep`
    runs it, or what of it is missing; of a result's folder nothing is run. Equilibria, commitments and logit
    equilibria come with what nobody gains more than by leaving them, and with how often other runs or constants
    have the same. The answer is kept in answers/ beside the result, and `twochairs report` shows it.

    A question to begin from is experiments/pressure-against-the-shield.yaml, in a folder that `twochairs init` made.
    """
    from twochairs.deciding.game import game as ask

    def run(job: Any, folder: Path) -> Any:
        own = replace(options, out=folder, again=[folder.parents[1]], replace=True, shard=None, as_json=True)
        swept(given, job, own)
        return opened(folder, False)

    runs = None if given.is_dir() else run
    decide("game", given, options, lambda result, section: ask(result, section, seed, runs), False, runs_more=True)


@sweeping
def robust(given: ExperimentOrFolder, options: Sweeping, seed: Lots = 2022) -> None:
    """Say which lever settings do well in worlds that nobody chose.

    Of an experiment with a section `robust` lever settings are run in every world, and a search asks for more,
    generation after generation, each a sweep in generations/ beside the result. The best are run again under chance
    and worlds that did not choose them, and alone these runs are told: which settings are on the front of what is
    wanted, how surely, and what the search had promised of them. Typed again, it goes on where it was broken off; of
    a result's folder nothing is run. The answer is kept in answers/ beside the result, and `twochairs report` shows it.

    A question to begin from is experiments/what-the-eu-could-offer.yaml, in a folder that `twochairs init` made.
    """
    from twochairs.deciding.robust import ready
    from twochairs.deciding.robust import robust as ask

    def run(job: Any, folder: Path) -> Any:
        again = folder.name == "again"
        own = replace(options, out=folder, again=None, replace=options.replace or again, shard=None, as_json=True)
        swept(given, job, own)
        return opened(folder, False)

    def say(line: str) -> None:
        echo(line, err=True)

    runs = None if given.is_dir() else run
    decide(
        "robust",
        given,
        options,
        lambda result, section: ask(result, section, seed, runs, say),
        False,
        ready,
        runs_more=True,
    )


def decide(
    verb: str,
    given: Path,
    options: Sweeping,
    ask: Callable[[Any, Any], tuple[Any, bool]],
    incomplete: bool,
    ready: Callable[[Any], None] = lambda section: None,
    runs_more: bool = False,
) -> None:
    """Run what is missing of an experiment, and say what comes of it; of a folder that is there, nothing is run.

    Parameters
    ----------
    given : an experiment with a section of the verb's name, or the folder of a sweep
    ask : of the opened result and the section, or None where there is none; the answer, and whether it is new
    ready : says of an experiment's section what is missing to answer it, before anything is run
    runs_more : whether answering takes runs that are no points of the experiment, and so no part of a share
    """
    from twochairs.deciding.asking import section_in, section_of

    if given.is_dir():
        _check_idle(given, options)
        _say(*ask(opened(given, incomplete), section_in(given, verb)), given, options)
        return
    job = job_of(given, options)
    section = section_of(job.plan, verb)
    ready(section)
    way, outcome = swept(given, job, options)
    if outcome is None:
        return
    if not outcome.complete:
        say_share(way.folder, f"{verb} {given} --out RESULT" if runs_more else f"{verb} RESULT")
    else:
        _say(*ask(opened(way.folder), section), way.folder, options)
    say_failed(way.folder, job)


def _check_idle(folder: Path, options: Sweeping) -> None:
    """Refuse options that say how to run, where nothing is run."""
    for one in fields(Sweeping):
        if one.name not in _OF_ANSWERS and getattr(options, one.name) != one.default:
            name = {"again": "from"}.get(one.name, one.name.replace("_", "-"))
            raise typer.BadParameter(f"--{name} is for an experiment; {folder} is a result, of which nothing is run")


def _say(answer: Any, new: bool, folder: Path, options: Sweeping) -> None:
    if options.as_json:
        echo_json({"folder": str(folder), "answer": str(answer.folder), "new": new, "asked": answer.said.asked})
    else:
        echo(str(answer))
        echo(f"{'written' if new else 'already there'}: {answer.folder}")
    if options.figures:
        draw(folder, quiet=options.as_json)
    elif not options.as_json:
        echo(f"next: twochairs report {folder}")
