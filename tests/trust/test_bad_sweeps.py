"""C7: an experiment with a bad value anywhere starts no run and makes no folder."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.command import typed
from tests.experiment.corpus import HERE, bad_files, expected
from tests.long import FULL
from tests.trust.trial import command, told, written
from twochairs.cli.app import app
from twochairs.errors import InvalidInput

FILES = bad_files()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sweep_of_a_bad_file_starts_nothing(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    for name in ("sweeps.running.sweep", "ensemble.lanes.run_lanes"):
        monkeypatch.setattr(f"twochairs.{name}", lambda *given, **named: pytest.fail("a run was started"))
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["sweep", str(path), "--out", str(out), "--jobs", "0"])
    assert isinstance(result.exception, InvalidInput)
    assert str(result.exception) == expected()[path.name]
    assert not out.exists()
    assert not (HERE / "results").exists()


@pytest.mark.parametrize("path", FILES if FULL else FILES[::50], ids=lambda path: path.stem)
def test_as_a_user_types_it(path: Path, tmp_path: Path) -> None:
    run = command("sweep", HERE / path, "--out", tmp_path / "out")
    assert run.returncode == 1
    assert "cannot be" in run.stderr
    assert "Traceback" not in run.stderr
    assert not list(tmp_path.iterdir())


def test_how_many() -> None:
    told("C7", f"0 runs started by {len(FILES)} of {len(FILES)} bad experiment files")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--shard", "3/2"), "'3/2' is no share; write --shard 1/4 for the first of four"),
        (("--shard", "²/2"), "'²/2' is no share; write --shard 1/4 for the first of four"),
        (("--shard", "0/2"), "'0/2' is no share; write --shard 1/4 for the first of four"),
        (("--dask", "local:0"), "local:0 is no cluster\n  hint: local:2 gives two worker processes on this machine\n"),
        (("--dask", "local:²"), "local:² is no cluster\n  hint: local:2 gives two worker processes on this machine\n"),
        (
            ("--rules", "no.py"),
            "no.py cannot be used as rules: 1 problem\n  it cannot be read: no such file or directory\n",
        ),
    ],
    ids=lambda value: "-".join(value)[2:] if isinstance(value, tuple) else "text",
)
def test_a_bad_word_starts_nothing(words: tuple[str, ...], text: str, tmp_path: Path) -> None:
    run = typed("sweep", written(tmp_path / "project"), "--out", tmp_path / "out", *words)
    assert run.returncode in (1, 2)
    assert text in run.stderr.replace("\n│ ", "\n")
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "out" / "log.jsonl").exists()
