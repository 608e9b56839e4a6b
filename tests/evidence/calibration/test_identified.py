"""A row of what draws say of a constant, worked by hand."""

import numpy as np
import pytest

from twochairs.evidence.calibration.identified import COLUMNS, row


def test_a_row_by_hand() -> None:
    """Draws 0 to 2 in hundredths; a prior of mean 0 and sd 2: the variance falls from 4 to 0.34."""
    drawn = np.linspace(0.0, 2.0, 201)
    found = dict(zip(COLUMNS, row("b_aid", (-4.0, 4.0), (0.0, 2.0), drawn), strict=True))
    assert found.pop("name") == "b_aid"
    variance = (201**2 - 1) / 12 * 0.01**2
    assert found == pytest.approx(
        {
            **{"prior_low": -4.0, "prior_high": 4.0, "prior_mean": 0.0, "prior_sd": 2.0},
            **{"mean": 1.0, "sd": variance**0.5, "q05": 0.1, "q50": 1.0, "q95": 1.9},
            **{"contraction": 1.0 - variance / 4.0, "shift": 0.5},
        }
    )
