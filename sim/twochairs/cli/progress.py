"""Progress of long work: a bar with rate and time left on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic

from twochairs.scenario.wording import printable

Progress = Callable[[int, int], None]
LINES = 10
"""Plain lines a long job prints where there is no terminal."""


@contextmanager
def bar(what: str, unit: str, after: float = 0.0) -> Iterator[Progress]:
    """A function to call with (done, total); shows itself on standard error.

    Parameters
    ----------
    after : seconds that the work must have taken for plain lines to be printed
    """
    what = printable(what)
    if sys.stderr is None or not sys.stderr.isatty():
        yield _plain(what, unit, after)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(f"{{task.fields[rate]:.0f}} {unit}/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=False) as shown:
        task = shown.add_task(what, total=None, rate=0.0)
        started = monotonic()

        def advance(done: int, total: int) -> None:
            rate = done / max(1e-9, monotonic() - started)
            shown.update(task, completed=done, total=total, rate=rate)

        yield advance


def _say(line: str) -> None:
    """Print a line if anybody can read it; that nobody can is no reason to end work."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            print(line, file=sys.stderr)


def _plain(what: str, unit: str, after: float) -> Progress:
    started = monotonic()
    said = 0

    def advance(done: int, total: int) -> None:
        nonlocal said
        step = done * LINES // max(1, total)
        if step > said:
            said = step
            seconds = monotonic() - started
            if seconds < after:
                return
            left = seconds / max(1, done) * (total - done)
            _say(f"{what}: {done:,} of {total:,} {unit}, {seconds:.0f} s, {left:.0f} s left")

    return advance
