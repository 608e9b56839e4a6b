"""All that is found of one outcome: boxes, a tree, and the points that found them and test them."""

from dataclasses import dataclass

import numpy as np

from twochairs.deciding.boxes.box import Inputs
from twochairs.deciding.boxes.boxes import FEWEST_OF_PART, FEWEST_WITH, Found, Part, boxes, enough, many
from twochairs.deciding.boxes.judging import Told, dense
from twochairs.deciding.boxes.search import Rules
from twochairs.deciding.boxes.splitting import held_out
from twochairs.deciding.boxes.tree import Leaf, grown
from twochairs.experiment.asked import BOX, TREE, Discovered


@dataclass(frozen=True)
class Explored:
    """What is found of an outcome.

    Attributes
    ----------
    asked : the question
    whole : all points
    points : their numbers
    aside : which of them were held out, shape (points,)
    found : boxes, the last of which may not be told from chance
    tree : the leaves of one, where it was asked for
    why_not : why nothing was looked for, or ""
    """

    asked: Discovered
    whole: Part
    points: np.ndarray
    aside: np.ndarray
    found: tuple[Found, ...] = ()
    tree: tuple[Leaf, ...] | None = None
    why_not: str = ""

    @property
    def base(self) -> Told:
        """Share of all runs that have the outcome."""
        runs = self.whole.runs
        held = np.ones(len(runs), dtype=bool)
        return dense(self.whole.share, held, runs if self.whole.shared else None)

    @property
    def told(self) -> list[Found]:
        """Boxes that are told from chance."""
        return [one for one in self.found if one.told]

    @property
    def box_of(self) -> np.ndarray:
        """Number of the first box from 1 that each point lies in; 0 where in none, shape (points,)."""
        number = np.zeros(len(self.points), dtype=int)
        for place, one in enumerate(self.told, start=1):
            number[(number == 0) & one.box.inside(self.whole.inputs.values)] = place
        return number


def explored(asked: Discovered, whole: Part, points: np.ndarray, seed: int) -> Explored:
    """What is found of an outcome.

    Parameters
    ----------
    whole : all points
    points : their numbers, by which they are dealt out
    seed : of what is drawn by lot
    """
    aside = held_out(points, asked.held_out, seed)
    finding, testing = whole.of(~aside), whole.of(aside)
    why_not = _why_not(whole, finding, testing)
    if why_not:
        return Explored(asked, whole, points, aside, why_not=why_not)
    rules = Rules(asked.coverage, asked.peel, asked.mass)
    found = boxes(finding, testing, rules, asked.boxes, seed) if BOX in asked.method else []
    tree = None
    if TREE in asked.method:
        shared = testing.runs if whole.shared else None
        tree = grown((finding.inputs, finding.share), (testing.inputs, testing.share), asked.leaves, seed, shared)
    return Explored(asked, whole, points, aside, tuple(found), tree)


def _why_not(whole: Part, finding: Part, testing: Part) -> str:
    """Why nothing can be looked for, or ""."""
    if not whole.share.any():
        return "comes about in none of the runs, so there is nothing to find"
    if whole.share.min() == 1.0:
        return "comes about in every run, so there is nothing to find"
    if enough(finding, testing):
        return ""
    if many(finding, testing):
        return (
            f"comes about in every run of the {len(finding.share):,} points that find, so there is nothing to find by "
            "them"
        )
    with_it = f"{finding.with_it} of the {len(finding.share):,} points that find, and in {testing.with_it} of the "
    return (
        f"comes about in {with_it}{len(testing.share):,} that test, which is too few to find anything by; it takes "
        f"{FEWEST_WITH} in all, and {FEWEST_OF_PART} of either"
    )


def inputs_of(names: list[str], values: np.ndarray, levels: list[list[object] | None]) -> tuple[Inputs, list[str]]:
    """Inputs at the points, and the names of those that are the same at all of them, which are left out."""
    moved = [column for column in range(len(names)) if len(np.unique(values[:, column])) > 1]
    kept = tuple(None if (one := levels[column]) is None else tuple(one) for column in moved)
    inputs = Inputs(tuple(names[column] for column in moved), values[:, moved], kept)
    return inputs, [name for column, name in enumerate(names) if column not in moved]
