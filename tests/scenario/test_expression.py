"""The expression language: it is Python's where the two meet, and nothing else is of it (D3)."""

import ast
import math
import random
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twochairs.engine import program
from twochairs.rules.elementary import exp, log
from twochairs.scenario.expression import MAX_LENGTH, MAX_NESTING, ExpressionError, Name, parse, resolved

VALUES = {"x": 0.25, "y": -1.5, "zero": 0.0, "big": 1e6}
SLOTS = {name: slot for slot, name in enumerate(VALUES)}
SECONDS = 0.05


def value(text: str) -> float:
    """The value of an expression over VALUES."""
    codes, operands = resolved(parse(text), lambda name: SLOTS[name.quantity])
    world = np.array([[number] for number in VALUES.values()])
    code, number = np.array(codes, dtype=np.int64), np.array(operands)
    return program.evaluate(code, number, 0, len(codes), world, 0, np.zeros(program.STACK_DEPTH))


class _InFloats(ast.NodeTransformer):
    """Python's own reading, with its whole numbers as floats and its powers as products."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.copy_location(ast.Constant(float(str(node.value))), node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Pow):
            return node
        return ast.copy_location(ast.Call(ast.Name("power", ast.Load()), [node.left, node.right], []), node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """A comparison, of numbers that may be the same though rounding has parted them."""
        self.generic_visit(node)
        sign = type(node.ops[0]).__name__
        return ast.copy_location(ast.Call(ast.Name(sign, ast.Load()), [node.left, *node.comparators], []), node)


def _alike(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=1e-12, abs_tol=1e-12)


COMPARISONS: dict[str, Any] = {
    "Lt": lambda left, right: left < right and not _alike(left, right),
    "LtE": lambda left, right: left <= right or _alike(left, right),
    "Gt": lambda left, right: left > right and not _alike(left, right),
    "GtE": lambda left, right: left >= right or _alike(left, right),
    "Eq": _alike,
    "NotEq": lambda left, right: not _alike(left, right),
}


def of_python(text: str) -> float:
    """What Python makes of it, truth as 1 and falsehood as 0."""
    tree = ast.fix_missing_locations(_InFloats().visit(ast.parse(text.strip(), mode="eval")))
    functions: dict[str, Any] = {"exp": exp, "log": log, "min": min, "max": max, "abs": abs, "power": _power}
    return float(
        eval(compile(tree, "expression", "eval"), functions | COMPARISONS | {"__builtins__": {}}, dict(VALUES))
    )


def _power(base: float, whole: float) -> float:
    product = 1.0
    for _ in range(int(whole)):
        product *= base
    return product


def refusal(text: str) -> ExpressionError:
    """How an expression is refused."""
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    return caught.value


# -- what it means ----------------------------------------------------------------------------------------------------

numbers = st.one_of(
    st.integers(0, 1000).map(str),
    st.floats(0.0, 1e6, allow_nan=False).map(repr),
    st.sampled_from([".5", "5.", "1e-3", "2E+2"]),
)
names = st.sampled_from(sorted(VALUES))


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Longer expressions, with and without brackets, so that precedence is tried too."""
    operators = st.sampled_from(["+", "-", "*", "/"])
    blanks = st.sampled_from(["", " ", "  "])
    return st.one_of(
        st.tuples(inner, blanks, operators, blanks, inner).map("".join),
        inner.map("({})".format),
        inner.map("-{}".format),
        inner.map("abs({})".format),
        st.lists(inner, min_size=2, max_size=4).map(lambda texts: f"min({', '.join(texts)})"),
        st.lists(inner, min_size=2, max_size=4).map(lambda texts: f"max({','.join(texts)})"),
        st.tuples(st.one_of(numbers, names, inner.map("({})".format)), st.integers(0, 8)).map("{0[0]}**{0[1]}".format),
    )


sums = st.recursive(st.one_of(numbers, names), _grown, max_leaves=12)
comparisons = st.tuples(sums, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), sums).map(" ".join)


def _grown_truth(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(" ".join),
        inner.map("not {}".format),
        inner.map("({})".format),
    )


truths = st.recursive(comparisons, _grown_truth, max_leaves=8)


def _same(text: str) -> None:
    if len(text) > MAX_LENGTH or text.count("(") + text.count("-") + text.count("not") > MAX_NESTING:
        return
    try:
        wanted = of_python(text)
    except (ZeroDivisionError, OverflowError):
        return
    assert value(text) == wanted or (math.isnan(value(text)) and math.isnan(wanted))


@settings(max_examples=250, deadline=None, derandomize=True)
@given(sums)
def test_sums_are_those_of_python(text: str) -> None:
    _same(text)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(truths)
def test_truths_are_those_of_python(text: str) -> None:
    _same(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 + 2 * 3",
        "(1 + 2) * 3",
        "10 - 4 - 3",
        "16 / 4 / 2",
        "-2 ** 2",
        "2 * -3",
        "2 - -3",
        "--2",
        "2 ** 3 * 2",
        "-x * y",
        "x / y * 2",
        "1 < 2 and 2 < 1 or 1 < 2",
        "1 < 2 or 2 < 1 and 2 < 1",
        "not 1 < 2 or 1 < 2",
        "not not 1 < 2",
        "not (1 < 2 and 2 < 1)",
        "1 + 1 < 2 + 1",
        "0 == zero",
        "min(1, 2, 0.5) + max(1, 2)",
        "exp(log(2))",
        "abs(-3) ** 2",
    ],
)
def test_precedence(text: str) -> None:
    assert value(text) == of_python(text)


def test_division_by_nothing_is_nothing() -> None:
    assert value("1 / zero") == value("1 / 0") == value("zero / zero") == 0.0


def test_truth_is_a_number() -> None:
    assert value("3 and 2") == value("0 or 5") == value("not 0") == 1.0
    assert value("3 and 0") == value("0 or zero") == value("not 7") == 0.0
    assert value("(x > 0) + (y < 0)") == 2.0


def test_names_and_their_agents() -> None:
    instructions = parse("pressure[EU, SRB] + share[SRB.all] + rivalry")
    found = [operand for _, operand in instructions if isinstance(operand, Name)]
    assert found == [
        Name("pressure", ("EU", "SRB"), 0),
        Name("share", ("SRB.all",), 20),
        Name("rivalry", (), 37),
    ]


def test_the_stack_is_deep_enough() -> None:
    """No expression that is read can need more places than the machine has."""
    assert program.STACK_DEPTH / 2 < _depth(parse(_longest())) <= program.STACK_DEPTH


def _longest() -> str:
    """As many operands waiting as nesting and length allow."""
    text = ""
    for _ in range(MAX_NESTING - 2):
        text += "1or 1and 1<1+1*min(1,"
    return text + "1" + ")" * (MAX_NESTING - 2)


def _depth(instructions: list[tuple[int, float | Name]]) -> int:
    one_operand = {program.NEGATE, program.NOT, program.ABSOLUTE, program.EXP, program.LOG, program.POWER}
    depth = deepest = 0
    for code, _ in instructions:
        depth += 1 if code in (program.PUSH, program.LOAD) else 0 if code in one_operand else -1
        deepest = max(deepest, depth)
    assert depth == 1
    return deepest


# -- what is not of it ------------------------------------------------------------------------------------------------

REFUSED = {
    "": ("a number, a name or '(' is expected here, not the end", 0),
    "   ": ("a number, a name or '(' is expected here, not the end", 3),
    "1 +": ("a number, a name or '(' is expected here, not the end", 3),
    "+ 1": ("a number, a name or '(' is expected here, not '+'", 0),
    "(1": ("')' is expected here, not the end", 2),
    "1)": ("')' is not expected here", 1),
    "x y": ("'y' is not expected here", 2),
    "1 2": ("'2' is not expected here", 2),
    "1x": ("'x' is not expected here", 1),
    "0x10": ("'x10' is not expected here", 1),
    "1_000": ("'_000' is not expected here", 1),
    "1..2": ("'.2' is not expected here", 2),
    "x[": ("a name is expected here, not the end", 2),
    "x[0]": ("a name is expected here, not '0'", 2),
    "x[]": ("a name is expected here, not ']'", 2),
    "x[A,]": ("a name is expected here, not ']'", 4),
    "x[A][B]": ("'[' is not expected here", 4),
    "x[A B]": ("']' is expected here, not 'B'", 4),
    "x[y[A]]": ("']' is expected here, not '['", 3),
    "(x)[A]": ("'[' is not expected here", 3),
    "x['A']": ('"\'" has no meaning here', 2),
    '"text"': ("'\"' has no meaning here", 0),
    "x.": ("'.' has no meaning here", 1),
    "x .real": ("'.' has no meaning here", 2),
    "(1).real": ("'.' has no meaning here", 3),
    "1 .real": ("'.' has no meaning here", 2),
    "x = 1": ("'=' has no meaning here; write == to compare", 2),
    "x := 1": ("':' has no meaning here", 2),
    "x & y": ("'&' has no meaning here; write and", 2),
    "x | y": ("'|' has no meaning here; write or", 2),
    "!x": ("'!' has no meaning here; write not", 0),
    "x ^ 2": ("'^' has no meaning here; write ** for a power", 2),
    "x % 2": ("'%' has no meaning here; write a share, such as 0.3", 2),
    "x // 2": ("a number, a name or '(' is expected here, not '/'", 3),
    "x <> 2": ("a number, a name or '(' is expected here, not '>'", 3),
    "x; y": ("';' has no meaning here", 1),
    "{}": ("'{' has no meaning here", 0),
    "x\n@y": ("'@' has no meaning here", 2),
    "\x00": ("'\\x00' has no meaning here", 0),
    "x \u2264 1": ("'\u2264' has no meaning here", 2),
    "\u0430 > 1": ("'\u0430' has no meaning here; it is Cyrillic, and names have Latin letters", 0),
    "lambda: 1": ("':' has no meaning here", 6),
    "x if y else 1": ("'if' is not expected here", 2),
    "x in y": ("'in' is not expected here", 2),
    "x is y": ("'is' is not expected here", 2),
    "import os": ("'os' is not expected here", 7),
    "x for x in y": ("'for' is not expected here", 2),
    "f(1)": ("'f' is not a function; there are min, max, abs, exp, log", 0),
    "__import__(x)": ("'__import__' is not a function; there are min, max, abs, exp, log", 0),
    "x.y(1)": ("'x.y' is not a function; there are min, max, abs, exp, log", 0),
    "eval(1)": ("'eval' is not a function; there are min, max, abs, exp, log", 0),
    "min": None,
    "min(1)": ("min takes two arguments or more", 0),
    "min()": ("a number, a name or '(' is expected here, not ')'", 4),
    "min(1, 2": ("')' is expected here, not the end", 8),
    "max(1,)": ("a number, a name or '(' is expected here, not ')'", 6),
    "1 + abs(1, 2)": ("abs takes one argument", 4),
    "min(x=1)": ("'=' has no meaning here; write == to compare", 5),
    "min(*x)": ("a number, a name or '(' is expected here, not '*'", 4),
    "not": ("a number, a name or '(' is expected here, not the end", 3),
    "x not y": ("'not' is not expected here", 2),
    "and x": ("a number, a name or '(' is expected here, not 'and'", 0),
    "x and": ("a number, a name or '(' is expected here, not the end", 5),
    "x < not y": ("a number, a name or '(' is expected here, not 'not'", 4),
    "1 < 2 < 3": ("comparisons do not chain; write 'a < b and b < c'", 6),
    "1 == 2 == 3": ("comparisons do not chain; write 'a < b and b < c'", 7),
    "9**9": ("a power must be a whole number from 0 to 8", 3),
    "9**9**9": ("a power must be a whole number from 0 to 8", 3),
    "2**2**2": ("'**' is not expected here", 4),
    "2**-1": ("a power must be a whole number from 0 to 8", 3),
    "2**x": ("a power must be a whole number from 0 to 8", 3),
    "2**0.5": ("a power must be a whole number from 0 to 8", 3),
    "2**(2)": ("a power must be a whole number from 0 to 8", 3),
    "2**008": ("a power must be a whole number from 0 to 8", 3),
    "2**": ("a power must be a whole number from 0 to 8", 3),
    "1e999": ("1e999 is too large for a number", 0),
    "9" * 400: ("9" * 400 + " is too large for a number", 0),
    "(" * 30 + "1" + ")" * 30: ("it is nested more than 24 deep", 24),
    "-" * 30 + "1": ("it is nested more than 24 deep", 24),
    "not " * 30 + "1": ("it is nested more than 24 deep", 96),
    "abs(" * 30 + "1" + ")" * 30: ("it is nested more than 24 deep", 96),
    "1" * 1001: ("the expression has 1,001 characters; 1,000 are allowed", 0),
    "(" * 100_000: ("the expression has 100,000 characters; 1,000 are allowed", 0),
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:20].encode("unicode_escape").decode() or "nothing")
def test_what_is_refused_and_where(text: str) -> None:
    start = time.process_time()
    wanted = REFUSED[text]
    if wanted is None:
        assert parse(text) == [(program.LOAD, Name("min", (), 0))]
    else:
        error = refusal(text)
        assert (error.text, error.at) == wanted
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("text", ["(" * 23 + "1" + ")" * 23, "-" * 23 + "1", " + ".join(["x"] * 250), "1" * 300 + ".0"])
def test_the_longest_that_is_read(text: str) -> None:
    start = time.process_time()
    parse(text)
    assert time.process_time() - start < SECONDS


def test_garbage_is_refused_and_never_more() -> None:
    chance = random.Random(2022)
    pieces = [
        *"()[],.+-*/<>=!&|^%~@:;'\"\\`{}#$? \t\n\x00\x1b",
        "**",
        "<=",
        "==",
        "not ",
        " and ",
        " or ",
        "min(",
        "abs(",
    ]
    pieces += ["x", "y", "x[A]", "pressure[EU, SRB]", "1", "0.5", "1e9", "__class__", "lambda", "é", "\u202e", "\ud800"]
    for _ in range(2_000):
        text = "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 40)))
        start = time.process_time()
        try:
            instructions = parse(text)
        except ExpressionError as error:
            assert 0 <= error.at <= len(text), text
            assert error.text.isprintable(), text
        else:
            assert _depth(instructions) <= program.STACK_DEPTH, text
        assert time.process_time() - start < SECONDS, text


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except ExpressionError as error:
        assert 0 <= error.at <= len(text)
