"""B5, A3: jobs of a Slurm cluster that reach their time limit, are queued again or run side by side lose nothing.

Needs a Slurm cluster that this machine submits to, whose nodes see its temporary folder: one machine is enough.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.long import FULL
from tests.trust.processes import WATCHED, Trial, awaited, begin, same, trial
from tests.trust.trial import command, told


def _none() -> str:
    """Why there is no Slurm cluster to try, if there is none."""
    if not FULL:
        return "minutes of a cluster, in the long form alone"
    if shutil.which("sbatch") is None:
        return "there is no sbatch: this machine submits to no Slurm cluster"
    asked = subprocess.run(["sinfo", "--noheader"], capture_output=True, text=True, check=False)
    return "" if asked.returncode == 0 else f"Slurm does not answer: {asked.stderr.strip()}"


WHY = _none()
pytestmark = pytest.mark.skipif(bool(WHY), reason=WHY)

MONTHS, REPLICATES, STEPS = 240, 1000, 20
"""A sweep of some minutes on two processors."""
PATIENCE = 3600.0
"""Seconds that jobs may wait and run; nothing is measured by it."""
ENDED = re.compile(r"stopped: (\d+) of (\d+) points are done and kept\n  go on with: (.*)\n")
LIMIT, LIVED = "DUE TO TIME LIMIT", "Reason: worker-lifetime-reached"
"""What a job's log says where Slurm ended it, and where its worker had left the cluster by itself."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    one = trial(tmp_path_factory.mktemp("undisturbed"), MONTHS, REPLICATES, STEPS)
    ended = begin(one.words(), one.file.parent)
    ended.communicate(timeout=PATIENCE)
    assert ended.returncode == 0
    return one


def submitted(one: Trial, words: str, *directives: str) -> str:
    """Submit a command as a job that writes to job.log: its number."""
    environment = {"PYTHONPATH": os.pathsep.join([str(WATCHED), os.environ["PYTHONPATH"]]), "COLUMNS": "200"}
    script = one.file.parent / "job.sh"
    script.write_text(f"#!/bin/bash\n{words}\n")
    log = ["--open-mode=append", "--output=job.log", "--parsable"]
    done = subprocess.run(
        ["sbatch", *log, *directives, str(script)],
        cwd=one.file.parent,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def shown(job: str) -> dict[str, str]:
    """What Slurm says of a job."""
    said = subprocess.run(["scontrol", "show", "job", job], capture_output=True, text=True, check=True).stdout
    return dict(word.split("=", 1) for word in said.split() if "=" in word)


def over(job: str) -> dict[str, str]:
    """Wait for the end of a job."""
    until = time.monotonic() + PATIENCE
    while (state := shown(job))["JobState"] in ("PENDING", "RUNNING", "COMPLETING", "CONFIGURING", "REQUEUED"):
        assert time.monotonic() < until, state
        time.sleep(1.0)
    return state


def words_of(one: Trial, *others: str) -> str:
    return shlex.join([sys.executable, "-m", "twochairs", *one.words(jobs=1), *others])


def test_workers_end_before_their_jobs_and_no_point_is_lost(undisturbed: Trial, tmp_path: Path) -> None:
    one = trial(tmp_path, MONTHS, REPLICATES, STEPS)
    begun = tmp_path / "begun"
    process = begin(
        ["sweep", str(one.file), "--out", str(one.out), "--dask", "slurm:2"],
        tmp_path,
        DASK_JOBQUEUE__SLURM__WALLTIME="00:01:00",
        TWOCHAIRS_BEGUN=str(begun),
    )
    since = time.monotonic()
    out, err = process.communicate(timeout=PATIENCE)
    seconds = time.monotonic() - since
    assert process.returncode == 0, err
    assert "Traceback" not in err
    logs = [path.read_text() for path in (tmp_path / "slurm-logs").glob("*.err")]
    lived = sum(LIVED in text for text in logs)
    killed = sum("KilledWorker" in text for text in (out, err, *logs))
    limits = [text.partition(LIMIT)[0] for text in logs if LIMIT in text]
    served = [text for text in limits if LIVED not in text]
    again = len(set(begun.read_text().splitlines())) - STEPS**2
    same(one.out, undisturbed.out)
    assert (killed, served) == (0, [])
    assert lived >= 4
    assert again <= lived
    told(
        "B5",
        f"{len(logs)} jobs of 60 s in {seconds:.0f} s, {lived} workers left in time, "
        f"{len(limits)} of their jobs ended at the limit: "
        f"{STEPS**2} points, 0 lost, 0 KilledWorker, {again} begun twice, no other byte",
    )


def test_a_job_at_its_limit_is_submitted_again_and_goes_on(undisturbed: Trial, tmp_path: Path) -> None:
    one = trial(tmp_path, MONTHS, REPLICATES, STEPS)
    log, jobs, done = tmp_path / "job.log", 0, []
    while not one.packed:
        state = over(submitted(one, f"srun {words_of(one)}", "--time=00:01:00"))
        jobs += 1
        assert "Traceback" not in log.read_text()
        if state["JobState"] != "COMPLETED":
            assert state["JobState"] == "TIMEOUT"
            found = ENDED.findall(log.read_text())
            assert len(found) == jobs
            done.append(int(found[-1][0]))
            assert done[-1] == len(one.committed)
    assert jobs > 1
    assert done == sorted(done)
    same(one.out, undisturbed.out)
    told("A3", f"{jobs - 1} jobs ended by Slurm at 60 s with {done} of {STEPS**2} points; the last ended the sweep")


def test_a_job_that_is_queued_again_goes_on(undisturbed: Trial, tmp_path: Path) -> None:
    one = trial(tmp_path, MONTHS, REPLICATES, STEPS)
    job = submitted(one, f"srun {words_of(one)}", "--requeue", "--time=02:00:00")
    awaited(lambda: one.committed)
    before = one.committed
    subprocess.run(["scontrol", "requeue", job], check=True)
    state = over(job)
    assert (state["JobState"], state["Restarts"]) == ("COMPLETED", "1")
    same(one.out, undisturbed.out)
    told("A3", f"queued again with {len(before)} points done: the same job ended the sweep, no other byte")


def test_an_array_of_shares_is_joined(undisturbed: Trial, tmp_path: Path) -> None:
    one = trial(tmp_path, MONTHS, REPLICATES, STEPS)
    share = words_of(one).replace(shlex.quote(str(one.out)), f"{tmp_path}/share-$SLURM_ARRAY_TASK_ID")
    job = submitted(one, f"srun {share} --shard $SLURM_ARRAY_TASK_ID/3", "--array=1-3", "--time=02:00:00")
    assert all(over(f"{job}_{number}")["JobState"] == "COMPLETED" for number in (1, 2, 3))
    joined = command("merge", *(tmp_path / f"share-{number}" for number in (1, 2, 3)), "--out", one.out)
    assert joined.returncode == 0, joined.stderr
    same(one.out, undisturbed.out)
    told("A3", "3 shares of an array, joined: no other byte")
