"""Standard streams that never end work: what cannot be written is let go, and an answer that was lost is told once."""

import errno
import io
import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_OUTPUT, _ERROR = 1, 2
_PATIENCE = 3.0
"""Seconds that progress waits for a reader who has stopped reading, before it goes on without him."""
_NOBODY = (errno.EPIPE,)
"""Whoever was reading has read enough: no mistake of anybody."""


class Lasting(io.RawIOBase):
    """A file descriptor to write to, whatever becomes of it.

    Attributes
    ----------
    broken : why nothing can be written to it any more; None as long as all was
    lost : whether anything was to be written since
    """

    def __init__(self, descriptor: int, broken: OSError | None, patience: float | None) -> None:
        super().__init__()
        self.descriptor, self.broken, self.patience = descriptor, broken, patience
        self.lost = False

    def fileno(self) -> int:
        """The descriptor."""
        return self.descriptor

    def isatty(self) -> bool:
        """Whether a terminal is behind it, and still there."""
        return self.broken is None and os.isatty(self.descriptor)

    def writable(self) -> bool:
        """True, though nothing may come of it."""
        return True

    def write(self, data: Any, /) -> int:
        """Write what can be written; all of it counts as written, so that nobody tries again."""
        view = memoryview(data)
        if self.broken is not None:
            self.lost = self.lost or len(view) > 0
            return len(view)
        if not self._ready():
            return len(view)
        try:
            return os.write(self.descriptor, view)
        except BlockingIOError:
            return 0 if self.patience is None and self._ready() else len(view)
        except OSError as error:
            self.broken, self.lost = error, True
            return len(view)

    def _ready(self) -> bool:
        """Wait until it can be written to, as long as there is patience."""
        try:
            ready = bool(select.select([], [self.descriptor], [], self.patience)[1])
        except (OSError, ValueError):
            return True  # not to be waited for; writing says what is wrong
        if self.patience is not None:
            self.patience = _PATIENCE if ready else 0.0
        return ready


@contextmanager
def lasting_streams() -> Iterator[None]:
    """Standard streams that last as long as the work, and an exit code that tells of an answer that was lost.

    A terminal that goes away ends nothing either.
    """
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if sys.stdin is None:
        _hold(0)
    output = _lasting("stdout", _OUTPUT, None)
    _lasting("stderr", _ERROR, _PATIENCE)
    code: Any = None
    try:
        yield
    except SystemExit as left:
        code = left.code
    sys.stdout.flush()
    if output.lost and output.broken is not None and output.broken.errno not in _NOBODY:
        reason = (output.broken.strerror or "it is gone").lower()
        sys.stderr.write(f"standard output cannot be written: {reason}; what was to be printed is lost\n")
        code = code or 1
    sys.stderr.flush()
    if code is not None:
        sys.exit(code)


def _lasting(name: str, descriptor: int, patience: float | None) -> Lasting:
    """Put a stream that lasts in the place of one of the standard streams."""
    old = getattr(sys, name)
    broken = OSError(errno.EBADF, "it is closed") if old is None else None
    if old is None:
        _hold(descriptor)
    raw = Lasting(descriptor, broken, patience)
    encoding = getattr(old, "encoding", None) or "utf-8"
    lines = name == "stderr" or raw.isatty()
    writer = io.BufferedWriter(raw)
    setattr(sys, name, io.TextIOWrapper(writer, encoding, "backslashreplace", line_buffering=lines))
    return raw


def _hold(descriptor: int) -> None:
    """Keep a closed descriptor from being given to the next file that is opened."""
    try:
        os.fstat(descriptor)
    except OSError:
        spare = os.open(os.devnull, os.O_RDWR)
        if spare != descriptor:
            os.dup2(spare, descriptor)
            os.close(spare)
        os.set_inheritable(descriptor, True)
