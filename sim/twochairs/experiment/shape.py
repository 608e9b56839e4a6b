"""What decides where the numbers of a run stand and which months they are of: its agents, its start, its length."""

from dataclasses import dataclass, replace
from functools import cached_property

from twochairs.outcomes.outcome import OutcomeProgram, compiled_outcome
from twochairs.scenario.check import names_of
from twochairs.scenario.commodity import GAS, Commodity
from twochairs.scenario.schema import Case
from twochairs.scenario.tree import Path
from twochairs.world.layout import Layout, Names

_WHOLE = ("clock", "commodity")
_ORDER = "noise_key"


@dataclass(frozen=True)
class Shape:
    """What runs have in common whose numbers stand at the same places.

    Attributes
    ----------
    names : of the agents, in the order of the arrays
    start : first month, such as 2022-01
    months : length of the run
    commodity : in whose units outcomes are
    """

    names: Names
    start: str
    months: int
    commodity: Commodity = GAS

    @cached_property
    def layout(self) -> Layout:
        """Where each number lives."""
        return Layout(self.names)

    def outcome(self, text: str) -> OutcomeProgram:
        """An outcome as it is read off such runs; raises ExpressionError where they cannot give it."""
        program = compiled_outcome(text, self.layout, self.start, self.months)
        return replace(program, unit=self.commodity.said(program.unit))


def shape_of(case: Case) -> Shape:
    """The shape of runs of a case."""
    return Shape(names_of(case), case.clock.start, case.clock.months, case.commodity)


def of_any_month(case: Case) -> Shape:
    """The shape of a case whose run has every month there is."""
    return Shape(names_of(case), "0001-01", 9999 * 12, case.commodity)


def decides_shape(steps: Path) -> bool:
    """Whether the value at some steps of a scenario's tree decides the shape: clock, units, or the order of agents."""
    return steps[0] in _WHOLE or steps[-1] == _ORDER
