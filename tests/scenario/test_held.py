"""What the record held of each lever: the table that is shipped, and notes where somebody goes beyond it."""

from pathlib import Path

import pytest

from twochairs.scenario.example import case_folder
from twochairs.scenario.held import HINDCAST, TABLE, Left, Record, Span, record, table_of
from twochairs.scenario.load import load
from twochairs.scenario.look import Look
from twochairs.scenario.paths import Target
from twochairs.scenario.slips_of_record import levers_beyond_the_record

ELSEWHERE = "there: what lies beyond rests on other states, which had"


def test_the_table_is_that_of_the_hindcast():
    """`python -m twochairs.evidence FOLDER` writes it."""
    assert TABLE.read_text("utf-8") == table_of(load(case_folder() / HINDCAST))


def test_serbias_pressure_by_hand():
    """Coded events: 0.1 at first, 0.3 before and 0.1 after The Hague twice, 0.2 since 2014."""
    found = record()
    assert (found.first, found.last) == (2006, 2023)
    assert found.of(Target("pressure", ("EU", "SRB"))) == Span(0.1, 0.3)
    assert found.of(Target("pressure", ("EU", "ARM"))) == Span(0.0, 0.0)
    assert found.of(Target("gas_supply", ("RU", "TUR"))) == Span(1.0, 1.0)
    assert found.of(Target("pressure", ("EU", "VNM"))) is None
    assert found.anywhere("pressure") == Span(0.0, 1.0)


@pytest.mark.parametrize(
    ("values", "way", "value"),
    [
        ([0.1, 0.3], "up", None),
        ([0.1, 0.31], "up", 0.31),
        ([0.05, 0.2], "down", 0.05),
        ([0.05], "up", None),
        ([], "up", None),
    ],
)
def test_what_lies_beyond(values, way, value):
    own = Span(0.1, 0.3)
    found = Record(2006, 2023, {Target("pressure", ("W", "AAA")): own}).left(
        Target("pressure", ("W", "AAA")), values, way
    )
    assert found == (None if value is None else Left("AAA", value, own))


@pytest.fixture
def told(tmp_path: Path):
    """Notes on a file that extends the shipped case, its text below 3 lines of its own."""

    def of(text: str = "", settings: dict[str, str] | None = None) -> list[str]:
        path = tmp_path / "own.yaml"
        (tmp_path / "twochairs.toml").touch()
        for name in ("base.yaml", "serbia-2022.yaml", "hub-prices.csv", "sources.csv"):
            (tmp_path / name).write_bytes((case_folder() / name).read_bytes())
        path.write_text(f"twochairs: 2\ntitle: own\nextends: serbia-2022.yaml\n{text}\n", "utf-8")
        scenario = load(path, settings)
        look = Look(scenario.case, scenario.tree, scenario.reference)
        return [str(note).removeprefix(str(tmp_path) + "/") for note in levers_beyond_the_record(look)]

    return of


def test_the_shipped_case_is_observed(told):
    assert told() == []


def test_a_start_value_of_ones_own(told):
    assert told(settings={"EU.pressure.SRB": "0.3"}) == []
    assert told(settings={"EU.pressure.SRB": "0.9"}) == [
        "--set EU.pressure.SRB=0.9: EU.pressure goes up to 0.9 for SRB; the record of 2006 to 2023 has at most 0.3 "
        f"{ELSEWHERE} 0 to 1"
    ]
    assert told(settings={"RU.gas_discount.SRB": "0"}) == [
        "--set RU.gas_discount.SRB=0: RU.gas_discount goes down to 0 for SRB; the record of 2006 to 2023 has at least "
        f"0.2 {ELSEWHERE} 0 to 0.8"
    ]


def test_what_no_state_had_rests_on_the_prior(told):
    (note,) = told("levers: {EU: {media_support: {SRB: 0.6}}}")
    assert note.endswith(
        "own.yaml:4:36: EU.media_support goes up to 0.6 for SRB; the record of 2006 to 2023 has at most 0.1 "
        "there: what lies beyond rests on the prior alone"
    )


def test_dated_changes_are_followed_to_where_they_lead(told):
    """Set to 0.1, then 0.1 more in each of six months: 0.7; a ramp from there back to 0.25 goes nowhere new."""
    text = """timeline:
  - {at: 2029-01, name: set, set: {EU.pressure.SRB: 0.1}}
  - {from: 2030-01, to: 2030-06, name: more, every: 1 month, add: {EU.pressure.SRB: 0.1}}
  - {from: 2030-07, to: 2030-12, name: less, ramp: {EU.pressure.SRB: 0.25}}
"""
    (note,) = told(text)
    assert note.startswith(
        "own.yaml:6:68: EU.pressure goes up to 0.7 for SRB; the record of 2006 to 2023 has at most 0.3"
    )
    assert told(text.replace("0.1}}\n  - {from: 2030-07", "0.02}}\n  - {from: 2030-07")) == []


def test_policies_and_chance_count_by_what_they_set(told):
    (note,) = told('policies:\n  - {name: hard, when: "rivalry > 0.5", do: {EU.pressure.SRB: 0.7}}')
    assert ":5:" in note
    assert "EU.pressure goes up to 0.7 for SRB" in note


def test_levers_that_cannot_work_are_told_of_as_that_alone(told):
    """Kosovo buys no gas."""
    assert told(settings={"RU.gas_discount.XKX": "0.7"}) == []


def test_many_states_are_one_note(told):
    (note,) = told(settings={"EU.media_support": "0.9"})
    assert "goes up to 0.9 for ALB, ARM, BGR and 11 more; the record of 2006 to 2023 has at most 0.1 there" in note
