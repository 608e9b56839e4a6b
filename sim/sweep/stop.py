"""Being asked to stop: once to finish what runs, twice to drop it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Stop:
    """How often, and by which signal, the sweep was asked to stop."""

    def __init__(self) -> None:
        self.asked = 0
        self.signal = 0

    def ask(self, number: int, frame: Any = None) -> None:
        """Note a signal."""
        self.asked += 1
        self.signal = self.signal or number


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
