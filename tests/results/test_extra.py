"""Packages that are not there."""

import pytest

from twochairs.errors import NotPossible
from twochairs.results.extra import need


def test_what_is_there_is_no_matter():
    need("json", "numpy")
    need()


def test_what_is_missing_is_told_with_the_command():
    with pytest.raises(NotPossible) as refused:
        need("json", "no_such_sampler", "no_such_filter")
    assert str(refused.value) == (
        "no_such_sampler, no_such_filter is not installed\n  hint: pip install 'twochairs[evidence]'"
    )
