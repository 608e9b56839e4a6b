"""Draws of a posterior simulated directly: all that any likelihood reads off a path."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from twochairs.ensemble.lanes import run_lanes
from twochairs.evidence.acts.circumstances import Circumstances, circumstances_of_draws
from twochairs.evidence.calibration.design import simulated_years
from twochairs.evidence.calibration.discrepancy import Left
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.paths import VOTING_MONTH, with_parameters
from twochairs.evidence.calibration.posterior import Chains
from twochairs.evidence.calibration.stages import Arrays, Stages
from twochairs.experiment.base import Base
from twochairs.scenario.assemble import side_of
from twochairs.world.rulebook import STANDARD
from twochairs.world.world import ABOVE

DRAWS = 1000
"""That are simulated where nothing else is said."""
BATCH = 50
"""Draws of one file: what is lost where the work is stopped."""
_OTHERS = ("unexplained", "public_position", "contract_price")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Simulated:
    """Draws and their simulated paths.

    Attributes
    ----------
    cube : free numbers, (draws, dimensions), in [0, 1]
    left : how what the path leaves over moves
    circumstances : what acts go by, month by month; its states are all countries
    unexplained : what the start leaves over, (draws, countries)
    public : where each country's public stands, (draws, countries, months)
    price : of its gas contract, USD/1000 m3, the same shape
    member : whether a country is a member of a pole above 0, (countries, months), in the first draw
    """

    cube: np.ndarray
    left: Left
    circumstances: Circumstances
    unexplained: np.ndarray
    public: np.ndarray
    price: np.ndarray
    member: np.ndarray

    def yearly(self, series: np.ndarray, years: Sequence[int], states: Sequence[str]) -> np.ndarray:
        """Of series (..., countries, months) the month of votes, (..., years, states)."""
        given = self.circumstances
        months = [given.months(*[f"{year}-{VOTING_MONTH:02d}"] * 2).start for year in years]
        rows = [given.states.index(state) for state in states]
        return np.asarray(np.moveaxis(series[..., rows, :][..., months], -1, -2))

    def alignment(self, calibration: Calibration) -> np.ndarray:
        """Of the states of a record, (draws, years, states)."""
        years = simulated_years(calibration.job.plan)
        return self.yearly(self.circumstances.alignment, years, calibration.record.states)

    def path(self, draw: int) -> Circumstances:
        """The circumstances of one draw."""
        return self.circumstances.picked(np.array([draw]))


def simulated(
    calibration: Calibration,
    chains: Chains,
    stages: Stages,
    name: str,
    draws: int = DRAWS,
    progress: Progress = lambda done, total: None,
) -> Simulated:
    """Draws of chains, each simulated with as many runs and the same chance as the design's points.

    Parameters
    ----------
    stages, name : where batches of draws are kept, and what they are called there
    draws : spread over those of the chains, at most as many as there are
    """
    rows = np.linspace(0, len(chains.cube) - 1, min(draws, len(chains.cube))).round().astype(int)
    cube = chains.cube[rows]
    values = calibration.design.values(calibration.free.constants(cube))
    base, experiment = calibration.job.plan.fits[0].base, calibration.job.plan.experiment

    def made(some: slice) -> Arrays:
        return arrays_of(base, values[some], experiment.replicates, experiment.seed)

    found = batches(stages, f"simulated-{name}", len(values), made, progress)
    start, states = int(found["start"][0]), tuple(str(state) for state in found["states"][0])
    path, pressed, favoured = (found[name] for name in ("alignment", "pressed", "favoured"))
    given = Circumstances(start, states, path, pressed, favoured, found["hard_share"][0])
    unexplained, public, price = (found[name] for name in ("unexplained", "public", "price"))
    return Simulated(cube, chains.left.picked(rows), given, unexplained, public, price, found["member"][0])


def batches(
    stages: Stages,
    name: str,
    draws: int,
    make: Callable[[slice], Arrays],
    progress: Progress = lambda done, total: None,
) -> Arrays:
    """Arrays whose first dimension is draws, made and kept some draws at a time."""
    parts = []
    for first in range(0, draws, BATCH):
        some = slice(first, min(first + BATCH, draws))
        parts.append(stages.arrays(f"{name}-{first}", lambda some=some: make(some)))  # type: ignore[misc]
        progress(some.stop, draws)
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def arrays_of(base: Base, draws: Sequence[Mapping[str, float]], replicates: int, seed: int) -> Arrays:
    """Everything of some draws, means of their runs; what all share has one row a draw too. See `Simulated`."""
    given = circumstances_of_draws(base, draws, replicates, seed)
    held = {name: getattr(given, name) for name in ("alignment", "pressed", "favoured")}
    shared = {"hard_share": given.hard_share, "start": np.array(given.start), "states": np.array(given.states)}
    others = [_others(base, values, replicates, seed) for values in draws]
    found = {name: np.stack([one[name] for one in others]) for name in others[0]}
    return held | found | {name: np.stack([one] * len(draws)) for name, one in shared.items()}


def _others(base: Base, values: Mapping[str, float], replicates: int, seed: int) -> Arrays:
    scenario = with_parameters(base, values)
    layout, _ = scenario.start()
    states, poles = layout.names.country, layout.names.pole
    above = [pole for pole in poles if side_of(scenario.case.poles[pole].position) == ABOVE]
    slots = [layout.slot(name, state) for name in _OTHERS for state in states]
    slots += [layout.slot("accession", pole, state) for pole in above for state in states]
    kept = run_lanes(scenario, STANDARD, seed, list(range(replicates)), np.array(slots, dtype=np.int64)).kept
    series = kept.mean(axis=2).T.reshape(len(_OTHERS) + len(above), len(states), -1)
    member = series[len(_OTHERS) :].max(axis=0) >= 1.0
    return {"unexplained": series[0, :, 0], "public": series[1], "price": series[2], "member": member}
