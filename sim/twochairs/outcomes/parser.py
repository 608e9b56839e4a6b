"""How an outcome is read: the grammar of expressions, with functions over months and over agents.

atom    := (... as in expressions | over months | over agents | within) ("@" reading)*
reading := "start" | "end" | "mean" | "max" | "min" | month, such as 2024-06
over months := ("mean" | "max" | "min" | "sum" | "last" | "first_month" | "share_of_months" | "count_months")
               "(" expression ")"
over agents := ("average" | "spread") "(" name ("[" name ("," name)* "]")? ")"
within      := act "_within" "[" country "," whole "]"
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from twochairs.engine import program
from twochairs.outcomes import kinds, units
from twochairs.outcomes.derived import DERIVED
from twochairs.outcomes.operations import AtMonth, Combined, Constant, Operation, OverAgents, OverMonths, Read, Within
from twochairs.outcomes.reductions import OVER_AGENTS, OVER_MONTHS
from twochairs.scenario.calendar import A_MONTH, is_month, month_number, month_text
from twochairs.scenario.expression import FUNCTIONS, ExpressionError, Name, Parser, Token, token_pattern
from twochairs.scenario.paths import UnknownPath, check_agents, named, quantity_of
from twochairs.scenario.wording import unknown
from twochairs.statistics.kinds import SHARE
from twochairs.world.layout import QUANTITIES, Layout

READINGS = ("start", "end", "mean", "max", "min")
WITHIN = "_within"

_ONE_OPERAND = {program.NEGATE, program.NOT, program.ABSOLUTE, program.EXP, program.LOG, program.POWER}
_READING = r"(?P<reading>@\s*(?:[0-9]{1,4}-[0-9]{1,2}(?![0-9])|[A-Za-z0-9_]*))"


@dataclass(frozen=True)
class Part:
    """What a part of an outcome comes to.

    Attributes
    ----------
    unit : as in twochairs.outcomes.units
    kind : as in twochairs.statistics.kinds
    every_month : whether it is a series, not yet one number of a run
    shown, at : the first quantity in it and where it stands, for a series
    one : whether it is 1 as written
    """

    unit: str
    kind: str
    every_month: bool = False
    shown: str = ""
    at: int = 0
    one: bool = False


class OutcomeParser(Parser):
    """Reads one outcome and checks its names, months and reductions against a world.

    Attributes
    ----------
    operations : what to apply, in order
    slots : the slots these read
    unit, kind : of the result
    later : whether it looks at any month after the start
    """

    pattern: ClassVar[re.Pattern[str]] = token_pattern(_READING)
    functions: ClassVar[Mapping[str, tuple[int, int]]] = FUNCTIONS | {
        name: (0, 1) for name in (*OVER_MONTHS, *OVER_AGENTS) if name not in FUNCTIONS
    }

    def __init__(self, text: str, layout: Layout, start: str, months: int) -> None:
        super().__init__(text)
        self.layout, self.start, self.months = layout, month_number(start), months
        self.operations: list[Operation] = []
        self.slots: dict[int, None] = {}
        self.parts: list[Part] = []
        self.later = False

    @property
    def unit(self) -> str:
        """Of the result."""
        return self.parts[-1].unit

    @property
    def kind(self) -> str:
        """Of the result."""
        return self.parts[-1].kind

    def whole(self) -> None:
        """Read all of it.

        Raises
        ------
        ExpressionError : at the first thing that is wrong
        """
        super().whole()
        (part,) = self.parts
        if part.every_month:
            raise ExpressionError(f"{part.shown} has a value for every month; add @end, or take mean(...)", part.at)
        if not self.slots:
            raise ExpressionError("it reads nothing of a run; name a quantity, such as alignment[COUNTRY]@end", 0)

    # -- what the language adds --------------------------------------------------------------------------

    def _atom(self) -> None:
        super()._atom()
        while self._peek().kind == "reading":
            self._at(self.tokens[self.at])

    def _at(self, token: Token) -> None:
        self.at += 1
        what = token.text[1:].strip()
        if what in OVER_MONTHS and what in READINGS:
            self._over(what, f"@{what}", token.at)
        else:
            self._reduce(AtMonth(self._row(what, token.at)), f"@{what}", token.at, self.unit, self.kind)

    def _row(self, what: str, at: int) -> int:
        """The month a reading looks at, 0 for the start."""
        if what in ("start", "end"):
            return 0 if what == "start" else self.months
        if not what:
            raise ExpressionError(f"after @ comes {', '.join(READINGS)} or a month such as 2024-06", at)
        if not is_month(what):
            wrong = f"is no month; {A_MONTH}" if what[0].isdigit() else unknown(what, READINGS)
            raise ExpressionError(f"@{what} {wrong}", at)
        row = month_number(what) - self.start + 1
        if not 1 <= row <= self.months:
            first, last = month_text(self.start), month_text(self.start + self.months - 1)
            raise ExpressionError(f"@{what} is outside the run, which goes from {first} to {last}", at)
        return row

    def _call(self, token: Token) -> None:
        if token.text in OVER_AGENTS:
            self._over_agents(token)
        elif token.text in OVER_MONTHS:
            self._over_months(token)
        else:
            super()._call(token)

    def _over_months(self, token: Token) -> None:
        compares, _ = FUNCTIONS.get(token.text, (None, 1))
        count = self._arguments(compares)
        if count == 1:
            self._over(token.text, f"{token.text}(...)", token.at)
        elif compares is None:
            raise ExpressionError(f"{token.text} takes one argument", token.at)

    def _over_agents(self, token: Token) -> None:
        self._expect("(")
        inner = self._peek()
        example = f"{token.text} takes the name of one quantity, such as {token.text}(alignment)"
        if inner.kind != "name":
            raise ExpressionError(example, inner.at)
        self.at += 1
        if inner.text in DERIVED and inner.text not in self.layout.names.quantities:
            made = DERIVED[inner.text].quantity
            text = f"{inner.text} is put on its scale state by state; take {token.text}({made})"
            raise ExpressionError(text, inner.at)
        quantity, slots = self._slots(Name(inner.text, self._agents(), inner.at))
        if not self._take(")"):
            raise ExpressionError(example, self._peek().at)
        self._read(OverAgents(token.text, slots), quantity, slots, f"{token.text}({inner.text})", token.at)
        part = self.parts.pop()
        self.parts.append(replace(part, kind=kinds.over_agents(token.text, part.kind)))

    def _slots(self, name: Name) -> tuple[str, tuple[int, ...]]:
        """The quantity of a name, and its slots for all agents that the name leaves open."""
        try:
            quantity, agents = quantity_of(name, self.layout.names)
            dims = QUANTITIES[quantity].dims
            if len(agents) >= len(dims):
                one = (
                    "belongs to one agent here; leave the agent out" if dims else "belongs to the world and to no agent"
                )
                raise UnknownPath(one)
            check_agents(quantity, agents, self.layout.names)
        except UnknownPath as error:
            raise ExpressionError(f"{name.quantity} {error}", name.at) from None
        labels = [label for label in self.layout.labels(quantity) if label[: len(agents)] == agents]
        if not labels:
            empty = next(dim for dim in dims if not self.layout.names.along(dim))
            raise ExpressionError(f"{name.quantity} is of no agent here: the scenario has no {empty}", name.at)
        return quantity, tuple(self.layout.slot(quantity, *label) for label in labels)

    def _named(self, token: Token) -> None:
        names = self.layout.names
        if token.text in DERIVED and token.text not in (*names.quantities, *names.act):
            self._derived(token)
            return
        act = token.text.removesuffix(WITHIN)
        if act == token.text or token.text in names.quantities or token.text in names.act:
            self._plain(token)
            return
        if act not in names.act:
            raise ExpressionError(f"{token.text} {unknown(token.text, [one + WITHIN for one in names.act])}", token.at)
        country, months = self._country_and_months(token)
        self._emit(program.LOAD, Name(act, (country,), token.at))
        self._reduce(Within(months), token.text, token.at, units.ONE, SHARE)

    def _derived(self, token: Token) -> None:
        """A derived quantity: what it is made of is read in its stead."""
        made, name = DERIVED[token.text], Name(token.text, self._agents(), token.at)
        if len(name.agents) != len(made.declared.dims):
            wanted = f"{name.quantity}[{', '.join(made.declared.dims).upper()}]"
            raise ExpressionError(f"{name.quantity} belongs to one agent each; write {wanted}", name.at)
        self._emit(program.LOAD, Name(made.place, (), name.at))
        self._emit(program.LOAD, Name(made.slope, (), name.at))
        self._load(name, made.quantity)
        self._combine(program.MULTIPLY, 0.0)
        self._combine(program.ADD, 0.0)
        self.parts.append(replace(self.parts.pop(), shown=f"{name.quantity}[{', '.join(name.agents)}]"))

    def _plain(self, token: Token) -> None:
        names = (*self.layout.names.quantities, *self.layout.names.act)
        if token.text in self.functions and token.text not in names:
            raise ExpressionError(f"{token.text} is a function; write {token.text}(...)", token.at)
        super()._named(token)

    def _country_and_months(self, token: Token) -> tuple[str, int]:
        pieces = self.tokens[self.at : self.at + 5]
        if [piece.kind if piece.kind in ("name", "number") else piece.text for piece in pieces] != [
            "[", "name", ",", "number", "]",
        ]:  # fmt: skip
            example = f"{token.text}[COUNTRY, 24]"
            raise ExpressionError(f"{token.text} takes a country and a number of months, such as {example}", token.at)
        _, country, _, months, _ = pieces
        if not months.text.isdigit() or not 1 <= float(months.text) <= self.months:
            text = f"the months must be a whole number from 1 to {self.months}, the length of the run"
            raise ExpressionError(text, months.at)
        self.at += len(pieces)
        return country.text, int(months.text)

    # -- what is kept ------------------------------------------------------------------------------------

    def _emit(self, code: int, operand: float | Name = 0.0) -> None:
        if isinstance(operand, Name):
            self._load(operand)
        elif code == program.PUSH:
            self.operations.append(Constant(operand))
            self.parts.append(Part(units.ANY, kinds.of_constant(operand), one=operand == 1.0))
        else:
            self._combine(code, operand)

    def _load(self, name: Name, quantity: str = "") -> None:
        """Read the series of a name, or of another quantity of the same agents."""
        try:
            target = named(replace(name, quantity=quantity or name.quantity), self.layout.names)
        except UnknownPath as error:
            raise ExpressionError(f"{name.quantity} {error}", name.at) from None
        slot = self.layout.slot(target.quantity, *target.agents)
        shown = f"{name.quantity}[{', '.join(name.agents)}]" if name.agents else name.quantity
        self._read(Read(slot), target.quantity, (slot,), shown, name.at)

    def _read(self, operation: Operation, quantity: str, slots: tuple[int, ...], shown: str, at: int) -> None:
        self.operations.append(operation)
        self.slots |= dict.fromkeys(slots)
        declared = QUANTITIES[quantity]
        self.parts.append(Part(declared.unit, kinds.of_quantity(declared), True, shown, at))

    def _combine(self, code: int, number: float) -> None:
        operands = 1 if code in _ONE_OPERAND else 2
        self.operations.append(Combined(code, number, operands))
        right = self.parts.pop()
        if operands == 1:
            unit, kind, series = units.of_one(code, right.unit), kinds.of_one(code, right.kind), right
        else:
            left = self.parts.pop()
            unit, series = units.of_two(code, left.unit, right.unit), left if left.every_month else right
            kind = kinds.of_two(code, left.kind, right.kind, left.one)
        self.parts.append(Part(unit, kind, series.every_month, series.shown, series.at))

    def _over(self, function: str, shown: str, at: int) -> None:
        unit, kind = units.over_months(function, self.unit), kinds.over_months(function, self.kind)
        self._reduce(OverMonths(function), shown, at, unit, kind)

    def _reduce(self, operation: Operation, shown: str, at: int, unit: str, kind: str) -> None:
        if not self.parts.pop().every_month:
            raise ExpressionError(f"{shown} needs a value for every month, and this is one number already", at)
        self.later |= operation != AtMonth(0)
        self.operations.append(operation)
        self.parts.append(Part(unit, kind))
