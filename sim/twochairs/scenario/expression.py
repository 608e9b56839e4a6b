"""The expression language of policies, which that of outcomes extends: its own grammar, nothing but named quantities.

expression := or
or         := and ("or" and)*
and        := not ("and" not)*
not        := "not" not | comparison
comparison := sum (("<" | "<=" | ">" | ">=" | "==" | "!=") sum)?
sum        := term (("+" | "-") term)*
term       := sign (("*" | "/") sign)*
sign       := "-" sign | power
power      := atom ("**" whole)?
atom       := number | name ("[" name ("," name)* "]")? | function "(" ... ")" | "(" expression ")"
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from twochairs.engine import program
from twochairs.scenario.scripts import script_of

MAX_LENGTH = 1000
MAX_NESTING = 24
MAX_POWER = 8

FUNCTIONS: dict[str, tuple[int, int]] = {
    "min": (program.MINIMUM, 2),
    "max": (program.MAXIMUM, 2),
    "abs": (program.ABSOLUTE, 1),
    "exp": (program.EXP, 1),
    "log": (program.LOG, 1),
}
"""Name to operation code and least number of arguments; min and max take more."""

_COMPARISONS = {
    "<": program.LESS,
    "<=": program.LESS_EQUAL,
    ">": program.GREATER,
    ">=": program.GREATER_EQUAL,
    "==": program.EQUAL,
    "!=": program.NOT_EQUAL,
}
_KINDS = (
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)",
    r"(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)",
    r"(?P<sign>\*\*|<=|>=|==|!=|[-+*/<>(),\[\]])",
)
WORDS = {"and", "or", "not"}
_MEANT = {"=": "== to compare", "&": "and", "|": "or", "!": "not", "^": "** for a power", "%": "a share, such as 0.3"}
"""What somebody meant who wrote a sign of another language."""


class ExpressionError(Exception):
    """What is wrong, and at which character (from 0)."""

    def __init__(self, text: str, at: int) -> None:
        super().__init__(text)
        self.text, self.at = text, at


@dataclass(frozen=True)
class Token:
    """A piece of the text; kind is number, name, sign, end, or one that an extension of the language adds."""

    kind: str
    text: str
    at: int


@dataclass(frozen=True)
class Name:
    """A named quantity with its agents, as written."""

    quantity: str
    agents: tuple[str, ...]
    at: int


def token_pattern(*more: str) -> re.Pattern[str]:
    """What one token looks like, blanks before it included; `more` are named groups of an extension."""
    return re.compile(rf"\s*(?:{'|'.join((*_KINDS, *more))})")


Instruction = tuple[int, float | Name]
Resolve = Callable[[Name], int]


def parse(text: str, let: Mapping[str, float] = MappingProxyType({})) -> list[Instruction]:
    """The expression as instructions in postfix order, names not yet resolved.

    Parameters
    ----------
    let : names that stand for numbers

    Raises
    ------
    ExpressionError : at the first thing that is not of the language
    """
    parser = Parser(text)
    parser.whole()
    return [_let(instruction, let) for instruction in parser.out] if let else parser.out


def _let(instruction: Instruction, let: Mapping[str, float]) -> Instruction:
    """An instruction that has a number in the place of a name that stands for one."""
    _, operand = instruction
    if isinstance(operand, Name) and not operand.agents and operand.quantity in let:
        return program.PUSH, float(let[operand.quantity])
    return instruction


def resolved(instructions: list[Instruction], resolve: Resolve) -> tuple[list[int], list[float]]:
    """Codes and operands for `program.evaluate`; `resolve` turns a name into a slot."""
    codes = [code for code, _ in instructions]
    operands = [float(resolve(operand)) if isinstance(operand, Name) else operand for _, operand in instructions]
    return codes, operands


def _tokens(text: str, pattern: re.Pattern[str]) -> list[Token]:
    tokens, at = [], 0
    while at < len(text.rstrip()):
        match = pattern.match(text, at)
        if not match:
            blank = len(text[at:]) - len(text[at:].lstrip())
            sign = text[at + blank]
            meant = f"; write {_MEANT[sign]}" if sign in _MEANT else ""
            meant = f"; it is {script}, and names have Latin letters" if (script := script_of(sign)) else meant
            raise ExpressionError(f"{sign!r} has no meaning here{meant}", at + blank)
        kind = str(match.lastgroup)
        tokens.append(Token(kind, match[kind], match.start(kind)))
        at = match.end()
    return [*tokens, Token("end", "", len(text))]


class Parser:
    """Reads one expression, a method for every line of the grammar.

    An extension gives more tokens and functions and overrides what they change: `_atom`, `_named`, `_call`, `_emit`.

    Attributes
    ----------
    pattern : of a token
    functions : name to operation code and least number of arguments
    out : the instructions read so far, in postfix order
    """

    pattern: ClassVar[re.Pattern[str]] = token_pattern()
    functions: ClassVar[Mapping[str, tuple[int, int]]] = FUNCTIONS

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise ExpressionError(f"the expression has {len(text):,} characters; {MAX_LENGTH:,} are allowed", 0)
        self.tokens, self.at, self.nesting = _tokens(text, self.pattern), 0, 0
        self.out: list[Instruction] = []

    def whole(self) -> None:
        """Read all of it.

        Raises
        ------
        ExpressionError : at the first thing that is not of the language
        """
        self._or()
        if self._peek().kind != "end":
            raise ExpressionError(f"{self._peek().text!r} is not expected here", self._peek().at)

    def _peek(self) -> Token:
        return self.tokens[self.at]

    def _take(self, *texts: str) -> Token | None:
        token = self._peek()
        if token.kind in ("sign", "name") and token.text in texts:
            self.at += 1
            return token
        return None

    def _expect(self, text: str) -> None:
        if not self._take(text):
            found = repr(self._peek().text) if self._peek().text else "the end"
            raise ExpressionError(f"{text!r} is expected here, not {found}", self._peek().at)

    def _emit(self, code: int, operand: float | Name = 0.0) -> None:
        self.out.append((code, operand))

    def _deeper(self) -> None:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise ExpressionError(f"it is nested more than {MAX_NESTING} deep", self._peek().at)

    def _or(self) -> None:
        self._deeper()
        self._and()
        while self._take("or"):
            self._and()
            self._emit(program.OR)
        self.nesting -= 1

    def _and(self) -> None:
        self._not()
        while self._take("and"):
            self._not()
            self._emit(program.AND)

    def _not(self) -> None:
        if self._take("not"):
            self._deeper()
            self._not()
            self._emit(program.NOT)
            self.nesting -= 1
        else:
            self._comparison()

    def _comparison(self) -> None:
        self._sum()
        token = self._take(*_COMPARISONS)
        if token:
            self._sum()
            self._emit(_COMPARISONS[token.text])
            again = self._take(*_COMPARISONS)
            if again:
                raise ExpressionError("comparisons do not chain; write 'a < b and b < c'", again.at)

    def _sum(self) -> None:
        self._term()
        while token := self._take("+", "-"):
            self._term()
            self._emit(program.ADD if token.text == "+" else program.SUBTRACT)

    def _term(self) -> None:
        self._sign()
        while token := self._take("*", "/"):
            self._sign()
            self._emit(program.MULTIPLY if token.text == "*" else program.DIVIDE)

    def _sign(self) -> None:
        if self._take("-"):
            self._deeper()
            self._sign()
            self._emit(program.NEGATE)
            self.nesting -= 1
        else:
            self._power()

    def _power(self) -> None:
        self._atom()
        if self._take("**"):
            token = self._peek()
            if token.kind != "number" or not token.text.isdigit() or len(token.text) > 2 or int(token.text) > MAX_POWER:
                raise ExpressionError(f"a power must be a whole number from 0 to {MAX_POWER}", token.at)
            self.at += 1
            self._emit(program.POWER, float(token.text))

    def _atom(self) -> None:
        token = self._peek()
        if token.kind == "number":
            self.at += 1
            self._emit(program.PUSH, self._number(token))
        elif self._take("("):
            self._or()
            self._expect(")")
        elif token.kind == "name" and token.text not in WORDS:
            self.at += 1
            if self._peek().text == "(":
                self._call(token)
            else:
                self._named(token)
        else:
            found = repr(token.text) if token.text else "the end"
            raise ExpressionError(f"a number, a name or '(' is expected here, not {found}", token.at)

    def _number(self, token: Token) -> float:
        number = float(token.text)
        if number == float("inf"):
            raise ExpressionError(f"{token.text} is too large for a number", token.at)
        return number

    def _named(self, token: Token) -> None:
        self._emit(program.LOAD, Name(token.text, self._agents(), token.at))

    def _call(self, token: Token) -> None:
        if token.text not in self.functions:
            raise ExpressionError(f"{token.text!r} is not a function; there are {', '.join(self.functions)}", token.at)
        code, least = self.functions[token.text]
        count = self._arguments(code if least == 2 else None)
        if count < least or (least == 1 and count > 1):
            wanted = "one argument" if least == 1 else "two arguments or more"
            raise ExpressionError(f"{token.text} takes {wanted}", token.at)
        if least == 1:
            self._emit(code)

    def _arguments(self, joined_by: int | None) -> int:
        """Read what stands in brackets and count it; `joined_by` is the code that joins each to those before it."""
        self._expect("(")
        self._or()
        count = 1
        while self._take(","):
            self._or()
            count += 1
            if joined_by is not None:
                self._emit(joined_by)
        self._expect(")")
        return count

    def _agents(self) -> tuple[str, ...]:
        if not self._take("["):
            return ()
        agents = [self._agent()]
        while self._take(","):
            agents.append(self._agent())
        self._expect("]")
        return tuple(agents)

    def _agent(self) -> str:
        token = self._peek()
        if token.kind != "name":
            found = repr(token.text) if token.text else "the end"
            raise ExpressionError(f"a name is expected here, not {found}", token.at)
        self.at += 1
        return token.text
