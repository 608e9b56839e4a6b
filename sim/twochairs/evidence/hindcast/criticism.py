"""What each mechanism and each kind of input earns: left out in turn and learnt again, with what skill is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twochairs.ensemble.lanes import run_lanes
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.paths import VOTING_MONTH, with_parameters
from twochairs.evidence.calibration.structure import Structure
from twochairs.evidence.hindcast.forecast import MEMBERS, Origin, forecast
from twochairs.evidence.hindcast.origins import HORIZONS, ROLLING
from twochairs.evidence.scoring.bootstrap import mean_interval
from twochairs.evidence.scoring.scores import crps
from twochairs.experiment.base import Base
from twochairs.scenario.calendar import month_number
from twochairs.scenario.wording import signed
from twochairs.world.mechanisms import DECLARED
from twochairs.world.mechanisms import MECHANISMS as TERMS
from twochairs.world.parameters import PARAMETERS
from twochairs.world.rule import R9, R12
from twochairs.world.rulebook import STANDARD

if TYPE_CHECKING:
    import pandas as pd

WHOLE = "whole model"

MECHANISMS: Mapping[str, str] = {
    one.label: constant
    for one in DECLARED
    for constant in one.constants
    if PARAMETERS[constant].rule in (R9, R12) and constant.startswith(("w_", "b_", "bidding"))
}
"""What a calibration can leave out: a mechanism to its constant, which is 0 where it is switched off."""

RUNS = 16
"""Replicates that an attribution is the mean over."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Variant:
    """A structure under a name, with the calibration whose design it is learnt from."""

    name: str
    calibration: Calibration


def variants(calibration: Calibration) -> list[Variant]:
    """The whole model, each mechanism off, slow and fast governments, no poles, no simulator."""
    whole = Structure(follow_poles=True)
    structures = {
        WHOLE: whole,
        **{f"without {name}": Structure(True, False, {constant: 0.0}) for name, constant in MECHANISMS.items()},
        "slow governments (0.5 a year)": Structure(True, False, {"inertia_rate": 0.5}),
        "fast governments (1.8 a year)": Structure(True, False, {"inertia_rate": 1.8}),
        "without the poles' own moves": Structure(),
        "the poles' own moves alone": Structure(True, True),
        "no simulator, no poles": Structure(False, True),
    }
    return [Variant(name, calibration.under(structure)) for name, structure in structures.items()]


def errors_of(variant: Variant) -> "pd.DataFrame":
    """Scores of the emulated forecasts from every rolling origin: origin, horizon, state, error, crps."""
    made = variant.calibration.stages.arrays("emulated-scores", lambda: _made(variant.calibration))
    import pandas as pd

    record = variant.calibration.record
    frame = pd.DataFrame({key: made[key] for key in ("origin", "horizon", "error", "crps")})
    frame["state"] = [record.states[int(number)] for number in made["state"]]
    return frame


def _made(calibration: Calibration) -> dict[str, np.ndarray]:
    record, free = calibration.record, calibration.free
    parts: list[np.ndarray] = []
    for year in ROLLING:
        origin = Origin(year, min(HORIZONS, int(record.years[-1]) - year))
        chains = calibration.posterior(year)
        members = forecast(record, origin, free.emulated(chains.cube), chains.left, MEMBERS, year)
        observed = record.values[[record.row(int(one)) for one in origin.years]]
        error = np.abs(np.median(members, axis=0) - observed)
        score = crps(np.moveaxis(members, 0, -1), observed)
        h, s = np.indices(observed.shape)
        parts.append(np.stack([np.full(h.shape, year), h + 1, s, error, score]).reshape(5, -1))
    whole = np.concatenate(parts, axis=1)
    return dict(zip(("origin", "horizon", "state", "error", "crps"), whole, strict=True))


def ablation(
    given: list[Variant], naive: "pd.DataFrame", progress: Progress = lambda done, total: None
) -> "pd.DataFrame":
    """Skill of every variant against persistence, and what it loses against the whole model.

    Parameters
    ----------
    given : variants, the first being the whole model
    naive : scores of persistence from the rolling origins: origin, horizon, state, error, crps

    Returns
    -------
    one row a variant: name, mae_skill, crps_skill, crps_lost (per cent of the whole model's CRPS; below 0 where it
    foretells better without) with low and high ends of a 90 % interval over states
    """
    import pandas as pd

    keys = ["origin", "horizon", "state"]
    reference = naive.set_index(keys)[["error", "crps"]].sort_index()
    rows, whole = [], None
    for number, variant in enumerate(given):
        own = errors_of(variant).set_index(keys)[["error", "crps"]].sort_index()
        whole = own if whole is None else whole
        lost = 100.0 * (own.crps - whole.crps) / whole.crps.mean()
        states = lost.index.get_level_values("state").to_numpy()
        low, high = mean_interval(lost.to_numpy(), states)
        skill = 1.0 - own.sum() / reference.sum()
        rows.append((variant.name, skill.error, skill.crps, lost.mean(), low, high))
        progress(number + 1, len(given))
    return pd.DataFrame(rows, columns=["variant", "mae_skill", "crps_skill", "crps_lost", "low", "high"])


def worst(scores: "pd.DataFrame", count: int = 12) -> "pd.DataFrame":
    """State-years that the conditional forecasts miss most, each once: the mean error over origins and horizons."""
    conditional = scores[(scores.forecast == "conditional") & (scores.split == "rolling")].copy()
    conditional["year"] = conditional.origin + conditional.horizon
    conditional["miss"] = conditional.q50 - conditional.observed
    means = conditional.groupby(["state", "year"])[["observed", "q50", "miss"]].mean().reset_index()
    order = means.miss.abs().sort_values(ascending=False).index
    return means.loc[order].head(count).rename(columns={"q50": "forecast"})


def explained(
    base: Base, values: Mapping[str, float], misses: "pd.DataFrame", seed: int, replicates: int = 16
) -> list[str]:
    """What the simulated target consists of in each state-year: its largest terms, and what moved most in three years.

    Parameters
    ----------
    values : constants of the run
    misses : rows with state and year
    """
    scenario = with_parameters(base, values)
    layout, _ = scenario.start()
    start = month_number(scenario.case.clock.start)
    slots = {
        state: [layout.slot("contribution", term, state) for term in TERMS] for state in dict.fromkeys(misses.state)
    }
    watched = np.array([slot for row in slots.values() for slot in row], dtype=np.int64)
    kept = run_lanes(scenario, STANDARD, seed, list(range(RUNS)), watched).kept.mean(axis=2)
    told = []
    for row in misses.itertuples():
        first = list(slots).index(row.state) * len(TERMS)
        terms = kept[:, first : first + len(TERMS)]
        now = month_number(f"{row.year}-{VOTING_MONTH:02d}") - start + 1
        before = max(0, now - 36)
        told.append(f"{_largest(terms[now])}; since {row.year - 3}: {_largest(terms[now] - terms[before])}")
    return told


def _largest(terms: np.ndarray, count: int = 3) -> str:
    order = np.argsort(-np.abs(terms))[:count]
    return ", ".join(f"{TERMS[i].replace('_', ' ')} {signed(terms[i])}" for i in order)
