"""A scenario under several draws of the rules' constants: what of its data each draw changes."""

from typing import Any

import numpy as np

from twochairs.experiment.uncertainty import Draws
from twochairs.page.world import Months, constants_of, numbers_of
from twochairs.scenario.load import Scenario


def draws_of(months: Months, first: Scenario, under: tuple[Scenario, ...], draws: Draws) -> dict[str, Any] | None:
    """What each draw changes: slots of the solved start, numbers of the world, elements of its arrays.

    Parameters
    ----------
    first : the scenario as it is without draws
    under : what it is under each

    Returns
    -------
    None where nothing is drawn
    """
    if not draws.varied:
        return None
    return {"rows": draws.rows, "sets": [_set(months, first, one) for one in under]}


def _set(months: Months, first: Scenario, other: Scenario) -> dict[str, Any]:
    arrays = zip(constants_of(months, first), constants_of(months, other), strict=True)
    return {
        "start": _changed(first.start()[1], other.start()[1]),
        "numbers": _changed(np.array(numbers_of(months, first)), np.array(numbers_of(months, other))),
        "constants": [
            [place, *change]
            for place, (one, two) in enumerate(arrays)
            if one is not None
            for change in _changed(one, two)
        ],
    }


def _changed(one: np.ndarray, other: np.ndarray | None) -> list[list[Any]]:
    """Place and new number of what differs."""
    assert other is not None and one.shape == other.shape
    return [[place, other.reshape(-1)[place].item()] for place in np.flatnonzero(one != other).tolist()]
