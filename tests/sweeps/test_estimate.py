"""What a sweep takes, before it starts."""

from pathlib import Path
from typing import Any

import pytest

from tests.trust.trial import EXPERIMENT, content, job_of, written
from twochairs.ensemble import lanes
from twochairs.errors import NotRules
from twochairs.sweeps import estimate
from twochairs.sweeps.estimate import Estimate, estimated, try_out
from twochairs.sweeps.job import Job
from twochairs.sweeps.left import Left, left_of
from twochairs.sweeps.runner import WHOLE, Shard
from twochairs.sweeps.state import NOTHING_THERE, cells


def everything(job: Job) -> Left:
    """All that there is to do where nothing is there."""
    return left_of(job, NOTHING_THERE, [], WHOLE)


def test_the_disk_it_takes_is_at_most_what_is_said(made: dict[str, Path], job: Job) -> None:
    told = estimated(job, 2, everything(job))
    numbers = sum(len(data) for name, data in content(made["whole"]).items() if name.startswith(("series", "runs")))
    assert (told.points, told.runs, told.runs_anew, told.runs_used_again) == (12, 240, 240, 0)
    assert numbers < 5 * told.bytes  # headers weigh more than so few numbers


def test_twice_the_jobs_take_half_the_time(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(100))
    monkeypatch.setattr(estimate, "perf_counter", lambda: float(next(ticks)))
    assert estimated(job, 1, everything(job)).seconds == 12.0
    assert estimated(job, 2, everything(job)).seconds == 6.0
    assert estimated(job, 2, left_of(job, NOTHING_THERE, [], Shard(1, 6))).seconds == 1.0


def test_what_is_used_again_takes_disk_and_no_time(job: Job) -> None:
    whole, few = cells(job), cells(job)[:3]
    told = estimated(job, 1, Left(whole, few[:1], few[1:]))
    assert (told.runs, told.runs_anew, told.runs_used_again) == (240, 20, 40)
    assert told.bytes == pytest.approx(estimated(job, 1, everything(job)).bytes * 3 / 12, abs=1.0)
    nothing = estimated(job, 1, Left(whole, [], few))
    assert (nothing.seconds, nothing.timed) == (0.0, True)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (Estimate(12, 240, 240, 0, 0.2, 100, True), "12 points, 240 runs, about 1 s, at most 1 MB"),
        (
            Estimate(441, 88_200, 88_200, 0, 300.0, 2_500_000, False),
            "441 points, 88,200 runs, about 5 min, not timed here yet, at most 2 MB",
        ),
        (
            Estimate(9, 9_000_000, 9_000_000, 0, 9000.0, 6 * 10**9, True),
            "9 points, 9,000,000 runs, about 2.5 h, at most 6.0 GB",
        ),
        (
            Estimate(12, 4800, 2400, 2400, 2.0, 10**6, True),
            "12 points, 4,800 runs (2,400 to be run, 2,400 of other results used again), about 2 s, at most 1 MB",
        ),
        (
            Estimate(12, 4800, 600, 0, 2.0, 10**6, True),
            "12 points, 4,800 runs (600 to be run), about 2 s, at most 1 MB",
        ),
    ],
)
def test_in_words(made: Estimate, text: str) -> None:
    assert str(made) == text


def test_a_rule_that_raises_does_not_stop_it(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(*given: Any) -> None:
        raise IndexError("tuple index out of range")

    monkeypatch.setattr(lanes, "run_lanes", raising)
    try_out(job, [0])
    assert estimated(job, 1, everything(job)).runs == 240


def test_rules_that_cannot_be_compiled_do(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*given: Any) -> None:
        raise NotRules("rules.py", ["no"])

    monkeypatch.setattr(lanes, "run_lanes", refusing)
    with pytest.raises(NotRules):
        try_out(job, [0])


def test_points_of_other_lengths_count_by_their_months(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands first: the disk and the time of two lengths are the mean of the two."""
    monkeypatch.setattr("twochairs.engine.compiled.Kernel.ready", property(lambda kernel: False))

    def told(months: str) -> Estimate:
        text = EXPERIMENT.replace("{clock.months: 8}", "{}").replace(
            "countries.ALD.gas.dependence: {from: 0.2, to: 0.9, steps: 3}", f"clock.months: [{months}]"
        )
        job = job_of(written(tmp_path, text))
        return estimated(job, 1, everything(job))

    mixed, reversed_, short, long = (told(months) for months in ("6, 24", "24, 6", "6, 7", "24, 23"))
    assert (mixed.seconds, mixed.bytes) == (reversed_.seconds, reversed_.bytes)
    assert mixed.seconds == pytest.approx((6 + 24) / (6 + 7) * short.seconds)
    assert mixed.seconds == pytest.approx((6 + 24) / (24 + 23) * long.seconds)
    assert short.bytes < mixed.bytes < long.bytes
