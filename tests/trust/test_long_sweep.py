"""A16: a long sweep takes no more memory and no more open files as it goes on, and storing takes little of its time."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.long import FULL
from tests.trust.trial import EXPERIMENT, ROOT, command, told, written
from twochairs.sweeps.job import job_from_data
from twochairs.sweeps.state import plan_of, state_of

POINTS = 2000 if FULL else 200
"""Of this share, each of five runs."""
SETTLED = 0.3 if FULL else 0.6
"""Share of the points after which everything has been loaded; 500 runs are done long before, in the long form."""
GROWTH = 1.05
TWICE = EXPERIMENT.replace("replicates: 20", "replicates: 5").replace("steps: 4", f"steps: {POINTS // 5}").replace(
    "steps: 3}", "steps: 10}"
)  # fmt: skip
LARGE = """\
twochairs: 2
scenario: serbia-2022.yaml
replicates: {replicates}
seed: 2022
factors:
  EU.pressure: {{from: 0, to: 1, steps: {steps}}}
outcomes:
  - sanctions_within[SRB, 24]
  - alignment[SRB]@end
"""


def _family(pid: int) -> list[int]:
    try:
        listed = [(task / "children").read_text().split() for task in Path(f"/proc/{pid}/task").iterdir()]
        children = [int(word) for words in listed for word in words]
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(child))]


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def _looked_at(pid: int) -> dict[int, tuple[int, int]]:
    """Resident kB and open files of a process and its children."""
    found = {}
    for one in _family(pid):
        try:
            found[one] = (_resident(one), len(list(Path(f"/proc/{one}/fd").iterdir())))
        except OSError:
            continue
    return found


@contextmanager
def _held(run: subprocess.Popen[bytes]) -> Iterator[None]:
    """A sweep whose driver stands still while it is looked at, however long that takes on a busy machine."""
    run.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        run.send_signal(signal.SIGCONT)


@pytest.mark.skipif(sys.platform != "linux", reason="memory and open files are read off /proc, which Linux has")
def test_memory_and_open_files_stay_as_they_are(tmp_path: Path) -> None:
    path, out = written(tmp_path / "project", TWICE), tmp_path / "out"
    words = [
        sys.executable,
        "-m",
        "twochairs.cli.app",
        "sweep",
        str(path),
        "--out",
        str(out),
        "--jobs",
        "2",
        "--shard",
        "1/2",
    ]
    run = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen: list[tuple[int, dict[int, tuple[int, int]]]] = []
    while run.poll() is None:
        with _held(run):
            done = len(list((out / "chunks").iterdir())) if (out / "chunks").is_dir() else 0
            seen.append((done, _looked_at(run.pid)))
        time.sleep(0.05 if FULL else 0.02)
    assert run.returncode == 0
    settled = [looked for done, looked in seen if POINTS * SETTLED <= done < POINTS]
    assert len(settled) > 5
    first, last = settled[0], settled[-1]
    lasting = first.keys() & last.keys()
    assert len(lasting) >= 3  # the driver and two workers
    growth = max(last[pid][0] / first[pid][0] for pid in lasting)
    files = max(max(looked[pid][1] for looked in settled if pid in looked) - first[pid][1] for pid in lasting)
    started = time.perf_counter()
    job = job_from_data(plan_of(out))
    assert len(state_of(out, job).missing(job)) == POINTS
    scan = time.perf_counter() - started
    told("A16", f"{5 * POINTS:,} runs: memory x {growth:.3f}, {files} more open files, looked over in {scan:.2f} s")
    assert growth <= GROWTH
    assert files <= 2  # a chunk that is being written, and its folder
    assert scan <= 2.0 * max(1.0, 5 * POINTS / 10_000)


def test_storing_takes_little_of_the_time(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    for shipped in filter(Path.is_file, (ROOT / "scenarios" / "balkans").iterdir()):
        (folder / shipped.name).write_bytes(shipped.read_bytes())
    (folder / "twochairs.toml").touch()
    steps, replicates = (50, 200) if FULL else (2, 20)
    (folder / "experiment.yaml").write_text(LARGE.format(steps=steps, replicates=replicates))
    run = command("sweep", folder / "experiment.yaml", "--out", tmp_path / "out", "--jobs", "2")
    assert run.returncode == 0, run.stderr
    line = json.loads((tmp_path / "out" / "log.jsonl").read_text())
    share = line["storing_seconds"] / line["worker_seconds"]
    told("A16", f"{line['runs']:,} runs of {line['worker_seconds']:.1f} s: {100 * share:.2f} % of it storing")
    if FULL:
        assert share <= 0.03
