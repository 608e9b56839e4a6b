"""Shares put together."""

from pathlib import Path

import pytest

from sim.errors import Incomplete, NotPossible, OtherVersion
from sim.sweep.job import Job, job_from_data, versions
from sim.sweep.merge import merge
from sim.sweep.runner import Shard
from sim.sweep.state import plan_of
from tests.trust.trial import EXPERIMENT, content, job_of, swept, written


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


def test_other_versions_are_refused(shares: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.sweep.job.versions", lambda: {**versions(), "pyarrow": "99"})
    with pytest.raises(OtherVersion) as error:
        merge(tmp_path / "out", shares, job_from_data(plan_of(shares[0])))
    assert str(error.value).startswith(
        f"{shares[0]} belongs to other versions: pyarrow {versions()['pyarrow']} there, 99 here"
    )
