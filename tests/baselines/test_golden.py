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
    "cheap-gas": "5201323c08a39713",
    "coalition-break": "d54b7aa15e66c161",
    "contagion-punished": "a07ad055d8ec4304",
    "contagion-unpunished": "ea7143c056561af0",
    "diversification": "9147f39f90f3f06b",
    "escalation-north": "82e24e5204c0e79d",
    "free-media": "00aa1829f3b9d2b9",
    "from-2024": "40ec77b594b74d36",
    "gas-cutoff": "874600badac0228e",
    "harder-line": "42ac46537fb136fc",
    "hindcast-2006": "0deee62b1f429c60",
    "hindcast-2010": "47615973e2ecdc74",
    "kosovo-settlement": "148a131578758f7a",
    "montenegro-alliance": "1a58b27d8d74fa0b",
    "patron-trades-kosovo": "795b2627b867901c",
    "serbia-2022": "67a7960221b09504",
    "staged-accession": "b1066ebd240d930e",
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
    "statistics": "570569311b0053d4",
    "every run": "1a906c0c2eee05b2",
    "a sample, each point with its own chance": "746e049d0672c380",
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
