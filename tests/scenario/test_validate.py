"""Numbers written as people write them: refused with how a file has them."""

import pytest

from twochairs.scenario.validate import must_be


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("a number", "30%", "it must be a number; write 0.3"),
        ("a number", "30 %", "it must be a number; write 0.3"),
        ("a number", "-0,5", "it must be a number; write -0.5"),
        ("a number", "2.5%", "it must be a number; write 0.025"),
        ("a number", "0.3", "it must be a number, without quotes"),
        ("a number", "30 percent", "it must be a number"),
        ("a number", "1.2.3", "it must be a number"),
        ("a number", [1], "it must be a number"),
        ("a whole number", "30%", "it must be a whole number"),
        ("a whole number", "300%", "it must be a whole number; write 3"),
        ("text", "30%", "it must be text"),
    ],
)
def test_what_a_number_is_written_as(kind: str, value: object, told: str) -> None:
    assert must_be(kind, value) == told
