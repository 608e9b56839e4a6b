"""A result in the place of another: no run that is there is lost unless that is asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest

import twochairs as tc
from tests.sweeps.test_again import NO_SERIES
from tests.trust.trial import begun, command, content, job_of, swept, written
from twochairs.errors import CannotWrite
from twochairs.sweeps import exchange
from twochairs.sweeps.merge import merge
from twochairs.sweeps.pool import in_this_process
from twochairs.sweeps.runner import Shard
from twochairs.sweeps.running import going

TWICE = NO_SERIES.replace("replicates: 20", "replicates: 40")
HINT = "  hint: name another folder with --out, or give --replace"


def refused(call: Callable[[], object]) -> str:
    """What a refusal says."""
    with pytest.raises(CannotWrite) as error:
        call()
    return str(error.value)


NARROWER: dict[str, tuple[str, str, int, str]] = {
    "half the replicates": ("replicates: 20", "replicates: 10", 120, "120 are"),
    "a constraint": ("steps: 3}", "steps: 3}\nconstraints: [LEA.pressure > 0.1]", 180, "60 are"),
    "another range": ("from: 0.2, to: 0.9", "from: 0.55, to: 0.9", 160, "80 are"),
    "fewer levels and more replicates": (
        "replicates: 20\nseed: 7\nset: {clock.months: 8}\nfactors:\n  LEA.pressure: {from: 0, to: 1, steps: 4}",
        "replicates: 30\nseed: 7\nset: {clock.months: 8}\nfactors:\n  LEA.pressure: {from: 0, to: 1, steps: 2}",
        120,
        "120 are",
    ),
}


@pytest.mark.parametrize("what", NARROWER)
def test_a_narrower_sweep_does_not_drop_runs_unless_it_is_asked_to(what: str, tmp_path: Path) -> None:
    old, new, again, lost = NARROWER[what]
    out, file = tmp_path / "out", written(tmp_path / "b", NO_SERIES.replace(old, new))
    swept(out, job_of(written(tmp_path / "a", NO_SERIES)))
    before = content(out)
    text = f"{out} cannot be written: of the 240 runs that it holds, {lost} not of this sweep and would be lost\n{HINT}"
    assert refused(lambda: tc.estimate(file, jobs=0, out=out)) == text
    assert refused(lambda: tc.sweep(file, jobs=0, out=out)) == text
    assert content(out) == before
    assert list(tmp_path.glob(".out.*")) == []
    assert tc.estimate(file, jobs=0, out=out, replace=True).runs_used_again == again
    tc.sweep(file, jobs=0, out=out, replace=True)
    swept(tmp_path / "fresh", job_of(file))
    assert content(out)["runs/part-0000.parquet"] == content(tmp_path / "fresh")["runs/part-0000.parquet"]


def test_the_command_refuses_and_replaces_where_it_is_asked_to(tmp_path: Path) -> None:
    out, file = tmp_path / "out", written(tmp_path, NO_SERIES)
    typed = ("sweep", file, "--jobs", "0", "--out", out)
    assert command(*typed).returncode == 0
    file.write_text(NO_SERIES.replace("replicates: 20", "replicates: 19"))
    text = (
        f"{out} cannot be written: of the 240 runs that it holds, 12 are not of this sweep and would be lost\n{HINT}\n"
    )
    for words in (typed, (*typed, "--dry-run")):
        done = command(*words)
        assert (done.returncode, done.stdout, done.stderr.endswith(text)) == (1, "", True)
    done = command(*typed, "--replace", TWOCHAIRS_CACHE=str(tmp_path / "empty"))
    assert f"written (0 runs anew, 228 used again): {out}\n" in done.stdout
    assert "12 points, 228 runs (0 to be run, 228 of other results used again), about 1 s, at most 1 MB" in done.stderr
    assert "compiling" not in done.stderr  # for nothing is run


def test_another_sweep_is_replaced_only_where_that_is_asked_for(tmp_path: Path) -> None:
    out, file = tmp_path / "out", written(tmp_path / "b", NO_SERIES.replace("seed: 7", "seed: 8"))
    swept(out, job_of(written(tmp_path / "a", NO_SERIES)))
    assert refused(lambda: tc.sweep(file, jobs=0, out=out)) == (
        f"{out} cannot be written: it holds another sweep\n{HINT}"
    )
    assert tc.sweep(file, jobs=0, out=out, replace=True).manifest["seed"] == 8


def test_a_run_of_fewer_replicates_does_not_drop_any_either(tmp_path: Path) -> None:
    written(tmp_path)
    out, case = tmp_path / "out", tmp_path / "tiny.yaml"
    tc.run(case, replicates=4, months=3, out=out)
    before = content(out)
    assert refused(lambda: tc.run(case, replicates=3, months=3, out=out)) == (
        f"{out} cannot be written: of the 4 runs that it holds, 1 is not of this run and would be lost\n{HINT}"
    )
    assert content(out) == before
    assert tc.run(case, replicates=3, months=3, out=out, replace=True).manifest["replicates"] == 3


def test_a_result_of_another_kind_is_not_replaced(tmp_path: Path) -> None:
    out, file = tmp_path / "out", written(tmp_path, NO_SERIES)
    tc.run(tmp_path / "tiny.yaml", replicates=1, months=3, out=out)
    assert refused(lambda: tc.sweep(file, jobs=0, out=out, replace=True)) == (
        f"{out} cannot be written: it holds another run\n  hint: name another folder with --out"
    )


def test_runs_that_were_not_run_yet_are_not_lost(tmp_path: Path) -> None:
    out = tmp_path / "out"
    levels = NO_SERIES.replace("{from: 0, to: 1, steps: 4}", "[LEVELS]")
    begun(out, job_of(written(tmp_path / "a", levels.replace("LEVELS", "0, 0.5, 1"))), 6)
    narrow = job_of(written(tmp_path / "b", levels.replace("LEVELS", "0, 1")))
    text = f"{out} cannot be written: of the 120 runs that it holds, 60 are not of this sweep and would be lost\n{HINT}"
    assert refused(going(narrow, out).begin) == text
    fits = going(job_of(written(tmp_path / "c", levels.replace("LEVELS", "0, 0.5"))), out)
    fits.begin()
    assert (fits.left().runs_anew, fits.left().runs_used_again) == (0, 120)


def test_what_was_run_since_it_was_looked_at_is_not_lost_either(tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept(out, job_of(written(tmp_path / "a", NO_SERIES)))
    way = going(job_of(written(tmp_path / "b", TWICE)), out)
    way.begin()
    more = job_of(written(tmp_path / "c", NO_SERIES.replace("replicates: 20", "replicates: 50")))
    going(more, out).end(in_this_process)
    before = content(out)
    text = (
        f"{out} cannot be written: of the 600 runs that it holds, 120 are not of this sweep and would be lost\n{HINT}"
    )
    assert refused(lambda: way.end(in_this_process)) == text
    assert content(out) == before


def test_a_share_is_extended_in_its_own_folder(tmp_path: Path) -> None:
    old, job = job_of(written(tmp_path / "a", NO_SERIES)), job_of(written(tmp_path / "b", TWICE))
    shares = [tmp_path / f"share-{number}" for number in (1, 2)]
    for number, folder in enumerate(shares, start=1):
        swept(folder, old, shard=Shard(number, 2))
        outcome = going(job, folder, share=Shard(number, 2)).end(in_this_process)
        assert (outcome.folder, outcome.runs, outcome.again) == (folder, 120, 120)
    merge(tmp_path / "merged", shares, job)
    swept(tmp_path / "fresh", job)
    assert content(tmp_path / "merged") == content(tmp_path / "fresh")
    assert list(tmp_path.glob(".*")) == []


def test_another_share_does_not_drop_the_runs_of_the_first(tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept(out, job_of(written(tmp_path / "a", NO_SERIES)), shard=Shard(1, 2))
    way = going(job_of(written(tmp_path / "b", TWICE)), out, share=Shard(2, 2))
    assert refused(way.begin) == (
        f"{out} cannot be written: of the 120 runs that it holds, 120 are not of this sweep and would be lost\n{HINT}"
    )


@pytest.mark.parametrize("fails", [False, True])
def test_where_two_folders_cannot_change_places_at_once_the_old_one_comes_back_when_the_new_one_cannot_move(
    fails: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a system without an exchange of names."""
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "said").write_text(folder.name)
    rename = Path.rename

    def refused_of_new(self: Path, target: Path) -> Path:
        if self == new and fails:
            raise OSError("the disk is full")
        return rename(self, target)

    monkeypatch.setattr("twochairs.sweeps.exchange.ctypes.CDLL", lambda *_, **__: object())
    monkeypatch.setattr(Path, "rename", refused_of_new)
    if fails:
        with pytest.raises(OSError, match="the disk is full"):
            exchange._exchange(new, old)
    else:
        exchange._exchange(new, old)
    assert (old / "said").read_text() == ("old" if fails else "new")
