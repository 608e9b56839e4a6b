"""A7: runs that never end are kept as timeouts, and the others finish."""

from pathlib import Path
from time import monotonic

import pyarrow.parquet as pq

from tests.command import typed
from tests.long import FULL
from tests.trust.harm import farthest, harmful, rules_in
from tests.trust.trial import command, job_of, swept, told, written

HUNG, REPLICATES = (5, 50) if FULL else (2, 6)
LIMIT = 2.0
EXPERIMENT = f"""\
twochairs: 2
scenario: tiny.yaml
replicates: {REPLICATES}
seed: 11
common_random_numbers: false
set: {{clock.months: 6}}
factors:
  LEA.pressure: [0.2, 0.3]
outcomes:
  - alignment[ALD]@max
keep: {{series: all, quantities: [alignment]}}
"""


def test_runs_that_never_end_are_kept_as_timeouts_and_no_other(tmp_path: Path) -> None:
    out, sound = tmp_path / "out", tmp_path / "sound"
    swept(sound, job_of(written(tmp_path, EXPERIMENT)))
    limit, endless = farthest(sound, HUNG)
    path = written(tmp_path, harmful(EXPERIMENT, waits_above=limit))
    started = monotonic()
    words = ("--rules", rules_in(tmp_path), "--out", out, "--jobs", "2", "--time-limit", str(LIMIT))
    run = command("sweep", path, *words)
    seconds = monotonic() - started
    assert run.returncode == 3, run.stderr
    failures = pq.read_table(out / "failures").to_pandas()
    assert list(zip(failures["point"], failures["replicate"], strict=True)) == endless
    assert failures["kind"].tolist() == ["timeout"] * HUNG
    assert failures["what"].tolist() == ["it ran for more than 2 s"] * HUNG
    others, whole = pq.read_table(out / "runs").to_pylist(), pq.read_table(sound / "runs").to_pylist()
    assert others == [row for row in whole if (row["point"], row["replicate"]) not in endless]
    told(
        "A7",
        f"{HUNG} of {2 * REPLICATES} runs never end: kept as timeouts at {LIMIT:g} s, {len(others)} equal; "
        f"{seconds:.0f} s",
    )


def test_a_limit_that_no_run_meets_changes_no_byte_and_without_workers_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, EXPERIMENT)
    refused = typed("sweep", path, "--out", tmp_path / "none", "--jobs", "0", "--time-limit", "9")
    assert refused.returncode == 1
    assert refused.stderr.endswith(
        "a time limit is kept by worker processes of this machine\n  hint: give --jobs 1 or more\n"
    )
    assert not (tmp_path / "none" / "chunks").exists()
