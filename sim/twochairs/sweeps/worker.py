"""A worker process of this machine: tasks in, receipts out, until its pipe closes or its parent is gone."""

import ctypes
import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from typing import Any

READY = "ready"
"""What a worker says once it has loaded all it needs."""
PREPARED = "prepared"
"""Asks a worker to load the machine code before it says so."""
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_WATCH = 1.0


def main() -> None:
    """Serve whoever began this process: number of the pipe, of the parent, folder and hash of the sweep, and
    whether all is to be loaded before it says that it is ready, so that no run is charged for it.
    """
    pipe, parent, folder, sweep_hash, *first = sys.argv[1:]
    _end_with(int(parent))
    try:
        _serve(Connection(int(pipe)), folder, sweep_hash, PREPARED in first)
    except (EOFError, OSError):
        return  # the pipe is closed: the sweep is over


def _serve(pipe: Connection, folder: str, sweep_hash: str, prepared: bool) -> None:
    from twochairs.sweeps.work import load_all, receipt_of

    if prepared:
        load_all(folder, sweep_hash)
    pipe.send(READY)
    while True:
        pipe.send(receipt_of(folder, sweep_hash, pipe.recv()))


def _end_with(parent: int) -> None:
    """End at once when the parent does, however it does."""
    if sys.platform == "linux":
        libc: Any = ctypes.CDLL(None)
        libc.prctl(_DEATH_SIGNAL, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it ended before it could be asked for
        sys.exit()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


if __name__ == "__main__":
    main()
