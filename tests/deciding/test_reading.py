"""Runs as estimators take them: whole rows alone, moves of trajectories with their signs, and no failed run."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from twochairs.deciding.reading import Reading


def result(
    design: dict[str, Any], factors: list[str], kind: str, there: Any = None, failed: tuple[int, ...] = ()
) -> Any:
    frame = pd.DataFrame(design)
    return SimpleNamespace(
        design=frame,
        factors=factors,
        there=np.arange(len(frame)) if there is None else np.array(there),
        failures=pd.DataFrame({"point": list(failed)}),
        manifest={"failed": len(failed), "design": kind, "common_random_numbers": False},
        about=lambda name: {"scale": "linear"},
    )


def rows(**others: Any) -> Any:
    design = {"x": np.arange(16.0), "y": np.zeros(16), "group": np.repeat([0, 0, 1, 1], 4)}
    return result(design, ["x", "y"], "saltelli", **others)


def test_rows_are_runs_of_points_one_after_the_other() -> None:
    values, group = Reading(rows()).rows(np.arange(16.0))
    assert values.tolist() == np.arange(16.0).reshape(4, 4).tolist()
    assert group.tolist() == [0, 0, 1, 1]


def test_a_row_with_a_point_that_failed_or_is_not_there_is_left_out_whole() -> None:
    reading = Reading(rows(failed=(5,)))
    values, group = reading.rows(np.arange(16.0))
    assert (values[:, 0].tolist(), group.tolist(), reading.left_out) == ([0.0, 8.0, 12.0], [0, 1, 1], 1)
    there = [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]
    reading = Reading(rows(there=there))
    assert reading.groups == 0, "neither group is there whole"
    there = [*range(8), *range(8, 15)]
    reading = Reading(rows(there=there, failed=(5,)))
    values, group = reading.rows(np.array(there, dtype=float))
    assert (values[:, 0].tolist(), group.tolist(), reading.row_count) == ([0.0], [0], 1)


def test_changes_are_brought_to_the_whole_range_with_the_sign_of_the_move() -> None:
    design = {
        "x": [0.0, 2.0, 2.0, 3.0, 3.0, 1.0],
        "y": [9.0, 9.0, 3.0, 3.0, 9.0, 9.0],
        "trajectory": [0, 0, 0, 1, 1, 1],
        "moved": ["", "x", "y", "", "y", "x"],
    }
    values = np.array([[0.0], [1.0], [4.0], [0.0], [3.0], [2.0]])
    changes = Reading(result(design, ["x", "y"], "morris")).changes(values)
    np.testing.assert_allclose(changes[:, :, 0], [[1 / (2 / 3), 3 / -1.0], [-1 / (-2 / 3), 3 / 1.0]])
    without = Reading(result(design, ["x", "y"], "morris", failed=(1,))).changes(values)
    assert np.isnan(without[0]).all() and np.isfinite(without[1]).all()


def test_a_sample_has_its_levels_as_numbers_and_knows_whether_it_is_even() -> None:
    design = {"x": [0.5, 0.1, 0.9], "kind": ["b", "a", "b"]}
    sample = Reading(result(design, ["x", "kind"], "sobol", failed=(1,))).sample
    assert sample.places.tolist() == [[0.5, 0.0], [0.9, 0.0]]
    assert sample.even and not sample.shared
    assert not Reading(result(design, ["x", "kind"], "table")).sample.even
