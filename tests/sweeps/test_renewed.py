"""Worker jobs that have ended are submitted anew: when, and when it is given up. Slurm's answers are made up."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("distributed")

from twochairs.errors import WorkersDie
from twochairs.sweeps import renewed
from twochairs.sweeps.cluster import on_cluster
from twochairs.sweeps.renewed import Renewed, refusal
from twochairs.sweeps.stop import Stop
from twochairs.sweeps.task import Blame, Task

WHY = "jobs in Slurm come to nothing; what they said is in logs"


class Cluster:
    """Two jobs, of one worker or of some; `submitted` counts all that were."""

    def __init__(self, group: list[str] | None = None) -> None:
        self.worker_spec = {name: {"group": group} if group else {} for name in ("a", "b")}
        self.workers: dict[str, Any] = {}
        self.submitted, self.refuses, self.trouble = 0, "", ""
        self.scheduler = SimpleNamespace(workers={})
        self.submit()

    def submit(self) -> None:
        for name in self.worker_spec.keys() - self.workers.keys():
            self.submitted += 1
            self.workers[name] = SimpleNamespace(job_id=None if self.refuses else f"{name}{self.submitted}")
        if self.refuses:
            raise RuntimeError(self.refuses)

    def __await__(self) -> Any:
        self.submit()
        return self
        yield

    def there(self, *names: str) -> None:
        self.scheduler.workers = {number: SimpleNamespace(name=name) for number, name in enumerate(names)}

    @property
    def queue(self) -> set[str]:
        return {job.job_id for job in self.workers.values()}


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Look once at a cluster's jobs, of which some are in Slurm's queue."""
    monkeypatch.setattr(renewed, "_ASK", 0.0)

    def looked(keeper: Renewed, queue: set[str] | None) -> None:
        async def answer() -> set[str] | None:
            return queue

        monkeypatch.setattr(renewed, "_queue", answer)
        asyncio.run(keeper.adapt())

    return looked


def keeper_of(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Renewed:
    monkeypatch.setattr(
        renewed.Adaptive, "__init__", lambda self, cluster, **options: setattr(self, "cluster", cluster)
    )
    monkeypatch.setattr(renewed.Adaptive, "stop", lambda self, reason: None)
    return Renewed(cluster, logs="logs")


@pytest.mark.parametrize("group", [None, ["-0", "-1"]])
def test_a_job_whose_workers_have_ended_is_submitted_anew(
    group: list[str] | None, look: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster(group)
    keeper = keeper_of(cluster, monkeypatch)
    first, last = (f"a{group[0]}", f"b{group[1]}") if group else ("a", "b")
    cluster.there(first, last)
    look(keeper, set())  # the workers are there: the queue is not asked
    assert cluster.submitted == 2
    cluster.there(last)
    look(keeper, cluster.queue)  # its job runs still
    assert cluster.submitted == 2
    look(keeper, {cluster.workers["b"].job_id})
    assert (cluster.submitted, cluster.trouble, keeper.vain) == (3, "", 0)


def test_jobs_that_wait_are_left_to_wait(look: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = Cluster()
    keeper = keeper_of(cluster, monkeypatch)
    for _ in range(20):
        look(keeper, cluster.queue)
    look(keeper, None)  # Slurm does not answer
    assert (cluster.submitted, cluster.trouble) == (2, "")


def test_jobs_that_end_before_their_workers_begin_are_given_up(look: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = Cluster()
    keeper = keeper_of(cluster, monkeypatch)
    look(keeper, set())
    look(keeper, set())
    assert (cluster.submitted, cluster.trouble) == (6, "")
    look(keeper, set())
    assert cluster.trouble == WHY
    cluster.there("a")
    look(keeper, cluster.queue)
    assert cluster.trouble == ""


def test_a_cluster_in_trouble_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    client: Any = SimpleNamespace(
        cluster=SimpleNamespace(trouble=WHY), nthreads=dict, submit=lambda *given, **named: _Waiting()
    )
    with pytest.raises(WorkersDie) as error:
        list(on_cluster(client, "out", "hash", [Task(0, range(4))], Blame(), Stop()))
    assert str(error.value) == (
        f"worker processes keep ending before they have begun: {WHY}\n"
        "  hint: is there enough memory, and room for more processes? what was done is kept; run this again"
    )


def test_once_asked_to_stop_nobody_waits_for_workers_that_are_not_there() -> None:
    client: Any = SimpleNamespace(cluster=None, nthreads=dict, submit=lambda *given, **named: _Waiting())
    stop = Stop()
    coming = on_cluster(client, "out", "hash", [Task(0, range(4))], Blame(), _asked_later(stop))
    assert list(coming) == []


class _Waiting:
    """A future that does not come."""

    def add_done_callback(self, called: Any) -> None:
        pass


def _asked_later(stop: Stop) -> Any:
    """A `Stop` that is asked once tasks were handed over."""
    answers = iter([0, 0])

    class Later:
        @property
        def asked(self) -> int:
            return next(answers, 1)

    assert stop.asked == 0
    return Later()


def test_a_refusal_later_on_is_tried_again_and_then_told(look: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = Cluster()
    keeper = keeper_of(cluster, monkeypatch)
    cluster.there("a", "b")
    look(keeper, set())
    cluster.there()
    cluster.refuses = "stderr:\nsbatch: error: QOSMaxSubmitJobPerUserLimit\n"
    for _ in range(4):
        look(keeper, set())
        assert cluster.trouble == ""
    look(keeper, set())
    assert cluster.trouble == "Slurm takes no job: QOSMaxSubmitJobPerUserLimit"


def test_what_sbatch_said() -> None:
    error = RuntimeError(
        "Command exited with non-zero exit code.\nExit code: 1\nCommand:\nsbatch /tmp/x.sh\nstdout:\n\nstderr:\n"
        "sbatch: error: invalid partition specified: nonsense\n"
        "sbatch: error: Batch job submission failed: Invalid partition name specified\n\n"
    )
    taken, other = SimpleNamespace(job_id="7", status="running"), SimpleNamespace(job_id=None, status="created")
    cluster = SimpleNamespace(workers={"a": taken, "b": other})
    assert refusal(cluster, error) == (
        "Slurm takes no job: invalid partition specified: nonsense; "
        "Batch job submission failed: Invalid partition name specified"
    )
    assert (taken.status, other.status.name) == ("running", "failed")
    assert refusal(cluster, RuntimeError("no words of sbatch")) == "Slurm takes no job: no words of sbatch"
