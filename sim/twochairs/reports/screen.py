"""The first screen of a report: the finding in words whose sizes follow rules, and the numbers that it rests on."""

from collections.abc import Sequence

import numpy as np

from twochairs.figures import ladder, read, sizes
from twochairs.figures.text import counted, number, signed
from twochairs.figures.text import place as placed
from twochairs.reports import trust
from twochairs.reports.figures import Figures
from twochairs.reports.findings import (
    ACT,
    ALIGNMENT,
    DECLARATIONS,
    POLL,
    Findings,
    Row,
    ahead,
    since_start,
)
from twochairs.reports.parts import Cell, Screen
from twochairs.reports.subject import LEAST, is_told, moves_little, order, subject
from twochairs.results.paired import SAME
from twochairs.results.result import Result
from twochairs.scenario.wording import percent

_NAMED = 2
"""Groups of results that a title names; of more it names the first."""


def screen(found: Findings, titles: str, figures: Figures) -> Screen:
    """The first screen.

    Parameters
    ----------
    titles : of the results, as the page names them
    figures : draws the ladder
    """
    results = [found.base, *found.others]
    picture = figures.both("ladder", lambda: ladder.draw(results, found.country))
    return Screen(
        title(found),
        titles,
        lead(found),
        [(other.title, sentence(found, place)) for place, other in enumerate(found.others)],
        picture,
        _caption(found),
        head(found),
        [(_label(row), cells(row)) for row in found.rows],
        trust.line(found.base),
        found.country,
        [_series(row) for row in found.rows],
    )


def _series(row: Row) -> str:
    """What the model in a page calls the series of a row, with the act."""
    quantity = row.outcome.partition("[")[0]
    return "" if row.what == POLL else f"joined {quantity}" if row.what == ACT else quantity


def title(found: Findings) -> str:
    """The finding in a sentence."""
    when = f"By {_end(found.base)} {found.name.within}"
    if not found.others:
        return "; ".join([f"{when} {_goes(found)}", *_done(found)])
    spoken = found.asked or moves_little(found) or len(found.others) == 1
    return "; ".join(filter(None, [f"{when} {_under(found)}", _beside(found) if spoken else ""]))


def _end(result: Result) -> str:
    """The last month, as its year where that is over."""
    month = str(read.months(read.series(result, "alignment"))[-1].astype("datetime64[M]"))
    return f"the end of {month[:4]}" if month.endswith("-12") else month


def _goes(found: Findings) -> str:
    """What the state does within the runs of one result."""
    change, median = since_start(found)
    start = float(read.series(found.base, "alignment").sel(country=found.country).to_numpy()[0, 0])
    stood = f"where {found.name.it} stood"
    return found.name.does(sizes.of_alignment(change, median, ahead(found, median, start), stood))


def _done(found: Findings) -> list[str]:
    """In how many runs the act is done that is spoken of; nothing of one that nobody asked about and all or none do."""
    _, row = subject(found)
    if row is None or row.what != ACT or not (found.asked or 0 < row.count < int(row.base["runs"])):
        return []
    return [sizes.done(row.count, int(row.base["runs"]), row.by, row.label)]


def moves(found: Findings, place: int) -> str:
    """What another result does to the state's alignment: of the median pair where the mean is no typical one."""
    moved, [row] = found.moved[place], found.of(ALIGNMENT)
    change = row.changes[place]
    size = moved.median if moved.split else change.mean
    ends = f"where {found.name.it} otherwise {found.name.does('ends')}"
    return found.name.does(sizes.of_alignment(change, size, ahead(found, size), ends))


def _under(found: Findings) -> str:
    """What each other result does to the state, those that do the same together, the largest first."""
    groups: dict[str, list[int]] = {}
    for place in order(found):
        groups.setdefault(moves(found, place), []).append(place)
    if len(groups) == 1 and len(found.others) > 1:
        [does] = groups
        return f"{does} under any of {counted(len(found.others), 'other scenario')}"
    told = [f"{does} under {_titles(found, places)}" for does, places in groups.items()]
    if len(told) > _NAMED:
        left = len(found.others) - len(next(iter(groups.values())))
        return f"{told[0]}, further than under {counted(left, 'other scenario')}"
    return _and(told, "and")


def _titles(found: Findings, places: Sequence[int]) -> str:
    return _and([f"“{found.others[place].title}”" for place in places], "or")


def _and(parts: Sequence[str], word: str) -> str:
    return f" {word} ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _beside(found: Findings) -> str:
    """What is spoken of beside alignment; "" where it cannot be told to change and nobody asked about it."""
    place, row = subject(found)
    if place is None or row is None or not (found.asked or is_told(row, place)):
        return ""
    under = f" under “{found.others[place].title}”" if len(found.others) > 1 else ""
    return f"{_differs(found, row, place)}{under}"


def _differs(found: Findings, row: Row, place: int) -> str:
    """What another result changes of an outcome, in words."""
    change = row.changes[place]
    if row.what == ACT:
        return sizes.of_act(change, row.label)
    if row.what == DECLARATIONS:
        return found.name.does(sizes.of_declarations(change))
    return sizes.of_poll(change, row.label)


def lead(found: Findings) -> str:
    """Where the state stands in the end, and on what scale."""
    values = read.series(found.base, "alignment").sel(country=found.country).to_numpy()[:, -1]
    low, median, high = np.quantile(values, (0.05, 0.5, 0.95))
    it = found.name.it
    of = f"Under “{found.base.title}” {it}" if found.others else f"{it[:1].upper()}{it[1:]}"
    spread = f"in the median of {len(values)} runs (90 % of them: {signed(low)} to {signed(high)})"
    ends: dict[float, list[str]] = {}
    for pole, at in found.base.manifest["positions"].items():
        ends.setdefault(float(at), []).append(found.base.label("pole", pole))
    scale = "; ".join(f"{placed(at)} {', '.join(ends[at])}" for at in sorted(ends))
    where = spread if len(values) > 1 else "in the one run there is"
    return f"{of} {found.name.does('ends')} at {signed(median)} {where}, on a scale of {scale}."


def sentence(found: Findings, place: int) -> str:
    """What another result changes, outcome by outcome, in words."""
    moved, told = found.moved[place], [f"{found.name.first} {moves(found, place)}"]
    if moved.split:
        told[0] += f" ({moved.typical()}; mean {signed(moved.at_end().mean, 3)})"
    acts = [row for row in found.of(ACT) if row.changes[place].standing(0.0) == sizes.TOLD]
    told += [_differs(found, row, place) for row in acts]
    if found.of(ACT) and not acts:
        told.append("no act can be told to be done more or less often")
    told += [_differs(found, row, place) for row in found.of(DECLARATIONS)]
    polls = sorted(found.of(POLL), key=lambda row: -abs(row.changes[place].mean))
    told += [_differs(found, row, place) for row in polls[:1]]
    return f"{'; '.join(told)}."


def _caption(found: Findings) -> str:
    runs = counted(int(found.base.manifest["replicates"]), "run")
    if not found.others:
        return f"{found.name.first} at the end: mean or share of {runs}"
    return (
        f"{found.name.first} at the end, mean or share of {runs}; others: change in pairs of runs under the same "
        "chance, with its 95 % interval; in italics: cannot be told from none"
    )


def head(found: Findings) -> list[str]:
    """Names of the columns after the first."""
    if not found.others:
        return ["At the end", "Half of these by"] if found.of(ACT) else ["At the end"]
    return [found.base.title, *(f"Change under “{other.title}”" for other in found.others)]


def _label(row: Row) -> str:
    return row.label[:1].upper() + row.label[1:]


def cells(row: Row) -> list[Cell]:
    """A row's numbers: at the end of the first result, and what each other differs by."""
    base = Cell(value(row), _ends(row, float(row.base["low"]), float(row.base["high"])))
    if row.changes:
        return [base, *(_changed(row, change) for change in row.changes)]
    return [base, Cell(row.by)]


def _changed(row: Row, change: sizes.Change) -> Cell:
    if not change.runs:
        return Cell("–")
    scale, unit, least = (1.0, "", 3) if row.what == ALIGNMENT else (100.0, " pts", 1)
    low, high = scale * change.low, scale * change.high
    digits = _digits(low, high, least)
    shown = f"{signed(scale * change.mean, digits)}{unit}"
    standing = change.standing(LEAST[row.what])
    ends = f"{signed(low, digits)} to {signed(high, digits)}" if np.isfinite(low) else ""
    still = standing == sizes.STILL and change.independent > 1
    return Cell(shown, SAME if still else ends, standing != sizes.UNKNOWN)


def _digits(low: float, high: float, least: int) -> int:
    """How many digits show that an interval has a width: as few as may be, and two more at most."""
    apart = (digits for digits in range(least, least + 2) if signed(low, digits) != signed(high, digits))
    return next(apart, least + 2) if np.isfinite(low) and low < high else least


def value(row: Row) -> str:
    """What an outcome is at the end of the first result."""
    mean = float(row.base["mean"])
    if row.what == ALIGNMENT:
        return signed(mean, 3)
    return percent(mean) if row.what == ACT else f"{number(100 * mean, 1)} %"


def _ends(row: Row, low: float, high: float) -> str:
    if not np.isfinite(low):
        return ""
    if row.what == ALIGNMENT:
        return f"{signed(low, 3)} to {signed(high, 3)}"
    if row.what == ACT:
        return f"{percent(low).removesuffix(' %')} to {percent(high)}"
    return f"{number(100 * low, 1)} to {number(100 * high, 1)} %"
