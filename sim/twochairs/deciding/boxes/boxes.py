"""Boxes one after the other, each on the points that the earlier ones left, each told by points held out."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from twochairs.deciding.boxes.box import Box, Inputs
from twochairs.deciding.boxes.judging import Judged, judged
from twochairs.deciding.boxes.search import Rules, coverage, floor, found, restricting
from twochairs.deciding.boxes.trimming import density

FEWEST_WITH = 20
"""Points in which some run has the outcome, without which no box is looked for."""
FEWEST_OF_PART = 5
"""Of these, that find it, and that test it."""
MOST_POINTS = 100_000


@dataclass(frozen=True)
class Part:
    """Some of the points.

    Attributes
    ----------
    inputs : at the points
    runs : whether each run has the outcome, 0 or 1, shape (points, replicates)
    shared : whether points share the chance of each replicate
    """

    inputs: Inputs
    runs: np.ndarray
    shared: bool

    @cached_property
    def share(self) -> np.ndarray:
        """Of the runs of each point, shape (points,)."""
        return np.asarray(self.runs.mean(axis=1))

    def of(self, points: np.ndarray) -> "Part":
        """Some of it, by mask."""
        return Part(self.inputs.of(points), self.runs[points], self.shared)

    @property
    def with_it(self) -> int:
        """Points in which some run has the outcome."""
        return int((self.share > 0.0).sum())

    def judge(self, box: Box) -> Judged:
        """A box by these points."""
        return judged(self.runs, box.inside(self.inputs.values), self.shared)


@dataclass(frozen=True)
class Found:
    """A box, or that there is none.

    Attributes
    ----------
    box : that was found
    steps : boxes of its peeling
    finding, testing : the points that found it, and those that test it
    floor : density that 95 % of boxes stay below where no input matters
    restricting : share of resamples that restrict each input, shape (inputs,)
    """

    box: Box
    steps: list[Box]
    finding: Part
    testing: Part
    floor: float
    restricting: np.ndarray

    @cached_property
    def judged(self) -> Judged:
        """By the points held out."""
        return self.testing.judge(self.box)

    @cached_property
    def training(self) -> tuple[float, float]:
        """Coverage and density by the points that found it."""
        share, inside = self.finding.share, self.box.inside(self.finding.inputs.values)
        return coverage(share, inside), density(share, inside)

    @property
    def told(self) -> bool:
        """Whether it is told from what is found where no input matters."""
        return bool(self.box.restricted) and self.judged.density.over(max(self.floor, self.judged.base.value))

    @cached_property
    def without(self) -> dict[int, float]:
        """What density of the points held out changes by where one restriction is dropped, by column."""
        values, share = self.testing.inputs.values, self.testing.share
        own = density(share, self.box.inside(values))
        return {c: density(share, self.box.without(c).inside(values)) - own for c in self.box.restricted}

    @property
    def needed(self) -> int | None:
        """About how many points would make such a box likely; None where nothing says that more would.

        Half the interval and the floor's distance from the base rate both fall as the square root of the points, but
        not what points share the chance of.
        """
        told = self.judged.density
        if self.testing.shared:
            return None
        gain = told.value - self.judged.base.value
        points = len(self.finding.share) + len(self.testing.share)
        if not (np.isfinite(told.low) and gain > 0.0 and self.box.restricted):
            return None
        wanted = points * ((max(0.0, self.floor - self.judged.base.value) + told.value - told.low) / gain) ** 2
        return int(wanted) if wanted > points else None


def boxes(finding: Part, testing: Part, rules: Rules, most: int, seed: int) -> list[Found]:
    """Boxes that are told from chance, and behind them one that is not where fewer than wanted were found.

    Parameters
    ----------
    finding, testing : points that find boxes, and others that test them
    most : boxes that are wanted
    seed : of what is drawn by lot
    """
    some: list[Found] = []
    while len(some) < most and enough(finding, testing):
        share = finding.share
        box, steps = found(finding.inputs, share, rules)
        lots = [seed, len(some)]
        own = int(np.random.default_rng(lots).integers(2**62))
        one = Found(
            box=box,
            steps=steps,
            finding=finding,
            testing=testing,
            floor=floor(finding.inputs, share, rules, own),
            restricting=restricting(finding.inputs, share, rules, own),
        )
        some.append(one)
        if not one.told:
            break
        finding, testing = (part.of(~box.inside(part.inputs.values)) for part in (finding, testing))
    return some


def enough(finding: Part, testing: Part) -> bool:
    """Whether there are points enough with the outcome, and some without, to find and to test a box."""
    return many(finding, testing) and bool(finding.share.min() < 1.0)


def many(finding: Part, testing: Part) -> bool:
    """Whether there are points enough with the outcome."""
    counts = (finding.with_it, testing.with_it)
    return sum(counts) >= FEWEST_WITH and min(counts) >= FEWEST_OF_PART
