"""What must come of a point: its scenario spelt out in files of its own and run month by month in plain Python."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tests.differential.experiments import Point, Steps, Trial, Value, placed, write_yaml
from tests.differential.outcomes import World
from tests.differential.scenarios import Data, month_number
from tests.world.running import stepped
from tests.world.strategies import month_text
from twochairs.scenario.load import Scenario, load
from twochairs.world.layout import QUANTITIES, Layout

Labels = dict[str, list[Any]]


@dataclass
class Expected:
    """A point of a trial, by itself.

    Attributes
    ----------
    number : of the point
    draws : the rules' constants of each draw; a single empty one without draws
    """

    trial: Trial
    folder: Path
    number: int
    point: Point
    draws: list[dict[str, float]]

    @property
    def replicates(self) -> int:
        """Runs of the point."""
        return int(self.trial.experiment["replicates"])

    @property
    def seed(self) -> int:
        """The root of its chance: the experiment's, or its own where points do not share theirs."""
        seed = int(self.trial.experiment["seed"])
        if self.trial.experiment.get("common_random_numbers", True):
            return seed
        digest = blake2b(f"{seed} {self.number}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") % 2**63

    def file(self, draw: int = 0) -> Path:
        """The point's scenario as files: what its items and texts are, then what is laid over it, then constants."""
        own = self.trial.file_of(self.point)
        name, data = f"flat-{own}", self.trial.files[own]
        settings = self.trial.settings(self.point)
        inside = [one for one in settings if one[0][0] in ("timeline", "policies")]
        over = {dotted(steps): value for steps, value in settings if steps[0] not in ("timeline", "policies")}
        set_already = self.constants_set
        over |= {f"parameters.{key}": value for key, value in self.draws[draw].items() if key not in set_already}
        stem = f"point-{self.number}-{draw}"
        if inside:
            items = _changed_items(data, inside)
            name = self._written(f"{stem}-items.yaml", name, items, {}).name
        return self._written(f"{stem}.yaml", name, {}, over)

    @property
    def constants_set(self) -> set[str]:
        """The rules' constants that the scenario, the experiment or a factor sets; they are not drawn."""
        own = self.trial.files[self.trial.file_of(self.point)].get("parameters", {})
        return set(own) | {steps[1] for steps, _ in self.trial.settings(self.point) if steps[0] == "parameters"}

    def _written(self, name: str, extends: str, data: Data, over: Data) -> Path:
        head: Data = {"twochairs": 2, "extends": extends} | data
        return write_yaml(self.folder / name, head | ({"overrides": over} if over else {}))

    @cached_property
    def scenarios(self) -> list[Scenario]:
        """The scenario under each draw."""
        return [load(self.file(draw)) for draw in range(len(self.draws))]

    @cached_property
    def runs(self) -> np.ndarray:
        """Every number of every run, shape (replicate, month, slot): plain Python, month by month."""
        count, found = len(self.draws), {}
        for draw, scenario in enumerate(self.scenarios):
            replicates = list(range(draw, self.replicates, count))
            if replicates:
                values = stepped(scenario, [self.chance(replicate) for replicate in replicates], self.seed)
                found |= dict(zip(replicates, np.moveaxis(values, -1, 0), strict=True))
        return np.stack([found[replicate] for replicate in range(self.replicates)])

    def chance(self, replicate: int) -> int:
        """What a replicate's chance is keyed by: no two share it."""
        return replicate

    @cached_property
    def layout(self) -> Layout:
        """Where each number lives."""
        return self.scenarios[0].start()[0]

    def series(self, quantity: str) -> np.ndarray:
        """A quantity, shape (replicate, month, agents flat)."""
        return self.runs[:, :, self.layout.block(quantity)]

    @cached_property
    def worlds(self) -> list[World]:
        """Every run by names."""
        start, _ = self.trial.months(self.point)
        labels = [(quantity, agents) for quantity in QUANTITIES for agents in self.layout.labels(quantity)]
        return [World(dict(zip(labels, run.T.tolist(), strict=True)), start) for run in self.runs]

    @property
    def months(self) -> list[str]:
        """Every month, the one before the clock's start first."""
        start, length = self.trial.months(self.point)
        return [month_text(number) for number in range(start - 1, start + length)]

    def events(self) -> list[tuple[Any, ...]]:
        """What happened: replicate, month, kind, name, country."""
        return sorted(event for replicate, world in enumerate(self.worlds) for event in self._events(replicate, world))

    def _events(self, replicate: int, world: World):
        for (quantity, agents), values in world.series.items():
            kind = {"event_fired": "random event", "policy_fired": "policy", "incident": "incident"}.get(quantity)
            for t in range(1, len(values)):
                before, now = values[t - 1], values[t]
                if kind is not None and now > 0.0:
                    yield replicate, self.months[t], kind, agents[0], ""
                elif quantity == "governments" and now > before:
                    yield replicate, self.months[t], "change of government", "", agents[0]
                elif quantity == "joined" and now > before:
                    yield replicate, self.months[t], "act", *agents
                elif quantity == "accession" and now >= 1.0 > before:
                    yield replicate, self.months[t], "membership", *agents


def dotted(steps: Steps) -> str:
    """A place as a dotted path."""
    return ".".join(steps)


def _changed_items(data: Data, settings: list[tuple[Steps, Value]]) -> Data:
    """The items of lists that settings reach, whole."""
    changed = data
    for steps, value in settings:
        changed = placed(changed, steps, value)
    reached = {steps[:2] for steps, _ in settings}
    return {
        section: [item for item in changed[section] if (section, item["name"]) in reached]
        for section in {section for section, _ in reached}
    }


def array_of(table: pd.DataFrame, labels: Labels, column: str) -> np.ndarray:
    """A tidy table's column as an array, by the names in it; every place must be there, and once.

    Parameters
    ----------
    labels : key column to its labels in order
    """
    codes = []
    for name, of in labels.items():
        there = {label: place for place, label in enumerate(of)}
        codes.append(np.array([there[label] for label in table[name]], dtype=np.intp))
    shape = tuple(len(of) for of in labels.values())
    assert len(table) == int(np.prod(shape)), f"{column}: {len(table)} rows for {shape}"
    values = np.full(shape, np.nan)
    values[tuple(codes)] = table[column].to_numpy()
    counted = np.zeros(shape, dtype=int)
    np.add.at(counted, tuple(codes), 1)
    assert (counted == 1).all()
    return values


def month_of(dates: Any) -> list[str]:
    """Dates of a table as months."""
    return [f"{date.year:04d}-{date.month:02d}" for date in dates]


def same(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays hold the same bits; every NaN is one, and so are both zeros."""
    return bool(np.array_equal(one, other, equal_nan=True))


__all__ = ["Expected", "array_of", "month_number", "month_of", "same"]
