"""Shares put together."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.trust.trial import EXPERIMENT, content, job_of, swept, written
from twochairs.errors import CannotWrite, Incomplete, NotPossible, OtherVersion
from twochairs.sweeps.job import Job, job_from_data, versions
from twochairs.sweeps.merge import merge
from twochairs.sweeps.runner import Shard
from twochairs.sweeps.state import plan_of
from twochairs.world.rulebook import Rulebook


@pytest.fixture
def shares(job: Job, tmp_path: Path) -> list[Path]:
    folders = [tmp_path / f"share-{number}" for number in (1, 2)]
    for number, folder in enumerate(folders, start=1):
        swept(folder, job, shard=Shard(number, 2))
    return folders


def test_two_shares_are_the_whole(shares: list[Path], made: dict[str, Path], job: Job, tmp_path: Path) -> None:
    merge(tmp_path / "out", shares, job)
    assert content(tmp_path / "out") == content(made["whole"])
    merge(tmp_path / "out", shares, job)
    assert content(tmp_path / "out") == content(made["whole"])


def test_a_share_too_few_is_told_and_can_follow(
    shares: list[Path], made: dict[str, Path], job: Job, tmp_path: Path
) -> None:
    with pytest.raises(Incomplete) as error:
        merge(tmp_path / "out", shares[:1], job)
    assert str(error.value) == (
        f"{tmp_path / 'out'} is not complete: 6 of 12 points are there\n"
        "  hint: run the shards to their end, then merge again"
    )
    merge(tmp_path / "out", shares[1:], job)
    assert content(tmp_path / "out") == content(made["whole"])


def test_a_spoilt_chunk_is_not_brought_over(shares: list[Path], job: Job, tmp_path: Path) -> None:
    path = next((shares[0] / "chunks").iterdir())
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(Incomplete, match="11 of 12 points"):
        merge(tmp_path / "out", shares, job)


def test_another_sweep_is_refused(shares: list[Path], job: Job, tmp_path: Path) -> None:
    other = job_of(written(tmp_path / "other", EXPERIMENT.replace("seed: 7", "seed: 8")))
    swept(tmp_path / "stranger", other, shard=Shard(1, 2))
    with pytest.raises(NotPossible) as error:
        merge(tmp_path / "out", [shares[0], tmp_path / "stranger"], job)
    assert str(error.value) == (
        f"{tmp_path / 'stranger'} holds another sweep than {shares[0]}\n  hint: shards come from one experiment file"
    )
    assert not (tmp_path / "out").exists()


def test_a_folder_of_another_sweep_is_no_place_to_merge_in(shares: list[Path], job: Job, tmp_path: Path) -> None:
    swept(tmp_path / "out", job_of(written(tmp_path / "other", EXPERIMENT.replace("seed: 7", "seed: 8"))))
    with pytest.raises(CannotWrite) as error:
        merge(tmp_path / "out", shares, job)
    assert str(error.value) == (
        f"{tmp_path / 'out'} cannot be written: it holds another sweep\n  hint: name another folder with --out"
    )


@pytest.mark.parametrize("old", [0, 1], ids=["first", "second"])
def test_shares_of_other_code_are_refused(old: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One share was run before an edit of the package and the other after it."""
    path, shares = written(tmp_path / "project"), [tmp_path / "share-1", tmp_path / "share-2"]
    with monkeypatch.context() as before:
        before.setattr("twochairs.world.rulebook.code_hash", lambda: "0" * 64)
        swept(shares[old], fresh(path), shard=Shard(old + 1, 2))
    swept(shares[1 - old], fresh(path), shard=Shard(2 - old, 2))
    with pytest.raises(OtherVersion) as error:
        merge(tmp_path / "out", shares, job_from_data(plan_of(shares[0])))
    assert str(error.value) == (
        f"{shares[old]} belongs to other versions: the package's code is another\n"
        "  hint: run it with what it was begun with, or begin anew in another folder with --out"
    )
    assert not (tmp_path / "out").exists()


def fresh(path: Path) -> Job:
    """The job of an experiment file, with rules whose hash is not known yet."""
    return replace(job_of(path), rulebook=Rulebook())


def test_other_versions_are_refused(shares: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twochairs.sweeps.job.versions", lambda: {**versions(), "pyarrow": "99"})
    with pytest.raises(OtherVersion) as error:
        merge(tmp_path / "out", shares, job_from_data(plan_of(shares[0])))
    assert str(error.value).startswith(
        f"{shares[0]} belongs to other versions: pyarrow {versions()['pyarrow']} there, 99 here"
    )
