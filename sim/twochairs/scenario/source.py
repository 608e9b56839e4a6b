"""Where a scenario or an experiment is read from: a file, text, or plain data."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.scenario.given import path_of
from twochairs.scenario.read import MAX_BYTES, MAX_DEPTH, MAX_NODES, read_file, read_text
from twochairs.scenario.tree import Node, told
from twochairs.scenario.wording import found, printable, shortened

SCENARIO, EXPERIMENT = "scenario", "experiment"
"""Kinds of what is read."""
PROJECT_MARKERS = (".git", "pyproject.toml", "twochairs.toml")


@dataclass(frozen=True)
class Source:
    """What a scenario or an experiment is read from.

    Attributes
    ----------
    path : of the file; for text and data one in the working folder, from where the paths in them lead
    project : the folder nothing may be read outside of
    shown : the name a user knows it by
    read : its tree; gets a list for what the rest can be read beside, and raises as `read_file`
    """

    path: Path
    project: Path
    shown: str
    read: Callable[[list[Problem]], Node]


def source_of(given: Any, kind: str = SCENARIO) -> Source:
    """What to read: a mapping is plain data, a text of several lines is YAML, anything else the path of a file.

    Raises
    ------
    NotPossible : where it is none of these
    InvalidInput : where no file can have that path, or the text is too long
    """
    if isinstance(given, Source):
        return given
    where = Path(f"{kind}.yaml")
    here = project_of(where)
    if isinstance(given, Mapping):
        shown = f"the {kind}'s data"
        return Source(where, here, shown, partial(_of_data, given, shown))
    if isinstance(given, str) and ("\n" in given or given.lstrip().startswith("{")):
        shown = f"the {kind}'s text"
        return Source(where, here, shown, partial(_of_text, given, shown))
    path = given if isinstance(given, Path) else path_of(kind, given)
    try:
        shown, project = shown_name(path), project_of(path)
    except (OSError, RuntimeError, ValueError):
        problem = Problem(None, "it is no path of a file; check the path")
        raise InvalidInput(printable(str(path)), [problem], "read") from None
    return Source(path, project, shown, partial(read_file, path, shown))


def project_of(path: Path) -> Path:
    """The folder nothing may be read outside of: the nearest with a marker, else the file's own."""
    folder = path.resolve().parent
    for candidate in (folder, *folder.parents):
        if any((candidate / marker).exists() for marker in PROJECT_MARKERS):
            return candidate
    return folder


def shown_name(path: Path) -> str:
    """A file's path as a reader knows it: from the working folder where it lies inside."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _of_text(text: str, shown: str, problems: list[Problem]) -> Node:
    if len(text) > MAX_BYTES:
        raise InvalidInput(shown, [Problem(None, f"it has more than {MAX_BYTES:,} characters")], "read")
    return read_text(text, shown, problems)


def _of_data(data: Mapping[Any, Any], shown: str, problems: list[Problem]) -> Node:
    """The tree of plain data, each place a dotted path; what is no plain data is reported."""
    if not data:
        raise InvalidInput(shown, [Problem(None, "it is empty")], "read")
    return _Data(shown, problems).node(data, ())


class _Data:
    """Builds the tree of plain data."""

    def __init__(self, shown: str, problems: list[Problem]) -> None:
        self.shown, self.problems, self.count = shown, problems, 0

    def node(self, value: Any, path: tuple[str | int, ...]) -> Node:
        self.count += 1
        place = Place(self.shown, self.count, 1, _dotted(path))
        if len(path) >= MAX_DEPTH or self.count > MAX_NODES:
            text = f"it holds more than {MAX_NODES:,} values, or is nested more than {MAX_DEPTH} levels deep"
            raise InvalidInput(self.shown, told([*self.problems, Problem(None, text)]), "read")
        if isinstance(value, Mapping):
            children = {key: self.node(value[key], (*path, key)) for key in self._keys(value, place)}
            return Node(children, place, place, self.shown)
        if isinstance(value, list | tuple):
            return Node([self.node(one, (*path, at)) for at, one in enumerate(value)], place, place, self.shown)
        return self._scalar(value, place)

    def _keys(self, value: Mapping[Any, Any], place: Place) -> list[str]:
        """Keys that are names; others are reported."""
        names = [key for key in value if isinstance(key, str) and key]
        wrong = [key for key in value if not isinstance(key, str) or not key]
        self.problems += [Problem(place, f"the key {shortened(repr(key))} must be a name") for key in wrong]
        return names

    def _scalar(self, value: Any, place: Place) -> Node:
        plain = value.item() if callable(getattr(value, "item", None)) and getattr(value, "ndim", 1) == 0 else value
        if not (plain is None or isinstance(plain, bool | int | float | str)):
            text = f"is {shortened(repr(value))}; data is text, numbers, true or false, None, lists and mappings"
            return self._guess(place, text)
        if isinstance(plain, float) and not math.isfinite(plain):
            return self._guess(place, f"is {found(plain)}; it must be a finite number")
        return Node(plain, place, place, self.shown)

    def _guess(self, place: Place, text: str) -> Node:
        self.problems.append(Problem(place, text))
        return Node(0.0, place, place, self.shown, guess=True)


def _dotted(path: tuple[str | int, ...]) -> str:
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f"{'.' if text else ''}{printable(step)}"
    return text
