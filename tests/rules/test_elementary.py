"""The project's own exp, log, tanh, logistic and normal quantile, against mpmath at 160 bits."""

import math
from collections.abc import Callable, Iterable
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from twochairs.rules.elementary import clip, exp, log, logistic, normal_quantile, power_of_two, tanh, toward

CLAIM = settings(derandomize=True, deadline=None, max_examples=300)
EXACT = 160
ONE_ARGUMENT = (exp, log, tanh, logistic, normal_quantile)
anything = st.floats(allow_nan=False, allow_infinity=True)


def ulps(got: float, exact: mpf) -> float:
    return float(abs(mpf(got) - exact) / mpf(math.ulp(float(exact))))


def worst(function: Callable[[float], float], exact: Callable[[mpf], mpf], points: Iterable[float]) -> float:
    """Largest error over the points, in units in the last place."""
    with mp.workprec(EXACT):
        return max(ulps(function(x), exact(mpf(x))) for x in points)


def spread(low: float, high: float, count: int, seed: int) -> list[float]:
    random = Random(seed)
    return [random.uniform(low, high) for _ in range(count)]


def magnitudes(low: float, high: float, count: int, seed: int) -> list[float]:
    """Points whose powers of ten are spread evenly."""
    return [10.0**power for power in spread(low, high, count, seed)]


def around(*seams: float) -> list[float]:
    """Each seam and its two nearest neighbours on either side."""
    return [
        x
        for seam in seams
        for x in (
            seam,
            math.nextafter(seam, -math.inf),
            math.nextafter(seam, math.inf),
            seam * (1.0 - 1e-9),
            seam * (1.0 + 1e-9),
        )
    ]


# exp


def test_exp_is_within_an_ulp_and_a_half() -> None:
    halves = [(n + 0.5) * math.log(2.0) for n in range(-1009, 1009)]  # where the power of two changes
    edges = [-700.0, 700.0, *around(-1.0, 1.0), 5e-324, 1e-17, -1e-17]
    points = [*spread(-700, 700, 4000, 1), *spread(-1, 1, 3000, 2), *magnitudes(-20, 0, 500, 3), *halves, *edges]
    assert worst(exp, mp.exp, points) < 1.5


def test_exp_saturates_at_its_limits() -> None:
    assert exp(700.5) == exp(1e308) == exp(math.inf) == exp(700.0)
    assert exp(-700.5) == exp(-1e308) == exp(-math.inf) == exp(-700.0) > 0.0


@CLAIM
@given(st.floats(-300, 300), st.floats(-300, 300))
def test_exp_turns_sums_into_products(x: float, y: float) -> None:
    assert exp(x) * exp(y) == pytest.approx(exp(x + y), rel=1e-13)


# log


def test_log_is_within_an_ulp() -> None:
    powers = [2.0**n for n in range(-590, 990)]
    roots = [math.sqrt(2.0) * 2.0**n for n in range(-590, 990, 7)]  # where the exponent changes
    points = [*magnitudes(-180, 300, 4000, 4), *spread(0.5, 2, 3000, 5), *powers, *around(*roots), *around(0.5, 2.0)]
    points += [1.0 + sign * gap for gap in magnitudes(-15.5, -1, 500, 6) for sign in (-1.0, 1.0)]
    assert worst(log, mp.log, [*points, 1e-180, 1e300]) < 1.0


def test_log_saturates_at_its_limits() -> None:
    assert log(1e-181) == log(0.0) == log(-1.0) == log(-math.inf) == log(1e-180)
    assert log(1e301) == log(math.inf) == log(1e300)


@CLAIM
@given(st.floats(-400, 690))
def test_log_undoes_exp(x: float) -> None:
    assert log(exp(x)) == pytest.approx(x, rel=1e-15, abs=3e-16)


# tanh


def test_tanh_is_within_an_ulp_and_a_half() -> None:
    points = [*spread(-0.7, 0.7, 3000, 7), *spread(-20, 20, 3000, 8), *magnitudes(-300, 2, 1000, 9)]
    assert worst(tanh, mp.tanh, [*points, *around(0.625, -0.625), 5e-324, 700.0]) < 1.5


@CLAIM
@given(anything)
def test_tanh_is_odd_and_within_one(x: float) -> None:
    assert tanh(-x) == -tanh(x)
    assert -1.0 <= tanh(x) <= 1.0


def test_tanh_saturates() -> None:
    assert tanh(20.0) == tanh(1e308) == tanh(math.inf) == 1.0
    assert tanh(-20.0) == tanh(-1e308) == tanh(-math.inf) == -1.0


# logistic


def test_logistic_is_within_two_ulps() -> None:
    points = [*spread(-40, 40, 4000, 10), *spread(-700, 700, 2000, 11), *magnitudes(-20, 0, 500, 12)]
    assert worst(logistic, lambda x: 1 / (1 + mp.exp(-x)), [*points, -700.0, 700.0]) < 2.0


@CLAIM
@given(anything)
def test_logistic_is_a_share_and_the_other_side_has_the_rest(x: float) -> None:
    assert 0.0 <= logistic(x) <= 1.0
    assert logistic(x) + logistic(-x) == pytest.approx(1.0, abs=2.3e-16)


def test_logistic_saturates_without_reaching_zero() -> None:
    assert logistic(math.inf) == logistic(1e308) == logistic(700.0) == 1.0
    assert logistic(-math.inf) == logistic(-1e308) == logistic(-700.0) > 0.0


# normal quantile


def quantile_error(u: float) -> float:
    """First-order error of the quantile at u, in units in the last place."""
    x = mpf(normal_quantile(u))
    below = mp.ncdf(x) - mpf(u) if u < 0.5 else (1 - mpf(u)) - mp.ncdf(-x)
    return float(abs(below / mp.npdf(x)) / mpf(math.ulp(float(x))))


@pytest.mark.parametrize(
    "points",
    [
        [*spread(0.075, 0.925, 1500, 13), *around(0.075, 0.925)],
        [0.5 + sign * gap for gap in magnitudes(-15, -1, 400, 14) for sign in (-1.0, 1.0)],
        [*spread(1e-10, 0.075, 800, 15), *magnitudes(-10.8, -1.2, 800, 16)],
        [*magnitudes(-17, -10.8, 800, 17), *around(math.exp(-25.0))],
        [*magnitudes(-180, -17, 800, 18), 1e-180],
        [1.0 - gap for gap in magnitudes(-15.5, -1, 800, 19)],
    ],
    ids=["middle", "around a half", "tail", "far tail", "farthest tail", "upper tail"],
)
def test_normal_quantile_is_within_six_ulps(points: list[float]) -> None:
    with mp.workprec(EXACT):
        assert max(quantile_error(u) for u in points) < 6.0


def test_normal_quantile_gives_the_tabled_deviates() -> None:
    # two-sided 5 % and 1 % points of the normal table; AS 241's own check values for 0.25 and 0.001
    assert normal_quantile(0.975) == pytest.approx(1.959963984540054, rel=1e-15)
    assert normal_quantile(0.995) == pytest.approx(2.5758293035489004, rel=1e-15)
    assert normal_quantile(0.25) == pytest.approx(-0.6744897501960817, rel=1e-15)
    assert normal_quantile(0.001) == pytest.approx(-3.090232306167814, rel=1e-15)


@CLAIM
@given(st.integers(1, 2**53 - 1))
def test_normal_quantile_is_exactly_odd_about_a_half(k: int) -> None:
    u = k * 2.0**-53
    assert normal_quantile(1.0 - u) == -normal_quantile(u)


def test_normal_quantile_saturates_outside_the_open_interval() -> None:
    assert normal_quantile(0.0) == normal_quantile(1e-200) == normal_quantile(-math.inf) == normal_quantile(1e-180)
    assert normal_quantile(1.0) == normal_quantile(math.inf) == -normal_quantile(0.0)


# all of them


@CLAIM
@given(anything)
def test_no_function_raises_or_leaves_the_finite_numbers(x: float) -> None:
    assert all(math.isfinite(function(x)) for function in ONE_ARGUMENT)


@pytest.mark.parametrize("function", ONE_ARGUMENT, ids=lambda f: f.__name__)
def test_a_nan_stays_a_nan(function: Callable[[float], float]) -> None:
    assert math.isnan(function(math.nan))


def test_values_at_zero_and_a_half_are_exact() -> None:
    assert exp(0.0) == exp(-0.0) == 1.0
    assert log(1.0) == 0.0
    assert tanh(0.0) == 0.0
    assert logistic(0.0) == 0.5
    assert normal_quantile(0.5) == 0.0


LADDERS = {
    exp: (*around(*((n + 0.5) * math.log(2.0) for n in range(-1000, 1000, 37))), *spread(-705, 705, 3000, 20)),
    log: (*around(*(m * 2.0**n for m in (1.0, math.sqrt(2.0)) for n in range(-590, 990, 37))), *spread(0, 9, 3000, 21)),
    tanh: (*around(-0.625, 0.625), *spread(-21, 21, 3000, 22)),
    logistic: (*around(-0.5 * math.log(2.0), 0.5 * math.log(2.0)), *spread(-705, 40, 3000, 23)),
    normal_quantile: (
        *around(0.075, 0.925, math.exp(-25.0), 1.0 - math.exp(-25.0)),
        *spread(0, 1, 3000, 24),
        *magnitudes(-190, 0, 500, 25),
    ),
}


@pytest.mark.parametrize("function", ONE_ARGUMENT, ids=lambda f: f.__name__)
def test_none_ever_falls(function: Callable[[float], float]) -> None:
    """Also where one branch hands over to another."""
    ladder = [x for x in sorted(LADDERS[function]) if function is not normal_quantile or 0.0 < x < 1.0]
    spaced = [x for before, x in pairwise(ladder) if x - before > 4e-16 * abs(x)]
    values = [function(x) for x in spaced]
    assert all(after >= before for before, after in pairwise(values))
    assert values[-1] > values[0]


# powers of two, clip, toward


def test_power_of_two_is_exact_for_every_whole_number_it_promises() -> None:
    assert all(power_of_two(float(n)) == math.ldexp(1.0, n) for n in range(-1020, 1021))


@CLAIM
@given(anything, st.floats(-5, 5), st.floats(0, 5))
def test_clip_keeps_within_and_changes_nothing_inside(x: float, low: float, width: float) -> None:
    high = low + width
    kept = clip(x, low, high)
    assert low <= kept <= high
    assert kept == x or not low <= x <= high


def test_clip_takes_the_nearer_bound_and_lets_a_nan_pass() -> None:
    assert clip(-0.5, 0.0, 1.0) == 0.0
    assert clip(1.5, 0.0, 1.0) == 1.0
    assert math.isnan(clip(math.nan, 0.0, 1.0))


def test_toward_goes_half_way_in_a_half_life() -> None:
    # rate ln 2 = 0.693147 a year, one year: half of the way from 0.2 to 0.8 is left
    assert toward(0.2, 0.8, 0.6931471805599453, 1.0) == pytest.approx(0.5, abs=1e-15)


@CLAIM
@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 20), st.floats(0.001, 1))
def test_toward_two_half_steps_are_one_whole_step(x: float, goal: float, rate: float, dt: float) -> None:
    halfway = toward(x, goal, rate, dt / 2)
    assert toward(halfway, goal, rate, dt / 2) == pytest.approx(toward(x, goal, rate, dt), abs=1e-15)


@CLAIM
@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 1e6), st.floats(0, 10))
def test_toward_stays_between_and_never_leaves_the_axis(x: float, goal: float, rate: float, dt: float) -> None:
    after = toward(x, goal, rate, dt)
    assert min(x, goal) - 2.3e-16 <= after <= max(x, goal) + 2.3e-16
    assert -1.0 <= after <= 1.0


def test_toward_stands_still_without_time_and_arrives_with_much_of_it() -> None:
    assert toward(0.25, 0.75, 3.0, 0.0) == 0.25
    assert toward(0.25, 0.75, 0.0, 3.0) == 0.25
    assert toward(0.25, 0.75, 1e6, 1.0) == 0.75


@pytest.mark.parametrize("at", range(4))
def test_toward_lets_a_nan_pass(at: int) -> None:
    arguments = [0.1, 0.2, 0.3, 0.4]
    arguments[at] = math.nan
    assert math.isnan(toward(*arguments))
