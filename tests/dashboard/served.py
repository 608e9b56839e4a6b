"""A dashboard that really runs, in a process of its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CASE = ROOT / "scenarios" / "balkans" / "serbia-2022.yaml"


@dataclass(frozen=True)
class Served:
    """Where it is: the address with its token, the port, the token, and the process."""

    address: str
    port: int
    token: str
    process: int


@contextmanager
def served(file: Path = CASE, folder: Path = ROOT) -> Iterator[Served]:
    """Start it in a folder, and stop it in the end."""
    command = [sys.executable, "-m", "twochairs", "dashboard", str(file), "--no-open"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            found = re.search(r"(http://127\.0\.0\.1:(\d+)/)\?token=(\S+)", running.stdout.readline())
            assert found is not None, "no address was printed"
            yield Served(found[0], int(found[2]), found[3], running.pid)
        finally:
            running.terminate()
