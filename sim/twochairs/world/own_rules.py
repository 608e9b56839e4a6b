"""A modeller's own rules: a Python file of functions that take the places of the package's, by name."""

import ast
import builtins
import dis
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from hashlib import sha256
from types import FunctionType, MappingProxyType, ModuleType
from typing import Any

import twochairs.rules
from twochairs.engine.binding import functions_of
from twochairs.errors import NotRules
from twochairs.world.additions import Additions
from twochairs.world.mechanisms import collected
from twochairs.world.own_mechanisms import additions_of, problems_of

OWN = "own_rules"
"""What a modeller's file is called that has no path, and how the name of its module begins."""

ADDED = "_added"
"""Name under which the module of a modeller's file holds what it adds."""

_ARITHMETIC = ("elementary", "axis")
"""Modules of `twochairs.rules` that hold arithmetic and the axis, not rules."""
_EXACT = ("ceil", "copysign", "e", "fabs", "floor", "inf", "isfinite", "isinf", "isnan", "nan", "pi", "sqrt", "trunc")
"""What of `math` gives the same bits on every machine, in plain Python and compiled."""
_INEXACT_CALLS = {"pow": "products", "sum": "a loop that adds"}
_IMPORTED = ("__future__", "typing", "twochairs.rules", "twochairs.declare")


@lru_cache(1)
def rules() -> Mapping[str, FunctionType]:
    """Every rule by name; not to be changed."""
    return MappingProxyType(_rules())


def _rules() -> dict[str, FunctionType]:
    return {
        name: function
        for module in modules_of(twochairs.rules)
        if module.__name__.rpartition(".")[2] not in _ARITHMETIC
        for name, function in functions_of(module).items()
        if not name.startswith("_")
    }


def modules_of(package: ModuleType) -> list[ModuleType]:
    """The modules of a package, by name."""
    names = [found.name for found in pkgutil.iter_modules(package.__path__)]
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def own_module(source: str, path: str) -> ModuleType:
    """The module of a modeller's file.

    Parameters
    ----------
    source : its text
    path : as shown in messages

    Raises
    ------
    NotRules : where it cannot be read as Python, replaces nothing, replaces with other parameters, or uses what gives
        other bits once compiled
    """
    module = ModuleType(f"{OWN}_{sha256(source.encode()).hexdigest()[:16]}")
    sys.modules[module.__name__] = module  # Numba looks it up there when it loads the machine code
    try:
        tree = ast.parse(source, path)
        problems = list(_inexact(tree))
        if not problems:
            with collected() as declared:
                exec(compile(tree, path, "exec"), module.__dict__)
            module.__dict__[ADDED] = added = additions_of(module, declared, source)
            problems = [*problems_of(added), *_problems(module, added)]
    except Exception as error:
        raise NotRules(path, [failure(error, path)]) from error
    if problems:
        raise NotRules(path, problems)
    return module


def failure(error: Exception, path: str) -> str:
    """Line of the modeller's file and what went wrong there."""
    line = getattr(error, "lineno", None)
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == path:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    where = f"line {line}: " if line else ""
    return f"{where}{type(error).__name__}: {getattr(error, 'msg', None) or error}"


def parameters_of(function: Callable[..., Any]) -> list[str]:
    """Names of what a function takes, in order, with stars where it takes any number."""
    stars = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}
    taken = inspect.signature(function).parameters.values()
    return [stars.get(parameter.kind.name, "") + parameter.name for parameter in taken]


def _problems(module: ModuleType, added: Additions) -> list[str]:
    own = functions_of(module)
    used = [function for one in added.mechanisms for function in (one.by, one.at)]
    public = {name: one for name, one in own.items() if not name.startswith("_") and one not in used}
    problems = [problem for function in own.values() for problem in _unknown_names(function)]
    problems += [problem for name, function in public.items() for problem in _problems_of(name, function)]
    if not public and not added.mechanisms:
        problems.append(f"it defines no rule; there are {', '.join(rules())}")
    return problems


def _problems_of(name: str, function: FunctionType) -> Iterator[str]:
    line, rule = function.__code__.co_firstlineno, rules().get(name)
    if rule is None:
        hint = "a function of your own that is none begins with '_'"
        yield f"line {line}: {name} is no rule{_meant(name)}; {hint}"
    elif parameters_of(rule) != parameters_of(function):
        wanted, given = ", ".join(parameters_of(rule)), ", ".join(parameters_of(function))
        yield f"line {line}: {name} takes ({given}); the rule takes ({wanted})"


def _unknown_names(function: FunctionType) -> Iterator[str]:
    known = {**vars(builtins), **function.__globals__}
    for at in dis.get_instructions(function):
        if at.opname == "LOAD_GLOBAL" and at.argval not in known:
            line = function.__code__.co_firstlineno
            yield f"line {line}: {function.__name__} uses {at.argval}, which is defined nowhere"


def _meant(name: str) -> str:
    close = get_close_matches(name, list(rules()), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def _inexact(tree: ast.Module) -> Iterator[str]:
    """What gives other bits once compiled than in plain Python, or may be other the next time, line by line."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt | ast.expr)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        for problem in _inexact_in(node):
            yield f"line {node.lineno}: {problem}"


def _inexact_in(node: ast.AST) -> Iterator[str]:
    other = "may differ in its last bit once compiled"
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Pow):
        yield f"{ast.unparse(node)} {other}; write a power as products, or with exp and log of rules.elementary"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _INEXACT_CALLS:
        yield f"{ast.unparse(node)} {other}; write {_INEXACT_CALLS[node.func.id]}"
    elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "math" and node.attr not in _EXACT:
        yield f"math.{node.attr} {other}; rules.elementary has exp, log, tanh and logistic"
    elif isinstance(node, ast.Try):
        yield "try has no place in a rule; what a rule raises ends its run, and is recorded"
    elif isinstance(node, ast.Import):
        yield from (_not_imported(alias.name) for alias in node.names if alias.name != "math")
    elif isinstance(node, ast.ImportFrom) and node.module == "math":
        inexact = [alias.name for alias in node.names if alias.name not in _EXACT]
        yield from (f"math.{name} {other}; rules.elementary has exp, log, tanh and logistic" for name in inexact)
    elif isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        if not module.startswith(_IMPORTED):
            yield _not_imported(module)


def _not_imported(module: str) -> str:
    allowed = "from twochairs.rules.MODULE import NAME, or import math"
    return f"{module} cannot be imported here; rules are numbers alone: {allowed}"
