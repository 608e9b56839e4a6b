"""Where tables lie: in the folder of a case, or in one of the user's that comes first."""

import os
from pathlib import Path

from twochairs.errors import NotPossible
from twochairs.scenario.example import HOME, case_folder

FOLDER = "tables"
"""Where a case has its tables."""
VARIABLE = "TWOCHAIRS_TABLES"
"""Environment variable that names a folder of tables to use before the shipped ones."""


def users_folder() -> Path | None:
    """The folder the environment variable names, if it is set.

    Raises
    ------
    NotPossible : where it names no folder
    """
    named = os.environ.get(VARIABLE, "")
    if not named:
        return None
    folder = Path(named)
    if not folder.is_dir():
        hint = f"`twochairs data import KIND FILE --out {named}` makes one; or unset {VARIABLE}"
        raise NotPossible(f"{VARIABLE} names {named}, which is no folder\n  hint: {hint}")
    return folder


def shipped(case: str = HOME) -> Path:
    """The folder of a case's own tables; raises NotPossible where there is no such case."""
    return case_folder(case) / FOLDER


def file_of(name: str, case: str = HOME) -> tuple[Path, bool]:
    """File of a table of a case, and whether it is the user's; raises as `users_folder` and `shipped`."""
    folder = users_folder()
    own = folder / f"{name}.csv" if folder else None
    if own is not None and own.is_file():
        return own, True
    return shipped(case) / f"{name}.csv", False
