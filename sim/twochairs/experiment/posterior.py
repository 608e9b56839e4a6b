"""The table of equally likely sets of the rules' constants, as a calibration left it."""

from functools import lru_cache
from pathlib import Path

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.experiment.factor import kind_of
from twochairs.experiment.schema import Value
from twochairs.experiment.table import Table, read_table
from twochairs.scenario.tree import told
from twochairs.scenario.wording import found, unknown
from twochairs.world import parameters
from twochairs.world.parameters import PARAMETERS

TABLE = Path(parameters.__file__).with_name("posterior.csv")
DRAW = "draw"
"""Column that numbers the rows."""


def posterior(path: Path = TABLE) -> tuple[dict[str, float], ...]:
    """The rows of a table of draws, each parameter name to value.

    Parameters
    ----------
    path : of a CSV file with a column `draw` and one for each parameter that was calibrated, whichever these are

    Raises
    ------
    InvalidInput : with every problem: a column that is no parameter, a value that is no number or out of range
    """
    return tuple(map(dict, _rows(path, path.stat().st_mtime_ns if path.exists() else 0)))


@lru_cache(4)
def _rows(path: Path, changed: int) -> tuple[dict[str, float], ...]:
    """Rows of a file; `changed`, its time of change, tells a new one from the one read before."""
    table = read_table(path, path.name)
    problems = [problem for name in table.columns for problem in _of_column(name, table)]
    problems += _missing(table, path.name)
    if problems:
        raise InvalidInput(path.name, told(problems), "used")
    names = [name for name in table.columns if name != DRAW]
    rows = zip(*(table.columns[name] for name in names), strict=True)
    return tuple(dict(zip(names, map(float, row), strict=True)) for row in rows)


def _missing(table: Table, shown: str) -> list[Problem]:
    start = Place(shown, 1, 1)
    problems = [] if DRAW in table.columns else [Problem(start, f"the column {DRAW} is missing: a number for each row")]
    if not set(table.columns) - {DRAW}:
        problems.append(Problem(start, "it has no parameter; each column but the first is one"))
    return problems


def _of_column(name: str, table: Table) -> list[Problem]:
    if name == DRAW:
        return []
    if name not in PARAMETERS:
        return [Problem(table.header[name], f"the column {found(name)} {unknown(name, [DRAW, *PARAMETERS])}")]
    pairs = zip(table.columns[name], table.places[name], strict=True)
    return [Problem(place, text) for value, place in pairs if (text := _wrong(name, value))]


def _wrong(name: str, value: Value) -> str:
    """What is wrong with a parameter's value, or ""."""
    declared = PARAMETERS[name]
    if isinstance(value, bool | str):
        return f"{name} is {found(value)}, which is {kind_of(value)}; it must be a number"
    if not declared.low <= value <= declared.high:
        return f"{name} is {value:g}; it must be between {declared.low:g} and {declared.high:g}"
    return ""
