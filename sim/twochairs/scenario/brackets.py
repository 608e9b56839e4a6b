"""Brackets that are never closed: a parser notices them only where something else begins."""

import re

_PAIRS = {"]": "[", "}": "{"}
_PART = re.compile(
    r"""(?P<blank>[\s,:\[{]|^)(?:"(?:\\[\s\S]|[^"\\])*"|'(?:''|[^'])*')  # quotes open where a value can begin
    | \s\#[^\r\n]*                                                      # a comment
    | [\[\]{}]""",
    re.VERBOSE,
)


def unclosed(text: str, start: int) -> list[int]:
    """Where brackets open that are closed by none of their kind.

    Parameters
    ----------
    text : of the whole file
    start : of the outermost bracket
    """
    opened: list[int] = []
    lost: list[int] = []
    for at in _brackets(text, start):
        if text[at] not in _PAIRS:
            opened.append(at)
            continue
        while opened and text[opened[-1]] != _PAIRS[text[at]]:
            lost.append(opened.pop())
        if not opened:
            return sorted(lost)
        opened.pop()
        if not opened:
            break
    return sorted([*lost, *opened])


def _brackets(text: str, start: int) -> list[int]:
    """Brackets outside of quotes and comments, from one on."""
    found = []
    at = start
    while match := _PART.search(text, at):
        bracket = text[match.start()] in "[]{}"
        if bracket:
            found.append(match.start())
        at = match.end() if match.end() > match.start() + 1 or not bracket else match.start() + 1
    return found
