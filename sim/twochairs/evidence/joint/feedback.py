"""What acts, polls, prices and directly simulated paths would do to constants that were learnt from ideal points alone.

Draws of the first stage's posterior are weighted by all that its likelihood left out; where their weights hardly
differ, one posterior of everything would be the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from twochairs.data.ideal_scale import SLOPE
from twochairs.errors import NotPossible
from twochairs.evidence.acts.likelihood import Likelihood
from twochairs.evidence.acts.observed import observed_acts
from twochairs.evidence.calibration.design import case_of
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.stages import Arrays, Stages, write_table
from twochairs.evidence.joint import headline, ideal_points, polls, prices
from twochairs.evidence.joint.acts import ActsGiven
from twochairs.evidence.joint.simulated import DRAWS, Simulated, batches, simulated
from twochairs.evidence.joint.weights import Weights, smoothed
from twochairs.experiment.plan import Plan
from twochairs.scenario.calendar import month_number
from twochairs.scenario.example import HOME
from twochairs.world.code import fingerprint

if TYPE_CHECKING:
    import pandas as pd

PLAIN, PATH, ACTS, POLL, PRICES, BLOC = "ideal points alone", "direct paths", "acts", "poll", "prices", "bloc"
WALK = "acts beside a walk"
TOGETHER, EVERYTHING = "acts, poll and prices", "everything"
_DRAWN = ("log_likelihood", "constants", "terms")
_ERRORS = tuple(f"{name}_error" for name in headline.EFFECTS)
COLUMNS = ("evidence", "draws", "effective", "shape", "constant", "shift", "error", *headline.EFFECTS, *_ERRORS)
"""Of the table: evidence, draws, how many they are worth, the tail's shape, the constant whose mean moves most, by how
many of its standard deviations, the error of that, the headline's effects, and their errors: Monte Carlo errors."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Feedback:
    """A calibration whose draws are weighted.

    Attributes
    ----------
    calibration : the first stage
    year : last of the record
    draws : how many are simulated
    progress : told of every batch
    """

    calibration: Calibration
    year: int
    draws: int = DRAWS
    progress: Progress = lambda done, total: None

    @cached_property
    def made(self) -> Simulated:
        """The draws and their paths."""
        return simulated(self.calibration, self.year, self._stages(Simulated), self.draws, self.progress)

    @cached_property
    def acts(self) -> ActsGiven:
        """Acts, learnt on the mean path."""
        given = self.made.circumstances
        return ActsGiven(observed_acts(given).begun(self.year), given.mean())

    @cached_property
    def on_paths(self) -> Arrays:
        """Of every draw: `log_likelihood` of acts; `constants` of R10 and `terms` drawn on its own path."""
        draws = len(self.made.cube)
        return batches(self._stages(Simulated, ActsGiven), f"acts-{self.year}", draws, self._on_paths, self.progress)

    @cached_property
    def wandering(self) -> np.ndarray:
        """Log likelihood of acts of the draws `run`, where states wander beside their paths as ideal points do."""
        from threadpoolctl import threadpool_limits

        acts = replace(self.acts, walk=float(self.made.left.noise.level.mean()) / SLOPE)

        def made(some: slice) -> Arrays:
            with threadpool_limits(limits=1):  # the same bits however many processors there are
                return {"log": np.array([acts.on(self.made.path(row)).log_likelihood for row in self.run[some]])}

        stages = self._stages(Simulated, ActsGiven, Likelihood)
        return batches(stages, f"walk-{self.year}", len(self.run), made, self.progress)["log"]

    @cached_property
    def run(self) -> np.ndarray:
        """Rows of the draws that the headline is run under, and that wander."""
        size = len(self.made.cube)
        return np.linspace(0, size - 1, min(size, headline.DRAWS)).round().astype(int)

    @cached_property
    def effects(self) -> np.ndarray:
        """Serbia's headline under the draws `run`, (draws, effects)."""
        stages = self._stages(Simulated, ActsGiven, headline.effects)
        return batches(stages, f"headline-{self.year}", len(self.run), self._effects, self.progress)["effects"]

    @cached_property
    def log_weights(self) -> Mapping[str, np.ndarray]:
        """Of every kind of evidence and of some together, up to a constant, (draws,) each."""
        calibration, year, made = self.calibration, self.year, self.made
        first = ideal_points.by_emulator(calibration, year, made)
        alike = calibration.free.emulator(calibration.free.constants(made.cube))
        told, whole = (self._with_bloc(path) for path in (alike, made.alignment(calibration)))
        start = calibration.free.log_start(calibration.free.constants(made.cube))
        found = {
            PATH: ideal_points.by_path(calibration, year, made) - first,
            ACTS: self.on_paths["log_likelihood"],
            POLL: self._poll(),
            PRICES: self._prices(),
            BLOC: told + start - first,
        }
        together = found[ACTS] + found[POLL] + found[PRICES]
        everything = together + whole + ideal_points.log_start(made) - first
        return found | {TOGETHER: together, EVERYTHING: everything}

    def _stages(self, *modules: Any) -> Stages:
        """Where what some modules make is kept."""
        learnt, code = self.calibration.stages, fingerprint(*(module.__module__ for module in modules))
        return replace(learnt, key=repr((learnt.key, code, self.draws)))

    def _with_bloc(self, path: np.ndarray) -> np.ndarray:
        by_share = ideal_points.with_bloc(self.calibration, self.year, self.made, path)
        return np.asarray(np.logaddexp.reduce(by_share, axis=0) - np.log(len(by_share)))

    def _poll(self) -> np.ndarray:
        given, waves = self.made.circumstances, polls.read_polls(self.year)
        months = np.array([given.months(wave.month, wave.month).start for wave in waves], dtype=int)
        asked = [given.states.index(wave.country) for wave in waves]
        public = self.made.public[:, asked, months]
        return polls.log_likelihood(public, np.array([wave.support for wave in waves]))

    def _prices(self) -> np.ndarray:
        given = self.made.circumstances
        paid = prices.read_prices(given, self.year)
        simulated_ones = prices.simulated_prices(given, self.made.price, paid)
        return prices.log_likelihood(np.array([one.price for one in paid]), simulated_ones, [one.buyer for one in paid])

    def _on_paths(self, some: slice) -> Arrays:
        seed, rows = self.calibration.settings.seed, range(some.start, some.stop)
        drawn = [self.acts.drawn(self.made.path(row), np.random.default_rng([seed, row])) for row in rows]
        return {name: np.array([getattr(one, name) for one in drawn]) for name in _DRAWN}

    def _effects(self, some: slice) -> Arrays:
        asked, free, unknowns, drawn = headline.asked(), self.calibration.free, self.acts.unknowns, self.on_paths
        rows = self.run[some]
        first = self.calibration.design.values(free.constants(self.made.cube[rows]))
        second = {name: unknowns.constant(name, drawn["constants"][rows]) for name in unknowns.free}
        draws = [one | {name: float(values[at]) for name, values in second.items()} for at, one in enumerate(first)]
        terms = headline.terms_of(asked, self.made, unknowns, drawn["terms"][rows], rows)
        return {"effects": headline.effects(asked, draws, terms)}


def check_weighable(plan: Plan) -> None:
    """Raise NotPossible where acts of a plan's states are not recorded, or it ends before the headline's starts."""
    clock = plan.scenario(0).case.clock
    if case_of(plan) == HOME and month_number(clock.start) + clock.months > month_number(headline.BEFORE):
        return
    hint = "without --joint its constants are learnt from ideal points"
    text = f"draws of {plan.shown} cannot be weighted: only the hindcast at home, to {headline.BEFORE}, has acts"
    raise NotPossible(f"{text}\n  hint: {hint}")


def feedback(given: Feedback) -> "pd.DataFrame":
    """One row a kind of evidence: columns `COLUMNS`."""
    import pandas as pd

    size, names = len(given.made.cube), given.calibration.free.names
    alone = Weights(np.full(size, 1.0 / size), np.nan)
    rows = []
    for evidence, weights in {PLAIN: alone, **_weights(given)}.items():
        few = evidence == WALK
        shift, error = weights.shift(given.made.cube[given.run] if few else given.made.cube)
        most = int(np.argmax(np.abs(shift)))
        told = (names[most], shift[most], error[most]) if evidence != PLAIN else ("", 0.0, 0.0)
        some, effects = weights if few else weights.of(given.run), given.effects
        headlines = (*some.mean(effects), *some.error(effects))
        rows.append((evidence, len(weights.each), weights.effective, weights.shape, *told, *headlines))
    return pd.DataFrame(rows, columns=COLUMNS)


def shifts(given: Feedback) -> "pd.DataFrame":
    """One row a constant: name, mean and sd as learnt from ideal points alone, and how far each kind of evidence moves
    the mean, in these standard deviations."""
    import pandas as pd

    design, free = given.calibration.design, given.calibration.free
    ends = {name: (low, high) for name, low, high in zip(design.names, design.low, design.high, strict=True)}
    low, high = np.array([ends.get(name, (0.0, 1.0)) for name in free.names]).T
    values = low + given.made.cube * (high - low)
    found = {"name": free.names, "mean": values.mean(axis=0), "sd": values.std(axis=0)}
    each = {evidence: values[given.run] if evidence == WALK else values for evidence in (WALK, *given.log_weights)}
    return pd.DataFrame(found | {name: weights.shift(each[name])[0] for name, weights in _weights(given).items()})


def write_feedback(given: Feedback) -> "pd.DataFrame":
    """Write both tables into the calibration's folder, and hand on the first."""
    found = feedback(given)
    write_table(given.calibration.folder / "joint.csv", found)
    write_table(given.calibration.folder / "joint-constants.csv", shifts(given))
    return found


def _weights(given: Feedback) -> dict[str, Weights]:
    found = {evidence: smoothed(log) for evidence, log in given.log_weights.items()}
    after = [*found].index(ACTS) + 1
    return dict([*found.items()][:after]) | {WALK: smoothed(given.wandering)} | dict([*found.items()][after:])
