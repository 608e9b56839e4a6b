"""Streams that are closed, full, unread or gone with their terminal: no verb's work ends of it, or blames a disk.

The usual verbs meet one fault each, and `run` all of them; TWOCHAIRS_TRUST=full has every verb meet every fault.
"""

import fcntl
import os
import pty
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deciding.asked import EXPERIMENT as MOVED
from tests.deciding.decided import SAMPLE as SOUGHT
from tests.deciding.found import EXPERIMENT as FOUND
from tests.deciding.played import EXPERIMENT as PLAYED
from tests.long import FULL
from tests.results.sweeps import swept
from tests.written import write_run
from twochairs.scenario.load import load

ROOT = Path(__file__).parents[2]
SECONDS = 120.0
TINY = (ROOT / "tests" / "scenario" / "good" / "tiny.yaml").read_text("utf-8")
EXPERIMENT = 'replicates: 2\nfactors: {LEA.pressure: [0.1, 0.9]}\noutcomes: ["alignment[ALD]@end"]\n'
ASKED = {"moved": MOVED, "found": FOUND, "played": PLAYED, "sought": SOUGHT}
"""Experiments of the verbs that decide."""
FULL_DISK = Path("/dev/full")
LOST = "standard output cannot be written: {}; what was to be printed is lost\n"

VERBS: dict[str, list[str]] = {
    "run": ["run", "tiny.yaml", "--replicates", "2", "--out", "OUT"],
    "sweep": ["sweep", "swept.yaml", "--jobs", "2", "--out", "OUT"],
    "sweep in one process": ["sweep", "swept.yaml", "--jobs", "0", "--out", "OUT"],
    "sensitivity": ["sensitivity", "moved.yaml", "--jobs", "0", "--out", "OUT"],
    "discover": ["discover", "found.yaml", "--jobs", "0", "--out", "OUT"],
    "game": ["game", "played.yaml", "--jobs", "0", "--out", "OUT"],
    "robust": ["robust", "sought.yaml", "--jobs", "0", "--out", "OUT"],
    "plot": ["plot", "one", "--only", "trajectories", "--country", "ALD", "--out", "OUT"],
    "report": ["report", "one", "--out", "OUT"],
    "card": ["card", "one", "--out", "OUT"],
    "compare": ["compare", "one", "two", "--out", "OUT"],
    "validate": ["validate", "tiny.yaml", "swept.yaml"],
    "explain": ["explain", "tiny.yaml"],
    "diff": ["diff", "tiny.yaml", "tiny.yaml"],
    "why": ["why", "one"],
    "status": ["status", "swept"],
    "verify": ["verify", "swept"],
    "replay": ["replay", "swept", "0/0"],
    "schema": ["schema"],
    "order": ["order"],
    "data": ["data", "list"],
    "help": ["--help"],
    "a mistake": ["validate", "nope.yaml"],
    "a mistake of calibrate": ["calibrate", "nope.yaml"],
    "a mistake of hindcast": ["hindcast", "nope.yaml"],
    "a mistake of usage": ["rnu"],
}
WRITES = ("run", "sweep", "sweep in one process", "plot", "report", "card", "compare")
USUAL = ("sweep", "plot", "report", "compare", "explain", "validate", "status", "why", "data", "a mistake of calibrate")
FAILS = {"a mistake": 1, "a mistake of calibrate": 1, "a mistake of hindcast": 1, "a mistake of usage": 2}


@dataclass
class Ended:
    """What became of a command: its exit code, and what was read of each stream that somebody read."""

    code: int
    out: str = ""
    err: str = ""


Fault = Callable[[list[str], Path], Ended]


def _process(command: list[str], folder: Path, **streams: object) -> Ended:
    done = subprocess.run(command, cwd=folder, timeout=SECONDS, check=False, **streams)  # type: ignore[call-overload]
    return Ended(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode())


def _shell(redirections: str) -> Fault:
    def run(command: list[str], folder: Path) -> Ended:
        shell = ["sh", "-c", f'exec "$@" {redirections}', "sh", *command]
        return _process(shell, folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    return run


def _reader_gone(stream: str) -> Fault:
    """Into a pipe that nobody reads from any more."""

    def run(command: list[str], folder: Path) -> Ended:
        read, write = os.pipe()
        os.close(read)
        others = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {stream: write}
        try:
            return _process(command, folder, **others)
        finally:
            os.close(write)

    return run


def _reader_asleep(command: list[str], folder: Path) -> Ended:
    """Standard error is a pipe that is full, and nobody reads on."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    try:
        while True:
            os.write(write, b"x" * 4096)
    except BlockingIOError:
        os.set_blocking(write, True)
    try:
        return _process(command, folder, stdout=subprocess.PIPE, stderr=write)
    finally:
        os.close(read)
        os.close(write)


def _terminal_gone(command: list[str], folder: Path) -> Ended:
    """All three streams are a terminal, which is closed as soon as the command has begun."""
    ours, theirs = pty.openpty()

    def with_terminal() -> None:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, preexec_fn=with_terminal
    )
    os.close(theirs)
    time.sleep(0.6)  # it is being loaded, or at work
    os.close(ours)
    return Ended(process.wait(SECONDS))


FAULTS: dict[str, Fault] = {
    "no standard error": _shell("2>&-"),
    "no standard output": _shell(">&-"),
    "no streams at all": _shell("<&- >&- 2>&-"),
    "full standard output": _shell("> /dev/full"),
    "full standard error": _shell("2> /dev/full"),
    "output that nobody reads": _reader_gone("stdout"),
    "errors that nobody reads": _reader_gone("stderr"),
    "a reader who sleeps": _reader_asleep,
    "a terminal that goes away": _terminal_gone,
}
ANSWER_LOST = {
    "no standard output": "it is closed",
    "full standard output": "no space left on device",
    "no streams at all": "",
    "a terminal that goes away": "",
}
"""Faults by which an answer is lost, with what is told of it where standard error is open."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("streams")
    (made / "tiny.yaml").write_text(TINY, "utf-8")
    scenario = load(made / "tiny.yaml")
    for name in ("one", "two"):
        write_run(made / name, scenario, 2, 1)
    for name, asked in ASKED.items():
        (made / f"{name}.yaml").write_text(asked, "utf-8")
    swept(made / "swept", made / "tiny.yaml", EXPERIMENT)
    return made


def _pairs() -> list[tuple[str, str]]:
    if FULL:
        return [(verb, fault) for verb in VERBS for fault in FAULTS]
    faults = list(FAULTS)
    chosen = [("run", fault) for fault in faults]
    return chosen + [(verb, faults[(2 * k + 3) % len(faults)]) for k, verb in enumerate(USUAL)]


@pytest.mark.parametrize(("verb", "fault"), _pairs(), ids=lambda value: value.replace(" ", "-"))
def test_no_stream_ends_work(verb: str, fault: str, folder: Path) -> None:
    if "full" in fault and not FULL_DISK.exists():
        pytest.skip("there is no /dev/full here")
    name = f"{verb} {fault}".replace(" ", "-")
    command = [sys.executable, "-m", "twochairs", *(name if word == "OUT" else word for word in VERBS[verb])]
    ended = FAULTS[fault](command, folder)
    said = ended.out + ended.err
    assert "Traceback" not in said and "Exception ignored" not in said and "free some space" not in said, said
    assert verb not in WRITES or (folder / name).exists(), said
    answers = verb not in FAILS
    if answers and fault in ANSWER_LOST:
        assert ended.code in ((1,) if fault != "a terminal that goes away" else (0, 1))
        told = ANSWER_LOST[fault]
        assert ended.err.endswith(LOST.format(told)) if told else not said
    else:
        assert ended.code == FAILS.get(verb, 0), said
        assert "cannot be written" not in said


def test_progress_goes_on_where_standard_error_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    from twochairs.cli.progress import bar

    kept, sys.stderr = sys.stderr, None  # type: ignore[assignment]
    try:
        with bar("work", "steps") as progress:
            progress(1, 2)
            progress(2, 2)
    finally:
        sys.stderr = kept
    assert capsys.readouterr().out == ""
