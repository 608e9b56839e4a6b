"""The lowered months and the rules they call as plain JavaScript, which any browser runs: the same bits, no compiler.

Nothing of a phase or a rule is written twice: every one is translated, operation by operation, from the Python that
the other engines run. Numbers of both languages are those of IEEE 754, so that the same operations in the same order
give the same bits. What has no form in a page is refused, with its file and line. Only numbers and names made here get
into the text.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from twochairs.engine.javascript.functions import Function, NotEmitted
from twochairs.engine.javascript.kinds import NUMBER, WHOLE, WHOLE_TERM, Code, Held, Kind
from twochairs.engine.javascript.names import marked, shortened
from twochairs.engine.javascript.parts import FILLED, PARTS, needed
from twochairs.engine.lowering import Lowered, Lowering, Member, spelt

__all__ = ["Emitted", "Held", "NotEmitted", "javascript"]


@dataclass(frozen=True)
class Emitted:
    """The months as JavaScript.

    Attributes
    ----------
    text : a function `months(arrays, sizes, numbers)` that gives `[start, step]`, of which `step` takes the month
    arrays, sizes, numbers : what it takes of a world, in order: spelt members, names of sizes, spelt members
    """

    text: str
    arrays: tuple[str, ...]
    sizes: tuple[str, ...]
    numbers: tuple[str, ...]


def javascript(
    start: Callable[..., Any],
    step: Callable[..., Any],
    lowering: Lowering,
    members: Mapping[Member, Held | str],
    sources: Mapping[str, str] | None = None,
) -> Emitted:
    """The months of a world.

    Parameters
    ----------
    start : reads what follows from the start; takes the world
    step : steps it by a month; takes the number of the month and the world
    lowering : for the world's type
    members : what each member of the world is: an array with the names of its sizes, the name of a size itself, or
        "" for a number
    sources : texts of modules that are not in a file, by the module's name

    Raises
    ------
    NotLowered, NotEmitted : where a function has no such form
    """
    first, then = lowering.lowered(start), lowering.lowered(step)
    made = Emitter(lowering.done, members, sources or {})
    begin, onward = made.function(start, [], first)[0], made.function(step, [WHOLE], then)[0]
    body = "".join(made.bodies)
    arrays, sizes = ([name for name in sorted(found) if marked(name) in body] for found in (made.arrays, made.sizes))
    taken = [f"[{','.join(marked(name) for name in names)}]" for names in (arrays, sizes)]
    head = f"function months(arrays,sizes,{marked('numbers')}){{const {taken[0]}=arrays,{taken[1]}=sizes;"
    text = made.text(head, f"return[{begin},{onward}]}}")
    return Emitted(text, tuple(arrays), tuple(sizes), tuple(made.numbers))


class Emitter:
    """What has been translated so far."""

    def __init__(
        self,
        lowered: Mapping[Callable[..., Any], Lowered],
        members: Mapping[Member, Held | str],
        sources: Mapping[str, str],
    ) -> None:
        self.lowered = lowered
        self.phases = {one.name: function for function, one in lowered.items()}
        self._members, self._sources = members, sources
        self.bodies: list[str] = []
        self.arrays: set[str] = set()
        self.sizes: set[str] = set()
        self.numbers: list[str] = []
        self._done: dict[Any, tuple[str, str]] = {}
        self._open: list[Callable[..., Any]] = []

    def function(
        self, function: Callable[..., Any], given: list[Kind], lowered: Lowered | None = None
    ) -> tuple[str, str]:
        """Name of a function for arguments of some kinds, and what it gives; translated once."""
        key = (function, tuple(given))
        if key not in self._done:
            one = Function(self, function, given, lowered or self.lowered.get(function))
            with self.opened(function):
                text = one.text()
            name = marked(f"{function.__module__}.{function.__name__} {len(self._done)}")
            self.bodies.append(f"function {name}{text}")
            self._done[key] = (name, one.returned)
        return self._done[key]

    def text(self, head: str, tail: str) -> str:
        """All that has been translated between a head and a tail, with the parts that it uses, under short names."""
        body = "".join(self.bodies)
        parts = needed(body)
        filled = FILLED if "powers" in parts else ""
        return shortened(
            head + "".join(f"const {marked(name)}={PARTS[name]};" for name in parts) + filled + body + tail
        )

    @contextmanager
    def opened(self, function: Callable[..., Any]) -> Iterator[None]:
        """While a function is being translated."""
        self._open.append(function)
        yield
        self._open.pop()

    def is_open(self, function: Callable[..., Any]) -> bool:
        """Whether a function is being translated just now, so that it is one that calls itself."""
        return function in self._open

    def member(self, member: Member) -> Code:
        """The text of a member of the world."""
        held, name = self._members[member], spelt(member)
        if isinstance(held, Held):
            self.arrays.add(name)
            self.sizes.update(held.sizes)
            return Code(marked(name), WHOLE_TERM, Held(marked(name), held.kind, tuple(map(marked, held.sizes))))
        if held:
            self.sizes.add(held)
            return Code(marked(held), WHOLE_TERM, WHOLE)
        if name not in self.numbers:
            self.numbers.append(name)
        return Code(f"{marked('numbers')}[{self.numbers.index(name)}]", WHOLE_TERM, NUMBER)

    def tree_of(self, function: Callable[..., Any], lowered: Lowered | None) -> tuple[ast.FunctionDef, int]:
        """The definition of a function, and how many lines of its file come before those that its nodes count from."""
        above = function.__code__.co_firstlineno - 1
        if lowered is not None:
            return lowered.tree, above
        text = self._sources.get(function.__module__)
        if text is not None:
            found = [one for one in ast.walk(ast.parse(text)) if getattr(one, "lineno", 0) == above + 1]
            made = [one for one in found if isinstance(one, ast.FunctionDef)]
            above = 0
        else:
            made = [
                one
                for one in ast.parse(textwrap.dedent(inspect.getsource(function))).body
                if isinstance(one, ast.FunctionDef)
            ]
        if not made:
            where = f"{function.__code__.co_filename}, line {function.__code__.co_firstlineno}"
            raise NotEmitted(f"{where}: a function is written with def: {function.__name__}")
        return made[0], above
