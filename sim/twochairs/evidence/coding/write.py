"""The coded timeline as a scenario file."""

from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from twochairs.errors import CannotWrite
from twochairs.evidence.coding.coding import timeline_items
from twochairs.evidence.coding.region import BASE, case_folder
from twochairs.evidence.coding.tables import Tables
from twochairs.scenario.schema import FORMAT

FILE = "hindcast-events.yaml"
_HEAD = """\
# Written by `python -m twochairs.evidence.coding` from the tables beside that module; not edited by hand.
"""
_TITLE = "Governments and events from 2006 to 2023, coded by a written rule"
_WIDTH = 110


def text_of(coded: Tables | None = None) -> str:
    """The text of the file; the same for the same tables."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None
    yaml.width = _WIDTH
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    text = StringIO()
    head = {"twochairs": FORMAT, "title": _TITLE, "extends": BASE}
    yaml.dump(head | {"timeline": timeline_items(coded)}, text)
    return _HEAD + "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def write(folder: Path | None = None) -> Path:
    """Write the file into a folder, that of the case where none is given.

    Raises
    ------
    CannotWrite : where it cannot be written
    """
    path = (folder or case_folder()) / FILE
    try:
        path.write_text(text_of(), "utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(path, reason, "is the folder there, and yours to write?") from None
    return path
