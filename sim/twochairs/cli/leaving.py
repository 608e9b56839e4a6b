"""How a signal ends the command: by way of every `finally`, so that nothing half-written stays, wherever it strikes."""

import signal
import sys
from threading import Timer, main_thread
from typing import Any

_AGAIN = 0.02
"""Seconds until a signal is sent again whose way out was lost."""


class Left(SystemExit):
    """The way out that a signal takes.

    Attributes
    ----------
    number : of the signal; the process ends with 128 more
    """

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.number = number


def leave_on_signals() -> None:
    """Have SIGINT and SIGTERM raise `Left` in the main thread, again where it was lost.

    Python drops what is raised within a callback from C, such as those of the compiler, and says so on the error
    stream; the command would go on as if nobody had asked it to end.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    sys.unraisablehook = _unraisable


def _leave(number: int, frame: Any) -> None:
    raise Left(number)


def _unraisable(lost: Any) -> None:
    if isinstance(lost.exc_value, Left):
        Timer(_AGAIN, signal.pthread_kill, (main_thread().ident, lost.exc_value.number)).start()
    else:
        sys.__unraisablehook__(lost)
