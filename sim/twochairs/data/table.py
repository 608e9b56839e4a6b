"""What a table of observed figures is, and the columns that many of them share."""

from dataclasses import dataclass
from typing import Literal

from twochairs.data.column import Column


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    name : of the table and its file
    what : what it holds, in a line
    unit : of its figures; empty where they have none
    columns : in the order of the file
    key : columns that tell rows apart
    when : column of the year, month or day of a row; two where it spans a period
    note : what to know before using it
    """

    name: str
    what: str
    unit: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    when: tuple[str, ...]
    note: str = ""

    @property
    def names(self) -> list[str]:
        """Of the columns."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column of a name."""
        return next(column for column in self.columns if column.name == name)


COUNTRY = Column("country", "country", "ISO 3166 code; XKX for Kosovo")
YEAR = Column("year", "year", "calendar year")
SOURCE = Column("source", "text", "key of the source")
NOTE = Column("note", "text", "what to know of the row", optional=True)
COLLECTION = Column("collection", "whole", "1 is what shipped scores were made on; 2 was compiled later", 1, 2)


def yearly(name: str, what: str, unit: str, meaning: str, low: float, high: float, note: str = "") -> Table:
    """One figure a country and year."""
    value = Column("value", "number", meaning, low, high, unit=unit)
    return Table(name, what, unit, (COUNTRY, YEAR, value, SOURCE), ("country", "year"), ("year",), note)


def share(name: str, meaning: str) -> Column:
    """A column of a share."""
    return Column(name, "number", meaning, 0.0, 1.0)


def period(kind: Literal["year", "month"], what: str) -> tuple[Column, Column]:
    """The first and the last year or month of a row."""
    return Column("period_start", kind, f"first {kind} {what}"), Column("period_end", kind, f"last {kind} {what}")
