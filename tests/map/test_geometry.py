"""Rings: area, clipping, depth; worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twochairs.map.geometry import area, clipped, deepest, distance, extent, inside

SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
HOLE = ((1.0, 1.0), (1.0, 3.0), (3.0, 3.0), (3.0, 1.0))
WIDE = ((0.0, 0.0), (10.0, 0.0), (10.0, 2.0), (0.0, 2.0))


def test_a_hole_counts_against_what_it_is_cut_from():
    assert (area(SQUARE), area(HOLE)) == (16.0, -4.0)
    assert inside((0.5, 2.0), [SQUARE, HOLE])
    assert not inside((2.0, 2.0), [SQUARE, HOLE])


def test_clipping_keeps_what_lies_within():
    assert area(clipped(SQUARE, (2.0, -1.0, 9.0, 1.0))) == 2.0
    assert clipped(SQUARE, (5.0, 0.0, 9.0, 4.0)) == ()
    assert clipped(SQUARE, (-1.0, -1.0, 9.0, 9.0)) == SQUARE
    triangle = ((0.0, 0.0), (4.0, 0.0), (0.0, 4.0))
    assert area(clipped(triangle, (0.0, 0.0, 2.0, 2.0))) == pytest.approx(4.0)


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=3, max_size=12))
def test_what_is_clipped_lies_in_the_window(points):
    ring = clipped(tuple(points), (-2.0, -1.0, 3.0, 4.0))
    assert all(-2.0 <= x <= 3.0 and -1.0 <= y <= 4.0 for x, y in ring)


def test_the_deepest_place_is_as_far_from_the_sides_as_can_be():
    (x, y), depth = deepest([WIDE])
    assert depth == pytest.approx(1.0, abs=0.01)
    assert y == pytest.approx(1.0, abs=0.01)
    assert 1.0 <= x <= 9.0
    assert distance((5.0, 1.5), [WIDE]) == 0.5


def test_extent():
    assert extent([SQUARE, WIDE]) == (0.0, 0.0, 10.0, 4.0)
