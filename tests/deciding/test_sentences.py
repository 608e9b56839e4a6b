"""What moves an outcome, in words: whole texts, and digits that an error can bear."""

import numpy as np
import pytest

from twochairs.deciding import sentences
from twochairs.deciding.explained import Explained, Measure
from twochairs.deciding.jackknife import Uncertain
from twochairs.deciding.split import Split
from twochairs.results.answers import Listed
from twochairs.scenario.wording import percent


def uncertain(values: list[float], halves: list[float]) -> Uncertain:
    return Uncertain(np.array(values), np.array(halves))


def explained(
    clear: tuple[bool, ...] = (True, False, True), variance: tuple[float, float] = (3.0, 0.5), noise: float = 1.0
) -> Explained:
    floor = np.full(3, 0.02)
    measures = [
        Measure("with_others", "with others", uncertain([0.25, -0.004, 0.8], [0.06, 0.006, 0.1]), floor),
        Measure("alone", "alone", uncertain([0.2, 0.001, 0.7], [0.04, 0.02, 0.08]), floor + 0.02),
    ]
    split = Split(Uncertain(np.array(variance[0]), np.array(variance[1])), noise)
    return Explained("y@end", ["a", "b", "c"], measures, np.array(clear), split)


def test_the_answer_comes_first_then_numbers_then_what_more_rows_would_bring() -> None:
    first, listed, last = sentences.of_indices(explained(), 128, 0.05)
    assert first == (
        "y@end is moved most by c, then by a. 25 % of the variance of a single run is chance; 75 % comes from these "
        "inputs, and of that they explain:"
    )
    assert listed == Listed(
        caption="What moves y@end",
        head=["factor", "alone", "with others"],
        rows=[
            ["c", "0.70 ± 0.08", "0.80 ± 0.10"],
            ["a", "0.20 ± 0.04", "0.25 ± 0.06"],
            ["noise floor", "0.04", "0.02"],
        ],
    )
    assert last == (
        "Not told from 0: b (0.00 ± 0.02; −0.004 ± 0.006). The widest ± is 0.10; for 0.05 take 512 rows (2,560 points)."
    )


def test_nothing_is_listed_where_no_input_is_told() -> None:
    first, last = sentences.of_indices(explained((False,) * 3), 128, 0.2)
    assert first == (
        "No single input of y@end can be told from one that does nothing. 25 % of the variance of a single run is "
        "chance; 75 % comes from these inputs."
    )
    assert isinstance(last, str) and last.startswith("Not told from 0: c (")
    assert last.endswith("The widest ± is 0.10, and 0.2 was aimed at.")


@pytest.mark.parametrize(
    ("variance", "rows", "rest"),
    [
        ((0.1, 0.3), 128, "take about 3,900 rows to be seen."),
        ((0.01, 0.02), 128, "would have been seen."),
        ((0.1, 9.0), 128, "take more than 100,000 rows; more replicates are the other way."),
    ],
)
def test_where_inputs_are_not_told_from_chance_it_is_said_what_would_be_needed(
    variance: tuple[float, float], rows: int, rest: str
) -> None:
    """3,900: at 128 rows the half width 0.3 is 5.45 times 5 % of the variance of a run, 1.1."""
    [said] = sentences.of_indices(explained(variance=variance), rows, 0.05)
    least = percent(1 / (1 + sum(variance)))
    assert said == (
        f"y@end: {least} or more of the variance of a single run is chance, and these inputs cannot be told from it: "
        f"no share of theirs is given. Inputs that explain 5 % of it together {rest}"
    )


def test_more_rows_than_are_allowed_are_not_asked_for() -> None:
    assert "it would take more than 100,000 rows." in str(sentences.of_indices(explained(), 65_536, 0.001)[-1])


def test_points_that_share_their_chance_need_replicates_and_not_points() -> None:
    [said] = sentences.of_screening(explained(variance=(0.1, 0.3)), 128, shared=True)
    assert str(said).endswith("take more replicates, or chance of its own at each point: common_random_numbers: false.")


@pytest.mark.parametrize(
    ("value", "half", "said"),
    [
        (0.4242, 0.0713, "0.42 ± 0.07"),
        (-0.0001, 0.2, "0.00 ± 0.20"),
        (-0.00123, 0.0006, "−0.0012 ± 0.0006"),
        (12.3, 0.0, "12.30"),
        (float("nan"), float("nan"), "never moved"),
    ],
)
def test_numbers_have_digits_that_their_error_can_bear(value: float, half: float, said: str) -> None:
    assert sentences.measured(Measure("x", "x", uncertain([value], [half])), 0) == said
