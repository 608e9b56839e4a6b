"""Each word, and what lies at the edge of none."""

import pytest

from twochairs.evidence.results.said import SILENT, said


@pytest.mark.parametrize(
    ("contraction", "shift", "words"),
    [
        (0.7, 0.0, "says much"),
        (0.4, -2.0, "says something"),
        (0.11, 0.0, "says little"),
        (0.0, 0.3, "says little"),
        (0.0, -0.3, "says little"),
        (0.09, 0.09, SILENT),
        (-0.09, -0.09, SILENT),
        (-1.73, 4.1, "speaks against the prior"),
    ],
)
def test_what_a_record_says_in_words(contraction: float, shift: float, words: str) -> None:
    assert said(contraction, shift) == words
