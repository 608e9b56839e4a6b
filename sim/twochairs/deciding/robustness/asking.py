"""NSGA-II by asking and telling: which lever settings are to be run next, by what was told of those before.

Source
------
Deb, K., Pratap, A., Agarwal, S., Meyarivan, T. (2002): A fast and elitist multiobjective genetic algorithm: NSGA-II.
IEEE Transactions on Evolutionary Computation 6, 182-197; as pymoo has it
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from twochairs.experiment.constraint import Constraint
from twochairs.experiment.factor import Factor
from twochairs.experiment.settings import Setting

_WITHOUT_END = ("n_gen", 1_000_000)


class Asking:
    """A search under way.

    Parameters
    ----------
    levers : what is searched, in the order of the values of a setting
    objectives : how many there are
    first : settings of the first generation, which are asked for first
    size : settings of a generation
    seed : of crossings and mutations
    constraints : that a setting must satisfy to be asked for
    """

    def __init__(
        self,
        levers: Sequence[Factor],
        objectives: int,
        first: Sequence[Setting],
        size: int,
        seed: int,
        constraints: Sequence[Constraint] = (),
    ) -> None:
        from pymoo.algorithms.moo.nsga2 import NSGA2
        from pymoo.core.problem import Problem

        self.levers, self.constraints = tuple(levers), tuple(constraints)
        self.known, self.begun = dict.fromkeys(first), False
        shares = np.array([[share_of(lever, value) for lever, value in zip(levers, one, strict=True)] for one in first])
        self._problem = Problem(n_var=len(levers), n_obj=objectives, xl=0.0, xu=1.0)
        self._algorithm = NSGA2(pop_size=size, sampling=shares, eliminate_duplicates=_new_ones(self))
        self._algorithm.setup(self._problem, termination=_WITHOUT_END, seed=seed % 2**32)
        self._asked: Any = self._algorithm.ask()
        self.known |= dict.fromkeys(self.setting(one.X) for one in self._asked)
        self.begun = True

    def tell(self, wanted: np.ndarray) -> None:
        """Say what the settings that were asked for came to: numbers to be low, shape (settings, objectives).

        One with a run that failed is told as infinite.
        """
        from pymoo.core.evaluator import Evaluator
        from pymoo.problems.static import StaticProblem

        Evaluator().eval(StaticProblem(self._problem, F=np.where(np.isfinite(wanted), wanted, _FAR)), self._asked)
        self._algorithm.tell(infills=self._asked)

    def ask(self) -> list[Setting]:
        """The settings of the next generation, none of which was asked for before; fewer where few are left."""
        self._asked = self._algorithm.ask()
        found = [] if self._asked is None else [self.setting(one.X) for one in self._asked]
        self.known |= dict.fromkeys(found)
        return found

    def setting(self, shares: np.ndarray) -> Setting:
        """The setting at shares of the levers' ranges."""
        return tuple(lever.at(float(share)) for lever, share in zip(self.levers, shares, strict=True))

    def allows(self, setting: Setting) -> bool:
        """Whether a setting was not asked for before and satisfies the constraints."""
        if setting in self.known:
            return False
        point = {lever.name: value for lever, value in zip(self.levers, setting, strict=True)}
        return all(constraint.holds(point) for constraint in self.constraints)


_FAR = 1e30
"""What a setting is told as that came to no end."""


def share_of(lever: Factor, value: Any) -> float:
    """Where a value lies in a lever's range, in [0, 1]; of values, in the middle of its own share."""
    if lever.values is not None:
        return (lever.values.index(value) + 0.5) / len(lever.values)
    if lever.log:
        return float(math.log(value / lever.low) / math.log(lever.high / lever.low))
    if lever.integer:
        return float(value - lever.low + 0.5) / (lever.high - lever.low + 1.0)
    return float((value - lever.low) / (lever.high - lever.low))


def _new_ones(asking: Asking) -> Any:
    """What takes out settings that were asked for before, or do not satisfy the constraints."""
    from pymoo.core.duplicate import DuplicateElimination

    class NewOnes(DuplicateElimination):  # type: ignore[misc]
        """Told by the setting, for several shares of a range may be the same."""

        def _do(self, pop: Any, other: Any, is_duplicate: np.ndarray) -> np.ndarray:
            seen = set() if other is None else {asking.setting(one.X) for one in other}
            for place, one in enumerate(pop):
                setting = asking.setting(one.X)
                is_duplicate[place] = setting in seen or (asking.begun and not asking.allows(setting))
                if other is None:
                    seen.add(setting)
            return is_duplicate

    return NewOnes()
