"""The first and the last year of a run, and what they are called."""

import pytest

from twochairs.results.spans import spans, told


@pytest.mark.parametrize(
    ("months", "rows", "words"),
    [
        (1, ([0], [1]), ("at the start", "at the end")),
        (2, ([1], [2]), ("in the first month", "in the last")),
        (5, ([1, 2], [4, 5]), ("in the first 2 months", "in the last")),
        (24, (list(range(1, 13)), list(range(13, 25))), ("in the first year", "in the last")),
        (120, (list(range(1, 13)), list(range(109, 121))), ("in the first year", "in the last")),
    ],
)
def test_spans_never_overlap_and_are_called_what_they_are(
    months: int, rows: tuple[list[int], list[int]], words: tuple[str, str]
) -> None:
    every = list(range(months + 1))
    assert tuple(every[span] for span in spans(months + 1)) == rows
    assert told(months + 1) == words
