"""Results of earlier versions open: what they did not say is found, or is not known."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from tests.results.sweeps import refitted
from tests.trust.trial import job_of, swept, written
from twochairs.errors import NoResult
from twochairs.results.reader import Tables
from twochairs.results.result import Result
from twochairs.sweeps.job import Job, _sealed
from twochairs.sweeps.replay import replay
from twochairs.sweeps.state import plan_of


def aged(folder: Path, copy: Path) -> Path:
    """A sweep as it was written before manifests had agents, summaries intervals, and plans what is fixed."""
    shutil.copytree(folder, copy)
    manifest = json.loads((copy / "manifest.json").read_text())
    kept = {key: value for key, value in manifest.items() if key not in ("agents", "chance_hash")}
    (copy / "manifest.json").write_text(json.dumps(kept))
    plan = json.loads((copy / "plan.json").read_text())
    plan.pop("checksum")
    for scenario in plan["plan"]["scenarios"]:
        del scenario["fixed"]
    (copy / "plan.json").write_text(_sealed(plan))
    summary = pd.read_csv(copy / "summary.csv")
    summary.drop(columns=[*Tables.no_column, "kind"]).to_csv(copy / "summary.csv", index=False)
    return refitted(copy)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, Path, Path]:
    """A job, its sweep as it is written now, and as it was."""
    root = tmp_path_factory.mktemp("aged")
    job = job_of(written(root))
    swept(root / "now", job)
    return job, root / "now", aged(root / "now", root / "then")


def test_tables_and_arrays_of_an_earlier_sweep_are_those_of_now(folders: tuple[Job, Path, Path]) -> None:
    now, then = (Result(folder) for folder in folders[1:])
    assert then.runs.equals(now.runs)
    assert then.events.equals(now.events)
    for quantity in now.quantities:
        assert then.series(quantity).equals(now.series(quantity))
    assert then.summary["mean"].equals(now.summary["mean"])
    assert then.summary["low"].isna().all()
    assert {key: list(names) for key, names in then.manifest["labels"].items()} == {
        key: list(names) for key, names in now.manifest["labels"].items()
    }


def test_a_run_of_an_earlier_sweep_is_replayed(folders: tuple[Job, Path, Path]) -> None:
    job, _, then = folders
    assert plan_of(then)["sweep_hash"] == job.hash
    again = replay(then, job, 3, 7)
    assert len(again.stored) == 3
    assert again.differing == []


def test_without_its_scenario_it_does_not(folders: tuple[Job, Path, Path], tmp_path: Path) -> None:
    copy = shutil.copytree(folders[2], tmp_path / "copy")
    (copy / "scenario.yaml").write_text("twochairs: 2\n")
    with pytest.raises(NoResult, match=r"its scenario\.yaml is no scenario"):
        Result(refitted(copy))
