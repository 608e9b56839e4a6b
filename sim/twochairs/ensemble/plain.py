"""Replicates one after the other in plain Python, month by month."""

from collections.abc import Iterator

import numpy as np

from twochairs.ensemble.runs import Lanes
from twochairs.errors import NotFinite
from twochairs.scenario.load import Scenario
from twochairs.world.rulebook import Rulebook
from twochairs.world.world import check_finite


class Months:
    """Months of a scenario's runs, its world made once for all of them."""

    def __init__(self, scenario: Scenario, rulebook: Rulebook, seed: int) -> None:
        rulebook.check_fits(scenario.case.own)
        self.scenario, self.rulebook, self.seed = scenario, rulebook, seed
        self.layout, self.world, self.values = scenario.world()
        self.start = self.values.copy()

    def of(self, replicate: int) -> Iterator[tuple[int, np.ndarray]]:
        """Each month's number and the values at its end, shape (slots,), good until the next; the start is month 0.

        Raises
        ------
        NotFinite : where a number is not finite
        Exception : whatever one of the rules raises
        """
        self.values[:] = self.start
        draws = self.scenario.draws(self.layout, self.seed, [replicate])
        self.rulebook.read_start(self.world)
        yield 0, self.values[:, 0]
        for t in range(1, self.scenario.case.clock.months + 1):
            self.scenario.steered.apply(t - 1, self.values)
            self.rulebook.month(t, self.world, draws)
            check_finite(self.values, self.layout, self.scenario.month_label(t), [replicate])
            yield t, self.values[:, 0]


def run_plain(scenario: Scenario, rulebook: Rulebook, seed: int, replicates: list[int], watched: np.ndarray) -> Lanes:
    """What `run_lanes` gives, without a compiler: the same bits.

    Raises
    ------
    Exception : whatever one of the rules raises
    """
    months = Months(scenario, rulebook, seed)
    kept = np.empty((scenario.case.clock.months + 1, len(watched), len(replicates)))
    spoiled = np.zeros(len(replicates), dtype=np.int64)
    errors: dict[int, NotFinite] = {}
    for lane, replicate in enumerate(replicates):
        reached = -1
        try:
            for reached, values in months.of(replicate):
                kept[reached, :, lane] = values[watched]
        except NotFinite as error:
            spoiled[lane], errors[replicate] = reached + 1, error
    return Lanes(replicates, spoiled, kept, lambda replicate, month: errors[replicate])


def month_of_failure(scenario: Scenario, replicate: int, seed: int, rulebook: Rulebook) -> str:
    """Label of the month in which a run fails, or "" where it does not."""
    reached = -1
    try:
        for month, _ in Months(scenario, rulebook, seed).of(replicate):
            reached = month
    except Exception:
        return scenario.month_label(reached + 1)
    return ""
