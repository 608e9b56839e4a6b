"""Lever settings over worlds as their answer's tables have them, for figures."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.results.answers import Answer
    from twochairs.results.result import Result

FRONT, UNDECIDED, OFF = "front", "undecided", "off"
"""How a setting stands: on the front, off it, or neither can be told."""


@dataclass(frozen=True)
class Decided:
    """The settings of an answer that were run again.

    Attributes
    ----------
    answer : that has them
    """

    answer: "Answer"

    @cached_property
    def settings(self) -> "pd.DataFrame":
        """A row a setting."""
        return self.answer.table("settings")

    @cached_property
    def metrics(self) -> "pd.DataFrame":
        """A row an objective."""
        return self.answer.table("metrics")

    @property
    def objectives(self) -> list[str]:
        """Their names."""
        return [str(name) for name in self.metrics["objective"]]

    @cached_property
    def of_outcome(self) -> dict[tuple[str, str], str]:
        """Outcome and whether it is to be high or low, to the first objective that is of it."""
        found: dict[tuple[str, str], str] = {}
        for row in self.metrics.to_dict("records"):
            found.setdefault((str(row["outcome"]), str(row["wanted"])), str(row["objective"]))
        return found

    @property
    def levers(self) -> list[str]:
        """Their names, as in the experiment."""
        first = self.settings.columns.tolist()
        return [str(name) for name in first[1 : first.index(self.objectives[0])]]

    @property
    def standing(self) -> np.ndarray:
        """How each stands, shape (settings,)."""
        return np.asarray(self.settings["standing"].tolist())

    def better_high(self, objective: str) -> bool:
        """Whether a high number of an objective is the better one."""
        return bool(self.metrics["better"].tolist()[self.objectives.index(objective)] == "high")

    def said(self, objective: str) -> str:
        """An objective with its summary, and which way is better."""
        row: dict[str, Any] = self.metrics.to_dict("records")[self.objectives.index(objective)]
        return f"{objective}, {row['over_worlds']} ({row['better']} is better)"

    @property
    def called(self) -> list[str]:
        """Each setting by its number."""
        return [f"setting {number}" for number in self.settings["setting"].tolist()]


def of(result: "Result") -> Decided:
    """The settings of a result's answer; raises NotPossible where there is none."""
    return Decided(result.answer("robust"))
