"""What is still to be done: whoever is asked says the same, and it is what is then done."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import twochairs as tc
from tests.sweeps.test_again import CHANGES, NO_SERIES
from tests.trust.trial import EXPERIMENT, begun, command, job_of, swept, written
from twochairs.cli.app import app
from twochairs.errors import CannotWrite, Incomplete
from twochairs.sweeps.pool import in_this_process
from twochairs.sweeps.running import Going, going
from twochairs.sweeps.stop import Stop
from twochairs.sweeps.task import Task

TWICE = NO_SERIES.replace("replicates: 20", "replicates: 40")


def typed(*words: str | Path) -> Any:
    """What a verb of the command prints as JSON."""
    done = CliRunner().invoke(app, [*map(str, words), "--json"], catch_exceptions=False)
    return json.loads(done.stdout)


def said(*words: str | Path) -> str:
    """What a verb of the command prints."""
    return CliRunner().invoke(app, [*map(str, words)], catch_exceptions=False).output


def half(folder: str, key: str, tasks: list[Task], stop: Stop) -> Any:
    """Does half of what is to be done, and breaks off."""
    yield from in_this_process(folder, key, tasks[: len(tasks) // 2], stop)


def broken_off(way: Going) -> None:
    with pytest.raises(Incomplete):
        way.end(half)


@pytest.mark.parametrize("what", CHANGES)
def test_whoever_is_asked_says_what_is_then_done(what: str, tmp_path: Path) -> None:
    text, change, anew, again = CHANGES[what]
    old, out = tmp_path / "old", tmp_path / "out"
    swept(old, job_of(written(tmp_path / "a", text)))
    file = written(tmp_path / "b", change(text))
    told = tc.estimate(file, jobs=0, out=out, again=[old])
    dry = typed("sweep", file, "--dry-run", "--jobs", 0, "--out", out, "--from", old)
    assert not out.exists()
    going(job_of(file), out).begin()
    found = tc.status(out, again=[old])
    said = typed("status", out, "--from", old)
    counts = {"points": told.points, "runs": anew + again, "runs_anew": anew, "runs_used_again": again}
    for one in (vars(told), dry, vars(found), said):
        assert counts.items() <= one.items()
    assert (found.runs_done, found.complete, found.extensions) == (0, False, ())
    done = typed("sweep", file, "--jobs", 0, "--out", out, "--from", old)
    assert (done["runs"], done["used_again"]) == (anew, again)


def test_a_share_is_told_by_itself(tmp_path: Path) -> None:
    swept(tmp_path / "old", job_of(written(tmp_path / "a", NO_SERIES)))
    file, out = written(tmp_path / "b", NO_SERIES.replace("to: 1, steps: 4", "to: 1, steps: 7")), tmp_path / "out"
    told = tc.estimate(file, jobs=0, shard="1/3", out=out, again=[tmp_path / "old"])
    assert (told.points, told.runs, told.runs_anew + told.runs_used_again) == (7, 140, 140)
    done = typed("sweep", file, "--jobs", 0, "--shard", "1/3", "--out", out, "--from", tmp_path / "old")
    assert (done["runs"], done["used_again"]) == (told.runs_anew, told.runs_used_again) == (60, 80)


def test_a_folder_that_would_be_refused_is_refused_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept(out, job_of(written(tmp_path / "a", NO_SERIES)))
    file = written(tmp_path / "b", NO_SERIES.replace("seed: 7", "seed: 8"))
    text = f"{out} cannot be written: it holds another sweep\n  hint: name another folder with --out, or give --replace"
    with pytest.raises(CannotWrite) as error:
        tc.estimate(file, jobs=0, out=out)
    assert str(error.value) == text
    done = command("sweep", file, "--dry-run", "--jobs", "0", "--out", out)
    assert (done.returncode, done.stdout, done.stderr.endswith(f"\n{text}\n")) == (1, "", True)


def test_status_tells_what_is_left_and_what_is_used_again(tmp_path: Path) -> None:
    swept(tmp_path / "experiment-0123456789", job_of(written(tmp_path / "a", NO_SERIES)))
    out = tmp_path / "experiment-more"
    going(job_of(written(tmp_path / "b", TWICE)), out).begin()
    assert said("status", out) == (
        f"{out}: 0 of 12 points done, not complete\n"
        "240 of 480 runs are to be run, 240 of other results used again\n"
        "0 of 480 runs failed\n"
    )


def test_status_of_a_result_that_is_being_extended_tells_both(tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept(out, job_of(written(tmp_path / "a", NO_SERIES)))
    whole = f"{out}: 12 of 12 points done, complete\n0 of 240 runs failed\n"
    assert said("status", out) == whole
    file = written(tmp_path / "b", TWICE)
    broken_off(going(job_of(file), out))
    assert said("status", out) == (
        f"{whole}its place is to be taken by another result, begun beside it: 360 of 480 runs are there\n"
        "120 of 480 runs are to be run\n"
    )
    (extension,) = tc.status(out).extensions
    told = tc.estimate(file, jobs=0, out=out)
    assert (extension.runs_done, extension.runs_anew) == (360, 120) == (360, told.runs_anew)
    assert typed("sweep", file, "--jobs", 0, "--out", out)["runs"] == 120
    assert said("status", out) == f"{out}: 12 of 12 points done, complete\n0 of 480 runs failed\n"


def test_what_is_done_is_not_told_as_left(tmp_path: Path) -> None:
    file, out = written(tmp_path, EXPERIMENT), tmp_path / "out"
    begun(out, job_of(file), 5)
    told, found = tc.estimate(file, jobs=0, out=out), tc.status(out)
    assert (told.runs, told.runs_anew, told.runs_used_again) == (240, 140, 0)
    assert (found.points_done, found.runs_done, found.runs_anew, found.runs_used_again) == (5, 100, 140, 0)
