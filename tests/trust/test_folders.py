"""A9: a folder that cannot be written is refused before the first run, in words, within two seconds."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.trust.trial import job_of, swept, told, written
from twochairs.errors import CannotWrite

LIMIT = 2.0
NOBODY = 65534
ELSEWHERE = "name another folder with --out"


@contextmanager
def nobody() -> Iterator[None]:
    """This process as one of a user without rights, where it is the superuser's."""
    if os.geteuid() != 0:
        yield
        return
    groups, group = os.getgroups(), os.getegid()
    os.setgroups([])
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(group)
        os.setgroups(groups)


def _closed(base: Path) -> Path:
    folder = base / "closed"
    folder.mkdir()
    folder.chmod(0o555)
    return folder / "out"


def _hidden(base: Path) -> Path:
    folder = base / "hidden"
    folder.mkdir()
    folder.chmod(0o000)
    return folder / "out"


def _own_closed(base: Path) -> Path:
    folder = base / "out"
    folder.mkdir()
    folder.chmod(0o555)
    return folder


def _file(base: Path) -> Path:
    (base / "out").write_text("a file")
    return base / "out"


def _below_a_file(base: Path) -> Path:
    return _file(base) / "inner"


def _long(base: Path) -> Path:
    return base / ("n" * 256)


def _circle(base: Path) -> Path:
    (base / "round").symlink_to(base / "round")
    return base / "round"


def _nowhere(base: Path) -> Path:
    (base / "link").symlink_to(base / "closed-too" / "none")
    (base / "closed-too").mkdir(mode=0o555)
    return base / "link"


def _full(base: Path) -> Path:
    (base / "out").mkdir()
    (base / "out" / "thesis.tex").write_text("mine")
    return base / "out"


def _system(base: Path) -> Path:
    return Path("/proc/twochairs")


def _locked(base: Path) -> Path:
    folder = base / "out"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    (folder / "lock").touch(0o444)
    return folder


CASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "parent without the right to write": (_closed, "permission denied"),
    "parent without any right": (_hidden, "permission denied"),
    "folder without the right to write": (_own_closed, "permission denied"),
    "a file": (_file, "it exists and holds no sweep"),
    "below a file": (_below_a_file, "{base}/out is no folder"),
    "a name of 256 bytes": (_long, "file name too long"),
    "a link to itself": (_circle, "it exists and holds no sweep"),
    "a link to nowhere": (_nowhere, "it exists and holds no sweep"),
    "another's files": (_full, "it exists and holds no sweep"),
    "where the system alone writes": (_system, "no such file or directory"),
    "a lock of another user": (_locked, "permission denied"),
}


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder that every user may reach, unlike those that tests are given."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    for below in folder.rglob("*"):
        if below.is_dir() and not below.is_symlink():
            below.chmod(0o755)
    shutil.rmtree(folder)


AT_THE_LOCK = ("folder without the right to write", "a lock of another user")


@pytest.mark.parametrize("case", CASES)
def test_a_folder_that_cannot_be_written_is_refused_at_once(
    case: str, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, reason = CASES[case]
    job, out = job_of(written(tmp_path / "project")), make(base)
    before = sorted(base.iterdir())
    monkeypatch.setattr("twochairs.sweeps.work.done", lambda *given: pytest.fail("a run was started"))
    started = time.perf_counter()
    with nobody(), pytest.raises(CannotWrite) as refused:
        swept(out, job)
    assert time.perf_counter() - started <= LIMIT
    said = str(refused.value)
    hint = "name another one with --out" if "holds no sweep" in said else ELSEWHERE
    subject = out / "lock" if case in AT_THE_LOCK else out
    assert said == f"{subject} cannot be written: {reason.format(base=base)}\n  hint: {hint}"
    assert sorted(base.iterdir()) == before


def test_how_many() -> None:
    told("A9", f"{len(CASES)} of {len(CASES)} folders refused within {LIMIT:g} s, before the first run")
