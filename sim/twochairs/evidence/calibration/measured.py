"""What a case that nothing was fitted to says of itself for a hindcast, in its folder's hindcast.toml.

scenario = "hindcast-2010.yaml"
known_to = 2009                 # last year whose figures go in
last = 2023                     # last year that is forecast
mean_of = 3                     # years whose mean a naive forecast takes for where a state stands
until = {MMR = 2020}            # last year of single states, where it is another
below = ["CHN"]                 # states whose mean ideal point is the pole's own below 0, for a calibration
above = ["USA"]                 # and above 0
"""

import tomllib
from dataclasses import dataclass, field
from typing import Any

from twochairs.errors import InvalidInput, NotPossible, Problem
from twochairs.scenario.example import case_folder
from twochairs.scenario.wording import found, unknown

FILE = "hindcast.toml"
_NUMBERS, _TEXTS = "a table of whole numbers by state", "a list of states"


@dataclass(frozen=True)
class Measured:
    """What of a case is forecast and how; see above."""

    scenario: str
    known_to: int
    last: int
    mean_of: int = 1
    until: dict[str, int] = field(default_factory=dict)
    below: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)


def measured(case: str) -> Measured:
    """What a case says of itself.

    Raises
    ------
    NotPossible : where there is no such case, or it says nothing
    InvalidInput : where its file is not sound
    """
    path = case_folder(case) / FILE
    if not path.is_file():
        hint = f"a file {FILE} in its folder would say what is; without --case the hindcast at home is made"
        raise NotPossible(f"nothing of {case} is forecast blind\n  hint: {hint}")
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise InvalidInput(str(path), [Problem(None, f"it is not TOML: {error}")], "read") from None
    problems = [Problem(None, text) for text in _wrong(data)]
    if problems:
        raise InvalidInput(str(path), problems, "read")
    return Measured(**data)


def _wrong(data: dict[str, Any]) -> list[str]:
    """What is wrong with what a file says."""
    words = {"scenario": "a text", "known_to": "a whole number", "last": "a whole number", "mean_of": "a whole number"}
    words |= {"until": _NUMBERS, "below": _TEXTS, "above": _TEXTS}
    problems = [f"{found(key)} {unknown(key, words)}" for key in data.keys() - words.keys()]
    needed = ("scenario", "known_to", "last")
    problems += [f"{key} is missing; it must be {words[key]}" for key in needed if key not in data]
    given = ((key, data[key], what) for key, what in words.items() if key in data)
    return problems + [
        f"{key} is {found(value)}; it must be {what}" for key, value, what in given if not _is(value, what)
    ]


def _is(value: Any, what: str) -> bool:
    """Whether a value is what it must be."""
    if what == _NUMBERS:
        return isinstance(value, dict) and all(type(one) is int for one in value.values())
    if what == _TEXTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return type(value) is (str if what == "a text" else int)
