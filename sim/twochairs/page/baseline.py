"""The numbers that a page must come to by itself before it may say anything."""

from collections.abc import Sequence

import numpy as np

from twochairs.ensemble.plain import run_plain
from twochairs.ensemble.replicates import compiling_pays
from twochairs.ensemble.runs import LANES, Lanes
from twochairs.scenario.load import Scenario
from twochairs.world.rulebook import Rulebook


def kept_numbers(
    under: Sequence[Scenario], rulebook: Rulebook, seed: int, replicates: int, watched: np.ndarray
) -> np.ndarray:
    """Watched slots of every month and replicate, shape (months + 1, watched, replicates).

    Parameters
    ----------
    under : the scenario under each draw of its constants; replicate r has the (r % draws)-th

    Raises
    ------
    NotFinite : where a number of the world stops being finite
    """
    months, apart = under[0].case.clock.months, len(under)
    run = _side_by_side if compiling_pays(months, replicates, rulebook) else run_plain
    kept = np.empty((months + 1, len(watched), replicates))
    for draw, scenario in enumerate(under):
        every = range(draw, replicates, apart)
        for first in range(0, len(every), LANES):
            some = every[first : first + LANES]
            kept[:, :, some] = run(scenario, rulebook, seed, list(some), watched).kept
    return kept


def _side_by_side(
    scenario: Scenario, rulebook: Rulebook, seed: int, replicates: list[int], watched: np.ndarray
) -> Lanes:
    from twochairs.ensemble.lanes import run_lanes

    return run_lanes(scenario, rulebook, seed, replicates, watched)
