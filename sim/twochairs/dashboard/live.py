"""A live ensemble: a scenario under some settings, run at once, read as a result folder is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from twochairs.figures import read
from twochairs.results.result import Result
from twochairs.results.store import described
from twochairs.results.tables import month_date
from twochairs.scenario.load import Scenario, Starts, ready
from twochairs.scenario.resolve import resolve, with_settings
from twochairs.version import __version__
from twochairs.world.layout import QUANTITIES, Layout
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
_TABLES = {
    "countries": ("alignment", "target", "hedging_index"),
    "contributions": ("contribution",),
    "public_poles": ("ally", "partner", "rival", "adversary"),
    "acts": ("joined",),
    "disputes": ("tension",),
}


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
            "run_hash": "live",
            "code_hash": STANDARD.hash,
            "seed": seed,
            "replicates": replicates,
            "versions": {"twochairs": __version__},
            "files": {},
        }
        layout, months = scenario.start()[0], scenario.case.clock.months + 1
        dates = pd.to_datetime([month_date(scenario.case.clock.start, t) for t in range(months)]).to_numpy()
        for table, quantities in _TABLES.items():
            read.remember(self, table, _dataset(layout, {name: kept[name] for name in quantities}, dates))

    @property
    def runs(self) -> pd.DataFrame:
        """Numbers of the runs; a live ensemble reads no outcomes off them."""
        return pd.DataFrame({"replicate": np.arange(int(self.manifest["replicates"]))})


def _dataset(layout: Layout, arrays: Mapping[str, np.ndarray], dates: np.ndarray) -> xr.Dataset:
    dims = QUANTITIES[next(iter(arrays))].dims
    agents = {dim: np.asarray(layout.names.along(dim), dtype=object) for dim in dims}
    replicates = np.arange(len(next(iter(arrays.values()))))
    every = ("replicate", "month", *dims)
    return xr.Dataset(
        {name: (every, values) for name, values in arrays.items()},
        coords={"replicate": replicates, "month": dates, **agents},
    )


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
