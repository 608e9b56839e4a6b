"""Where an outcome comes about, in words: what points held out say first, then the box, then what found it."""

from collections.abc import Iterator, Sequence

import numpy as np

from twochairs.deciding.boxes.boxes import MOST_POINTS, Found
from twochairs.deciding.boxes.explored import Explored
from twochairs.deciding.boxes.judging import Told
from twochairs.deciding.boxes.ranges import inside, shown, whole_range
from twochairs.deciding.boxes.tree import Leaf, Side
from twochairs.deciding.wording import minus, two_digits
from twochairs.results.answers import Listed, Words
from twochairs.scenario.wording import percent, signed

SURE = 0.5
"""Share of resamples below which a restriction may be luck."""


def words(found: Explored) -> list[Words]:
    """What is said of an outcome."""
    if found.why_not:
        return [f"{_called(found)} {found.why_not}."]
    said: list[Words] = [_head(found)]
    for number, one in enumerate(found.told, start=1):
        said += _box(one, number, found)
    said += _rest(found)
    return [*said, *_tree(found)]


def _called(found: Explored) -> str:
    asked = found.asked
    return asked.outcome if asked.name is None else f"{asked.name}: {asked.outcome}"


def _head(found: Explored) -> str:
    aside = int(found.aside.sum())
    return (
        f"{_called(found)} in {interval(found.base)} of runs; {len(found.points) - aside:,} points find what "
        f"{aside:,} others test."
    )


def _box(one: Found, number: int, found: Explored) -> Iterator[Words]:
    """A box that is told from chance."""
    left = " that are left" if number > 1 else ""
    told, (coverage, density) = one.judged, one.training
    yield (
        f"Box {number} holds {interval(told.coverage)} of such runs{left}, and of its runs {interval(told.density)} "
        f"are such, against {percent(told.base.value)} of all{left}: by {told.points:,} points held out in it. (By the "
        f"points that found it, {percent(coverage)} and {percent(density)}.) Where no input matters, 95 % of boxes "
        f"have {percent(one.floor)} or less."
    )
    yield _listed(one, number, found)
    weak = [one.finding.inputs.names[c] for c in one.box.restricted if one.restricting[c] < SURE]
    if weak:
        yield f"Restricted in fewer than half of the resamples, so perhaps by luck: {', '.join(weak)}."


def _listed(one: Found, number: int, found: Explored) -> Listed:
    inputs = found.whole.inputs
    order = sorted(one.box.restricted, key=lambda column: (-one.restricting[column], one.without[column]))
    rows = [
        [
            inputs.names[column],
            str(inside(one.box, inputs, column)),
            str(whole_range(inputs, column)),
            percent(float(one.restricting[column])),
            minus(signed(100.0 * one.without[column], 0)),
        ]
        for column in order
    ]
    caption = f"Box {number}: {found.asked.called}"
    return Listed(caption=caption, head=["input", "in the box", "of", "resamples", "without it"], rows=rows)


def _rest(found: Explored) -> list[Words]:
    """What the boxes hold together, and that there is no other."""
    said: list[Words] = []
    told = found.told
    if told:
        said.append(
            "Resamples: how many of the points that found it restrict the input too. Without it: percentage points "
            "by which more (+) or fewer (−) of the runs in the box would be such if the input were not restricted, by "
            "points held out."
        )
    if len(told) > 1:
        aside = found.aside
        share, box = found.whole.share[aside], found.box_of[aside]
        together = float(share[box > 0].sum() / share.sum())
        said.append(f"Together the {len(told)} boxes hold {percent(together)} of such runs held out.")
    if found.found and not found.found[-1].told:
        said.append(none_found(found.found[-1], "No further box was found" if told else "No box was found"))
    return said


def none_found(one: Found, first: str, of: str = "runs") -> str:
    """That no box was found, and what it would take.

    Parameters
    ----------
    first : says that there is none
    of : what a box is to hold
    """
    told, first = one.judged.density, f"{first}: "
    if not one.box.restricted:
        return f"{first}no restriction gains more than its error."
    dense = interval(told) if np.isfinite(told.low) else "too few of its points were held out to say how many"
    first += (
        f"of the {of} in the best {dense} are such by points held out, and where no input matters 95 % of boxes have "
        f"{percent(one.floor)} or less."
    )
    if one.needed is None:
        return f"{first} Nothing here says that more points would find one."
    if one.needed > MOST_POINTS:
        return f"{first} It would take more than {MOST_POINTS:,} points to make one likely."
    return f"{first} About {two_digits(one.needed):,} points would make one likely."


def _tree(found: Explored) -> list[Words]:
    """A tree, each leaf by points held out."""
    leaves = found.tree
    if leaves is None:
        return []
    if len(leaves) < 2:
        return ["No tree was found: no cut parts the runs."]
    told = [leaf for leaf in leaves if leaf.told]
    if not told:
        return [
            f"No tree was found: by points held out none of its {len(leaves)} leaves is told from one that points were "
            "dealt into by lot."
        ]
    best = max(told, key=lambda leaf: leaf.held_out.value)
    last = {(side.column, side.above): side for side in best.sides}
    where = " and ".join(side_text(side, found) for side in last.values())
    first = (
        f"A tree of {len(leaves)} leaves has most such runs at {where}: {interval(best.held_out)} by points held out."
    )
    lots = "By luck is what a leaf has where points are dealt among the leaves by lot, in 95 of 100 lots all of them."
    return [first, _branches(found, leaves), lots]


def _branches(found: Explored, leaves: Sequence[Leaf]) -> Listed:
    """A row a side of a cut, those of a leaf's last with its numbers."""
    rows: list[list[str]] = []
    before: tuple[Side, ...] = ()
    for leaf in leaves:
        shared = next(
            (depth for depth, pair in enumerate(zip(before, leaf.sides, strict=False)) if len({*pair}) > 1), 0
        )
        for depth, side in enumerate(leaf.sides[shared:], start=shared):
            rows.append([f"{'· ' * depth}{side_text(side, found)}", "", "", ""])
        luck = "" if not np.isfinite(leaf.luck[0]) else _ends(max(0.0, leaf.luck[0]), min(1.0, leaf.luck[1]))
        rows[-1][1:] = [interval(leaf.held_out), luck, f"{leaf.tested:,}"]
        before = leaf.sides
    return Listed(caption=f"Tree: {found.asked.called}", head=["where", "such runs", "by luck", "points"], rows=rows)


def side_text(side: Side, found: Explored) -> str:
    """One side of a cut."""
    inputs = found.whole.inputs
    name, levels = inputs.names[side.column], inputs.levels[side.column]
    if levels is None:
        return f"{name} {'>' if side.above else '≤'} {shown(side.cut)}"
    level = str(levels[int(side.cut)])
    return f"{name} is {level}" if side.above else f"{name} is not {level}"


def interval(told: Told) -> str:
    """A share with its interval."""
    if not np.isfinite(told.value):
        return "no one knows how many"
    if not np.isfinite(told.low):
        return f"{percent(told.value)} (of too few points for an interval)"
    return f"{percent(told.value)} ({_ends(told.low, told.high)})"


def _ends(low: float, high: float) -> str:
    return f"{percent(low).removesuffix(' %')} to {percent(high)}"
