"""Packages that only some of it needs, in extras of their own, and how these are installed here."""

import json
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from urllib.parse import unquote, urlsplit

from twochairs.errors import NotPossible

_PACKAGE = "twochairs"


def need(*packages: str, extra: str = "evidence") -> None:
    """Say which extra to install where a package is missing.

    Raises
    ------
    NotPossible : with the command that installs it
    """
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        are = "is" if len(missing) == 1 else "are"
        raise NotPossible(f"{', '.join(missing)} {are} not installed\n  hint: {how_to_install(extra)}")


def how_to_install(extra: str) -> str:
    """The command that adds an extra to the package as it is installed: as a checkout, or from a wheel's file."""
    said = _installed_from()
    path = Path(unquote(urlsplit(str(said.get("url", ""))).path))
    if urlsplit(str(said.get("url", ""))).scheme != "file" or not path.exists():
        return f"pip install 'FILE[{extra}]', where FILE is the wheel, or the checkout, that it was installed from"
    directory = said.get("dir_info")
    editable = "-e " if isinstance(directory, dict) and directory.get("editable") else ""
    return f"pip install {editable}{quote(f'{path}[{extra}]')}"


def _installed_from() -> dict[str, object]:
    """What an installer wrote of where the package came from, after PEP 610; nothing where it is not known."""
    try:
        text = distribution(_PACKAGE).read_text("direct_url.json")
        said = json.loads(text) if text else {}
    except (PackageNotFoundError, OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
