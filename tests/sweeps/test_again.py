"""Results extended: what is there is used again, and what comes of it is what a sweep made at once gives."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import twochairs
from tests.long import FULL
from tests.trust.trial import EXPERIMENT, begun, content, job_of, swept, written
from twochairs.errors import CannotWrite
from twochairs.sweeps import exchange
from twochairs.sweeps.job import Job
from twochairs.sweeps.point import point_result
from twochairs.sweeps.pool import in_this_process
from twochairs.sweeps.running import going

NO_SERIES = EXPERIMENT.replace("months: all, events: true}", "series: none, events: true}")
EVERY_RUN = EXPERIMENT.replace("months: all, events: true}", "series: all, events: true}")
OUTCOME = "outcomes:\n  - min(favourability[ALD.land, LEA])\n"

Made = Callable[[str], Job]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """The job of an experiment's text."""
    count = 0

    def job(text: str) -> Job:
        nonlocal count
        count += 1
        return job_of(written(tmp_path / f"project-{count}", text))

    return job


def extended(job: Job, out: Path, *given: Path) -> tuple[int, int]:
    """Runs that are run anew, and that are used again: as they are told before, and as they then are."""
    way = going(job, out, given)
    way.begin()
    left = way.left()
    anew, again = left.runs_anew, left.runs_used_again
    outcome = way.end(in_this_process)
    assert (outcome.runs, outcome.again, outcome.complete) == (anew, again, True)
    return anew, again


CHANGES: dict[str, tuple[str, Callable[[str], str], int, int]] = {
    "twice the replicates": (NO_SERIES, lambda text: text.replace("replicates: 20", "replicates: 40"), 240, 240),
    "half the replicates": (NO_SERIES, lambda text: text.replace("replicates: 20", "replicates: 10"), 0, 120),
    "a finer grid": (NO_SERIES, lambda text: text.replace("to: 1, steps: 4", "to: 1, steps: 7"), 180, 240),
    "a finer grid of quantiles": (
        EXPERIMENT,
        lambda text: text.replace("to: 1, steps: 4", "to: 1, steps: 7"),
        180,
        240,
    ),
    "another range": (EXPERIMENT, lambda text: text.replace("from: 0.2, to: 0.9", "from: 0.55, to: 0.9"), 80, 160),
    "fewer outcomes": (EXPERIMENT, lambda text: text.replace("  - liability[ALD]@mean\n", ""), 0, 240),
    "one more outcome": (EXPERIMENT, lambda text: text.replace("outcomes:\n", OUTCOME), 240, 0),
    "one more outcome of stored series": (EVERY_RUN, lambda text: text.replace("outcomes:\n", OUTCOME), 0, 240),
    "one more quantity": (EVERY_RUN, lambda text: text.replace("tension, f", "tension, liability, f"), 240, 0),
    "no series any more": (EVERY_RUN, lambda text: text.replace("series: all", "series: none"), 0, 240),
    "more replicates of quantiles": (EXPERIMENT, lambda text: text.replace("replicates: 20", "replicates: 25"), 300, 0),
    "more replicates of all": (EVERY_RUN, lambda text: text.replace("replicates: 20", "replicates: 25"), 60, 240),
    "one more month": (EVERY_RUN, lambda text: text.replace("clock.months: 8", "clock.months: 9"), 240, 0),
    "another seed": (EVERY_RUN, lambda text: text.replace("seed: 7", "seed: 8"), 240, 0),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_used_again_and_the_result_is_that_of_a_fresh_sweep(what: str, tmp_path: Path, made: Made) -> None:
    text, change, anew, again = CHANGES[what]
    assert change(text) != text
    old, job = made(text), made(change(text))
    swept(tmp_path / "old", old)
    assert extended(job, tmp_path / "new", tmp_path / "old") == (anew, again)
    swept(tmp_path / "fresh", job)
    assert content(tmp_path / "new") == content(tmp_path / "fresh")


def test_400_after_200_replicates_runs_200_a_point(tmp_path: Path, made: Made) -> None:
    few = NO_SERIES.replace("replicates: 20", "replicates: 200")
    swept(tmp_path / "old", made(few))
    anew, again = extended(made(few.replace("200", "400")), tmp_path / "new", tmp_path / "old")
    print(f"400 after 200 replicates at 12 points: {anew / 12:.0f} a point run anew, {again / 12:.0f} used again")
    assert (anew, again) == (12 * 200, 12 * 200)


def test_what_is_half_done_is_used_again_too(tmp_path: Path, made: Made) -> None:
    begun(tmp_path / "old", made(NO_SERIES), 5)
    job = made(NO_SERIES.replace("replicates: 20", "replicates: 30"))
    assert extended(job, tmp_path / "new", tmp_path / "old") == (360 - 100, 100)
    swept(tmp_path / "fresh", job)
    assert content(tmp_path / "new") == content(tmp_path / "fresh")


def test_results_of_the_same_name_beside_it_are_looked_through(tmp_path: Path, made: Made) -> None:
    swept(tmp_path / "experiment-0123456789", made(NO_SERIES))
    (tmp_path / "experiment-of-another-kind").mkdir()
    job = made(NO_SERIES.replace("replicates: 20", "replicates: 21"))
    assert extended(job, tmp_path / "new") == (12, 240)


def test_in_the_same_folder_the_old_result_is_there_until_the_new_one_is_whole(
    tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    swept(out, made(NO_SERIES))
    before, job = content(out), made(NO_SERIES.replace("replicates: 20", "replicates: 30"))
    with monkeypatch.context() as patched:
        patched.setattr(exchange, "_exchange", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            extended(job, out)
    assert content(out) == before
    assert extended(job, out) == (0, 0)  # all of it had been made beside it
    swept(tmp_path / "fresh", job)
    assert content(out) == content(tmp_path / "fresh")
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == set()


def test_where_the_system_cannot_exchange_folders_they_take_turns(
    tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange.ctypes, "CDLL", lambda *given, **named: None)
    out, job = tmp_path / "out", made(NO_SERIES.replace("replicates: 20", "replicates: 30"))
    swept(out, made(NO_SERIES))
    assert extended(job, out) == (120, 240)
    assert twochairs.open(out).manifest["replicates"] == 30
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == set()


def test_a_folder_of_which_nothing_can_be_used_is_refused(tmp_path: Path, made: Made) -> None:
    out = tmp_path / "out"
    swept(out, made(NO_SERIES))
    before = content(out)
    with pytest.raises(CannotWrite, match="it holds another sweep"):
        going(made(NO_SERIES.replace("seed: 7", "seed: 8")), out).begin()
    assert content(out) == before


def test_runs_of_other_code_are_not_used(tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    swept(tmp_path / "old", made(NO_SERIES))
    job = made(NO_SERIES.replace("replicates: 20", "replicates: 30"))
    monkeypatch.setattr("twochairs.sweeps.again.versions", lambda: {"numpy": "9.9"})
    assert extended(job, tmp_path / "new", tmp_path / "old") == (360, 0)


def test_a_damaged_source_is_used_as_far_as_it_is_sound(tmp_path: Path, made: Made) -> None:
    swept(tmp_path / "old", made(NO_SERIES))
    (tmp_path / "old" / "runs" / "part-0000.parquet").write_bytes(b"spoilt")
    job = made(NO_SERIES.replace("replicates: 20", "replicates: 30"))
    assert extended(job, tmp_path / "new", tmp_path / "old") == (360, 0)


def test_runs_that_failed_by_accident_are_run_anew(tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    from twochairs.sweeps import work

    run_chunk = work.run_chunk
    with monkeypatch.context() as patched:
        patched.setattr(work, "run_chunk", lambda job, point, span, killed: run_chunk(job, point, span, {3: "gone"}))
        swept(tmp_path / "old", made(NO_SERIES))
    job = made(NO_SERIES.replace("replicates: 20", "replicates: 30"))
    assert extended(job, tmp_path / "new", tmp_path / "old") == (12 * 11, 12 * 19)
    swept(tmp_path / "fresh", job)
    assert content(tmp_path / "new") == content(tmp_path / "fresh")


def experiments() -> st.SearchStrategy[str]:
    return st.builds(
        lambda replicates, low, steps, outcomes, keep: (
            f"""\
twochairs: 2
scenario: tiny.yaml
replicates: {replicates}
seed: 7
set: {{clock.months: 3}}
factors:
  LEA.pressure: {{from: {low}, to: 1, steps: {steps}}}
outcomes: {json.dumps(sorted(outcomes))}
keep: {keep}
"""
        ),
        st.integers(1, 9),
        st.sampled_from([0.0, 0.25, 0.5]),
        st.integers(2, 5),
        st.sets(st.sampled_from([f"alignment[ALD]{at}" for at in ("@end", "@mean", "@max")]), min_size=1),
        st.sampled_from(
            ["{series: none}", "{series: all, quantities: [alignment]}", "{quantities: [alignment, tension]}"]
        ),
    )


@settings(max_examples=50 if FULL else 8, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(pair=st.tuples(experiments(), experiments()))
def test_what_is_told_before_is_what_is_then_done_for_any_two(pair: Any, tmp_path_factory: Any) -> None:
    base = tmp_path_factory.mktemp("pair")
    old, job = (job_of(written(base / f"project-{n}", text)) for n, text in enumerate(pair))
    swept(base / "old", old)
    if job.hash != old.hash:
        extended(job, base / "new", base / "old")
        swept(base / "fresh", job)
        assert content(base / "new") == content(base / "fresh")


def test_a_point_of_a_sweep_is_a_run_with_everything(tmp_path: Path, made: Made) -> None:
    job = made(NO_SERIES)
    swept(tmp_path / "out", job)
    before = content(tmp_path / "out")
    result = point_result(tmp_path / "out", 7)
    sweep = twochairs.open(tmp_path / "out").runs.query("point == 7")
    for text in job.plan.outcomes:
        assert result.runs[text].tolist() == sweep[text].tolist()
    assert "contribution" in result.quantities
    assert content(tmp_path / "out" / "points" / "0007") == content(point_result(tmp_path / "out", 7).folder)
    assert {name: data for name, data in content(tmp_path / "out").items() if not name.startswith("points")} == before
