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


def test_the_disk_it_takes_is_at_most_what_is_said(made: dict[str, Path], job: Job) -> None:
    told = estimated(job, 2)
    numbers = sum(len(data) for name, data in content(made["whole"]).items() if name.startswith(("series", "runs")))
    assert told.points, told.runs == (12, 240)
    assert numbers < 5 * told.bytes  # headers weigh more than so few numbers


def test_twice_the_jobs_take_half_the_time(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(100))
    monkeypatch.setattr(estimate, "perf_counter", lambda: float(next(ticks)))
    assert estimated(job, 1).seconds == 12.0
    assert estimated(job, 2).seconds == 6.0
    assert estimated(job, 2, points=2).seconds == 1.0


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (Estimate(12, 240, 0.2, 100, True), "12 points, 240 runs, about 1 s, at most 1 MB"),
        (
            Estimate(441, 88_200, 300.0, 2_500_000, False),
            "441 points, 88,200 runs, about 5 min, not timed here yet, at most 2 MB",
        ),
        (Estimate(9, 9_000_000, 9000.0, 6 * 10**9, True), "9 points, 9,000,000 runs, about 2.5 h, at most 6.0 GB"),
    ],
)
def test_in_words(made: Estimate, text: str) -> None:
    assert str(made) == text


def test_a_rule_that_raises_does_not_stop_it(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(*given: Any) -> None:
        raise IndexError("tuple index out of range")

    monkeypatch.setattr(lanes, "run_lanes", raising)
    try_out(job, [0])
    assert estimated(job, 1).runs == 240


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
        return estimated(job_of(written(tmp_path, text)), 1)

    mixed, reversed_, short, long = (told(months) for months in ("6, 24", "24, 6", "6, 7", "24, 23"))
    assert (mixed.seconds, mixed.bytes) == (reversed_.seconds, reversed_.bytes)
    assert mixed.seconds == pytest.approx((6 + 24) / (6 + 7) * short.seconds)
    assert mixed.seconds == pytest.approx((6 + 24) / (24 + 23) * long.seconds)
    assert short.bytes < mixed.bytes < long.bytes
