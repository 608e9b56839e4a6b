"""A CSV file of monthly prices to nodes with places."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.scenario.calendar import A_MONTH, is_month
from twochairs.scenario.read import file_text, number
from twochairs.scenario.tree import Node, told
from twochairs.scenario.wording import found

HEADER = ["month", "usd_per_1000m3"]


def read_series(path: Path, shown: str) -> dict[str, Node]:
    """Prices by month, in the order of the file.

    Parameters
    ----------
    path : of the file
    shown : the name a user knows it by

    Raises
    ------
    InvalidInput : where it cannot be read, or a line is not a month and a price
    """
    rows = csv.reader(StringIO(file_text(path, shown), newline=""))
    problems: list[Problem] = []
    months: dict[str, Node] = {}
    try:
        if [cell.strip() for cell in next(rows, [])] != HEADER:
            problems.append(Problem(Place(shown, 1, 1), f"the first line must be {','.join(HEADER)}"))
        for row in filter(None, rows):
            place = Place(shown, rows.line_num, 1)
            wrong = _wrong(row, months)
            if wrong:
                column, text = wrong
                problems.append(Problem(replace(place, column=column), text))
            else:
                month, price = row
                months[month] = Node(number(price.strip()), replace(place, column=len(month) + 2), place, shown)
    except csv.Error as error:
        problems.append(Problem(Place(shown, rows.line_num, 1), f"it is not CSV: {error}"))
    if problems:
        raise InvalidInput(shown, told(problems), "read")
    return months


def _wrong(row: list[str], before: dict[str, Node]) -> tuple[int, str] | None:
    """Column and text of what is wrong with a line, if anything is."""
    if len(row) != 2:
        return 1, f"{found(','.join(row))} is not a month and a price"
    month, price = row
    if not is_month(month):
        return 1, f"the month is {found(month)}; {A_MONTH}"
    if month in before:
        return 1, f"the month {month} stands here a second time (first on line {before[month].place.line})"
    try:
        value = number(price.strip())
    except ValueError as error:
        return len(month) + 2, str(error)
    return (len(month) + 2, f"the price is {found(price)}; it must be a number") if value is None else None
