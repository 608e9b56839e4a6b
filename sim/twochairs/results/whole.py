"""A file written whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

from twochairs.errors import CannotWrite


def written(path: Path, write: Callable[[Path], object]) -> Path:
    """Have a file written beside its place, and put there; one that is there is replaced.

    Parameters
    ----------
    write : called with the path to write to

    Raises
    ------
    CannotWrite : where it is a folder, or the disk does not take it
    """
    if not path.name or path.is_dir():
        raise CannotWrite(path, "it is a folder", "name a file in it")
    partial = path.with_name(f".{path.stem}.partial-{os.getpid()}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write(partial)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(path, reason, "free some space or name another file") from None
    return path
