"""YAML 1.2 text to a tree with places: data only, limits counted before anything is expanded."""

import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from sim.errors import InvalidInput, Place, Problem
from sim.scenario.tree import Node

MAX_BYTES = 1_000_000
MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_NUMBER_LENGTH = 64

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def read_file(path: Path, shown: str) -> Node:
    """The tree of a YAML file.

    Parameters
    ----------
    path : of the file
    shown : the name a user knows it by, used in places and errors

    Raises
    ------
    InvalidInput : where it cannot be read, is not UTF-8 YAML 1.2, or is over a limit
    """
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else str(error.strerror).lower()
        raise InvalidInput(shown, [Problem(None, f"{reason}; check the path")], "read") from None
    if size > MAX_BYTES:
        text = f"it has {size:,} bytes; a scenario file may have {MAX_BYTES:,}"
        raise InvalidInput(shown, [Problem(None, text)], "read")
    return read_text(_decoded(raw, shown), shown)


def read_text(text: str, shown: str) -> Node:
    """The tree of YAML text; raises as `read_file`."""
    return _Builder(shown).build(text)


def _decoded(raw: bytes, shown: str) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InvalidInput(shown, [Problem(None, "it is UTF-16; save it as UTF-8")], "read")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        text = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise InvalidInput(shown, [Problem(Place(shown, line, column), text)], "read") from None


class _Builder:
    """Builds the tree from parser events, without recursion, collecting every problem of form."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.count = 0

    def build(self, text: str) -> Node:
        root: Node | None = None
        try:
            root = self._document(text)
        except RecursionError:
            self._stop(Place(self.shown, 1, 1), f"it is nested too deeply; {MAX_DEPTH} levels are allowed")
        except ReaderError as error:
            before = text[: error.position]
            place = Place(self.shown, before.count("\n") + 1, error.position - before.rfind("\n"))
            character = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or " ")
            self._stop(place, f"the character U+{character:04X} is not allowed in YAML")
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(self.shown, mark.line + 1, mark.column + 1) if mark else Place(self.shown, 1, 1)
            self._stop(place, _syntax_text(error))
        except (YAMLError, ValueError) as error:
            self._stop(Place(self.shown, 1, 1), f"it is not YAML: {str(error).splitlines()[0]}")
        if self.problems:
            raise InvalidInput(self.shown, self.problems, "read")
        if root is None or not isinstance(root.value, dict):
            found = "empty" if root is None or root.value is None else "not a mapping of keys to values"
            raise InvalidInput(self.shown, [Problem(Place(self.shown, 1, 1), f"the file is {found}")], "read")
        return root

    def _stop(self, place: Place, text: str) -> None:
        self.problems.append(Problem(place, text))
        raise InvalidInput(self.shown, self.problems, "read") from None

    def _document(self, text: str) -> Node | None:
        stack: list[_Open] = []
        root: Node | None = None
        documents = 0
        for event in YAML(typ="safe", pure=True).parse(text):
            place = Place(self.shown, event.start_mark.line + 1, event.start_mark.column + 1)
            node: Node | None = None
            size = 1
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(place, "a second document starts here; a file holds one")
                continue
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                self._check_tag(event, place)
                if len(stack) >= MAX_DEPTH:
                    self._stop(place, f"it is nested too deeply; {MAX_DEPTH} levels are allowed")
                stack.append(_Open(event, place))
                continue
            if isinstance(event, MappingEndEvent | SequenceEndEvent):
                done = stack.pop()
                node, size, anchor = done.node(), done.size, done.anchor
            elif isinstance(event, ScalarEvent):
                self._check_tag(event, place)
                key = bool(stack) and stack[-1].wants_key()
                node, anchor = Node(self._scalar(event, place, key), place, None, self.shown), event.anchor
            elif isinstance(event, AliasEvent):
                if event.anchor not in self.anchors:
                    self._stop(place, f"*{event.anchor} refers to nothing that stands before it")
                node, size = self.anchors[event.anchor]
                anchor = None
            else:
                continue
            self.count += size
            if self.count > MAX_NODES:
                self._stop(place, f"with its aliases it holds more than {MAX_NODES:,} values")
            if anchor:
                self.anchors[anchor] = (node, size)
            if not stack:
                root = node
            else:
                self._add(stack[-1], node, size, place)
        return root

    def _check_tag(self, event: Any, place: Place) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None and not (isinstance(event, ScalarEvent) and str(tag) == "!"):
            self.problems.append(Problem(place, f"the tag {tag} is not allowed; a file holds plain data"))

    def _add(self, parent: "_Open", node: Node, size: int, place: Place) -> None:
        parent.size += size
        if isinstance(parent.event, SequenceStartEvent):
            parent.items.append(node)
            return
        if parent.key is None:
            if not isinstance(node.value, str):
                self.problems.append(Problem(place, "a key must be a name"))
            elif node.value == "<<":
                self.problems.append(Problem(place, "merge keys (<<) are not part of YAML 1.2; use extends"))
            parent.key, parent.key_place = str(node.value), place
            return
        if parent.key in parent.children:
            first = parent.children[parent.key].key_place
            line = f" (first on line {first.line})" if first else ""
            self.problems.append(Problem(parent.key_place, f"the key {parent.key!r} stands here a second time{line}"))
        else:
            parent.children[parent.key] = Node(node.value, node.place, parent.key_place, self.shown)
        parent.key = None

    def _scalar(self, event: ScalarEvent, place: Place, key: bool) -> Any:
        text: str = event.value
        if key or not event.implicit[0]:
            return text
        if text in _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        if _NOT_FINITE.match(text):
            self.problems.append(Problem(place, f"{text} is not a finite number"))
            return 0.0
        whole, real = _INT.match(text), _FLOAT.match(text)
        if (whole or real) and len(text) > MAX_NUMBER_LENGTH:
            limit = f"a number may have {MAX_NUMBER_LENGTH}"
            self.problems.append(Problem(place, f"this number has {len(text):,} characters; {limit}"))
            return 0
        if whole:
            return int(text)
        if real:
            return self._finite(float(text), text, place)
        return text

    def _finite(self, number: float, text: str, place: Place) -> float:
        if number in (float("inf"), float("-inf")):
            self.problems.append(Problem(place, f"{text} is too large for a number"))
            return 0.0
        return number


class _Open:
    """A mapping or list that is still being read."""

    def __init__(self, event: Any, place: Place) -> None:
        self.event, self.place = event, place
        self.anchor: str | None = event.anchor
        self.children: dict[str, Node] = {}
        self.items: list[Node] = []
        self.key: str | None = None
        self.key_place: Place | None = None
        self.size = 1

    def wants_key(self) -> bool:
        return isinstance(self.event, MappingStartEvent) and self.key is None

    def node(self) -> Node:
        value = self.items if isinstance(self.event, SequenceStartEvent) else self.children
        return Node(value, self.place, None, self.place.file)


def _syntax_text(error: MarkedYAMLError) -> str:
    problem = str(error.problem or error.context or "it is not YAML")
    if "'\\t'" in problem:
        return "a tab cannot be used here; indent with spaces"
    return f"it is not YAML: {problem}"
