"""The region that nothing was fitted to: what is forecast, by whom it is fixed, and that the shipped table is it."""

import shutil

import numpy as np
import pytest

from twochairs.data.folder import VARIABLE, shipped
from twochairs.errors import InvalidInput
from twochairs.evidence.calibration.measured import measured
from twochairs.evidence.register import blind
from twochairs.evidence.register.blind import blind_entry
from twochairs.evidence.register.entry import QUANTILES, entries
from twochairs.evidence.register.ideal_points import observed
from twochairs.scenario.example import case_folder

ASIA = "south-east-asia"


@pytest.fixture(scope="module")
def entry():
    return blind_entry(ASIA, "2026-01-01")


def medians(entry, given, state):
    return [float(row["q50"]) for row in entry.rows if (row["given"], row["country"]) == (given, state)]


def test_what_was_fixed_before_anything_is_scored():
    given = measured(ASIA)
    assert given.scenario == "hindcast-2010.yaml"
    assert (given.known_to, given.last, given.mean_of, given.until) == (2009, 2023, 3, {"MMR": 2020})


def test_the_shipped_table_is_what_the_command_makes(entry):
    *_, kept = entries(case_folder(ASIA) / "forecasts")  # those before were made by other constants, and stay
    assert kept.basis.name == "2026-12-01-hindcast-2010-2"
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


def test_gaps_of_the_record_are_gaps():
    record = observed(ASIA, ("PHL", "XXX", "THA"), 2004)
    assert record.states == ("PHL", "THA") and record.years.tolist() == [2000, 2001, 2002, 2003, 2004]
    assert np.isfinite(record.values).all()
    assert observed("balkans", ("MNE", "SRB"), 2004).states == ("SRB",), "nothing was known of Montenegro yet"


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
