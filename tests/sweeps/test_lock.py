"""One writer a folder: who holds it is told, and nobody who is gone holds anything."""

import errno
import fcntl
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from twochairs.errors import CannotWrite, Locked
from twochairs.sweeps.lock import LOCK, locked

RACES = 10
HERE = socket.gethostname()
RACER = """\
import sys
from pathlib import Path
from twochairs.errors import Locked
from twochairs.sweeps.lock import locked
print("here", flush=True)
sys.stdin.readline()
try:
    with locked(Path(sys.argv[1])):
        print("won", flush=True)
        sys.stdin.readline()
except Locked as error:
    print(str(error).splitlines()[0], flush=True)
"""


def racer(folder: Path) -> subprocess.Popen[str]:
    """A process that takes a folder's lock when told to, and says how that went."""
    process = subprocess.Popen(
        [sys.executable, "-c", RACER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    said(process)
    return process


def said(process: subprocess.Popen[str]) -> str:
    """The next line of a process."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go_on(process: subprocess.Popen[str]) -> None:
    """Let a process go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_of_two_that_come_together_one_wins_and_the_other_names_it(tmp_path: Path) -> None:
    stale = json.dumps({"host": HERE, "process": 1, "started": "2001-01-01 00:00:00"})
    for number in range(RACES):
        (tmp_path / LOCK).write_text(stale if number % 2 else "")
        both = [racer(tmp_path) for _ in range(2)]
        for process in both:
            go_on(process)
        words = [said(process) for process in both]
        assert sorted(word == "won" for word in words) == [False, True]
        winner = both[words.index("won")]
        (lost,) = (word for word in words if word != "won")
        assert lost.startswith(f"{tmp_path} is being written by process {winner.pid} on {HERE}, since 20")
        go_on(winner)
        for process in both:
            process.communicate()


def test_the_lock_of_one_that_was_killed_is_free(tmp_path: Path) -> None:
    process = racer(tmp_path)
    go_on(process)
    assert said(process) == "won"
    process.kill()
    process.communicate()
    assert json.loads((tmp_path / LOCK).read_text())["process"] == process.pid
    with locked(tmp_path):
        assert json.loads((tmp_path / LOCK).read_text())["process"] == os.getpid()
    assert (tmp_path / LOCK).read_text() == ""


@pytest.mark.parametrize("left", ["", "{", "[]", "7", "\0" * 40, '{"host": "' + HERE + '", "process": 1}'])
def test_whatever_a_killed_owner_of_this_machine_left_is_no_objection(tmp_path: Path, left: str) -> None:
    (tmp_path / LOCK).write_text(left)
    with locked(tmp_path):
        pass


def test_another_machines_lock_is_left_alone_with_what_to_do(tmp_path: Path) -> None:
    left = '{"host": "elsewhere", "process": 12, "started": "2026-03-01 10:00:00"}'
    (tmp_path / LOCK).write_text(left)
    with pytest.raises(Locked) as caught, locked(tmp_path):
        pass
    assert str(caught.value) == (
        f"{tmp_path} is being written by process 12 on elsewhere, since 2026-03-01 10:00:00\n"
        f"  hint: if that process is gone for certain, remove {tmp_path / LOCK}"
    )
    assert (tmp_path / LOCK).read_text() == left


def test_an_owner_that_never_writes_its_name_is_another_process(tmp_path: Path) -> None:
    with (tmp_path / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(Locked) as caught, locked(tmp_path):
            pass
    assert str(caught.value) == (
        f"{tmp_path} is being written by another process\n  hint: wait for it, or stop it; then run this again"
    )


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_file_system_without_locks_is_not_mistaken_for_another_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def no_locks(*given: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pytest.raises(CannotWrite) as caught, locked(tmp_path):
        pass
    assert str(caught.value) == (
        f"{tmp_path / LOCK} cannot be written: {os.strerror(number).lower()}\n  hint: name another folder with --out"
    )


def test_a_full_disk_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(CannotWrite, match="no space left on device"), locked(tmp_path):
        pass


def test_a_missing_folder_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="no such file or directory"), locked(tmp_path / "missing"):
        pass


def test_the_lock_is_let_go_of_whatever_happens_within(tmp_path: Path) -> None:
    for error in (ValueError, KeyboardInterrupt, SystemExit):
        with pytest.raises(error), locked(tmp_path):
            raise error
    with locked(tmp_path):
        pass
