"""How the month applies the rules: the phases' own statements, written in declared names."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from twochairs.docs.declared import PHASES, functions, parsed

_AGENTS = {"c", "p"}
_LANE = "k"
_SHOWN_WITH_GROUP = {"chance", "scratch"}
"""Groups whose numbers share names with others': scratch.peer_weight is no parameter."""
_WRITTEN_OUT = {"abs", "clip", "closeness", "int", "len", "line", "normal_quantile", "sum"}
"""Calls that do not keep a local name."""
_TERMS = {"_anchor": "anchor", "_offer": "offer", "_pull": "pull"}


@dataclass(frozen=True)
class Applied:
    """A statement of a phase that calls rules: the phase's file, the function there, and the statement."""

    phase: str
    function: str
    text: str


@dataclass(frozen=True)
class Term:
    """A term of the alignment target as the phase adds it.

    Attributes
    ----------
    kind : anchor, offer (a pull that counts as a benefit from its pole) or pull
    place : of an anchor
    amount : an anchor's weight, an offer's or a pull's size
    """

    name: str
    kind: str
    place: str
    amount: str


def applied(rules: set[str]) -> list[Applied]:
    """The statements of the phases that call any of some rules, in the order of the files.

    A call that stands in no assignment is given alone. Local names are written out unless they hold what a rule gave.
    """
    found: list[Applied] = []
    for phase, function in _phase_functions():
        for node in ast.walk(function):
            whole = isinstance(node, ast.Assign) and _calls(node.value, rules)
            alone = isinstance(node, ast.Call) and _called(node) in rules and not _assigned(node, function)
            if whole or alone:
                entry = Applied(phase, function.name, _shown(node, function))
                if entry not in found:
                    found.append(entry)
    return found


@lru_cache(1)
def terms() -> list[Term]:
    """The terms of the alignment target, in the order in which the phase adds them."""
    found: list[Term] = []
    for _, function in _phase_functions():
        for node in ast.walk(function):
            if _called(node) in _TERMS and isinstance(node, ast.Call):
                kind = _TERMS[_called(node)]
                name = ast.unparse(node.args[0]).rpartition(".")[2].lower()
                texts = [_written(argument, function, deep=True) for argument in node.args[3:-1]]
                place = texts[0] if kind == "anchor" else ""
                amount = f"position[p] * {texts[-1]}" if kind == "offer" else texts[-1]
                found.append(Term(name, kind, place, amount))
    return found


def _phase_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted(PHASES.glob("*.py")):
        for function in functions(parsed(path)):
            if function.name not in _TERMS:
                yield path.name, function


def _called(node: ast.AST) -> str:
    """Name of the function that is called, if it is a call."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _calls(node: ast.AST, rules: set[str]) -> bool:
    return any(_called(below) in rules for below in ast.walk(node))


def _assigned(node: ast.AST, function: ast.FunctionDef) -> bool:
    """Whether a node stands in an assignment."""
    assignments = (n for n in ast.walk(function) if isinstance(n, ast.Assign))
    return any(node is below for assignment in assignments for below in ast.walk(assignment))


def _shown(node: ast.AST, function: ast.FunctionDef) -> str:
    if isinstance(node, ast.Assign):
        left = _written(node.targets[0], function, deep=False, kept=ast.unparse(node.targets[0]))
        return f"{left} = {_written(node.value, function, deep=False)}"
    return _written(node, function, deep=False)


def _written(node: ast.AST, function: ast.FunctionDef, deep: bool, kept: str = "") -> str:
    """An expression in declared names; deep writes out what rules gave too, and `kept` is a local that stays."""
    writer = _Writer(_locals(function, getattr(node, "lineno", 0), deep), kept)
    written = writer.visit(ast.parse(ast.unparse(node), mode="eval").body)
    return ast.unparse(ast.fix_missing_locations(written))


class _Writer(ast.NodeTransformer):
    """Puts in, for a local name, what it was last set to, and drops groups and lanes."""

    def __init__(self, values: dict[str, ast.expr], kept: str) -> None:
        self.values, self.open = values, [kept]

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self.values.get(node.id)
        if value is None or node.id in self.open:
            return node
        self.open.append(node.id)
        written: ast.expr = self.visit(ast.parse(ast.unparse(value), mode="eval").body)
        self.open.pop()
        return written

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        group = ast.unparse(self.visit(node.value)) if isinstance(node.value, ast.Name) else ast.unparse(node.value)
        group = group.rpartition(".")[2]
        name = f"{group}.{node.attr}" if group in _SHOWN_WITH_GROUP else node.attr
        return ast.parse(name, mode="eval").body

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        value: ast.expr = self.visit(node.value)
        places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        kept = [self.visit(place) for place in places if not (isinstance(place, ast.Name) and place.id == _LANE)]
        if not kept:
            return value
        return ast.Subscript(value, kept[0] if len(kept) == 1 else ast.Tuple(kept, ast.Load()), ast.Load())

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        whole = isinstance(node.value, float) and node.value.is_integer() and abs(node.value) < 1000
        return ast.parse(str(int(node.value)), mode="eval").body if whole and isinstance(node.value, float) else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        return ast.Call(ast.Name(_called(node), ast.Load()), [self.visit(one) for one in node.args], [])


def _locals(function: ast.FunctionDef, line: int, deep: bool) -> dict[str, ast.expr]:
    """What each local name was last set to before a line; what a rule gave stays a name unless deep."""
    found: dict[str, ast.expr] = {}
    for node in sorted((n for n in ast.walk(function) if isinstance(n, ast.Assign)), key=lambda n: n.lineno):
        if node.lineno >= line:
            break
        target, value = node.targets[0], node.value
        pairs = [(target, value)]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            pairs = list(zip(target.elts, value.elts, strict=True))
        for name, one in pairs:
            if isinstance(name, ast.Name) and name.id not in _AGENTS:
                found[name.id] = _summed(name.id, one)
    return found if deep else {name: one for name, one in found.items() if not _any_call(one)}


def _summed(name: str, value: ast.expr) -> ast.expr:
    """A sum where a loop adds to a name, else the value."""
    adds = isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add) and ast.unparse(value.left) == name
    return ast.Call(ast.Name("sum", ast.Load()), [value.right], []) if adds and isinstance(value, ast.BinOp) else value


def _any_call(node: ast.expr) -> bool:
    return any(isinstance(below, ast.Call) and _called(below) not in _WRITTEN_OUT for below in ast.walk(node))
