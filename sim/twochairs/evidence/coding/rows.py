"""Lines of a CSV table, each with its place."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.scenario.read import file_text
from twochairs.scenario.wording import found


@dataclass(frozen=True)
class Row:
    """Cells of a line by column, and where the line stands."""

    place: Place
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(self, text: str) -> Problem:
        """Something wrong with this line."""
        return Problem(self.place, text)


def read_rows(folder: Path, name: str, columns: tuple[str, ...], problems: list[Problem]) -> list[Row]:
    """The sound lines of a table; what is wrong with the others is added to the problems."""
    try:
        text = file_text(folder / name, name)
    except InvalidInput as error:
        problems += [Problem(Place(name, 1, 1), problem.text) for problem in error.problems]
        return []
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        if tuple(next(reader, [])) != columns:
            problems.append(Problem(Place(name, 1, 1), f"the first line must be {','.join(columns)}"))
            return []
        for cells in reader:
            place = Place(name, reader.line_num, 1)
            if len(cells) == len(columns):
                row = Row(place, dict(zip(columns, cells, strict=True)))
                problems += [row.problem(text) for text in _untidy(row)]
                rows.append(row)
            else:
                problems.append(Problem(place, f"it has {len(cells)} cells; {len(columns)} are needed"))
    except csv.Error as error:
        problems.append(Problem(Place(name, reader.line_num, 1), f"it is not CSV: {error}"))
    return rows


def _untidy(row: Row) -> list[str]:
    return [f"{column} is {found(cell)}; it must not begin or end with a space" for column, cell in row.cells.items()
            if cell != cell.strip()]  # fmt: skip
