"""The same statements with one way to set a value: one name, or one element, at a time."""

import ast
from collections.abc import Iterator
from itertools import count

from twochairs.engine.javascript.scopes import names_in


def plainer(tree: ast.FunctionDef) -> ast.FunctionDef:
    """A definition without assignments of several values, assignments that add, and annotations."""
    return ast.fix_missing_locations(_Plainer().visit(tree))  # type: ignore[no-any-return]


class _Plainer(ast.NodeTransformer):
    def __init__(self) -> None:
        self._numbers = count()

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        read = ast.parse(ast.unparse(node.target), mode="eval").body
        return [_set(node.target, ast.copy_location(ast.BinOp(read, node.op, node.value), node), node)]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> list[ast.stmt]:
        return [] if node.value is None else [_set(node.target, node.value, node)]

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        if len(node.targets) > 1:
            held = self._name()
            first = _set(ast.Name(held, ast.Store()), node.value, node)
            return [first, *(_set(target, ast.Name(held, ast.Load()), node) for target in node.targets)]
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            return list(self._in_turn(target.elts, value.elts, node))
        return [node]

    def _in_turn(self, targets: list[ast.expr], values: list[ast.expr], node: ast.stmt) -> Iterator[ast.stmt]:
        if not _apart(targets, values):
            held = [self._name() for _ in values]
            yield from (_set(ast.Name(name, ast.Store()), one, node) for name, one in zip(held, values, strict=True))
            values = [ast.Name(name, ast.Load()) for name in held]
        yield from (_set(target, one, node) for target, one in zip(targets, values, strict=True))

    def _name(self) -> str:
        return f"held {next(self._numbers)}"


def _apart(targets: list[ast.expr], values: list[ast.expr]) -> bool:
    """Whether none of the values reads what one of the targets before it sets."""
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    read = [{found.id for found in names_in(value)} for value in values]
    return len(names) == len(targets) and not any(
        name in later for place, name in enumerate(names) for later in read[place + 1 :]
    )


def _set(target: ast.expr, value: ast.expr, node: ast.stmt) -> ast.Assign:
    return ast.copy_location(ast.Assign([target], value), node)
