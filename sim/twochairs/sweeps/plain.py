"""One run of a sweep in plain Python, month by month."""

from collections.abc import Iterator

import numpy as np

from twochairs.scenario.load import Scenario
from twochairs.world.rulebook import Rulebook
from twochairs.world.world import check_finite


def months_of_run(
    scenario: Scenario, replicate: int, seed: int, rulebook: Rulebook
) -> Iterator[tuple[int, np.ndarray]]:
    """Each month's number and the values at its end, shape (slots,); the start is month 0.

    Raises
    ------
    NotFinite : where a number is not finite
    Exception : whatever one of the rules raises
    """
    layout, world, values = scenario.world()
    draws = scenario.draws(layout, seed, [replicate])
    rulebook.check_fits(scenario.case.own)
    rulebook.read_start(world)
    yield 0, values[:, 0].copy()
    for t in range(1, scenario.case.clock.months + 1):
        rulebook.month(t, world, draws)
        check_finite(values, layout, scenario.month_label(t), [replicate])
        yield t, values[:, 0].copy()


def month_of_failure(scenario: Scenario, replicate: int, seed: int, rulebook: Rulebook) -> str:
    """Label of the month in which a run fails, or "" where it does not."""
    reached = -1
    try:
        for month, _ in months_of_run(scenario, replicate, seed, rulebook):
            reached = month
    except Exception:
        return scenario.month_label(reached + 1)
    return ""
