"""B2, B4, D10: Dask workers and schedulers that are killed lose nothing; on one machine nothing is open to others."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.command import typed
from tests.long import FULL
from tests.trust.trial import AGAIN, EXPERIMENT, content, job_of, swept, told, written
from twochairs.sweeps import cluster, runner
from twochairs.sweeps.cluster import connected, on_cluster
from twochairs.sweeps.job import Job
from twochairs.sweeps.task import Blame

pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

POINTS = (50, 20) if FULL else (10, 6)
LONG = EXPERIMENT.replace("steps: 4", f"steps: {POINTS[0]}").replace("steps: 3}", f"steps: {POINTS[1]}}}")
LONG = LONG.replace("replicates: 20", "replicates: 100")
ALLOWED = (0, 3, 1000) if FULL else (0,)
SCHEDULERS = 20 if FULL else 1
WORKERS = 4 if FULL else 2
KILLED, PAUSES = (1000, (0.7, 3.0)) if FULL else (2, (0.2, 0.5))
"""How many workers are killed at most, and seconds between."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("project"), LONG)


@pytest.fixture(scope="module")
def job(path: Path) -> Job:
    return job_of(path)


@pytest.fixture(scope="module")
def sound(job: Job, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("sound") / "out"
    swept(out, job)
    return content(out) | {"sources.csv": b""}


def same(out: Path, sound: dict[str, bytes]) -> bool:
    """Whether a result of the command is what the sweep in this process gave; it alone has the table of sources."""
    found = content(out)
    apart = ("sources.csv", "plan.json", "manifest.json", "checksums.txt")
    return (
        all(found[name] == data for name, data in sound.items() if name not in apart) and found.keys() == sound.keys()
    )


@contextmanager
def killing(client: Any, chance: random.Random, committed: list[int]) -> Iterator[list[int]]:
    """Kill a worker process of a cluster, one that has begun to work, every now and then.

    Something is committed between two kills: where workers were killed faster than they begin, none would come to
    anything, and the runs they are at would be blamed.
    """
    over, killed, points = threading.Event(), [], set[int]()

    def kill() -> None:
        while len(killed) < KILLED and not over.wait(chance.uniform(*PAUSES)):
            there = {worker["name"] for worker in client.scheduler_info(n_workers=-1)["workers"].values()}
            nannies = [nanny for name, nanny in client.cluster.workers.items() if name in there]
            pids = [nanny.process.pid for nanny in nannies if nanny.process and nanny.process.pid]
            if not pids or len(committed) in points:
                continue
            with suppress(ProcessLookupError):
                os.kill(pid := chance.choice(pids), signal.SIGKILL)
                killed.append(pid)
                points.add(len(committed))

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


@pytest.mark.parametrize("allowed", ALLOWED)
def test_workers_killed_again_and_again_lose_nothing(
    allowed: int, job: Job, sound: dict[str, bytes], tmp_path: Path
) -> None:
    import dask

    committed: list[int] = []
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": allowed}),
        connected(f"local:{WORKERS}") as client,
        killing(client, random.Random(allowed), committed) as killed,
    ):

        def execute(folder: str, key: str, tasks: Any, stop: Any) -> Any:
            for receipt in on_cluster(client, folder, key, tasks, Blame(), stop):
                committed.append(receipt.task.point)
                yield receipt

        outcome = runner.sweep(tmp_path / "out", job, execute, AGAIN)
    assert outcome.complete
    assert outcome.failed == 0
    assert sorted(committed) == list(range(len(job.plan.points)))
    assert content(tmp_path / "out") | {"sources.csv": b""} == sound
    assert len(killed) >= (5 if FULL else 1)
    told(
        "B2",
        f"allowed-failures {allowed}: {len(committed):,} points once each, {len(killed)} workers killed, no other byte",
    )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A scheduler and workers as a user starts them by hand; gives the scheduler's process."""
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    here = ("--host", "127.0.0.1", "--no-dashboard")
    module = [sys.executable, "-m", "distributed.cli.dask_scheduler", *here, "--port", str(port)]
    scheduler = subprocess.Popen(module, **quiet)
    module = [sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}", *here]
    words = ["--nworkers", "2" if FULL else "1", "--nthreads", "1", "--death-timeout", "20"]
    workers = subprocess.Popen([*module, *words], **quiet)
    try:
        yield scheduler
    finally:
        for process in (workers, scheduler):
            process.terminate()
            process.wait(20)


def _sweep(path: Path, out: Path, port: int) -> subprocess.Popen[str]:
    words = [
        sys.executable,
        "-m",
        "twochairs.cli.app",
        "sweep",
        path,
        "--out",
        out,
        "--dask",
        f"tcp://127.0.0.1:{port}",
    ]
    return subprocess.Popen(list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", range(SCHEDULERS))
def test_the_same_command_goes_on_after_the_scheduler_was_killed(
    number: int, path: Path, sound: dict[str, bytes], tmp_path: Path
) -> None:
    out, port, chance = tmp_path / "out", _free_port(), random.Random(number)
    with served(port) as scheduler:
        run = _sweep(path, out, port)
        until = time.monotonic() + 60
        while not any((out / "chunks").glob("[0-9]*")) and time.monotonic() < until:
            time.sleep(0.02)
        assert any((out / "chunks").glob("[0-9]*"))
        time.sleep(chance.uniform(0.0, 4.0 if FULL else 0.2))
        scheduler.kill()
        said = run.communicate(timeout=60)[1]
    assert run.returncode in (0, 1)
    assert "Traceback" not in said
    done = len(list((out / "chunks").glob("[0-9]*")))
    if run.returncode == 1:
        assert "the Dask cluster does not answer any more: " in said
        assert said.endswith("what was done is kept; see to the scheduler, then run the same command again\n")
        assert done
    with served(port):
        again = _sweep(path, out, port)
        said = again.communicate(timeout=120)[1]
    assert again.returncode == 0, said
    assert same(out, sound)
    told("B4", f"scheduler killed with {done} points done; the same command ended the sweep, no other byte")


def test_no_address_no_cluster(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    address = f"tcp://127.0.0.1:{_free_port()}"
    refused = typed("sweep", path, "--out", tmp_path / "out", "--dask", address)
    assert refused.returncode == 1
    assert f"{address} does not answer: " in refused.stderr
    assert refused.stderr.endswith("  hint: it is the scheduler's address\n")


def _listening(pids: set[int]) -> list[tuple[str, int]]:
    """Addresses and ports on which some processes wait for others."""
    sockets = set()
    for pid in pids:
        for handle in Path(f"/proc/{pid}/fd").iterdir():
            try:
                sockets.add(str(handle.readlink()))
            except OSError:
                continue
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            address, port = words[1].split(":")
            if words[3] == "0A" and f"socket:[{words[9]}]" in sockets:
                found.append((address, int(port, 16)))
    return found


def _family(pid: int) -> set[int]:
    """A process and all that came of it."""
    found = {pid}
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found |= _family(int(child))
    return found


def _page(port: int, path: str) -> str:
    """What is served to a browser on a port, if anything."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=1) as answer:
            return str(answer.read()[:200])
    except (OSError, http.client.HTTPException):
        return ""


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="open ports are read off /proc, which Linux has")
def test_a_cluster_of_this_machine_is_open_to_this_machine_alone() -> None:
    loopback = {socket.inet_aton("127.0.0.1")[::-1].hex().upper()}
    with connected("local:2") as client:
        client.wait_for_workers(2)
        found = _listening(_family(os.getpid()))
        pages = [_page(port, path) for _, port in found for path in ("/", "/status", "/json/counts.json", "/metrics")]
    assert len(found) >= 3  # the scheduler and two workers
    assert {address for address, _ in found} <= loopback
    assert 8787 not in {port for _, port in found}
    assert not any(pages), pages
    told("D10", f"{len(found)} sockets, 0 of them open to other machines, no dashboard")
