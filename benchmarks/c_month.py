"""The engine against the month written by hand in C, compiled with gcc and called with the world's arrays."""

import ctypes
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import kept_slots, shipped
from benchmarks.engine import SEED, months_of
from benchmarks.table import Row, Table, side_by_side, speed
from twochairs.engine.compiled import Keys
from twochairs.ensemble.lanes import keys_of
from twochairs.ensemble.runs import LANES
from twochairs.world.rulebook import STANDARD
from twochairs.world.world import World

SOURCE = Path(__file__).with_name("month.c")
FLAGS = ("-O3", "-march=native", "-fno-fast-math", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math")
"""None of them changes a bit; the last two let comparisons and roots be vectorised."""
SWITCHES = ("EXPONENT_BITS", "ZEROS_SKIPPED")
"""What month.c can be compiled with besides; neither changes a bit."""
PHASES = (
    "draws",
    "timeline and policies",
    "bids and energy",
    "footholds",
    "opinion",
    "disputes",
    "elections",
    "threats",
    "target",
    "alignment",
    "acts",
    "declarations",
    "accession",
    "record",
    "finite check",
    "kept slots",
)
"""What `months` in month.c takes the time of, in its order."""
_SIZES = ("lanes", "slots", "draws", "countries", "poles", "publics", "disputes", "acts", "events", "policies")
_KINDS = {np.dtype(np.float64): ctypes.c_double, np.dtype(np.int64): ctypes.c_int64}


@dataclass(frozen=True)
class CMonth:
    """A compiled month.c.

    Attributes
    ----------
    library : as loaded
    members : what it takes of a world, in order: name, and whether it is an array
    """

    library: ctypes.CDLL
    members: tuple[tuple[str, bool], ...]

    def months(
        self, world: World, draws: Keys, watched: np.ndarray, kept: np.ndarray, seconds: np.ndarray | None = None
    ) -> np.ndarray:
        """Run a world from its start, as `twochairs.engine.compiled.Kernel.months` does.

        Parameters
        ----------
        seconds : float64, shape (phase,), to which the time of each of PHASES is added
        """
        spoiled = np.zeros(world.lanes, dtype=np.int64)
        self.library.months(
            ctypes.byref(self._world(world)),
            ctypes.byref(_sizes(world)),
            ctypes.c_uint64(draws.seed),
            *(_address(keys) for keys in (draws.stream, draws.agent, draws.replicate)),
            ctypes.c_int64(draws.noise),
            _address(watched),
            ctypes.c_int64(len(watched)),
            _address(kept),
            ctypes.c_int64(len(kept) - 1),
            _address(spoiled),
            None if seconds is None else _address(seconds),
        )
        return spoiled

    def _world(self, world: World) -> ctypes.Structure:
        kinds = [(name, ctypes.c_void_p if array else ctypes.c_double) for name, array in self.members]
        structure = type("world", (ctypes.Structure,), {"_fields_": kinds})()
        for name, array in self.members:
            value = _member(world, name)
            setattr(structure, name, value.ctypes.data if array else value)
        return structure


def _member(world: World, name: str) -> Any:
    """`state_alignment` is world.state.alignment; the arrays are plain and without gaps."""
    group, _, member = name.partition("_")
    value = getattr(getattr(world, group), member) if member else getattr(world, group)
    if isinstance(value, np.ndarray):
        assert value.flags.c_contiguous and value.dtype in _KINDS, name
    return value


def _sizes(world: World) -> ctypes.Structure:
    sizes = type("sizes", (ctypes.Structure,), {"_fields_": [(name, ctypes.c_int64) for name in _SIZES]})
    state = world.state
    counts = (state.alignment, state.news, world.profile.share, state.tension, world.profile.open, state.event_fired)
    return sizes(
        world.lanes,
        len(world.values),
        len(world.chance.every),
        *(len(array) for array in counts),
        len(state.policy_fired),
    )


def _address(array: np.ndarray) -> ctypes.c_void_p:
    assert array.flags.c_contiguous
    return ctypes.c_void_p(array.ctypes.data)


def gcc() -> str | None:
    """Where gcc is, if it is."""
    return shutil.which("gcc")


@lru_cache(4)
def c_month(*switches: str) -> CMonth:
    """Compile month.c with some of its SWITCHES, and load it."""
    compiler = gcc()
    assert compiler is not None
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "month.so"
        more = [f"-D{switch}" for switch in switches]
        subprocess.run([compiler, *FLAGS, *more, "-fPIC", "-shared", "-o", made, SOURCE], check=True)
        return CMonth(ctypes.CDLL(str(made)), _members(SOURCE.read_text("utf-8")))


def _members(source: str) -> tuple[tuple[str, bool], ...]:
    """The fields of `struct world`."""
    found = re.search(r"struct world \{(.*?)\n\};", source, re.DOTALL)
    assert found is not None
    fields = [
        field.strip() for line in found[1].split(";") for field in re.sub(r"^\s*(double|whole)", "", line).split(",")
    ]
    return tuple((field.lstrip("*"), field.startswith("*")) for field in fields if field)


ENGINE = "engine"
FEW = 64
VARIANTS: dict[str, tuple[str, ...]] = {"C": (), "C, exponent bits": SWITCHES[:1], "C, zeros skipped too": SWITCHES}
_NOTES = {
    "C": "all phases, merged where they go over the same agents; every loop over lanes vectorised",
    "C, exponent bits": "as well, a power of two is put together from its exponent",
    "C, zeros skipped too": "as well, ties of 0 in all lanes, elections and rounds that are not due are left out",
}


def tables(rounds: int) -> list[Table]:
    """Every row of this group, at the engine's number of lanes and at fewer."""
    title = "The engine against a month written by hand in C with SIMD"
    if gcc() is None:
        rows: tuple[Row, ...] = (Row("C", "no gcc here", bar=0.8),)
        return [Table(title, "country-months/s", "engine over the row", rows)]
    rows = tuple(row for lanes in (LANES, FEW) for row in _rows(lanes, rounds))
    return [Table(title, "country-months/s", "engine over the row, one thread each", rows), _phases(rounds)]


def _rows(lanes: int, rounds: int) -> list[Row]:
    runs = {ENGINE: STANDARD.kernel.months} | {name: c_month(*given).months for name, given in VARIANTS.items()}
    speeds = side_by_side({name: months_of(run, shipped(), lanes) for name, run in runs.items()}, rounds)
    rows = [Row(f"{ENGINE}, {lanes} lanes", speed(speeds[ENGINE]))]
    for name in VARIANTS:
        bar = 0.8 if name == "C" else None
        ratios = speeds[ENGINE] / speeds[name]
        rows.append(Row(f"{name}, {lanes} lanes", speed(speeds[name]), ratios, bar, _NOTES[name]))
    return rows


def _phases(rounds: int) -> Table:
    """Where the C month spends its time."""
    plain, quick = (np.array([_seconds(*switches) for _ in range(rounds)]) for switches in ((), SWITCHES))
    rows = tuple(
        Row(phase, f"{1e6 * np.median(plain[:, i]):.1f}", plain[:, i] / quick[:, i]) for i, phase in enumerate(PHASES)
    )
    title = f"Where the month in C spends its time, {LANES} lanes"
    return Table(title, "microseconds a month", "C over C with exponent bits and zeros skipped", rows)


def _seconds(*switches: str) -> np.ndarray:
    """Seconds a month by phase."""
    scenario, watched = shipped(), kept_slots(shipped())
    months, seconds = scenario.case.clock.months, np.zeros(len(PHASES))
    kept = np.zeros((months + 1, len(watched), LANES))
    world = scenario.world(LANES, wrap=lambda array: array)[1]
    c_month(*switches).months(world, keys_of(scenario, SEED, list(range(LANES))), watched, kept, seconds)
    return seconds / months
