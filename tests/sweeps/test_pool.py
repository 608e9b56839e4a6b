"""Workers: every task comes back once, whoever dies; none is left, and no handle either."""

import json
import os
import shlex
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from twochairs.errors import WorkersDie
from twochairs.sweeps import pool
from twochairs.sweeps.pool import in_processes, in_this_process, signal_name
from twochairs.sweeps.stop import Stop
from twochairs.sweeps.task import Blame, Task
from twochairs.sweeps.work import Receipt

STUB = Path(__file__).with_name("stub_worker.py")
REPLICATES = 8
HOW = "its process was ended by SIGKILL"
Swept = Callable[..., list[Receipt]]


def stands_for_python(folder: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have workers begun by a shell script of one line."""
    script = folder / "python"
    script.write_text(f"#!/bin/sh\n{line}\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))


@pytest.fixture
def swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Swept:
    """Sweep some points with stub workers."""
    # the first three words are -P -m twochairs.sweeps.worker
    line = f'shift 3; exec {shlex.quote(sys.executable)} -P {shlex.quote(str(STUB))} "$@"'
    stands_for_python(tmp_path, line, monkeypatch)
    (tmp_path / "marks").mkdir()

    def run(points: int, jobs: int = 2, stop: Stop | None = None, **told: Any) -> list[Receipt]:
        folder = json.dumps({"replicates": REPLICATES, "marks": str(tmp_path / "marks"), **told})
        tasks = [Task(point, range(REPLICATES)) for point in range(points)]
        return list(in_processes(folder, "hash", tasks, Blame(), jobs, stop or Stop()))

    return run


def points_of(receipts: list[Receipt]) -> list[int]:
    return sorted(receipt.task.point for receipt in receipts)


def handles() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def test_every_task_comes_back_once(swept: Swept) -> None:
    assert points_of(swept(20, jobs=3)) == list(range(20))


def test_no_process_and_no_handle_is_left(swept: Swept) -> None:
    before = handles()
    swept(4, kill_at=[0, 1, 2, 3])
    assert handles() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_worker_that_dies_at_a_task_takes_nothing_with_it(swept: Swept) -> None:
    receipts = swept(6, kill_at=[0, 3, 5])
    assert points_of(receipts) == list(range(6))
    assert {receipt.task.point: receipt.task.tried for receipt in receipts} == {0: 1, 1: 0, 2: 0, 3: 1, 4: 0, 5: 1}
    assert not any(receipt.task.killed for receipt in receipts)


def test_runs_that_end_their_process_are_found(swept: Swept) -> None:
    receipts = swept(3, poison={"1": [2, 7]})
    assert {receipt.task.point: receipt.task.killed for receipt in receipts} == {0: (), 1: ((2, HOW), (7, HOW)), 2: ()}


def test_an_error_is_told_as_it_is(swept: Swept) -> None:
    assert {receipt.task.point: receipt.error for receipt in swept(2, errors={"1": "no space"})} == {
        0: "",
        1: "no space",
    }


def test_no_more_workers_than_tasks(swept: Swept, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    worker = pool._Worker

    def counted(*given: Any) -> Any:
        begun.append(given)
        return worker(*given)

    monkeypatch.setattr(pool, "_Worker", counted)
    swept(2, jobs=16)
    assert len(begun) == 2


def test_once_asked_to_stop_nothing_is_begun(swept: Swept) -> None:
    stop = Stop()
    stop.ask(signal.SIGINT)
    assert swept(3, stop=stop) == []


def test_what_runs_when_asked_to_stop_has_some_time_and_no_more(swept: Swept, monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(Stop):
        """Asked to stop once a task is at work."""

        @property
        def asked(self) -> int:
            return int(any(one.task is not None for one in workers))

        @asked.setter
        def asked(self, value: int) -> None: ...

    workers: list[Any] = []
    worker = pool._Worker

    def kept(*given: Any) -> Any:
        workers.append(worker(*given))
        return workers[-1]

    monkeypatch.setattr(pool, "_Worker", kept)
    assert points_of(swept(5, jobs=1, stop=Later(), slow=0.3)) == [0]
    monkeypatch.setattr(pool, "GRACE", 0.2)
    workers.clear()
    assert swept(5, jobs=1, stop=Later(), slow=600) == []
    assert all(one.process.poll() is not None for one in workers)


def test_leaving_early_ends_the_workers(swept: Swept, tmp_path: Path) -> None:
    folder = json.dumps({"replicates": REPLICATES, "marks": str(tmp_path / "marks")})
    coming = in_processes(folder, "hash", [Task(point, range(REPLICATES)) for point in range(50)], Blame(), 2, Stop())
    next(coming)
    coming.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_workers_that_never_begin_are_told_and_no_run_is_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands_for_python(tmp_path, "exit 7", monkeypatch)
    with pytest.raises(WorkersDie) as caught:
        list(in_processes("folder", "hash", [Task(0, range(1))], Blame(), 2, Stop()))
    assert str(caught.value) == (
        "worker processes keep ending before they have begun: its process ended with code 7\n"
        "  hint: is there enough memory, and room for more processes? what was done is kept; run this again"
    )


def test_a_worker_that_cannot_be_begun_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = handles()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "missing"))
    with pytest.raises(WorkersDie, match="before they have begun: no such file or directory\n"):
        list(in_processes("folder", "hash", [Task(0, range(1))], Blame(), 2, Stop()))
    assert handles() == before


def test_signals_are_as_they_were_once_a_worker_is_begun(swept: Swept) -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    swept(1)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before


def test_in_this_process_tasks_come_back_in_order_until_asked_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "receipt_of", lambda folder, sweep_hash, task: Receipt(task))
    stop, came = Stop(), []
    for receipt in in_this_process("folder", "hash", [Task(point, range(REPLICATES)) for point in range(5)], stop):
        came.append(receipt.task.point)
        if len(came) == 2:
            stop.ask(signal.SIGTERM)
    assert came == [0, 1]


def test_a_signal_without_a_name_has_its_number() -> None:
    assert signal_name(signal.SIGSEGV) == "SIGSEGV"
    assert signal_name(4000) == "signal 4000"
