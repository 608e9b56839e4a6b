"""Tasks on a cluster: what is done about each way in which one comes back."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from twochairs.errors import ClusterGone, NotPossible
from twochairs.sweeps.cluster import connected, on_cluster
from twochairs.sweeps.stop import Stop
from twochairs.sweeps.task import Blame, Task
from twochairs.sweeps.work import Receipt

distributed = pytest.importorskip("distributed")
KilledWorker = __import__("distributed.scheduler", fromlist=["KilledWorker"]).KilledWorker


class Cluster:
    """A client whose tasks come back at once, as a function of the task says."""

    def __init__(self, how: Callable[[Task], Any]) -> None:
        self.how, self.status, self.given = how, "running", []

    def nthreads(self) -> dict[str, int]:
        return {"one": 1}

    def submit(self, function: Any, folder: str, key: str, task: Task, pure: bool) -> Any:
        self.given.append(task)
        came = self.how(task)
        if isinstance(came, OSError):
            raise came
        status = came if isinstance(came, str) else "error" if isinstance(came, Exception) else "finished"
        future = SimpleNamespace(status=status, exception=lambda: came, result=lambda: Receipt(task, 20))
        future.add_done_callback = lambda called: called(future)
        return _Hashed(future)


class _Hashed:
    def __init__(self, future: Any) -> None:
        self.__dict__.update(vars(future))
        self.add_done_callback = lambda called: called(self)


def killed() -> Any:
    return KilledWorker("task", SimpleNamespace(address="tcp://1"), 3)


def run(cluster: Cluster, points: int = 3, stop: Stop | None = None) -> list[Receipt]:
    return list(
        on_cluster(cluster, "out", "hash", [Task(point, range(4)) for point in range(points)], Blame(), stop or Stop())
    )


def test_every_task_comes_back_once() -> None:
    assert [receipt.task.point for receipt in run(Cluster(lambda task: None), 9)] == list(range(9))


def test_an_error_is_a_receipt() -> None:
    (receipt,) = run(Cluster(lambda task: ModuleNotFoundError("No module named 'twochairs'")), 1)
    assert receipt.error == "ModuleNotFoundError: No module named 'twochairs'"


def test_a_point_that_kills_its_worker_is_run_without_the_run_at_fault() -> None:
    def how(task: Task) -> Any:
        left = task.probe or tuple(one for one in range(4) if one not in dict(task.killed))
        return killed() if task.point == 1 and 2 in left else None

    receipts = run(Cluster(how))
    assert [receipt.task.killed for receipt in receipts if receipt.task.point == 1] == [((2, "its worker was killed"),)]
    assert sorted(receipt.task.point for receipt in receipts) == [0, 1, 2]


def test_what_the_scheduler_lets_go_of_is_given_again() -> None:
    seen: list[int] = []

    def how(task: Task) -> Any:
        seen.append(task.point)
        return "cancelled" if seen.count(task.point) == 1 else None

    assert sorted(receipt.task.point for receipt in run(Cluster(how))) == [0, 1, 2]


@pytest.mark.parametrize("after", ["cancelled", "error"])
def test_a_receipt_whose_worker_dies_before_it_is_fetched_is_made_again(after: str) -> None:
    """Such a task counts as finished, is done again, and fails while its receipt is waited for."""
    cluster, lost = Cluster(lambda task: None), [False]
    submit = cluster.submit

    def submit_and_lose(*given: Any, **named: Any) -> Any:
        future = submit(*given, **named)
        if not lost[0]:

            def result() -> Receipt:
                future.status, lost[0] = after, True
                future.exception = killed
                raise killed()

            future.result = result
        return future

    cluster.submit = submit_and_lose  # type: ignore[method-assign]
    receipts = run(cluster)
    assert lost[0]
    assert [receipt.task.killed for receipt in receipts] == [()] * 3
    assert sorted(receipt.task.point for receipt in receipts) == [0, 1, 2]


@pytest.mark.parametrize("status", ["cancelled", "lost"])
def test_a_lost_connection_is_told(status: str) -> None:
    cluster = Cluster(lambda task: status)
    cluster.status = "connecting"
    with pytest.raises(ClusterGone) as error:
        run(cluster)
    assert str(error.value) == (
        "the Dask cluster does not answer any more: the connection is lost\n"
        "  hint: what was done is kept; see to the scheduler, then run the same command again"
    )


def test_a_closed_connection_is_told() -> None:
    with pytest.raises(ClusterGone, match="does not answer any more: stream is closed\n"):
        run(Cluster(lambda task: OSError("stream is closed")))


def test_once_asked_to_stop_nothing_more_is_given() -> None:
    stop, cluster = Stop(), Cluster(lambda task: None)
    coming = on_cluster(cluster, "out", "hash", [Task(point, range(4)) for point in range(30)], Blame(), stop)
    next(coming)
    stop.ask(2)
    given = len(cluster.given)
    assert len(list(coming)) == given - 1
    assert len(cluster.given) == given < 10


@pytest.mark.parametrize("address", ["local:", "local:0", "local:x", "local:²", "local:1025", "local:" + "9" * 5000])
def test_what_is_no_cluster(address: str) -> None:
    with pytest.raises(NotPossible) as error, connected(address):
        pass
    assert str(error.value) == f"{address} is no cluster\n  hint: local:2 gives two worker processes on this machine"


def test_what_is_no_address() -> None:
    with pytest.raises(NotPossible) as error, connected("nonsense://1"):
        pass
    assert str(error.value).startswith("nonsense://1 does not answer: ")
    assert str(error.value).endswith("\n  hint: it is the scheduler's address")
