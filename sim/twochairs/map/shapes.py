"""The outlines that come with the package."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType

from twochairs.map.geometry import Point, Ring

WINDOWS = ("europe", "south-east-asia")
"""Parts of the world that have outlines; of several that show all states of a scenario the first is drawn."""


@dataclass(frozen=True)
class Shape:
    """Outline of a state.

    Attributes
    ----------
    key : ISO 3166-1 alpha-3 code, or the user-assigned one in common use
    name : in English, as the package of outlines has it
    rings : the largest first; in kilometres, x to the east and y to the south of the projection's centre
    place : furthest inside, for a name
    """

    key: str
    name: str
    rings: tuple[Ring, ...]
    place: Point


def file_of(window: str) -> Path:
    """What `python -m twochairs.map` makes for a window."""
    return Path(__file__).parent / "outlines" / f"{window}.json"


@lru_cache(len(WINDOWS))
def shapes(window: str = WINDOWS[0]) -> Mapping[str, Shape]:
    """Key to outline, of every state that has one in a window; not to be changed."""
    return MappingProxyType(_read(window))


def _read(window: str) -> dict[str, Shape]:
    data = json.loads(file_of(window).read_text("utf-8"))
    unit = float(data["unit_km"])
    return {
        key: Shape(
            key,
            str(state["name"]),
            tuple(_ring(numbers, unit) for numbers in state["rings"]),
            (unit * state["place"][0], unit * state["place"][1]),
        )
        for key, state in data["states"].items()
    }


def _ring(numbers: list[int], unit: float) -> Ring:
    xs, ys = accumulate(numbers[0::2]), accumulate(numbers[1::2])
    return tuple((unit * x, unit * y) for x, y in zip(xs, ys, strict=True))


@lru_cache(1)
def credit() -> str:
    """Whose outlines they are, for under a map."""
    return str(json.loads(file_of(WINDOWS[0]).read_text("utf-8"))["credit"])


def window_of(keys: Iterable[str]) -> str | None:
    """The first window in which every one of these states has an outline; None where there is none."""
    wanted = set(keys)
    return next((window for window in WINDOWS if wanted <= shapes(window).keys()), None)


def known(keys: Iterable[str]) -> bool:
    """Whether every one of these states has an outline in one window."""
    return window_of(keys) is not None
