"""Axes that several figures have."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from twochairs.figures.design.axes import about_zero


@pytest.mark.parametrize(("rows", "bottom"), [(0, 0.5), (1, 0.5), (4, 3.5)])
def test_bars_about_zero_begin_at_the_top_and_have_a_line_at_zero(rows: int, bottom: float) -> None:
    axes = Figure().add_subplot()
    axes.barh(range(rows), np.linspace(-2.0, 3.0, rows))
    about_zero(axes, rows, 4.0)
    assert axes.get_ylim() == (bottom, -0.5)
    assert list(axes.get_yticks()) == []
    assert [float(one) for line in axes.get_lines() for one in line.get_xdata()] == [0.0, 0.0]
    assert not axes.spines["left"].get_visible()
    if rows == 4:
        assert axes.get_xlim() == pytest.approx((-2.3, 3.3))
