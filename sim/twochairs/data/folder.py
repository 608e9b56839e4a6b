"""Where tables lie: in the package, or in a folder of the user's that comes first."""

import os
from pathlib import Path

from twochairs.errors import NotPossible

SHIPPED = Path(__file__).parent / "tables"
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


def file_of(name: str) -> tuple[Path, bool]:
    """File of a table, and whether it is the user's; raises as `users_folder`."""
    folder = users_folder()
    own = folder / f"{name}.csv" if folder else None
    if own is not None and own.is_file():
        return own, True
    return SHIPPED / f"{name}.csv", False
