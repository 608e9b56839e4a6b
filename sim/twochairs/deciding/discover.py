"""Where among the inputs of a sweep an outcome comes about, told by points that did not find it."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from twochairs.deciding.asking import Made, answered
from twochairs.deciding.boxes.boxes import Part
from twochairs.deciding.boxes.explored import explored, inputs_of
from twochairs.deciding.boxes.tables import tables
from twochairs.deciding.boxes.words import words
from twochairs.deciding.reading import Reading
from twochairs.errors import NotPossible
from twochairs.experiment.answerable import FEWEST_FOUND, SCREENED
from twochairs.experiment.asked import TREE, Discovered
from twochairs.experiment.read_off import compared
from twochairs.results.answers import Answer, Words
from twochairs.results.designs import coded
from twochairs.results.extra import need
from twochairs.results.result import Result
from twochairs.scenario.given import MAX_SEED, several, whole
from twochairs.scenario.wording import unknown

VERB = "discover"
_SIGNS: dict[str, Callable[[np.ndarray, float], np.ndarray]] = {
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip


def discover(
    result: Result, section: Sequence[Discovered] | None, outcomes: Sequence[str] | None = None, seed: int = 2022
) -> tuple[Answer, bool]:
    """The answer of a result to where outcomes come about, and whether it was made now.

    Parameters
    ----------
    section : what its experiment says of the question
    outcomes : those that are asked about, by what the section calls them or as they are written; all of the section
        where None
    seed : of what is drawn by lot

    Raises
    ------
    NotPossible : where the design, the replicates or the outcomes do not bear the question, or a package is missing
    CannotWrite, Locked : where the answer cannot be written
    """
    questions, reading = _questions(result, section, outcomes), Reading(result)
    seed = whole("seed", seed, 0, MAX_SEED)
    _check(reading)
    trees = any(TREE in one.method for one in questions)
    ready(questions)
    each = [_runs(reading, one.outcome) for one in questions]
    asked: dict[str, Any] = {"questions": [one.model_dump() for one in questions], "seed": str(seed)}
    packages = ("scikit-learn",) if trees else ()
    return answered(result, VERB, asked, lambda: _made(reading, questions, each, seed), packages)


def ready(section: Sequence[Discovered]) -> None:
    """Say which package is missing for what is asked, before anything is run; raises NotPossible."""
    if any(TREE in one.method for one in section):
        need("sklearn", extra="analysis")


def _questions(
    result: Result, section: Sequence[Discovered] | None, outcomes: Sequence[str] | None
) -> list[Discovered]:
    if outcomes is None:
        if not section:
            raise NotPossible(
                f"{result.folder} is of an experiment that asks for no discovery\n"
                "  hint: --outcome 'OUTCOME > NUMBER' asks, or `discover:` in the experiment"
            )
        return list(section)
    known = {one.called: one for one in section or ()}
    known |= {one.outcome: one for one in section or ()}
    return [known[text] if text in known else Discovered(outcome=text) for text in several("outcomes", outcomes)]


def _check(reading: Reading) -> None:
    """Refuse runs of which nothing can be found."""
    result = reading.result
    design, points = result.manifest["design"], len(result.there)
    if not result.factors:
        raise NotPossible(f"{result.folder} is of one point, and nothing differs\n  hint: sweep an experiment")
    if design not in SCREENED:
        raise NotPossible(
            f"{result.folder} is a design {design}, whose points hang together\n"
            "  hint: latin-hypercube and sobol are samples, and a table may be one"
        )
    if points < FEWEST_FOUND:
        raise NotPossible(f"{result.folder} has {points} points\n  hint: {FEWEST_FOUND} are the fewest for this")
    reading.check_shared()
    reading.check()


def _runs(reading: Reading, text: str) -> np.ndarray:
    """Whether each run has an outcome, 0 or 1, shape (points there, replicates); of points that are whole."""
    result = reading.result
    known = tuple(result.outcomes)
    comparison = compared(text, known)
    if text in known:
        values = reading.runs(text)
    elif comparison is not None:
        values = _SIGNS[comparison.sign](reading.runs(comparison.outcome), comparison.number).astype(float)
    else:
        raise NotPossible(
            f"outcome '{text}' {unknown(text, known)}\n  hint: one of these, or one compared with a number"
        )
    values = values[reading.whole]
    if not np.isin(values, (0.0, 1.0)).all():
        raise NotPossible(
            f"'{text}' of {result.folder} is not 1 or 0 in each run\n  hint: compare it, as in '{text} > 0.25'"
        )
    return np.asarray(values)


def _made(reading: Reading, questions: Sequence[Discovered], each: Sequence[np.ndarray], seed: int) -> Made:
    """Words and tables of all outcomes."""
    result = reading.result
    columns = [coded(result, name) for name in result.factors]
    values = np.stack([column for column, _ in columns], axis=1)[reading.whole]
    inputs, same = inputs_of(result.factors, values, [levels for _, levels in columns])
    if not inputs.names:
        raise NotPossible(f"all points of {result.folder} are alike\n  hint: {', '.join(same)} must differ")
    points, shared = result.there[reading.whole], reading.shared and bool(result.manifest["noise"])
    found = [explored(one, Part(inputs, runs, shared), points, seed) for one, runs in zip(questions, each, strict=True)]
    if all(one.why_not for one in found):
        told = "\n".join(f"{one.asked.outcome} {one.why_not}" for one in found)
        raise NotPossible(f"{told}\n  hint: more points, or another outcome")
    said = [text for one in found for text in words(one)]
    return Made([_size(reading, same), *said, _limits(result)], tables(found))


def _size(reading: Reading, same: Sequence[str]) -> str:
    """How much there is, and what of it is left out."""
    told = reading.size
    if same:
        told += f" The same at all points, and left out: {', '.join(same)}."
    return told


def _limits(result: Result) -> Words:
    first = "Of the inputs and ranges that the experiment declares, as its points are laid out in them."
    return f"{first} {result.manifest['limits']}".strip()
