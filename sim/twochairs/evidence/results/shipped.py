"""Results that are shipped: what calibration and hindcast left, as small tables in the package."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.errors import NoResult

if TYPE_CHECKING:
    import pandas as pd

FOLDER = Path(__file__).parent
TABLES = (
    "constants",
    "terms",
    "paths",
    "noise",
    "skill",
    "skill-by-state",
    "skill-by-horizon",
    "skill-by-origin",
    "forecasts",
    "acts",
    "focus",
    "worst",
    "ablation",
    "recovery",
    "doubled",
)
"""Names of the tables; forecasts are the scores of the simulator's own, without the naive ones."""
ASKED_FOR = {
    "leave-one-out": "hindcast --leave-one-out",
    "bands": "hindcast --bands",
    "joint": "calibrate --joint",
    "joint-constants": "calibrate --joint",
}
"""Those that are made where they are asked for, and what asks: shipped from a folder that has them, else left as they
are."""
OF_A_YEAR = ("constants", "terms", "paths", "noise")
"""Those that a calibration writes with the last year of its record in their names."""

_ALL = "calibrate --check 100 and hindcast --ablation make all"


def shipped(name: str) -> "pd.DataFrame":
    """A table of the shipped results.

    Raises
    ------
    NoResult : where there is none
    """
    import pandas as pd

    path = FOLDER / f"{name}.csv"
    if not path.is_file():
        raise NoResult(path, "there is no such table", "`python -m twochairs.evidence FOLDER` ships a hindcast's")
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def ship(source: Path, target: Path = FOLDER, only: Sequence[str] = ()) -> list[Path]:
    """Copy what a calibration's folder holds.

    Parameters
    ----------
    only : names of tables to copy; all that are due and there unless given

    Raises
    ------
    NoResult : with the first table that is missing
    CannotWrite : where the disk does not take it
    """
    import pandas as pd

    from twochairs.evidence.calibration.stages import write_table

    written = []
    for name in only or (*TABLES, *(one for one in ASKED_FOR if (source / f"{one}.csv").is_file())):
        stem = {"forecasts": "scores"}.get(name, f"{name}-2023" if name in OF_A_YEAR else name)
        path = source / f"{stem}.csv"
        if not path.is_file():
            made = f"{ASKED_FOR[name]} makes it" if name in ASKED_FOR else _ALL
            raise NoResult(source, f"it has no {path.name}", made)
        frame = pd.read_csv(path)
        if name == "forecasts":
            frame = frame[frame.forecast.isin(("conditional", "unconditional"))]
        write_table(target / f"{name}.csv", frame)  # as it was: what is rounded twice may be a digit off
        written.append(target / f"{name}.csv")
    return written
