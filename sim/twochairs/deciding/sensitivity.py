"""What moves the outcomes of a sweep, how much of it is chance, and how surely both are known."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from twochairs.deciding import sentences
from twochairs.deciding.asking import Made, Rows, answered
from twochairs.deciding.explained import Explained, Method
from twochairs.deciding.over_time import courses
from twochairs.deciding.reading import Reading
from twochairs.deciding.wording import COMPARED, defined_in
from twochairs.errors import NotPossible
from twochairs.experiment.answerable import DRAWN_AS, FEWEST, SCREENED
from twochairs.experiment.asked import Sensitivity
from twochairs.experiment.schema import SALTELLI
from twochairs.results.answers import Answer, Words
from twochairs.results.result import Result
from twochairs.scenario.given import MAX_SEED, known, several, whole

VERB = "sensitivity"
FEWEST_GROUPS = 4


def sensitivity(
    result: Result, section: Sensitivity | None, outcomes: Sequence[str] | None = None, seed: int = 2022
) -> tuple[Answer, bool]:
    """The answer of a result to what moves its outcomes, and whether it was made now.

    Parameters
    ----------
    section : what its experiment says of the question; what is usual where None
    outcomes : those that are asked about; all where None
    seed : of what is drawn by lot

    Raises
    ------
    NotPossible : where the design, the replicates or the outcomes do not bear the question
    CannotWrite, Locked : where the answer cannot be written
    """
    asked = section or Sensitivity()
    chosen = [known("outcome", one, result.outcomes) for one in several("outcomes", outcomes or list(result.outcomes))]
    method = Method(Reading(result), asked.confidence, whole("seed", seed, 0, MAX_SEED))
    _check(method.reading)
    data: dict[str, Any] = {**asked.model_dump(), "outcomes": chosen, "seed": str(method.seed)}
    return answered(result, VERB, data, lambda: _made(method, chosen, asked.half_width))


def _check(reading: Reading) -> None:
    """Refuse what no share of a variance can be told of."""
    result, manifest = reading.result, reading.result.manifest
    design, replicates = manifest["design"], int(manifest["replicates"])
    if not result.factors:
        raise NotPossible(f"{result.folder} is of one point, so nothing moves\n  hint: sweep an experiment")
    if design in DRAWN_AS:
        raise NotPossible(
            f"{result.folder} is a design {design}, of which no share of a variance is told\n"
            f"  hint: the figure {DRAWN_AS[design]} shows what it says; saltelli, morris and sobol are samples"
        )
    if design in SCREENED and len(result.there) < FEWEST:
        raise NotPossible(f"{result.folder} has {len(result.there)} points\n  hint: {FEWEST} are the fewest for this")
    if manifest["noise"] and replicates < 2:
        raise NotPossible(
            f"{result.folder} has one run a point, which leaves chance and effect mixed\n  hint: give 2 replicates"
        )
    if design in SCREENED:
        reading.check_shared()
    if design == SALTELLI and reading.groups < FEWEST_GROUPS:
        raise NotPossible(
            f"{result.folder} has {reading.groups} whole groups of rows, and {FEWEST_GROUPS} are the fewest for this\n"
            f"  hint: {result.again}"
        )
    reading.check()


def _made(method: Method, outcomes: Sequence[str], target: float) -> Made:
    """Words and tables of all outcomes."""
    reading = method.reading
    words: list[Words] = [reading.size]
    found: list[Explained] = []
    for outcome in outcomes:
        values = reading.runs(outcome)
        defined = np.isfinite(values[reading.whole])
        if not defined.all():
            words.append(_undefined(outcome, float(defined.mean())))
            continue
        one = method.of(outcome, values)
        found.append(one)
        words += [f"{outcome} is the same in every run."] if one.constant else _said(method, one, target)
    words.append(_limits(reading.result))
    tables = {method.name: table(found), "outcomes": _outcomes(found)}
    if method.name == "indices":
        tables |= courses(method, outcomes)
    return Made(words, {name: rows for name, rows in tables.items() if len(rows) > 1})


def _said(method: Method, found: Explained, target: float) -> list[Words]:
    points = int(method.reading.whole.sum())
    if method.name == "indices":
        return sentences.of_indices(found, method.reading.row_count, target)
    if method.name == "screening":
        return sentences.of_screening(found, points, method.reading.shared)
    return sentences.of_effects(found)


def _undefined(outcome: str, share: float) -> str:
    return f"{defined_in(outcome, share)}, so nothing is told of it. {COMPARED[:1].upper()}{COMPARED[1:]}."


def _limits(result: Result) -> str:
    return (
        f"Of the inputs and ranges that the experiment declares, and of no others. {result.manifest['limits']}".strip()
    )


def table(found: Sequence[Explained]) -> Rows:
    """A row an outcome and factor: each measure with its interval and what chance alone gives; of what can be told."""
    told = [one for one in found if one.told]
    names = [(m.name, m.floor is not None) for m in told[0].measures] if told else []
    head = ["outcome", "factor", *(column for name, floor in names for column in _columns(name, floor)), "clear"]
    rows: list[list[str | float | int]] = [[*head]]
    for one in told:
        for column in range(len(one.factors)):
            cells = [number for m in one.measures for number in _cells(m.found, m.floor, column)]
            rows.append([one.outcome, one.factors[column], *cells, str(bool(one.clear[column])).lower()])
    return rows


def _columns(name: str, floor: bool) -> list[str]:
    return [name, f"{name}_low", f"{name}_high", *([f"{name}_floor"] if floor else [])]


def _cells(found: Any, floor: np.ndarray | None, column: int) -> list[float]:
    numbers = [found.value[column], found.low[column], found.high[column]]
    return [float(number) for number in (*numbers, *([floor[column]] if floor is not None else []))]


def _outcomes(found: Sequence[Explained]) -> Rows:
    """A row an outcome: its variance by inputs and by chance, in squares of its unit."""
    head = ["outcome", "variance", "variance_low", "variance_high", "chance_variance", "chance_share", "told", "widest"]
    rows: list[list[str | float | int]] = [[*head]]
    for one in found:
        if one.split is not None:
            of, widest = one.split.factors, one.widest if one.told else float("nan")
            variance = [float(number) for number in (of.value, of.low, of.high)]
            rows.append([one.outcome, *variance, one.split.chance, one.split.share, str(one.told).lower(), widest])
    return rows
