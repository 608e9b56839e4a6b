"""Counter-based draws: (seed, replicate, month, stream, agent) -> a number, with nothing stored and nothing shared.

A draw depends on its five keys alone, so that adding an agent, a rule or an output changes no other draw.

Source
------
Threefry-2x64, 20 rounds: Salmon, Moraes, Dror & Shaw 2011, doi:10.1145/2063384.2063405.
"""

from hashlib import blake2b
from typing import Any

import numpy as np

_PARITY = np.uint64(0x1BD11BDAA9FC1A22)
_ROTATIONS = (16, 42, 12, 31, 16, 32, 24, 21)
_WORD = np.uint64(64)
_DROPPED = np.uint64(12)

STREAMS: dict[str, tuple[str, ...]] = {
    "hub": (),
    "alignment": ("country",),
    "incident": ("dispute",),
    "election": ("country",),
    "act": ("act", "country"),
    "easy_declaration": ("country",),
    "hard_declaration": ("country",),
    "event": ("event",),
    "round": ("act",),
    "mood": ("country",),
}
"""Purposes of draws, each with whom it draws for; a new one goes at the end."""


def threefry(key0: Any, key1: Any, counter0: Any, counter1: Any) -> tuple[Any, Any]:
    """Two words of 64 random bits from a key and a counter of two words each.

    uint64 arrays (or compiled scalars, which wrap in silence as arrays do).
    """
    keys = (key0, key1, key0 ^ key1 ^ _PARITY)
    x0 = counter0 + key0
    x1 = counter1 + key1
    for round_ in range(20):
        rotation = np.uint64(_ROTATIONS[round_ % 8])
        x0 = x0 + x1
        x1 = (x1 << rotation) | (x1 >> (_WORD - rotation))
        x1 = x1 ^ x0
        if round_ % 4 == 3:
            injection = round_ // 4 + 1
            x0 = x0 + keys[injection % 3]
            x1 = x1 + keys[(injection + 1) % 3] + np.uint64(injection)
    return x0, x1


def uniform(seed: Any, stream: Any, month: Any, agent: Any) -> Any:
    """Uniform draws in (0, 1), never 0 or 1.

    Parameters
    ----------
    seed, stream, agent : keys, uint64
    month : which month of which replicate, from `month_counter`, uint64

    All are arrays of one shape, or compiled scalars.
    """
    bits, _ = threefry(seed, stream, month, agent)
    return (bits >> _DROPPED) * 2.0**-52 + 2.0**-53


def month_counter(replicate: int, month: Any) -> Any:
    """The counter of a month (or an array of them, uint64) of a replicate."""
    return month | np.uint64(replicate << 32)


def agent_key(*names: str) -> int:
    """A 64-bit key for an agent, from the names it is known by."""
    return int.from_bytes(blake2b("\x1f".join(names).encode(), digest_size=8).digest(), "little")


def stream_number(stream: str) -> int:
    """The key of a stream; raises ValueError where there is none of that name."""
    return list(STREAMS).index(stream)


def uniforms(seed: int, replicate: int, months: int, stream: str, agents: list[int]) -> np.ndarray:
    """Uniform draws in (0, 1).

    Parameters
    ----------
    seed : whole number, 0 to 2**64 - 1
    replicate : whole number, 0 to 2**32 - 1
    months : how many months, from the first
    stream : one of STREAMS
    agents : keys from `agent_key`

    Returns
    -------
    float64, shape (months, agents); never 0 or 1
    """
    month = month_counter(replicate, np.arange(months, dtype=np.uint64)[:, None])
    agent = np.array(agents, dtype=np.uint64)[None, :]
    shape = (months, len(agents))
    seeds, streams = (np.full(shape, key, dtype=np.uint64) for key in (seed, stream_number(stream)))
    months_of, agents_of = np.broadcast_to(month, shape).copy(), np.broadcast_to(agent, shape).copy()
    result: np.ndarray = uniform(seeds, streams, months_of, agents_of)
    return result
