"""A6: runs that end their process every time are found, and they alone are given up."""

import shlex
from pathlib import Path

import pyarrow.parquet as pq

from tests.command import typed
from tests.long import FULL
from tests.trust.harm import farthest, harmful, rules_in
from tests.trust.processes import Trial
from tests.trust.trial import job_of, swept, told, written

POISON, REPLICATES, STEPS = (3, 20, (5, 4)) if FULL else (1, 5, (2, 2))
RUNS = REPLICATES * STEPS[0] * STEPS[1]
EXPERIMENT = f"""\
twochairs: 2
scenario: tiny.yaml
replicates: {REPLICATES}
seed: 11
common_random_numbers: false
set: {{clock.months: 12}}
factors:
  LEA.pressure: {{from: 0, to: 1, steps: {STEPS[0]}}}
  countries.ALD.gas.dependence: {{from: 0.2, to: 0.9, steps: {STEPS[1]}}}
outcomes:
  - alignment[ALD]@max
keep: {{series: all, quantities: [alignment], events: true}}
"""


def test_runs_that_end_their_process_are_found_and_no_other_is_blamed(tmp_path: Path) -> None:
    sound = tmp_path / "sound"
    swept(sound, job_of(written(tmp_path, EXPERIMENT)))
    limit, poisoned = farthest(sound, POISON)
    file, rules = written(tmp_path, harmful(EXPERIMENT, ends_above=limit)), rules_in(tmp_path)

    one = Trial(file, tmp_path / "out", ("--rules", str(rules)))
    said = one.end(code=3)

    assert f"{POISON} of {RUNS} runs failed:\n" in said
    plan = job_of(file, rules).plan
    failures = pq.read_table(one.out / "failures").to_pylist()
    assert [(row["point"], row["replicate"]) for row in failures] == poisoned
    for row in failures:
        assert row["kind"] == "killed"
        assert row["what"] == "its process was ended by SIGSEGV"
        assert row["seed"] == str(plan.noise_seed(row["point"]))
        assert {name: row[name] for name in plan.points[0]} == plan.points[row["point"]]
    others, whole = pq.read_table(one.out / "runs").to_pylist(), pq.read_table(sound / "runs").to_pylist()
    assert others == [row for row in whole if (row["point"], row["replicate"]) not in poisoned]

    for point, replicate in poisoned:
        (printed,) = [line for line in said.splitlines() if f"twochairs replay {one.out} {point}/{replicate}" in line]
        assert "it failed again: " in typed(*shlex.split(printed)[1:]).stdout
    told(
        "A6",
        f"{POISON} runs of {RUNS} end their process: {len(failures)} recorded as killed, the other {len(others)} equal",
    )
