"""A live ensemble: a scenario under some settings, run at once, read as a result folder is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from twochairs.figures import read
from twochairs.results.arrays import Labels
from twochairs.results.checks import DIMS
from twochairs.results.described import described
from twochairs.results.earlier import ONE_POINT
from twochairs.results.result import Result
from twochairs.results.tables import TABLES, month_date
from twochairs.scenario.load import Scenario, Starts, ready
from twochairs.scenario.resolve import resolve, with_settings
from twochairs.version import __version__
from twochairs.world.layout import QUANTITIES
from twochairs.world.rulebook import STANDARD

REPLICATES, SEED = 100, 2022
MOVED = ", levers moved"
"""What the title of a scenario with other levers than its file's ends in."""
KEPT = (
    "alignment",
    "target",
    "contribution",
    "hedging_index",
    "ally",
    "partner",
    "rival",
    "adversary",
    "joined",
    "tension",
)
"""Quantities that the page shows."""


class LiveResult(Result):
    """Runs that are in memory alone; pictures and sentences read them as they read a folder.

    Attributes
    ----------
    scenario_run : what was run
    """

    def __init__(self, scenario: Scenario, replicates: int, seed: int, kept: Mapping[str, np.ndarray]) -> None:
        self.folder = Path(scenario.name)
        self.scenario_run = scenario
        self.manifest = {
            **described(scenario),
            "kind": "run",
            "name": scenario.name,
            **ONE_POINT,
            "outcomes": {},
            "runs": replicates,
            "run_hash": "live",
            "code_hash": STANDARD.hash,
            "seed": seed,
            "replicates": replicates,
            "versions": {"twochairs": __version__},
            "files": {},
        }
        layout, months = scenario.start()[0], scenario.case.clock.months + 1
        dates = [month_date(scenario.case.clock.start, t) for t in range(months)]
        self._labels = {"point": self.there, "replicate": np.arange(replicates), "month": np.array(dates, "M8[ns]")}
        for values in kept.values():
            values.flags.writeable = False
        self._names, self._values = layout.names, {name: values[None] for name, values in kept.items()}

    def _designed(self) -> pa.Table:
        return pa.table({"point": pa.array(self.there)})

    @property
    def series_tables(self) -> list[str]:
        """Names of the tables of series."""
        return sorted({TABLES[QUANTITIES[name].dims] for name in self._values})

    def _table_schema(self, table: str) -> pa.Schema:
        """Columns of a table; a live ensemble reads no outcomes off its runs."""
        if not table.startswith("series/"):
            return pa.schema([("point", pa.int32()), ("replicate", pa.int32())])
        names = [name for name in self._values if f"series/{TABLES[QUANTITIES[name].dims]}" == table]
        dims = ("replicate", *QUANTITIES[names[0]].dims)
        declared = [self.commodity.of(QUANTITIES[name]) for name in names]
        said = [{"unit": one.unit, "meaning": one.meaning} for one in declared]
        index = [pa.field("point", pa.int32()), pa.field("replicate", pa.int32()), pa.field("month", pa.date32())]
        agents = [pa.field(dim, pa.string()) for dim in dims[1:]]
        numbers = [pa.field(name, pa.float64(), metadata=of) for name, of in zip(names, said, strict=True)]
        return pa.schema([*index, *agents, *numbers])

    def _parts(
        self, table: str, columns: list[str] | None = None, points: Sequence[int] | None = None
    ) -> Iterator[pa.Table]:
        """A table made of what is in memory."""
        schema = self._table_schema(table)
        if table.startswith("series/"):
            names = [field.name for field in schema if field.metadata]
            labels, values = self._together(table.removeprefix("series/"), names)
            places = np.indices([len(of) for of in labels.values()]).reshape(len(labels), -1)
            index = {dim: of[place] for (dim, of), place in zip(labels.items(), places, strict=True)}
            made = pa.table({**index, **{name: of.reshape(-1) for name, of in values.items()}}).cast(schema)
        else:
            replicates = self._labels["replicate"]
            made = pa.table({"point": np.zeros_like(replicates), "replicate": replicates}).cast(schema)
        yield made if columns is None else made.select(columns)

    def _together(
        self, table: str, quantities: list[str], points: Sequence[int] | None = None
    ) -> tuple[Labels, dict[str, np.ndarray]]:
        """What is in memory, as it stands there."""
        agents = {dim: np.asarray(self._names.along(dim), dtype=object) for dim in DIMS[table]}
        return {**self._labels, **agents}, {name: self._values[name] for name in quantities}


def run_live(scenario: Scenario, replicates: int = REPLICATES, seed: int = SEED) -> LiveResult:
    """Run a scenario's replicates side by side, the same numbers as `twochairs run` has.

    Raises
    ------
    NotFinite : where a number of the world stops being finite
    """
    from twochairs.ensemble.lanes import run_lanes

    layout = scenario.start()[0]
    blocks = {name: layout.block(name) for name in KEPT}
    watched = np.concatenate([np.arange(block.start, block.stop) for block in blocks.values()])
    lanes = run_lanes(scenario, STANDARD, seed, list(range(replicates)), watched.astype(np.int64))
    every = lanes.kept
    kept: dict[str, np.ndarray] = {}
    start = 0
    for name, block in blocks.items():
        size = block.stop - block.start
        part = every[:, start : start + size, :].transpose(2, 0, 1)
        kept[name] = part.reshape(replicates, part.shape[1], *layout.shape[name])
        start += size
    return LiveResult(scenario, replicates, seed, kept)


@dataclass(frozen=True)
class Study:
    """A scenario as its file has it, and with some levers moved, under the same chance."""

    baseline: LiveResult
    altered: LiveResult

    @property
    def moved(self) -> bool:
        """Whether the two are different scenarios."""
        return self.altered is not self.baseline


def study(file: Path, settings: Mapping[str, str], replicates: int = REPLICATES) -> Study:
    """A scenario and what settings make of it.

    Parameters
    ----------
    settings : dotted path to value, as `--set` has it

    Raises
    ------
    InvalidInput : with every problem of the file or the settings
    NotFinite : where a number of the world stops being finite
    """
    opened = _opened(file, _stamp(file.parent))
    baseline = _baseline(opened, replicates)
    if not settings:
        return Study(baseline, baseline)
    altered = run_live(opened.scenario(dict(settings)), replicates)
    altered.manifest = {**altered.manifest, "title": f"{altered.title}{MOVED}"}
    return Study(baseline, altered)


class Opened:
    """A scenario's files, read once; what is solved on its reference is kept from one setting to the next."""

    def __init__(self, file: Path) -> None:
        self._resolved = resolve(file)
        self._starts = Starts(self._resolved)

    def scenario(self, settings: dict[str, str]) -> Scenario:
        """The scenario under some settings, the same as `load` gives.

        Raises
        ------
        InvalidInput : with every problem
        """
        return ready(with_settings(self._resolved, settings), self._starts)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file of a scenario does, for files are read again then."""
    there = (path for path in folder.iterdir() if path.suffix in (".yaml", ".yml", ".csv"))
    return tuple(sorted((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in there))


@lru_cache(4)
def _opened(file: Path, stamp: tuple[tuple[str, int, int], ...]) -> Opened:
    return Opened(file)


@lru_cache(4)
def _baseline(opened: Opened, replicates: int) -> LiveResult:
    return run_live(opened.scenario({}), replicates)


def medians(result: Result, countries: Sequence[str]) -> dict[str, np.ndarray]:
    """Median alignment of each state over runs, month by month."""
    alignment = read.series(result, "alignment")
    return {country: np.median(alignment.sel(country=country).to_numpy(), axis=0) for country in countries}


def as_settings(moved: Mapping[str, Any]) -> dict[str, str]:
    """Settings as text; those of all states first, so that those of one are not undone."""
    return {path: repr(float(moved[path])) for path in sorted(moved, key=lambda path: (path.count("."), path))}
