"""How well a constant is identified: what its draws say beside what its prior said."""

from collections.abc import Sequence

import numpy as np

from twochairs.evidence.scoring.calibration_checks import contraction, shift

COLUMNS = (
    *("name", "prior_low", "prior_high", "prior_mean", "prior_sd", "mean", "sd", "q05", "q50", "q95"),
    *("contraction", "shift"),
)
"""Of a table of constants: ends, mean and sd of the prior; mean, sd and quantiles of the draws; share of the prior's
variance taken away, and standard deviations of the prior that the mean moved."""

Row = tuple[str | float, ...]


def row(name: str, ends: tuple[float, float], moments: tuple[float, float], drawn: np.ndarray) -> Row:
    """A row of such a table.

    Parameters
    ----------
    ends : of what was searched
    moments : mean and standard deviation of the prior within them
    drawn : draws of the constant, shape (draw,)
    """
    centre, spread = moments
    quantiles: Sequence[float] = np.quantile(drawn, [0.05, 0.5, 0.95]).tolist()
    taken = contraction(np.array(spread**2), np.array(drawn.var()))
    moved = shift(np.array(centre), np.array(spread), np.array(drawn.mean()))
    return (name, *ends, centre, spread, drawn.mean(), drawn.std(), *quantiles, float(taken), float(moved))
