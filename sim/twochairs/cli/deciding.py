"""The verbs that decide: a sweep run as `sweep` runs it, or one that is there, and an answer made of it."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import typer

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.execution import say_failed
from twochairs.cli.opening import draw, opened
from twochairs.cli.sweeping import Sweeping, job_of, say_share, swept

_OF_ANSWERS = {"figures", "as_json"}
"""Options that have a meaning where nothing is run."""


def decide(
    verb: str, given: Path, options: Sweeping, ask: Callable[[Any, Any], tuple[Any, bool]], incomplete: bool
) -> None:
    """Run what is missing of an experiment, and say what comes of it; of a folder that is there, nothing is run.

    Parameters
    ----------
    given : an experiment with a section of the verb's name, or the folder of a sweep
    ask : of the opened result and the section, or None where there is none; the answer, and whether it is new
    """
    from twochairs.deciding.asking import section_in, section_of

    if given.is_dir():
        _check_idle(given, options)
        _say(*ask(opened(given, incomplete), section_in(given, verb)), given, options)
        return
    job = job_of(given, options)
    section = section_of(job.plan, verb)
    way, outcome = swept(given, job, options)
    if outcome is None:
        return
    if not outcome.complete:
        say_share(way.folder)
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
