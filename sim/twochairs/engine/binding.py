"""Modules anew, with some of their functions replaced: how a modeller's own rule gets into the month."""

from collections.abc import Callable, Mapping
from types import FunctionType, ModuleType
from typing import Any


def bound(
    modules: list[ModuleType],
    own: ModuleType | None = None,
    replaced: Mapping[FunctionType, FunctionType] | None = None,
    made: Callable[[FunctionType], Any] = lambda function: function,
) -> dict[str, ModuleType]:
    """Copies of modules in which every call between them reaches the copies.

    Parameters
    ----------
    modules : to copy
    own : the modeller's module; what it imports from the others is what these hold, not what takes its place
    replaced : functions of the modules to those of `own` that take their place
    made : what is done to every function, such as compiling it

    Returns
    -------
    module name to copy; the modules themselves stay as they are
    """
    every = [*modules, own] if own is not None else modules
    copies = {module.__name__: ModuleType(module.__name__, module.__doc__) for module in every}
    originals = {
        function: made(_with_globals(function, copies[module.__name__].__dict__))
        for module in every
        for function in functions_of(module).values()
    }
    taken = {function: originals[(replaced or {}).get(function, function)] for function in originals}
    for module in modules:
        _fill(copies[module.__name__], module, taken, copies)
    if own is not None:
        held = {name: ModuleType(name) for name in copies}
        for module in modules:
            _fill(held[module.__name__], module, originals, held)
        _fill(copies[own.__name__], own, originals, held)
    return copies


def _fill(
    copy: ModuleType, module: ModuleType, reached: Mapping[FunctionType, Any], copies: Mapping[str, ModuleType]
) -> None:
    """Give a copy what its module holds, functions and modules being those it is to reach."""
    for name, value in vars(module).items():
        if name.startswith("__") and name.endswith("__"):
            continue
        if isinstance(value, ModuleType):
            value = copies.get(value.__name__, value)
        elif isinstance(value, FunctionType):
            value = reached.get(value, value)
        setattr(copy, name, value)


def functions_of(module: ModuleType) -> dict[str, FunctionType]:
    """The functions a module itself defines, by name."""
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__
    }


def _with_globals(function: FunctionType, namespace: dict[str, Any]) -> FunctionType:
    copy = FunctionType(function.__code__, namespace, function.__name__, function.__defaults__, function.__closure__)
    copy.__kwdefaults__, copy.__doc__, copy.__module__ = function.__kwdefaults__, function.__doc__, function.__module__
    return copy
