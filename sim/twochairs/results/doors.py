"""What a result hands on to packages that read results: the one place where names lead upwards.

Figures and runs made again read results, and no result needs them to be read; so they are looked for when asked for.
"""

from importlib import import_module
from typing import Any

_FIGURES, _POINTS = "twochairs.figures.picture", "twochairs.sweeps.point"


def figures() -> Any:
    """The module that draws figures of results."""
    return import_module(_FIGURES)


def points() -> Any:
    """The module that runs a point of a sweep again."""
    return import_module(_POINTS)
