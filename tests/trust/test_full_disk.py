"""A8: a full disk stops a sweep in words; nothing committed is lost, nothing torn is seen, and going on ends it."""

import errno
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.long import FULL
from tests.trust.trial import AGAIN, EXPERIMENT, content, job_of, swept, told, written
from twochairs.errors import CannotWrite
from twochairs.sweeps.chunkfile import CHUNKS, chunk_of, spans_there
from twochairs.sweeps.closing import damage_of
from twochairs.sweeps.job import Job

LEVELS = 20 if FULL else 6
ALL = EXPERIMENT.replace("months: all, events: true", "months: all, series: all, events: true")


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    return job_of(written(tmp_path_factory.mktemp("project"), ALL))


@pytest.fixture(scope="module")
def sound(job: Job, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("sound") / "out"
    swept(out, job)
    return content(out)


@contextmanager
def full_after(room: int) -> Iterator[list[int]]:
    """A disk that takes so many bytes, the last write in part."""
    write, taken = os.write, [0]

    def limited(handle: int, data: Any) -> int:
        left = room - taken[0]
        if left <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken[0] += write(handle, bytes(data)[:left])
        return min(left, len(data))

    os.write = limited
    try:
        yield taken
    finally:
        os.write = write


def see_that_it_goes_on(out: Path, job: Job, sound: dict[str, bytes]) -> int:
    """Points that were committed are there and sound, and are not run again."""
    points = list(spans_there(out, job))
    assert all(chunk_of(out, job, point, range(job.replicates)) is not None for point in points)
    if (out / "plan.json").exists():
        assert not damage_of(out, job)
    assert swept(out, job).ran == len(job.plan.points) - len(points)
    assert content(out) == sound
    return len(points)


def test_a_disk_that_fills_up(job: Job, sound: dict[str, bytes], tmp_path: Path) -> None:
    with full_after(10**9) as taken:
        swept(tmp_path / "room", job)
    kept = 0
    for level in range(LEVELS):
        out = tmp_path / f"{level}"
        with full_after(taken[0] * level // LEVELS), pytest.raises(CannotWrite) as error:
            swept(out, job)
        text = str(error.value)
        assert text.startswith(f"{out}")
        assert "cannot be written: " in text
        assert "no space left on device" in text
        if f"/{CHUNKS}/" in text:
            assert re.search(r"; about \d+\.\d MB are needed for the rest\n", text), text
        elif (out / "plan.json").exists():
            assert re.search(r"no space left on device for the [\d,]+ bytes of [a-z_/.\d-]+\n", text), text
        if (out / "plan.json").exists():
            assert text.endswith(AGAIN), text
        kept += see_that_it_goes_on(out, job, sound)
    told("A8", f"{LEVELS} fill levels: 0 of {kept} committed points lost, 0 torn, 0 tracebacks")


@pytest.mark.parametrize("size", [2_000, 9_000, 12_000])
def test_a_file_size_limit(size: int, job: Job, sound: dict[str, bytes], tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    out = tmp_path / "out"
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        with pytest.raises(CannotWrite) as error:
            swept(out, job)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "file too large" in str(error.value)
    see_that_it_goes_on(out, job, sound)


@pytest.mark.skipif(
    not FULL or os.getuid() != 0, reason="a file system is mounted: in the long form, for the superuser"
)
@pytest.mark.parametrize("size", range(16, 16 + 20 * 10, 10))
def test_a_small_disk(size: int, job: Job, sound: dict[str, bytes], tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", disk], check=True)
    try:
        out = disk / "out"
        words = [sys.executable, "-m", "twochairs.cli.app", "sweep", job.plan.shown, "--out", str(out), "--jobs", "2"]
        run = subprocess.run(words, capture_output=True, text=True, check=False)
        assert run.returncode == 1, run.stdout
        assert "Traceback" not in run.stderr
        assert "cannot be written: " in run.stderr
        assert "no space left on device" in run.stderr
        subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
        kept = see_that_it_goes_on_as_typed(out, words, job)
    finally:
        subprocess.run(["umount", disk], check=True)
    told("A8", f"disk of {size} kB: {kept} committed points kept, ended after space was freed")


def see_that_it_goes_on_as_typed(out: Path, words: list[str], job: Job) -> int:
    points = list(spans_there(out, job))
    assert all(chunk_of(out, job, point, range(job.replicates)) is not None for point in points)
    again = subprocess.run([*words, "--json"], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert f'"points_run": {12 - len(points)},' in again.stdout
    assert not damage_of(out, job)
    return len(points)
