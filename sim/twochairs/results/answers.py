"""Answers that verbs of `twochairs.deciding` left in a result's folder, each read no further than its manifest allows.

An answer is a folder `answers/VERB-HASH`: words for people, tables, and a manifest with a checksum of each file, which
also says of which runs it was made. One made of other runs than the folder now holds is no answer of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from twochairs.errors import NoResult, NotPossible
from twochairs.results.csv_tables import csv_table
from twochairs.results.folder import Folder
from twochairs.results.manifest import MANIFEST, MOST_BYTES, Hash, Key, Shown, Text, fitted
from twochairs.results.spreadsheet import plain_cell
from twochairs.scenario.given import known
from twochairs.scenario.schema import Strict
from twochairs.scenario.wording import printable

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.results.result import Result

ANSWERS = "answers"
"""Folder of a result that holds its answers."""
FORMAT = 1
_NAME = re.compile(r"[a-z_]{1,40}-[0-9a-f]{10}")
_AGAIN = "ask again, and it is made anew"

Cells = Annotated[list[Text], Field(max_length=1000)]


class Listed(Strict):
    """Rows of words under a head, as a reader sees them."""

    caption: Text
    head: Cells
    rows: list[Cells] = Field(max_length=10_000)


Words = str | Listed
"""A paragraph, or a short table within the words."""


class AnswerSaid(Strict):
    """What an answer says of itself."""

    format: int = Field(ge=FORMAT, le=FORMAT)
    verb: Key
    of: Hash
    points: int = Field(ge=1)
    asked: dict[str, Any]
    code: Hash
    versions: dict[Key, Shown] = Field(max_length=100)
    words: list[Text | Listed] = Field(max_length=10_000)
    files: dict[Shown, Hash] = Field(max_length=1000)


@dataclass(frozen=True)
class Answer:
    """An answer that is there and whole.

    Attributes
    ----------
    folder : its own
    said : what its manifest says
    """

    folder: Path
    said: AnswerSaid

    def __str__(self) -> str:
        return "\n".join(lines(self.words))

    @property
    def verb(self) -> str:
        """What was asked: "sensitivity" and the like."""
        return self.said.verb

    @property
    def words(self) -> list[Words]:
        """The answer as a reader meets it."""
        return list(self.said.words)

    @property
    def tables(self) -> list[str]:
        """Names of its tables."""
        return [Path(name).stem for name in self.said.files if name.endswith(".csv")]

    def table(self, name: str) -> "pd.DataFrame":
        """One of its tables.

        Raises
        ------
        NotPossible : where there is no such table
        NoResult : where it is no longer what was written
        """
        file = f"{known('table', name, self.tables)}.csv"
        if not self._files.is_sound(file, self.said.files[file]):
            self._files.refuse(f"{file} is damaged")
        frame = csv_table(self._files, file, self._files.text(file), (), ())
        for column in frame.columns[[kind.kind not in "biuf" for kind in frame.dtypes]]:
            frame[column] = frame[column].map(lambda cell: plain_cell(cell) if isinstance(cell, str) else cell)
        return frame

    @cached_property
    def _files(self) -> Folder:
        return Folder(self.folder, _AGAIN)

    def sound(self) -> bool:
        """Whether every file is what was written."""
        return all(self._files.is_sound(name, checksum) for name, checksum in self.said.files.items())


def answers(result: "Result") -> list[Answer]:
    """Every answer of a result that is whole and of the runs that it holds, by name."""
    return [one for one in _there(result) if one.said.of == _hash(result) and one.said.points == len(result.there)]


def answer(result: "Result", verb: str) -> Answer:
    """The last answer of a verb that was written.

    Raises
    ------
    NotPossible : where there is none
    """
    found = [one for one in answers(result) if one.verb == verb]
    if not found:
        there = ", ".join(dict.fromkeys(one.verb for one in answers(result)))
        raise NotPossible(
            f"{result.folder} has no answer of {verb!r}{f'; it has of {there}' if there else ''}\n"
            f"  hint: `twochairs {verb} {result.folder}` makes one"
        )
    return max(found, key=lambda one: (one.folder.joinpath(MANIFEST).stat().st_mtime_ns, one.folder.name))


def damaged_answers(folder: Path) -> list[str]:
    """Answers in a result's folder that are not what was written, a sentence each."""
    found = [path for path in _folders(folder) if answer_in(path) is None]
    return [f"damaged: {ANSWERS}/{path.name}; {_AGAIN}" for path in found]


def answer_in(folder: Path) -> Answer | None:
    """The answer that a folder holds; None where it is not there, or not what was written."""
    files = Folder(folder, _AGAIN)
    try:
        said = fitted(files, MANIFEST, files.json(MANIFEST, MOST_BYTES), AnswerSaid)
    except NoResult:
        return None
    found = Answer(folder, said)
    return found if found.sound() else None


def _there(result: "Result") -> Iterator[Answer]:
    yield from (found for folder in _folders(result.folder) if (found := answer_in(folder)) is not None)


def _folders(folder: Path) -> list[Path]:
    """Folders of a result's folder that are called as answers are, by name; no links."""
    place = folder / ANSWERS
    if place.is_symlink() or not place.is_dir():
        return []
    return sorted(path for path in place.iterdir() if _NAME.fullmatch(path.name) and not path.is_symlink())


def _hash(result: "Result") -> str:
    return str(result.manifest.get(f"{result.manifest['kind']}_hash"))


def lines(words: list[Words]) -> list[str]:
    """Words as lines of a terminal: tables in columns, the first to the left and others to the right; an empty line
    between two paragraphs.
    """
    found: list[str] = []
    for place, one in enumerate(words):
        if place and isinstance(one, str) and isinstance(words[place - 1], str):
            found.append("")
        found += [one] if isinstance(one, str) else _columns(one)
    return found


def _columns(listed: Listed) -> list[str]:
    rows = [listed.head, *listed.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_padded, row, widths, range(len(row)))).rstrip() for row in rows]


def _padded(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)


def markdown(words: list[Words]) -> str:
    """Words as a page of Markdown, with codes instead of characters that a terminal would act on."""
    return "\n\n".join(_plain(one) if isinstance(one, str) else _piped(one) for one in words) + "\n"


def _plain(text: str) -> str:
    return printable(" ".join(text.split()))


def _piped(listed: Listed) -> str:
    rows = [listed.head, ["---"] + ["---:"] * (len(listed.head) - 1), *listed.rows]
    return "\n".join(f"| {' | '.join(_plain(cell).replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
