"""Acts learnt on the mean path that ideal points alone say, for forecasts; and tables of what was learnt of acts.

There acts do not act back on the constants of alignment; in the posterior that is shipped (`joint.together`) they do.
"""

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from twochairs.evidence.acts.circumstances import Circumstances, circumstances_of_draws
from twochairs.evidence.acts.forecasts import Learnt, learn
from twochairs.evidence.acts.likelihood import unknowns_of
from twochairs.evidence.acts.observed import observed_acts
from twochairs.evidence.acts.unknowns import Unknowns
from twochairs.evidence.calibration.identified import COLUMNS, row
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.stages import Stages
from twochairs.world.code import fingerprint
from twochairs.world.parameters import PARAMETERS
from twochairs.world.prior import TAIL, moments

if TYPE_CHECKING:
    import pandas as pd

PATHS = 100
"""Draws of the constants of alignment whose paths are simulated."""


def circumstances(calibration: Calibration, year: int, draws: int = PATHS) -> Circumstances:
    """What acts go by under what the record to a year says of the constants, months after it included.

    Governments, events and levers after the year are given, as in a conditional forecast.
    """
    base = calibration.job.plan.fits[0].base
    experiment = calibration.job.plan.experiment

    def made() -> dict[str, np.ndarray]:
        cube = calibration.posterior(year).cube
        pick = np.linspace(0, len(cube) - 1, draws).round().astype(int)
        values = calibration.design.values(calibration.free.constants(cube[pick]))
        found = circumstances_of_draws(base, values, experiment.replicates, experiment.seed)
        held = {name: getattr(found, name) for name in ("alignment", "pressed", "favoured", "hard_share")}
        return held | {"start": np.array(found.start), "states": np.array(found.states)}

    stored = _stages(calibration, fingerprint(circumstances_of_draws.__module__), draws).arrays(
        f"circumstances-{year}", made
    )
    start, states = int(stored.pop("start")), tuple(str(state) for state in stored.pop("states"))
    return Circumstances(start, states, **stored)


def learnt_acts(calibration: Calibration, year: int) -> Learnt:
    """What the acts to a year say, on the path that the ideal points to that year say."""
    given = circumstances(calibration, year)
    acts = observed_acts(given).upto(year)
    seen = sha256(repr(acts).encode()).hexdigest()

    def made() -> dict[str, np.ndarray]:
        return {"vectors": learn(acts, given, seed=calibration.settings.seed).vectors}

    stored = _stages(calibration, fingerprint(learn.__module__), seen).arrays(f"acts-{year}", made)
    return Learnt(unknowns_of(acts), stored["vectors"], given)


def act_constants(unknowns: Unknowns, vectors: np.ndarray) -> "pd.DataFrame":
    """What draws (draws, size) say of each constant of R10: columns `COLUMNS`."""
    import pandas as pd

    rows = []
    for name in unknowns.free:
        drawn, prior = unknowns.constant(name, vectors), PARAMETERS[name].prior
        rows.append(row(name, (prior.at(TAIL), prior.at(1.0 - TAIL)), moments(prior), drawn))
    return pd.DataFrame(rows, columns=COLUMNS)


def act_terms(unknowns: Unknowns, vectors: np.ndarray) -> "pd.DataFrame":
    """Terms of states, kinds, roll calls, rounds and issuers: name, prior_sd, mean, sd; alignment."""
    import pandas as pd

    drawn = {name: sd * vectors[:, unknowns.place[name]] for name, sd in unknowns.terms.items()}
    rows = [(name, unknowns.terms[name], values.mean(), values.std()) for name, values in drawn.items()]
    return pd.DataFrame(rows, columns=["name", "prior_sd", "mean", "sd"])


def drawn_constants(unknowns: Unknowns, vectors: np.ndarray) -> "pd.DataFrame":
    """Constants of R10, one row a draw."""
    import pandas as pd

    return pd.DataFrame({name: unknowns.constant(name, vectors) for name in sorted(unknowns.free)})


def paths(given: Circumstances, weights: np.ndarray) -> "pd.DataFrame":
    """Where each state stands at the end of every year, on the paths that its terms belong to: year, state, mean, sd.

    Parameters
    ----------
    weights : of the draws, (draws,)
    """
    import pandas as pd

    rows = []
    for month in range(11, len(given.hard_share), 12):
        year = (given.start + month) // 12
        at = given.alignment[:, :, given.months(f"{year}-12", f"{year}-12")][:, :, 0]
        mean = weights @ at / weights.sum()
        sd = np.sqrt(weights @ (at - mean) ** 2 / weights.sum())
        rows += [(year, *one) for one in zip(given.states, mean, sd, strict=True)]
    return pd.DataFrame(rows, columns=["year", "state", "mean", "sd"])


def _stages(calibration: Calibration, *decides: object) -> Stages:
    learnt = calibration.stages
    return replace(learnt, key=repr((learnt.key, *decides)))
