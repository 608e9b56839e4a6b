"""A10: whichever call of the system fails, it is told, nothing is spoilt, and going on gives the same bytes."""

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.long import FULL
from tests.trust.trial import EXPERIMENT, content, job_of, swept, told, written
from twochairs.errors import TwochairsError
from twochairs.sweeps.closing import damage_of
from twochairs.sweeps.job import Job

CALLS = (
    "io.open",
    "open",
    "write",
    "fsync",
    "rename",
    "link",
    "replace",
    "mkdir",
    "unlink",
    "rmdir",
    "ftruncate",
    "pwrite",
)
WORDS = ("input/output error", "can no longer be read", "is not complete")
STEP = 1 if FULL else 13
SMALL = (
    EXPERIMENT.replace("steps: 4", "steps: 2")
    .replace("steps: 3}", "steps: 2}")
    .replace("replicates: 20", "replicates: 2")
)


@contextmanager
def failing(name: str, number: int, code: int) -> Iterator[list[str]]:
    """The `number`-th call of a name of `os` (or of `io`) fails, and those after it do not."""
    module = io if name.startswith("io.") else os
    name = name.removeprefix("io.")
    real: Callable[..., Any] = getattr(module, name)
    seen: list[str] = []

    def call(*given: Any, **named: Any) -> Any:
        seen.append(str(given[0]))
        if len(seen) == number:
            raise OSError(code, os.strerror(code))
        return real(*given, **named)

    setattr(module, name, call)
    try:
        yield seen
    finally:
        setattr(module, name, real)


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    job = job_of(written(tmp_path_factory.mktemp("project"), SMALL))
    swept(tmp_path_factory.mktemp("first") / "out", job)  # compiles
    return job


@pytest.mark.parametrize("name", CALLS)
def test_every_failing_call_is_told_and_what_is_there_stays_sound(name: str, job: Job, tmp_path: Path) -> None:
    swept(tmp_path / "sound", job)
    sound = content(tmp_path / "sound")
    number, quiet, failed = 1, 0, 0
    while True:
        out = tmp_path / f"{name}-{number}"
        with failing(name, number, errno.EIO) as seen:
            try:
                swept(out, job)
                spared = True
            except TwochairsError as error:
                assert any(words in str(error).lower() for words in WORDS), error
                assert "  hint: " in str(error)
                spared = False
        if len(seen) < number:
            break
        failed += not spared
        quiet += spared
        if spared:
            assert content(out) == sound, seen[number - 1]
        elif (out / "plan.json").exists():
            assert not damage_of(out, job)
        swept(out, job)
        assert content(out) == sound
        number += STEP
    told("A10", f"{failed} failing calls of {name} told in words and mended, {quiet} without effect, 0 corrupt")
