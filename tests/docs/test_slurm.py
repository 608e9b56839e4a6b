"""What the page on Slurm says to save and to type can be; where there is a cluster, it prints what is shown."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer
from ruamel.yaml import YAML

from tests.command import typed
from tests.docs.test_docs import blocks, saved_as
from twochairs.cli.app import app
from twochairs.docs.pages import DOCS
from twochairs.sweeps import slurm
from twochairs.sweeps.slurm import lifetime_of, seconds_of

ROOT = DOCS.parent
PAGE = DOCS / "how-to" / "slurm.md"
TEXT = " ".join(PAGE.read_text("utf-8").split())
SCRIPT = next(text for text in blocks(PAGE, "sh") if text.startswith("#!"))
OTHERS = [text for text in blocks(PAGE, "sh") if text != SCRIPT]
WORDS = [shlex.split(line) for text in [SCRIPT, *OTHERS] for line in text.replace("srun ", "").splitlines()]


def directives(script: str) -> dict[str, str]:
    """What a script asks Slurm for."""
    found = re.findall(r"^#SBATCH --([\w-]+)(?:=(\S+))?$", script, re.M)
    assert len(found) == script.count("#SBATCH")
    return dict(found)


@pytest.mark.parametrize("words", [words for words in WORDS if words[:1] == ["twochairs"]], ids=" ".join)
def test_our_own_commands(words: list[str]) -> None:
    verb = typer.main.get_command(app).commands[words[1]]  # type: ignore[attr-defined]
    verb.make_context(words[1], words[2:])


def test_the_settings_are_those_of_dask_and_the_times_are_as_said() -> None:
    (settings,) = blocks(PAGE, "yml")
    said = YAML(typ="safe", pure=True).load(settings)["jobqueue"]["slurm"]
    dask = pytest.importorskip("dask")
    pytest.importorskip("dask_jobqueue")
    assert said.keys() <= dask.config.get("jobqueue.slurm").keys()
    whole = dask.config.get("jobqueue.slurm") | said
    assert slurm._settings(whole)["processes"] == 8
    for limit in (seconds_of(said["walltime"]), 1200, 86_400):
        mean, spread = lifetime_of(limit)
        assert (limit - (mean - spread), limit - (mean + spread)) == (900, 300)
    assert "between W less 15 minutes and W less 5, for limits below 20 minutes between a quarter" in TEXT
    assert lifetime_of(400) == (200, 100)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the script is one of bash, which is not here")
def test_the_script_can_be_read_and_leaves_time_to_stop() -> None:
    subprocess.run(["bash", "-n"], input=SCRIPT, text=True, check=True)
    asked = directives(SCRIPT)
    assert asked.keys() >= {"array", "time", "requeue", "signal", "open-mode"}
    name, _, before = asked["signal"].partition("@")
    assert name == "TERM"
    assert 60 <= int(before) < seconds_of(asked["time"])
    last = int(asked["array"].partition("-")[2])
    assert f"--shard $SLURM_ARRAY_TASK_ID/{last} " in SCRIPT


def test_the_shares_of_the_page_are_joined_as_it_says(tmp_path: Path) -> None:
    """Slurm apart: each task by hand, in its place."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    (tmp_path / "twochairs.toml").touch()
    (text,) = blocks(PAGE, "yaml")
    name = saved_as(text)
    assert name is not None
    (tmp_path / "experiments").mkdir()
    (tmp_path / name).write_text(text.replace("replicates: 20", "replicates: 2").replace("months: 60", "months: 3"))
    (task,) = [line for line in SCRIPT.splitlines() if line.startswith("srun ")]
    tasks = int(directives(SCRIPT)["array"].partition("-")[2])
    for number in range(1, tasks + 1):
        words = shlex.split(task.replace("$SLURM_ARRAY_TASK_ID", str(number)))[2:]
        done = typed(*words[: words.index("--jobs")], *words[words.index("--jobs") + 2 :], "--jobs", "0", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    (join,) = [words for words in WORDS if words[:2] == ["twochairs", "merge"]]
    shares = sorted(path.relative_to(tmp_path) for path in tmp_path.glob(join[2]))
    assert len(shares) == tasks
    joined = typed("merge", *shares, *join[3:], cwd=tmp_path)
    assert joined.returncode == 0, joined.stderr
    assert f"{join[-1]}\n" in joined.stdout
