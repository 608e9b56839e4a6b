"""A result in the place of another: the old one can be read until the new one is whole."""

import ctypes
import os
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from twochairs.errors import CannotWrite, NoResult
from twochairs.sweeps.again import without
from twochairs.sweeps.chunkfile import uncovered
from twochairs.sweeps.commit import sync_folder
from twochairs.sweeps.job import Job
from twochairs.sweeps.lock import locked
from twochairs.sweeps.runner import Outcome, Shard
from twochairs.sweeps.state import OR_REPLACE, Unit, cells, job_in, plan_of, runs_in, state_of

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE


def made_beside(folder: Path, job: Job) -> Path:
    """Where the result that is to take a folder's place is made: the same place for the same job."""
    return folder.parent / f".{folder.name}.{job.hash[:10]}"


def other_kind(folder: Path, job: Job) -> str:
    """The kind of another job whose plan a folder holds; "" where it holds none.

    Raises
    ------
    OtherVersion : where it is one of version 0.1
    """
    try:
        data = plan_of(folder)
    except (NoResult, ValueError):
        return ""
    return "" if data["sweep_hash"] == job.key else str(data["kind"])


def check_keeps(folder: Path, job: Job, share: Shard) -> None:
    """Refuse a share of a job that lacks runs of the result whose place it would take.

    Raises
    ------
    CannotWrite : with how many there are
    """
    other = job_in(folder)
    own: dict[str, list[range]] = {}
    for point, span in share.units(job, cells(job)):
        own.setdefault(job.run_keys[point], []).append(span)

    def lacks(units: Sequence[Unit]) -> int:
        keys = other.run_keys
        return sum(len(left) for point, span in units for left in uncovered(span, own.get(keys[point], ())))

    if not lacks(cells(other)):
        return
    there = without(cells(other), state_of(folder, other).missing(other))
    if lost := lacks(there):
        which = f"of the {runs_in(there):,} runs that it holds, {lost:,} {'is' if lost == 1 else 'are'} not of this"
        raise CannotWrite(folder, f"{which} {job.plan.kind} and would be lost", OR_REPLACE)


def replaced(folder: Path, job: Job, check: Callable[[], None], made: Callable[[Path], Outcome]) -> Outcome:
    """A job's result in the place of the result of another.

    Parameters
    ----------
    check : raises where it must not take that place
    made : makes it, or goes on with it, in a folder that it is given

    Raises
    ------
    Locked : where another process writes to the folder
    OSError : where neither can take the other's place
    """
    new = made_beside(folder, job)
    with locked(folder):
        check()
        outcome = made(new)
        _exchange(new, folder)
        for left in places_beside(folder, r"(\.old)?"):
            shutil.rmtree(left, ignore_errors=True)
        sync_folder(folder.parent)
    return replace(outcome, folder=folder)


def places_beside(folder: Path, more: str = "") -> list[Path]:
    """Places in which something is made that is to take a folder's, in the order of their names.

    Parameters
    ----------
    more : a pattern of what may follow in their names
    """
    named = re.compile(rf"\.{re.escape(folder.name)}\.[0-9a-f]{{10}}{more}")
    try:
        found = sorted(path for path in folder.parent.iterdir() if named.fullmatch(path.name))
    except (OSError, ValueError):
        return []
    return [path for path in found if path.is_dir() and not path.is_symlink()]


def _exchange(new: Path, old: Path) -> None:
    """Put a folder in another's place, and that one in its own: at once where the system can, else one by one."""
    try:
        libc: Any = ctypes.CDLL(None, use_errno=True)
        if libc.renameat2(_HERE, os.fsencode(new), _HERE, os.fsencode(old), _EXCHANGE) == 0:
            return
    except (AttributeError, OSError):
        pass  # another system than Linux
    aside = new.with_name(f"{new.name}.old")
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
