"""Numbers as JSON that repeats nothing: exact, and the same text every time."""

from itertools import groupby
from typing import Any

import numpy as np

_FEWEST = 3
"""How many of a number in a row are written once, with how many there are."""


def runs_of(array: np.ndarray) -> list[Any]:
    """The numbers of an array in order, [number, times] for those that stand there several times in a row."""
    found: list[Any] = []
    for (text, number), same in groupby(_told(one) for one in array.reshape(-1).tolist()):
        times = sum(1 for _ in same)
        found += [[number, times]] if times >= _FEWEST else [number] * times
        assert text
    return found


def _told(number: float) -> tuple[str, Any]:
    """A number by its digits, by which 0 and -0 differ, and as JSON has it; what it has no number for is a text."""
    text = repr(number)
    if number in (np.inf, -np.inf):
        return text, "Infinity" if number > 0 else "-Infinity"
    return text, int(number) if float(number).is_integer() and text != "-0.0" and abs(number) < 1e15 else number


def halves(word: int) -> list[int]:
    """A word of 64 bits as two signed ones of 32, the low one first."""
    return [part - (1 << 32) if part >> 31 else part for part in (word & 0xFFFFFFFF, word >> 32)]


def hash_of(numbers: np.ndarray) -> str:
    """64 bits of some numbers in hexadecimal, as `hashed` in room.js has them.

    Two sums of words of 32 bits, each word stirred together with its place.

    Parameters
    ----------
    numbers : float64, without gaps
    """
    words = numbers.astype("<f8", copy=False).reshape(-1).view("<u4")
    one, other = 0, 0
    for first in range(0, len(words), _AT_ONCE):
        word = words[first : first + _AT_ONCE].copy()
        word ^= np.arange(first, first + len(word), dtype=np.uint32) * np.uint32(0x9E3779B1)
        word *= np.uint32(0x85EBCA6B)
        word ^= word >> np.uint32(15)
        word *= np.uint32(0xC2B2AE35)
        word ^= word >> np.uint32(13)
        one += int(word.sum(dtype=np.uint64))
        word ^= word >> np.uint32(16)
        other += int((word * np.uint32(0x27D4EB2F)).sum(dtype=np.uint64))
    return f"{one & 0xFFFFFFFF:08x}{other & 0xFFFFFFFF:08x}"


_AT_ONCE = 1 << 20
