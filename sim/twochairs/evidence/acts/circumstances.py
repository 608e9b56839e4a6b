"""What acts go by, month by month: the path of each state, what presses it, and what the other side gives it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from twochairs.ensemble.lanes import run_lanes
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.calibration.paths import with_parameters
from twochairs.experiment.base import Base
from twochairs.scenario.assemble import side_of
from twochairs.scenario.calendar import month_number
from twochairs.world.rulebook import STANDARD
from twochairs.world.world import ABOVE, BELOW

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Circumstances:
    """Draws of what acts towards the side above 0 go by.

    Attributes
    ----------
    start : number of the first month, as `month_number` counts
    states : of the second axis
    alignment, pressed, favoured : shape (draws, states, months); the path, the most pressure of the side that asks, and
        the most that a pole of the other side gives
    hard_share : of declarations, shape (months,)
    """

    start: int
    states: tuple[str, ...]
    alignment: np.ndarray
    pressed: np.ndarray
    favoured: np.ndarray
    hard_share: np.ndarray

    @property
    def draws(self) -> int:
        """How many sets of constants."""
        return len(self.alignment)

    def months(self, first: str, last: str) -> slice:
        """The months from one to another, both included, as far as they are there; such as 2014-03."""
        end = len(self.hard_share)
        begin, stop = month_number(first) - self.start, month_number(last) - self.start + 1
        return slice(min(max(begin, 0), end), min(max(stop, 0), end))

    def hard_share_of(self, rate: Rate) -> float:
        """Of the declarations that a rate counts."""
        return 1.0 if rate.all_hard else float(self.hard_share[self.months(rate.start, rate.end)].mean())

    def knows(self, state: str, first: str, last: str) -> bool:
        """Whether the state is there in all these months."""
        whole = month_number(last) - month_number(first) + 1
        there = self.months(first, last)
        return state in self.states and there.stop - there.start == whole

    def picked(self, rows: np.ndarray) -> "Circumstances":
        """Some of the draws."""
        path, pressed, favoured = (one[rows] for one in (self.alignment, self.pressed, self.favoured))
        return Circumstances(self.start, self.states, path, pressed, favoured, self.hard_share)

    def mean(self) -> "Circumstances":
        """The mean of all draws, as one."""
        path, pressed, favoured = (
            one.mean(axis=0, keepdims=True) for one in (self.alignment, self.pressed, self.favoured)
        )
        return Circumstances(self.start, self.states, path, pressed, favoured, self.hard_share)


def circumstances_of_draws(
    base: Base,
    draws: Sequence[Mapping[str, float]],
    replicates: int,
    seed: int,
    progress: Progress = lambda done, total: None,
    apart: bool = False,
) -> Circumstances:
    """Run a scenario under sets of constants; of each, the mean of its runs.

    Parameters
    ----------
    draws : parameter name to value, one mapping a draw
    replicates : runs a draw that differ only by chance; every draw has the same chance
    apart : each run for itself, as a draw of its own: all first runs, then all second ones
    """
    made = []
    for number, values in enumerate(draws):
        made.append(_one(base, values, replicates, seed))
        progress(number + 1, len(draws))

    def of_all(name: str) -> np.ndarray:
        runs = np.stack([getattr(one, name) for one in made])  # (draws, runs, states, months)
        return np.asarray(runs.swapaxes(0, 1).reshape(-1, *runs.shape[2:]) if apart else runs.mean(axis=1))

    path, pressed, favoured = map(of_all, ("alignment", "pressed", "favoured"))
    return Circumstances(made[0].start, made[0].states, path, pressed, favoured, made[0].hard_share)


def _one(base: Base, values: Mapping[str, float], replicates: int, seed: int) -> Circumstances:
    """Its runs under one set, as draws."""
    scenario = with_parameters(base, values)
    layout, case = scenario.start()[0], scenario.case
    states, poles = layout.names.country, layout.names.pole
    asks = [pole for pole in poles if side_of(case.poles[pole].position) == ABOVE]
    gives = [pole for pole in poles if side_of(case.poles[pole].position) == BELOW]
    slots = [layout.slot("alignment", state) for state in states]
    slots += [layout.slot("pressure", pole, state) for pole in asks for state in states]
    slots += [layout.slot("favours", pole, state) for pole in gives for state in states]
    slots += [layout.slot("hard_share")]
    kept = run_lanes(scenario, STANDARD, seed, list(range(replicates)), np.array(slots, dtype=np.int64)).kept
    runs = np.moveaxis(kept, 2, 0).swapaxes(1, 2)  # (runs, slots, months)
    ends = np.cumsum([1, len(asks), len(gives)]) * len(states)

    def most(first: int, last: int, poles: int) -> np.ndarray:
        return np.asarray(runs[:, first:last].reshape(len(runs), poles, len(states), -1).max(axis=1))

    pressed, favoured = most(ends[0], ends[1], len(asks)), most(ends[1], ends[2], len(gives))
    start = month_number(case.clock.start) - 1  # the first row is the state before the first month
    return Circumstances(start, states, runs[:, : ends[0]], pressed, favoured, runs[:, -1].mean(axis=0))
