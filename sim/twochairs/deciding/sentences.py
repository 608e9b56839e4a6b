"""What moves an outcome, in words: the answer first, then the numbers, then what more runs would bring."""

import math
from collections.abc import Sequence

from twochairs.deciding.explained import Explained, Measure
from twochairs.deciding.wording import minus, places, two_digits, with_error
from twochairs.results.answers import Listed, Words
from twochairs.scenario.wording import number, percent

SEEN = 0.05
"""Share of the variance of single runs, of factors that are to be seen."""
MOST_ROWS = 100_000
_FEW = 3
_BIAS = (
    "This is a screening: it tells which inputs matter most, and a share may be off by a few hundredths however many "
    "points there are. A design of the kind saltelli states shares, interactions included."
)
_EFFECTS = (
    "Effects are changes of the outcome over the whole range of an input, without their sign in the first column."
)

_ROUNDING = 1e-9
"""Below this a floor is what rounding leaves where there is no chance."""


def of_indices(found: Explained, rows: int, target: float) -> list[Words]:
    """What is said of an outcome whose variance was split up by rows.

    Parameters
    ----------
    rows : that there are
    target : half width of an interval that is aimed at
    """
    return _said(found, _width(found, rows, target)) if found.told else _untold(found, rows, "rows")


def of_screening(found: Explained, points: int, shared: bool) -> list[Words]:
    """What is said of an outcome of a sample.

    Parameters
    ----------
    shared : whether its points share their chance
    """
    return _said(found, _BIAS) if found.told else _untold(found, points, "points", shared)


def of_effects(found: Explained) -> list[Words]:
    """What is said of an outcome of a Morris design."""
    return _said(found, _EFFECTS)


def _said(found: Explained, last: str) -> list[Words]:
    listed = [_listed(found)] if found.clear.any() else []
    return [_foremost(found), *listed, _rest(found, last)]


def _foremost(found: Explained) -> str:
    """The answer in a sentence, and how much of it all chance is."""
    clear = [found.factors[column] for column in found.ranked if found.clear[column]]
    if clear:
        first = f"{found.outcome} is moved most by {clear[0]}"
        then = f", then by {_joined(clear[1:_FEW])}" if clear[1:] else ", and by no other input that can be told"
        answer = f"{first}{then}."
    else:
        answer = f"No single input of {found.outcome} can be told from one that does nothing."
    if found.split is None:
        return answer
    share, noisy = found.split.share, found.split.chance > 0.0
    chance = f"{percent(share)} of {_SINGLE} is chance" if noisy else "There is no chance in it"
    rest = percent(1 - share) if noisy else "all of it"
    return f"{answer} {chance}; {rest} comes from these inputs{', and of that they explain:' if clear else '.'}"


_SINGLE = "the variance of a single run"


def _untold(found: Explained, size: int, what: str, shared: bool = False) -> list[Words]:
    """What stands in the place of shares that mean nothing, and what it would take."""
    if found.split is None:
        return []
    least = found.split.chance / (found.split.chance + max(0.0, float(found.split.factors.high)))
    wanted = size * (float(found.split.factors.half) / (SEEN * found.split.whole)) ** 2
    seen = f"Inputs that explain {100 * SEEN:g} % of it together"
    if wanted <= size:
        rest = f"{seen} would have been seen."
    elif shared:
        rest = f"{seen} take more replicates, or chance of its own at each point: common_random_numbers: false."
    elif wanted > MOST_ROWS:
        rest = f"{seen} take more than {MOST_ROWS:,} {what}; more replicates are the other way."
    else:
        rest = f"{seen} take about {two_digits(wanted):,} {what} to be seen."
    return [
        f"{found.outcome}: {percent(least)} or more of {_SINGLE} is chance, and these inputs cannot be told from it: "
        f"no share of theirs is given. {rest}"
    ]


def _listed(found: Explained) -> Listed:
    """The inputs that are told from one that does nothing, and what such a one would be taken to do."""
    shown = list(found.measures if found.split is None else found.measures[::-1])
    own = [measure for measure in shown if measure.floor is not None and found.split is None]
    head = ["factor", *(measure.said for measure in shown), *("chance alone" for _ in own)]
    rows = [
        [found.factors[column], *(measured(measure, column) for measure in shown), *(_floor(o, column) for o in own)]
        for column in found.ranked
        if found.clear[column]
    ]
    if found.split is not None and found.split.chance:
        rows.append(["noise floor", *(_floor(measure, 0) for measure in shown)])
    return Listed(caption=f"What moves {found.outcome}", head=head, rows=rows)


def _rest(found: Explained, last: str) -> str:
    """The inputs that are not told from one that does nothing, and a last sentence."""
    measures = [measure for measure in found.measures[::-1] if measure.floor is not None]
    said = [
        f"{found.factors[column]} ({'; '.join(measured(measure, column) for measure in measures)})"
        for column in found.ranked
        if not found.clear[column]
    ]
    return f"Not told from 0: {', '.join(said)}. {last}" if said else last


def _width(found: Explained, rows: int, target: float) -> str:
    points, widest = len(found.factors) + 2, found.widest
    if widest <= target:
        return f"The widest ± is {_digits(widest)}, and {target:g} was aimed at."
    wanted = rows * (widest / target) ** 2
    doubled = rows * 2 ** math.ceil(math.log2(wanted / rows))
    takes = f"take {doubled:,} rows ({doubled * points:,} points)"
    takes = takes if doubled <= MOST_ROWS else f"it would take more than {MOST_ROWS:,} rows"
    return f"The widest ± is {_digits(widest)}; for {target:g} {takes}."


def measured(measure: Measure, column: int) -> str:
    """What is found of an input, with half the width of its interval where there is one."""
    value, half = float(measure.found.value[column]), float(measure.found.half[column])
    if not math.isfinite(value):
        return "never moved"
    return with_error(value, half) if half else minus(number(value))


def _floor(measure: Measure, column: int) -> str:
    if measure.floor is None:
        return ""
    floor = float(measure.floor[column])
    return _digits(floor) if floor > _ROUNDING else "0"


def _digits(size: float) -> str:
    return f"{size:.{places(size)}f}"


def _joined(names: Sequence[str]) -> str:
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
