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

from sim.errors import CannotWrite, Locked

LOCK = "lock"


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
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise CannotWrite(path, (error.strerror or str(error)).lower(), "name another folder with --out") from None
    try:
        _take(handle, folder)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int, folder: Path) -> None:
    own = {"host": socket.gethostname(), "process": os.getpid(), "started": time.strftime("%Y-%m-%d %H:%M:%S")}
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Locked(folder, _worded(_owner(handle)), "wait for it, or stop it; then run this again") from None
    owner = _owner(handle)
    if owner and owner.get("host") != own["host"]:
        hint = f"if that process is gone for certain, remove {folder / LOCK}"
        raise Locked(folder, _worded(owner), hint)
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(own).encode(), 0)


def _owner(handle: int) -> dict[str, str | int]:
    try:
        data = json.loads(os.pread(handle, 4096, 0) or b"{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _worded(owner: dict[str, str | int]) -> str:
    if not owner:
        return "another process"
    return f"process {owner.get('process')} on {owner.get('host')}, since {owner.get('started')}"
