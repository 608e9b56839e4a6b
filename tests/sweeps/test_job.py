"""A job to `plan.json` and back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.trust.trial import EXPERIMENT, written
from tests.trust.trial import job_of as checked
from twochairs.errors import InvalidInput, OtherVersion
from twochairs.experiment.plan import load_experiment
from twochairs.sweeps.job import Job, differences, job_from_data, job_of, opened, versions
from twochairs.sweeps.task import Task
from twochairs.sweeps.work import receipt_of


def test_the_plan_gives_the_job_back(job: Job) -> None:
    data = opened(job.text)
    assert data is not None
    back = job_from_data(data)
    assert (back.hash, back.key, back.replicates, back.runs) == (job.hash, job.hash, 20, 240)
    assert back.text == job.text
    assert back.plan.points == job.plan.points


def test_every_changed_character_of_a_plan_is_noticed(job: Job) -> None:
    text = job.text
    for at in range(0, len(text), 7):
        other = "0" if text[at] != "0" else "1"
        assert opened(text[:at] + other + text[at + 1 :]) is None
    assert opened(text + " ") is None
    assert opened(text[:-1]) is None


def test_the_hash_goes_by_what_decides_the_numbers(tmp_path: Path) -> None:
    first = checked(written(tmp_path))
    assert checked(written(tmp_path, "# said\n" + EXPERIMENT)).hash == first.hash
    assert checked(written(tmp_path, EXPERIMENT.replace("seed: 7", "seed: 8"))).hash != first.hash


def test_bad_outcomes_are_told_with_their_places(tmp_path: Path) -> None:
    path = written(tmp_path, EXPERIMENT.replace("tension[strait]@max", "tension[straits]@max"))
    with pytest.raises(InvalidInput) as error:
        load_experiment(path)
    (text,) = str(error.value).splitlines()[1:]
    assert text.startswith("  line 12, column 5: outcome 'tension[straits]@max': ")


def test_a_worker_refuses_a_plan_of_other_versions(
    copy: Callable[[str], Path], job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy("half")
    monkeypatch.setattr("twochairs.sweeps.job.versions", lambda: {**versions(), "numba": "9.9"})
    with pytest.raises(OtherVersion) as error:
        job_of(str(folder), job.hash)
    assert str(error.value) == (
        f"{folder} belongs to other versions: numba {versions()['numba']} there, 9.9 here\n"
        "  hint: run it with what it was begun with, or begin anew in another folder with --out"
    )


def test_a_worker_of_other_code_refuses_a_plan(
    copy: Callable[[str], Path], job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy("half")
    monkeypatch.setattr("twochairs.world.rulebook.code_hash", lambda: "0" * 64)
    receipt = receipt_of(str(folder), job.hash, Task(0, range(20)))
    assert receipt.error == (
        f"OtherVersion: {folder} belongs to other versions: the package's code is another\n"
        "  hint: run it with what it was begun with, or begin anew in another folder with --out"
    )


def test_differences_are_told_one_by_one(job: Job) -> None:
    data = json.loads(job.text)
    assert differences(data) == []
    data["versions"]["numpy"] = "1.0"
    del data["versions"]["pyarrow"]
    data["rules"]["hash"] = "other"
    here = versions()
    assert differences(data) == [
        f"numpy 1.0 there, {here['numpy']} here",
        f"pyarrow None there, {here['pyarrow']} here",
        "the package's code is another",
    ]


@pytest.mark.parametrize(("months", "kept"), [("all", 9), ("3 months", 3), ("12 months", 1)])
def test_months_kept(months: str, kept: int, tmp_path: Path) -> None:
    job = checked(written(tmp_path, EXPERIMENT.replace("months: all", f"months: {months}")))
    assert len(job.kept(0).months) == kept
    assert job.kept(0).months[0] == 0
