"""Lever settings that were run, every one in every world: what each run gave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from twochairs.errors import NotPossible
from twochairs.experiment.plan import Plan
from twochairs.experiment.settings import Setting
from twochairs.results.result import Result

_MOST_FAILED = 0.01
"""Share of runs that may have come to no end."""


@dataclass(frozen=True)
class Tried:
    """Lever settings and their runs.

    Attributes
    ----------
    levers : names, in the order of the values of a setting
    settings : those that were run
    generation : in which of a search each was, from 0, shape (settings,)
    worlds : values of the factors at each point of theirs, which with a draw of the constants is a world
    draws : of the constants, at least 1
    runs : outcome to what each run gave, shape (settings, world points, draws, runs of a world)
    left_out : settings with a run that failed, which are among none of these
    constants : of each draw, by name; empty where nothing is drawn
    """

    levers: tuple[str, ...]
    settings: tuple[Setting, ...]
    generation: np.ndarray
    worlds: tuple[dict[str, Any], ...]
    draws: int
    runs: dict[str, np.ndarray]
    left_out: int = 0
    constants: tuple[dict[str, float], ...] = ({},)

    @property
    def world_count(self) -> int:
        """Worlds that each setting met."""
        return len(self.worlds) * self.draws

    @property
    def run_count(self) -> int:
        """Runs in all."""
        return int(next(iter(self.runs.values())).size)

    @property
    def of_a_world(self) -> int:
        """Runs of a setting in one world."""
        return int(next(iter(self.runs.values())).shape[-1])

    def means(self, outcome: str) -> np.ndarray:
        """An outcome in each world, mean over its runs, shape (settings, worlds)."""
        runs = self.runs[outcome]
        return np.asarray(runs.mean(axis=-1).reshape(len(runs), -1))

    def some(self, places: Sequence[int]) -> "Tried":
        """Some of the settings."""
        runs = {text: values[list(places)] for text, values in self.runs.items()}
        settings = tuple(self.settings[place] for place in places)
        return replace(self, settings=settings, generation=self.generation[list(places)], runs=runs, left_out=0)

    def with_more(self, more: "Tried") -> "Tried":
        """These and those of another generation, in the same worlds."""
        runs = {text: np.concatenate([values, more.runs[text]]) for text, values in self.runs.items()}
        generation = np.concatenate([self.generation, more.generation])
        left_out = self.left_out + more.left_out
        settings = self.settings + more.settings
        return replace(self, settings=settings, generation=generation, runs=runs, left_out=left_out)


def levers_of(plan: Plan) -> tuple[str, ...]:
    """Names of the factors of a plan that somebody decides."""
    return tuple(factor.name for factor in plan.factors if factor.name not in plan.experiment.factors)


def tried(result: Result, plan: Plan, outcomes: Sequence[str], generation: int = 0) -> Tried:
    """The runs of a sweep of lever settings.

    Parameters
    ----------
    plan : whose levers and factors it has
    outcomes : that are read
    generation : of the search

    Raises
    ------
    NotPossible : where it is not whole, too many runs failed, or an outcome has no value in some run
    """
    _check(result)
    levers = levers_of(plan)
    rows = list(zip(*(result.design[name].tolist() for name in levers), strict=True))
    settings = tuple(dict.fromkeys(rows))
    points = len(rows) // len(settings)
    others = [name for name in result.factors if name not in levers]
    worlds = tuple(result.design[others].iloc[:points].to_dict("records")) if others else ({},)
    failed = result.failures["point"].to_numpy() if result.manifest["failed"] else np.array([], dtype=int)
    whole = ~np.isin(np.arange(len(settings)), failed // points)
    if not whole.any():
        raise NotPossible(f"every lever setting of {result.folder} has a run that failed")
    draws = int(result.manifest["parameters"]["draws"]) if result.drawn else 1
    runs = {text: _runs(result, text, (len(settings), points), draws)[whole] for text in outcomes}
    for text, values in runs.items():
        _check_defined(text, values)
    kept = tuple(one for one, ended in zip(settings, whole, strict=True) if ended)
    left_out = int((~whole).sum())
    generations = np.full(len(kept), generation)
    return Tried(levers, kept, generations, worlds, draws, runs, left_out, plan.draws.values)


def _runs(result: Result, text: str, shape: tuple[int, int], draws: int) -> np.ndarray:
    """An outcome, shape (settings, world points, draws, runs): replicate r has draw r % draws."""
    values = np.asarray(result.outcome(text).to_numpy(), dtype=float)
    return np.moveaxis(values.reshape(*shape, -1, draws), -1, -2)


def _check(result: Result) -> None:
    manifest = result.manifest
    if not result.complete:
        raise NotPossible(
            f"{result.folder} has {len(result.there):,} of {result.points:,} points, and lever settings are compared "
            "in all worlds\n  hint: run the same command again, and it goes on where it was"
        )
    if manifest["failed"] > _MOST_FAILED * manifest["runs"]:
        raise NotPossible(
            f"{manifest['failed']:,} of {manifest['runs']:,} runs of {result.folder} failed, too many to leave out\n"
            "  hint: `twochairs status` tells them; mend the cause and run the same again"
        )


def _check_defined(text: str, values: np.ndarray) -> None:
    defined = np.isfinite(values)
    if not defined.all():
        raise NotPossible(
            f"{text} has a value in {100 * defined.mean():.0f} % of runs alone, so that it is no objective\n"
            "  hint: what never comes can be compared, as in `first_month(...) <= 24`, which is 1 or 0 in every run"
        )
