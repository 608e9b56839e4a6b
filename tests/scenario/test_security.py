"""A scenario file is data: nothing in it runs, and nothing outside the project is opened for it (D1, D2, D3, D7)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HARMLESS = {"open", "builtins.id", "sys._getframe", "object.__getattr__", "object.__setattr__"}
LOOKED_AT = {"os.listdir", "pathlib.Path.glob"}
"""Names beside a file that is not there, one of which may have been meant."""
PLUG_INS = {"glob.glob", "glob.glob/2", "os.scandir"}
"""The YAML library looks in its own folder, each time, for parts that may be installed there."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with links that lead out of it, and a secret beside it."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.yaml").write_text("secret: true\n")
    project = outside / "project"
    (project / "cases").mkdir(parents=True)
    (project / "pyproject.toml").write_text("")
    (project / "cases" / "link.yaml").symlink_to(outside / "secret.yaml")
    (project / "out").symlink_to(outside)
    (project / "cases" / "etc").symlink_to("/etc")
    return project


@pytest.fixture(scope="module")
def audit(project: Path) -> dict[str, Any]:
    """What happened while everything hostile was loaded in a process of its own."""
    command = [sys.executable, "-m", "tests.scenario.audited", str(project)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_everything_is_tried_and_refused(audit: dict[str, Any]) -> None:
    assert audit["tries"] > 1_300
    assert audit["accepted"] == 0


def test_nothing_runs_is_imported_or_connects(audit: dict[str, Any]) -> None:
    assert audit["events"].keys() <= HARMLESS | LOOKED_AT | PLUG_INS, audit["events"]


def test_nothing_outside_the_project_is_opened(audit: dict[str, Any], project: Path) -> None:
    allowed = (str(project.resolve()) + os.sep, str(ROOT / "tests" / "scenario") + os.sep)
    assert [path for path in audit["opened"] if not path.startswith(allowed)] == []
    assert audit["events"]["open"] > 1_300


def test_names_are_looked_at_in_projects_and_the_shipped_cases_alone(audit: dict[str, Any], project: Path) -> None:
    allowed = [project.resolve(), ROOT, ROOT / "scenarios", ROOT / "tests" / "scenario"]
    below = (str(project.resolve()) + os.sep, str(ROOT / "tests" / "scenario") + os.sep)
    assert [path for path in audit["listed"] if Path(path) not in allowed and not path.startswith(below)] == []
    assert audit["listed"]


def test_no_marker_appears(audit: dict[str, Any], project: Path) -> None:
    for folder in (ROOT, ROOT / "tests" / "scenario", project, project / "cases", project.parent):
        assert not (folder / "marker").exists()


def test_the_hook_sees_what_it_looks_for(project: Path) -> None:
    """The audit would notice: an import, a compilation and a file outside are told when they do happen."""
    text = (
        "import sys; from collections import Counter; from tests.scenario.audited import _hook\n"
        "events, opened = Counter(), set(); sys.addaudithook(_hook(events, opened, set()))\n"
        "eval('1 + 1'); import colorsys, pickle; open('/dev/null').close(); pickle.loads(pickle.dumps(Counter))\n"
        "missing = {'compile', 'exec', 'import', 'open', 'pickle.find_class'} - events.keys()\n"
        "assert not missing and '/dev/null' in opened, (missing, opened)"
    )
    subprocess.run([sys.executable, "-c", text], cwd=ROOT, timeout=60, check=True)
