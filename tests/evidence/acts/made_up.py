"""Made-up alignment of made-up states."""

import numpy as np

from twochairs.evidence.acts.alignment import Alignment


def alignment(values, years=(2010,), states=None):
    """Draws of alignment from nested lists (draws, years, states)."""
    values = np.asarray(values, float)
    return Alignment(values, tuple(years), states or tuple(f"S{at}" for at in range(values.shape[2])))


def spread_out(states, years, seed=7, draws=1):
    """Known alignment, evenly spread over [-1, 1] and moved a little each year; draws are all the same."""
    chance = np.random.default_rng(seed)
    level = np.linspace(-1.0, 1.0, states)
    moves = 0.1 * chance.standard_normal((len(years), states))
    return alignment(np.repeat((level + moves)[None], draws, axis=0), years)
