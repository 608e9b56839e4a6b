"""The rules a run goes by: the package's own, or with some replaced by a modeller's; plain or compiled."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, wraps
from hashlib import sha256
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, cast

import twochairs.rules
import twochairs.world.phases
from twochairs.engine import chance, program
from twochairs.engine.binding import bound, functions_of
from twochairs.engine.lowering import Lowering
from twochairs.errors import NotPossible, NotRules
from twochairs.world import month as month_module
from twochairs.world.additions import NOTHING, Additions
from twochairs.world.code import code_hash, compiled_hash
from twochairs.world.layout import QUANTITIES
from twochairs.world.own_mechanisms import phase_of
from twochairs.world.own_rules import ADDED, OWN, failure, modules_of, own_module, parameters_of, rules
from twochairs.world.parameters import PARAMETERS
from twochairs.world.phases import anchors, pulls
from twochairs.world.world import World

if TYPE_CHECKING:
    from twochairs.engine.compiled import Kernel


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

    @property
    def file(self) -> str:
        """The file's name, without the folders of whoever ran it; "" of the standard rules."""
        return Path(self.path).name

    @cached_property
    def hash(self) -> str:
        """SHA-256 of everything that decides the numbers: the package's code and the modeller's text."""
        return self._with_source(code_hash())

    def _with_source(self, code: str) -> str:
        return sha256(f"{code}\n{self.source}".encode()).hexdigest() if self.source else code

    @cached_property
    def own(self) -> ModuleType | None:
        """The modeller's module.

        Raises
        ------
        NotRules : where it cannot be used
        """
        if not self.source:
            return None
        module = own_module(self.source, self.path or OWN)
        added: Additions = getattr(module, ADDED)
        QUANTITIES.added.update(added.quantities)
        PARAMETERS.added.update({name: one.declared for name, one in added.constants.items()})
        return module

    @property
    def replaced(self) -> dict[str, FunctionType]:
        """Rule by name to what takes its place."""
        if self.own is None:
            return {}
        return {name: function for name, function in functions_of(self.own).items() if name in rules()}

    @cached_property
    def adds(self) -> Additions:
        """The mechanisms of the modeller's own, with their constants and inputs; raises as `own`."""
        return replace(self._added, read_start=self.read_start) if self._added.mechanisms else NOTHING

    @property
    def _added(self) -> Additions:
        return NOTHING if self.own is None else cast(Additions, getattr(self.own, ADDED))

    def check_fits(self, own: Additions) -> None:
        """See that a scenario was read with what these rules add.

        Raises
        ------
        NotPossible : where it was read with other rules, or with none
        """
        if own != self.adds:
            hint = "read the scenario with the rules it is run by: load(file, rules=...)"
            raise NotPossible(f"the scenario was read without the mechanisms of these rules\n  hint: {hint}")

    @cached_property
    def _phase(self) -> ModuleType | None:
        """The phase that adds the modeller's mechanisms."""
        return phase_of(self._added) if self._added.mechanisms else None

    @cached_property
    def _month(self) -> ModuleType:
        """The month as it is lowered: with the modeller's phase in its place."""
        if self._phase is None:
            return month_module
        modules = [*modules_of(twochairs.world.phases), self._phase, month_module]
        return bound(modules, None, self._own_phase())[month_module.__name__]

    def _own_phase(self) -> dict[FunctionType, FunctionType]:
        if self._phase is None:
            return {}
        own = {anchors._add_own_anchors: self._phase.add_own_anchors, pulls._add_own_pulls: self._phase.add_own_pulls}
        return cast(dict[FunctionType, FunctionType], own)

    @property
    def read_start(self) -> Callable[..., None]:
        """`month.read_start` under these rules, in plain Python; raises NotRules where one of them fails."""
        return self._guarded("read_start")

    @property
    def month(self) -> Callable[..., None]:
        """`month.month` under these rules, in plain Python; raises NotRules where one of them fails."""
        return self._guarded("month")

    @cached_property
    def kernel(self) -> "Kernel":
        """The month under these rules, compiled.

        Raises
        ------
        NotRules : where Numba cannot compile one of the modeller's
        """
        from twochairs.engine.compiled import cache_folder

        return _kernel(self, self._with_source(compiled_hash()), cache_folder())

    def _bound(self, modules: list[ModuleType], made: Callable[..., Any]) -> Mapping[str, ModuleType]:
        replaced = {rules()[name]: function for name, function in self.replaced.items()} | self._own_phase()
        return bound(modules, self.own, replaced, made)

    @cached_property
    def plain_month(self) -> ModuleType:
        """The month under these rules, in plain Python: a module in which every call reaches the rule that counts."""
        if self.own is None:
            return month_module
        phases = [*modules_of(twochairs.world.phases), *([] if self._phase is None else [self._phase])]
        modules = [*modules_of(twochairs.rules), program, *phases, month_module]
        return self._bound(modules, lambda function: function)[month_module.__name__]

    def _guarded(self, name: str) -> Callable[..., None]:
        function: Callable[..., None] = getattr(self.plain_month, name)
        if self.own is None:
            return function

        @wraps(function)
        def guarded(*arguments: Any) -> None:
            try:
                function(*arguments)
            except Exception as error:
                path = self.path or OWN
                raise NotRules(path, [failure(error, path)]) from error

        return guarded

    def _check_compiles(self, own: ModuleType) -> None:
        from twochairs.engine.compiled import why_not_compiled

        problems = []
        used: dict[str, Any] = {
            one.__name__: one for each in self._added.mechanisms for one in (each.by, each.at) if one is not None
        }
        for name, function in (used | self.replaced).items():
            kinds = rules()[name].__annotations__ if name in self.replaced else dict.fromkeys(parameters_of(function))
            integers = [kinds[taken] is int for taken in kinds if taken != "return"]
            why = why_not_compiled(getattr(own, name), integers)
            if why:
                problems.append(f"line {function.__code__.co_firstlineno}: {name} cannot be compiled: {why}")
        if problems:
            raise NotRules(self.path or OWN, problems)


@lru_cache(8)
def _kernel(book: Rulebook, code: str, folder: Path) -> "Kernel":
    """The kernel of some rules, made once in a process: of this code, its machine code kept in this folder."""
    from twochairs.engine import loops
    from twochairs.engine.compiled import kernel_of

    groups = frozenset(name for name, kind in World.__annotations__.items() if hasattr(kind, "_fields"))
    modules = [*modules_of(twochairs.rules), chance, program, loops]
    copies: dict[str, ModuleType] = {}

    if book.own is not None:
        sys.modules.setdefault(OWN, book.own)  # Numba looks it up there when another process loads the machine code

    def compiled(made: Callable[..., Any]) -> Mapping[str, ModuleType]:
        copies.update(book._bound(modules, made))
        return copies

    key = f"{code}\n{book.own.__name__ if book.own is not None else ''}"
    kernel = kernel_of(book._month.read_start, book._month.steps, Lowering("World", groups), compiled, key)
    if book.own is not None and not kernel.ready:
        book._check_compiles(copies[book.own.__name__])
    return kernel


STANDARD = Rulebook()
"""The package's own rules."""


def rulebook(path: Path | str) -> Rulebook:
    """The package's rules with those of a Python file in their places.

    Raises
    ------
    NotRules : where the file cannot be read, or replaces no rule, or with other parameters
    """
    try:
        source = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise NotRules(str(path), [f"it cannot be read: {reason.lower()}"]) from None
    if not source.strip():
        raise NotRules(str(path), ["it is empty"])
    made = Rulebook(source, str(path))
    assert made.own is not None  # read now, so that a file that cannot be used is told at once
    return made
