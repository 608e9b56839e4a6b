"""Being asked to stop: once to finish what runs, twice to drop it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Dropped(BaseException):
    """Raised wherever the sweep is when it is asked to stop a second time; an `except Exception` lets it through."""


class Stop:
    """How often, and by which signal, the sweep was asked to stop."""

    def __init__(self) -> None:
        self.asked = 0
        self.signal = 0
        self._may_drop = False

    def ask(self, number: int, frame: Any = None) -> None:
        """Note a signal.

        Raises
        ------
        Dropped : at every one after the first, within `dropping`
        """
        self.asked += 1
        self.signal = self.signal or number
        if self.asked > 1 and self._may_drop:
            raise Dropped

    @contextmanager
    def dropping(self) -> Iterator[None]:
        """Where a second signal breaks in; whoever opens it catches `Dropped` around it."""
        try:
            self._may_drop = True
            yield
        finally:
            self._may_drop = False


@contextmanager
def listening() -> Iterator[Stop]:
    """A `Stop` that SIGINT and SIGTERM ask, as long as the context lasts."""
    stop = Stop()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
