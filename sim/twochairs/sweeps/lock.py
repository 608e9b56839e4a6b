"""One writer a folder: a lock the system itself releases when its owner ends, however it ends."""

import contextlib
import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from twochairs.errors import CannotWrite, Locked
from twochairs.results.folder import NO_LINK

LOCK = "lock"
_TRIES, _PAUSE = 20, 0.1
"""How often, and seconds apart, a lock that is held is looked at until it says twice running who holds it."""

Owner = dict[str, str | int]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder's lock.

    The file says who holds it; whether it is held, the system says: no clock, no process number and no age decides.
    A file that another machine has not cleared may belong to a system that does not share its locks, and is left alone.

    Raises
    ------
    Locked : where another process holds it, naming host, process and start
    CannotWrite : where the lock cannot be made
    """
    path = folder / LOCK
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | NO_LINK, 0o644)
    except OSError as error:
        raise _not_made(path, error) from None
    try:
        try:
            _take(handle, folder)
        except OSError as error:
            raise _not_made(path, error) from None
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _not_made(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(path, (error.strerror or str(error)).lower(), "name another folder with --out")


def _take(handle: int, folder: Path) -> None:
    owner = _held_by(handle)
    if owner is not None:
        raise Locked(folder, _worded(owner), "wait for it, or stop it; then run this again")
    host = socket.gethostname()
    left = _written(handle)
    if left and left.get("host") != host:
        raise Locked(folder, _worded(left), f"if that process is gone for certain, remove {folder / LOCK}")
    own: Owner = {"host": host, "process": os.getpid(), "started": time.strftime("%Y-%m-%d %H:%M:%S")}
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(own).encode(), 0)


def _held_by(handle: int) -> Owner | None:
    """Who holds the lock, or None where it is ours now.

    An owner that has only just taken it has not written its name yet, over that of one before it or over nothing.
    """
    before: Owner = {}
    for _ in range(_TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return None
        except BlockingIOError:
            owner = _written(handle)
        if owner and owner == before:
            break
        before = owner
        time.sleep(_PAUSE)
    return before


def _written(handle: int) -> Owner:
    try:
        data = json.loads(os.pread(handle, 4096, 0) or b"{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _worded(owner: Owner) -> str:
    if not owner:
        return "another process"
    return f"process {owner.get('process')} on {owner.get('host')}, since {owner.get('started')}"
