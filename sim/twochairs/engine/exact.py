"""Exact functions whose compiled form differs from the plain one in speed alone."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

_WHOLE = 6755399441055744.0 + 1023.0  # 1.5 * 2**52: its low bits hold the whole number that is added; then the bias


def _bits_typed(context: Any, number: Any) -> Any:
    def made(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.IntType(64))

    return types.int64(types.float64), made


def _number_typed(context: Any, bits: Any) -> Any:
    def made(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(types.int64), made


_bits: Any = intrinsic(_bits_typed)
_number: Any = intrinsic(_number_typed)


def power_of_two(n: float) -> float:
    """2 to the whole number n, for n in [-1020, 1020]: n and the bias, moved to where a number keeps its exponent."""
    result: float = _number(_bits(n + _WHOLE) << 52)
    return result


EXACT = {("twochairs.rules.elementary", "power_of_two"): power_of_two}
"""Module and name of a plain function to the one that is compiled in its place."""
