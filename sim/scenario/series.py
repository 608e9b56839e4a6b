"""A CSV file of monthly prices to nodes with places."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

from sim.errors import InvalidInput, Place, Problem
from sim.scenario.calendar import A_MONTH, is_month
from sim.scenario.read import file_text, number
from sim.scenario.tree import Node, told
from sim.scenario.wording import found

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
            try:
                month, price = _month_and_price(row, months)
            except ValueError as error:
                problems.append(Problem(place, str(error)))
            else:
                months[month] = Node(price, replace(place, column=len(month) + 2), place, shown)
    except csv.Error as error:
        problems.append(Problem(Place(shown, rows.line_num, 1), f"it is not CSV: {error}"))
    if problems:
        raise InvalidInput(shown, told(problems), "read")
    return months


def _month_and_price(row: list[str], before: dict[str, Node]) -> tuple[str, int | float]:
    if len(row) != 2:
        raise ValueError(f"{found(','.join(row))} is not a month and a price")
    month, text = row
    if month in before:
        raise ValueError(
            f"the month {month} stands here a second time (first on line {before[month].place.line})"
        )
    if not is_month(month):
        raise ValueError(f"the month is {found(month)}; {A_MONTH}")
    price = number(text.strip())
    if price is None:
        raise ValueError(f"the price is {found(text)}; it must be a number")
    return month, price
