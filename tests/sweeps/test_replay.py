"""A run again, in plain Python, is what was stored, bit for bit."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twochairs.errors import NotPossible
from twochairs.sweeps.closing import told_replay
from twochairs.sweeps.job import Job
from twochairs.sweeps.replay import replay, which_run

CLAIM = settings(
    derandomize=True, deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@CLAIM
@given(st.integers(0, 11), st.integers(0, 19))
def test_every_run_is_what_was_stored(made: dict[str, Path], job: Job, point: int, replicate: int) -> None:
    again = replay(made["whole"], job, point, replicate)
    assert again.error == ""
    assert again.outcomes == again.stored
    assert again.differing == []
    assert again.values.shape == (9, job.kept(0).shape.layout.slots)


@pytest.mark.parametrize("folder", ["whole", "half"])
def test_what_is_said(folder: str, made: dict[str, Path], job: Job) -> None:
    again = replay(made[folder], job, 2, 5)
    lines = told_replay(again, job)
    assert lines[0] == "run 45: point 2 (LEA.pressure = 0.0, countries.ALD.gas.dependence = 0.9), replicate 5"
    assert lines[1] == f"  alignment[ALD]@end = {again.outcomes['alignment[ALD]@end']:.6g}  as stored"
    assert lines[-1] == "every outcome is what was stored, bit for bit"
    assert len(lines) == 5


def test_a_difference_in_the_last_bit_is_told(made: dict[str, Path], job: Job) -> None:
    again = replay(made["whole"], job, 0, 0)
    stored = {**again.stored, "tension[strait]@max": again.stored["tension[strait]@max"] * (1 + 2**-52)}
    other = replace(again, stored=stored)
    assert other.differing == ["tension[strait]@max"]
    assert f"but {stored['tension[strait]@max']!r} was stored" in told_replay(other, job)[3]
    assert told_replay(other, job)[-1].startswith("  tension")


def test_an_outcome_that_was_not_stored_is_not_called_as_stored(made: dict[str, Path], job: Job) -> None:
    again = replay(made["whole"], job, 0, 0)
    stored = {text: value for text, value in again.stored.items() if text != "alignment[ALD]@end"}
    assert told_replay(replace(again, stored=stored), job)[1].endswith("  (it was not stored)")


def test_a_run_that_fails_now_and_did_not_then_differs(made: dict[str, Path], job: Job) -> None:
    other = replace(replay(made["whole"], job, 0, 0), outcomes={}, error="ValueError: no")
    assert len(other.differing) == 3
    assert told_replay(other, job)[1] == "it had come to its end, and fails now: ValueError: no"


def test_a_point_that_was_not_run(made: dict[str, Path], job: Job) -> None:
    with pytest.raises(NotPossible) as error:
        replay(made["half"], job, 9, 0)
    assert str(error.value) == (
        f"point 9 of {made['half']} has not been run yet\n  hint: `twochairs status {made['half']}`"
    )


@pytest.mark.parametrize(("text", "run"), [("0/0", (0, 0)), ("11/19", (11, 19)), ("0", (0, 0)), ("45", (2, 5))])
def test_names_of_runs(text: str, run: tuple[int, int], job: Job) -> None:
    assert which_run(text, job) == run


HINT = "\n  hint: write POINT/REPLICATE, such as 0/0, or a number below 240"


@pytest.mark.parametrize("text", ["", "/", "a", "1/", "-1", "1/b", "²", "1/²", "1.0", "1/2/3", "9" * 5000], ids=repr)
def test_what_is_no_run(text: str, job: Job) -> None:
    with pytest.raises(NotPossible) as error:
        which_run(text, job)
    assert str(error.value) == f"{text} is no run{HINT}"


@pytest.mark.parametrize("text", ["240", "12/0", "0/20"])
def test_a_run_there_is_not(text: str, job: Job) -> None:
    with pytest.raises(NotPossible) as error:
        which_run(text, job)
    assert str(error.value) == f"there is no run {text}: 12 points of 20 runs{HINT}"


def test_other_versions_replay_what_is_there(copy: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from twochairs.sweeps.job import job_from_data, versions
    from twochairs.sweeps.state import plan_of

    folder = copy("half")
    monkeypatch.setattr("twochairs.sweeps.job.versions", lambda: {**versions(), "numpy": "9.9"})
    assert replay(folder, job_from_data(plan_of(folder)), 1, 1).differing == []
