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
    "cheap-gas": "5ebe1b50c2b4ec93",
    "coalition-break": "836f291cfaaf3592",
    "contagion-punished": "1ca62c747c6a7f3f",
    "contagion-unpunished": "11276cd5664f339d",
    "diversification": "b8c4032746df9347",
    "escalation-north": "2987220ef071a8a5",
    "free-media": "17eb3fd210e20697",
    "from-2024": "c7996a3857b7e771",
    "gas-cutoff": "b7f66fc65f2a2f44",
    "harder-line": "d1a3376682988e64",
    "hindcast-2006": "c4e6089ce3ed58e1",
    "hindcast-2010": "ffbbaf154f4da265",
    "kosovo-settlement": "01f1ebc03f879b96",
    "montenegro-alliance": "5c43db6d2d02a9aa",
    "patron-trades-kosovo": "01da0800c4718146",
    "serbia-2022": "65f6c5e078613878",
    "staged-accession": "8ae0cc9744b217f6",
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
    "statistics": "a00a41a12a2b5a7a",
    "every run": "ed5e425cd4f1ed63",
    "a sample, each point with its own chance": "90d1b2fb85fb4532",
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
