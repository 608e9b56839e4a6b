"""The pages on sensitivity: their commands run, and in the long form their numbers are what comes out."""

import re
import shlex
import shutil
from pathlib import Path

import numpy as np
import pytest

import twochairs as tc
from tests.command import typed
from tests.long import FULL
from twochairs.docs.pages import DOCS
from twochairs.results.result import Result

ROOT = DOCS.parent
PAGE = (DOCS / "how-to" / "sensitivity.md").read_text("utf-8")
EXPERIMENTS = " ".join((DOCS / "experiments.md").read_text("utf-8").split())
SMALL = {"rows: 256": "rows: 16", "replicates: 8": "replicates: 2", "months: 60": "months: 13"}
TOLD = ("alignment[SRB]@end", "declared_rate[SRB]@mean", "sanctions[SRB]@end", "sanctions_within[SRB, 24]")
OUTSIDE = 4
"""Of 48 indices, how many of two designs may lie outside their joint 95 % interval: two would by luck."""

long = pytest.mark.skipif(not FULL, reason="minutes of a processor, in the long form alone")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for shipped in ("scenarios", "experiments"):
        shutil.copytree(ROOT / shipped, tmp_path / shipped)
    (tmp_path / "twochairs.toml").touch()
    return tmp_path


def saved(project: Path, small: bool) -> None:
    found = re.search(r"```yaml\n# (mine/movers\.yaml)\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    text = found[2]
    for whole, part in SMALL.items() if small else ():
        assert whole in text
        text = text.replace(whole, part)
    (project / found[1]).write_text(text, "utf-8")


def test_the_commands_of_the_page_run(tmp_path: Path) -> None:
    commands = re.findall(r"^twochairs (.*)$", PAGE, re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["init", "validate", *["sensitivity"] * 3, "report"]
    for command in commands:
        done = typed(*shlex.split(command), *(["--jobs", "0"] if "movers.yaml --out" in command else []), cwd=tmp_path)
        assert done.returncode == 0, (command, done.stderr)
        if command == "init mine":
            saved(tmp_path, small=True)
    assert "What to make of it" in (tmp_path / "results" / "movers" / "report.html").read_text("utf-8")
    assert len(tc.open(tmp_path / "results" / "movers").answers) == 2


@long
def test_what_the_page_shows_is_what_comes_out(tmp_path: Path) -> None:
    assert typed("init", "mine", cwd=tmp_path).returncode == 0
    saved(tmp_path, small=False)
    done = typed("sensitivity", "mine/movers.yaml", cwd=tmp_path)
    shown = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert shown is not None
    assert " ".join(shown[1].split()) in " ".join(done.stdout.split())


def asked(project: Path, seed: int) -> Result:
    shipped = (project / "experiments" / "what-moves-serbia.yaml").read_text("utf-8")
    path = project / "experiments" / f"with-{seed}.yaml"
    path.write_text(shipped.replace("seed: 2022", f"seed: {seed}"), "utf-8")
    done = typed("sensitivity", path, "--out", project / str(seed), cwd=project)
    assert done.returncode == 0, done.stderr
    return tc.open(project / str(seed))


@long
def test_what_moves_serbia_is_as_the_page_says_and_the_same_with_other_seeds(project: Path) -> None:
    """D15."""
    first, other = asked(project, 2022), asked(project, 7)
    listed = [line for line in str(first.answer("sensitivity")).splitlines() if re.match(r"[\w.]+  +\d.* ± ", line)]
    assert len(listed) == 10
    for line in listed:
        assert all(cell in EXPERIMENTS for cell in re.findall(r"\d\.\d+ ± \d\.\d+", line)), line
    one, two = (result.answer("sensitivity").table("indices") for result in (first, other))
    assert tuple(one["outcome"].unique()) == tuple(two["outcome"].unique()) == TOLD
    outside = 0
    for name in ("alone", "with_others"):
        half = np.hypot(*((of[f"{name}_high"] - of[name]).to_numpy() for of in (one, two)))
        outside += int((np.abs(one[name].to_numpy() - two[name].to_numpy()) > half).sum())
    assert outside <= OUTSIDE
