"""Numbers in the words of answers, worked by hand."""

import pytest

from twochairs.deciding.wording import defined_in, places, two_digits, with_error


@pytest.mark.parametrize(
    ("count", "rounded"),
    [(0.2, 1), (1, 1), (99, 99), (100.0, 100), (101, 110), (100.5, 110), (1234, 1300), (19_999, 20_000)],
)
def test_a_count_is_rounded_up_to_two_digits(count: float, rounded: int) -> None:
    assert two_digits(count) == rounded


@pytest.mark.parametrize(
    ("error", "digits", "decimals"),
    [(0.2, 1, 2), (0.2, 2, 2), (0.06, 2, 3), (0.06, 1, 2), (0.0006, 1, 4), (0.0006, 2, 5), (30.0, 2, 2), (0.0, 1, 2)],
)
def test_decimals_are_those_an_error_can_bear(error: float, digits: int, decimals: int) -> None:
    assert places(error, digits) == decimals


def test_a_number_has_the_decimals_of_its_error_and_no_minus_where_it_rounds_to_zero() -> None:
    assert with_error(-0.0001, 0.2) == "0.00 ± 0.20"
    assert with_error(-0.00123, 0.0006) == "−0.0012 ± 0.0006"
    assert with_error(-0.00123, 0.0006, digits=2) == "−0.00123 ± 0.00060"


def test_a_share_below_one_is_never_told_as_all_runs() -> None:
    assert defined_in("y@end", 0.999) == "y@end has a value in 99.9 % of runs alone"
    assert defined_in("y@end", 0.25) == "y@end has a value in 25 % of runs alone"
