"""The defaults are those that were fitted, with the intervals that were printed."""

import pytest

from twochairs.evidence.results.shipped import shipped
from twochairs.experiment.posterior import posterior
from twochairs.world.parameters import PARAMETERS, Parameters

CONSTANTS = shipped("constants").set_index("name")
FITTED = [name for name in CONSTANTS.index if name in PARAMETERS]


@pytest.mark.parametrize("name", FITTED)
def test_a_fitted_constant_says_its_interval_and_lies_in_it(name):
    row = CONSTANTS.loc[name]
    assert row.q05 <= Parameters._field_defaults[name] <= row.q95
    assert PARAMETERS[name].fitted == pytest.approx((row.q05, row.q95), abs=0.0051)
    assert PARAMETERS[name].origin.endswith(
        "(docs/evidence.md); 90 % interval {:.2f} to {:.2f}".format(*PARAMETERS[name].fitted)
    )


def test_no_other_constant_says_that_it_was_fitted():
    assert {name for name, declared in PARAMETERS.items() if declared.fitted} == set(FITTED)


def test_the_shipped_draws_are_of_the_fitted_constants_and_spread_as_they_do():
    rows = posterior()
    assert set(rows[0]) == set(FITTED)
    for name in FITTED:
        row = CONSTANTS.loc[name]
        values = [draw[name] for draw in rows]
        assert abs(sum(values) / len(values) - row["mean"]) < 4.0 * row.sd / len(values) ** 0.5
