"""What was pulled on the page, as a scenario file that `twochairs run` runs to the same numbers."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from twochairs.errors import CannotWrite
from twochairs.results.described import scenario_yaml
from twochairs.scenario.load import load
from twochairs.scenario.schema import FORMAT

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


def scenario_text(file: Path, settings: Mapping[str, str], title: str, beside: bool) -> str:
    """A scenario file.

    Parameters
    ----------
    file : that the page started from
    settings : dotted path to value
    title : of the new scenario
    beside : whether it will stand beside `file`; it extends it then, and says only what differs. Anywhere else it
        is whole, for a file may only extend another in its own folder's project
    """
    if beside:
        moved = "".join(f"  {path}: {value}\n" for path, value in settings.items())
        head = f"twochairs: {FORMAT}\ntitle: {_quoted(title)}\nextends: {_quoted(file.name)}\n"
        return head + (f"overrides:\n{moved}" if moved else "")
    whole = scenario_yaml(load(file, dict(settings)))
    return re.sub(
        rf"(?m)\Atwochairs: {FORMAT}\ntitle: .*(\n  .*)*",
        lambda found: f"twochairs: {FORMAT}\ntitle: {_quoted(title)}",
        whole,
    )


def _quoted(text: str) -> str:
    """Text as YAML has it in double quotes; what is no plain character by its number."""
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in json.dumps(text, ensure_ascii=False))


def save(file: Path, settings: Mapping[str, str], name: str, title: str, folder: Path, replace: bool = False) -> Path:
    """Write the scenario file, whole or not at all.

    Parameters
    ----------
    name : of the file, without its ending: letters, digits, - and _
    folder : it goes into

    Raises
    ------
    CannotWrite : where the name is no plain name, a file is there already, or the disk does not take it
    """
    path = folder / f"{name}.yaml"
    if not _NAME.fullmatch(name):
        raise CannotWrite(Path(name), "this is no plain name", "use letters, digits, - and _")
    if path.resolve() == file.resolve():
        raise CannotWrite(path, "it is the scenario that this page started from", "take another name")
    if path.exists() and not replace:
        raise CannotWrite(path, "it exists", "take another name, or allow to replace it")
    text = scenario_text(file, settings, title, folder.resolve() == file.parent.resolve())
    partial = path.with_name(f".{path.name}.partial-{os.getpid()}")
    try:
        partial.write_text(text, "utf-8")
        partial.replace(path)
    except OSError as error:
        raise CannotWrite(path, (error.strerror or str(error)).lower(), "take another folder") from None
    finally:
        partial.unlink(missing_ok=True)
    return path


def target_folder(file: Path) -> Path:
    """Where files of the page go: beside the scenario where that lies under the working folder, else into that one."""
    here = Path.cwd().resolve()
    return file.parent if file.resolve().is_relative_to(here) else here
