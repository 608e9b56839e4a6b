"""Outcomes: numbers read off a run, each written in a small language, such as `alignment[SRB]@end`."""

from collections.abc import Container
from dataclasses import dataclass, field

import numpy as np

from twochairs.outcomes.operations import Operation, SeriesOf, Stack
from twochairs.outcomes.parser import OutcomeParser
from twochairs.outcomes.units import ONE
from twochairs.statistics.kinds import FIXED
from twochairs.world.layout import Layout

TENSE = 0.7


@dataclass(frozen=True)
class OutcomeProgram:
    """An outcome that has been read and checked against a world.

    Attributes
    ----------
    text : as written
    unit : of the result, as outcomes.units has it: the quantity's, "month of the run" for a first month, else "1"
    kind : of the result, of twochairs.statistics.kinds, as it follows from what is declared of the parts
    slots : of the world's values that it reads, each once
    at_start : whether it reads nothing but the start
    """

    text: str
    unit: str
    kind: str
    slots: tuple[int, ...]
    at_start: bool
    operations: tuple[Operation, ...] = field(repr=False)

    def kind_where(self, fixed: Container[int], drawn: bool = False) -> str:
        """Its kind where some slots have no chance in them.

        Parameters
        ----------
        drawn : whether the rules' constants are drawn, with which the start is solved; else the start has no chance
        """
        settled = (self.at_start and not drawn) or all(slot in fixed for slot in self.slots)
        return FIXED if settled else self.kind

    def values(self, series: SeriesOf) -> np.ndarray:
        """The outcome of each lane, the same bits whatever other lanes there are.

        Parameters
        ----------
        series : slot to float64 of shape (months + 1, lanes), row 0 the start; not written to

        Returns
        -------
        float64, shape (lanes,); NaN where a first month never comes
        """
        stack: Stack = []
        with np.errstate(all="ignore"):
            for operation in self.operations:
                operation.apply(stack, series)
        (value,) = stack
        return value


def compiled_outcome(text: str, layout: Layout, start: str, months: int) -> OutcomeProgram:
    """An outcome, read and checked.

    Parameters
    ----------
    text : in the language of outcomes
    layout : of the world it is read off
    start : first month of the run, such as 2022-01
    months : length of the run, at least 1

    Raises
    ------
    ExpressionError : with what is wrong and at which character
    """
    parser = OutcomeParser(text, layout, start, months)
    parser.whole()
    return OutcomeProgram(
        text, parser.unit or ONE, parser.kind, tuple(parser.slots), not parser.later, tuple(parser.operations)
    )


def standard_outcomes(layout: Layout, idle: Container[str] = ()) -> list[str]:
    """The outcomes that are read off every run.

    Parameters
    ----------
    idle : quantities of which the scenario has nothing
    """
    names = layout.names
    texts: list[str] = []
    for country in names.country:
        texts += [f"alignment[{country}]@end"]
        texts += [f"{quantity}[{country}]@mean" for quantity in ("alignment", "liability", "hedging_index")]
        texts += [f"governments[{country}]@end"]
    if "declared_rate" not in idle:
        texts += [f"declared_rate[{country}]@end" for country in names.country]
    for public in names.public:
        texts += [f"{answer}[{public}, {pole}]@end" for pole in names.pole for answer in ("ally", "adversary")]
    for act in names.act:
        for country in names.country:
            texts += [f"{act}[{country}]@end", f"first_month({act}[{country}])"]
    for pole in names.pole if "accession" not in idle else ():
        for country in names.country:
            progress = f"accession[{pole}, {country}]"
            texts += [f"{progress}@end", f"first_month({progress} >= 1)"]
    for dispute in names.dispute:
        tension = f"tension[{dispute}]"
        texts += [f"{tension}@mean", f"first_month({tension} > {TENSE})", f"sum(incident[{dispute}])"]
    if names.dispute:
        texts += ["average(tension)@mean"]
    texts += ["spread(alignment)@end"]
    for quantity in ("money_spent", "effort_spent"):
        texts += [f"{quantity}[{pole}]@end" for pole in names.pole]
    return texts
