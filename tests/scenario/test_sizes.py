"""Values that are many times what they replace: told with both numbers and their unit."""

from pathlib import Path

import pytest

from tests.scenario.test_unheard import TINY
from twochairs.scenario.load import load
from twochairs.scenario.notes import notes_of_case


def told(text: str = "", settings: dict[str, str] | None = None) -> list[str]:
    Path("tiny.yaml").write_text(TINY + "world: {hub_price: 1000}\n")
    Path("file.yaml").write_text(f"twochairs: 2\ntitle: x\nextends: tiny.yaml\n{text}\n")
    scenario = load(Path("file.yaml"), settings)
    return [str(note) for note in notes_of_case(scenario.case, scenario.tree, scenario.reference)]


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


LESS = "hub_price is 40 USD/1000 m3 in place of 1000 USD/1000 m3, 25 times less: see that it is meant in USD/1000 m3"


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("world: {hub_price: 40}", [f"file.yaml:4:20: {LESS}"]),
        ("overrides: {hub_price: 40}", [f"file.yaml:4:24: {LESS}"]),
        ("timeline: [{at: 2020-02, name: x, set: {hub_price: 40}}]", [f"file.yaml:4:41: {LESS}"]),
        (
            "countries: {AAA: {gdp: 50000}}",
            [
                "file.yaml:4:24: countries.AAA.gdp is 50000 bn USD a year in place of 50 bn USD a year, 1,000 times as "
                "much: see that it is meant in bn USD a year"
            ],
        ),
        (
            "timeline: [{at: 2020-02, name: x, set: {hub_price: 300}}, {at: 2020-03, name: y, set: {hub_price: 50}}]",
            [
                "file.yaml:4:88: hub_price is 50 USD/1000 m3 in place of 300 USD/1000 m3, 6 times less: see that it is "
                "meant in USD/1000 m3"
            ],
        ),
        ("world: {hub_price: 200}", []),
        ("world: {hub_price: 5000}", []),
        ("timeline: [{at: 2020-02, name: x, set: {hub_price: 40}, source: a table}]", []),
        ("timeline: [{at: 2020-02, name: x, set: {W.aid.BBB: 9}}]", []),
        ("countries: {BBB: {gdp: 100}}", []),
        ("world: {rivalry: 0.01}", []),
    ],
)
def test_it_is_told_where_it_stands(text: str, notes: list[str]) -> None:
    assert told(text) == notes


def test_an_option_is_told_of_too() -> None:
    assert told("", {"hub_price": "40"}) == [f"--set hub_price=40: {LESS}"]
    [note] = told("", {"countries.AAA.gas.contract.price": "30"})
    assert note.startswith(
        "--set countries.AAA.gas.contract.price=30: countries.AAA.gas.contract.price is 30 USD/1000 m3"
    )
