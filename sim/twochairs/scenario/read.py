"""YAML 1.2 text to a tree with places: data only, limits counted before anything is expanded."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

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

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.scenario.brackets import unclosed
from twochairs.scenario.nearby import meant
from twochairs.scenario.tree import MAX_PROBLEMS, Node, problem_at, told
from twochairs.scenario.wording import found, printable, shortened

MAX_BYTES = 1_000_000
MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_NUMBER_LENGTH = 64

_NO_KEY = ""
"""Key of a value whose key is no name; no name is empty."""

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_FOREIGN_BREAK = re.compile("[\x85\u2028\u2029]")
"""Line ends for the parser but not for an editor: with them the line of a problem would be wrong."""

_IN_WORDS = {
    r"mapping values are not allowed": "a ':' cannot stand here; check indentation, or quote the text",
    r"sequence entries are not allowed": "a list item cannot stand here; give it a line of its own",
    r"mapping keys are not allowed": "'? ' cannot stand here; put the text in quotes",
    r"could not find expected ':'": "this line has no ':' after its key",
    r"expected (<block|'<document)": "this does not fit what stands before it; check indentation and quotes",
    r"expected ',' or '(.)', but got (.*)": r"',' or '\1' is expected here, not \2; is a bracket not closed?",
    r"expected the node content, but found (.*)": r"a value is expected here, not \1",
    r"expected (a comment|chomping)": "only text on the next lines can follow | or >; quote text that starts with one",
    r"found unexpected end of stream": "the quote that opens here is not closed",
    r"found character '\\t'": "a tab cannot stand here; indent with spaces",
    r"found character (.*) that cannot start": r"text cannot start with \1; put it in quotes",
    r"found unknown escape character '(.*)'": r"'\\\1' means nothing in double quotes; use single quotes",
    r"expected alphabetic or numeric character": "a name must follow & or *; quote text that starts with one",
    r"found incompatible YAML document": "only YAML 1.2 is read",
    r"found undefined tag handle (.*)": r"the tag \1 is not allowed; a file holds plain data",
}
"""What the parser says, as a pattern, to what a reader can act on."""

_OPEN_QUOTE = "found unexpected end of stream"
_AT_START = ("could not find expected ':'", _OPEN_QUOTE)
"""Problems that the parser notices far behind the thing that is wrong."""


def read_file(path: Path, shown: str, problems: list[Problem] | None = None) -> Node:
    """The tree of a YAML file.

    Parameters
    ----------
    path : of the file
    shown : the name a user knows it by, used in places and errors
    problems : gets what the rest of the file can be read beside, such as a key that stands twice, where it is given

    Raises
    ------
    InvalidInput : where it cannot be read, is not UTF-8 YAML 1.2, or is over a limit
    """
    return _handed(*_known(file_text(path, shown), shown), problems)


def read_text(text: str, shown: str, problems: list[Problem] | None = None) -> Node:
    """The tree of YAML text; takes and raises what `read_file` does."""
    return _handed(*_read(text, shown), problems)


def _read(text: str, shown: str) -> tuple[Node, list[Problem]]:
    builder = _Builder(shown)
    return builder.build(text), builder.problems


_known = lru_cache(16)(_read)
"""A file is parsed once as long as its text stays: no tree is ever changed, only others made of it."""


def _handed(root: Node, found: list[Problem], problems: list[Problem] | None) -> Node:
    if found and problems is None:
        raise InvalidInput(root.place.file, told(found), "read")
    if problems is not None:
        problems += found
    return root


def file_text(path: Path, shown: str) -> str:
    """The text of a small UTF-8 file; raises as `read_file`."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason, hint = (getattr(error, "strerror", None) or "it is no path of a file").lower(), "check the path"
        if isinstance(error, FileNotFoundError):
            reason, hint = "there is no such file", meant(path)
        raise InvalidInput(shown, [Problem(None, f"{reason}; {hint}")], "read") from None
    if len(raw) > MAX_BYTES:
        text = f"it has more than {MAX_BYTES:,} bytes, which no file of a scenario may have"
        raise InvalidInput(shown, [Problem(None, text)], "read")
    return _decoded(raw, shown)


def number(text: str) -> int | float | None:
    """The number a text stands for, or None where it stands for none.

    Raises
    ------
    ValueError : for a number that is not finite or too long; its text says so
    """
    if _NOT_FINITE.match(text):
        raise ValueError(f"{text} is not a finite number")
    whole = _INT.match(text)
    if not whole and not _FLOAT.match(text):
        return None
    if len(text) > MAX_NUMBER_LENGTH:
        raise ValueError(f"this number has {len(text):,} characters; a number may have {MAX_NUMBER_LENGTH}")
    value = int(text) if whole else float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"{text} is too large for a number")
    return value


def _decoded(raw: bytes, shown: str) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InvalidInput(shown, [Problem(None, "it is UTF-16; save it as UTF-8")], "read")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        text = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise InvalidInput(shown, [Problem(_place_after(before, shown), text)], "read") from None


def _place_after(before: str, shown: str) -> Place:
    return Place(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))


class _Builder:
    """Builds the tree from parser events, without recursion, collecting every problem of form."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.problems: list[Problem] = []
        self.anchors: dict[str, _Done] = {}
        self.count = 0
        self.text = ""
        self.open: list[_Open] = []

    def build(self, text: str) -> Node:
        root: Node | None = None
        self.text = text
        foreign = _FOREIGN_BREAK.search(text)
        if foreign:
            self._stop_at_character(text, foreign.start())
        try:
            root = self._document(text)
        except ReaderError as error:
            self._stop_at_character(text, error.position)
        except MarkedYAMLError as error:
            self._stop_at_brackets(error)
            self._stop(self._place(_mark(error)), _syntax_text(error))
        except (YAMLError, ValueError) as error:
            self._stop(Place(self.shown, 1, 1), f"it is not YAML: {str(error).splitlines()[0]}")
        if root is None or not isinstance(root.value, dict):
            what = "empty" if root is None or root.value is None else "not a mapping of keys to values"
            self._stop(Place(self.shown, 1, 1), f"the file is {what}")
        return root

    def _place(self, mark: Any) -> Place:
        return Place(self.shown, mark.line + 1, mark.column + 1) if mark else Place(self.shown, 1, 1)

    def _stop(self, place: Place, text: str) -> NoReturn:
        raise InvalidInput(self.shown, told([*self.problems, problem_at(place, text)]), "read") from None

    def _stop_at_character(self, text: str, at: int) -> NoReturn:
        self._stop(_place_after(text[:at], self.shown), f"the character U+{ord(text[at]):04X} is not allowed here")

    def _stop_at_brackets(self, error: MarkedYAMLError) -> None:
        """Stop where brackets open that nothing closes; the parser notices it where something else begins."""
        starts = [one.bracket for one in self.open if self.text[one.bracket] in "[{"]
        if not starts or _OPEN_QUOTE in str(error.problem):
            return
        for at in unclosed(self.text, starts[0]):
            text = f"the {self.text[at]!r} that opens here is not closed"
            self.problems.append(problem_at(_place_after(self.text[:at], self.shown), text))
        if self.problems:
            raise InvalidInput(self.shown, told(self.problems), "read") from None

    def _document(self, text: str) -> Node | None:
        stack = self.open
        root: Node | None = None
        documents = 0
        for event in YAML(typ="safe", pure=True).parse(text):
            place = self._place(event.start_mark)
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(place, "a second document starts here; a file holds one")
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                self._check_tag(event, place)
                self._check_depth(len(stack) + 1, place)
                stack.append(_Open(event, place))
            elif isinstance(event, MappingEndEvent | SequenceEndEvent | ScalarEvent | AliasEvent):
                done = self._done(event, stack, place)
                self._count(done.size if isinstance(event, AliasEvent) else 1, place)
                if stack:
                    self._add(stack[-1], done, place)
                else:
                    root = done.node
        return root

    def _done(self, event: Any, stack: list["_Open"], place: Place) -> "_Done":
        """What an event completes: a scalar, an alias's value, or a mapping or list with all it holds."""
        if isinstance(event, AliasEvent):
            if event.anchor not in self.anchors:
                self._stop(place, f"*{printable(event.anchor)} refers to nothing that stands before it")
            done = self.anchors[event.anchor]
            self._check_depth(len(stack) + done.height, place)
            return done
        if isinstance(event, ScalarEvent):
            done = _Done(self._scalar(event, place, bool(stack) and stack[-1].wants_key()), 1, 0)
            anchor = event.anchor
        else:
            closed = stack.pop()
            done, anchor = closed.done(), closed.anchor
        if anchor:
            self.anchors[anchor] = done
        return done

    def _check_depth(self, depth: int, place: Place) -> None:
        if depth > MAX_DEPTH:
            self._stop(place, f"it is nested too deeply; {MAX_DEPTH} levels are allowed")

    def _count(self, size: int, place: Place) -> None:
        self.count += size
        if self.count > MAX_NODES:
            self._stop(place, f"the file holds more than {MAX_NODES:,} values, those that aliases repeat included")

    def _check_tag(self, event: Any, place: Place) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None and not (isinstance(event, ScalarEvent) and str(tag) == "!"):
            shown = printable(shortened(str(tag).replace("tag:yaml.org,2002:", "!!")))
            self._say(place, f"the tag {shown} is not allowed; a file holds plain data")

    def _say(self, place: Place, text: str) -> None:
        self.problems.append(problem_at(place, text))
        if len(self.problems) > MAX_PROBLEMS:
            raise InvalidInput(self.shown, told(self.problems), "read")

    def _add(self, parent: "_Open", done: "_Done", place: Place) -> None:
        parent.size += done.size
        parent.height = max(parent.height, done.height + 1)
        if isinstance(parent.event, SequenceStartEvent):
            parent.items.append(done.node)
        elif parent.key is None:
            parent.key, parent.key_place = self._key(done.node.value, place), place
        elif parent.key == _NO_KEY:
            parent.key = None
        elif parent.key in parent.children:
            first = parent.children[parent.key].key_place
            line = f" (first on line {first.line})" if first and first.line != place.line else ""
            self._say(parent.key_place or place, f"the key {found(parent.key)} stands here a second time{line}")
            parent.key = None
        else:
            parent.children[parent.key] = replace(done.node, key_place=parent.key_place)
            parent.key = None

    def _key(self, value: Any, place: Place) -> str:
        if not isinstance(value, str) or not value:
            self._say(place, "a key must be a name")
            return _NO_KEY
        if value == "<<":
            self._say(place, "merge keys (<<) are not part of YAML 1.2; write the values out")
            return _NO_KEY
        return value

    def _scalar(self, event: ScalarEvent, place: Place, key: bool) -> Node:
        value: Any = event.value
        before = len(self.problems)
        self._check_tag(event, place)
        if not key and event.implicit[0]:
            value = self._plain_value(value, place)
        written = self.text[event.start_mark.index : event.end_mark.index] if isinstance(value, str) else None
        guess = len(self.problems) > before
        return Node(value, place, None, self.shown, value if written == value else written, guess)

    def _plain_value(self, text: str, place: Place) -> Any:
        if text in _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        try:
            value = number(text)
        except ValueError as error:
            self._say(place, str(error))
            return 0.0
        return text if value is None else value


@dataclass(frozen=True)
class _Done:
    """A node that is read whole, the count of values in it and how deep they are nested."""

    node: Node
    size: int
    height: int


class _Open:
    """A mapping or list that is still being read."""

    def __init__(self, event: Any, place: Place) -> None:
        self.event, self.place = event, place
        self.bracket: int = event.end_mark.index - 1
        self.anchor: str | None = event.anchor
        self.children: dict[str, Node] = {}
        self.items: list[Node] = []
        self.key: str | None = None
        self.key_place: Place | None = None
        self.size = 1
        self.height = 1

    def wants_key(self) -> bool:
        return isinstance(self.event, MappingStartEvent) and self.key is None

    def done(self) -> _Done:
        value = self.items if isinstance(self.event, SequenceStartEvent) else self.children
        return _Done(Node(value, self.place, None, self.place.file), self.size, self.height)


def _mark(error: MarkedYAMLError) -> Any:
    early = any(phrase in str(error.problem) for phrase in _AT_START)
    return error.context_mark if early else error.problem_mark or error.context_mark


def _syntax_text(error: MarkedYAMLError) -> str:
    problem = str(error.problem or error.context or "")
    for pattern, words in _IN_WORDS.items():
        match = re.search(pattern, problem)
        if match:
            return printable(match.expand(words).replace("'<stream end>'", "the end"))
    return printable(f"it is not YAML: {problem}")
