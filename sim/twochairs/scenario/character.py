"""Where a character of a text stands in its file, however the file writes the text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from twochairs.errors import Place
from twochairs.scenario.tree import Node

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_HEADER = re.compile(r"[|>][^\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")
_DOUBLE = re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|\r\n|[\s\S])|\S")
_SINGLE = re.compile(r"''|\S")
_OTHER = re.compile(r"\S")
_CODES = "xuU"
_BLANKS = "tnvfrNLP_ \t\r\n"
"""What after a backslash stands for a blank, or for nothing."""


def place_of_character(node: Node, at: int) -> Place:
    """Where in its file the character of a text stands; past the end, where the text ends.

    Parameters
    ----------
    node : of the text
    at : number of the character, from 0
    """
    if node.written is None:
        return node.place
    offset = _offset(str(node.value), node.written, at)
    breaks = list(_BREAK.finditer(node.written, 0, offset))
    if not breaks:
        return replace(node.place, column=node.place.column + offset)
    return replace(node.place, line=node.place.line + len(breaks), column=offset - breaks[-1].end() + 1)


def _offset(value: str, written: str, at: int) -> int:
    """Characters of what is written that stand before one of the value; those that show are in the same order."""
    before = value[:at]
    count = sum(not one.isspace() for one in before)
    shown = list(_shown(written))
    if at < len(value) and not value[at].isspace() and count + 1 < len(shown):
        return shown[count + 1][0]
    end = shown[min(count, len(shown) - 1)][1]
    blank = before[len(before.rstrip()) :].split("\n")[0]
    return end + len(blank) if written.startswith(blank, end) else end


def _shown(written: str) -> Iterator[tuple[int, int]]:
    """Where the text begins, then where each character that shows begins and ends, an escape as one."""
    properties = _PROPERTIES.match(written)
    begin = properties.end() if properties else 0
    style = written[begin : begin + 1]
    header = _HEADER.match(written, begin)
    begin = header.end() if header else begin + (style in ("'", '"'))
    yield begin, begin
    pattern = {'"': _DOUBLE, "'": _SINGLE}.get(style, _OTHER)
    for match in pattern.finditer(written, begin):
        if not (len(match[0]) > 1 and match[0][0] == "\\" and _is_blank(match[0][1:])):
            yield match.span()


def _is_blank(escape: str) -> bool:
    """Whether what follows a backslash stands for a blank."""
    code = escape[1:] if escape[0] in _CODES else ""
    return chr(int(code, 16)).isspace() if code else escape[0] in _BLANKS
