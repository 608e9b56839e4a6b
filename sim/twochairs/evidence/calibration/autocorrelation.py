"""How many independent draws the chains of an ensemble are worth."""

import numpy as np

_WINDOW = 5.0
"""Lags that are summed over: up to so many times the time that they sum to."""


def independent_draws(chain: np.ndarray) -> float:
    """How many independent draws have the error that the mean of all draws of the chains has.

    What draws have in common is taken about the mean of all walkers, not of each: walkers that stay apart, each nearly
    where it was, then count as the few draws that they are. It is that of the numbers on average.

    Parameters
    ----------
    chain : shape (steps, walkers, numbers)

    Source
    ------
    sum to a window of its own: Sokal 1997, doi:10.1007/978-1-4899-0319-8_6
    """
    steps, walkers, numbers = chain.shape
    found = np.zeros(steps)
    for number in range(numbers):
        apart = chain[..., number] - chain[..., number].mean()
        power = np.abs(np.fft.rfft(apart, 2 * steps, axis=0)) ** 2
        shared = np.fft.irfft(power.mean(axis=1))[:steps]
        found += shared / shared[0] / numbers
    times = 2.0 * np.cumsum(found) - 1.0
    closed = np.flatnonzero(np.arange(steps) >= _WINDOW * times)
    time = times[closed[0] if len(closed) else -1]
    return float(steps * walkers / max(1.0, time))
