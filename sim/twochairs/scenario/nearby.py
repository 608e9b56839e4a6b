"""A file that is not where it was looked for: the likeliest one meant, by a name near it or the same name elsewhere."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from twochairs.scenario.example import example_folder
from twochairs.scenario.wording import closest, printable

_MOST = 2000
"""Names of a folder that are looked at."""
_MOST_BYTES = 1_000_000
_EXTENDS = re.compile(r"^extends\s*:\s*['\"]?([^'\"#\s]+)", re.MULTILINE)
_REFERENCE = re.compile(r"^reference\s*:\s*true", re.MULTILINE)
_BELOW = ("", "*/", "*/*/")
"""How far below a folder a file of the same name is looked for."""


def near(path: Path) -> Path | None:
    """The file or folder beside a path that does not exist whose name is likeliest meant, or None."""
    alike = (one for one in _beside(path) if one.suffix == path.suffix and one.name != path.name)
    name = closest(path.stem, [one.stem for one in alike if printable(one.name) == one.name and _there(one)])
    return path.parent / f"{name}{path.suffix}" if name else None


def _there(path: Path) -> bool:
    with suppress(OSError, RuntimeError):
        return path.exists()
    return False


def _beside(path: Path) -> Iterator[Path]:
    with suppress(OSError, ValueError):
        yield from islice(path.parent.iterdir(), _MOST)


def same_name(path: Path, below: Path) -> Path | None:
    """A file of the same name in a folder or up to two folders below it, the least deep one, or None."""
    if not path.name or any(letter in path.name for letter in "*?[]") or printable(path.name) != path.name:
        return None
    with suppress(OSError, ValueError):
        return next((one for deep in _BELOW for one in sorted(below.glob(deep + path.name)) if one.is_file()), None)
    return None


def meant(path: Path) -> str:
    """What to say of a file of the command line that does not exist, behind a semicolon."""
    found = near(path) or (same_name(path, Path()) if path.parent == Path() else None)
    return f"did you mean {printable(found.as_posix())}?" if found else "check the path"


def no_folder(path: Path) -> str:
    """What to say of a folder that does not exist."""
    found = near(path)
    return f"there is no such folder{f'; did you mean {printable(found.as_posix())}?' if found else ''}"


def missing(text: str, at: Path, project: Path) -> str:
    """What to say of a file that another one names and that does not exist: where it was looked for, and what there is.

    Parameters
    ----------
    text : as the other file has it, a relative path
    at : the other file
    project : the folder nothing may be read outside of
    """
    path = at.parent / text
    told = f"there is no such file in {_folder(path.parent)}"
    beside = near(path)
    if beside is not None and beside.is_file() and beside.resolve().is_relative_to(project):
        return f"{told}; did you mean '{_from(at, beside)}'?"
    there = same_name(path, project)
    if there is not None:
        return f"{told}; one of that name is '{_from(at, there)}': write that, or save this file beside it"
    shipped = same_name(path, example_folder())
    if shipped is not None:
        case = shipped.parent.name
        return f"{told}; the shipped case has it: `twochairs init DIR` copies it, and this file goes into DIR/{case}"
    return told


def extended_by(path: Path) -> Path | None:
    """A file beside a scenario that extends it, one whose start counts as observed before others; None of none."""
    found: list[tuple[bool, str, Path]] = []
    for one in _beside(path):
        with suppress(OSError, ValueError):
            text = one.read_text("utf-8") if one.suffix == path.suffix and one.stat().st_size <= _MOST_BYTES else ""
            named = _EXTENDS.search(text)
            if named and Path(named[1]).name == path.name:
                found.append((_REFERENCE.search(text) is None, one.name, one))
    return min(found)[2] if found else None


def _folder(path: Path) -> str:
    """A folder as a reader knows it: from the working folder where it lies inside."""
    with suppress(OSError, RuntimeError, ValueError):
        inside = path.resolve().relative_to(Path.cwd()).as_posix()
        return "the working folder" if inside == "." else printable(inside)
    return printable(Path(os.path.normpath(path)).as_posix())


def _from(at: Path, path: Path) -> str:
    """A path as the file that names it has to write it."""
    return Path(os.path.relpath(path.resolve(), at.parent.resolve())).as_posix()
