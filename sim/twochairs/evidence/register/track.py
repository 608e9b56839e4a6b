"""The track record of registers: the shipped one of every case, or one of the user's."""

from pathlib import Path

from twochairs.evidence.register.entry import entries
from twochairs.evidence.register.scored import Fared, fared
from twochairs.evidence.register.told import summary
from twochairs.scenario.example import REGISTER, case_folder, cases


def track_record(register: Path | None = None) -> list[Fared]:
    """How every entry fared by now.

    Parameters
    ----------
    register : folder; those of all shipped cases where None

    Raises
    ------
    NotPossible : where there is no such folder
    InvalidInput : where an entry was edited, or a table of the user's is not sound
    """
    there = [folder for case in cases() if (folder := case_folder(case) / REGISTER).is_dir()]
    folders = there if register is None else [register]
    return [one for folder in folders for entry in entries(folder) for one in fared(entry)]


def shipped_track_record() -> str:
    """The shipped register in a sentence, whichever way it goes."""
    return f"Register of forecasts: {summary(track_record())}"
