"""The register of forecasts, in Python."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.errors import NotPossible
from twochairs.scenario.given import path_of, whole

if TYPE_CHECKING:
    from twochairs.evidence.register.entry import Entry
    from twochairs.evidence.register.scored import Fared

__all__ = ["make", "score"]


def make(
    scenario: Path | str,
    until: int,
    since: int | None = None,
    register: Path | str | None = None,
    seed: int = 2026,
) -> "tuple[Path, Entry]":
    """Forecast what will be published, into a file that is never edited.

    UN ideal points, declared rates, roll calls at given supports of the world, joining sanctions: as the scenario has
    it, under the shipped constants, with what they leave open.

    Parameters
    ----------
    scenario : file
    until : last year that is forecast
    since : first year; this year where None
    register : folder; `forecasts` beside the scenario where None
    seed : of the runs' chance

    Returns
    -------
    path of the table, and the entry

    Raises
    ------
    InvalidInput : with every problem of the scenario
    NotPossible : where it does not run through these years, or a number is out of range
    CannotWrite : where the disk does not take it
    """
    from twochairs.evidence.calibration.paths import base_of
    from twochairs.evidence.register.ahead import entry_ahead
    from twochairs.scenario.example import REGISTER

    file, today = path_of("scenario", scenario), datetime.now(UTC).date()
    since = today.year if since is None else whole("since", since, 1900, 2100)
    until, seed = whole("until", until, 1900, 2100), whole("seed", seed, 0, 2**63 - 1)
    entry = entry_ahead(base_of(file), _case_of(file), since, until, today.isoformat(), seed)
    folder = file.parent / REGISTER if register is None else path_of("register", register)
    entry = entry.numbered(folder)
    return entry.write(folder), entry


def score(register: Path | str | None = None) -> "list[Fared]":
    """Score every entry by what was published since, beside naive forecasts.

    Parameters
    ----------
    register : folder; those of all shipped cases where None

    Raises
    ------
    NotPossible : where there is no such folder
    InvalidInput : where an entry was edited, or a table of the user's is not sound
    """
    from twochairs.evidence.register.track import track_record

    return track_record(None if register is None else path_of("register", register))


def blind(case: str, register: Path | str | None = None) -> "tuple[Path, Entry, list[Fared]]":
    """`twochairs hindcast --case`: forecasts of a case that nothing was fitted to, kept once, and how they fared.

    Parameters
    ----------
    case : name of a shipped one, or the path of a folder
    register : folder; `forecasts` in the case's where None

    Returns
    -------
    path of the table that holds them, the entry there, and how it fared; the same forecasts made again are not written

    Raises
    ------
    InvalidInput, NotPossible, CannotWrite : as `make`
    """
    from twochairs.evidence.register.blind import blind_entry
    from twochairs.evidence.register.entry import entries
    from twochairs.evidence.register.scored import fared
    from twochairs.scenario.example import REGISTER, case_folder

    folder = case_folder(case) / REGISTER if register is None else path_of("register", register)
    entry = blind_entry(case, datetime.now(UTC).date().isoformat())
    kept = entries(folder) if folder.is_dir() else []
    same = next((one for one in kept if one.forecasts == entry.forecasts), None)
    if same is None:
        entry = entry.numbered(folder)
    path = entry.write(folder) if same is None else folder / f"{same.basis.name}.csv"
    return path, same or entry, fared(same or entry)


def _case_of(file: Path) -> str:
    """The case whose record a scenario is held against."""
    from twochairs.scenario.example import BASE, case_with

    case = case_with(file)
    if case is None:
        hint = f"a case is a folder with {BASE} and tables/, such as scenarios/balkans"
        raise NotPossible(f"{file} does not lie in the folder of a case\n  hint: {hint}")
    return case
