"""A6: runs that end their process every time are found, and they alone are given up."""

import shlex
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.long import FULL
from tests.trust.processes import Trial, begin, ended
from tests.trust.trial import told, written
from twochairs.experiment.plan import load_experiment

POISON, REPLICATES, STEPS = (3, 20, (5, 4)) if FULL else (1, 5, (2, 2))
RUNS = REPLICATES * STEPS[0] * STEPS[1]
EXPERIMENT = f"""\
twochairs: 1
scenario: tiny.yaml
replicates: {REPLICATES}
seed: 11
common_random_numbers: false
set: {{clock.months: 12}}
factors:
  LEA.pressure: {{from: 0, to: 1, steps: {STEPS[0]}}}
  countries.ALD.gas.dependence: {{from: 0.2, to: 0.9, steps: {STEPS[1]}}}
outcomes:COUNTRIES
keep: {{quantities: [alignment], months: all, events: true}}
"""
RULES = '''\
"""The package's step of alignment, but a state that comes too far ends the process."""

from math import sqrt

from twochairs.rules.elementary import clip, exp, toward

_numbers = __import__("numpy").arange(4.0)


def alignment_step(alignment, target, inertia_rate, volatility, shock, dt):
    decay = exp(-2.0 * inertia_rate * dt)
    spread = volatility * sqrt((1.0 - decay) / (2.0 * inertia_rate))
    step = clip(toward(alignment, target, inertia_rate, dt) + spread * shock, -1.0, 1.0)
    if step > TOO_FAR:
        return _numbers[int(1.0e14 * (1.0 + step))]
    return step
'''


def _experiment(countries: Iterable[str]) -> str:
    return EXPERIMENT.replace("COUNTRIES", "".join(f"\n  - alignment[{country}]@max" for country in countries))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """The same experiment by the package's own rules."""
    folder = tmp_path_factory.mktemp("sound")
    file = written(folder, _experiment(["ALD"]))
    countries = load_experiment(file).scenario(0).names.country
    written(folder, _experiment(countries))
    one = Trial(file, folder / "out")
    one.end()
    return one


def test_runs_that_end_their_process_are_found_and_no_other_is_blamed(sound: Trial, tmp_path: Path) -> None:
    table = pq.read_table(sound.out / "runs" / "part-0000.parquet").to_pandas()
    furthest = table.filter(like="alignment").max(axis=1)
    limits = np.sort(furthest.to_numpy())[::-1]
    assert limits[POISON - 1] > limits[POISON]
    rules = tmp_path / "rules.py"
    rules.write_text(RULES.replace("TOO_FAR", repr(float((limits[POISON - 1] + limits[POISON]) / 2))))
    poisoned = table[furthest > limits[POISON]]

    one = Trial(sound.file, tmp_path / "out", ("--rules", str(rules)))
    said = one.end(code=3)

    assert f"{POISON} of {RUNS} runs failed:\n" in said
    failures = pq.read_table(one.out / "failures" / "part-0000.parquet").to_pandas()
    key, factors = ["point", "replicate"], ["LEA.pressure", "countries.ALD.gas.dependence"]
    for name in [*key, *factors]:
        assert failures[name].tolist() == poisoned[name].tolist()
    assert failures["kind"].tolist() == ["killed"] * POISON
    assert failures["what"].tolist() == ["its process was ended by SIGSEGV"] * POISON
    plan = load_experiment(one.file)
    assert failures["seed"].tolist() == [str(plan.noise_seed(point)) for point in failures["point"]]
    others = pq.read_table(one.out / "runs" / "part-0000.parquet").to_pandas()
    assert others.equals(table.drop(poisoned.index).reset_index(drop=True))

    for point, replicate in zip(failures["point"], failures["replicate"], strict=True):
        (typed,) = [line for line in said.splitlines() if f"twochairs replay {one.out} {point}/{replicate}" in line]
        assert "it failed again: " in ended(begin(shlex.split(typed)[1:], tmp_path))
    told(
        "A6",
        f"{POISON} runs of {RUNS} end their process: {len(failures)} recorded as killed, the other {len(others)} equal",
    )
