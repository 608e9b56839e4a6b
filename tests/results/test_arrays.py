"""Rows of a table as an array: each number in its place whatever their order, NaN where there is none."""

import numpy as np
import pyarrow as pa
import pytest

from twochairs.errors import NotPossible
from twochairs.results.arrays import filled

DIMS = ["point", "replicate", "country"]
ROWS = [(0, 0, "ALD", 1.0), (0, 0, "BOR", 2.0), (0, 1, "ALD", 3.0), (0, 1, "BOR", 4.0), (2, 0, "ALD", 5.0)]


def table(rows: list[tuple[int, int, str, float]]) -> pa.Table:
    return pa.table(dict(zip([*DIMS, "alignment"], map(list, zip(*rows, strict=True)), strict=True)))


def test_rows_in_any_order_and_parts_give_the_same_array() -> None:
    points = np.array([0, 2])
    labels, values = filled([table(ROWS)], DIMS, ["alignment"], points)
    assert [names.tolist() for names in labels.values()] == [[0, 2], [0, 1], ["ALD", "BOR"]]
    nan = np.nan
    np.testing.assert_array_equal(values["alignment"], [[[1, 2], [3, 4]], [[5, nan], [nan, nan]]])
    _, again = filled([table(ROWS[3:]), table(ROWS[:3])], DIMS, ["alignment"], points)
    np.testing.assert_array_equal(again["alignment"][:, :, ::-1], values["alignment"])


def test_numbers_keep_their_precision() -> None:
    for kind in (np.float32, np.float64):
        given = table(ROWS).set_column(3, "alignment", pa.array(np.arange(5, dtype=kind)))
        assert filled([given], DIMS, ["alignment"], np.array([0, 2]))[1]["alignment"].dtype == kind


def test_two_numbers_for_one_place_are_refused() -> None:
    with pytest.raises(NotPossible, match="two numbers for one point"):
        filled([table([*ROWS, ROWS[0]])], DIMS, ["alignment"], np.array([0, 2]))


def test_no_rows_give_an_array_of_no_agents() -> None:
    labels, values = filled([table(ROWS)[:0]], DIMS, ["alignment"], np.array([0]))
    assert (values["alignment"].shape, len(labels["country"])) == ((1, 0, 0), 0)
