"""Packages that only some of it needs, in extras of their own."""

from importlib.util import find_spec

from twochairs.errors import NotPossible


def need(*packages: str, extra: str = "evidence") -> None:
    """Say which extra to install where a package is missing.

    Raises
    ------
    NotPossible : with the command that installs it
    """
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise NotPossible(f"{', '.join(missing)} is not installed\n  hint: pip install 'twochairs[{extra}]'")
