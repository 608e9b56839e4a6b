"""What was discovered, as its answer's tables have it, for figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twochairs.errors import NothingToShow
from twochairs.filenames import file_names

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.results.answers import Answer
    from twochairs.results.result import Result


@dataclass(frozen=True)
class Boxed:
    """A box of an answer.

    Attributes
    ----------
    answer : that has it
    question : what its outcome is called
    number : of the box, from 1
    """

    answer: "Answer"
    question: str
    number: int

    def rows(self, table: str) -> "pd.DataFrame":
        """Its rows of a table, none where there is none."""
        frame = self.answer.table(table)
        return frame[(frame["question"] == self.question) & (frame["box"] == self.number)]


def boxes(result: "Result", kind: str) -> Iterator[tuple[str, Boxed]]:
    """Every box of the last answer that is told from chance, and the name of its figure of a kind.

    Raises
    ------
    NothingToShow : where there is none
    """
    answer = result.answer("discover")
    found = answer.table("found") if "found" in answer.tables else None
    told = found[found["told"]] if found is not None else None
    if told is None or not len(told):
        raise NothingToShow(f"{answer.folder} has no box that is told from chance")
    each = [Boxed(answer, str(row.question), int(row.box)) for row in told.itertuples()]
    names = file_names((kind, one.question, str(one.number)) for one in each)
    yield from ((names[kind, one.question, str(one.number)], one) for one in each)
