"""A9: a folder that cannot be written is refused before the first run, in words, within two seconds."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.trust.trial import ROOT, told, written

LIMIT = 2.0
NOBODY = 65534
ELSEWHERE = "name another folder with --out"
REFUSED = """\
import os, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from time import perf_counter
from twochairs.errors import TwochairsError
from tests.trust.trial import job_of, swept
from twochairs.sweeps import pool
pool.done = lambda *given: sys.exit("a run was started")
job = job_of(Path({path!r}))
if os.getuid() == 0:
    os.setgroups([]), os.setgid({nobody}), os.setuid({nobody})
started = perf_counter()
try:
    swept(Path({out!r}), job)
except TwochairsError as error:
    print(f"{{perf_counter() - started:.3f}}")
    print(error)
"""


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
def test_a_folder_that_cannot_be_written_is_refused_at_once(case: str, base: Path, tmp_path: Path) -> None:
    make, reason = CASES[case]
    path = written(tmp_path / "project")
    out = make(base)
    before = sorted(base.iterdir())
    code = REFUSED.format(nobody=NOBODY, root=str(ROOT), path=str(path), out=str(out))
    environment = {**os.environ, "TWOCHAIRS_CACHE": str(tmp_path / "none"), "HOME": str(tmp_path)}
    started = time.perf_counter()
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert run.returncode == 0, run.stderr
    seconds, said = run.stdout.split("\n", 1)
    assert float(seconds) <= LIMIT, time.perf_counter() - started
    hint = "name another one with --out" if "holds no sweep" in said else ELSEWHERE
    subject = out / "lock" if case in AT_THE_LOCK else out
    assert said == f"{subject} cannot be written: {reason.format(base=base)}\n  hint: {hint}\n"
    assert sorted(base.iterdir()) == before


def test_how_many() -> None:
    told("A9", f"{len(CASES)} of {len(CASES)} folders refused within {LIMIT:g} s, before the first run")
