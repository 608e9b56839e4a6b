"""What each kind of evidence does to constants that were learnt from ideal points alone, and to Serbia's headline.

Draws of the posterior of ideal points are weighted by what its likelihood leaves out; the one posterior stands beside
them. Where a weighted draw and that posterior say the same, two ways have led to it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from twochairs.data.ideal_scale import SLOPE
from twochairs.errors import NotPossible
from twochairs.evidence.acts.likelihood import Likelihood
from twochairs.evidence.calibration.design import case_of
from twochairs.evidence.calibration.stages import Arrays, write_table
from twochairs.evidence.joint import headline
from twochairs.evidence.joint.acts import ActsGiven
from twochairs.evidence.joint.beyond import PATH, Beyond
from twochairs.evidence.joint.simulated import Simulated, batches
from twochairs.evidence.joint.together import Together
from twochairs.evidence.joint.weights import Weights, smoothed
from twochairs.experiment.plan import Plan
from twochairs.scenario.calendar import month_number
from twochairs.scenario.example import HOME

if TYPE_CHECKING:
    import pandas as pd

PLAIN, WALK, EVERYTHING, ONE = "ideal points alone", "acts beside a walk", "everything", "one posterior"
_ERRORS = tuple(f"{name}_error" for name in headline.EFFECTS)
COLUMNS = ("evidence", "draws", "effective", "shape", "constant", "shift", "error", *headline.EFFECTS, *_ERRORS)
"""Of the table: evidence, draws, how many they are worth, the tail's shape, the constant whose mean moves most, by how
many of its standard deviations, the error of that, the headline's effects, and their errors: Monte Carlo errors."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Feedback:
    """The waves of one posterior, the first of them weighted.

    Attributes
    ----------
    together : the posterior
    progress : told of every batch
    """

    together: Together
    progress: Progress = lambda done, total: None

    @property
    def first(self) -> Beyond:
        """Draws of ideal points alone."""
        return self.together.waves[0]

    @cached_property
    def wandering(self) -> np.ndarray:
        """Log likelihood of acts of some draws, where states wander beside their paths as ideal points do."""
        from threadpoolctl import threadpool_limits

        wave, rows = self.first, spread_of(self.first)
        acts = replace(wave.acts, walk=float(wave.made.left.noise.level.mean()) / SLOPE)

        def made(some: slice) -> Arrays:
            with threadpool_limits(limits=1):  # the same bits however many processors there are
                return {"log": np.array([acts.on(wave.made.path(row)).log_likelihood for row in rows[some]])}

        stages = wave.stages(Simulated, ActsGiven, Likelihood, given=(acts.acts, acts.walk, rows.tolist()))
        return batches(stages, f"walk-{wave.name}", len(rows), made, self.progress)["log"]

    @cached_property
    def effects(self) -> np.ndarray:
        """Serbia's headline under some draws of ideal points alone, (draws, effects)."""
        return self._effects(self.first)

    @cached_property
    def effects_together(self) -> np.ndarray:
        """The same under draws of the one posterior."""
        return self._effects(self.together.waves[-1])

    @cached_property
    def weights(self) -> Mapping[str, Weights]:
        """Of the draws of ideal points alone, by every kind of evidence; beside a walk, of some of them."""
        log = self.first.log_weights
        found = {evidence: smoothed(one) for evidence, one in log.items()}
        return found | {WALK: smoothed(self.wandering), EVERYTHING: smoothed(self.first.joined + log[PATH])}

    def _effects(self, wave: Beyond) -> np.ndarray:
        rows = spread_of(wave)
        given = (headline.asked().hash, wave.acts.acts, rows.tolist())
        stages = wave.stages(Simulated, ActsGiven, headline.effects, given=given)
        made = batches(stages, f"headline-{wave.name}", len(rows), lambda some: _under(wave, rows[some]), self.progress)
        return made["effects"]


def spread_of(wave: Beyond) -> np.ndarray:
    """Rows of the draws that the headline is run under, and that wander."""
    size = len(wave.made.cube)
    return np.linspace(0, size - 1, min(size, headline.DRAWS)).round().astype(int)


def _under(wave: Beyond, rows: np.ndarray) -> Arrays:
    """The headline under some draws of a wave."""
    asked, free, unknowns, drawn = headline.asked(), wave.calibration.free, wave.acts.unknowns, wave.on_paths
    first = wave.calibration.design.values(free.constants(wave.made.cube[rows]))
    second = {name: unknowns.constant(name, drawn["constants"][rows]) for name in unknowns.free}
    draws = [one | {name: float(values[at]) for name, values in second.items()} for at, one in enumerate(first)]
    terms = headline.terms_of(asked, wave.made, unknowns, drawn["terms"][rows], rows)
    return {"effects": headline.effects(asked, draws, terms)}


def check_weighable(plan: Plan) -> None:
    """Raise NotPossible where acts of a plan's states are not recorded, or it ends before the headline's starts."""
    clock = plan.scenario(0).case.clock
    if case_of(plan) == HOME and month_number(clock.start) + clock.months > month_number(headline.BEFORE):
        return
    hint = "without --joint its constants are learnt all the same"
    text = f"draws of {plan.shown} cannot be weighted: only the hindcast at home, to {headline.BEFORE}, has acts"
    raise NotPossible(f"{text}\n  hint: {hint}")


def feedback(given: Feedback) -> "pd.DataFrame":
    """One row a kind of evidence: columns `COLUMNS`."""
    import pandas as pd

    wave, names, few = given.first, given.first.calibration.free.names, spread_of(given.first)
    size = len(wave.made.cube)
    alone = Weights(np.full(size, 1.0 / size), np.nan)
    rows = []
    for evidence, weights in {PLAIN: alone, **given.weights}.items():
        shift, error = weights.shift(wave.made.cube[few] if evidence == WALK else wave.made.cube)
        some = weights if evidence == WALK else weights.of(few)
        rows.append(_row(evidence, weights, some, (names, shift, error), given.effects))
    one, last = given.together.weights, given.together.waves[-1]
    shift, error = shift_of(given)
    rows.append(_row(ONE, one, one.of(spread_of(last)), (names, shift, error), given.effects_together))
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(
    evidence: str,
    weights: Weights,
    some: Weights,
    moved: tuple[tuple[str, ...], np.ndarray, np.ndarray],
    effects: np.ndarray,
) -> tuple[object, ...]:
    names, shift, error = moved
    most = int(np.argmax(np.abs(shift)))
    told = (names[most], shift[most], error[most]) if evidence != PLAIN else ("", 0.0, 0.0)
    headlines = (*some.mean(effects), *some.error(effects))
    return (evidence, len(weights.each), weights.effective, weights.shape, *told, *headlines)


def shift_of(given: Feedback) -> tuple[np.ndarray, np.ndarray]:
    """How far the one posterior's means are from those of ideal points alone, in standard deviations of these, and the
    Monte Carlo error of that, (constants,) each; errors of chains are in it."""
    one, first, last = given.together, given.first.made.cube, given.together.waves[-1].made.cube
    weights, spread = one.weights, first.std(axis=0)
    of_last = weights.error(last) / spread * np.sqrt(weights.effective / one.independent)
    error = np.sqrt(of_last**2 + 1.0 / len(first) + 1.0 / given.first.chains.independent)
    return (weights.mean(last) - first.mean(axis=0)) / spread, error


def shifts(given: Feedback) -> "pd.DataFrame":
    """One row a constant: name, mean and sd as learnt from ideal points alone, and how far each kind of evidence moves
    the mean, in these standard deviations."""
    import pandas as pd

    wave = given.first
    design, free, few = wave.calibration.design, wave.calibration.free, spread_of(wave)
    ends = {name: (low, high) for name, low, high in zip(design.names, design.low, design.high, strict=True)}
    low, high = np.array([ends.get(name, (0.0, 1.0)) for name in free.names]).T
    cube = wave.made.cube
    found = {"name": free.names, "mean": low + cube.mean(axis=0) * (high - low), "sd": cube.std(axis=0) * (high - low)}
    each = {name: weights.shift(cube[few] if name == WALK else cube)[0] for name, weights in given.weights.items()}
    return pd.DataFrame(found | each | {ONE: shift_of(given)[0]})


def write_feedback(given: Feedback) -> "pd.DataFrame":
    """Write both tables into the calibration's folder, and hand on the first."""
    found = feedback(given)
    folder = given.first.calibration.folder
    write_table(folder / "joint.csv", found)
    write_table(folder / "joint-constants.csv", shifts(given))
    return found
