"""What is compiled in another form than it is written gives the same bits."""

import math

import numba
import numpy as np

from twochairs.engine.exact import EXACT, power_of_two
from twochairs.rules import elementary


def test_powers_of_two_are_the_plain_ones_bit_for_bit():
    compiled = numba.njit(power_of_two)
    assert all(
        compiled(float(n)) == math.ldexp(1.0, n) == elementary.power_of_two(float(n)) for n in range(-1020, 1021)
    )


def test_every_function_that_is_replaced_is_there():
    assert all(hasattr(elementary, name) for module, name in EXACT if module == elementary.__name__)
    assert {module for module, _ in EXACT} == {elementary.__name__}


def test_exp_of_no_number_is_no_number_in_both():
    power = numba.njit(power_of_two)

    @numba.njit
    def product(x):
        return x * power(x)

    assert math.isnan(elementary.exp(math.nan)) and np.isnan(product(math.nan))
