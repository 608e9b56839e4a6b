"""Two results side by side: every outcome of one less the same run's in the other, point by point."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from twochairs.errors import NotPossible
from twochairs.scenario.wording import printable
from twochairs.statistics.estimate import Estimate
from twochairs.statistics.kinds import FIXED
from twochairs.statistics.paired import difference

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.results.result import Result

DIFFERENCE = ["mean_difference", "monte_carlo_error", "low", "high", "runs", "independent"]
"""Columns that say what is known of a difference."""
COLUMNS = ["point", "outcome", "unit", "kind", *DIFFERENCE, "varied"]


def paired(first: "Result", second: "Result") -> "pd.DataFrame":
    """Every outcome at every point of the second result, less the same run's in the first; those in other units not.

    Returns
    -------
    columns point, outcome, unit, kind, mean_difference, monte_carlo_error, low, high (95 % interval of the mean), runs
    (where both are defined), independent (units that the interval rests on), varied (whether pairs do)

    Raises
    ------
    NotPossible : where the runs of the two do not share their chance, or their points are not the same
    """
    import pandas as pd

    check_paired([first, second])
    points = np.intersect1d(first.there, second.there)
    numbers = [np.arange(int(result.manifest["replicates"])) for result in (first, second)]
    replicates, _ = replicates_of_both(first, second, *numbers)
    every = pd.MultiIndex.from_product([points, replicates], names=["point", "replicate"])
    runs = [result.runs.set_index(["point", "replicate"]).reindex(every) for result in (first, second)]
    draw, theirs, rows = first.draw_of(replicates), second.outcomes, []
    for outcome, unit in first.outcomes.items():
        if theirs.get(outcome) == unit:
            kind = kind_of_both(first, second, outcome)
            moved = (runs[1][outcome] - runs[0][outcome]).to_numpy(dtype=float).reshape(len(points), len(replicates))
            for point, values in zip(points.tolist(), moved, strict=True):
                known, there = in_row(difference(values, kind, draw)), values[np.isfinite(values)]
                rows.append((point, outcome, unit, kind, *known, bool(len(there) and np.ptp(there) > 0.0)))
    return pd.DataFrame(rows, columns=COLUMNS)


def replicates_of_both(
    first: "Result", second: "Result", ones: np.ndarray, others: np.ndarray
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Numbers of the replicates that two results share, in order, and the place of each in either.

    Parameters
    ----------
    ones, others : numbers of the replicates of the first and of the second, each shape (replicate,)

    Raises
    ------
    NotPossible : where they share none
    """
    common, *places = np.intersect1d(ones, others, return_indices=True)
    if not len(common):
        raise NotPossible(
            f"{first.folder} and {second.folder} have no run in common that came to its end\n"
            "  hint: run both again with the same replicates"
        )
    return common, (places[0], places[1])


def same(row: dict[str, Any]) -> bool:
    """Whether an outcome is the same in every pair of several: its mean difference is 0, and no pair's differs."""
    return bool(row["independent"] > 1 and not row["varied"] and abs(row["mean_difference"]) < 1e-12)


def names_of_both(other: "Result", base: "Result") -> list[str]:
    """Titles of the two, or where they are alike, or each is of many points, their folders."""
    names = [printable(result.title) for result in (other, base)]
    folders = [printable(str(result.folder)) for result in (other, base)]
    return folders if names[0] == names[1] or base.points > 1 else names


def in_row(found: Estimate) -> tuple[float, float, float, float, int, int]:
    """What is known of a mean, in the order of DIFFERENCE."""
    return found.mean, found.error, found.low, found.high, found.runs, found.independent


def row_of(found: Estimate, mean: str = "difference") -> dict[str, Any]:
    """The same under names.

    Parameters
    ----------
    mean : what the mean is called
    """
    return dict(zip((mean, "error", "low", "high", "runs", "independent"), in_row(found), strict=True))


def kind_of_both(first: "Result", second: "Result", outcome: str) -> str:
    """The kind of an outcome of two results: without chance where it is so in both."""
    kinds = [result.kind(outcome) for result in (first, second)]
    return next((kind for kind in kinds if kind != FIXED), FIXED)


def kind_in(kind: str, *results: "Result") -> str:
    """A kind of number as it is in some results: without chance where their runs have none and draw no constants."""
    return kind if any(result.manifest["noise"] or result.drawn for result in results) else FIXED


_CHANCE, _TIME = "their runs do not share their chance", "their months are not the same months"
SAME = "the same in every pair"
"""Instead of an interval, of what differs in no pair of several."""
_SHARED = (
    ("seed is", "seed", _CHANCE),
    ("noise is", "noise", _CHANCE),
    ("code that draws chance is", "chance_hash", _CHANCE),
    ("start is", "start", _TIME),
    ("number of months is", "months", _TIME),
    ("draws of the parameters are", "parameters", "their runs do not have the same constants"),
)
"""What runs must have in common to be paired, its key in the manifest, and what follows where it differs.

Rules are not among it: chance is keyed by seed, run, month, purpose and the agent's name alone."""


def check_paired(results: "Sequence[Result]") -> None:
    """Refuse results whose runs do not share their chance, or whose points are not the same.

    Raises
    ------
    NotPossible : that says what differs
    """
    if len(results) < 2:
        raise NotPossible("a comparison needs two results or more")
    base = results[0]
    for other in results[1:]:
        reason = _reason(base, other)
        if reason:
            raise NotPossible(f"{base.folder} and {other.folder} cannot be paired: {reason}")


def _reason(base: "Result", other: "Result") -> str:
    if bool(base.factors) != bool(other.factors):
        return "one is a sweep, the other a run of one scenario"
    for what, key, so in _SHARED:
        mine, theirs = base.manifest.get(key), other.manifest.get(key)
        unsaid = key == "chance_hash" and None in (mine, theirs)  # as in results of earlier versions
        if mine != theirs and not unsaid:
            return f"the {what} {_told(mine)} in one and {_told(theirs)} in the other, so {so}; run both with the same"
    return _of_designs(base, other) if base.factors else ""


def _of_designs(base: "Result", other: "Result") -> str:
    if base.factors != other.factors:
        return f"the factors of one are {', '.join(base.factors)}, of the other {', '.join(other.factors)}"
    if base.points != other.points or not base.design[base.factors].equals(other.design[base.factors]):
        return "their points differ; run both with the same design"
    if not (base.manifest["common_random_numbers"] and other.manifest["common_random_numbers"]):
        return "one has no common random numbers, so that its points do not share their chance with the other's"
    return "" if set(base.outcomes) & set(other.outcomes) else "they have no outcome in common"


def _told(value: Any) -> str:
    """What a manifest says, in words."""
    if value is None:
        return "none"
    if isinstance(value, dict):
        return f"{value['draws']} of the {value['kind']} ({str(value['hash'])[:10]})"
    return value[:10] if isinstance(value, str) else str(value)
