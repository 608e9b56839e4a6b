"""B6: a worker of other code or another library refuses before its first run."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.trust.trial import AGAIN, EXPERIMENT, job_of, told, written
from twochairs.errors import CannotWrite
from twochairs.sweeps import chunk, runner
from twochairs.sweeps.job import Job, _sealed, versions
from twochairs.sweeps.job import job_of as job_as_read
from twochairs.sweeps.pool import in_this_process

OTHERS: dict[str, dict[str, str]] = {name: {name: "9.9.9"} for name in versions()} | {"code": {}}


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return job_of(written(tmp_path, EXPERIMENT))


@pytest.mark.parametrize("what", OTHERS)
def test_a_worker_of_another_version_is_refused_before_its_first_run(
    what: str, job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver began the sweep; what differs differs where the worker is."""
    out = tmp_path / "out"

    def elsewhere(folder: str, key: str, tasks: Any, stop: Any) -> Any:
        job_as_read.cache_clear()
        with monkeypatch.context() as there:
            there.setattr(chunk, "run_lanes", lambda *given: pytest.fail("a run began"))
            there.setattr(chunk, "run_plain", lambda *given: pytest.fail("a run began"))
            if what == "code":
                there.setattr("twochairs.world.rulebook.code_hash", lambda: "0" * 64)
                there.delitem(vars(job.rulebook), "hash", raising=False)
            else:
                there.setattr("twochairs.sweeps.job.versions", lambda: {**versions(), **OTHERS[what]})
            yield from in_this_process(folder, key, tasks, stop)

    with pytest.raises(CannotWrite) as error:
        runner.sweep(out, job, elsewhere, AGAIN)
    assert f"{out} belongs to other versions: " in str(error.value)
    assert list((out / "chunks").iterdir()) == []
    told("B6", f"a worker of another {what} refused before its first run")


def test_a_worker_that_reads_another_plan_is_refused(job: Job, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def elsewhere(folder: str, key: str, tasks: Any, stop: Any) -> Any:
        job_as_read.cache_clear()
        data = json.loads((out / "plan.json").read_text())
        data.pop("checksum")
        data["plan"]["experiment"]["seed"] = 8
        (out / "plan.json").write_text(_sealed(data))
        yield from in_this_process(folder, key, tasks, stop)

    with pytest.raises(CannotWrite, match="belongs to other versions: its plan has been changed"):
        runner.sweep(out, job, elsewhere, AGAIN)
    assert list((out / "chunks").iterdir()) == []
