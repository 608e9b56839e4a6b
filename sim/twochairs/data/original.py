"""What importers share: an original's rows, its bytes, and how one that cannot be used is refused."""

from dataclasses import dataclass
from pathlib import Path

from twochairs.data.reading import Row
from twochairs.errors import InvalidInput, Problem
from twochairs.scenario.tree import told


@dataclass(frozen=True)
class Original:
    """What was read of an original.

    Attributes
    ----------
    rows : of the table, as text, without their source
    notes : what was left out
    """

    rows: list[Row]
    notes: list[str]


def bytes_of(path: Path, shown: str) -> bytes:
    """Content of a file.

    Raises
    ------
    InvalidInput : where it cannot be read
    """
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "it is no path of a file").lower()
        if isinstance(error, FileNotFoundError):
            reason = "there is no such file"
        raise InvalidInput(shown, [Problem(None, f"{reason}; check the path")], "imported") from None


def refuse(shown: str, problems: list[Problem], rows: list[Row], what: str) -> None:
    """Refuse an original with problems or without rows.

    Raises
    ------
    InvalidInput : with every problem
    """
    if not problems and not rows:
        problems = [Problem(None, f"it holds no {what}")]
    if problems:
        raise InvalidInput(shown, told(problems), "imported")
