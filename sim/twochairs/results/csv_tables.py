"""CSV files of a result folder as tables, their columns and numbers looked over."""

from collections.abc import Collection, Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any

from twochairs.results.folder import Folder
from twochairs.scenario.wording import printable, shortened

if TYPE_CHECKING:
    import pandas as pd

_MOST_COLUMNS = 3000


def csv_table(
    folder: Folder,
    name: str,
    text: str,
    words: Collection[str],
    numbers: Collection[str],
    no_column: Mapping[str, float] | None = None,
    **options: Any,
) -> "pd.DataFrame":
    """A table that has some columns of words and some of numbers, NaN where a number is missing.

    Parameters
    ----------
    name : of the file
    text : its content
    words, numbers : columns that it must have; of others nothing is said
    no_column : columns that may be missing, as in earlier versions, and the number that stands for them
    options : of pandas' reader

    Raises
    ------
    NoResult : where it cannot be read, lacks a column, or has something else than finite numbers where these belong
    """
    import pandas as pd

    head = text.partition("\n")[0]
    if head.count(",") > _MOST_COLUMNS:
        folder.refuse(f"{name} has more than {_MOST_COLUMNS:,} columns")
    try:
        frame = pd.read_csv(StringIO(text), **options)
    except (ValueError, OverflowError, pd.errors.ParserError) as error:
        folder.refuse(f"{name} is not readable as CSV: {shortened(printable(' '.join(str(error).split())))}")
    for column, number in (no_column or {}).items():
        if column in numbers and column not in frame.columns:
            frame[column] = number
    missing = [column for column in (*words, *numbers) if column not in frame.columns]
    if missing:
        folder.refuse(f"{name} lacks the column {missing[0]}")
    for column in numbers:
        if frame[column].dtype.kind not in "iuf" or (frame[column].abs() == float("inf")).any():
            folder.refuse(f"{name} has in {column} what is no finite number")
    return frame
