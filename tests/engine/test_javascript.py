"""Rules and phases as JavaScript: the same operations, the same bits, and a refusal of all else."""

import inspect
import math
import re
import struct
from collections.abc import Callable, Iterator
from itertools import product
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest

from tests.browsers import chromium
from twochairs.engine.javascript.emitter import Emitter, Held, NotEmitted, javascript
from twochairs.engine.javascript.kinds import NUMBER, TRUTH, WHOLE
from twochairs.engine.lowering import Lowering
from twochairs.rules import elementary
from twochairs.rules.elementary import clip, exp, log, normal_quantile, power_of_two, tanh

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOSTILE = (0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 1.5, 2.5, -2.5, 3.0, -7.25, 1e-310, 1e300, -1e300, 0.1, 1 / 3)
WHOLES = (0, 1, -1, 2, -2, 3, 7, -7, 12, -13)
FACTOR = 3


@pytest.fixture(scope="module")
def page() -> Iterator["Page"]:
    with chromium() as browser:
        yield browser.new_page()


def text_of(function: Callable[..., Any], *kinds: Any) -> str:
    made = Emitter({}, {}, {})
    name, _ = made.function(function, list(kinds or [NUMBER] * len(inspect.signature(function).parameters)))
    return made.text("(()=>{", f"return {name}}})()")


def run(page: "Page", function: Callable[..., Any], given: list[tuple[Any, ...]], *kinds: Any) -> list[bytes]:
    """What its JavaScript gives for each set of arguments, as bits."""
    call = f"given=>{{const f={text_of(function, *kinds)},d=new DataView(new ArrayBuffer(8));"
    call += "return given.map(one=>{d.setFloat64(0,f(...one.map(Number)));return d.getBigUint64(0).toString(16)})}"
    spelt = [[repr(one).replace("inf", "Infinity").replace("nan", "NaN") for one in row] for row in given]
    return [bytes.fromhex(one.zfill(16)) for one in page.evaluate(call, spelt)]


def bits(number: float) -> bytes:
    return struct.pack(">d", number)


# arithmetic


def floored(a, b):
    return a // b


def left_over(a, b):
    return a % b


def mixed(a, b):
    return a - (b + a) * -b / (a - -1.5) - (-(a - b))


def rounded(a):
    return float(round(a)) / 4.0


def wholes_of(a):
    return float(math.floor(a)) * 4.0 + float(math.ceil(a)) * 2.0 + float(math.trunc(a)) + 1.0 / float(int(a) - 0.25)


def never_minus_nothing(a):
    return float(int(a)) + float(-int(a)) * 1.0 + float(int(a) * -1)


def extremes(a, b):
    return min(a, b, 0.25) + max(b, a) * abs(a)


def signs(a, b):
    return math.copysign(a, b)


def or_and(a, b):
    return (a or b) + (a and b) * 2.0 + (1.0 if a and b else 0.5) + (1.0 if not a else 0.25)


def compared(a, b):
    chain = -1.0 <= a < b <= 3.0
    return float(chain) + (a == b) * 2.0 + (a != b) * 4.0 + int(a > b) * 8


def raised(a, b):
    a += b
    a *= 3
    a //= 2.0
    return a


@pytest.mark.parametrize("rule", [mixed, extremes, signs, or_and, compared, raised])
def test_numbers_of_any_kind(page: "Page", rule: Callable[..., float]) -> None:
    pairs = list(product(HOSTILE, HOSTILE))
    assert run(page, rule, pairs) == [bits(rule(*pair)) for pair in pairs]


@pytest.mark.parametrize("rule", [floored, left_over])
def test_divisions_follow_the_sign_of_the_divisor(page: "Page", rule: Callable[..., float]) -> None:
    pairs = [(a, b) for a, b in product((*HOSTILE, math.inf), (*HOSTILE, math.inf)) if b and abs(a) < math.inf]
    assert run(page, rule, pairs) == [bits(rule(*pair)) for pair in pairs]
    whole = [(a, b) for a, b in product(WHOLES, WHOLES) if b]
    assert run(page, rule, whole, WHOLE, WHOLE) == [bits(rule(*pair)) for pair in whole]


def test_divisions_by_0_are_what_the_compiled_engine_has(page: "Page") -> None:
    assert run(page, floored, [(7.0, 0.0), (-7.0, 0.0)]) == [bits(math.inf), bits(-math.inf)]
    assert run(page, floored, [(7, 0)], WHOLE, WHOLE) == run(page, left_over, [(7, 0)], WHOLE, WHOLE) == [bits(0.0)]


@pytest.mark.parametrize("rule", [rounded, wholes_of, never_minus_nothing])
def test_whole_numbers_are_never_minus_0(page: "Page", rule: Callable[..., float]) -> None:
    given = [(a,) for a in (*HOSTILE, 0.49999999999999994, 1e15 + 0.5) if abs(a) < 1e17]
    assert run(page, rule, given) == [bits(rule(*one)) for one in given]


def test_what_is_no_number_is_true_as_in_python(page: "Page") -> None:
    def asked(a):
        return (1.0 if a else 2.0) + (0.5 if not a else 0.25) + (4.0 if math.isnan(a) else 8.0) + math.isfinite(a)

    given = [(math.nan,), (math.inf,), (0.0,), (3.0,)]
    assert run(page, asked, given) == [bits(asked(*one)) for one in given]


def of_two(n):
    return power_of_two(n) * 1.0


@pytest.mark.parametrize("rule", [exp, log, tanh, elementary.logistic, of_two, normal_quantile])
def test_elementary_functions(page: "Page", rule: Callable[[float], float]) -> None:
    random = np.random.default_rng(1)
    given = random.uniform(0.0, 1.0, 300) if rule is normal_quantile else random.uniform(-800.0, 800.0, 300)
    given = np.round(given) if rule is of_two else np.abs(given) if rule is log else given
    assert run(page, rule, [(one,) for one in given.tolist()]) == [bits(rule(one)) for one in given.tolist()]


# statements


def a_parameter_that_changes(a, b):
    c = a // 2
    a = a * 1.0 if b > 0 else a + 0.5
    return c + a


def loops(a, b):
    total = 0.0
    for i in range(7):
        if i == 2:
            continue
        if i > 5:
            break
        total = total + i * a
    return total + i


def a_counter_that_is_set(a, b):
    total = 0
    for i in range(4):
        total = total + i
        i = i * 2
        total = total + i
    return total + b * i


def one_name_for_two_loops(a, b):
    total = 0
    for i in range(3):
        for i in range(2):
            total = total + 10 * i
        total = total + i
    return total + a


def as_long_as(a, b):
    left, done = 10.0, 0
    while left > 0.5 and done < 20:
        left = left / 2.0
        done = done + 1
    else_ = done
    return left + else_


def kept_from_turn_to_turn(a, b):
    last = 0.0
    for i in range(5):
        if i % 2 == 0:
            seen = a + i
        last = last + seen
    return last


def in_steps(a, b):
    total = 0
    for i in range(9, -1, -3):
        total = total * 2 + i
    for i in range(int(b) - int(b), 7, 2):
        total = total + i
    return total


def swapped(a, b):
    a, b = b, a
    c = d = a - b
    c, e = c + 1.0, b
    return a + 2.0 * c + 4.0 * d + 8.0 * e


def ends_are_looked_at_once(a, b):
    n, count = 3, 0
    span = range(0, n)
    n = 1
    for i in span:
        n = n + 1
        count = count + i
    for _ in range(n):
        n = n + 1
        count = count + 1
    return count


def by_name(a, b):
    return clip(a, high=2.0, low=-1.0) + clip(high=FACTOR, x=b, low=0)


def reserved_words(let, function):
    var, new = let + 1.0, function * 2.0
    return var - new


@pytest.mark.parametrize(
    "rule",
    [
        a_parameter_that_changes,
        loops,
        a_counter_that_is_set,
        one_name_for_two_loops,
        as_long_as,
        kept_from_turn_to_turn,
        in_steps,
        swapped,
        ends_are_looked_at_once,
        by_name,
        reserved_words,
    ],
)
def test_statements(page: "Page", rule: Callable[..., float]) -> None:
    pairs = [(0.5, 2.0), (-3.25, 0.0), (1e300, -1.5)]
    assert run(page, rule, pairs) == [bits(rule(*pair)) for pair in pairs]


def picky(a):
    if a < 0.0:
        raise ValueError("never")
    return a


def sure(a):
    assert a >= 0.0, "never"
    return a


@pytest.mark.parametrize("rule", [picky, sure])
def test_a_rule_that_raises_ends_the_run(page: "Page", rule: Callable[..., float]) -> None:
    call = f"a=>{{try{{return {text_of(rule)}(a)}}catch(e){{return e.message}}}}"
    assert [page.evaluate(call, a) for a in (-1, 2)] == [f"a rule ends the run: {rule.__name__}", 2]


# texts


def half(alignment):
    return 0.5 * (1.0 - alignment)


def both(one, other):
    between = half(one - other)
    return half(between) + FACTOR


def test_a_function_is_as_short_as_it_can_be() -> None:
    text = "(()=>{function A(a,b,c){a=a>c?c:a;return a<b?b:a}return A})()"
    assert text_of(clip) == text

    assert text_of(both) == "(()=>{function A(a,b){let c=.5*(1-(a-b));return.5*(1-c)+3}return A})()"


class State(NamedTuple):
    heat: Any
    side: Any


class World(NamedTuple):
    state: State
    rate: float
    lanes: int


def warm(t: int, world: World) -> None:
    state = world.state
    for i in range(len(state.heat)):
        for k in range(world.lanes):
            state.heat[i, k] = state.heat[i, k] * world.rate + _of(state.side, i) + t


def _of(side: Any, i: int) -> int:
    return side[i]


def nothing(world: World) -> None:
    pass


def test_phases_share_arrays_and_sizes() -> None:
    heat, side = Held("", NUMBER, ("agent", "lane")), Held("", WHOLE, ("agent",))
    members = {("state", "heat"): heat, ("state", "side"): side, ("rate",): "", ("lanes",): "lane"}
    found = javascript(nothing, warm, Lowering("World", frozenset({"state"})), members)
    assert (found.arrays, found.sizes, found.numbers) == (("state_heat", "state_side"), ("agent", "lane"), ("rate",))
    body = "const b=D,c=A,e=B,g=C[0],h=E;for(let d=0;d<c;d++){for(let f=0;f<e;f++)b[d*e+f]=b[d*e+f]*g+h[d]+a}"
    head = "function months(arrays,sizes,C){const [D,E]=arrays,[A,B]=sizes;"
    assert re.sub(r"\b[FG]\b", "F", found.text) == f"{head}function F(){{}}function F(a){{{body}}}return[F,F]}}"


# refusals


def power(a):
    return a**2


def text_in(a):
    return len("abc")


def two_values(a):
    return a, a


def a_list(a):
    return [a][0]


def digits(a):
    return round(a, 2)


def with_else(a):
    for i in range(3):
        a = a + i
    else:
        a = 0.0
    return a


def itself(a):
    return itself(a - 1.0) if a > 0.0 else a


def one_by_other(a):
    return other_by_one(a)


def other_by_one(a):
    return one_by_other(a - 1.0) if a > 0.0 else a


def calls_both(a):
    b = one_by_other(a)
    return b


def many(*a):
    return 1.0


def any_step(a):
    total = 0.0
    for i in range(0, 9, int(a)):
        total = total + i
    return total


def outside(a):
    return math.exp(a)


def unknown(a):
    return np.float64(a)


def huge(a):
    return a + 9007199254740993


def each_of(a):
    for one in (1.0, 2.0):
        a = a + one
    return a


@pytest.mark.parametrize(
    ("rule", "line", "said"),
    [
        (power, 1, "an operator that has no form in a page: a ** 2"),
        (text_in, 1, "it is str, and only numbers are known in a page: 'abc'"),
        (two_values, 1, "it has no form in a page: (a, a)"),
        (a_list, 1, "it has no form in a page: [a]"),
        (digits, 1, "round() to some digits is not the same everywhere: round(a, 2)"),
        (with_else, 4, "a loop with an else: a = 0.0"),
        (itself, 1, "a function that calls itself: itself(a - 1.0)"),
        (many, 0, "a function takes a fixed number of parameters and has no decorators: many"),
        (any_step, 2, "the step of a range is a whole number that stands there itself: int(a)"),
        (outside, 1, "it calls what has no form in a page: math.exp(a)"),
        (unknown, 1, "it calls what has no form in a page: np.float64(a)"),
        (huge, 1, "a whole number that a page does not hold exactly: 9007199254740993"),
        (each_of, 1, "it has no form in a page: (1.0, 2.0)"),
    ],
)
def test_what_has_no_form_is_refused_with_its_place(rule: Callable[..., Any], line: int, said: str) -> None:
    with pytest.raises(NotEmitted) as refused:
        text_of(rule, NUMBER)
    assert str(refused.value) == f"{__file__}, line {rule.__code__.co_firstlineno + line}: {said}"


def test_functions_that_call_one_another_are_refused() -> None:
    with pytest.raises(NotEmitted, match=r"a function that calls itself: one_by_other\(a - 1\.0\)"):
        text_of(calls_both, NUMBER)


def test_a_rule_of_a_text_is_refused_with_the_line_of_the_text() -> None:
    source = "import math\n\n\ndef discount(a):\n    b = a\n    return b ** 2\n"
    module = ModuleType("own")
    exec(compile(source, "own.py", "exec"), module.__dict__)
    module.discount.__module__ = "own"
    with pytest.raises(NotEmitted, match=r"own\.py, line 6: an operator that has no form in a page: b \*\* 2"):
        Emitter({}, {}, {"own": source}).function(module.discount, [NUMBER])


def test_a_truth_is_handed_on_as_one(page: "Page") -> None:
    def asked(a, b):
        return 1.0 if a and not b else 0.5

    given = [(True, False), (True, True), (False, False)]
    found = [page.evaluate(f"given=>{text_of(asked, TRUTH, TRUTH)}(...given)", list(one)) for one in given]
    assert found == [asked(*one) for one in given]
