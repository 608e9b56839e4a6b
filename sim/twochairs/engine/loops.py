"""What the compiled engine does around the months: draw, keep, look for numbers that are none.

Arrays have the lane (one replicate) last, and every inner loop runs over it.
"""

from typing import Any

import numpy as np

from twochairs.engine.chance import uniform


def draw(seed: Any, stream: Any, agent: Any, replicate: Any, t: int, every: Any) -> None:
    """The draws of month t for every agent and lane.

    Parameters
    ----------
    seed : uint64
    stream, agent : keys, uint64, shape (draw,)
    replicate : its number in the upper half of the word, uint64, shape (lane,)
    every : to be filled, float64, shape (draw, lane)
    """
    month = np.uint64(t)
    for i in range(len(every)):
        for k in range(len(replicate)):
            every[i, k] = uniform(seed, stream[i], month | replicate[k], agent[i])


def keep(t: int, values: Any, watched: Any, kept: Any) -> None:
    """Copy the watched slots of month t from `values` (slot, lane) to `kept` (month, watched, lane)."""
    for i in range(len(watched)):
        slot = watched[i]
        for k in range(values.shape[1]):
            kept[t, i, k] = values[slot, k]


def mark_spoiled(t: int, values: Any, checked: int, trace: Any, spoiled: Any) -> None:
    """Note in `spoiled` (lane,) the first month in which a number of a lane was not finite.

    The first `checked` slots are looked at. `trace` (lane,) is scratch: a sum that is 0 as long as all is finite.
    """
    for k in range(len(spoiled)):
        trace[k] = 0.0
    for slot in range(checked):
        for k in range(len(spoiled)):
            trace[k] = trace[k] + values[slot, k] * 0.0
    for k in range(len(spoiled)):
        if spoiled[k] == 0 and trace[k] != 0.0:
            spoiled[k] = t
