"""The stack machine, against Python's own reading of the same text."""

import ast
import math
import operator
from collections.abc import Callable
from decimal import Decimal
from itertools import accumulate
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from twochairs.engine import program, vectors
from twochairs.engine.program import STACK_DEPTH, evaluate, holds, same
from twochairs.engine.vectors import one_operand, two_operands
from twochairs.rules.elementary import exp, log
from twochairs.scenario.expression import MAX_NESTING, ExpressionError, Name, parse, resolved

CLAIM = settings(derandomize=True, deadline=None, max_examples=400)
SLOTS = ("x", "y", "hub_price", "alignment[SRB]", "EU.pressure[SRB]", "favourability[all, RU]")
LANES = 3
number = st.one_of(st.sampled_from([0.0, 1.0, -1.0, 0.5, 2.0, -3.0]), st.floats(-1e3, 1e3))
worlds = st.lists(st.lists(number, min_size=LANES, max_size=LANES), min_size=len(SLOTS), max_size=len(SLOTS))
WORLD = [[slot + 0.25 * lane for lane in range(LANES)] for slot in range(1, len(SLOTS) + 1)]


def slot(name: Name) -> int:
    return SLOTS.index(f"{name.quantity}[{', '.join(name.agents)}]" if name.agents else name.quantity)


def run(text: str, world: list[list[float]] | None = None, lane: int = 0) -> float:
    codes, operands = resolved(parse(text), slot)
    values = memoryview(np.array(world or WORLD))
    return evaluate(codes, operands, 0, len(codes), values, lane, memoryview(np.full(STACK_DEPTH, math.nan)))


# Python's reading

BINARY: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda left, right: left / right if right else 0.0,
    ast.Lt: lambda left, right: left < right and not alike(left, right),
    ast.LtE: lambda left, right: left <= right or alike(left, right),
    ast.Gt: lambda left, right: left > right and not alike(left, right),
    ast.GtE: lambda left, right: left >= right or alike(left, right),
    ast.Eq: lambda left, right: alike(left, right),
    ast.NotEq: lambda left, right: not alike(left, right),
}
CALLS: dict[str, Callable[..., float]] = {"min": min, "max": max, "abs": abs, "exp": exp, "log": log}


def alike(left: float, right: float) -> bool:
    """Whether two numbers are the same up to the rounding of decimals, as Python's library has it."""
    return math.isclose(left, right, rel_tol=1e-12, abs_tol=1e-12)


class Undefined(Exception):
    """Some part of the expression, such as infinity less infinity, has no value."""


def python(text: str, world: list[list[float]], lane: int) -> float:
    """Value by Python's parser: its precedence, truth as 1 or 0, a power as a product."""
    values = {name.replace(" ", ""): world[at][lane] for at, name in enumerate(SLOTS)}
    return _value(ast.parse(text.strip(), mode="eval").body, values)


def _value(node: ast.expr, values: dict[str, float]) -> float:
    match node:
        case ast.Constant(value):
            result = float(value)
        case ast.Name() | ast.Attribute() | ast.Subscript():
            result = values[ast.unparse(node).replace("(", "").replace(")", "").replace(" ", "")]
        case ast.BinOp(left, ast.Pow(), right):
            result = math.prod([_value(left, values)] * int(_value(right, values)), start=1.0)
        case ast.BinOp(left, kind, right) | ast.Compare(left, [kind], [right]):
            result = float(BINARY[type(kind)](_value(left, values), _value(right, values)))
        case ast.UnaryOp(ast.USub(), operand):
            result = -_value(operand, values)
        case ast.UnaryOp(ast.Not(), operand):
            result = float(alike(_value(operand, values), 0.0))
        case ast.BoolOp(ast.And(), parts):
            result = float(not any([alike(_value(part, values), 0.0) for part in parts]))
        case ast.BoolOp(ast.Or(), parts):
            result = float(not all([alike(_value(part, values), 0.0) for part in parts]))
        case ast.Call(ast.Name(function), arguments):
            result = CALLS[function](*(_value(argument, values) for argument in arguments))
        case _:
            raise AssertionError(ast.dump(node))
    if math.isnan(result):
        raise Undefined(ast.unparse(node))
    return result


# texts of the language, by its grammar

NUMBERS = ("0", "1", "2.5", ".5", "3.", "1e-3", "7", "12", "0.1", "1E2")
SOME = st.sampled_from([False, False, True])


@st.composite
def texts(draw: Callable[..., Any]) -> str:
    """An expression of about a dozen atoms and of three brackets in one another at most."""
    atoms_left, brackets = 12, 0

    def pick(*options: str) -> str:
        return draw(st.sampled_from(options))

    def chain(part: Callable[[], str], *signs: str) -> str:
        text = part()
        while atoms_left > 0 and draw(SOME):
            text += f" {pick(*signs)} {part()}"
        return text

    def atom() -> str:
        nonlocal atoms_left, brackets
        atoms_left -= 1
        if atoms_left < 0 or brackets == 3 or not draw(SOME):
            return pick(*NUMBERS, *SLOTS)
        brackets += 1
        form = pick("({})", "abs({})", "exp({})", "log({})", "min({}, {})", "max({}, {})", "min({}, {}, {})")
        text = form.format(*(disjunction() for _ in range(form.count("{}"))))
        brackets -= 1
        return text

    def power() -> str:
        return atom() + (f"**{draw(st.integers(0, 8))}" if draw(SOME) else "")

    def sign() -> str:
        return pick("", "", "-", "- -") + power()

    def term() -> str:
        return chain(sign, "*", "/")

    def total() -> str:
        return chain(term, "+", "-")

    def comparison() -> str:
        return f"{total()} {pick('<', '<=', '>', '>=', '==', '!=')} {total()}" if draw(SOME) else total()

    def negation() -> str:
        return pick("", "", "not ", "not not ") + comparison()

    def conjunction() -> str:
        return chain(negation, "and")

    def disjunction() -> str:
        return chain(conjunction, "or")

    return disjunction()


@CLAIM
@given(texts(), worlds, st.integers(0, LANES - 1))
@example("-x**2 + 2 * -y", WORLD, 0)
@example("not x < y and y or x", WORLD, 1)
@example("x - y - 1 < x / y / 2", WORLD, 2)
def test_the_machine_reads_what_python_reads(text: str, world: list[list[float]], lane: int) -> None:
    try:
        expected = python(text, world, lane)
    except Undefined:
        reject()
    assert run(text, world, lane) == expected


# every operation

WORKED = {
    "7": ([program.PUSH], 7.0),
    "y": ([program.LOAD], 2.0),
    "x + y": ([program.ADD], 3.0),
    "x - y": ([program.SUBTRACT], -1.0),
    "3 * y": ([program.MULTIPLY], 6.0),
    "x / y": ([program.DIVIDE], 0.5),
    "-y": ([program.NEGATE], -2.0),
    "x < y": ([program.LESS], 1.0),
    "x <= 1": ([program.LESS_EQUAL], 1.0),
    "x > y": ([program.GREATER], 0.0),
    "x >= 1": ([program.GREATER_EQUAL], 1.0),
    "x == y": ([program.EQUAL], 0.0),
    "x != y": ([program.NOT_EQUAL], 1.0),
    "x and y": ([program.AND], 1.0),
    "0 or y": ([program.OR], 1.0),
    "not y": ([program.NOT], 0.0),
    "min(x, y)": ([program.MINIMUM], 1.0),
    "max(x, y, 5)": ([program.MAXIMUM], 5.0),
    "abs(-3)": ([program.ABSOLUTE], 3.0),
    "y ** 5": ([program.POWER], 32.0),
    "exp(x)": ([program.EXP], math.e),
    "log(y)": ([program.LOG], math.log(2.0)),
}


@pytest.mark.parametrize(("text", "codes", "value"), [(text, *rest) for text, rest in WORKED.items()])
def test_an_operation_gives_its_worked_value(text: str, codes: list[int], value: float) -> None:
    assert set(codes) <= {code for code, _ in parse(text)}
    assert run(text) == pytest.approx(value, rel=1e-15)


def test_the_worked_values_cover_every_operation() -> None:
    others = {"STACK_DEPTH", "TOLERANCE"}
    declared = {value for name, value in vars(program).items() if name.isupper() and name not in others}
    assert {code for codes, _ in WORKED.values() for code in codes} == declared == set(range(len(declared)))


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "==", "!="])
@pytest.mark.parametrize(("left", "right"), [(1, 2), (2, 1), (2, 2), (-1, 1), (0, 0)])
def test_comparisons_give_one_or_zero(sign: str, left: int, right: int) -> None:
    result = run(f"{left} {sign} {right}")
    assert result == float(BINARY[type(ast.parse(f"0 {sign} 0", mode="eval").body.ops[0])](left, right))
    assert result in (0.0, 1.0)


# decimals: what is compared is what was written

SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
decimals = st.builds(lambda whole, places: Decimal(whole).scaleb(-places), st.integers(-3000, 3000), st.integers(0, 4))


def _vectors(codes: list[int], operands: list[float]) -> float:
    """The value of a program of constants and operations on two operands, by whole vectors."""
    stack: list[np.ndarray] = []
    for code, operand in zip(codes, operands, strict=True):
        if code == program.PUSH:
            stack.append(np.full(1, operand))
        elif code == program.NEGATE:
            stack.append(one_operand(code, 0.0, stack.pop()))
        else:
            right = stack.pop()
            stack.append(two_operands(code, stack.pop(), right))
    return float(stack.pop()[0])


def _both(text: str) -> tuple[float, float]:
    """The value of an expression of constants by the machine and by whole vectors."""
    return run(text), _vectors(*resolved(parse(text), slot))


@pytest.mark.parametrize("sign", SIGNS)
@CLAIM
@given(st.lists(decimals, min_size=1, max_size=5), decimals, st.integers(-1, 1), st.sampled_from(["0.1", "0.7", "1"]))
@example([Decimal("0.1"), Decimal("0.2")], Decimal("0.3"), 0, "1")
@example([Decimal("0.1")] * 5, Decimal("0.5"), 0, "0.1")
def test_sums_and_products_of_decimals_compare_as_they_are_written(
    sign: str, terms: list[Decimal], other: Decimal, off: int, factor: str
) -> None:
    """Against a decimal, against their exact sum, and against one that is off by a ten-thousandth."""
    left = sum(terms) * Decimal(factor)
    text = f"({' + '.join(map(str, terms))}) * {factor}"
    for right in (other, left + off * Decimal("0.0001"), -left):
        wanted = float(SIGNS[sign](left, right))
        assert _both(f"{text} {sign} {right}") == (wanted, wanted)
        if sum(map(abs, terms)) <= 1000:  # of thousands, rounding leaves more of a difference than counts as none
            assert _both(f"{text} - {right} {sign} 0") == (wanted, wanted)


@given(st.floats(), st.floats())
@example(math.inf, math.inf)
@example(math.inf, 1e308)
@example(math.nan, 0.0)
@example(1.0, 1.0 + 1e-12)
@example(-0.0, 1e-12)
@CLAIM
def test_both_engines_have_one_idea_of_the_same(left: float, right: float) -> None:
    with np.errstate(all="ignore"):
        assert vectors.same(np.array([left]), np.array([right])).tolist() == [same(left, right)]
        assert vectors.holds(np.array([left])).tolist() == [holds(left)]
    assert same(left, right) == same(right, left)
    assert same(left, left) != math.isnan(left)


def test_numbers_further_apart_than_rounding_are_told_apart() -> None:
    assert run("0.3 < 0.30000000001") == run("1000.0000001 > 1000") == run("1e-11 > 0") == run("1e-11 and 1") == 1.0
    assert run("0.3 < 0.3000000000001") == run("1000.0000000001 > 1000") == run("1e-13 > 0") == 0.0


def test_what_only_rounding_keeps_from_zero_is_not_true() -> None:
    assert run("0.1 + 0.2 - 0.3 or 0") == run("1 and 0.1 + 0.2 - 0.3") == 0.0
    assert run("not (0.1 + 0.2 - 0.3)") == 1.0


@pytest.mark.parametrize("left", ["0", "3", "-0.5"])
@pytest.mark.parametrize("right", ["0", "3", "-0.5"])
def test_whatever_is_not_zero_is_true_and_truth_is_one(left: str, right: str) -> None:
    a, b = float(left) != 0.0, float(right) != 0.0
    assert run(f"{left} and {right}") == float(a and b)
    assert run(f"{left} or {right}") == float(a or b)
    assert run(f"not {left}") == float(not a)


@pytest.mark.parametrize("text", ["1 / 0", "0 / 0", "-1 / (x - x)", "1 / -0", "1 / (1 / 0)", "log(y) / (1 < 0)"])
def test_a_division_by_zero_gives_zero(text: str) -> None:
    assert run(text) == 0.0


@pytest.mark.parametrize("base", ["0", "3", "-2", "0.5"])
def test_powers_are_products_and_the_zeroth_is_one(base: str) -> None:
    assert run(f"({base})**0") == 1.0
    assert run(f"({base})**1") == float(base)
    assert run(f"({base})**8") == math.prod([float(base)] * 8)


def test_exp_and_log_saturate_instead_of_failing() -> None:
    assert run("exp(1e6)") == exp(700.0)
    assert run("log(0)") == run("log(-1)") == log(1e-180)


def test_minimum_and_maximum_look_at_every_argument() -> None:
    for at in range(4):
        extremes = ["2"] * 4
        extremes[at] = "-7"
        assert run(f"min({', '.join(extremes)})") == -7.0
        assert run(f"max({', '.join(extremes).replace('-7', '9')})") == 9.0


# lanes, stretches, the stack


def test_each_lane_reads_its_own_values() -> None:
    assert [run("100 * x + favourability[all, RU]", lane=lane) for lane in range(LANES)] == [106.0, 131.25, 156.5]


def test_an_array_of_numpy_does_as_well_as_a_memory_view() -> None:
    codes, operands = resolved(parse("(x + y) * hub_price / 2 - min(x, y)"), slot)
    arrays = np.array(codes), np.array(operands), 0, len(codes), np.array(WORLD), 0, np.zeros(STACK_DEPTH)
    result = evaluate(*arrays)
    assert result == 3.5  # (1 + 2) * 3 / 2 - 1
    assert type(result) is float


def test_a_program_is_a_stretch_of_a_longer_array() -> None:
    programs = [resolved(parse(text), slot) for text in ("x + 10", "y * 10", "max(x, y) - 10")]
    codes = [code for each, _ in programs for code in each]
    operands = [operand for _, each in programs for operand in each]
    ends = np.cumsum([0, *(len(each) for each, _ in programs)])
    stack = memoryview(np.full(STACK_DEPTH, math.nan))
    values = memoryview(np.array(WORLD))
    results = [evaluate(codes, operands, ends[at], ends[at + 1], values, 0, stack) for at in (0, 1, 2, 0)]
    assert results == [11.0, 20.0, -8.0, 11.0]


def depth(text: str) -> int:
    """The most numbers that lie on the stack at once."""
    unary = {program.NEGATE, program.NOT, program.ABSOLUTE, program.POWER, program.EXP, program.LOG}
    steps = [1 if code in (program.PUSH, program.LOAD) else 0 if code in unary else -1 for code, _ in parse(text)]
    heights = list(accumulate(steps))
    assert heights[-1] == 1
    return max(heights)


# At every level something waits: for or, and, a comparison, a sum, a product, and the second argument of min.
LEVEL = "0 or 1 and x<2+3*"
DEEPEST = f"{LEVEL}min(4,".join([""] * MAX_NESTING) + LEVEL + "y" + ")" * (MAX_NESTING - 1)


def test_the_stack_is_deep_enough_for_the_deepest_expression() -> None:
    assert depth(DEEPEST) == 6 * MAX_NESTING <= STACK_DEPTH
    assert run(DEEPEST) == python(DEEPEST, WORLD, 0)
    with pytest.raises(ExpressionError, match="nested"):
        parse(f"({DEEPEST})")


@CLAIM
@given(texts())
def test_no_expression_needs_more_of_the_stack_than_its_nesting_allows(text: str) -> None:
    assert depth(text) <= 6 * MAX_NESTING <= STACK_DEPTH
