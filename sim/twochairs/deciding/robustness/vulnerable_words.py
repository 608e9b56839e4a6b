"""Where among worlds lever settings fail, in words: by worlds held out, and that no box was found where none was."""

from collections.abc import Iterator, Sequence

from twochairs.deciding.boxes.boxes import Found
from twochairs.deciding.boxes.explored import Explored
from twochairs.deciding.boxes.ranges import inside
from twochairs.deciding.boxes.words import interval, none_found
from twochairs.deciding.robustness.judged import Judged
from twochairs.deciding.robustness.vulnerable import CONSTANTS, FACTORS, Vulnerable
from twochairs.experiment.answerable import FEWEST_FOUND
from twochairs.scenario.wording import percent

_WHAT = {FACTORS: "factor", CONSTANTS: "constant"}


def words(judged: Judged, found: Sequence[Vulnerable]) -> Iterator[str]:
    """A paragraph a setting that fails in some world, and one of those that never do."""
    never = [str(one.setting) for one in found if one.worlds == 0.0]
    if never:
        several = len(never) > 1
        yield (
            f"Setting{'s' if several else ''} {', '.join(never)} satisf{'y' if several else 'ies'} what is to hold in "
            f"all {judged.fresh.world_count:,} worlds."
        )
    for one in found:
        if one.worlds > 0.0:
            yield " ".join([f"Setting {one.setting} fails in {percent(one.worlds)} of worlds.", *_where(one)])
    if any(0.0 < one.worlds < 1.0 and not one.found for one in found):
        yield _not_looked_for(judged)
    elif any(one.found for one in found) and judged.fresh.draws == 1:
        yield "All worlds share the chance of their runs, which is in none of the intervals of where settings fail."


def _where(of: Vulnerable) -> Iterator[str]:
    for units, one in of.found.items():
        if one.why_not or not one.found:
            yield f"By {units} it {one.why_not or 'has too few of them on either side'}."
        elif one.told:
            yield _box(one.told[0], one, units)
        else:
            yield none_found(one.found[-1], f"No box of {_WHAT[units]}s was found", "worlds")


def _box(one: Found, of: Explored, units: str) -> str:
    inputs, told = of.whole.inputs, one.judged
    ends = " and ".join(f"{inputs.names[column]} {inside(one.box, inputs, column)}" for column in one.box.restricted)
    coverage, density = one.training
    return (
        f"With {ends} it fails in {interval(told.density)} of worlds, and {interval(told.coverage)} of all in which it "
        f"does are there: by {told.points:,} {units} held out in that box. (By those that found it, "
        f"{percent(density)} and {percent(coverage)}.) Where no {_WHAT[units]} matters, 95 % of boxes have "
        f"{percent(one.floor)} or less."
    )


def _not_looked_for(judged: Judged) -> str:
    fresh = judged.fresh
    return (
        f"Where settings fail is not looked for: that takes {FEWEST_FOUND} points of the factors or {FEWEST_FOUND} "
        f"draws of the constants, some to find by and others to test, and there are {len(fresh.worlds):,} and "
        f"{fresh.draws:,}. Constants may be factors, with prior: true."
    )
