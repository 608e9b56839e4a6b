"""A yearly series: what is dropped, what is cut, what is filled, what is refused."""

import numpy as np
import pytest

from twochairs.evidence.scoring.series import Series

GAPPED = Series(np.array([2001, 2002, 2004, 2005]), np.array([1.0, 2.0, 4.0, np.nan]))


def test_what_was_not_observed_is_dropped():
    assert GAPPED.years.tolist() == [2001, 2002, 2004]
    assert GAPPED.values.tolist() == [1.0, 2.0, 4.0]


def test_upto_keeps_the_year_itself():
    assert GAPPED.upto(2002).years.tolist() == [2001, 2002]
    assert GAPPED.upto(2003).years.tolist() == [2001, 2002]
    assert GAPPED.upto(2000).years.size == 0


def test_yearly_has_every_year():
    np.testing.assert_array_equal(GAPPED.yearly(), [1.0, 2.0, np.nan, 4.0])
    np.testing.assert_array_equal(GAPPED.yearly(2006), [1.0, 2.0, np.nan, 4.0, np.nan, np.nan])
    np.testing.assert_array_equal(GAPPED.yearly(2003), [1.0, 2.0, np.nan])
    assert GAPPED.yearly(2000).size == Series(np.array([]), np.array([])).yearly().size == 0


@pytest.mark.parametrize(
    ("years", "values"),
    [
        ([2002, 2001], [1.0, 2.0]),
        ([2001, 2001], [1.0, 2.0]),
        ([2001.5, 2002.5], [1.0, 2.0]),
        ([2001, 2002], [1.0]),
        ([2001, 2002], [1.0, np.inf]),
    ],
)
def test_what_is_not_a_series_is_refused(years, values):
    with pytest.raises(ValueError):
        Series(np.array(years), np.array(values))
