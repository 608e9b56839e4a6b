"""The straight lines between alignment and ideal points."""

import numpy as np
import pytest

from twochairs.data.ideal_scale import HOME, Scale


def test_a_scale_goes_there_and_back():
    scale = Scale(-0.773, 0.85)
    assert scale.at_home(np.array([-0.773])) == pytest.approx([0.35]), "alignment 0 on both"
    assert Scale(1.0, 2.0).at_home(np.array([3.0])) == pytest.approx([0.35 + 0.85]), "alignment 1"
    assert HOME.here(np.array([0.1]))[0] == HOME.at_home(np.array([0.1]))[0] == 0.1, "to the bit"
    points = np.array([-1.5, 0.0, 0.7])
    assert scale.here(scale.at_home(points)) == pytest.approx(points)
