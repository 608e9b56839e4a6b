"""A phase as a function of the arrays it uses, instead of the whole world: what makes it quick to compile.

A phase takes groups (`world`, and within it `world.state`, `world.levers`, ...). Its lowered form takes, in their
place, every array and number it uses of them, by name: `world.state.alignment` becomes `state_alignment`. Statements
stay as they are. What a phase may do with a group is little, and anything else is refused, as it might mean something
else once lowered: read a member of it, give a group another name by plain assignment, and hand the world on to another
phase.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Member = tuple[str, ...]
"""Steps from the whole to an array or number, such as ("state", "alignment")."""

_STATEMENTS = (
    ast.Expr,
    ast.Assign,
    ast.AugAssign,
    ast.AnnAssign,
    ast.For,
    ast.While,
    ast.If,
    ast.Return,
    ast.Continue,
    ast.Break,
    ast.Pass,
)


class NotLowered(Exception):
    """A phase does something with a group that has no lowered form; names the file, the line and what it does."""


@dataclass(frozen=True)
class Lowered:
    """A phase in its lowered form.

    Attributes
    ----------
    name : of the function
    members : what it uses of the world, itself and through phases it calls, sorted
    plain : its other parameters, in order; they come first
    tree : the definition
    """

    name: str
    members: tuple[Member, ...]
    plain: tuple[str, ...]
    tree: ast.FunctionDef


def spelt(member: Member) -> str:
    """The name of a member in lowered functions."""
    return "_".join(member)


class Lowering:
    """Lowers phases and whatever phases they call.

    Parameters
    ----------
    whole : the name of the annotation that marks a parameter as the world
    groups : names of the members of the world that are groups themselves
    """

    def __init__(self, whole: str, groups: frozenset[str]) -> None:
        self.whole, self.groups = whole, groups
        self.done: dict[Callable[..., Any], Lowered] = {}
        self._open: list[Callable[..., Any]] = []

    def lowered(self, phase: Callable[..., Any]) -> Lowered:
        """The lowered form of a phase.

        Raises
        ------
        NotLowered : where it does with a group what has no lowered form
        """
        if phase not in self.done:
            one = _Phase(phase, self)
            if phase in self._open:
                raise one.refuse(one.tree, "a phase calls itself", one.tree.name)
            if any(one.tree.name == other.name for other in self.done.values()):
                raise one.refuse(one.tree, "another phase has the same name", one.tree.name)
            self._open.append(phase)
            self.done[phase] = one.lowered
            self._open.pop()
        return self.done[phase]


class _Phase:
    """One phase on its way down."""

    def __init__(self, phase: Callable[..., Any], lowering: Lowering) -> None:
        self.phase, self.lowering = phase, lowering
        self.members: set[Member] = set()
        tree = ast.parse(textwrap.dedent(inspect.getsource(phase))).body[0]
        assert isinstance(tree, ast.FunctionDef)
        self.tree = tree
        worlds = [a.arg for a in tree.args.args if a.annotation and ast.unparse(a.annotation) == lowering.whole]
        self.groups: dict[str, Member] = {name: () for name in worlds}
        self.locals = {a.arg for a in tree.args.args} - {*worlds}

    @cached_property
    def lowered(self) -> Lowered:
        taken = self.tree.args
        if taken.posonlyargs or taken.kwonlyargs or taken.vararg or taken.kwarg or taken.defaults:
            raise self.refuse(self.tree, "a phase takes parameters by their places, without defaults", self.tree.name)
        if self.tree.decorator_list:
            raise self.refuse(self.tree, "a phase has no decorators", self.tree.name)
        plain = tuple(a.arg for a in taken.args if a.arg not in self.groups)
        body = [lower for statement in self.tree.body for lower in self._statement(statement)]
        members = tuple(sorted(self.members))
        for name in sorted(self.locals & {spelt(member) for member in members}):
            raise self.refuse(self.tree, "a name of the phase's own is that of a lowered member", name)
        names = [ast.arg(name) for name in (*plain, *(spelt(member) for member in members))]
        arguments = ast.arguments(posonlyargs=[], args=names, kwonlyargs=[], kw_defaults=[], defaults=[])
        tree = ast.FunctionDef(self.tree.name, arguments, body or [ast.Pass()], [])
        return Lowered(self.tree.name, members, plain, ast.fix_missing_locations(tree))

    def refuse(self, node: ast.AST, what: str, shown: str = "") -> NotLowered:
        """An error that names file, line, what is wrong and, unless something else is to be shown, the statement."""
        line = self.phase.__code__.co_firstlineno + getattr(node, "lineno", 1) - 1
        return NotLowered(f"{self.phase.__code__.co_filename}, line {line}: {what}: {shown or ast.unparse(node)}")

    def _statement(self, statement: ast.stmt) -> list[ast.stmt]:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            return []  # the docstring
        if not isinstance(statement, _STATEMENTS):
            raise self.refuse(statement, "a statement that no phase may hold", type(statement).__name__)
        if isinstance(statement, ast.Assign):
            return self._assignment(statement)
        for field in ("body", "orelse"):
            inner = getattr(statement, field, None)
            if inner:
                setattr(statement, field, [low for one in inner for low in self._statement(one)] or [ast.Pass()])
        for field, value in ast.iter_fields(statement):
            if isinstance(value, ast.expr):
                setattr(statement, field, _Expressions(self).visit(value))
        return [statement]

    def _assignment(self, statement: ast.Assign) -> list[ast.stmt]:
        """Names given to groups are remembered and leave the text; all else stays, one assignment a line."""
        if len(statement.targets) > 1:
            raise self.refuse(statement, "a value is given to several names at once")
        target, value = statement.targets[0], statement.value
        pairs = [(target, value)]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            pairs = list(zip(target.elts, value.elts, strict=True))
        kept: list[tuple[ast.expr, ast.expr]] = []
        for name, one in pairs:
            group = self.group_of(one)
            if group is None:
                after = _Expressions(self).visit(one)
                if isinstance(name, ast.Name) and isinstance(after, ast.Name) and name.id == after.id:
                    continue  # lanes = world.lanes
                kept.append((_Expressions(self).visit(name), after))
            elif not isinstance(name, ast.Name):
                raise self.refuse(statement, "a group is put where it has no name")
            elif name.id in self.locals or self.groups.get(name.id, group) != group:
                raise self.refuse(statement, "a name stands for a group and for something else")
            else:
                self.groups[name.id] = group
        if not kept:
            return []
        if len(kept) == 1:
            return [ast.Assign([kept[0][0]], kept[0][1], lineno=0)]
        left, right = zip(*kept, strict=True)
        return [ast.Assign([ast.Tuple(list(left), ast.Store())], ast.Tuple(list(right), ast.Load()), lineno=0)]

    def group_of(self, node: ast.expr) -> Member | None:
        """The group an expression stands for, or None."""
        if isinstance(node, ast.Name):
            return self.groups.get(node.id)
        if isinstance(node, ast.Attribute):
            above = self.group_of(node.value)
            if above is not None and above == () and node.attr in self.lowering.groups:
                return (node.attr,)
        return None

    def called(self, node: ast.Call) -> Callable[..., Any]:
        name = ast.unparse(node.func)
        function = self.phase.__globals__.get(name)
        if not inspect.isfunction(function):
            raise self.refuse(node, "a group is handed to what is no phase")
        return function


class _Expressions(ast.NodeTransformer):
    """Members by their lowered names; calls of phases with the members these use."""

    def __init__(self, phase: _Phase) -> None:
        self.phase = phase

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        above = self.phase.group_of(node.value)
        if above is None:
            self.generic_visit(node)
            return node
        if self.phase.group_of(node) is not None:
            raise self.phase.refuse(node, "a group is used other than by its members")
        if not isinstance(node.ctx, ast.Load):
            raise self.phase.refuse(node, "a member is replaced, where only its elements can be set")
        member = (*above, node.attr)
        self.phase.members.add(member)
        return ast.Name(spelt(member), node.ctx)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.phase.groups:
            raise self.phase.refuse(node, "a group is used other than by its members")
        if not isinstance(node.ctx, ast.Load):
            self.phase.locals.add(node.id)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        handed = [self.phase.group_of(argument) for argument in node.args]
        if all(group is None for group in handed):
            self.generic_visit(node)
            return node
        if any(group not in (None, ()) for group in handed):
            raise self.phase.refuse(node, "part of the world is handed on; hand on the world")
        below = self.phase.lowering.lowered(self.phase.called(node))
        self.phase.members.update(below.members)
        plain = [self.visit(argument) for argument, group in zip(node.args, handed, strict=True) if group is None]
        if node.keywords or len(plain) != len(below.plain) or len(handed) != len(plain) + 1:
            what = f"{below.name} takes {', '.join([*below.plain, 'the world'])}, each by its place"
            raise self.phase.refuse(node, what)
        used: list[ast.expr] = [ast.Name(spelt(member), ast.Load()) for member in below.members]
        return ast.Call(ast.Name(below.name, ast.Load()), [*plain, *used], [])
