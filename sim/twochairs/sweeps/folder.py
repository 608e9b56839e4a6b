"""A sweep's folder: whose it is, made, held while it is written to, and let go of what is packed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from twochairs.errors import CannotWrite
from twochairs.sweeps.chunkfile import CHUNKS
from twochairs.sweeps.commit import clear_temporary, commit, is_temporary, make_folder, sync_folder
from twochairs.sweeps.job import PLAN, Job
from twochairs.sweeps.lock import LOCK, locked
from twochairs.sweeps.pack import tables_of
from twochairs.sweeps.state import ELSEWHERE, plan_is


@contextmanager
def held(folder: Path, job: Job) -> Iterator[None]:
    """Hold a job's folder, made and its plan written first where there is none.

    Raises
    ------
    CannotWrite : where it holds something else, or cannot be written
    OtherVersion : where it is this sweep's, begun with other code or libraries
    Locked : where another process writes to it
    """
    refuse(folder, job)
    with _told(folder):
        make_folder(folder)
    with locked(folder):
        planned = refuse(folder, job)  # whoever held the lock before may have begun another sweep here
        with _told(folder):
            clear_temporary(folder)
            if not planned:
                commit(folder / PLAN, job.text.encode())
        yield


def begin(folder: Path, job: Job) -> None:
    """Refuse, before anything is compiled or run, a folder that `held` would refuse.

    Raises
    ------
    CannotWrite, OtherVersion, Locked : as for `held`
    """
    with held(folder, job):
        pass


def refuse(folder: Path, job: Job, instead: str = ELSEWHERE) -> bool:
    """Whether a folder holds a job's plan; where not, it can be written there. Nothing is written here.

    Parameters
    ----------
    instead : what helps where it holds another of its kind

    Raises
    ------
    CannotWrite : where it holds something else
    OtherVersion : where it is this sweep's, begun with other code or libraries
    """
    with _told(folder):
        planned = os.path.lexists(folder / PLAN)
        there = folder.is_symlink() or folder.exists()
        strange = there and (not folder.is_dir() or not all(map(_is_of_a_beginning, folder.iterdir())))
    if planned:
        _refuse_links(folder, job)
        return plan_is(folder, job, instead)
    if strange:
        raise CannotWrite(folder, "it exists and holds no sweep", "name another one with --out")
    return False


def _refuse_links(folder: Path, job: Job) -> None:
    """Refuse a folder that would have anything written where a link in it leads."""
    for name in (LOCK, PLAN, CHUNKS, "series", *tables_of(job)):
        if (folder / name).is_symlink():
            raise CannotWrite(folder / name, "it is a link", ELSEWHERE)


def let_go_of_chunks(folder: Path) -> None:
    """Remove the chunks of a packed sweep, once all that was made of them would survive a power cut.

    Raises
    ------
    OSError : where a folder cannot be synced or a chunk not be removed
    """
    if not (folder / CHUNKS).exists():
        return
    for inner in sorted({path.parent for path in folder.rglob("*.parquet")}):
        while inner != folder.parent:
            sync_folder(inner)
            inner = inner.parent
    shutil.rmtree(folder / CHUNKS)


def _is_of_a_beginning(path: Path) -> bool:
    """Whether a file is what a sweep leaves that was killed before its plan was there."""
    return path.name == LOCK or is_temporary(path)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise CannotWrite(folder, f"{error.filename} is no folder", ELSEWHERE) from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise CannotWrite(folder, reason, ELSEWHERE) from None
