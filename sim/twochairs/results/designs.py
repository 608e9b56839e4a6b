"""Where the points of a design lie, as numbers."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from twochairs.results.result import Result


def coded(result: "Result", name: str) -> tuple[np.ndarray, list[Any] | None]:
    """A factor's value at each point that is there, as a number.

    Returns
    -------
    of text, true and false the number of the level, and the levels; of numbers these, and None
    """
    whole = result.design[name].to_numpy()
    return as_numbers(whole[result.there], whole)


def as_numbers(values: np.ndarray, whole: np.ndarray) -> tuple[np.ndarray, list[Any] | None]:
    """Values of a factor as numbers, those of text, true and false by their places among all there are; as `coded`."""
    if values.dtype.kind in "iuf":
        return values.astype(float), None
    known = list(dict.fromkeys(whole.tolist()))
    return np.array([float(known.index(one)) for one in values.tolist()]), known


def shares(result: "Result") -> np.ndarray:
    """Where points lie between the ends of each factor, in [0, 1], shape (points there, factors)."""
    columns = []
    for name in result.factors:
        each, _ = coded(result, name)
        each = np.log(each) if result.about(name).get("scale") == "log" else each
        span = float(each.max() - each.min())
        columns.append((each - each.min()) / span if span else np.zeros(len(each)))
    return np.stack(columns, axis=1) if columns else np.zeros((len(result.there), 0))
