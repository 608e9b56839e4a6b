"""Files that are there whole or not at all, whoever writes them and whenever they are killed.

A file is written under a temporary name of its own, synced, put in its place, and its folder synced. What is put in
place carries its own checksum, so that what is damaged later is found.
"""

import contextlib
import errno
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from twochairs.results.folder import plain_file

_DIGEST = sha256().digest_size
"""Bytes of the checksum at the end of a file."""
_MOST = 2**31
"""Bytes of a file that is read whole."""
_TEMPORARY = ".writing-"
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""How file systems without hard links refuse one."""


class Different(Exception):
    """A file is there already, and holds something else than what was to be written."""


def commit(path: Path, data: bytes) -> None:
    """Write a file whole, in place of what is there.

    Raises
    ------
    OSError : where the disk or the folder does not take it; nothing is left behind
    """
    _put(path, [data], Path.rename)


def commit_once(path: Path, content: bytes, last: bool = True) -> bool:
    """Write a checked file; whether it was not there yet. Of two writers at once one writes, and both compare.

    Parameters
    ----------
    last : whether it has to survive a power cut; else it may be found damaged after one, and is made again

    Raises
    ------
    Different : where it is there, is sound, and holds something else; it is left as it is
    OSError : as for `commit`
    """
    data = [content, _digest(path, content)]
    was_there = path.exists()  # asked before it is read: what comes in between is another writer's, and sound
    there = read_checked(path)
    if there is None:
        try:
            _put(path, data, Path.rename if was_there else _as_new, last)
            return True
        except FileExistsError:
            there = read_checked(path)
    if there is None or there != memoryview(content):
        raise Different(path.name)
    return False


def read_checked(path: Path, most: int = _MOST) -> memoryview | None:
    """Content of a file written by `commit_once`; None where there is none, it is damaged, another's, or larger."""
    try:
        if path.parent.is_symlink():
            return None
        with plain_file(path) as file:
            if os.fstat(file.fileno()).st_size > most:
                return None
            data = memoryview(file.read())
    except OSError:
        return None
    content, digest = data[:-_DIGEST], data[-_DIGEST:]
    return content if _digest(path, content) == digest else None


def make_folder(folder: Path) -> None:
    """Make a folder, with those it lies in, so that it survives a power cut; one that is there is no objection.

    Raises
    ------
    OSError : where it cannot be made
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    with contextlib.suppress(PermissionError):  # one may write in a folder, and yet not read it
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make what was put into a folder survive a power cut.

    Raises
    ------
    OSError : where the folder cannot be opened or synced
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_temporary(path: Path) -> bool:
    """Whether a file is one that a killed writer left."""
    return path.name.startswith(_TEMPORARY)


def clear_temporary(folder: Path) -> None:
    """Remove what killed writers left in a folder and those in it; only for whoever holds its lock.

    Raises
    ------
    OSError : where one cannot be removed
    """
    for at, _, names in os.walk(folder):  # links are not followed
        for path in (Path(at) / name for name in names):
            if is_temporary(path):
                path.unlink(missing_ok=True)


def _digest(path: Path, content: bytes | memoryview) -> bytes:
    """Checksum of a file, its name included: one put in another's place is found."""
    digest = sha256(path.name.encode() + b"\0")
    digest.update(content)
    return digest.digest()


def _put(path: Path, data: list[bytes], into_place: Callable[[Path, Path], object], last: bool = True) -> None:
    """Write a file under a name no other writer has, whatever its machine, process and thread; then put it in place."""
    temporary = path.with_name(f"{_TEMPORARY}{os.urandom(6).hex()}-{path.name}")
    try:
        _write(temporary, data, last)
        into_place(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if last:
        sync_folder(path.parent)


def _write(path: Path, data: list[bytes], last: bool) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        for content in data:
            left = memoryview(content)
            while left:
                left = left[os.write(handle, left) :]
        if last:
            os.fsync(handle)
    finally:
        os.close(handle)


def _as_new(temporary: Path, path: Path) -> None:
    """Put a file in its place unless one is there, which a rename would replace."""
    try:
        path.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        temporary.rename(path)
    else:
        temporary.unlink()
