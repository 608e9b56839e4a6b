"""Why nothing is looked for, in whole texts, and which way a number without a restriction goes."""

import numpy as np
import pytest

from twochairs.deciding.boxes.box import Inputs
from twochairs.deciding.boxes.boxes import Part
from twochairs.deciding.boxes.explored import explored
from twochairs.deciding.boxes.splitting import held_out
from twochairs.deciding.boxes.words import words
from twochairs.experiment.asked import Discovered
from twochairs.results.answers import Listed

POINTS = np.arange(300)
ASIDE = held_out(POINTS, 0.33, 1)
ASKED = Discovered(outcome="y@end > 0", method=["box"])


def of(has: np.ndarray) -> Part:
    """One run a point, inputs drawn by lot."""
    values = np.random.default_rng(5).uniform(size=(len(has), 2))
    return Part(Inputs(("a", "b"), values, (None, None)), has.astype(float)[:, None], False)


def test_what_is_so_at_all_points_that_find_is_not_called_too_few() -> None:
    """All but a few of those that test have it: many do, and none that find differ."""
    has = ~ASIDE
    has[ASIDE] = np.arange(ASIDE.sum()) >= 6
    finding = int((~ASIDE).sum())
    assert explored(ASKED, of(has), POINTS, 1).why_not == (
        f"comes about in every run of the {finding} points that find, so there is nothing to find by them"
    )


def test_too_few_are_counted_on_either_side() -> None:
    has = np.zeros(len(POINTS), dtype=bool)
    has[np.flatnonzero(~ASIDE)[:16]] = has[np.flatnonzero(ASIDE)[:3]] = True
    finding, testing = int((~ASIDE).sum()), int(ASIDE.sum())
    assert explored(ASKED, of(has), POINTS, 1).why_not == (
        f"comes about in 16 of the {finding} points that find, and in 3 of the {testing} that test, which is too few "
        "to find anything by; it takes 20 in all, and 5 of either"
    )


@pytest.fixture(scope="module")
def said() -> list[object]:
    """Of an outcome that is so where an input is large."""
    whole = of(np.zeros(len(POINTS)))
    part = Part(whole.inputs, (whole.inputs.values[:, :1] > 0.7).astype(float), False)
    return list(words(explored(ASKED, part, POINTS, 1)))


def test_fewer_without_a_restriction_has_a_minus_and_the_words_say_so(said: list[object]) -> None:
    [listed] = [one for one in said if isinstance(one, Listed) and one.caption.startswith("Box 1")]
    assert listed.rows[0][0] == "a" and listed.rows[0][-1].startswith("−")
    assert (
        "Resamples: how many of the points that found it restrict the input too. Without it: percentage points by "
        "which more (+) or fewer (−) of the runs in the box would be such if the input were not restricted, by points "
        "held out."
    ) in said
