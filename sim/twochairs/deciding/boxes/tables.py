"""Boxes and trees as tables."""

from collections.abc import Iterator, Sequence

from twochairs.deciding.asking import Rows
from twochairs.deciding.boxes.box import Box
from twochairs.deciding.boxes.boxes import Part
from twochairs.deciding.boxes.explored import Explored
from twochairs.deciding.boxes.ranges import inside, whole_range
from twochairs.deciding.boxes.search import coverage
from twochairs.deciding.boxes.trimming import density
from twochairs.deciding.boxes.words import side_text

Row = list[str | float | int]
FOUND = (
    "question", "outcome", "box", "told", "coverage", "coverage_low", "coverage_high", "density", "density_low",
    "density_high", "base", "floor", "finding_coverage", "finding_density", "points", "held_out_points",
)  # fmt: skip
BOXES = (
    "question", "box", "input", "low", "high", "levels", "least", "most", "of_levels", "resamples", "without",
)  # fmt: skip
_STEPS = (
    "question", "box", "step", "restricted", "points", "coverage", "density", "held_out_points", "held_out_coverage",
    "held_out_density",
)  # fmt: skip
_TREE = (
    "question", "leaf", "depth", "where", "points", "share", "held_out_points", "held_out", "held_out_low",
    "held_out_high", "luck_low", "luck_high", "told",
)  # fmt: skip


def tables(found: Sequence[Explored]) -> dict[str, Rows]:
    """Name to head and rows; of what was not looked for there is none."""
    made: dict[str, list[Row]] = {
        "found": [[*FOUND], *(row for one in found for row in found_rows(one))],
        "boxes": [[*BOXES], *(row for one in found for row in box_rows(one))],
        "trajectory": [[*_STEPS], *(row for one in found for row in _steps(one))],
        "tree": [[*_TREE], *(row for one in found for row in _tree(one))],
        "inside": [["question", "point", "held_out", "share", "box"], *(row for one in found for row in _inside(one))],
    }
    return {name: rows for name, rows in made.items() if len(rows) > 1}


def found_rows(of: Explored) -> Iterator[Row]:
    """A row a box: what points held out say of it, and those that found it."""
    for number, one in enumerate(of.found, start=1):
        told = one.judged
        shares = [end for part in (told.coverage, told.density) for end in (part.value, part.low, part.high)]
        inside_of = int(one.box.inside(one.finding.inputs.values).sum())
        yield [of.asked.called, of.asked.outcome, number, _said(one.told), *shares, told.base.value, one.floor,
               *one.training, inside_of, told.points]  # fmt: skip


def box_rows(of: Explored) -> Iterator[Row]:
    """A row a restriction of a box that is told from chance."""
    inputs = of.whole.inputs
    for number, one in enumerate(of.told, start=1):
        for column in one.box.restricted:
            own, whole = inside(one.box, inputs, column), whole_range(inputs, column)
            low, high = max(own.low, whole.low), min(own.high, whole.high)
            yield [of.asked.called, number, inputs.names[column], low, high, "; ".join(own.levels), whole.low,
                   whole.high, "; ".join(whole.levels), float(one.restricting[column]),
                   one.without[column]]  # fmt: skip


def _steps(of: Explored) -> Iterator[Row]:
    """A row a step of a box's peeling, by points that found it and by those held out."""
    for number, one in enumerate(of.found, start=1):
        for step, box in enumerate(one.steps):
            numbers = [cell for part in (one.finding, one.testing) for cell in _of_part(box, part)]
            yield [of.asked.called, number, step, len(box.restricted), *numbers]


def _of_part(box: Box, part: Part) -> list[float | int]:
    own = box.inside(part.inputs.values)
    return [int(own.sum()), coverage(part.share, own), density(part.share, own)]


def _tree(of: Explored) -> Iterator[Row]:
    """A row a leaf and side of a cut that leads to it."""
    if of.tree is None:
        return
    for number, leaf in enumerate(of.tree, start=1):
        told = leaf.held_out
        for depth, side in enumerate(leaf.sides):
            yield [of.asked.called, number, depth, side_text(side, of), leaf.points, leaf.share, leaf.tested,
                   told.value, told.low, told.high, *leaf.luck, _said(leaf.told)]  # fmt: skip


def _inside(of: Explored) -> Iterator[Row]:
    """A row a point: whether it was held out, its share of runs, and the number of its box, 0 where it is in none."""
    if of.why_not or not of.told:
        return
    columns = (of.points, of.aside, of.whole.share, of.box_of)
    for point, aside, share, box in zip(*(column.tolist() for column in columns), strict=True):
        yield [of.asked.called, point, _said(aside), share, box]


def _said(truth: bool) -> str:
    return str(bool(truth)).lower()
