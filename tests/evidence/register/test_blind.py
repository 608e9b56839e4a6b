"""The region that nothing was fitted to: what is forecast, by whom it is fixed, and that the shipped table is it."""

import shutil

import numpy as np
import pytest

from twochairs.data.folder import VARIABLE, shipped
from twochairs.errors import InvalidInput, NotPossible
from twochairs.evidence.register import blind
from twochairs.evidence.register.blind import blind_entry, blind_of
from twochairs.evidence.register.entry import QUANTILES, entries
from twochairs.evidence.register.ideal_points import Scale, observed
from twochairs.scenario.example import case_folder

ASIA = "south-east-asia"


@pytest.fixture(scope="module")
def entry():
    return blind_entry(ASIA, "2026-01-01")


def medians(entry, given, state):
    return [float(row["q50"]) for row in entry.rows if (row["given"], row["country"]) == (given, state)]


def test_what_was_fixed_before_anything_is_scored():
    path, given = blind_of(ASIA)
    assert path.name == "hindcast-2010.yaml"
    assert (given.known_to, given.last, given.mean_of, given.until) == (2009, 2023, 3, {"MMR": 2020})


def test_the_shipped_table_is_what_the_command_makes(entry):
    (kept,) = entries(case_folder(ASIA) / "forecasts")
    assert [list(row.values())[:4] for row in kept.rows] == [list(row.values())[:4] for row in entry.rows]
    made, there = (np.array([[float(row[name]) for name in QUANTILES] for row in one.rows]) for one in (entry, kept))
    assert made == pytest.approx(there, abs=0.0015), "but for the last digit, which is the machine's"


def test_every_state_and_year_is_there_and_myanmar_to_2020(entry):
    years = {given: {} for given in ("conditional", "unconditional")}
    for row in entry.rows:
        years[row["given"]].setdefault(row["country"], []).append(int(row["year"]))
    for by_state in years.values():
        assert len(by_state) == 10 and by_state.pop("MMR") == list(range(2010, 2021))
        assert all(found == list(range(2010, 2024)) for found in by_state.values())


def test_no_later_figure_goes_in(entry, tmp_path, monkeypatch):
    """A newer table of the user's, later years and other figures of the years before included, moves nothing."""
    monkeypatch.setattr(blind, "DRAWS", 3)
    before = blind_entry(ASIA, "2026-01-01")
    text = (shipped(ASIA) / "un_ideal_points.csv").read_text().replace(",2009,", ",2012,")
    (tmp_path / "un_ideal_points.csv").write_text(text)
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert blind_entry(ASIA, "2026-01-01").forecasts == before.forecasts != entry.forecasts


def test_governments_and_events_are_given_in_one_and_withheld_in_the_other(entry):
    """Manila turned to China in 2016 and back in 2022."""
    given, withheld = (np.array(medians(entry, each, "PHL")) for each in ("conditional", "unconditional"))
    assert given[10] < given[6] - 0.1 and given[13] > given[10] + 0.1
    assert np.ptp(withheld[6:]) < 0.1


def test_bands_widen_with_the_years(entry):
    for state in ("PHL", "VNM", "IDN"):
        rows = [row for row in entry.rows if (row["given"], row["country"]) == ("unconditional", state)]
        widths = [float(row["q95"]) - float(row["q05"]) for row in rows]
        assert widths[-1] > 1.5 * widths[0]


def test_a_scale_goes_there_and_back():
    scale = Scale(-0.773, 0.85)
    assert scale.at_home(np.array([-0.773])) == pytest.approx([0.35]), "alignment 0 on both"
    assert Scale(1.0, 2.0).at_home(np.array([3.0])) == pytest.approx([0.35 + 0.85]), "alignment 1"
    points = np.array([-1.5, 0.0, 0.7])
    assert scale.here(scale.at_home(points)) == pytest.approx(points)


def test_gaps_of_the_record_are_gaps():
    record = observed(ASIA, ("PHL", "XXX", "THA"), 2004)
    assert record.states == ("PHL", "THA") and record.years.tolist() == [2000, 2001, 2002, 2003, 2004]
    assert np.isfinite(record.values).all()


def test_a_case_of_which_nothing_is_forecast_blind():
    with pytest.raises(NotPossible) as caught:
        blind_of("balkans")
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
        blind_of(str(tmp_path))
    assert [problem.text for problem in caught.value.problems] == said


def test_until_names_states_of_the_scenario(tmp_path, monkeypatch):
    folder = tmp_path / "asia"
    shutil.copytree(case_folder(ASIA), folder)
    text = (folder / "hindcast.toml").read_text()
    (folder / "hindcast.toml").write_text(text.replace("MMR =", "MMA ="))
    with pytest.raises(InvalidInput) as caught:
        blind_entry(str(folder), "2026-01-01")
    assert str(caught.value) == (
        f"{folder / 'hindcast.toml'} cannot be read: 1 problem\n  until: 'MMA' is unknown; did you mean 'MMR'?"
    )
