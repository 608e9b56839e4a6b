"""Lines of SVG written short: read back they are where they were."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twochairs.map.short import line

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
PLACES = st.lists(st.tuples(*[st.floats(-2000, 2000, allow_nan=False)] * 2), max_size=30)


def read(text: str) -> list[tuple[float, float]]:
    """The places of a line, by the grammar of SVG paths."""
    places: list[tuple[float, float]] = []
    for letter, rest in re.findall(r"([Mlhvz])([^Mlhvz]*)", text):
        numbers = [float(one) for one in NUMBER.findall(rest)]
        steps = list(zip(numbers[::2], numbers[1::2], strict=True)) if letter in "Ml" else []
        steps += [(one, 0.0) if letter == "h" else (0.0, one) for one in numbers if letter in "hv"]
        for x, y in steps:
            at = places[-1] if places else (0.0, 0.0)
            places.append((at[0] + x, at[1] + y))
    return places


@pytest.mark.parametrize(
    ("places", "closed", "text"),
    [
        ([], False, ""),
        ([(1.0, 2.0)], False, "M1 2h0"),
        ([(70.56, 240.9), (516.96, 240.9)], False, "M70.6 240.9h446.4"),
        ([(0.0, 0.0), (0.0, -3.5)], False, "M0 0v-3.5"),
        ([(0.04, -0.04), (0.3, 0.2)], False, "M0 0l.3.2"),
        ([(0.0, 0.0), (1.0, 0.5), (0.9, 0.7)], True, "M0 0l1 .5l-.1.2z"),
        ([(n * n, -n * n / 10) for n in range(8)], False, "M0 0l1-.1 3-.3 5-.5 7-.7 9-.9 11-1.1 13-1.3"),
        ([(5.0, 5.0), (5.01, 5.02), (6.0, 5.0)], False, "M5 5h1"),
    ],
)
def test_a_line_is_as_short_as_it_can_be(places: list[tuple[float, float]], closed: bool, text: str) -> None:
    assert line(places, closed) == text


@given(PLACES)
def test_no_place_is_further_off_than_half_a_tenth(places: list[tuple[float, float]]) -> None:
    """However long the line is: steps lie between rounded places, so that no error adds up."""
    found = read(line(places))
    left = iter(found)
    at = next(left, None)
    for x, y in places:
        while at is not None and not (abs(at[0] - x) < 0.0501 and abs(at[1] - y) < 0.0501):
            at = next(left, None)
        assert at is not None, (x, y)
    assert len(found) <= max(2, len(places)) if places else not found
