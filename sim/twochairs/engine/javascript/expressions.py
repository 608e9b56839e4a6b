"""Expressions as JavaScript: the same operations in the same order, so the same bits."""

import ast
import builtins
import inspect
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from twochairs.engine.javascript.kinds import (
    AND,
    CHOICE,
    EQUAL,
    LESS,
    NUMBER,
    OR,
    PRODUCT,
    SIGN,
    SUM,
    TRUTH,
    WHOLE,
    WHOLE_TERM,
    Code,
    Held,
    Kind,
    Span,
    bracketed,
    joined,
    wider,
)
from twochairs.engine.javascript.names import marked
from twochairs.engine.javascript.parts import BY_HAND, MATH, TESTS

if TYPE_CHECKING:
    from twochairs.engine.javascript.functions import Function

_SIGNS: dict[type, tuple[str, int]] = {ast.Add: ("+", SUM), ast.Sub: ("-", SUM), ast.Mult: ("*", PRODUCT)}
_DIVISIONS = {ast.FloorDiv: ("times", "quotient"), ast.Mod: ("wholes", "modulo")}
_COMPARED: dict[type, tuple[str, int]] = {
    ast.Lt: ("<", LESS),
    ast.LtE: ("<=", LESS),
    ast.Gt: (">", LESS),
    ast.GtE: (">=", LESS),
    ast.Eq: ("==", EQUAL),
    ast.NotEq: ("!=", EQUAL),
}
_LIMITS = {math.inf: "1/0", -math.inf: "-1/0"}
_LARGEST = 2**53


class Expressions:
    """The expressions of one function."""

    def __init__(self, function: "Function") -> None:
        self.function = function

    def value(self, node: ast.expr) -> Code:
        """The text of an expression; raises NotEmitted where there is none."""
        made = getattr(self, f"_{type(node).__name__.lower()}", None)
        if made is None:
            raise self.function.refuse(node, "it has no form in a page")
        code: Code = made(node)
        return code

    def number(self, node: ast.expr) -> Code:
        """The same of an expression that is a number."""
        code = self.value(node)
        if not isinstance(code.kind, str):
            raise self.function.refuse(node, "an array, or a range, is used as a number")
        return code

    def truth(self, node: ast.expr) -> Code:
        """The text of what is asked of an expression: a number is true unless it is 0, and so is what is no number."""
        if isinstance(node, ast.BoolOp):
            sign, level = ("&&", AND) if isinstance(node.op, ast.And) else ("||", OR)
            parts = [bracketed(self.truth(one), level) for one in node.values]
            return Code(sign.join(parts), level, TRUTH)
        code = self.number(node)
        return code if code.kind == TRUTH else joined(code, "!=", constant(0), EQUAL, TRUTH)

    def kind_of(self, code: Code) -> str:
        """The kind of a text that is a number."""
        assert isinstance(code.kind, str)
        return code.kind

    def _constant(self, node: ast.Constant) -> Code:
        return self._given(node.value, node)

    def _given(self, value: Any, node: ast.expr) -> Code:
        code: Code | None = constant(value)
        if code is None:
            raise self.function.refuse(node, f"it is {type(value).__name__}, and only numbers are known in a page")
        if isinstance(value, int) and abs(value) > _LARGEST:
            raise self.function.refuse(node, "a whole number that a page does not hold exactly")
        return code

    def _name(self, node: ast.Name) -> Code:
        return self.function.named(node.id) or self._given(self.function.reached(node), node)

    def _attribute(self, node: ast.Attribute) -> Code:
        return self._given(self.function.reached(node), node)

    def _subscript(self, node: ast.Subscript) -> Code:
        array = self.value(node.value).kind
        indices = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if not isinstance(array, Held) or len(indices) != len(array.sizes):
            raise self.function.refuse(node, "an element of an array is read and set by all its indices")
        at: Code | None = None
        for index, size in zip(indices, array.sizes, strict=True):
            place = self.number(index)
            if place.kind == NUMBER or place.text.startswith("-"):
                raise self.function.refuse(node, "an index is a whole number, not below 0")
            row = (
                None
                if at is None
                else joined(at, "*", Code(self.function.taken(size), WHOLE_TERM, WHOLE), PRODUCT, WHOLE)
            )
            at = place if row is None else joined(row, "+", place, SUM, WHOLE)
        assert at is not None
        return Code(f"{array.name}[{at.text}]", WHOLE_TERM, array.kind)

    def _binop(self, node: ast.BinOp) -> Code:
        left, right = self.number(node.left), self.number(node.right)
        kind = wider(WHOLE, wider(self.kind_of(left), self.kind_of(right)))
        if isinstance(node.op, ast.Div):
            return joined(left, "/", right, PRODUCT, NUMBER)
        if type(node.op) in _DIVISIONS:
            return self._called(_DIVISIONS[type(node.op)][kind == NUMBER], [left, right], kind)
        if type(node.op) not in _SIGNS:
            raise self.function.refuse(node, "an operator that has no form in a page")
        sign, level = _SIGNS[type(node.op)]
        code = joined(left, sign, right, level, kind)
        return joined(code, "+", constant(0), SUM, WHOLE) if level == PRODUCT and kind == WHOLE else code

    def _unaryop(self, node: ast.UnaryOp) -> Code:
        if isinstance(node.op, ast.Not):
            return Code(f"!{bracketed(self.truth(node.operand), SIGN)}", SIGN, TRUTH)
        code = self.number(node.operand)
        if isinstance(node.op, ast.UAdd):
            return code
        if not isinstance(node.op, ast.USub):
            raise self.function.refuse(node, "an operator that has no form in a page")
        if code.kind == NUMBER or isinstance(node.operand, ast.Constant):
            after = bracketed(code, SIGN)
            return Code(f"-{' ' if after.startswith('-') else ''}{after}", SIGN, wider(WHOLE, self.kind_of(code)))
        return joined(constant(0), "-", code, SUM, WHOLE)

    def _compare(self, node: ast.Compare) -> Code:
        parts, left = [], self.number(node.left)
        for operator, other in zip(node.ops, node.comparators, strict=True):
            if type(operator) not in _COMPARED:
                raise self.function.refuse(node, "a comparison that has no form in a page")
            sign, level = _COMPARED[type(operator)]
            right = self.number(other)
            parts.append(joined(left, sign, right, level, TRUTH))
            left = right
        return parts[0] if len(parts) == 1 else Code("&&".join(part.text for part in parts), AND, TRUTH)

    def _boolop(self, node: ast.BoolOp) -> Code:
        every = [self.number(one) for one in node.values]
        if all(one.kind == TRUTH for one in every):
            return self.truth(node)
        *firsts, last = node.values
        code = self.number(last)
        for one in reversed(firsts):
            whole, asked = self.number(one), self.truth(one)
            kind = wider(self.kind_of(whole), self.kind_of(code))
            code = (
                _choice(asked, code, whole, kind) if isinstance(node.op, ast.And) else _choice(asked, whole, code, kind)
            )
        return code

    def _ifexp(self, node: ast.IfExp) -> Code:
        one, other = self.number(node.body), self.number(node.orelse)
        return _choice(self.truth(node.test), one, other, wider(self.kind_of(one), self.kind_of(other)))

    def _call(self, node: ast.Call) -> Code:
        named = node.func.id if isinstance(node.func, ast.Name) else ""
        if hasattr(builtins, named) and named not in self.function.known:
            return self._of_python(named, node)
        target = self.function.reached(node.func)
        if not callable(target):
            raise self.function.refuse(node, "it calls what is no function")
        if target in TESTS:
            [code] = self._numbers(node)
            return Code(TESTS[target].format(code.text if code.level == WHOLE_TERM else f"({code.text})"), EQUAL, TRUTH)
        if target in MATH:
            part, kind = MATH[target]
            codes = self._numbers(node)
            return codes[0] if kind == WHOLE and codes[0].kind != NUMBER else self._called(part, codes, kind)
        by_hand = BY_HAND.get((getattr(target, "__module__", ""), getattr(target, "__name__", "")))
        if by_hand is not None:
            return self._called(by_hand[0], self._numbers(node), by_hand[1])
        if not inspect.isfunction(target):
            raise self.function.refuse(node, "it calls what has no form in a page")
        return self._of_package(target, node)

    def _of_package(self, target: Callable[..., Any], node: ast.Call) -> Code:
        """A call of a phase, or of a rule."""
        every = [self.value(one) for one in self.function.arguments(target, node)]
        inner = self.function.within(target, every)
        if inner is not None:
            return inner
        name, kind = self.function.emitted(target, [code.kind for code in every], node)
        given = (code.kind.name if isinstance(code.kind, Held) else code.text for code in every)
        return Code(f"{name}({','.join(given)})", WHOLE_TERM, kind)

    def _numbers(self, node: ast.Call) -> list[Code]:
        if node.keywords:
            raise self.function.refuse(node, "it is called by names")
        return [self.number(one) for one in node.args]

    def _called(self, part: str, given: list[Code], kind: Kind) -> Code:
        return Code(f"{marked(part)}({','.join(code.text for code in given)})", WHOLE_TERM, kind)

    def _of_python(self, name: str, node: ast.Call) -> Code:
        if name == "len" and len(node.args) == 1:
            array = self.value(node.args[0]).kind
            if isinstance(array, Held):
                return Code(self.function.taken(array.sizes[0]), WHOLE_TERM, WHOLE)
        made = getattr(self, f"_python_{name}", None)
        codes = self._numbers(node)
        if made is None or not codes:
            raise self.function.refuse(node, f"{name}() has no form in a page")
        code: Code = made(codes, node)
        return code

    def _python_abs(self, given: list[Code], node: ast.Call) -> Code:
        return self._called("abs", given, wider(WHOLE, self.kind_of(given[0])))

    def _python_min(self, given: list[Code], node: ast.Call) -> Code:
        return self._folded("least", given, node)

    def _python_max(self, given: list[Code], node: ast.Call) -> Code:
        return self._folded("most", given, node)

    def _folded(self, part: str, given: list[Code], node: ast.Call) -> Code:
        if len(given) < 2:
            raise self.function.refuse(node, "the least and the most are of two numbers or more")
        code = given[0]
        for other in given[1:]:
            code = self._called(part, [code, other], wider(self.kind_of(code), self.kind_of(other)))
        return code

    def _python_int(self, given: list[Code], node: ast.Call) -> Code:
        [code] = given
        if code.kind == TRUTH:
            return Code(f"+{bracketed(code, SIGN)}", SIGN, WHOLE)
        return code if code.kind == WHOLE else self._called("cut", given, WHOLE)

    def _python_float(self, given: list[Code], node: ast.Call) -> Code:
        [code] = given
        return Code(f"+{bracketed(code, SIGN)}", SIGN, NUMBER) if code.kind == TRUTH else code._replace(kind=NUMBER)

    def _python_bool(self, given: list[Code], node: ast.Call) -> Code:
        return self.truth(node.args[0])

    def _python_round(self, given: list[Code], node: ast.Call) -> Code:
        if len(given) > 1:
            raise self.function.refuse(node, "round() to some digits is not the same everywhere")
        return given[0] if given[0].kind != NUMBER else self._called("even", given, WHOLE)

    def _python_range(self, given: list[Code], node: ast.Call) -> Code:
        if len(given) > 2:
            raise self.function.refuse(node, "a range with a step stands in a loop alone")
        low, high = given if len(given) == 2 else [constant(0), *given]
        return Code("", WHOLE_TERM, Span(low.text, high.text))


def constant(value: Any) -> Any:
    """The text of a number, as `Code`; None of what is none."""
    if isinstance(value, bool):
        return Code("!0" if value else "!1", SIGN, TRUTH)
    if isinstance(value, int):
        return Code(str(value), WHOLE_TERM if value >= 0 else SIGN, WHOLE)
    if not isinstance(value, float):
        return None
    if value != value:
        return Code("0/0", PRODUCT, NUMBER)
    text = _LIMITS.get(value) or _short(value)
    return Code(text, PRODUCT if value in _LIMITS else SIGN if text.startswith("-") else WHOLE_TERM, NUMBER)


def _short(value: float) -> str:
    """The shortest digits that are this very number."""
    text = repr(float(value)).removesuffix(".0").replace("e-0", "e-").replace("e+", "e")
    return text.replace("0.", ".", 1) if text.removeprefix("-").startswith("0.") else text


def _choice(asked: Code, one: Code, other: Code, kind: str) -> Code:
    return Code(f"{bracketed(asked, OR)}?{bracketed(one, CHOICE)}:{bracketed(other, CHOICE)}", CHOICE, kind)
