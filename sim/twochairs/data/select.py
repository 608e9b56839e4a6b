"""Some rows of a table: those of a country and of years."""

from twochairs.data.catalogue import declaration, rows
from twochairs.data.reading import Row
from twochairs.errors import NotPossible
from twochairs.scenario.example import HOME
from twochairs.scenario.wording import found, unknown


def selected(
    name: str, country: str | None = None, first: int | None = None, last: int | None = None, case: str = HOME
) -> list[Row]:
    """Rows of a table.

    Parameters
    ----------
    name : of the table
    country : code of the only country wanted
    first, last : years wanted, inclusive; a row that spans a period is in where it overlaps them
    case : whose table

    Raises
    ------
    NotPossible : where there is no such table or country in it, or no row is left
    """
    there = rows(name, case)
    return [there[place] for place in places(name, country, first, last, case)]


def places(
    name: str, country: str | None = None, first: int | None = None, last: int | None = None, case: str = HOME
) -> list[int]:
    """Numbers of those rows, from 0; takes and raises what `selected` does."""
    table, there = declaration(name), rows(name, case)
    if country is not None:
        _check_country(name, there, country)
    begin, end = table.when[0], table.when[-1]
    left = [
        place
        for place, row in enumerate(there)
        if country in (None, row.get("country"))
        and _year(row[end]) >= (first or 0)
        and _year(row[begin]) <= (last or 9999)
    ]
    if not left:
        raise NotPossible(f"{name} has no row of these years\n  hint: {_covered(name, case)}")
    return left


def _check_country(name: str, all_rows: list[Row], country: str) -> None:
    if "country" not in declaration(name).names:
        raise NotPossible(f"{name} has no countries\n  hint: leave --country out")
    there = sorted({row["country"] for row in all_rows})
    if country not in there:
        hint = f"{name} has {', '.join(there)}"
        raise NotPossible(f"country {found(country)} {unknown(str(country), there)}\n  hint: {hint}")


def _covered(name: str, case: str) -> str:
    years = [_year(row[when]) for row in rows(name, case) for when in declaration(name).when]
    return f"it covers {min(years)} to {max(years)}; some countries less"


def _year(cell: str) -> int:
    return int(cell[:4])
