"""Slips of a sound scenario: each told in whole words, at its place, and nothing told where nothing is amiss."""

import re
from pathlib import Path

import pytest

from twochairs.scenario.load import load
from twochairs.scenario.look import Look, without_folders
from twochairs.scenario.notes import notes_of, notes_of_case
from twochairs.scenario.sides import sides_of
from twochairs.scenario.slips_of_record import levers_beyond_the_record

ROOT = Path(__file__).parents[2]
TINY = """\
twochairs: 2
title: Tiny
clock: {start: 2020-01, months: 12}
poles: {W: {position: 1}, E: {position: -1}}
countries:
  AAA:
    alignment: 0.2
    gdp: 50
    publics: {all: {favourability: {W: 0.2, E: 0.1}}}
    gas: {seller: E, demand: 2, dependence: 0.5}
    arms: {E: 0.5}
  BBB: {alignment: -0.3, gdp: 20}
  CCC: {alignment: 0.1, gdp: 30}
disputes: {border: {between: [AAA, BBB], salience: {AAA: 0.5, BBB: 0.5}, tension: 0.2}}
acts: {sanc: {difficulty: 0.4, every: 3 months}}
"""
LINES = TINY.count("\n")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The notes on a file that extends the tiny one, below 3 lines of its own, with --set if any."""
    monkeypatch.chdir(tmp_path)

    def of(text: str, settings: dict[str, str] | None = None, parent: str = "") -> list[str]:
        Path("tiny.yaml").write_text(TINY + parent)
        Path("file.yaml").write_text(f"twochairs: 2\ntitle: x\nextends: tiny.yaml\n{text}\n")
        scenario = load(Path("file.yaml"), settings)
        return [str(note) for note in notes_of_case(scenario.case, scenario.tree, scenario.reference)]

    return of


def item(text: str) -> str:
    return f"timeline: [{{{text}}}]"


SPAN = "and the clock runs from 2020-01 to 2020-12"
ONE: dict[str, tuple[str, str]] = {
    "an item after the end": (
        item("at: 2220-10, name: x, set: {W.pressure: 0.5}"),
        f"file.yaml:4:17: 'x' is of 2220-10, {SPAN}: it never happens; leave it out, or change the clock",
    ),
    "a span after the end": (
        item("name: x, from: 2021-01, to: 2021-06, ramp: {W.pressure: 0.5}"),
        f"file.yaml:4:28: 'x' is of 2021-01, {SPAN}: it never happens; leave it out, or change the clock",
    ),
    "a ramp beyond the end": (
        item("name: x, from: 2020-06, to: 2021-06, ramp: {W.pressure: 0.5}"),
        f"file.yaml:4:41: 'x' ramps until 2021-06, {SPAN}: it does not come to its end; leave it out, or "
        f"change the clock",
    ),
    "elections": (
        "countries: {AAA: {government: {elections: [2019-12, 2020-06, 2021-01, 2023-01]}}}",
        f"file.yaml:4:44: AAA votes in 2019-12, 2023-01, {SPAN}: no vote is held then; leave it out, or "
        f"change the clock",
    ),
    "an election far beyond the end": (
        "countries: {AAA: {government: {elections: [2120-06]}}}",
        f"file.yaml:4:44: AAA votes in 2120-06, {SPAN}: no vote is held then; leave it out, or change the clock",
    ),
    "an election twice": (
        "countries: {AAA: {government: {elections: [2020-06, 2020-03, 2020-06]}}}",
        "file.yaml:4:62: AAA votes in 2020-06 already, and once is all it does then; leave it out, or mend the month",
    ),
    "a price": (
        "hub_series: {2020-02: 300, 2021-02: 400}",
        "file.yaml:4:28: the price of 2021-02 lies outside the clock and will never be looked at: "
        "the clock runs from 2020-01 to 2020-12",
    ),
    "a contract": (
        "countries: {AAA: {gas: {contract: {price: 300, until: 2202-05}}}}",
        f"file.yaml:4:55: AAA's gas contract holds until 2202-05, {SPAN}: the next is never signed",
    ),
    "a broad dated change": (
        "levers: {W: {pressure: {default: 0.1, AAA: 0.4}}}\n" + item("at: 2020-02, name: x, set: {W.pressure: 0.5}"),
        "file.yaml:5:41: W.pressure is for all countries and ends the start values of AAA (0.4); name those it is for",
    ),
    "a constant that is off": (
        "switches: {media: false}\nparameters: {media_weight: 0.7}",
        "file.yaml:5:14: parameters.media_weight counts as 0, for switches.media is false; leave one of the two out",
    ),
    "a discount where no gas is sold": (
        "levers: {W: {gas_discount: 0.3}}",
        "file.yaml:4:28: W.gas_discount changes nothing for AAA, BBB, CCC: it buys its gas from E",
    ),
    "a discount for one that buys none": (
        "levers: {E: {gas_discount: {AAA: 0.2, BBB: 0.3}}}",
        "file.yaml:4:44: E.gas_discount changes nothing for BBB: E sells it no gas",
    ),
    "patronage without a dispute": (
        "levers: {E: {patronage: {CCC: 0.3}}}",
        "file.yaml:4:31: E.patronage changes nothing for CCC: it is party to no dispute",
    ),
    "mediation without a dispute, later": (
        item("at: 2020-02, name: x, set: {W.mediation.CCC: 0.5}"),
        "file.yaml:4:41: W.mediation changes nothing for CCC: it is party to no dispute",
    ),
    "arms of one that has none": (
        "levers: {W: {arms_supply: 0.3}}",
        "file.yaml:4:27: W.arms_supply changes nothing for AAA, BBB, CCC: it has no arms from W",
    ),
    "sanctions on firms nobody owns": (
        "levers: {W: {energy_sanctions: {AAA: 0.3}}}",
        "file.yaml:4:38: W.energy_sanctions changes nothing for AAA: no pole elsewhere on the axis owns "
        "energy firms there",
    ),
    "aid seen but not given": (
        "levers: {W: {aid_visibility: {AAA: 0.3}}}",
        "file.yaml:4:36: W.aid_visibility changes nothing for AAA: W gives it no aid",
    ),
    "a lever whose mechanism is off": (
        "levers: {W: {security_guarantee: {AAA: 0.3}}}\nswitches: {security_guarantee: false}",
        "file.yaml:4:40: W.security_guarantee changes nothing for AAA: switches.security_guarantee is false",
    ),
    "a set inside a ramp": (
        "timeline:\n  - {name: r, from: 2020-02, to: 2020-08, ramp: {W.pressure: 0.9}}\n"
        "  - {name: s, at: 2020-05, set: {W.pressure.AAA: 0.1}}",
        "file.yaml:5:50: W.pressure is on its way when 's' (line 6) sets it, in 2020-05: this ramp goes on from there; "
        "end one before the other begins",
    ),
    "two ramps": (
        "timeline:\n  - {name: r, from: 2020-02, to: 2020-08, ramp: {W.pressure: 0.9}}\n"
        "  - {name: s, from: 2020-08, to: 2020-09, ramp: {W.pressure: 0.1}}",
        "file.yaml:5:50: W.pressure is on its way when 's' (line 6) ramps it too, in 2020-08: this ramp "
        "goes on from there; "
        "end one before the other begins",
    ),
    "two items in a month": (
        "timeline:\n  - {name: r, every: 2 months, set: {W.pressure: 0.9}}\n"
        "  - {name: s, at: 2020-05, set: {W.pressure.AAA: 0.1}}",
        "file.yaml:6:34: W.pressure.AAA is changed by 'r' (line 5) too in 2020-05, and this item, later in the file, "
        "undoes that; give one of them another month",
    ),
    "names alike": (
        "policies:\n  - {name: Visit, do: {W.pressure: 0.1}}\n  - {name: 'vіsit ', do: {W.aid: 1}}",
        "file.yaml:6:12: 'vіsit ' is called almost as 'Visit' (file.yaml, line 5), and both are there; "
        "give it the same name "
        "to replace it, or another",
    ),
    "a condition beyond a range": (
        "policies: [{name: x, when: 'alignment[AAA] > 1.5 or tension[border] < 0', do: {W.pressure: 0.1}}]",
        "file.yaml:4:28: 'alignment[AAA] > 1.5 or tension[border] < 0' never holds within the ranges of "
        "its quantities: "
        "it never acts; mend it",
    ),
    "a condition that asks for two things at once": (
        "policies: [{name: x, when: 'alignment[AAA] > 0.5 and alignment[AAA] < -0.2', do: {W.pressure: 0.1}}]",
        "file.yaml:4:28: 'alignment[AAA] > 0.5 and alignment[AAA] < -0.2' never holds within the ranges of its "
        "quantities: it never acts; mend it",
    ),
    "an event without a chance": (
        item("name: x, probability: 0, set: {W.pressure: 0.5}"),
        "file.yaml:4:35: 'x' has the probability 0 and never happens; leave it out",
    ),
    "a policy that is never due": (
        "policies: [{name: x, every: 2 years, do: {W.pressure: 0.1}}]",
        "file.yaml:4:29: a policy of every 2 years is never due in 12 months; make it more frequent",
    ),
    "a value always cut": (
        "policies: [{name: x, do: {W.pressure: '2 + tension[border]'}}]",
        "file.yaml:4:39: '2 + tension[border]' is always cut to 1, an end of the range of W.pressure; mend it",
    ),
}


@pytest.mark.parametrize("slip", ONE)
def test_a_slip_is_told_with_its_place(slip: str, told) -> None:
    text, note = ONE[slip]
    assert told(text) == [note]


def test_a_clock_of_its_own_leaves_out_much_of_what_it_extends_at_once(told) -> None:
    late = "".join(f"  - {{at: 2020-1{month}, name: late {month}, set: {{rivalry: 0.6}}}}\n" for month in (0, 1, 2))
    parent = f"timeline:\n  - {{at: 2020-02, name: seen, set: {{rivalry: 0.5}}}}\n{late}"
    span = "the clock runs from 2020-01 to 2020-06"
    first = "  - {at: 2020-09, name: first of them, set: {rivalry: 0.6}}\n"
    assert told("clock: {months: 6}", parent=parent + first) == [
        f"file.yaml:4:17: {span}; of what it extends some lies outside and never happens "
        "(timeline items: 4, countries with such elections: 0)",
    ]
    own = "clock: {months: 6}\ncountries: {BBB: {government: {elections: [2040-01]}}}"
    of_its_own = (
        f"file.yaml:5:44: BBB votes in 2040-01, and {span}: no vote is held then; leave it out, or change the clock"
    )
    assert told(own, parent=parent + first)[1:] == [of_its_own]
    assert len(told(own, parent=parent)) == 4


SOUND = [
    item("at: 2020-12, name: x, set: {W.pressure: 0.5}"),
    item("name: x, from: 2020-06, to: 2020-12, ramp: {W.pressure: 0.5}"),
    item("name: x, probability: 0.1, set: {W.pressure: 0.5}"),
    "countries: {AAA: {government: {elections: [2020-01, 2020-12, 2022-06]}}}",
    "countries: {AAA: {gas: {contract: {price: 300, until: 2022-05}, next_contract: {months: 12}}}}",
    "hub_series: {2020-01: 300, 2020-12: 400}",
    "switches: {media: true}\nparameters: {media_weight: 0.7}",
    "levers: {E: {gas_discount: 0.3, patronage: 0.2, arms_supply: {AAA: 0.1}, gas_supply: 1, mediation: {AAA: 1}}}",
    "levers: {W: {gas_discount: 0, gas_supply: 1, aid: 1, aid_visibility: {AAA: 1}, energy_sanctions: {default: 0}}}",
    "levers: {W: {aid_visibility: {AAA: 1}}}\n" + item("at: 2020-02, name: x, set: {W.aid.AAA: 0.5}"),
    "levers: {W: {pressure: {AAA: 0.4}}}\n" + item("at: 2020-02, name: x, add: {W.pressure: 0.5}"),
    "timeline:\n  - {name: r, from: 2020-02, to: 2020-04, ramp: {W.pressure: 0.9}}\n"
    "  - {name: s, at: 2020-05, set: {W.pressure: 0.1}}",
    "timeline:\n  - {name: r, at: 2020-05, set: {W.pressure.AAA: 0.9}}\n"
    "  - {name: s, at: 2020-05, set: {W.pressure.BBB: 0.1}}",
    "policies: [{name: x, every: 1 year, when: 'alignment[AAA] >= 1', do: {W.pressure: '1 + tension[border]'}}]",
    "policies: [{name: x, when: 'alignment[AAA] > 0.5 and alignment[BBB] < -0.2', do: {W.pressure: 0.1}}]",
    "policies: [{name: x, when: 'alignment[AAA] <= 0.5 and alignment[AAA] >= 0.5', do: {W.pressure: 0.1}}]",
    "policies: [{name: x, when: 'news[W] * news[E] > 0.99', do: {W.pressure: 'log(hub_price)'}}]",
]


@pytest.mark.parametrize("text", SOUND)
def test_nothing_is_told_where_nothing_is_amiss(text: str, told) -> None:
    assert told(text) == []


def test_many_items_beyond_the_end_are_told_together(told) -> None:
    items = ", ".join(f"{{at: 2021-0{n}, name: x{n}}}" for n in range(1, 7))
    notes = told(f"timeline: [{items}]")
    assert len(notes) == 4
    assert notes[-1] == "file.yaml:4:87: 'x4' and 2 more items never happen either"


def test_an_item_of_an_inherited_file_is_told_where_it_stands(told) -> None:
    notes = told("clock: {months: 6}", parent="timeline:\n  - {at: 2020-09, name: x}\n")
    where = f"tiny.yaml:{LINES + 2}:10"
    assert notes == [
        f"{where}: 'x' is of 2020-09, and the clock runs from 2020-01 to 2020-06: it never happens; "
        "leave it out, or change the clock"
    ]


def test_who_shortens_the_run_knows_what_it_does_not_reach(told) -> None:
    assert told(item("at: 2020-09, name: x"), {"clock.months": "6"}) == []


def test_an_inherited_name_that_differs_in_capitals(told) -> None:
    notes = told(item("at: 2020-09, name: Visit"), parent="timeline:\n  - {at: 2020-09, name: visit}\n")
    assert notes == [
        f"file.yaml:4:32: 'Visit' is called almost as 'visit' (tiny.yaml, line {LINES + 2}), and both are "
        f"there; give it the "
        "same name to replace it, or another"
    ]


@pytest.mark.parametrize(
    ("setting", "path"),
    [("W.pressure=0.3", "W.pressure.AAA"), ("W.pressure={AAA: 0.3}", "W.pressure.AAA"), ("rivalry=0.2", "rivalry")],
)
def test_a_setting_that_the_timeline_or_a_policy_sets_again(setting: str, path: str, told) -> None:
    text = item("at: 2020-02, name: x, set: {W.pressure.AAA: 0.5, rivalry: 0.4}")
    notes = told(f"{text}\npolicies: [{{name: p, do: {{W.pressure.AAA: 0.1}}}}]", dict([setting.split("=")]))
    policy = " and a policy set it again: W.pressure.AAA from 2020-02 'x' (line 4), W.pressure.AAA 'p' (line 5)"
    again = " sets it again: rivalry from 2020-02 'x' (line 4)" if path == "rivalry" else policy
    assert notes == [
        f"--set {setting}: {path} is a start value; the timeline{again}: change that too if it is to last",
    ]


def test_what_is_refused_as_a_number_is_refused_as_a_text(tmp_path: Path) -> None:
    from twochairs.errors import InvalidInput

    for value in ("7", "'7'", "'3 + 4'", "'-(1 < 2)'"):
        (tmp_path / "tiny.yaml").write_text(f"{TINY}policies: [{{name: x, do: {{W.pressure: {value}}}}}]\n")
        with pytest.raises(InvalidInput, match=re.escape("].do.W.pressure is ") + r".*; it must lie in \[0, 1\]"):
            load(tmp_path / "tiny.yaml")


@pytest.mark.parametrize("path", sorted((ROOT / "scenarios").glob("*/*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_scenario_has_no_slips(path: Path) -> None:
    if path.stem in ("base", "hindcast-events"):
        return  # for others to extend
    scenario = load(path)
    look = Look(scenario.case, scenario.tree, scenario.reference)
    wanted = list(levers_beyond_the_record(look))  # which is no slip: it is what scenarios are for
    assert {*notes_of_case(scenario.case, scenario.tree, scenario.reference)} == {*wanted}
    told = [*map(str, scenario.mismatches), *(note.text for note in wanted)]
    others = [note for note in notes_of(scenario) if note.text not in told]
    across = [row for row in sides_of(scenario) if row.place < 0.0 < row.challenger or row.challenger < 0.0 < row.place]
    assert len(others) == (1 if across and scenario.case.switches.elections else 0)
    assert all("an election may put the other side of 0 in office" in note.text for note in others)


ACROSS = "an election may put the other side of 0 in office, in {}: see that no sign of a challenger is wrong"


def test_challengers_on_the_other_side_of_their_governments_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY)

    def of(*settings: str) -> list[str]:
        given = {f"countries.{one.partition('=')[0]}": one.partition("=")[2] for one in settings}
        scenario = load(path, given)
        return [note.text for note in notes_of(scenario) if note not in notes_of_case(scenario.case, scenario.tree)]

    one = ("AAA.government={course: 0.3, challenger: -0.2, elections: [2020-06]}",)
    assert of(*one) == [ACROSS.format("AAA (-0.20 for +0.30)")]
    two = ("CCC.government={course: -0.6, challenger: 0.9, elections: [2020-02]}",)
    assert of(*one, *two) == [ACROSS.format("AAA (-0.20 for +0.30), CCC (+0.90 for -0.60)")]
    for other in (
        "challenger: 0.2, elections: [2020-06]",
        "challenger: -0.2",
        "challenger: -0.2, elections: [2021-06]",
        "elections: [2020-06]",
    ):
        assert of(f"AAA.government={{course: 0.3, {other}}}") == []


def test_a_challenger_across_is_told_where_it_stands_if_a_vote_is_called(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    lines = ["switches: {elections: true}", "timeline: [{at: 2020-03, name: a crisis, elections: [BBB]}]"]
    text = TINY.replace("BBB: {", "BBB: {government: {course: -0.3, challenger: 0.2}, ")
    path.write_text("\n".join([text.rstrip(), *lines]))
    (note,) = notes_of(load(path))
    assert str(note).endswith(f"tiny.yaml:12:48: {ACROSS.format('BBB (+0.20 for -0.30)')}")
    path.write_text("\n".join([text.rstrip(), lines[0].replace("true", "false"), lines[1]]))
    assert notes_of(load(path)) == []


def test_a_note_that_is_kept_names_its_file_without_folders() -> None:
    assert (
        without_folders("/home/ana/x y/case.yaml:4:7: W.aid does nothing: 1:2")
        == "case.yaml:4:7: W.aid does nothing: 1:2"
    )
    assert without_folders("--set W.aid: it does nothing") == "--set W.aid: it does nothing"
