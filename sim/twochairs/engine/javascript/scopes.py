"""Where the variables of a function begin: as far inside as they can."""

import ast
from collections.abc import Iterator

Blocks = list[list[ast.stmt]]


def blocks_of(statement: ast.stmt) -> Blocks:
    """The blocks that a statement holds."""
    return [block for field in ("body", "orelse") if (block := getattr(statement, field, None))]


def names_in(node: ast.AST) -> Iterator[ast.Name]:
    """Every name in a piece of text."""
    return (found for found in ast.walk(node) if isinstance(found, ast.Name))


def counters(tree: ast.FunctionDef) -> set[str]:
    """Names that count loops and are nothing else: not set in one, not read after it, not those of a loop within."""
    loops = [found for found in ast.walk(tree) if isinstance(found, ast.For) and isinstance(found.target, ast.Name)]
    names = {loop.target.id for loop in loops if isinstance(loop.target, ast.Name)}
    return {name for name in names if _counts(name, tree, [loop for loop in loops if _target(loop) == name])}


def _target(loop: ast.For) -> str:
    return loop.target.id if isinstance(loop.target, ast.Name) else ""


def _counts(name: str, tree: ast.FunctionDef, loops: list[ast.For]) -> bool:
    inside = [found for loop in loops for one in loop.body for found in names_in(one) if found.id == name]
    outside = sum(found.id == name for found in names_in(tree)) - len(inside) - len(loops)
    return outside == 0 and all(isinstance(found.ctx, ast.Load) for found in inside)


def begins(tree: ast.FunctionDef, name: str) -> ast.stmt | None:
    """The statement that gives a name its first value, where all else is said of it later in the same block.

    None where there is no such statement, so that the name begins with the function.
    """
    block = tree.body
    while True:
        holding = [one for one in block if any(found.id == name for found in names_in(one))]
        first = holding[0]
        if _sets(first, name):
            return first
        inner = [within for within in blocks_of(first) if any(f.id == name for one in within for f in names_in(one))]
        whole = sum(found.id == name for found in names_in(first))
        in_one = sum(found.id == name for one in inner[0] for found in names_in(one)) if inner else 0
        if len(holding) > 1 or len(inner) != 1 or whole != in_one:
            return None
        block = inner[0]


def _sets(statement: ast.stmt, name: str) -> bool:
    """Whether a statement gives a name its value, without having read it."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        targets = [statement.target]
    if len(targets) != 1 or not isinstance(targets[0], ast.Name) or targets[0].id != name:
        return False
    return not any(found.id == name for found in names_in(statement.value))  # type: ignore[attr-defined]
