"""A verb tried on a hostile folder in a process of its own: how it ends, what it takes, and what it writes."""

import contextlib
import hashlib
import io
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import twochairs
from twochairs.cli.app import main
from twochairs.errors import TwochairsError

SECONDS, BYTES = 5, 500_000_000
_BARE = 200_000_000
"""Bytes of a process that has imported all and done nothing: a child of a long test run begins with far more."""
_WAITING = 60
"""Seconds after which a verb hangs, on a machine that has other things to do; the five are of its own work."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MAKES = ("os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.truncate", "os.chmod")


@dataclass(frozen=True)
class Tried:
    """What came of a verb.

    Attributes
    ----------
    code : it ended with; None where it was ended
    said : of standard output and error
    failure : a traceback, or how it was ended; "" where there is none
    seconds, bytes : that it took
    outside : what it wrote elsewhere than where it may
    """

    code: int | None
    said: str
    failure: str
    seconds: float
    bytes: int
    outside: tuple[str, ...]


def tried(base: Path, words: list[str]) -> Tried:
    """Run `twochairs`, or `open`, with a folder that all is in which may be written to."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with os.fdopen(writer, "w") as end:
            json.dump(_in_child(base, words), end)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as end:
        told = end.read()
    _, status, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    if not told:
        return Tried(None, "", f"ended by signal {status & 127}", seconds, used.ru_maxrss * 1024, ())
    data = json.loads(told)
    return Tried(data["code"], data["said"], data["failure"], seconds, data["bytes"], tuple(data["outside"]))


def apart(work: Callable[[], object]) -> None:
    """Do something in a process of its own, so that what it takes is not counted where verbs are tried."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def _in_child(base: Path, words: list[str]) -> dict[str, Any]:
    outside: list[str] = []
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(_WAITING)
    resource.setrlimit(resource.RLIMIT_CPU, (3 * SECONDS, 3 * SECONDS))
    _watched(base, outside.append)
    os.chdir(base / "here")
    begun = _most()
    held = io.StringIO()
    failure, code = "", 0
    with contextlib.redirect_stdout(held), contextlib.redirect_stderr(held):
        try:
            _call(words)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:
            failure = traceback.format_exc()
    took = _BARE + _most() - begun
    return {"code": code, "said": held.getvalue(), "failure": failure, "bytes": took, "outside": outside}


def _most() -> int:
    """Bytes that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _call(words: list[str]) -> None:
    if words[0] != "open":
        sys.argv = ["twochairs", *words]
        return main()
    try:
        everything(Path(words[1]))
    except TwochairsError as error:
        print(error)
        sys.exit(1)


def everything(folder: Path) -> None:
    """Read all there is of a result, as a notebook may."""
    result = twochairs.open(folder, incomplete=True)
    _ = result.title, result.runs, result.summary, result.quantities
    for quantity in result.quantities:
        result.series(quantity)
    if not hasattr(result, "design"):
        _ = result.events, result.scenario, result.sources
    elif result.manifest["keep"]["events"]:
        _ = result.events, result.design, result.failures, [result.outcome(text) for text in result.outcomes]
    result._repr_html_()


def _watched(base: Path, tell: Callable[[str], None]) -> None:
    """Have everything told that is written, made or removed outside a folder, and outside of caches."""
    allowed = (str(base.resolve()), str(Path(base)), "/dev/", "/proc/", *_caches())

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITES:
                check(os.fsdecode(path))
        elif event in _MAKES:
            for path in arguments[:2]:
                if isinstance(path, str | bytes | os.PathLike):
                    check(os.fsdecode(path))

    def check(path: str) -> None:
        whole = os.path.abspath(path)  # noqa: PTH100, a link is not to be followed
        if not whole.startswith(allowed):
            tell(whole)

    sys.addaudithook(hook)


def _caches() -> list[str]:
    import matplotlib

    named = [os.environ.get("TWOCHAIRS_CACHE", ""), matplotlib.get_cachedir(), str(Path(twochairs.__file__).parent)]
    return [str(Path(name).resolve()) for name in named if name]


def content(base: Path) -> dict[str, str]:
    """Every file below a folder with a checksum; links and pipes by what they are."""
    found: dict[str, str] = {}
    for at, folders, names in os.walk(base):
        for name in (*folders, *names):
            path = Path(at) / name
            status = path.lstat()
            plain = path.is_file() and not path.is_symlink() and status.st_size < 2**30
            found[str(path.relative_to(base))] = (
                hashlib.sha256(path.read_bytes()).hexdigest() if plain else f"{status.st_mode}"
            )
    return found
