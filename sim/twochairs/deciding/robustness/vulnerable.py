"""Where among worlds a lever setting fails: boxes of what nobody decides, told by worlds that did not find them.

Worlds are draws of the constants crossed with points of the factors, so that no two worlds of one draw are independent.
What is dealt out is what is independent: points of the factors, whose draws are then their runs, and draws of the
constants, whose points are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from twochairs.deciding.boxes.box import Inputs
from twochairs.deciding.boxes.boxes import Part
from twochairs.deciding.boxes.explored import Explored, explored, inputs_of
from twochairs.deciding.robustness.judged import Judged
from twochairs.experiment.answerable import FEWEST_FOUND, FEWEST_SHARED
from twochairs.experiment.asked import BOX, Discovered
from twochairs.results.designs import as_numbers

FACTORS, CONSTANTS = "points of the factors", "draws of the constants"
_LONGEST = 1000
"""Characters of a question."""


@dataclass(frozen=True)
class Side:
    """What worlds are told apart by.

    Attributes
    ----------
    units : what is dealt out, in words
    inputs : of each unit
    shared : whether units share the chance of what they meet
    """

    units: str
    inputs: Inputs
    shared: bool

    def of(self, fails: np.ndarray) -> Part:
        """Whether a setting fails, shape (world points, draws), as runs of these units."""
        return Part(self.inputs, fails if self.units == FACTORS else fails.T, self.shared)


@dataclass(frozen=True)
class Vulnerable:
    """A setting, and where it fails.

    Attributes
    ----------
    setting : its number
    worlds : share of worlds in which it does not satisfy what it is to
    found : what is found, by the words of what was dealt out; none where it never or always fails
    """

    setting: int
    worlds: float
    found: dict[str, Explored]


def vulnerable(judged: Judged, numbers: Sequence[int]) -> list[Vulnerable]:
    """Of the settings that a reader would compare, where they fail; none where nothing is to be satisfied.

    Parameters
    ----------
    numbers : of the settings that were run again
    """
    if not judged.wanted.comparisons:
        return []
    fresh, some = judged.fresh, list(sides(judged))
    fails = (1.0 - judged.wanted.holds(judged.means)).reshape(len(numbers), len(fresh.worlds), fresh.draws)
    asked = " and ".join(f"{one.outcome} {one.sign} {one.number:g}" for one in judged.wanted.comparisons)
    found = []
    for place in judged.compared:
        own, share = fails[place], float(fails[place].mean())
        question = Discovered(
            outcome=f"not ({asked})"[:_LONGEST], name=f"setting {numbers[place]}", method=[BOX], boxes=1
        )
        each = [(side.units, side.of(own)) for side in some if 0.0 < share < 1.0]
        told = {units: explored(question, part, np.arange(len(part.runs)), judged.seed) for units, part in each}
        found.append(Vulnerable(numbers[place], share, told))
    return found


def sides(judged: Judged) -> Iterator[Side]:
    """What there is enough of to find boxes in some of it and to test them by the rest."""
    fresh = judged.fresh
    points, draws = len(fresh.worlds), fresh.draws
    if points >= FEWEST_FOUND and (draws == 1 or draws >= FEWEST_SHARED):
        names = list(fresh.worlds[0])
        yield from _side(FACTORS, names, fresh.worlds, draws > 1)
    shared = judged.sampled and points > 1
    if draws >= FEWEST_FOUND and (not shared or points >= FEWEST_SHARED):
        yield from _side(CONSTANTS, sorted(fresh.constants[0]), fresh.constants, shared)


def _side(units: str, names: list[str], of_units: Sequence[dict[str, Any]], shared: bool) -> Iterator[Side]:
    each = [np.array([one[name] for one in of_units]) for name in names]
    columns = [as_numbers(values, values) for values in each]
    values = np.stack([column for column, _ in columns], axis=1)
    inputs, _ = inputs_of(names, values, [levels for _, levels in columns])
    if inputs.names:
        yield Side(units, inputs, shared)
