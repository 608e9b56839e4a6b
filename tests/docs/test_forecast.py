"""docs/how-to/forecast.md: its commands run as they stand, and its tables are those that there are."""

from tests.docs.reading import followed
from twochairs.docs.pages import DOCS
from twochairs.evidence.register.ahead import SUPPORT
from twochairs.evidence.register.entry import FORECASTS, entries

PAGE = DOCS / "how-to" / "forecast.md"


def test_its_commands_run(tmp_path):
    said = followed(PAGE, tmp_path)
    _, _, mine, shipped, blind = said.values()
    assert len(said) == 5 and "573 forecasts" in said[list(said)[1]]
    assert "nothing that was published since is in the tables yet" in mine and "hindcast-2010" in shipped
    assert "made blind" in blind
    assert len(entries(tmp_path / "mine" / "register")) == 1


def test_it_names_every_target_and_support():
    text = PAGE.read_text("utf-8")
    assert all(f"| `{target}` |" in text for target in FORECASTS.column("target").options)
    assert "40, 55, 70 or 85 %" in text and SUPPORT == (0.4, 0.55, 0.7, 0.85)
