"""A question asked of a result: the answer that is there already, or one that is made and written whole."""

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from twochairs.errors import CannotWrite, InvalidInput, Place, Problem
from twochairs.experiment.plan import Plan
from twochairs.results.answers import ANSWERS, FORMAT, Answer, Words, answer_in, markdown
from twochairs.results.manifest import MANIFEST
from twochairs.results.result import Result
from twochairs.results.spreadsheet import csv_text
from twochairs.sweeps.commit import commit, make_folder, sync_folder
from twochairs.sweeps.lock import locked
from twochairs.sweeps.state import job_in
from twochairs.version import __version__
from twochairs.world.code import fingerprint

Rows = Sequence[Sequence[str | float | int]]
"""A table: its head, then its rows."""
WORDS = "answer.md"
_USUAL = {"discover": "[{outcome: TEXT}]", "game": "{players: ...}", "robust": "{objectives: ...}"}
"""The least that can be asked, where it is not nothing."""
_TEMPORARY = ".writing-"
_DIGITS = 10
"""Of a number in a table, so that no processor's last digit is one of them."""


@dataclass(frozen=True)
class Made:
    """What an analysis makes of a result.

    Attributes
    ----------
    words : the answer first, then what it rests on
    tables : name to head and rows
    """

    words: list[Words]
    tables: Mapping[str, Rows]


def section_in(folder: Path, verb: str) -> Any:
    """What the experiment of a sweep's folder says under a verb's name, or None; raises as `job_in`."""
    return getattr(job_in(folder).plan.experiment, verb)


def section_of(plan: Plan, verb: str) -> Any:
    """What an experiment says under a verb's name.

    Raises
    ------
    InvalidInput : where it says nothing
    """
    found = getattr(plan.experiment, verb)
    if found is None:
        text = (
            f"{verb} is missing: what is asked of its runs; `{verb}: {_USUAL.get(verb, '{}')}` asks with what is usual"
        )
        raise InvalidInput(plan.shown, [Problem(Place(plan.shown, 1, 1), text)], "asked")
    return found


def answered(
    result: Result, verb: str, asked: dict[str, Any], make: Callable[[], Made], packages: Sequence[str] = ()
) -> tuple[Answer, bool]:
    """The answer to a question, and whether it was made now.

    Parameters
    ----------
    asked : all that decides the answer beside the result and the code, as plain data
    make : makes it; called where no sound answer to just this is there
    packages : beside NumPy and SciPy, whose versions decide its digits

    Raises
    ------
    CannotWrite, Locked : where the result's folder cannot be written, or is being written
    """
    said = _said(result, verb, asked, packages)
    name = f"{verb}-{sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:10]}"
    place = result.folder / ANSWERS
    if place.is_symlink():
        raise CannotWrite(place, "it is a link", "remove it")
    there = answer_in(place / name)
    if there is not None:
        return there, False
    made = make()
    with locked(result.folder):
        try:
            _write(place, name, said, made)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise CannotWrite(place, reason, "free some space, then ask again") from None
    written = answer_in(place / name)
    if written is None:
        raise CannotWrite(place / name, "what was written cannot be read again", "see to the disk, then ask again")
    return written, True


def _said(result: Result, verb: str, asked: dict[str, Any], packages: Sequence[str]) -> dict[str, Any]:
    """What decides an answer, to the byte."""
    from importlib.metadata import version

    versions = {name.replace("-", "_"): version(name) for name in ("numpy", "scipy", *packages)}
    return {
        "format": FORMAT,
        "verb": verb,
        "of": str(result.manifest[f"{result.manifest['kind']}_hash"]),
        "points": len(result.there),
        "asked": asked,
        "code": fingerprint(f"twochairs.deciding.{verb}"),
        "versions": {"twochairs": __version__} | versions,
    }


def _write(place: Path, name: str, said: dict[str, Any], made: Made) -> None:
    """Write an answer under another name, and put it in its place once all of it would survive a power cut."""
    make_folder(place)
    for left in place.glob(f"{_TEMPORARY}*"):  # of a writer that was killed, for none other is at work
        shutil.rmtree(left)
    files = {WORDS: markdown(made.words).encode()}
    files |= {f"{table}.csv": csv_text(map(_rounded, rows)).encode() for table, rows in made.tables.items()}
    words = [one if isinstance(one, str) else one.model_dump() for one in made.words]
    checksums = {file: sha256(data).hexdigest() for file, data in sorted(files.items())}
    manifest = json.dumps({**said, "words": words, "files": checksums}, indent=1, ensure_ascii=False)
    temporary = place / f"{_TEMPORARY}{os.urandom(6).hex()}"
    try:
        temporary.mkdir()
        for file, data in {**files, MANIFEST: manifest.encode()}.items():
            commit(temporary / file, data)
        if (place / name).exists():  # damaged, or it would have been the answer
            shutil.rmtree(place / name)
        temporary.rename(place / name)
        sync_folder(place)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _rounded(row: Sequence[str | float | int]) -> list[str | float | int]:
    return [float(f"{cell:.{_DIGITS}g}") if isinstance(cell, float) else cell for cell in row]
