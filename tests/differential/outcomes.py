"""The language of outcomes written a second time: small trees that know their text and, from a plain run, their value.

Nothing of the package is used. Sums go from the first month to the last in floating point, as is documented; what is
compared is compared as the decimals that a person would read, in fractions, and what differs by 1e-12 is the same.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class World:
    """A plain run by names.

    Attributes
    ----------
    series : (quantity, agents) to one number a month, the start first
    start : first month of the clock, counted from year 0
    """

    series: dict[tuple[str, tuple[str, ...]], list[float]]
    start: int

    def all_of(self, quantity: str, agents: tuple[str, ...]) -> list[list[float]]:
        """Series of a quantity for every agent that is left open."""
        return [
            values for (name, who), values in self.series.items() if name == quantity and who[: len(agents)] == agents
        ]


class Number:
    """What has one value in a run: `text`, `value(world)` and `exact(world)`."""

    def exact(self, world: World) -> Fraction | None:
        """The value as the decimal it is read as; None where there is none."""
        return decimal(self.value(world))

    def value(self, world: World) -> float:
        """The value in floating point, NaN where there is none."""
        raise NotImplementedError


class Monthly:
    """What has a value every month: `text`, `values(world)` and `exacts(world)`."""

    def exacts(self, world: World) -> list[Fraction | None]:
        """The values as the decimals they are read as."""
        return [decimal(value) for value in self.values(world)]

    def values(self, world: World) -> list[float]:
        """The values in floating point, the start first."""
        raise NotImplementedError


def decimal(value: float) -> Fraction | None:
    """A float as the shortest decimal that stands for it."""
    return Fraction(repr(value)) if math.isfinite(value) else None


@dataclass(frozen=True)
class Of(Monthly):
    """alignment[ALD]; an act's name stands for what its countries have done."""

    quantity: str
    agents: tuple[str, ...]
    shown: str = ""

    @property
    def text(self) -> str:
        name, agents = (self.shown, self.agents[1:]) if self.shown else (self.quantity, self.agents)
        return f"{name}[{', '.join(agents)}]" if agents else name

    def values(self, world: World) -> list[float]:
        return world.series[self.quantity, self.agents]


@dataclass(frozen=True)
class Across(Monthly):
    """average(alignment), spread(pressure[LEA])."""

    function: str
    of: Of

    @property
    def text(self) -> str:
        return f"{self.function}({self.of.text})"

    def values(self, world: World) -> list[float]:
        months = list(zip(*world.all_of(self.of.quantity, self.of.agents), strict=True))
        middle = [added(month) / len(month) for month in months]
        if self.function == "average":
            return middle
        squares = [added((x - m) * (x - m) for x in month) for month, m in zip(months, middle, strict=True)]
        return [math.sqrt(square / len(month)) for square, month in zip(squares, months, strict=True)]


def added(numbers) -> float:
    """The sum from the first to the last."""
    total = 0.0
    for number in numbers:
        total += number
    return total


@dataclass(frozen=True)
class At(Number):
    """alignment[ALD]@end, @start, @2030-04."""

    of: Monthly
    when: str

    @property
    def text(self) -> str:
        return f"{bracketed(self.of)}@{self.when}"

    def _row(self, world: World) -> int:
        if self.when in ("start", "end"):
            return 0 if self.when == "start" else -1
        year, month = self.when.split("-")
        return int(year) * 12 + int(month) - world.start

    def value(self, world: World) -> float:
        return self.of.values(world)[self._row(world)]

    def exact(self, world: World) -> Fraction | None:
        return self.of.exacts(world)[self._row(world)]


@dataclass(frozen=True)
class Over(Number):
    """mean(...), max, min, sum, last, first_month, share_of_months, count_months; the first three also with @."""

    function: str
    of: Monthly
    short: bool = False

    @property
    def text(self) -> str:
        return f"{bracketed(self.of)}@{self.function}" if self.short else f"{self.function}({self.of.text})"

    def value(self, world: World) -> float:
        every = self.of.values(world)
        months = every[1:]
        holds = [not math.isnan(value) and not alike(Fraction(value), Fraction(0)) for value in every]
        if self.function == "first_month":
            return float(holds.index(True)) if True in holds else math.nan
        counted = float(sum(holds[1:]))
        return {
            "mean": lambda: added(months) / len(months),
            "sum": lambda: added(months),
            "max": lambda: max(months),
            "min": lambda: min(months),
            "last": lambda: months[-1],
            "count_months": lambda: counted,
            "share_of_months": lambda: counted / len(months),
        }[self.function]()

    def exact(self, world: World) -> Fraction | None:
        months = [value for value in self.of.exacts(world)[1:] if value is not None]
        if self.function in ("mean", "sum"):
            return sum(months, Fraction(0)) / (len(months) if self.function == "mean" else 1)
        if self.function in ("max", "min"):
            return max(months) if self.function == "max" else min(months)
        return decimal(self.value(world))


@dataclass(frozen=True)
class Within(Number):
    """embargo_within[ALD, 6]."""

    act: str
    country: str
    months: int

    @property
    def text(self) -> str:
        return f"{self.act}_within[{self.country}, {self.months}]"

    def value(self, world: World) -> float:
        return float(1.0 in world.series["joined", (self.act, self.country)][: self.months + 1])


@dataclass(frozen=True)
class Plain(Number, Monthly):
    """A number as written."""

    written: str

    @property
    def text(self) -> str:
        return self.written

    def value(self, world: World) -> float:
        return float(self.written)

    def exact(self, world: World) -> Fraction | None:
        return Fraction(self.written)


SIGNS: dict[str, Callable] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if b != 0 else a - a,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


@dataclass(frozen=True)
class Both(Number):
    """Two numbers with a sign between them."""

    left: Number
    sign: str
    right: Number

    @property
    def text(self) -> str:
        return f"({self.left.text} {self.sign} {self.right.text})"

    def value(self, world: World) -> float:
        return combined(self.sign, self.left.value(world), self.right.value(world), self._exacts(world))

    def exact(self, world: World) -> Fraction | None:
        return exactly(self.sign, *self._exacts(world))

    def _exacts(self, world: World) -> tuple[Fraction | None, Fraction | None]:
        return self.left.exact(world), self.right.exact(world)


@dataclass(frozen=True)
class Pairs(Monthly):
    """Two monthly values, or one and a number, with a sign between them."""

    left: Monthly
    sign: str
    right: Monthly | Plain

    @property
    def text(self) -> str:
        return f"({self.left.text} {self.sign} {self.right.text})"

    def values(self, world: World) -> list[float]:
        left = self.left.values(world)
        right = _monthly(self.right.value(world) if isinstance(self.right, Plain) else self.right.values(world), left)
        exacts = zip(*self._exacts(world), strict=True)
        return [combined(self.sign, a, b, pair) for a, b, pair in zip(left, right, exacts, strict=True)]

    def exacts(self, world: World) -> list[Fraction | None]:
        return [exactly(self.sign, a, b) for a, b in zip(*self._exacts(world), strict=True)]

    def _exacts(self, world: World) -> tuple[list[Fraction | None], list[Fraction | None]]:
        left = self.left.exacts(world)
        return left, _monthly(
            self.right.exact(world) if isinstance(self.right, Plain) else self.right.exacts(world), left
        )


def _monthly(value, like: list) -> list:
    return value if isinstance(value, list) else [value] * len(like)


def combined(sign: str, left: float, right: float, exacts: tuple[Fraction | None, Fraction | None]) -> float:
    """An operation in floating point; comparisons of decimals."""
    if sign not in COMPARISONS:
        return SIGNS[sign](left, right)
    one, other = exacts
    if one is None or other is None:  # infinite or never: as floating point has it
        return float(SIGNS[sign](left, right))
    return float(SIGNS[sign](one, one if alike(one, other) else other))


def alike(one: Fraction, other: Fraction) -> bool:
    """Whether rounding alone may have parted two numbers, as is documented."""
    return abs(one - other) <= Fraction(1, 10**12) * max(1, min(abs(one), abs(other)))


def exactly(sign: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    """An operation on decimals."""
    if left is None or right is None:
        return None
    return Fraction(SIGNS[sign](left, left if sign in COMPARISONS and alike(left, right) else right))


def bracketed(of: Monthly) -> str:
    """What a reading is put behind."""
    return of.text
