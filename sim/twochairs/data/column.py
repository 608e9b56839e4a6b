"""What a column of a table holds, and what is wrong with a cell of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from twochairs.scenario.calendar import A_MONTH, is_month
from twochairs.scenario.read import number
from twochairs.scenario.wording import found, unknown, within
from twochairs.world.quantity import NO_BOUND

Kind = Literal["text", "country", "year", "month", "day", "whole", "number"]
FIRST_YEAR, LAST_YEAR = 1900, 2100
_COUNTRY = re.compile(r"[A-Z]{3}\Z")
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?\Z")
_YEAR = re.compile(r"[0-9]{4}\Z")
_WHOLE = re.compile(r"-?[0-9]{1,15}\Z")
_NUMERIC = ("year", "whole", "number")


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    name, meaning : as a reader sees them
    kind : text; country (ISO 3166 code of three letters); year; month (2022-05); day (2022-05-25, or its month where
        the day is not known); whole (number); number
    low, high : bounds of a number, inclusive
    options : the texts that are allowed; none where any is
    optional : whether a cell may be empty
    unit : of a number; empty where it has none
    """

    name: str
    kind: Kind
    meaning: str
    low: float = -NO_BOUND
    high: float = NO_BOUND
    options: tuple[str, ...] = ()
    optional: bool = False
    unit: str = ""

    def wrong(self, cell: str) -> str | None:
        """What is wrong with a cell, or None where it is sound."""
        if not cell:
            return None if self.optional else "is empty"
        if self.options and cell not in self.options:
            return f"{found(cell)} {unknown(cell, self.options)}"
        text = _WRONG[self.kind](cell)
        if text is None and self.kind in _NUMERIC and not self.low <= float(cell) <= self.high:
            text = within(self.low, self.high)
        return f"is {found(cell)}; {text}" if text else None

    @property
    def dtype(self) -> str:
        """The type of a pandas column that holds it."""
        if self.kind == "number":
            return "float64"
        if self.kind in ("year", "whole"):
            return "Int64" if self.optional else "int64"
        return "object"


def _text(cell: str) -> str | None:
    return None


def _country(cell: str) -> str | None:
    return None if _COUNTRY.match(cell) else "it must be a country's code of three capitals, such as SRB"


def _year(cell: str) -> str | None:
    fine = _YEAR.match(cell) and FIRST_YEAR <= int(cell) <= LAST_YEAR
    return None if fine else f"it must be a year from {FIRST_YEAR} to {LAST_YEAR}"


def _month(cell: str) -> str | None:
    return None if is_month(cell) else A_MONTH


def _day(cell: str) -> str | None:
    return None if _DAY.match(cell) else "it must be a day such as 2022-05-25, or a month such as 2022-05"


def _whole(cell: str) -> str | None:
    return None if _WHOLE.match(cell) else "it must be a whole number"


def _number(cell: str) -> str | None:
    try:
        return "it must be a number" if number(cell) is None else None
    except ValueError:
        return "it must be a finite number"


_WRONG: dict[str, Callable[[str], str | None]] = {
    "text": _text,
    "country": _country,
    "year": _year,
    "month": _month,
    "day": _day,
    "whole": _whole,
    "number": _number,
}
