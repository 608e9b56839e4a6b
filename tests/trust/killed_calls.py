"""A sweep killed at each call of its writer in turn: before it, after it, and in the middle of a write.

Run as `python -m tests.trust.killed_calls EXPERIMENT FOLDER STEP`; every STEP-th call is taken. It has a process to
itself, since it goes on from copies of itself.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.trust.processes import same
from tests.trust.trial import job_of, swept

CALLS = ("open", "write", "fsync", "rename", "link", "unlink", "mkdir", "rmdir", "ftruncate", "pwrite")
NEVER = 10**9


class Killer:
    """Calls that end the process at the one of a number, counted from 0."""

    def __init__(self, at: int, when: str) -> None:
        self.at, self.when, self.count = at, when, 0

    def instead_of(self, name: str) -> Callable[..., Any]:
        """What takes the place of a call."""
        real = getattr(os, name)

        def call(*given: Any, **named: Any) -> Any:
            number, self.count = self.count, self.count + 1
            if number != self.at:
                return real(*given, **named)
            try:
                if self.when == "in" and name in ("write", "pwrite"):
                    real(given[0], given[1][: len(given[1]) // 2], *given[2:])
                elif self.when == "after":
                    real(*given, **named)
            finally:  # a call that fails is a call too
                os.kill(os.getpid(), signal.SIGKILL)

        return call


def forked(job: Any, out: Path, at: int, when: str) -> tuple[bool, int]:
    """Whether a copy of this process that sweeps was killed at a call, and how many calls it made if it was not."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        killer = Killer(at, when)
        for name in CALLS:
            setattr(os, name, killer.instead_of(name))
        try:
            swept(out, job)
        except BaseException as error:
            print(f"killed {when} call {at}, then: {error}", file=sys.stderr)
            os._exit(1)
        count, killer.at = killer.count, NEVER
        os.write(writing, str(count).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        count = pipe.read()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status):
        sys.exit(1)
    return os.WIFSIGNALED(status), int(count or 0)


def main() -> None:
    """Kill, go on, compare; over every call."""
    file, base, step = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    job = job_of(file)
    whole = base / "whole"
    swept(whole, job)
    _, calls = forked(job, base / "counted", NEVER, "before")
    kills = 0
    for when in ("before", "in", "after"):
        for at in range(0, calls, step):
            out = base / "out"
            was_killed, _ = forked(job, out, at, when)
            if not was_killed:
                sys.exit(f"call {at} was never made")
            kills += 1
            forked(job, out, NEVER, "before")
            same(out, whole)
            shutil.rmtree(out)
    print(f"{kills} kills at {calls} calls of the writer: all results the same bytes")


if __name__ == "__main__":
    main()
