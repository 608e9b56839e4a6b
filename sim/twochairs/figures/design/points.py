"""Which points of a design a figure shows, and where they lie."""

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from twochairs.figures.design import labels
from twochairs.results.designs import coded, shares

if TYPE_CHECKING:
    from twochairs.results.result import Result

SAMPLED = ("latin-hypercube", "sobol")
_ENOUGH = 5
"""The scenario's own point and four corners."""
FEW = 30
"""Points below which a table is no sample."""


@dataclass(frozen=True)
class Places:
    """A factor's values as numbers.

    Attributes
    ----------
    name : of the factor
    each : its value at every point that is there, as a number; of text, true and false the number of its level
    levels : every level as a number, ascending
    words : what each level is called, where levels are no numbers; else None
    log : whether it is spaced in logarithms
    binned : whether levels are the middles of parts of a range
    """

    name: str
    each: np.ndarray
    levels: np.ndarray
    words: list[str] | None
    log: bool
    binned: bool = False

    def named(self, place: int) -> str:
        """What a level is called."""
        return self.words[place] if self.words is not None else labels.value(float(self.levels[place]))


def places(result: "Result", name: str) -> Places:
    """A factor's values as numbers."""
    each, known = coded(result, name)
    if known is None:
        return Places(name, each, np.unique(each), None, result.about(name).get("scale") == "log")
    return Places(name, each, np.arange(float(len(known))), [labels.value(one) for one in known], False)


def is_sampled(result: "Result") -> bool:
    """Whether points are drawn over the whole space, so that any factor may be looked at by itself."""
    design = result.manifest["design"]
    return design in SAMPLED or (design == "table" and len(result.there) >= FEW and not is_lattice(result))


def is_lattice(result: "Result") -> bool:
    """Whether every combination of levels is there, but for those that constraints leave out."""
    if result.manifest["design"] == "grid":
        return True
    if result.manifest["design"] != "table":
        return False
    sizes = [len(places(result, name).levels) for name in result.factors]
    rows = len(result.design[result.factors].drop_duplicates())
    return bool(rows == np.prod(sizes, dtype=float) and min(sizes) > 1)


def own_level(result: "Result", found: Places) -> int | None:
    """Place among a factor's levels of the one nearest to the scenario's own value; None where it has none there."""
    baseline = result.about(found.name).get("baseline")
    if baseline is None:
        return None
    if found.words is not None:
        return found.words.index(labels.value(baseline)) if labels.value(baseline) in found.words else None
    low, high = float(found.levels[0]), float(found.levels[-1])
    step = (high - low) / max(1, len(found.levels) - 1)
    if not low - step / 2 <= float(baseline) <= high + step / 2:
        return None
    return int(np.argmin(np.abs(found.levels - float(baseline))))


def own(result: "Result") -> tuple[int, str] | None:
    """The point nearest to the values that the scenario itself has; None where it has none for any factor."""
    distance = np.zeros(len(result.there))
    known = 0
    for name in result.factors:
        baseline = result.about(name).get("baseline")
        found = places(result, name)
        if baseline is None or (found.words is not None and labels.value(baseline) not in found.words):
            continue
        here = float(found.words.index(labels.value(baseline))) if found.words else float(baseline)
        span = float(found.levels[-1] - found.levels[0])
        apart = np.abs(found.each - here) / span if span else np.zeros(len(found.each))
        distance += np.where(apart > 0, 1.0, 0.0) if found.words else apart**2
        known += 1
    if not known:
        return None
    nearest = int(np.argmin(distance))
    return int(result.there[nearest]), "as in the scenario" if distance[nearest] < 1e-12 else "nearest to the scenario"


def corners(result: "Result") -> list[tuple[int, str]]:
    """Points where every factor is lowest or highest: all of them with two factors, else the two extremes."""
    found = shares(result)
    count = found.shape[1]
    wanted = list(product((0.0, 1.0), repeat=count)) if count <= 2 else [(0.0,) * count, (1.0,) * count]
    chosen = []
    for corner in wanted:
        there = np.flatnonzero((found == np.array(corner)).all(axis=1))
        if len(there):
            chosen.append((int(result.there[there[0]]), "corner"))
    return chosen


def extremes(result: "Result", outcome: str) -> list[tuple[int, str]]:
    """The points with the lowest, the middle and the highest mean of an outcome."""
    values = result.outcome(outcome).to_numpy()
    defined = np.isfinite(values)
    counts = defined.sum(axis=1)
    means = np.where(counts > 0, np.where(defined, values, 0.0).sum(axis=1) / np.maximum(1, counts), np.nan)
    order = np.argsort(means, kind="stable")[: int((counts > 0).sum())]
    if not len(order):
        return []
    name = labels.outcome(result, outcome)
    picks = ((0, "lowest"), (len(order) // 2, "middle"), (len(order) - 1, "highest"))
    return [(int(result.there[order[place]]), f"{which}: {name}") for place, which in picks]


def telling(result: "Result") -> str:
    """The first outcome that is not 0 or 1 in every run, or else the first."""
    texts = list(result.outcomes)
    graded = [text for text in texts if not np.isin(result.runs[text].dropna().to_numpy(dtype=float), (0.0, 1.0)).all()]
    return (graded or texts)[0]


def chosen(result: "Result", most: int) -> list[tuple[int, str]]:
    """The points worth a panel each, with why: the scenario's own, corners of a grid, extremes of the first outcome."""
    found = [own(result)]
    if is_lattice(result):
        found += corners(result)
    if len(found) < _ENOUGH and result.outcomes:
        found += extremes(result, telling(result))
    once: dict[int, str] = {}
    for pair in found:
        if pair is not None:
            once.setdefault(*pair)
    return list(once.items())[:most]
