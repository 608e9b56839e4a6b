"""Each state forecast under constants learnt from the other states alone: does what is learnt hold elsewhere?

The design of runs and its emulator stay: they know nothing of the record. What is learnt anew is the posterior of the
constants, of the poles' shares and of the common noise, without the state's series and without what its start leaves
over. Where the state stands at an origin is read off its own record to that year, as every forecast and every naive
one does.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.structure import Structure
from twochairs.evidence.hindcast.forecast import MEMBERS, Origin, forecast
from twochairs.evidence.hindcast.origins import HORIZONS, ROLLING, rows_of
from twochairs.evidence.scoring.bootstrap import mean_interval
from twochairs.evidence.scoring.skill import skill_table

if TYPE_CHECKING:
    import pandas as pd

LEFT_OUT, LEARNT_WITH = "left out", "learnt with it"
WITHOUT_POLES = ", without the poles' own moves"
STRUCTURES: Mapping[str, Structure] = {"": Structure(follow_poles=True), WITHOUT_POLES: Structure()}
"""What a forecast's name ends in, and the structure it is learnt under."""
ORIGINS = ROLLING[::2]
"""Every other one: those in between share four of five years with each of their neighbours, and cost as much again."""
STEPS = 900
"""Steps of all chains here, as of those that learn made-up records back: there are many."""
ALL = "all"
"""In the place of a state: all of them pooled."""

_OCCASION = ["origin", "horizon", "state"]
_STORED = ("origin", "horizon", "observed", "q05", "q25", "q50", "q75", "q95", "error", "crps", "pit", "in50", "in90")

Progress = Callable[[int, int], None]


def without_state(calibration: Calibration, state: str) -> Calibration:
    """The same calibration with nothing of one state's record in it, and nothing of what its start leaves over."""
    record, design = calibration.record, calibration.design
    values, unexplained = record.values.copy(), design.unexplained.copy()
    values[:, record.states.index(state)] = np.nan
    unexplained[:, calibration.job.plan.scenario(0).names.country.index(state)] = 0.0
    other = replace(calibration)
    other.__dict__["emulator"] = calibration.emulator
    other.__dict__["record"] = replace(record, values=values)
    other.__dict__["design"] = replace(design, unexplained=unexplained)
    return other


def left_out(calibration: Calibration, progress: Progress = lambda done, total: None) -> "pd.DataFrame":
    """Rolling conditional forecasts by the emulator of every state under every structure, left out and learnt with it.

    Returns
    -------
    rows as of `origins.scores_of`; every posterior and every state's rows are stages, and so made once
    """
    import pandas as pd

    calibration.emulator  # noqa: B018 - made once, for all that are learnt from it
    states, parts, done = calibration.record.states, [], 0
    for ending, structure in STRUCTURES.items():
        whole = _shorter(calibration.under(structure))
        for state in states:
            rows = _rows(without_state(whole, state), calibration, (state,))
            parts.append(rows.assign(forecast=LEFT_OUT + ending))
            done += 1
            progress(done, len(STRUCTURES) * len(states))
        parts.append(_rows(whole, calibration, states).assign(forecast=LEARNT_WITH + ending))
    return pd.concat(parts, ignore_index=True)


def _shorter(calibration: Calibration) -> Calibration:
    """The same with chains of so many steps at most."""
    settings = replace(calibration.settings, steps=min(STEPS, calibration.settings.steps))
    other = replace(calibration, settings=settings)
    other.__dict__.update({name: calibration.__dict__[name] for name in ("design", "emulator")})
    return other


def _rows(learnt: Calibration, whole: Calibration, states: tuple[str, ...]) -> "pd.DataFrame":
    """Scores of the forecasts of one state or of all, from their stage."""
    import pandas as pd

    stages = replace(learnt.stages, key=repr((learnt.stages.key, whole.stages.key, ORIGINS, MEMBERS)))
    name = f"state-{states[0]}" if len(states) == 1 else "states"
    frame = pd.DataFrame(stages.arrays(name, lambda: _made(learnt, whole, states)))
    return frame.assign(split="rolling", state=np.resize(np.array(states), len(frame)))


def _made(learnt: Calibration, whole: Calibration, states: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Columns of rows: by origin, horizon and state."""
    import pandas as pd

    record, rows = whole.record, []
    for year in ORIGINS:
        origin = Origin(year, min(HORIZONS, int(record.years[-1]) - year))
        chains = learnt.posterior(year)
        members = forecast(record, origin, learnt.free.emulated(chains.cube), chains.left, MEMBERS, year)
        rows += [one for one in rows_of("rolling", "", origin, members, record) if one["state"] in states]
    frame = pd.DataFrame(rows)
    return {name: frame[name].to_numpy() for name in _STORED}


def left_out_table(rows: "pd.DataFrame", naive: "pd.DataFrame") -> "pd.DataFrame":
    """Skill against persistence, all states pooled and each by itself.

    Parameters
    ----------
    rows : as of `left_out`
    naive : rows of the naive forecasts, as of `origins.scores_of`

    Returns
    -------
    one row a state (or all) and forecast: the columns of `skill_table`; of all, crps_lost: per cent of the CRPS of the
    forecast left out that this one has more (below 0: it foretells better), with ends of a 90 % interval over states
    """
    import pandas as pd

    naive = naive[(naive.split == "rolling") & naive.origin.isin(rows.origin)]
    scores = pd.concat([rows, naive[naive.forecast.isin(naive_names(naive))]], ignore_index=True)
    pooled = skill_table(scores).assign(state=ALL)
    ends = [_lost(scores, name) for name in pooled.forecast]
    pooled[["crps_lost", "lost_low", "lost_high"]] = ends
    found = pd.concat([pooled, skill_table(scores, ("state",))], ignore_index=True).drop(columns="split")
    return found[["state", *(name for name in found.columns if name != "state")]]


def naive_names(scores: "pd.DataFrame") -> list[str]:
    """The naive forecasts among rows."""
    from twochairs.evidence.scoring.baselines import BASELINES

    return [name for name in dict.fromkeys(scores.forecast) if name in BASELINES]


def _lost(scores: "pd.DataFrame", name: str) -> tuple[float, float, float]:
    reference, other = (
        scores[scores.forecast == one].set_index(_OCCASION).crps.sort_index() for one in (LEFT_OUT, name)
    )
    lost = 100.0 * (other - reference) / reference.mean()
    states = lost.index.get_level_values("state").to_numpy()
    return float(lost.mean()), *mean_interval(lost.to_numpy(), states)
