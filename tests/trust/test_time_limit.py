"""A7: runs that never end are kept as timeouts, and the others finish."""

from pathlib import Path
from time import monotonic

import pyarrow.parquet as pq

from tests.long import FULL
from tests.trust.trial import command, job_of, swept, told, written

HUNG, REPLICATES = (5, 100) if FULL else (2, 12)
LIMIT = 2.0
EXPERIMENT = f"""\
twochairs: 1
scenario: tiny.yaml
replicates: {REPLICATES}
seed: 11
set: {{clock.months: 6}}
factors:
  LEA.pressure: [0.2, 0.3]
outcomes:
  - alignment[ALD]@max
  - alignment[BEL]@max
  - alignment[CAS]@max
keep: {{series: none}}
"""
RULES = '''\
"""The package's step of alignment, but one that comes too far never ends."""

from math import sqrt

from twochairs.rules.elementary import clip, exp, toward


def alignment_step(alignment, target, inertia_rate, volatility, shock, dt):
    decay = exp(-2.0 * inertia_rate * dt)
    spread = volatility * sqrt((1.0 - decay) / (2.0 * inertia_rate))
    step = clip(toward(alignment, target, inertia_rate, dt) + spread * shock, -1.0, 1.0)
    waiting = step
    while waiting > TOO_FAR:
        waiting = waiting + 0.5 * shock * shock
    return step
'''


def experiment_of(folder: Path) -> Path:
    """An experiment that reads off every country there is."""
    path = written(folder, EXPERIMENT.split("outcomes:")[0] + "keep: {series: none}\n")
    countries = job_of(path).plan.scenario(0).names.country
    outcomes = "".join(f"\n  - alignment[{country}]@max" for country in countries)
    return written(folder, EXPERIMENT.split("outcomes:")[0] + f"outcomes:{outcomes}\nkeep: {{series: none}}\n")


def test_runs_that_never_end_are_kept_as_timeouts_and_no_other(tmp_path: Path) -> None:
    path, out = experiment_of(tmp_path), tmp_path / "out"
    swept(tmp_path / "sound", job_of(path))
    sound = pq.read_table(tmp_path / "sound" / "runs").to_pandas()
    furthest = sound.filter(like="alignment").max(axis=1)
    limits = sorted(furthest, reverse=True)
    rules = tmp_path / "rules.py"
    rules.write_text(RULES.replace("TOO_FAR", repr(float((limits[HUNG - 1] + limits[HUNG]) / 2))))
    started = monotonic()
    run = command("sweep", path, "--rules", rules, "--out", out, "--jobs", "2", "--time-limit", str(LIMIT))
    seconds = monotonic() - started
    assert run.returncode == 3, run.stderr
    failures = pq.read_table(out / "failures").to_pandas()
    assert failures["replicate"].tolist() == sound["replicate"][furthest > limits[HUNG]].tolist()
    assert failures["kind"].tolist() == ["timeout"] * HUNG
    assert failures["what"].tolist() == ["it ran for more than 2 s"] * HUNG
    others = pq.read_table(out / "runs").to_pandas()
    assert others.equals(sound[furthest <= limits[HUNG]].reset_index(drop=True))
    told(
        "A7",
        f"{HUNG} of {REPLICATES} runs never end: kept as timeouts at {LIMIT:g} s, {len(others)} equal; {seconds:.0f} s",
    )


def test_a_limit_that_no_run_meets_changes_no_byte_and_without_workers_is_refused(tmp_path: Path) -> None:
    path = experiment_of(tmp_path)
    refused = command("sweep", path, "--out", tmp_path / "none", "--jobs", "0", "--time-limit", "9")
    assert refused.returncode == 1
    assert refused.stderr.endswith(
        "a time limit is kept by worker processes of this machine\n  hint: give --jobs 1 or more\n"
    )
    assert not (tmp_path / "none" / "chunks").exists()
