"""A user's script that uses all of it: it passes `mypy --strict` against the installed package, and runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.dist.conftest import Environment

SCRIPT = Path(__file__).with_name("script.py")
WRONG = """
import twochairs as tc

tc.run("case.yaml", replicates="ten")
tc.sweep("experiment.yaml", no_such_option=1)
number: str = tc.status("results").points
"""


@pytest.fixture(scope="module")
def mypy(installed: Environment, request: pytest.FixtureRequest) -> list[str]:
    """The command that checks a file of the user's as strictly as can be, with what is installed beside it."""
    cache = str(request.config.cache.mkdir("mypy")) if hasattr(request.config, "cache") else ".mypy_cache"
    words = ["--strict", "--cache-dir", cache, "--config-file", "", "--python-executable", str(installed.python)]
    return [sys.executable, "-m", "mypy", *words]


def test_a_script_that_uses_all_of_it_is_typed_strictly(installed: Environment, mypy: list[str]) -> None:
    (installed.folder / "script.py").write_bytes(SCRIPT.read_bytes())
    done = subprocess.run([*mypy, "script.py"], cwd=installed.folder, capture_output=True, text=True, check=False)
    assert done.stdout == "Success: no issues found in 1 source file\n", done.stdout + done.stderr


def test_what_is_wrong_is_found_before_it_runs(installed: Environment, mypy: list[str]) -> None:
    (installed.folder / "wrong.py").write_text(WRONG)
    done = subprocess.run([*mypy, "wrong.py"], cwd=installed.folder, capture_output=True, text=True, check=False)
    codes = [line.rpartition("[")[2].rstrip("]") for line in done.stdout.splitlines() if "error:" in line]
    assert codes == ["arg-type", "call-arg", "assignment"], done.stdout


def test_the_script_runs(installed: Environment) -> None:
    (installed.folder / "script.py").write_bytes(SCRIPT.read_bytes())
    assert len(installed.run("python", "script.py").splitlines()) == 5
