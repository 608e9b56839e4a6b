"""Golden runs and sweeps: the shipped scenarios, compiled and in plain Python, and small sweeps read back to numbers.

`python -m tests.baselines.test_golden`, in the root of the project, prints them anew; a moved one needs a line in
CHANGES.md.
"""

import tempfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.trust.trial import EXPERIMENT, job_of, swept, written
from twochairs.ensemble.lanes import every_slot, run_lanes
from twochairs.ensemble.replicates import run_replicates
from twochairs.scenario.load import Scenario, load
from twochairs.world.rulebook import STANDARD

ROOT = Path(__file__).parents[2]
PARTS = ("base", "hindcast-events")  # extended by others, cannot run alone
REFERENCES = ("from-2024", "hindcast-2010")  # of South-East Asia
MONTHS, PLAIN_MONTHS = 84, 9
SEED = 11
RUNS = {
    "cheap-gas": "f81dfb0859e5f26d",
    "coalition-break": "dfa9d585837a2373",
    "contagion-punished": "2783b652f43ae604",
    "contagion-unpunished": "3c4c6361581a046e",
    "diversification": "d8964f427ca63bcd",
    "escalation-north": "0a51dfcfb5d02279",
    "free-media": "59761b0a8e8be5ae",
    "from-2024": "79eaad20075b720e",
    "gas-cutoff": "2728f225ccdaa6bc",
    "harder-line": "9a1b61bcaea77e0c",
    "hindcast-2006": "07e468b9536b7fff",
    "hindcast-2010": "2bc5c6d9d0f82b12",
    "kosovo-settlement": "6fb345b8c5af66ed",
    "montenegro-alliance": "f9cea213b7ad5373",
    "patron-trades-kosovo": "5f406dbecf1ebfd9",
    "serbia-2022": "5974bf8366f6dc15",
    "staged-accession": "65b439ac1a622c71",
}
SWEEPS = {
    "statistics": EXPERIMENT,
    "every run": EXPERIMENT.replace("months: all", "months: 3 months, series: all"),
    "a sample, each point with its own chance": """\
twochairs: 2
scenario: tiny.yaml
replicates: 5
seed: 3
common_random_numbers: false
design: {kind: sobol, points: 8}
factors:
  LEA.pressure: {from: 0, to: 1}
  parameters.inertia_rate: {from: 0.2, to: 2}
keep: {series: none}
""",
}
STORED = {
    "statistics": "ca19a584710b44b3",
    "every run": "435e268ee004450b",
    "a sample, each point with its own chance": "c8bce4b34b3cf9c1",
}


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def scenarios() -> list[str]:
    """Every scenario of the Balkans that runs by itself, and the references of the other case."""
    home = (path.stem for path in (ROOT / "scenarios" / "balkans").glob("*.yaml") if path.stem not in PARTS)
    return sorted([*home, *REFERENCES])


def loaded(name: str, months: int) -> Scenario:
    case = "south-east-asia" if name in REFERENCES else "balkans"
    return load(ROOT / "scenarios" / case / f"{name}.yaml", {"clock.months": str(months)})


def plain(scenario: Scenario) -> np.ndarray:
    """The first months in plain Python, shape (months + 1, slots)."""
    (series,) = run_replicates(scenario, 1, SEED)
    return series.values


def compiled(scenario: Scenario) -> np.ndarray:
    """Every month through the compiled engine, shape (months + 1, slots)."""
    return run_lanes(scenario, STANDARD, SEED, [0], every_slot(scenario.start()[0])).kept[:, :, 0]


def of_sweep(folder: Path, name: str) -> str:
    """The numbers of a sweep's runs and series, whatever library wrote them down."""
    out = folder / "out"
    swept(out, job_of(written(folder, SWEEPS[name])))
    parts = []
    for path in sorted(out.rglob("part-*.parquet")):
        table = pq.read_table(path)
        parts.append(f"{path.relative_to(out).as_posix()} {table.num_rows} {table.column_names}".encode())
        parts += [repr(column.to_pylist()).encode() for column in table.columns]
    return digest(b"\n".join(parts))


def test_there_are_enough() -> None:
    assert sorted(RUNS) == scenarios()
    assert len(RUNS) >= 12
    assert sorted(STORED) == sorted(SWEEPS)


@pytest.mark.parametrize("name", RUNS)
def test_every_number_of_a_run_is_the_stored_one(name: str) -> None:
    values = compiled(loaded(name, MONTHS))
    assert digest(np.ascontiguousarray(values).tobytes()) == RUNS[name]
    assert np.array_equal(plain(loaded(name, PLAIN_MONTHS)), values[: PLAIN_MONTHS + 1])


@pytest.mark.parametrize("name", STORED)
def test_every_number_of_a_sweep_is_the_stored_one(name: str, tmp_path: Path) -> None:
    assert of_sweep(tmp_path, name) == STORED[name]


def main() -> None:
    """Print what is computed now."""
    for name in scenarios():
        print(f'    "{name}": "{digest(np.ascontiguousarray(compiled(loaded(name, MONTHS))).tobytes())}",')
    for name in SWEEPS:
        with tempfile.TemporaryDirectory() as folder:
            print(f'    "{name}": "{of_sweep(Path(folder), name)}",')


if __name__ == "__main__":
    main()
