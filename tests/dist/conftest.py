"""The wheel and the source archive, and an environment that has the wheel and what it needs, without extras."""

import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Built:
    """What `make dist` makes."""

    wheel: Path
    archive: Path


def build(source: Path, into: Path, *words: str) -> None:
    """Build what hatchling is asked for."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(into), *words]
    subprocess.run(command, cwd=source, check=True, capture_output=True, text=True)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The wheel and the source archive of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, folder)
    (wheel,), (archive,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return Built(wheel, archive)


@dataclass(frozen=True)
class Environment:
    """A Python of its own, in which the wheel is installed.

    Attributes
    ----------
    python : its interpreter
    folder : where a user works, who has a `sim.py` there
    """

    python: Path
    folder: Path

    def run(self, *words: str, code: int = 0) -> str:
        """What a program of the environment prints, run in the user's folder."""
        program = str(self.python.parent / words[0])
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run([program, *words[1:]], cwd=self.folder, env=kept, capture_output=True, text=True)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A fresh environment with the wheel, and of other packages those that it requires, as links to the ones here.

    Links, because pip takes two minutes to install the same once more.
    """
    top = tmp_path_factory.mktemp("installed")
    venv.create(top / "venv", with_pip=False)
    python = top / "venv" / "bin" / "python"
    (site,) = (top / "venv").glob("lib/python*/site-packages")
    for name in required(built.wheel):
        link(name, site)
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(built.wheel)], check=True, capture_output=True, text=True)
    folder = top / "work"
    folder.mkdir()
    (folder / "sim.py").write_text('raise SystemExit("this is the user\'s own sim.py")\n')
    return Environment(python, folder)


def required(wheel: Path) -> set[str]:
    """Names of all distributions that a wheel requires without extras, and those that they require."""
    with ZipFile(wheel) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(opened.read(name).decode())
    found: set[tuple[str, str]] = set()
    waiting = list(_applying(metadata.get_all("Requires-Dist") or [], ""))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += _applying(distribution(one[0]).requires or [], one[1])
    return {name for name, _ in found}


def _applying(texts: list[str], extra: str) -> Iterator[tuple[str, str]]:
    """Name and extra of each requirement that holds here."""
    for requirement in map(Requirement, texts):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield from ((requirement.name, of) for of in ("", *requirement.extras))


def link(name: str, site: Path) -> None:
    """Link what a distribution has at the top of its folder."""
    there = distribution(name)
    for top in sorted({file.parts[0] for file in there.files or []} - {"..", "__pycache__"}):
        if not (site / top).exists():
            (site / top).symlink_to(Path(str(there.locate_file(top))))
