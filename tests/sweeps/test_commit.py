"""A file is there whole or not at all; nothing is left behind, and nothing that differs is replaced."""

import errno
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from twochairs.sweeps.commit import Different, clear_temporary, commit, commit_once, make_folder, read_checked

CONTENT = b"content" * 1000


def failing(monkeypatch: pytest.MonkeyPatch, name: str, at: int = 0, number: int = errno.EIO) -> None:
    """Have a call of the system fail, from its `at`-th time on."""
    real, count = getattr(os, name), 0

    def call(*given: Any, **named: Any) -> Any:
        nonlocal count
        count += 1
        if count > at:
            raise OSError(number, os.strerror(number))
        return real(*given, **named)

    monkeypatch.setattr(os, name, call)


def test_a_committed_file_is_whole_and_alone(tmp_path: Path) -> None:
    commit(tmp_path / "file", CONTENT)
    commit(tmp_path / "file", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b""


def test_a_write_that_takes_a_part_at_a_time_writes_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:999]))
    commit(tmp_path / "file", CONTENT)
    assert (tmp_path / "file").read_bytes() == CONTENT


@pytest.mark.parametrize("call", ["open", "write", "fsync", "rename"])
def test_what_cannot_be_written_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    (tmp_path / "file").write_bytes(b"before")
    with monkeypatch.context() as patched:
        failing(patched, call)
        with pytest.raises(OSError, match="Input/output error"):
            commit(tmp_path / "file", CONTENT)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"before"


@pytest.mark.parametrize("call", ["open", "write", "fsync", "link"])
def test_what_cannot_be_committed_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    with monkeypatch.context() as patched:
        failing(patched, call)
        with pytest.raises(OSError, match="Input/output error"):
            commit_once(tmp_path / "file", CONTENT)
    assert list(tmp_path.iterdir()) == []


def test_no_handle_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208  # a path would open one more
    for call in ("write", "fsync", "rename"):
        with monkeypatch.context() as patched, pytest.raises(OSError, match="Input/output error"):
            failing(patched, call)
            commit(tmp_path / "file", CONTENT)
    commit_once(tmp_path / "file", CONTENT)
    assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208


def test_a_second_commit_of_the_same_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert commit_once(path, CONTENT)
    told = path.stat()
    assert not commit_once(path, CONTENT)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (told.st_ino, told.st_mtime_ns)
    assert read_checked(path) == CONTENT


def test_a_second_commit_of_something_else_is_an_alarm(tmp_path: Path) -> None:
    path = tmp_path / "file"
    commit_once(path, CONTENT)
    with pytest.raises(Different, match=r"^file$"):
        commit_once(path, b"other")
    assert read_checked(path) == CONTENT


@pytest.mark.parametrize("content", [CONTENT, b"other"])
def test_a_file_that_comes_while_another_is_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    path, fsync = tmp_path / "file", os.fsync

    def other_comes_first(handle: int) -> None:
        monkeypatch.setattr(os, "fsync", fsync)
        commit_once(path, content)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", other_comes_first)
    if content == CONTENT:
        assert not commit_once(path, CONTENT)
    else:
        with pytest.raises(Different):
            commit_once(path, CONTENT)
    assert read_checked(path) == content
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


def test_of_many_writers_at_once_one_writes(tmp_path: Path) -> None:
    """Threads have one process number among them, as two machines may have."""
    path, wrote = tmp_path / "file", []
    together = threading.Barrier(8)

    def write() -> None:
        together.wait()
        wrote.append(commit_once(path, CONTENT))

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(wrote) == [False] * 7 + [True]
    assert read_checked(path) == CONTENT
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_file_system_without_links_gets_the_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    failing(monkeypatch, "link", number=number)
    assert commit_once(tmp_path / "file", CONTENT)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert read_checked(tmp_path / "file") == CONTENT


@pytest.mark.parametrize("damage", [b"", b"x", CONTENT, CONTENT + bytes(32)])
def test_a_damaged_file_is_none_and_is_written_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(damage)
    assert read_checked(path) is None
    assert commit_once(path, CONTENT)
    assert read_checked(path) == CONTENT


def test_a_file_under_anothers_name_is_none(tmp_path: Path) -> None:
    commit_once(tmp_path / "file", CONTENT)
    (tmp_path / "file").rename(tmp_path / "other")
    assert read_checked(tmp_path / "other") is None
    assert read_checked(tmp_path / "file") is None


def test_what_killed_writers_left_is_cleared_at_every_depth_and_nothing_else(tmp_path: Path) -> None:
    make_folder(tmp_path / "series" / "countries")
    for folder in (tmp_path, tmp_path / "series" / "countries"):
        (folder / ".writing-0123456789ab-file").touch()
        (folder / "file").touch()
        (folder / ".hidden").touch()
    clear_temporary(tmp_path)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == [".hidden", "file", "series/countries/.hidden", "series/countries/file"]


def test_a_folder_is_made_with_those_it_lies_in(tmp_path: Path) -> None:
    make_folder(tmp_path / "one" / "two" / "three")
    make_folder(tmp_path / "one" / "two" / "three")
    assert (tmp_path / "one" / "two" / "three").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        make_folder(tmp_path / "file" / "folder")


@pytest.mark.parametrize("write", [commit, commit_once])
def test_a_file_is_synced_before_it_is_put_in_place_and_its_folder_after(
    write: Callable[[Path, bytes], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut could leave a name without its content, or lose the name."""
    calls: list[str] = []
    fsync, rename, link = os.fsync, Path.rename, Path.hardlink_to

    def synced(handle: int) -> None:
        calls.append("folder synced" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file synced")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", lambda path, target: (calls.append("put"), rename(path, target)))
    monkeypatch.setattr(Path, "hardlink_to", lambda path, target: (calls.append("put"), link(path, target)))
    write(tmp_path / "file", CONTENT)
    assert calls == ["file synced", "put", "folder synced"]
