"""Worker jobs of a Slurm cluster: time limits, lives of workers, settings, what is refused. No job is submitted."""

import builtins
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from twochairs.errors import NotPossible
from twochairs.results.extra import how_to_install
from twochairs.sweeps import slurm
from twochairs.sweeps.cluster import connected
from twochairs.sweeps.slurm import lifetime_of, seconds_of, worker_jobs

SAID = {
    "cores": None,
    "processes": None,
    "memory": None,
    "walltime": "02:00:00",
    "log-directory": None,
    "shared-temp-directory": None,
    "worker-extra-args": [],
    "scheduler-options": {},
}


@pytest.mark.parametrize(
    ("limit", "seconds"),
    [
        ("30", 1800),
        ("1:30", 90),
        ("00:01:00", 60),
        ("02:00:00", 7200),
        ("1-0", 86_400),
        ("1-12", 129_600),
        ("1-12:30", 131_400),
        ("2-00:00:01", 172_801),
    ],
)
def test_time_limits_as_sbatch_takes_them(limit: str, seconds: int) -> None:
    assert seconds_of(limit) == seconds


@pytest.mark.parametrize("limit", [7200, None, "", "0", "00:00:00", "2h", "1:2:3:4", "-1", "1-", "infinite", "²"])
def test_what_is_no_time_limit(limit: object) -> None:
    with pytest.raises(NotPossible) as error:
        seconds_of(limit)
    assert str(error.value) == (
        f"walltime is {limit!r}, which is no time limit\n"
        "  hint: write it as sbatch takes it, in quotes in a file: '02:00:00', or '1-12:00:00' for a day and a half"
    )


@pytest.mark.parametrize(
    ("limit", "life"),
    [(60, (30, 15)), (1200, (600, 300)), (1800, (1200, 300)), (7200, (6600, 300)), (86_400, (85_800, 300))],
)
def test_lives_end_before_the_limit_and_not_at_once(limit: int, life: tuple[int, int]) -> None:
    assert lifetime_of(limit) == life


def test_every_worker_has_time_to_end_whatever_the_limit() -> None:
    for limit in range(60, 20_000, 7):
        mean, spread = lifetime_of(limit)
        assert mean - spread >= limit // 4
        assert limit - (mean + spread) == min(300, limit // 4)


def test_what_settings_leave_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert slurm._settings(SAID) == {
        "cores": 1,
        "processes": 1,
        "memory": "2GB",
        "log_directory": str(tmp_path / "slurm-logs"),
        "shared_temp_directory": str(tmp_path / "slurm-logs"),
        "worker_extra_args": ["--no-dashboard", "--lifetime", "6600s", "--lifetime-stagger", "300s"],
        "scheduler_options": {"dashboard_address": ":0"},
    }


def test_what_settings_say_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARED", "/shared")
    said = SAID | {
        "cores": 8,
        "memory": "24GB",
        "log-directory": "logs",
        "shared-temp-directory": "$SHARED/tmp",
        "worker-extra-args": ["--resources", "GPU=1"],
        "scheduler-options": {"interface": "ib0"},
    }
    settings = slurm._settings(said)
    assert (settings["cores"], settings["processes"], settings["memory"]) == (8, 8, "24GB")
    assert (settings["log_directory"], settings["shared_temp_directory"]) == ("logs", "/shared/tmp")
    assert settings["worker_extra_args"][:4] == ["--resources", "GPU=1", "--no-dashboard", "--lifetime"]
    assert settings["scheduler_options"] == {"dashboard_address": ":0", "interface": "ib0"}
    assert slurm._settings(said | {"memory": None})["memory"] == "16GB"
    assert slurm._settings(said | {"processes": 2})["processes"] == 2


def test_a_life_that_is_given_stands_and_needs_no_limit() -> None:
    said = SAID | {"walltime": None, "worker-extra-args": ["--lifetime", "1h"]}
    assert slurm._settings(said)["worker_extra_args"] == ["--lifetime", "1h", "--no-dashboard"]


def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """As though dask-jobqueue were here, whether or not it is."""
    module = ModuleType("dask_jobqueue")
    module.SLURMCluster = None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dask_jobqueue", module)
    monkeypatch.setitem(sys.modules, "cryptography", ModuleType("cryptography"))


@pytest.mark.parametrize("lacking", ["cryptography", "dask_jobqueue"])
def test_without_the_extra(lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _here(monkeypatch)
    whole = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == lacking:
            raise ImportError(name)
        return whole(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NotPossible) as error, worker_jobs(2):
        pass
    assert str(error.value) == f"--dask slurm needs dask-jobqueue and cryptography\n  hint: {how_to_install('cluster')}"


def test_without_slurm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    _here(monkeypatch)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotPossible) as error, connected("slurm:2"):
        pass
    assert str(error.value) == (
        "there is no sbatch on this machine\n"
        "  hint: type the command where jobs are submitted; elsewhere, --jobs 2 runs it without a cluster"
    )


@pytest.mark.parametrize("address", ["slurm:", "slurm:0", "slurm:x", "slurm:1025"])
def test_what_is_no_number_of_jobs(address: str) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(NotPossible) as error, connected(address):
        pass
    assert str(error.value) == (
        f"{address} is no cluster\n"
        "  hint: slurm:2 gives two worker jobs of the Slurm cluster that this machine submits to"
    )
