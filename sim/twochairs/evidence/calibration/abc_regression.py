"""The other way, for comparison: approximate Bayesian computation on the same runs, with regression adjustment.

One made-up record for each run of the design; their distance to the record is measured in what a linear regression
says of the free numbers, the nearest are kept and moved by a local regression.

Sources
-------
semi-automatic summaries: Fearnhead & Prangle 2012, doi:10.1111/j.1467-9868.2011.01010.x; adjustment: Beaumont, Zhang &
Balding 2002, doi:10.1093/genetics/162.4.2025
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from twochairs.evidence.calibration.structure import Free

KEPT = 0.1
"""Share of the runs that are kept."""
_EDGE = 1e-6


def learnt_by_abc(
    free: Free,
    record: np.ndarray,
    draws: int,
    chance: np.random.Generator,
    make: Callable[[np.ndarray, np.ndarray, np.random.Generator], Any],
) -> np.ndarray:
    """Draws of the free numbers, (draws, dimensions).

    Parameters
    ----------
    record : ideal points, (years, states)
    make : a record from constants, a path and chance, with `truth` and `record`
    """
    from sklearn.linear_model import LinearRegression, RidgeCV

    made = [make(cube, path, chance) for cube, path in zip(free.design.cube, free.design.alignment, strict=True)]
    truths = np.array([one.truth for one in made])
    logits = np.log((truths + _EDGE) / (1.0 - truths + _EDGE))
    moves = np.array([np.diff(one.record, axis=0).ravel() for one in made])
    summary = RidgeCV(alphas=(1.0, 10.0, 100.0, 1000.0)).fit(moves, truths)
    said, here = summary.predict(moves), summary.predict(np.diff(record, axis=0).ravel()[None])[0]
    distance = np.sqrt((((said - here) / said.std(axis=0)) ** 2).sum(axis=1))
    nearest = np.argsort(distance)[: max(draws, int(KEPT * len(made)))]
    prior = free.log_prior(truths[nearest])
    weight = (1.0 - (distance[nearest] / distance[nearest].max()) ** 2) * np.exp(prior - prior.max())
    local = LinearRegression().fit(said[nearest], logits[nearest], sample_weight=weight)
    moved = logits[nearest] - local.predict(said[nearest]) + local.predict(here[None])
    pick = chance.choice(len(nearest), size=draws, p=weight / weight.sum())
    return np.asarray(1.0 / (1.0 + np.exp(-moved[pick])))
