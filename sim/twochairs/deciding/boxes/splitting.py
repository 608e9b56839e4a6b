"""Which points find a box and which test it: by lot, once, whatever is run of them."""

from hashlib import sha256

import numpy as np

_WHOLE = 2.0**64


def held_out(points: np.ndarray, share: float, seed: int) -> np.ndarray:
    """Whether each point is kept aside, by its number and a seed alone.

    Parameters
    ----------
    points : their numbers
    share : of the points that are kept aside, about
    """
    drawn = [int.from_bytes(sha256(f"{seed} {number}".encode()).digest()[:8], "big") for number in points.tolist()]
    return np.array(drawn, dtype=float) / _WHOLE < share
