"""The month compiled with Numba: many replicates side by side, many months in one call.

Nothing here knows what a month is about. It is given the function that reads the start and the one that steps a world
by a month, lowers them (`lowering`), compiles what they call (`binding`) and puts a loop over months around them. What
comes out gives the same bits as the plain functions.
"""

import ast
import fcntl
import gc
import importlib.util
import os
import pickle
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np

from twochairs.engine.exact import EXACT
from twochairs.engine.linked import Inlined, Linked, Outermost, compiler
from twochairs.engine.lowering import Lowered, Lowering, Member, NotLowered, spelt

_OPTIONS = ("-runtime-memory-check-threshold=2000", "-memory-check-merge-threshold=2000")
"""A lane loop may touch a dozen arrays; by default LLVM gives up after a few questions whether two overlap."""
_INNER: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}
_OUTER: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False, "cache": True}
_INTERPRETED = frozenset({"evaluate", "_combined"})
"""Loops over operation codes: not put into the loops that call them."""
_AROUND = ("draw", "keep", "mark_spoiled")
"""What of `loops` is called around a month."""
_MANY = 100_000
"""Objects made while the rules are compiled, until garbage is sought among them."""
_UNREADABLE = (EOFError, ImportError, pickle.UnpicklingError)
"""What loading spoiled machine code raises."""
_NUMBERS = (bool, int, float, tuple)
_NO_REASON = ("Failed in", "Internal error", "During:", "- Resolution failure", "File ", "def ", "<source")
"""How lines of Numba's messages begin that say where, not why."""

_VALUES, _DRAWS = ("values",), ("chance", "every")
_DRIVER = """

def months(seed, stream, agent, replicate, noise, checked, watched, kept, trace, spoiled, {members}):
    {start}
    keep(0, {values}, watched, kept)
    for t in range(1, len(kept)):
        if noise:
            draw(seed, stream, agent, replicate, t, {draws})
        {step}
        mark_spoiled(t, {values}, checked, trace, spoiled)
        keep(t, {values}, watched, kept)
"""


@dataclass(frozen=True)
class Kernel:
    """The compiled months of any world of one shape of rules.

    Attributes
    ----------
    members : what it takes of a world, in order
    call : the compiled function
    folder : where its machine code is kept
    """

    members: tuple[Member, ...]
    call: Callable[..., None]
    folder: Path

    @property
    def ready(self) -> bool:
        """Whether this machine has compiled it before."""
        return any(self.folder.rglob("*.nbi"))

    @property
    def being_made(self) -> bool:
        """Whether another process of this machine is compiling it just now."""
        if self.ready:
            return False
        with (self.folder / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return not self.ready
            return False

    def _forget(self) -> None:
        """Remove machine code that cannot be loaded, as after a power cut."""
        for ending in ("nbi", "nbc"):
            for path in self.folder.rglob(f"*.{ending}"):
                path.unlink(missing_ok=True)

    def months(
        self, world: Any, draws: "Keys", watched: np.ndarray, kept: np.ndarray, checked: int | None = None
    ) -> np.ndarray:
        """Run a world from its start through every month there is room for.

        Parameters
        ----------
        world : its arrays plain NumPy arrays, at its start; it is left at its end
        draws : what its draws are keyed by
        watched : slots to keep, int64
        kept : filled: float64, shape (months + 1, watched, lanes)
        checked : how many slots, from the first, may come to hold what is not finite; all unless given

        Returns
        -------
        for each lane the first month in which a number was not finite, or 0
        """
        spoiled = np.zeros(len(draws.replicate), dtype=np.int64)
        self._loaded(self.call, self._arguments(world, draws, watched, kept, spoiled, checked))
        return spoiled

    def compile(self, world: Any, draws: "Keys", watched: np.ndarray, kept: np.ndarray) -> None:
        """Have the machine code made that `months` would run, and run nothing of it; parameters as there."""
        spoiled = np.zeros(len(draws.replicate), dtype=np.int64)
        kinds = tuple(numba.typeof(one) for one in self._arguments(world, draws, watched, kept, spoiled, None))
        self._loaded(self.call.compile, [kinds])  # type: ignore[attr-defined]  # Numba's dispatcher has no type

    def _arguments(
        self, world: Any, draws: "Keys", watched: np.ndarray, kept: np.ndarray, spoiled: np.ndarray, checked: int | None
    ) -> list[Any]:
        given = (np.uint64(draws.seed), draws.stream, draws.agent, draws.replicate, draws.noise)
        slots = len(world.values) if checked is None else checked
        members = [_member(world, member) for member in self.members]
        return [*given, slots, watched, kept, np.zeros(len(spoiled)), spoiled, *members]

    def _loaded(self, function: Callable[..., Any], arguments: Sequence[Any]) -> None:
        """Call what first loads or makes the machine code; one process of a machine makes it."""
        with _alone(self.folder) if not self.ready else _nothing():
            try:
                function(*arguments)
            except _UNREADABLE:  # before anything ran: the compiled months themselves raise nothing
                self._forget()
                function(*arguments)


@dataclass(frozen=True)
class Keys:
    """What the draws of some lanes are keyed by.

    Attributes
    ----------
    seed : 0 to 2**64 - 1
    stream, agent : one per draw of a month, uint64
    replicate : one per lane, its number in the upper half of the word, uint64
    noise : False leaves every draw at 0.5
    """

    seed: int
    stream: np.ndarray
    agent: np.ndarray
    replicate: np.ndarray
    noise: bool


def _member(world: Any, member: Member) -> Any:
    for step in member:
        world = getattr(world, step)
    return world


def kernel_of(
    start: Callable[..., Any],
    step: Callable[..., Any],
    lowering: Lowering,
    compiled: Callable[[Callable[..., Any]], Mapping[str, ModuleType]],
    key: str,
) -> Kernel:
    """Make the kernel of two functions of a world.

    Parameters
    ----------
    start : reads what follows from the start; takes the world
    step : steps it by a month; takes the number of the month and the world
    lowering : for the world's type
    compiled : given what to do with each function, copies of the modules they call, `loops` among them
    key : hash of everything the functions call

    Raises
    ------
    NotLowered : where a function of the world has no lowered form
    """
    for option in _OPTIONS:
        llvm.set_option("", option)
    first, then = lowering.lowered(start), lowering.lowered(step)
    members = tuple(sorted({*first.members, *then.members, _VALUES, _DRAWS}))
    source = _source(lowering, first, then, members)
    copies = compiled(inner)
    used = _names_used(lowering, copies)
    folder = cache_folder() / _digest(
        key, source, sys.version, numba.__version__, *_OPTIONS, *_constants(used), *_own_sources()
    )
    module = _module(folder, source)
    for name, value in used.items():
        setattr(module, name, value)
    for lowered in lowering.done.values():
        setattr(module, lowered.name, inner(getattr(module, lowered.name)))
    for name in _AROUND:
        setattr(module, name, getattr(copies["twochairs.engine.loops"], name))
    return Kernel(members, numba.njit(module.months, **compiler(Outermost), **_OUTER), folder)


def inner(function: Callable[..., Any]) -> Any:
    """A function in its compiled form, as other compiled functions call it; it cannot be called from Python."""
    function = EXACT.get((function.__module__, function.__name__), function)
    inlined = function.__name__ not in _INTERPRETED and _is_small(function)
    return numba.njit(function, forceinline=inlined, **compiler(Inlined if inlined else Linked), **_INNER)


def why_not_compiled(function: Any, integers: list[bool]) -> str:
    """What keeps a function of numbers that gives a number from compiling, in one line; nothing where it compiles.

    Parameters
    ----------
    function : from `inner`
    integers : for each parameter whether it is a whole number
    """
    kinds = tuple(numba.types.int64 if integer else numba.types.float64 for integer in integers)
    try:
        function.compile(kinds)
    except Exception as error:  # what Numba raises for Python it does not know has no base of its own
        return _in_one_line(error)
    given = function.overloads[kinds].signature.return_type
    fine = isinstance(given, numba.types.Float | numba.types.Integer | numba.types.Boolean)
    return "" if fine else f"it gives {given}, which is no number"


_COLOURED = re.compile(r"\x1b\[[0-9;]*m")
"""What Numba colours its messages with, where colorama is installed."""


def _in_one_line(error: Exception) -> str:
    """The reason Numba gives, without where in its own code it was found."""
    text = _COLOURED.sub("", str(getattr(error, "msg", None) or error))
    lines = [line.strip() for line in text.splitlines()]
    said = [line for line in lines if line and not line.startswith(_NO_REASON)]
    if len(said) > 1 and said[1].startswith(">>> "):
        return f"Numba knows no {said[1].removeprefix('>>> ').replace('<unknown function>', 'such function')}"
    return said[0].removesuffix("Raised from None").rstrip(" .:") if said else type(error).__name__


def _is_small(function: Callable[..., Any]) -> bool:
    """Whether it has no loop of its own: rules, and what adds one term."""
    code = function.__code__
    return "range" not in code.co_names


def _names_used(lowering: Lowering, copies: Mapping[str, ModuleType]) -> dict[str, Any]:
    """What the phases' global names stand for, in compiled form; the phases themselves aside.

    Raises
    ------
    NotLowered : where a name stands for different things in two phases, which share one module once lowered
    """
    used: dict[str, Any] = {}
    taken = {lowered.name for lowered in lowering.done.values()} | {"months", *_AROUND}
    for phase in lowering.done:
        for name in phase.__code__.co_names:
            value = phase.__globals__.get(name)
            if value is None or value in lowering.done:
                continue
            if name in taken or used.setdefault(name, value) is not value:
                raise NotLowered(f"{name} stands for something else in {phase.__module__} than in another phase")
    return {name: _in_compiled_form(value, copies) for name, value in used.items()}


def _in_compiled_form(value: Any, copies: Mapping[str, ModuleType]) -> Any:
    if isinstance(value, ModuleType):
        return copies.get(value.__name__, value)
    if isinstance(value, FunctionType) and value.__module__ in copies:
        return getattr(copies[value.__module__], value.__name__)
    return value


def _constants(used: Mapping[str, Any]) -> list[str]:
    """Numbers that are compiled in: those the phases name, and those of the modules they name."""
    found = []
    for name, value in sorted(used.items()):
        members = vars(value) if isinstance(value, ModuleType) else {"": value}
        found += [f"{name}.{key}={one!r}" for key, one in sorted(members.items()) if isinstance(one, _NUMBERS)]
    return found


def _own_sources() -> list[str]:
    """The text of what is compiled around every month."""
    return [
        (Path(__file__).parent / name).read_text("utf-8")
        for name in ("compiled.py", "linked.py", "exact.py", "loops.py", "chance.py")
    ]


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:24]


def _source(lowering: Lowering, first: Lowered, then: Lowered, members: tuple[Member, ...]) -> str:
    phases = "\n\n\n".join(ast.unparse(lowered.tree) for lowered in lowering.done.values())
    driver = _DRIVER.format(
        members=", ".join(spelt(member) for member in members),
        start=_called(first),
        step=_called(then, "t"),
        values=spelt(_VALUES),
        draws=spelt(_DRAWS),
    )
    return f'"""Made from the phases of the month; not to be edited."""\n\n\n{phases}\n{driver}'


def _called(lowered: Lowered, *plain: str) -> str:
    return f"{lowered.name}({', '.join([*plain, *(spelt(member) for member in lowered.members)])})"


def cache_folder() -> Path:
    """Where compiled kernels are kept: TWOCHAIRS_CACHE, else the user's cache folder, else a temporary one."""
    given = os.environ.get("TWOCHAIRS_CACHE")
    base = Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "twochairs"
    try:
        base.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=base):
            return base
    except (OSError, RuntimeError):
        return _temporary()


@lru_cache(1)
def _temporary() -> Path:
    """A folder for temporary files that is this user's alone, since what lies in it is run."""
    folder = Path(tempfile.gettempdir()) / f"twochairs-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    told = folder.lstat()
    private = stat.S_ISDIR(told.st_mode) and told.st_uid == os.getuid() and not told.st_mode & 0o022
    return folder if private else Path(tempfile.mkdtemp(prefix="twochairs-"))


def _module(folder: Path, source: str) -> ModuleType:
    """The module of a kernel's source; it has a file of its own, beside which Numba keeps the machine code."""
    path = folder / "kernel.py"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(source)
        Path(temporary).replace(path)
    name = f"twochairs_kernel_{folder.name}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # Numba looks it up there when it loads the machine code
    spec.loader.exec_module(module)
    return module


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process of a machine compiles; the others wait and load what it made."""
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with _few_collections():
            yield


@contextmanager
def _few_collections() -> Iterator[None]:
    """Garbage is sought rarely: of all that a compiler makes little is, and seeking takes an eighth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(_MANY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _nothing() -> Iterator[None]:
    yield
