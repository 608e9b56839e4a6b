"""Which rows of the tables the shipped scores of acts were made on."""

from twochairs.data.catalogue import rows
from twochairs.data.reading import Row


def scored(table: str) -> list[Row]:
    """Rows of the first collection of a table; what was compiled later would change the shipped scores."""
    return [row for row in rows(table) if row["collection"] == "1"]
