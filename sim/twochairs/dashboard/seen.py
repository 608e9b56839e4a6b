"""What was observed of a scenario's states, as the figures of its runs show it."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from twochairs.figures import observed
from twochairs.results.described import labels_of, sources_of
from twochairs.scenario.load import Scenario

if TYPE_CHECKING:
    import pandas as pd

DIGITS = 4


@dataclass(frozen=True)
class _Told:
    """What `figures.observed` asks of a result, of a scenario that has not run."""

    scenario: Scenario

    @property
    def manifest(self) -> dict[str, Any]:
        return {"name": self.scenario.name}

    @cached_property
    def sources(self) -> "pd.DataFrame":
        import pandas as pd

        return pd.read_csv(BytesIO(sources_of(self.scenario)), keep_default_na=False, dtype=str)

    def label(self, dim: str, key: str) -> str:
        return labels_of(self.scenario.case)[dim][key]


def seen(scenario: Scenario) -> dict[str, Any]:
    """Observed figures of each state within a run's months.

    Returns
    -------
    alignment, declared : state to a list of [first month, last month, value]; months count from the start, which is 0,
        and a first month may lie before it; alignment from -1 to 1, shares of declarations from 0 to 1
    note : how ideal points stand on the axis, and whose start does not stand there; "" where there are none
    """
    told, clock = _Told(scenario), scenario.case.clock
    start = np.datetime64(clock.start, "M") - 1
    months = start + np.arange(clock.months + 1)

    def found(what: observed.Figures) -> dict[str, list[list[float]]]:
        every = {key: what(told, key, months) for key in scenario.case.countries}
        return {key: _rows(each, start) for key, each in every.items() if len(each)}

    alignment = found(observed.ideal_points)
    return {
        "alignment": alignment,
        "declared": found(observed.rates) if scenario.case.declarations.per_year else {},
        "note": " ".join(observed.how_placed(told, list(alignment))) if alignment else "",
    }


def _rows(figures: observed.Observed, start: np.datetime64) -> list[list[float]]:
    first, last = ((each - start).astype(int).tolist() for each in (figures.first, figures.last))
    return [list(one) for one in zip(first, last, figures.low.round(DIGITS).tolist(), strict=True)]
