"""Small sweeps with names that try to break pictures, one of each design, made once."""

from pathlib import Path

import pytest

import twochairs
from tests.results.sweeps import swept
from twochairs.results.result import Result
from twochairs.sweeps.runner import Shard

from ..conftest import HIDDEN, LONG, MATHS, SCRIPT

TITLE = f"{MATHS} {SCRIPT} {HIDDEN}"
COMMON = f"""
title: "{TITLE}"
months: 12
seed: 7
outcomes: ["alignment[AAA]@end", "vote_within[BBB, 9]", "first_month(alignment[AAA] > 0.1)", "gas_bill[AAA]@mean"]
"""
PRESSED = f'"{MATHS}": {{path: NORTH.pressure.AAA, from: 0, to: 1'
GAS = f"{HIDDEN}: {{path: SOUTH.gas_discount, from: 0, to: 0.8"
LONG_FACTOR = f'"{LONG[:200]}": {{path: countries.BBB.alignment, from: -0.6, to: 0.2'
SWITCH = f'"{SCRIPT}": {{path: switches.threat, values: [true, false]'
TEXTS = {
    "grid": f"replicates: 6\nfactors:\n  {PRESSED}, steps: 5}}\n  {GAS}, steps: 4}}\nfigures: [heatmap, tornado]\n",
    "three": f"replicates: 3\nfactors:\n  {PRESSED}, steps: 2}}\n  {LONG_FACTOR}, steps: 3}}\n  {SWITCH}}}\n",
    "one": f"replicates: 3\nkeep: {{series: all, events: true}}\nfactors:\n  {PRESSED}, steps: 3}}\n",
    "one-at-a-time": (
        f"replicates: 4\ndesign: {{kind: one-at-a-time}}\nfactors:\n  {PRESSED}, steps: 3}}\n"
        f"  {LONG_FACTOR}, steps: 3}}\n  {SWITCH}}}\n"
    ),
    "morris": (
        f"replicates: 2\ndesign: {{kind: morris, trajectories: 4}}\nfactors:\n  {PRESSED}}}\n  {GAS}}}\n"
        f"  {LONG_FACTOR}}}\n"
    ),
    "latin-hypercube": (
        "replicates: 1\nkeep: {series: none}\ndesign: {kind: latin-hypercube, points: 64}\nfactors:\n"
        f"  {PRESSED}}}\n  {GAS}}}\n  world.hub_level: {{from: 100, to: 1000, scale: log}}\n  {SWITCH}}}\n"
    ),
    "list": "replicates: 2\ndesign: {kind: list}\nfactors:\n  scenario: [tiny.yaml, variant.yaml]\n",
}
"""Name of a sweep to its experiment."""


@pytest.fixture(scope="session")
def folders(scenarios: Path) -> dict[str, Path]:
    """The folder of each sweep."""
    return {name: swept(scenarios / name, scenarios / "tiny.yaml", COMMON + text) for name, text in TEXTS.items()}


@pytest.fixture(scope="session")
def sweeps(folders: dict[str, Path]) -> dict[str, Result]:
    return {name: twochairs.open(folder) for name, folder in folders.items()}


@pytest.fixture(scope="session")
def half(scenarios: Path) -> Path:
    """The folder of a sweep of which every second point is there."""
    return swept(scenarios / "half", scenarios / "tiny.yaml", COMMON + TEXTS["grid"], Shard(1, 2))


@pytest.fixture(scope="session")
def other(scenarios: Path) -> Result:
    """A sweep of the design of `grid`, where money is spent."""
    text = COMMON + TEXTS["grid"] + "set: {NORTH.aid.AAA: 3.0}\n"
    return twochairs.open(swept(scenarios / "other", scenarios / "tiny.yaml", text))
