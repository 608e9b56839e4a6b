"""What a caller in Python gives, looked over before it is used: anything else is refused in words."""

import json
from collections.abc import Collection, Iterable, Mapping
from numbers import Integral
from pathlib import Path
from typing import Any

from twochairs.errors import NotPossible
from twochairs.scenario.wording import found, shortened, unknown

MAX_SEED = 2**63 - 1
"""Of runs, of experiments and of what an analysis draws by lot, as they are kept."""
_MAX_ROOT = 2**64 - 1
"""Of a model in memory."""
MOST_REPLICATES = 2**32


def whole(what: str, given: Any, low: int, high: int) -> int:
    """A whole number in its range, whatever type it has.

    Parameters
    ----------
    what : it is, in the text of the error

    Raises
    ------
    NotPossible : where it is none, or out of range
    """
    if isinstance(given, bool) or not isinstance(given, Integral) or not low <= int(given) <= high:
        raise NotPossible(f"{what} is {given!r}\n  hint: give a whole number from {low} to {high}")
    return int(given)


def seed_of(given: Any) -> int:
    """The root of all chance; raises as `whole`."""
    return whole("seed", given, 0, _MAX_ROOT)


def path_of(what: str, given: Any) -> Path:
    """A path; raises NotPossible where it is neither a text nor a path, or one that no file system takes."""
    try:
        if "\0" in str(Path(given)):
            raise TypeError
        Path(given).exists()
    except (OSError, TypeError) as error:
        reason = (getattr(error, "strerror", None) or "it is no path").lower()
        raise NotPossible(f"{what} is {shortened(repr(given))}: {reason}\n  hint: give a path") from None
    return Path(given)


def settings_of(given: Any) -> dict[str, str]:
    """Settings as `--set` has them; raises NotPossible where they are no mapping of dotted paths."""
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not all(isinstance(path, str) for path in given):
        raise NotPossible(f"settings are {given!r}\n  hint: give a mapping, such as {{'clock.months': 24}}")
    return {path: value if isinstance(value, str) else json.dumps(value, default=str) for path, value in given.items()}


def known(what: str, name: Any, names: Collection[str]) -> str:
    """A name that there is; raises NotPossible with the likeliest one meant, or what there is."""
    if isinstance(name, str) and name in names:
        return name
    raise NotPossible(f"{what} {found(name)} {unknown(str(name), names)}")


def several(what: str, given: Any) -> list[Any]:
    """Some things, not one; raises NotPossible."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise NotPossible(f"{what} are {given!r}\n  hint: give a list")
    return list(given)
