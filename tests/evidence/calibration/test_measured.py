"""What a case says of itself for a hindcast: sound, or every problem at once."""

import pytest

from twochairs.errors import InvalidInput, NotPossible
from twochairs.evidence.calibration.measured import measured


def test_a_case_of_which_nothing_is_forecast_blind():
    with pytest.raises(NotPossible) as caught:
        measured("balkans")
    assert str(caught.value) == (
        "nothing of balkans is forecast blind\n"
        "  hint: a file hindcast.toml in its folder would say what is; without --case the hindcast at home is made"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("scenario = ", ["it is not TOML: Invalid value (at end of document)"]),
        (
            'scenario = "a.yaml"\nknown = 2009\nlast = "2023"\nuntil = {MMR = "2020"}',
            [
                "'known' is unknown; did you mean 'known_to'?",
                "known_to is missing; it must be a whole number",
                "last is '2023'; it must be a whole number",
                "until is a mapping; it must be a table of whole numbers by state",
            ],
        ),
    ],
)
def test_a_file_that_does_not_say_what_is_forecast(text, said, tmp_path):
    (tmp_path / "base.yaml").write_text("twochairs: 2\n")
    (tmp_path / "hindcast.toml").write_text(text)
    with pytest.raises(InvalidInput) as caught:
        measured(str(tmp_path))
    assert [problem.text for problem in caught.value.problems] == said
