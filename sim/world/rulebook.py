"""The rules a run goes by: the package's own, or with some replaced by a modeller's; plain or compiled."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

import sim.rules
import sim.world.phases
from sim.engine import chance, program
from sim.engine.binding import bound, functions_of
from sim.engine.lowering import Lowering
from sim.errors import NotRules
from sim.world import month as month_module
from sim.world.code import code_hash
from sim.world.world import World

if TYPE_CHECKING:
    from sim.engine.compiled import Kernel

_KEPT = ("elementary", "axis")
"""Modules of `sim.rules` that hold arithmetic and the axis, not rules."""


@lru_cache(1)
def rules() -> dict[str, FunctionType]:
    """Every rule by name."""
    return {
        name: function
        for module in _modules(sim.rules)
        if module.__name__.rpartition(".")[2] not in _KEPT
        for name, function in functions_of(module).items()
        if not name.startswith("_")
    }


def _modules(package: ModuleType) -> list[ModuleType]:
    names = [found.name for found in pkgutil.iter_modules(package.__path__)]
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


@dataclass(frozen=True)
class Rulebook:
    """The rules of a run.

    Attributes
    ----------
    source : text of the modeller's own rules, or nothing
    path : where it came from, as shown in messages
    """

    source: str = ""
    path: str = ""

    @cached_property
    def hash(self) -> str:
        """SHA-256 of everything that decides the numbers: the package's statements and the modeller's text."""
        return sha256(f"{code_hash()}\n{self.source}".encode()).hexdigest() if self.source else code_hash()

    @cached_property
    def own(self) -> ModuleType | None:
        """The modeller's module.

        Raises
        ------
        NotRules : where it cannot be read as Python, or replaces nothing, or with another signature
        """
        if not self.source:
            return None
        module = ModuleType("own_rules")
        try:
            exec(compile(self.source, self.path or "own_rules", "exec"), module.__dict__)
        except Exception as error:
            raise NotRules(self.path, [_failure(error, self.path)]) from None
        problems = _problems(module)
        if problems:
            raise NotRules(self.path, problems)
        return module

    @property
    def replaced(self) -> dict[str, FunctionType]:
        """Rule by name to what takes its place."""
        if self.own is None:
            return {}
        return {name: function for name, function in functions_of(self.own).items() if name in rules()}

    def _bound(self, modules: list[ModuleType], made: Callable[..., Any]) -> Mapping[str, ModuleType]:
        replaced = {rules()[name]: function for name, function in self.replaced.items()}
        return bound(modules, self.own, replaced, made)

    @cached_property
    def _plain(self) -> ModuleType:
        if self.own is None:
            return month_module
        modules = [*_modules(sim.rules), program, *_modules(sim.world.phases), month_module]
        return self._bound(modules, lambda function: function)[month_module.__name__]

    @property
    def read_start(self) -> Callable[..., None]:
        """`sim.world.month.read_start` under these rules, in plain Python."""
        return self._plain.read_start  # type: ignore[no-any-return]

    @property
    def month(self) -> Callable[..., None]:
        """`sim.world.month.month` under these rules, in plain Python."""
        return self._plain.month  # type: ignore[no-any-return]

    @cached_property
    def kernel(self) -> "Kernel":
        """The month under these rules, compiled.

        Raises
        ------
        NotRules : where Numba cannot compile one of the modeller's
        """
        from sim.engine import loops
        from sim.engine.compiled import kernel_of

        groups = frozenset(name for name, kind in World.__annotations__.items() if hasattr(kind, "_fields"))
        modules = [*_modules(sim.rules), chance, program, loops]
        return kernel_of(
            month_module.read_start,
            month_module.steps,
            Lowering("World", groups),
            lambda made: self._bound(modules, made),
            self.hash,
        )


STANDARD = Rulebook()
"""The package's own rules."""


def rulebook(path: Path | str) -> Rulebook:
    """The package's rules with those of a Python file in their places.

    Raises
    ------
    NotRules : where the file cannot be read, or replaces no rule, or with another signature
    """
    try:
        source = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise NotRules(str(path), [f"it cannot be read: {reason.lower()}"]) from None
    made = Rulebook(source, str(path))
    assert made.own is not None
    return made


def _failure(error: Exception, path: str) -> str:
    line = getattr(error, "lineno", None)
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == path:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    where = f"line {line}: " if line else ""
    return f"{where}{type(error).__name__}: {getattr(error, 'msg', None) or error}"


def _problems(module: ModuleType) -> list[str]:
    problems, replaced = [], 0
    for name, function in functions_of(module).items():
        if name.startswith("_"):
            continue
        rule = rules().get(name)
        if rule is None:
            problems.append(
                f"line {function.__code__.co_firstlineno}: {name} is no rule{_meant(name)}; "
                "a function of your own that is none begins with '_'"
            )
            continue
        replaced += 1
        wanted, given = _parameters(rule), _parameters(function)
        if wanted != given:
            problems.append(
                f"line {function.__code__.co_firstlineno}: {name} takes ({', '.join(given)}); "
                f"the rule takes ({', '.join(wanted)})"
            )
    if not problems and not replaced:
        problems.append(f"it defines no rule; there are {', '.join(rules())}")
    return problems


def _meant(name: str) -> str:
    close = get_close_matches(name, list(rules()), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def _parameters(function: Callable[..., Any]) -> list[str]:
    return [
        ("*" if parameter.kind is parameter.VAR_POSITIONAL else "**" if parameter.kind is parameter.VAR_KEYWORD else "")
        + parameter.name
        for parameter in inspect.signature(function).parameters.values()
    ]
