"""A point's runs: what is kept of them, however many fail."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from twochairs.outcomes.measures import QUANTILES
from twochairs.sweeps import chunk
from twochairs.sweeps.chunk import STATISTICS, run_chunk, statistics
from twochairs.sweeps.job import Job

CLAIM = settings(derandomize=True, deadline=None, max_examples=80)
ALL = range(20)
series = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 40)),
    elements=st.floats(-1e6, 1e6, width=32, allow_subnormal=False),
)


@CLAIM
@given(series)
def test_statistics_are_those_of_numpy(values: np.ndarray) -> None:
    found = statistics(values)
    assert found.dtype == np.float32
    wide = values.astype(np.float64)
    scale = np.abs(wide).max() + 1.0
    assert np.allclose(found[0], wide.mean(axis=-1), rtol=1e-6, atol=1e-6 * scale)
    assert np.allclose(found[1:], np.quantile(wide, QUANTILES, axis=-1), rtol=1e-6, atol=1e-6 * scale)


@CLAIM
@given(series, st.randoms(use_true_random=False))
def test_the_order_of_runs_decides_no_bit(values: np.ndarray, chance: Any) -> None:
    order = list(range(values.shape[-1]))
    chance.shuffle(order)
    assert statistics(values).tobytes() == statistics(values[..., order]).tobytes()


def test_statistics_of_one_run_are_the_run_and_of_none_are_not_numbers() -> None:
    one = np.arange(6, dtype=np.float32).reshape(2, 3, 1)
    assert np.array_equal(statistics(one), np.repeat(one.transpose(2, 0, 1), len(STATISTICS), axis=0))
    none = statistics(np.zeros((2, 3, 0), dtype=np.float32))
    assert none.shape == (len(STATISTICS), 2, 3)
    assert np.isnan(none).all()


def test_a_point_has_every_run(job: Job) -> None:
    made = run_chunk(job, 3, ALL, {})
    assert made.point == 3
    assert made.replicates.tolist() == list(range(20))
    assert made.outcomes.shape == (20, 3)
    assert made.series.shape == (len(STATISTICS), len(job.kept(3).months), len(job.kept(3).slots))
    assert not made.failures


def test_runs_that_are_known_to_end_their_process_are_not_run(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, asked = run_chunk(job, 0, ALL, {}), []
    run = chunk.run_lanes
    monkeypatch.setattr(chunk, "run_lanes", lambda *given: (asked.extend(given[3]), run(*given))[1])
    made = run_chunk(job, 0, ALL, {4: "by SIGSEGV", 0: "by SIGKILL"})
    left = [replicate for replicate in range(20) if replicate not in (0, 4)]
    assert asked == left == made.replicates.tolist()
    assert [(f.replicate, f.kind, f.what) for f in made.failures] == [
        (0, "killed", "by SIGKILL"),
        (4, "killed", "by SIGSEGV"),
    ]
    assert np.array_equal(made.outcomes, whole.outcomes[left])


def test_a_point_none_of_whose_runs_is_left_is_a_point_still(job: Job) -> None:
    made = run_chunk(job, 0, ALL, dict.fromkeys(range(20), "gone"))
    assert (len(made.replicates), made.outcomes.shape, len(made.failures)) == (0, (0, 3), 20)
    assert np.isnan(made.series).all()


@pytest.mark.parametrize("raising", [{0}, {19}, {3, 4, 11}, set(range(20))], ids=["first", "last", "some", "all"])
def test_runs_that_raise_are_found_among_the_others(
    raising: set[int], job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, run = run_chunk(job, 0, ALL, {}), chunk.run_lanes

    def lanes(*given: Any) -> Any:
        if raising & set(given[3]):
            raise ZeroDivisionError("division\nby zero")
        return run(*given)

    monkeypatch.setattr(chunk, "run_lanes", lanes)
    made = run_chunk(job, 0, ALL, {})
    sound = [replicate for replicate in range(20) if replicate not in raising]
    assert made.replicates.tolist() == sound
    assert {(f.replicate, f.kind, f.what) for f in made.failures} == {
        (replicate, "raised", "ZeroDivisionError: division by zero") for replicate in raising
    }
    assert np.array_equal(made.outcomes, whole.outcomes[sound])
    assert made.events == [event for event in whole.events if event.replicate in sound]


def test_more_runs_than_fit_side_by_side_are_the_same_runs(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run_chunk(job, 2, ALL, {})
    monkeypatch.setattr(chunk, "LANES", 7)
    parts = run_chunk(job, 2, ALL, {})
    assert np.array_equal(parts.outcomes, whole.outcomes)
    assert parts.series.tobytes() == whole.series.tobytes()
    assert replace(parts, replicates=None, outcomes=None, series=None) == replace(
        whole, replicates=None, outcomes=None, series=None
    )
