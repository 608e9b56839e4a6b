"""Forecasts of a scenario: in order, as the run itself has it, and refused outside its years."""

import numpy as np
import pytest

from twochairs.ensemble.lanes import run_lanes
from twochairs.errors import NotPossible
from twochairs.evidence.acts.rounds import terms_to_come
from twochairs.evidence.calibration.paths import base_of, with_parameters
from twochairs.evidence.register import ahead, known
from twochairs.evidence.register.ahead import SUPPORT, entry_ahead, shares_against
from twochairs.evidence.register.entry import CHANCES, QUANTILES
from twochairs.evidence.register.known import constants
from twochairs.scenario.example import case_folder
from twochairs.world.rulebook import STANDARD


@pytest.fixture(scope="module")
def base():
    return base_of(case_folder() / "serbia-2022.yaml")


@pytest.fixture(scope="module")
def entry(base):
    with pytest.MonkeyPatch.context() as patch:
        for module in (ahead, known):
            patch.setattr(module, "DRAWS", 100)
        return entry_ahead(base, "balkans", 2024, 2025, "2024-01-01", 5)


def of(entry, target, country="SRB", year=2025):
    return [row for row in entry.rows if (row["target"], row["country"], row["year"]) == (target, country, str(year))]


def test_it_says_what_it_rests_on(entry):
    assert entry.basis.name == "2024-01-01-serbia-2022-2024-2025"
    assert (entry.basis.known_to, entry.basis.draws, entry.basis.runs, entry.basis.seed) == (2023, 100, 5, 5)
    assert entry.basis.scenario.startswith("serbia-2022.yaml ") and len(entry.basis.code) == 64


def test_quantiles_lie_in_order_and_probabilities_add_up(entry):
    for row in entry.rows:
        levels = [float(row[name]) for name in QUANTILES if row[name]]
        chances = [float(row[name] or 0.0) for name in CHANCES]
        assert levels == sorted(levels) and len(levels) in (0, 19)
        assert bool(levels) != any(chances)
        assert levels or sum(chances) == pytest.approx(1.0, abs=0.002)


def test_every_year_kind_and_support_is_there_once(entry):
    keys = [tuple(row[name] for name in ("target", "country", "year", "about", "support")) for row in entry.rows]
    assert len(set(keys)) == len(keys)
    votes = of(entry, "un_vote")
    assert len(votes) == len(SUPPORT) * len(shares_against())
    assert {row["country"] for row in entry.rows if row["target"] == "un_vote"} == {
        *["SRB", "BIH", "MNE", "MKD", "ALB", "MDA", "GEO", "ARM", "UKR", "BLR", "TUR", "HUN", "BGR"]
    }, "Kosovo has no vote"
    assert [row["about"] for row in entry.rows if row["target"] == "sanctions" and row["country"] == "SRB"] == [
        "2024-02"
    ]
    assert terms_to_come(2024, 2028) == ["2024-02", "2026-02", "2028-02"] and terms_to_come(2025, 2025) == []


def test_the_more_of_the_world_say_yes_the_likelier_a_yes(entry):
    for kind in shares_against():
        chances = [float(row["p_yes"]) for row in of(entry, "un_vote") if row["about"] == kind]
        assert chances == sorted(chances) and chances[0] < chances[-1]


def test_the_last_share_of_no_of_each_kind():
    assert shares_against()["sovereignty"] == pytest.approx(7 / 180)
    assert shares_against()["Georgia"] == pytest.approx(9 / 168)


def test_declared_rates_are_near_those_that_the_runs_count(base, entry):
    """The forecast adds what is not known of terms and takes a year's mean: the middle is that of the runs."""
    counted = []
    for values in constants(100):
        scenario = with_parameters(base, values)
        slot = np.array([scenario.start()[0].slot("declared_rate", "SRB")])
        counted.append(run_lanes(scenario, STANDARD, 5, list(range(5)), slot).kept[48, 0])
    (row,) = of(entry, "declared_rate")
    assert float(row["q50"]) == pytest.approx(np.median(counted), abs=0.06)
    assert float(row["q05"]) < np.quantile(counted, 0.05) and float(row["q95"]) > np.quantile(counted, 0.9)


@pytest.mark.parametrize(
    ("since", "until", "text"),
    [
        (2026, 2025, "since is 2026 and until 2025\n  hint: the years go from since to until"),
        (
            2023,
            2025,
            "2023 to 2025 cannot be forecast from 'Serbia between two chairs, from 2022'\n"
            "  hint: whole years of the scenario after the record, 2024 to 2031, can be forecast",
        ),
        (
            2030,
            2032,
            "2030 to 2032 cannot be forecast from 'Serbia between two chairs, from 2022'\n"
            "  hint: whole years of the scenario after the record, 2024 to 2031, can be forecast",
        ),
    ],
)
def test_years_that_cannot_be_forecast(base, since, until, text):
    with pytest.raises(NotPossible) as caught:
        entry_ahead(base, "balkans", since, until, "2024-01-01", 5)
    assert str(caught.value) == text


def test_a_case_without_a_record_cannot_be_forecast(base, tmp_path, monkeypatch):
    monkeypatch.setattr(ahead, "DRAWS", 1)
    (tmp_path / "base.yaml").write_text("twochairs: 2\n")
    with pytest.raises(NotPossible) as caught:
        entry_ahead(base, str(tmp_path), 2024, 2024, "2024-01-01", 5)
    assert str(caught.value) == (
        f"{tmp_path} has no record that could be forecast\n"
        "  hint: its folder of tables has un_ideal_points where it has"
    )


def test_another_case_is_known_to_the_last_year_of_its_own_record(monkeypatch):
    for module in (ahead, known):
        monkeypatch.setattr(module, "DRAWS", 2)
    entry = entry_ahead(
        base_of(case_folder("south-east-asia") / "from-2024.yaml"), "south-east-asia", 2026, 2026, "2026-01-01", 5
    )
    assert entry.basis.known_to == 2009
    assert {(row["target"], row["year"]) for row in entry.rows} == {("un_ideal_point", "2026")} and len(
        entry.rows
    ) == 10
