"""What is made of parts of a scenario, made once as long as they are the very same objects."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, TypeVar

Made = TypeVar("Made")

_KEPT = 8
"""What is remembered of each function: of the scenarios that are in use, not of every point there was."""


def made_once(make: Callable[..., Made]) -> Callable[..., Made]:
    """The same function, which gives again what it made of arguments that are the very same objects.

    For parts of a checked scenario, which nobody changes: points of an experiment share those that their factors leave
    alone. What is given is shared too, so whoever changes it takes a copy.
    """
    kept: dict[tuple[int, ...], tuple[tuple[Any, ...], Made]] = {}

    @wraps(make)
    def given(*parts: Any) -> Made:
        key = tuple(map(id, parts))
        known = kept.get(key)
        if known is None:
            known = kept[key] = parts, make(*parts)  # parts that are held lend their identity to no other object
            if len(kept) > _KEPT:
                with suppress(KeyError, RuntimeError, StopIteration):  # another thread was there before
                    del kept[next(iter(kept))]
        return known[1]

    return given
