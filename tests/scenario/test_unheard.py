"""Levers of which nothing hears: told where somebody sets one, with the month in which it is read."""

from pathlib import Path

import pytest

from twochairs.scenario.load import load
from twochairs.scenario.look import Look
from twochairs.scenario.notes import notes_of_case
from twochairs.scenario.paths import Target
from twochairs.scenario.unheard import deaf, unheard

TINY = """\
twochairs: 2
title: Tiny
reference: true
clock: {start: 2020-01, months: 24}
poles: {W: {position: 1}, E: {position: -1}}
countries:
  AAA:
    alignment: 0.2
    gdp: 50
    media_freedom: 1
    accession: {W: 1}
    publics: {all: {favourability: {W: 0.2, E: 0.1}}}
    gas: {seller: E, demand: 2, dependence: 0.5, contract: {price: 300, until: 2021-06}, next_contract: {months: 120}}
  BBB: {alignment: -0.3, gdp: 20, gas: {seller: E, demand: 2, dependence: 0.5, next_contract: {months: 18}}}
disputes: {border: {between: [BBB, E], salience: {BBB: 0.5}, tension: 0.2}}
"""
LATE = "is read at the next contract, after {}: nothing before the clock ends hears of it"


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A sight of a file that extends the tiny one, below 3 lines of its own."""
    monkeypatch.chdir(tmp_path)

    def of(text: str = "", settings: dict[str, str] | None = None) -> Look:
        Path("tiny.yaml").write_text(TINY)
        Path("file.yaml").write_text(f"twochairs: 2\ntitle: x\nextends: tiny.yaml\n{text}\n")
        scenario = load(Path("file.yaml"), settings)
        return Look(scenario.case, scenario.tree, scenario.reference)

    return of


def _told(look: Look) -> list[str]:
    return [str(note) for note in notes_of_case(look.case, look.tree, look.reference)]


@pytest.mark.parametrize(("month", "country", "read"), [(0, "AAA", 19), (19, "AAA", 19), (20, "AAA", 139)])
def test_a_discount_is_read_as_a_contract_is_struck(look, month, country, read):
    reason = unheard(look(), Target("gas_discount", ("E", country)), month)
    assert reason == ("" if read <= 24 else LATE.format("2031-06"))


def test_a_contract_that_is_struck_at_the_start_reads_what_is_set_then(look):
    target = Target("gas_discount", ("E", "BBB"))
    assert [unheard(look(), target, month) for month in (0, 1, 19)] == ["", "", ""]
    assert unheard(look(), target, 20) == LATE.format("2022-12")


LATER = "timeline: [{at: 2021-08, name: x, set: {E.gas_discount.AAA: 0.3}}]"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (LATER, f"file.yaml:4:41: E.gas_discount.AAA {LATE.format('2031-06')}"),
        (
            "timeline: [{at: 2021-08, name: x, set: {E.gas_discount: 0.3}}]",
            f"file.yaml:4:41: E.gas_discount, for AAA, BBB, {LATE.format('2031-06')}",
        ),
        (
            "levers: {W: {accession_credibility: {AAA: 0.5}}}",
            "file.yaml:4:43: W.accession_credibility.AAA changes nothing: it is of membership, which is whole already",
        ),
        (
            "levers: {E: {patronage: {BBB: 0.5}}}",
            "file.yaml:4:31: E.patronage changes nothing for BBB: each of its disputes is with E itself",
        ),
        (
            "levers: {W: {media_support: {AAA: 0.5}}}",
            "file.yaml:4:35: W.media_support changes nothing for AAA: its media are wholly free",
        ),
    ],
)
def test_it_is_told_at_its_place(look, text, note):
    assert _told(look(text)) == [note]


@pytest.mark.parametrize(
    "text",
    [
        LATER.replace("2021-08", "2021-07"),
        f"{LATER}\npolicies: [{{name: p, do: {{countries.AAA.gas.next_contract.months: 12}}}}]",
        "levers: {E: {gas_discount: {AAA: 0.3}}}",
        "policies: [{name: p, do: {E.gas_discount.AAA: 0.1}}]",
        "countries: {AAA: {accession: {W: 0.9}}}\nlevers: {W: {accession_credibility: {AAA: 0.5}}}",
        "levers: {W: {patronage: {BBB: 0.5}}}",
        "countries: {AAA: {media_freedom: 0.9}}\nlevers: {W: {media_support: {AAA: 0.5}}}",
    ],
)
def test_nothing_is_told_of_what_may_be_heard(look, text):
    assert _told(look(text)) == []


def test_an_option_is_told_of_too_and_what_is_observed_is_not(look):
    until = {"countries.AAA.gas.contract.until": "2022-03"}
    option = {"E.gas_discount.AAA": "0.1"}
    assert _told(look("", until)) == []
    assert _told(look("", until | option)) == [
        f"--set E.gas_discount.AAA=0.1: E.gas_discount.AAA {LATE.format('2022-03')}"
    ]


def test_what_is_deaf_is_told_of_the_start(look):
    assert deaf(look(), Target("accession_credibility", ("W", "AAA"))).startswith(
        "changes nothing: it is of membership"
    )
    assert deaf(look(), Target("gas_discount", ("W", "AAA"))) == "changes nothing: it buys its gas from E"
    assert deaf(look(), Target("gas_discount", ("E", "AAA"))) == ""
