"""Files that are there whole or not at all, whoever writes them and whenever they are killed.

A file is written under a temporary name, synced, renamed, and its folder synced. What is renamed carries its own
checksum, so that what is damaged later is found.
"""

import contextlib
import os
from hashlib import sha256
from pathlib import Path

_DIGEST = sha256().digest_size
"""Bytes of the checksum at the end of a file."""
TEMPORARY = ".writing-"
"""How the name of a file begins that is still being written."""


class Different(Exception):
    """A file is there already, and holds something else than what was to be written."""


def commit(path: Path, data: bytes) -> None:
    """Write a file whole.

    Raises
    ------
    OSError : where the disk or the folder does not take it; nothing is left behind
    """
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        os.rename(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    sync_folder(path.parent)


def commit_once(path: Path, content: bytes) -> bool:
    """Write a checked file; whether it was not there yet.

    Raises
    ------
    Different : where it is there, is sound, and holds something else
    OSError : as for `commit`
    """
    there = read_checked(path)
    if there is not None:
        if there != content:
            raise Different(path.name)
        return False
    commit(path, content + _digest(path, content))
    return True


def read_checked(path: Path) -> bytes | None:
    """Content of a file written by `commit_once`; None where there is none, it is damaged, or it is another's."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    content, digest = data[:-_DIGEST], data[-_DIGEST:]
    return content if _digest(path, content) == digest else None


def _digest(path: Path, content: bytes) -> bytes:
    """Checksum of a file, its name included: one put in another's place is found."""
    return sha256(path.name.encode() + b"\0" + content).digest()


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clear_temporary(folder: Path) -> None:
    """Remove what killed writers left; only for whoever holds the folder's lock."""
    for path in folder.glob(f"{TEMPORARY}*"):
        path.unlink(missing_ok=True)
