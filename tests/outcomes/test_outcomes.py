"""The language of outcomes: worked values, plain Python beside it, lanes that do not know of each other, refusals."""

import math
import operator
import pickle
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twochairs.engine import program
from twochairs.outcomes.outcome import OutcomeProgram, compiled_outcome, standard_outcomes
from twochairs.rules.elementary import exp, log
from twochairs.scenario.expression import ExpressionError, parse
from twochairs.scenario.load import load
from twochairs.world.layout import Layout, Names

ROOT = Path(__file__).parents[2]
NAMES = Names(
    country=("ALD", "BOR", "CIR"),
    pole=("EAST", "WEST"),
    public=("ALD.all",),
    dispute=("isle",),
    act=("embargo", "vote"),
)
LAYOUT = Layout(NAMES)
START, MONTHS = "2022-01", 4
NAN = float("nan")

BY_HAND: dict[tuple[str, ...], list[list[float]]] = {
    ("alignment", "ALD"): [[9.0, 0.1, 0.2, 0.3, 0.4], [-0.5, 0.0, -0.2, 0.0, 0.0]],
    ("alignment", "BOR"): [[9.0, 0.1, 0.0, 0.1, 0.0], [0.0, 0.0, 0.0, 0.0, 0.6]],
    ("alignment", "CIR"): [[9.0, 0.1, 0.1, 0.2, 0.2], [0.5, 0.0, 0.2, 0.0, 0.3]],
    ("accession", "WEST", "ALD"): [[0.0, 0.5, 1.0, 1.0, 1.0], [0.0, 0.1, 0.2, 0.3, 0.4]],
    ("joined", "embargo", "ALD"): [[0.0, 0.0, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0, 0.0]],
    ("joined", "vote", "ALD"): [[1.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0, 0.0]],
    ("joined", "vote", "BOR"): [[1.0, 0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0, 0.0]],
    ("tension", "isle"): [[0.9, 0.2, 0.8, 0.9, 0.1], [0.0, 0.0, 0.0, 0.0, 0.0]],
    ("incident", "isle"): [[1.0, 0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0]],
    ("gas_bill", "ALD"): [[5.0, 1.0, 2.0, 3.0, 2.0], [0.0, 0.0, 0.0, 0.0, 0.0]],
    ("gas_bill", "BOR"): [[5.0, 1.0, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0, 0.0]],
    ("foothold", "EAST", "ALD"): [[0.0, 0.3, 0.3, 0.3, 0.3], [0.0, 0.0, 0.0, 0.0, 0.6]],
    ("foothold", "WEST", "ALD"): [[0.0, 9.0, 9.0, 9.0, 9.0], [0.0, 9.0, 9.0, 9.0, 9.0]],
    ("pressure", "WEST", "ALD"): [[0.0, 0.1, 0.1, 0.1, 0.1], [0.0, 0.0, 0.0, 0.0, 0.0]],
    ("ideal_point_place",): [[0.5, 0.5, 0.5, 0.5, 0.5], [-1.0, -1.0, -1.0, -1.0, -1.0]],
    ("ideal_point_slope",): [[2.0, 2.0, 2.0, 2.0, 2.0], [0.5, 0.5, 0.5, 0.5, 0.5]],
    ("hub_price",): [[300.0, 200.0, 100.0, 200.0, 100.0], [100.0, 100.0, 100.0, 100.0, 100.0]],
}


def world() -> np.ndarray:
    """BY_HAND as an array (months + 1, slots, 2 runs); the rest is 0."""
    values = np.zeros((MONTHS + 1, LAYOUT.slots, 2))
    for (quantity, *agents), runs in BY_HAND.items():
        values[:, LAYOUT.slot(quantity, *agents)] = np.transpose(runs)
    return values


def compiled(text: str) -> OutcomeProgram:
    return compiled_outcome(text, LAYOUT, START, MONTHS)


def of(text: str, values: np.ndarray) -> np.ndarray:
    """The outcome of an array (months + 1, slots, lanes)."""
    return compiled(text).values(lambda slot: values[:, slot])


# -- worked values -------------------------------------------------------------------------------------------

WORKED: dict[str, tuple[list[float], str]] = {
    "alignment[ALD]@end": ([0.4, 0.0], "1"),
    "alignment[ALD]@start": ([9.0, -0.5], "1"),
    "alignment[ALD]@2022-02": ([0.2, -0.2], "1"),
    "alignment[ALD]@mean": ([0.25, -0.05], "1"),
    "alignment[ALD]@max": ([0.4, 0.0], "1"),
    "alignment[ALD]@min": ([0.1, -0.2], "1"),
    "alignment[ALD] @ end": ([0.4, 0.0], "1"),
    "gas_bill[ALD]@mean": ([2.0, 0.0], "bn USD a year"),
    "hub_price@end": ([100.0, 100.0], "USD/1000 m3"),
    "pressure[WEST, ALD]@end": ([0.1, 0.0], "1"),
    "first_month(embargo[ALD])": ([2.0, NAN], "month of the run"),
    "first_month(vote[ALD])": ([0.0, 3.0], "month of the run"),
    "first_month(joined[embargo, ALD])": ([2.0, NAN], "month of the run"),
    "first_month(accession[WEST, ALD] >= 1)": ([2.0, NAN], "month of the run"),
    "first_month(alignment[ALD] > alignment[ALD]@start + 0.4)": ([NAN, 1.0], "month of the run"),
    "embargo_within[ALD, 1]": ([0.0, 0.0], "1"),
    "embargo_within[ALD, 2]": ([1.0, 0.0], "1"),
    "vote_within[ALD, 4]": ([1.0, 1.0], "1"),
    "100 * embargo_within[ALD, 4]": ([100.0, 0.0], "1"),
    "share_of_months(alignment[ALD] < 0.25 and not embargo[ALD])": ([0.25, 1.0], "1"),
    "count_months(tension[isle] > 0.7)": ([2.0, 0.0], "1"),
    "count_months(alignment[ALD] - 0.1 >= 0.2)": ([2.0, 0.0], "1"),
    "first_month(3 * foothold[EAST, ALD] >= 0.9)": ([1.0, 4.0], "month of the run"),
    "share_of_months(alignment[ALD] + 0.2 > 0.3)": ([0.75, 0.0], "1"),
    "count_months(alignment[ALD] + 0.2 - 0.3)": ([3.0, 4.0], "1"),
    "alignment[ALD]@2022-01 + 0.2 == 0.3": ([1.0, 0.0], "1"),
    "mean(alignment[ALD] - alignment[BOR])": ([0.2, -0.2], "1"),
    "max(alignment[ALD] - alignment[BOR])": ([0.4, 0.0], "1"),
    "min(alignment[ALD] - alignment[BOR])": ([0.0, -0.6], "1"),
    "sum(incident[isle])": ([2.0, 0.0], "1"),
    "sum(gas_bill[ALD])": ([8.0, 0.0], "bn USD a year x month"),
    "last(2 * gas_bill[ALD])": ([4.0, 0.0], "bn USD a year"),
    "(alignment[ALD] + 1)@end": ([1.4, 1.0], "1"),
    "max(alignment[ALD], alignment[BOR])@end": ([0.4, 0.6], "1"),
    "max(max(alignment[ALD], 0.25))": ([0.4, 0.25], "1"),
    "min(alignment[ALD]@end, alignment[BOR]@end, 0.3)": ([0.0, 0.0], "1"),
    "spread(alignment)@end": ([math.sqrt(0.08 / 3.0), math.sqrt(0.06)], "1"),
    "average(alignment)@end": ([0.2, 0.3], "1"),
    "average(tension)@mean": ([0.5, 0.0], "1"),
    "average(gas_bill)@mean": ([1.0, 0.0], "bn USD a year"),
    "average(vote)@end": ([1.0 / 3.0, 0.0], "1"),
    "average(joined[vote])@start": ([2.0 / 3.0, 0.0], "1"),
    "max(average(foothold[EAST]))": ([0.1, 0.2], "1"),
    "first_month(average(vote) > 0.5)": ([0.0, 3.0], "month of the run"),
    "spread(tension)@max": ([0.0, 0.0], "1"),
    "alignment[ALD]@end - alignment[ALD]@start": ([-8.6, 0.5], "1"),
    "gas_bill[ALD]@mean - gas_bill[BOR]@mean": ([1.0, 0.0], "bn USD a year"),
    "max(0.5, gas_bill[ALD]@mean)": ([2.0, 0.5], "bn USD a year"),
    "gas_bill[ALD]@mean / gas_bill[BOR]@mean": ([2.0, 0.0], "1"),
    "gas_bill[ALD]@mean * alignment[ALD]@mean / 2": ([0.25, 0.0], "bn USD a year"),
    "gas_bill[ALD]@mean ** 2": ([4.0, 0.0], "1"),
    "hub_price@mean * gas_bill[ALD]@mean": ([300.0, 0.0], "1"),
    "hub_price@mean + gas_bill[ALD]@mean": ([152.0, 100.0], "1"),
    "-hub_price@mean": ([-150.0, -100.0], "USD/1000 m3"),
    "1 / sum(incident[isle])": ([0.5, 0.0], "1"),
    "exp(mean(log(hub_price)))": ([math.sqrt(200.0 * 100.0), 100.0], "1"),
    "abs(alignment[ALD]@min) ** 2": ([0.01, 0.04], "1"),
    "not embargo_within[ALD, 2] or alignment[ALD]@end == 0.4": ([1.0, 1.0], "1"),
    "first_month(embargo[ALD]) - first_month(vote[ALD])": ([2.0, NAN], "months"),
    "first_month(embargo[ALD]) + 1": ([3.0, NAN], "month of the run"),
    "first_month(embargo[ALD]) <= 24": ([1.0, 0.0], "1"),
    "un_ideal_point[ALD]@end": ([1.3, -1.0], "1"),
    "un_ideal_point[ALD]@2022-02": ([0.9, -1.1], "1"),
    "mean(un_ideal_point[ALD] - un_ideal_point[BOR])": ([0.4, -0.1], "1"),
    "first_month(un_ideal_point[ALD] < 0.8)": ([1.0, 0.0], "month of the run"),
}


@pytest.mark.parametrize("text", WORKED)
def test_worked_values(text: str) -> None:
    expected, unit = WORKED[text]
    values = of(text, world())
    assert values.dtype == np.float64
    np.testing.assert_allclose(values, expected, rtol=0.0, atol=1e-13)
    assert compiled(text).unit == unit


@pytest.mark.parametrize("form", ["{} + 1", "1 - {}", "-{}", "{} / 0", "min({}, 1)", "min(1, {})", "max({}, 1)",
                                  "max(1, {})", "abs({})", "exp({})", "log({})", "not {}", "{} and 0", "1 or {}",
                                  "{} ** 2", "0 * {}"])  # fmt: skip
def test_what_never_happened_stays_unknown(form: str) -> None:
    """Whatever is made of it; else the order of two arguments would decide what min says."""
    assert np.isnan(of(form.format("first_month(embargo[BOR])"), world())).all()


@pytest.mark.parametrize(("sign", "holds"), [("<", 0.0), (">", 0.0), ("==", 0.0), ("!=", 1.0), (">=", 0.0)])
def test_a_comparison_with_what_never_happened(sign: str, holds: float) -> None:
    assert of(f"first_month(embargo[BOR]) {sign} 3", world()).tolist() == [holds, holds]


def test_it_reads_the_slots_it_says_and_each_once() -> None:
    slots = compiled("alignment[ALD]@end - alignment[ALD]@start + average(alignment)@mean").slots
    assert slots == tuple(LAYOUT.slot("alignment", country) for country in NAMES.country)
    asked: list[int] = []
    values = world()
    text = "first_month(vote[BOR]) + spread(foothold[WEST])@end"
    compiled(text).values(lambda slot: (asked.append(slot), values[:, slot])[1])
    assert sorted(set(asked)) == sorted(compiled(text).slots)


def test_what_it_reads_is_not_written_to() -> None:
    values = world()
    before = values.copy()
    for text in WORKED:
        of(text, values)[:] = 7.0
    assert np.array_equal(values, before)


@pytest.mark.parametrize("form", ["max({})", "min({})", "last({})", "{}@end", "{}@max", "first_month({})", "mean({})"])
def test_a_run_of_one_month(form: str) -> None:
    values = world()[:2]
    before = values.copy()
    outcome = compiled_outcome(form.format("alignment[ALD]"), LAYOUT, START, 1)
    got = outcome.values(lambda slot: values[:, slot])
    assert got.tolist() == ([0.0, 0.0] if form.startswith("first") else [0.1, 0.0])
    got[:] = 7.0
    assert np.array_equal(values, before)


def test_a_program_travels_to_another_process() -> None:
    for text in WORKED:
        there = pickle.loads(pickle.dumps(compiled(text)))
        assert there == compiled(text)
        assert there.values(lambda slot: world()[:, slot]).tobytes() == of(text, world()).tobytes()


def test_the_text_is_kept_as_written() -> None:
    assert compiled(" alignment[ALD] @end ").text == " alignment[ALD] @end "


def test_overflow_warns_nobody() -> None:
    assert np.isinf(of("1e308 * exp(700) * hub_price@end", world())).all()


# -- plain Python beside it ----------------------------------------------------------------------------------

Run = dict[tuple[str, ...], list[float]]
SERIES: dict[str, tuple[str, ...]] = {
    "alignment[ALD]": ("alignment", "ALD"),
    "alignment[BOR]": ("alignment", "BOR"),
    "embargo[ALD]": ("joined", "embargo", "ALD"),
    "tension[isle]": ("tension", "isle"),
    "hub_price": ("hub_price",),
}
alike = partial(math.isclose, rel_tol=1e-12, abs_tol=1e-12)
"""Whether two numbers are the same but for the rounding of decimals (decision 0031)."""


def true(value: float) -> bool:
    """Whether a number counts as true."""
    return not alike(value, 0.0)


SIGNS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda a, b: (a if math.isnan(a) else 0.0) if b == 0.0 else a / b,
    "<": lambda a, b: float(a < b and not alike(a, b)),
    "<=": lambda a, b: float(a < b or alike(a, b)),
    ">": lambda a, b: float(a > b and not alike(a, b)),
    ">=": lambda a, b: float(a > b or alike(a, b)),
    "==": lambda a, b: float(alike(a, b)),
    "!=": lambda a, b: float(not alike(a, b)),
    "and": lambda a, b: NAN if math.isnan(a + b) else float(true(a) and true(b)),
    "or": lambda a, b: NAN if math.isnan(a + b) else float(true(a) or true(b)),
}
ALONE: dict[str, Callable[[float], float]] = {
    "(-{})": operator.neg,
    "(not {})": lambda a: NAN if math.isnan(a) else float(not true(a)),
    "abs({})": abs,
    "exp({})": exp,
    "log({})": log,
    "({}**3)": lambda a: a * a * a,
}


def _sum(values: list[float]) -> float:
    added = 0.0
    for value in values:
        added += value
    return added


def _first(values: list[float]) -> float:
    return next((float(t) for t, value in enumerate(values) if true(value) and not math.isnan(value)), NAN)


REDUCED: dict[str, Callable[[list[float]], float]] = {
    "mean({})": lambda x: _sum(x[1:]) / MONTHS,
    "max({})": lambda x: NAN if any(map(math.isnan, x[1:])) else max(x[1:]),
    "min({})": lambda x: NAN if any(map(math.isnan, x[1:])) else min(x[1:]),
    "sum({})": lambda x: _sum(x[1:]),
    "last({})": lambda x: x[-1],
    "{}@end": lambda x: x[-1],
    "{}@start": lambda x: x[0],
    "{}@mean": lambda x: _sum(x[1:]) / MONTHS,
    "{}@2022-03": lambda x: x[3],
    "first_month({})": _first,
    "count_months({})": lambda x: float(sum(true(v) and not math.isnan(v) for v in x[1:])),
    "share_of_months({})": lambda x: sum(true(v) and not math.isnan(v) for v in x[1:]) / MONTHS,
}


@dataclass
class Told:
    """A text, and what Python makes of it: a value for every month, which a number of the run stays in all."""

    text: str
    of: Callable[[Run], list[float]]
    reduced: bool


def _leaf(name: str) -> Told:
    return Told(name, lambda run: run[SERIES[name]], False)


def _number(value: float) -> Told:
    return Told(repr(value), lambda run: [value] * (MONTHS + 1), True)


def _spread(run: Run) -> list[float]:
    columns = list(zip(*(run["alignment", country] for country in NAMES.country), strict=True))
    means = [_sum(list(column)) / 3.0 for column in columns]
    squares = [_sum([(x - m) * (x - m) for x in column]) for column, m in zip(columns, means, strict=True)]
    return [math.sqrt(square / 3.0) for square in squares]


def _alone(told: Told, form: str) -> Told:
    return Told(form.format(told.text), lambda run: [ALONE[form](x) for x in told.of(run)], told.reduced)


def _joined(left: Told, sign: str, right: Told) -> Told:
    return Told(
        f"({left.text} {sign} {right.text})",
        lambda run: [SIGNS[sign](a, b) for a, b in zip(left.of(run), right.of(run), strict=True)],
        left.reduced and right.reduced,
    )


def _reduction(told: Told, form: str) -> Told:
    if told.reduced:
        return told
    return Told(form.format(told.text), lambda run: [REDUCED[form](told.of(run))] * (MONTHS + 1), True)


def _grown(inner: st.SearchStrategy[Told]) -> st.SearchStrategy[Told]:
    return st.one_of(
        st.builds(_alone, inner, st.sampled_from(sorted(ALONE))),
        st.builds(_joined, inner, st.sampled_from(sorted(SIGNS)), inner),
        st.builds(_reduction, inner, st.sampled_from(sorted(REDUCED))),
    )


leaves = st.one_of(
    st.sampled_from(sorted(SERIES)).map(_leaf),
    st.just(Told("spread(alignment)", _spread, False)),
    st.sampled_from([0.0, 0.5, 2.0, 100.0]).map(_number),
)
told = st.builds(_reduction, st.recursive(leaves, _grown, max_leaves=8), st.sampled_from(sorted(REDUCED)))


def drawn(seed: int, lanes: int) -> np.ndarray:
    """Runs (months + 1, slots, lanes) with ties, zeros and truths among their numbers."""
    chance = np.random.default_rng(seed)
    values = chance.choice([0.0, 1.0, 0.1, 0.3, -0.7, 0.123456789], (MONTHS + 1, LAYOUT.slots, lanes))
    return np.where(chance.uniform(size=values.shape) < 0.3, chance.normal(size=values.shape), values)


def run_of(values: np.ndarray, lane: int) -> Run:
    keys = [*SERIES.values(), *(("alignment", country) for country in NAMES.country)]
    return {key: values[:, LAYOUT.slot(*key), lane].tolist() for key in keys}


def same_bits(one: np.ndarray, other: np.ndarray) -> bool:
    """Equal, or both not a number; a NaN has many bit patterns and stands for the same."""
    return bool(np.array_equal(np.isnan(one), np.isnan(other)) and np.array_equal(one, other, equal_nan=True))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(told, st.integers(0, 1000))
def test_outcomes_are_those_of_plain_python(outcome: Told, seed: int) -> None:
    values = drawn(seed, 3)
    try:
        got = of(outcome.text, values)
    except ExpressionError as error:
        assert re.match("it reads nothing|it is nested|the expression has", error.text), outcome.text
        return
    assert same_bits(got, np.array([outcome.of(run_of(values, lane))[0] for lane in range(3)])), outcome.text


@settings(max_examples=150, deadline=None, derandomize=True)
@given(told, st.integers(0, 1000), st.integers(1, 40))
def test_a_lane_does_not_know_of_the_others(outcome: Told, seed: int, lanes: int) -> None:
    values = drawn(seed, lanes)
    try:
        together = of(outcome.text, values)
    except ExpressionError:
        return
    alone = [of(outcome.text, values[:, :, lane : lane + 1])[0] for lane in range(lanes)]
    assert same_bits(together, np.array(alone)), outcome.text


@pytest.mark.parametrize("lanes", [1, 2, 3, 200])
def test_the_order_of_memory_does_not_matter(lanes: int) -> None:
    """The standard outcomes of 600 months: months contiguous, lanes contiguous, and one lane at a time."""
    chance = np.random.default_rng(3)
    values = chance.normal(size=(601, LAYOUT.slots, lanes))
    months_first = np.asfortranarray(values)
    for text in [*standard_outcomes(LAYOUT), "sum(exp(alignment[ALD]))", "spread(foothold)@mean"]:
        outcome = compiled_outcome(text, LAYOUT, START, 600)
        got = outcome.values(lambda slot: values[:, slot])
        assert got.tobytes() == outcome.values(lambda slot: months_first[:, slot]).tobytes()
        alone = [outcome.values(lambda slot, i=lane: values[:, slot, i : i + 1])[0] for lane in range(min(lanes, 3))]
        assert got[: len(alone)].tobytes() == np.array(alone).tobytes()


# -- what is refused -----------------------------------------------------------------------------------------

SERIES_LEFT = "has a value for every month; add @end, or take mean(...)"
TWICE = "needs a value for every month, and this is one number already"
FUNCTIONS = (
    "min, max, abs, exp, log, mean, sum, last, first_month, share_of_months, count_months, average, spread"
)  # fmt: skip
REFUSED = {
    "alignment[ALD]": (f"alignment[ALD] {SERIES_LEFT}", 0),
    "alignment[ALD]@end - accession[WEST, BOR]": (f"accession[WEST, BOR] {SERIES_LEFT}", 21),
    "hub_price > 3": (f"hub_price {SERIES_LEFT}", 0),
    "max(1, alignment[ALD])": (f"alignment[ALD] {SERIES_LEFT}", 7),
    "1 + spread(alignment)": (f"spread(alignment) {SERIES_LEFT}", 4),
    "mean(alignment[ALD]@end)": (f"mean(...) {TWICE}", 0),
    "1 + max(alignment[ALD]@end)": (f"max(...) {TWICE}", 4),
    "alignment[ALD]@end@mean": (f"@mean {TWICE}", 18),
    "mean(alignment[ALD])@2022-02": (f"@2022-02 {TWICE}", 20),
    "embargo_within[ALD, 2]@end": (f"@end {TWICE}", 22),
    "first_month(3)": (f"first_month(...) {TWICE}", 0),
    "2 * 3": ("it reads nothing of a run; name a quantity, such as alignment[COUNTRY]@end", 0),
    "alignment[ALD]@": ("after @ comes start, end, mean, max, min or a month such as 2024-06", 14),
    "alignment[ALD]@median": ("@median is unknown; did you mean 'mean'?", 14),
    "alignment[ALD]@finish": ("@finish is unknown; allowed here: end, max, mean, min, start", 14),
    "alignment[ALD]@2022-6": ("@2022-6 is no month; it must be a month such as 2022-05", 14),
    "alignment[ALD]@2022-13": ("@2022-13 is no month; it must be a month such as 2022-05", 14),
    "alignment[ALD]@2022": ("@2022 is no month; it must be a month such as 2022-05", 14),
    "alignment[ALD]@2022-05": ("@2022-05 is outside the run, which goes from 2022-01 to 2022-04", 14),
    "alignment[ALD]@2021-12": ("@2021-12 is outside the run, which goes from 2022-01 to 2022-04", 14),
    "@end": ("a number, a name or '(' is expected here, not '@end'", 0),
    "alignment[ALD] end": ("'end' is not expected here", 15),
    "alignment[ALD]**2@end": ("'@end' is not expected here", 17),
    "algnment[ALD]@end": ("algnment is unknown; did you mean 'alignment'?", 0),
    "1 + alignment[ALF]@end": ("alignment names 'ALF', a country that is unknown; did you mean 'ALD'?", 4),
    "alignment@end": ("alignment names 0 of the 1 agents it is indexed by; write alignment[COUNTRY]", 0),
    "hub_price[ALD]@end": ("hub_price belongs to the world and to no agent; write hub_price alone", 0),
    "embarg_within[ALD, 2]": ("embarg_within is unknown; did you mean 'embargo_within'?", 0),
    "WEST.pressure.ALD@end": (
        "WEST.pressure.ALD is how a value is set; an expression has pressure[WEST, ALD] for it",
        0,
    ),
    "WEST.pressure@end": ("WEST.pressure is how a value is set; an expression has pressure[WEST, COUNTRY] for it", 0),
    "countries.ALD.alignment@end": (
        "countries.ALD.alignment is how a value is set; an expression has alignment[ALD] for it",
        0,
    ),
    "embargo_within[BRO, 2]": ("embargo names 'BRO', a country that is unknown; did you mean 'BOR'?", 0),
    "embargo_within[ALD]": (
        "embargo_within takes a country and a number of months, such as embargo_within[COUNTRY, 24]",
        0,
    ),
    "embargo_within[ALD, 5]": ("the months must be a whole number from 1 to 4, the length of the run", 20),
    "embargo_within[ALD, 0]": ("the months must be a whole number from 1 to 4, the length of the run", 20),
    "embargo_within[ALD, 1.5]": ("the months must be a whole number from 1 to 4, the length of the run", 20),
    "spread(alignment - tension)@end": ("spread takes the name of one quantity, such as spread(alignment)", 17),
    "average(2)@end": ("average takes the name of one quantity, such as average(alignment)", 8),
    "average(alignmnt)@end": ("alignmnt is unknown; did you mean 'alignment'?", 8),
    "average(alignment[ALD])@end": ("alignment belongs to one agent here; leave the agent out", 8),
    "average(hub_price)@end": ("hub_price belongs to the world and to no agent", 8),
    "average(foothold[WST])@end": ("foothold names 'WST', a pole that is unknown; did you mean 'WEST'?", 8),
    "average(event_fired)@end": ("event_fired is of no agent here: the scenario has no event", 8),
    "un_ideal_point[ALD]": (f"un_ideal_point[ALD] {SERIES_LEFT}", 0),
    "un_ideal_point@end": ("un_ideal_point belongs to one agent each; write un_ideal_point[COUNTRY]", 0),
    "un_ideal_point[ALD, WEST]@end": ("un_ideal_point belongs to one agent each; write un_ideal_point[COUNTRY]", 0),
    "1 + un_ideal_point[ALF]@end": ("un_ideal_point names 'ALF', a country that is unknown; did you mean 'ALD'?", 4),
    "average(un_ideal_point)@end": ("un_ideal_point is put on its scale state by state; take average(alignment)", 8),
    "mean(alignment[ALD], 2)": ("mean takes one argument", 0),
    "mean()": ("a number, a name or '(' is expected here, not ')'", 5),
    "exp(alignment[ALD], 1)": ("exp takes one argument", 0),
    "avg(alignment[ALD])": (f"'avg' is not a function; there are {FUNCTIONS}", 0),
    "mean alignment[ALD]": ("mean is a function; write mean(...)", 0),
    "alignment[ALD]@end @": ("after @ comes start, end, mean, max, min or a month such as 2024-06", 19),
    "alignment[ALD]@end % 2": ("'%' has no meaning here; write a share, such as 0.3", 19),
    "": ("a number, a name or '(' is expected here, not the end", 0),
    "(" * 30: ("it is nested more than 24 deep", 24),
    "1" * 1001: ("the expression has 1,001 characters; 1,000 are allowed", 0),
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:40] or "nothing")
def test_what_is_refused_and_where(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compiled(text)
    assert (caught.value.text, caught.value.at) == REFUSED[text]


def test_garbage_is_refused_and_never_more() -> None:
    chance = random.Random(2022)
    pieces = [
        *"()[],.+-*/<>=!@ \n\x00",
        "@end",
        "@mean",
        "@2022-02",
        "mean(",
        "min(",
        "spread(",
        "first_month(",
        "not ",
    ]
    pieces += [
        "embargo_within[ALD, 2]",
        "alignment[ALD]",
        "alignment",
        "embargo",
        "ALD",
        "1",
        "24",
        "_within",
        "\u202e",
    ]
    read = 0
    for _ in range(3_000):
        text = "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 12)))
        try:
            outcome = compiled(text)
        except ExpressionError as error:
            assert 0 <= error.at <= len(text), text
            assert error.text.isprintable(), text
        else:
            read += 1
            assert outcome.values(lambda slot: world()[:, slot]).shape == (2,)
    assert read > 10


POLICIES_REFUSE = {
    "alignment[ALD]@end": ("'@' has no meaning here", 14),
    "mean(alignment[ALD])": ("'mean' is not a function; there are min, max, abs, exp, log", 0),
    "first_month(embargo[ALD])": ("'first_month' is not a function; there are min, max, abs, exp, log", 0),
    "spread(alignment)": ("'spread' is not a function; there are min, max, abs, exp, log", 0),
    "min(alignment[ALD])": ("min takes two arguments or more", 0),
    "embargo_within[ALD, 24]": ("a name is expected here, not '24'", 20),
}


@pytest.mark.parametrize("text", POLICIES_REFUSE)
def test_policies_refuse_what_outcomes_add(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert (caught.value.text, caught.value.at) == POLICIES_REFUSE[text]


def test_an_act_may_be_named_like_the_form() -> None:
    layout = Layout(Names(country=("ALD",), pole=("EAST",), act=("come_within",)))
    outcome = compiled_outcome("come_within[ALD]@end + come_within_within[ALD, 2]", layout, START, MONTHS)
    assert outcome.slots == (layout.slot("joined", "come_within", "ALD"),)


# -- the standard ones, and those of the page ----------------------------------------------------------------


def test_every_standard_outcome_is_of_the_language() -> None:
    texts = standard_outcomes(LAYOUT)
    assert len(texts) == len(set(texts)) == 3 * 6 + 2 * 2 + 2 * 3 * 2 + 2 * 3 * 2 + 3 + 1 + 1 + 4
    assert [compiled(text).text for text in texts] == texts


def test_what_a_scenario_has_nothing_of_is_not_read_off() -> None:
    left_out = set(standard_outcomes(LAYOUT)) - set(standard_outcomes(LAYOUT, {"declared_rate"}))
    assert left_out == {f"declared_rate[{country}]@end" for country in NAMES.country}


def test_of_each_public_and_pole_friends_and_foes_are_read_off() -> None:
    """Of a poll's four answers those that say who is a friend and who is none."""
    polls = [text for text in standard_outcomes(LAYOUT) if "ALD.all" in text]
    assert polls == [
        "ally[ALD.all, EAST]@end",
        "adversary[ALD.all, EAST]@end",
        "ally[ALD.all, WEST]@end",
        "adversary[ALD.all, WEST]@end",
    ]


def test_the_examples_of_the_page_are_of_the_language_and_have_its_units() -> None:
    scenario = load(ROOT / "scenarios" / "balkans" / "serbia-2022.yaml")
    layout, clock = scenario.start()[0], scenario.case.clock
    page = (ROOT / "docs" / "outcomes.md").read_text("utf-8")
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \| .+ \|$", page, re.MULTILINE)
    assert len(rows) >= 25
    for text, unit in rows:
        assert compiled_outcome(text, layout, clock.start, clock.months).unit == unit, text


def test_a_constant_code_of_every_operation_has_a_vector() -> None:
    """Whatever expressions may do, outcomes may."""
    from twochairs.engine.vectors import one_operand, two_operands

    number, stack = 2.0, np.zeros(program.STACK_DEPTH)
    for code in range(program.ADD, program.LOG + 1):
        for left, right in ((0.5, -1.5), (1.5, 0.0), (0.0, 1.5), (2.0, 2.0), (-1.0, 1.0)):
            values = np.array([[left], [right]])
            alone = code in (program.NEGATE, program.NOT, program.ABSOLUTE, program.POWER, program.EXP, program.LOG)
            codes = [program.LOAD, code] if alone else [program.LOAD, program.LOAD, code]
            numbers = [0.0, number] if alone else [0.0, 1.0, 0.0]
            wanted = program.evaluate(codes, numbers, 0, len(codes), values, 0, stack)
            if alone:
                got = one_operand(code, number, values[0])
            else:
                got = two_operands(code, values[0], values[1])
            assert got.tolist() == [wanted], (code, left, right)
