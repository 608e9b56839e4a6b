"""What the page about own rules allows gives the same bits in plain Python and compiled."""

import math
import re
import struct
from collections.abc import Callable
from itertools import product
from random import Random

import numba
import pytest

from tests.world.own import PAGE
from twochairs.world.own_rules import _EXACT

ALLOWED: dict[str, Callable[[float, float], float]] = {
    "+ - * /": lambda x, y: (x + y) * (x - y) / (1.0 + y * y),
    "//": lambda x, y: x // y,
    "%": lambda x, y: x % y,
    "comparisons": lambda x, y: 1.0 * (x < y) + 2.0 * (x == y) + 4.0 * (-1.0 < x <= y),
    "and": lambda x, y: x and y,
    "or": lambda x, y: x or y,
    "not": lambda x, y: y if not x else 0.0,
    "abs": lambda x, y: abs(x),
    "min": lambda x, y: min(x, y, 0.5),
    "max": lambda x, y: max(x, y, 0.5),
    "int": lambda x, y: int(x) * y,
    "float": lambda x, y: float(int(x)) - y,
    "round": lambda x, y: round(x) * y + round(y, 2),
}
EXACT: dict[str, Callable[[float, float], float]] = {
    "ceil": lambda x, y: math.ceil(x) * y,
    "copysign": lambda x, y: math.copysign(x, y),
    "e": lambda x, y: math.e * x,
    "fabs": lambda x, y: math.fabs(x),
    "floor": lambda x, y: math.floor(x) * y,
    "inf": lambda x, y: x if x < math.inf else y,
    "isfinite": lambda x, y: x if math.isfinite(y) else 1.0,
    "isinf": lambda x, y: x if math.isinf(y) else 1.0,
    "isnan": lambda x, y: x if math.isnan(y) else 1.0,
    "nan": lambda x, y: y if x > math.nan else x,
    "pi": lambda x, y: math.pi * x,
    "sqrt": lambda x, y: math.sqrt(abs(x)) * y,
    "trunc": lambda x, y: math.trunc(x) * y,
}
RANDOM = Random(1)
NUMBERS = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, 1e-300, 3.3, -7.7]
NUMBERS += [RANDOM.gauss(0.0, 1.0) * 10.0 ** RANDOM.randint(-8, 8) for _ in range(60)]


def bits(number: float) -> bytes:
    return struct.pack("d", float(number))


@pytest.mark.parametrize("operation", [*ALLOWED, *(f"math.{name}" for name in EXACT)])
def test_an_allowed_operation_gives_the_same_bits_compiled(operation):
    """Zeros of both signs, halves, small and large numbers; a division by 0 aside, which stops a plain run."""
    plain = ALLOWED.get(operation) or EXACT[operation.removeprefix("math.")]
    compiled = numba.njit(plain, error_model="numpy")
    for x, y in product(NUMBERS, NUMBERS):
        if operation not in ("//", "%") or y != 0.0:
            assert bits(plain(x, y)) == bits(compiled(x, y)), (x, y)


def test_what_the_page_allows_is_what_is_held_here():
    text = " ".join(PAGE.read_text("utf-8").split())
    allowed = re.search(r"What a rule may be made of: (.*?) `twochairs\.rules` has", text)
    assert allowed is not None
    said = " ".join(re.findall(r"`([^`]*)`", allowed[1]))
    for operation in ALLOWED:
        assert operation == "comparisons" or operation.split()[0] in said.split()
    assert set(EXACT) == set(_EXACT)
