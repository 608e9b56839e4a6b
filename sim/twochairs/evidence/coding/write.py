"""The coded timeline as a scenario file."""

from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from twochairs.errors import CannotWrite
from twochairs.evidence.coding.coding import tables, timeline_items
from twochairs.evidence.coding.tables import Tables
from twochairs.scenario.example import HOME, case_folder
from twochairs.scenario.schema import FORMAT

_HEAD = """\
# Written by `python -m twochairs.evidence.coding{}` from the tables in coding/; not edited by hand.
"""
_WIDTH = 110


def text_of(case: str = HOME, coded: Tables | None = None) -> str:
    """The text of the file of a case; the same for the same tables."""
    coded = coded or tables(case)
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None
    yaml.width = _WIDTH
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    text = StringIO()
    head = {"twochairs": FORMAT, "title": coded.about.title, "extends": coded.about.base}
    yaml.dump(head | {"timeline": timeline_items(coded)}, text)
    told = _HEAD.format("" if case == HOME else f" {case}")
    return told + "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def write(case: str = HOME, folder: Path | None = None) -> Path:
    """Write the file of a case into a folder, that of the case where none is given.

    Raises
    ------
    NotPossible : where there is no such case
    InvalidInput : where its tables are not sound
    CannotWrite : where it cannot be written
    """
    path = (folder or case_folder(case)) / tables(case).about.file
    try:
        path.write_text(text_of(case), "utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(path, reason, "is the folder there, and yours to write?") from None
    return path
