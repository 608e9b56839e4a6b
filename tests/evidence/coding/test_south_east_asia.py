"""Coding of South-East Asia by its rule: each event has the effects of its kind, and the written file is up to date."""

import shutil
import sys
from io import StringIO

import numpy as np
import pytest
from ruamel.yaml import YAML

from twochairs.errors import InvalidInput, NotPossible
from twochairs.evidence.coding.__main__ import main
from twochairs.evidence.coding.coding import government_at, start_values, tables, term_months, timeline_items
from twochairs.evidence.coding.tables import FOLDER, load_tables
from twochairs.evidence.coding.terms import terms
from twochairs.evidence.coding.write import text_of
from twochairs.scenario.example import case_folder, cases
from twochairs.scenario.load import load
from twochairs.scenario.paths import targets
from twochairs.scenario.schema import TimelineItem
from twochairs.world.layout import QUANTITIES
from twochairs.world.parameters import Parameters
from twochairs.world.words import COURSES

CASE = "south-east-asia"
CODED = tables(CASE)
ITEMS = timeline_items(CODED)
LADDER = {  # kinds that set a rung of an alliance, by pole, from the lowest
    "US": ["us_partnership", "us_strategic_partnership", "us_facilities", "us_ally"],
    "CN": ["cn_partnership", "cn_strategic_partnership"],
}


def test_the_file_is_what_the_tables_give_and_says_who_wrote_it():
    text = (case_folder(CASE) / CODED.about.file).read_text("utf-8")
    assert text == text_of(CASE)
    assert text.startswith(
        "# Written by `python -m twochairs.evidence.coding south-east-asia` from the tables in coding/"
    )
    assert YAML(typ="safe", pure=True).load(StringIO(text))["timeline"] == ITEMS


def test_every_state_is_covered_and_every_course_has_a_meaning():
    assert {one.country for one in CODED.governments if one.month == "2010-01"} == set(CODED.region.states)
    assert list(CODED.courses) == [word for word, _ in COURSES]
    assert {event.dispute for event in CODED.events} - {""} == set(CODED.region.disputes)


def test_every_item_is_sound():
    assert len({one["name"] for one in ITEMS}) == len(ITEMS)
    for one in ITEMS:
        TimelineItem.model_validate(one, by_alias=True, by_name=False)
        for op in ("set", "add"):
            for path, value in one.get(op, {}).items():
                [target] = targets(path, CODED.region.names)
                declared = QUANTITIES[target.quantity]
                span = declared.high - declared.low
                low, high = (declared.low, declared.high) if op == "set" else (-span, span)
                assert isinstance(value, str) or low <= value <= high, path


def test_a_line_has_the_effects_of_its_kind_and_no_size_of_its_own():
    by_name = {one["name"]: one for one in ITEMS}
    for event in CODED.events:
        changed = {op: dict(by_name[event.name].get(op, {})) for op in ("set", "add")}
        for effect in CODED.kinds[event.kind]:
            for country in event.countries or ("",):
                path = effect.path.replace("{country}", country).replace("{dispute}", event.dispute)
                assert changed[effect.op].pop(path) == effect.value, event.name
        assert changed == {"set": {}, "add": {}}, event.name


@pytest.mark.parametrize("pole", LADDER)
def test_a_lower_rung_never_replaces_a_standing_one(pole):
    """What is below what stands has no line, but for a notice and its end, which are rungs of their own."""
    for country in CODED.region.states:
        kinds = [one.kind for one in (*CODED.starts, *CODED.events) if country in one.countries]
        steps = [LADDER[pole].index(kind) for kind in kinds if kind in LADDER[pole]]
        assert steps == sorted(set(steps)), country


def test_every_deal_that_ends_had_begun():
    pairs = {
        "us_trade_deal_ended": "us_trade_deal",
        "cn_package_ended": "cn_package",
        "cn_arms_deal_ended": "cn_arms_deal",
        "cn_embargo_lifted": "cn_embargo",
        "us_measures_lifted": "us_measures",
        "notice_held": "alliance_notice",
        "alliance_restored": "alliance_notice",
    }
    for country in CODED.region.states:
        kinds = [one.kind for one in (*CODED.starts, *CODED.events) if country in one.countries]
        for place, kind in enumerate(kinds):
            if kind in pairs:
                assert pairs[kind] in kinds[:place], (country, kind)


def test_the_worked_alliance_of_the_philippines():
    """Treaty at the start; notice in February 2020, held in June, withdrawn in July 2021, affirmed in May 2023."""
    assert start_values(CODED)["US.security_guarantee.PHL"] == 0.8
    path = "US.security_guarantee.PHL"
    steps = [(one["at"], one["set"][path]) for one in ITEMS if path in one.get("set", {})]
    assert steps == [("2020-02", 0.5), ("2020-06", 0.65), ("2021-07", 0.8), ("2023-05", 0.9)]


def test_the_courses_of_manila():
    changes = [(one.month, one.course) for one in CODED.governments if one.country == "PHL"]
    assert [course for _, course in changes] == ["western", "western", "member", "both", "eastern", "both", "western"]
    assert government_at("PHL", "2016-10", CODED).course == "eastern"
    assert term_months("PHL", "2016-10", CODED) == terms(CASE)["PHL"] == 72


def test_a_case_of_ones_own_is_coded_by_the_path_of_its_folder(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "mine"
    shutil.copytree(case_folder(CASE), folder)
    (folder / "hindcast-events.yaml").unlink()
    monkeypatch.setattr(sys, "argv", ["coding", str(folder)])
    assert main() == 0
    assert capsys.readouterr().out == "wrote hindcast-events.yaml\n"
    written = (folder / "hindcast-events.yaml").read_text("utf-8").splitlines()[1:]
    assert written == text_of(CASE).splitlines()[1:]


def test_a_case_that_is_not_there():
    assert cases() == ["balkans", "south-east-asia"]
    with pytest.raises(NotPossible) as caught:
        load_tables("south-east-asa")
    assert str(caught.value) == (
        "case 'south-east-asa' is unknown; did you mean 'south-east-asia'?\n"
        "  hint: name one of these, or a folder that holds a file base.yaml"
    )


def test_what_is_written_must_be_said_in_one_sound_line(tmp_path):
    shutil.copytree(case_folder(CASE) / FOLDER, tmp_path / "coding")
    about = tmp_path / "coding" / "about.csv"
    head = "file,base,title,first,last\n"

    def told(text):
        about.write_text(head + text, "utf-8")
        with pytest.raises(InvalidInput) as caught:
            load_tables(CASE, tmp_path / "coding")
        return [line for line in str(caught.value).splitlines() if "about.csv" in line]

    line = "  about.csv, line {}, column 1: "
    assert told("") == [line.format(1) + "it must have one line"]
    assert told("x.yaml,base.yaml,,2010-13,2023-12\n") == [
        line.format(2) + "title is empty",
        line.format(2) + "first is '2010-13'; it must be a month such as 2022-05",
    ]
    assert told("x.yaml,base.yaml,X,2023-01,2010-12\nx.yaml,base.yaml,X,2010-01,2023-12\n") == [
        line.format(2) + "last is '2010-12', before first",
        line.format(3) + "it is one line too many",
    ]


LEFT = (
    "security_guarantee", "patronage", "pressure", "alliance", "hedging", "exposure", "course", "challenger", "rivalry",
)  # fmt: skip
"""What changes by the rule alone, so that the events say where it stands at the end of 2023."""


def test_the_reference_from_2024_starts_where_the_coded_events_leave_off():
    """Start values of 2010 and every item after them, one by one, against the file of 2024."""
    past, now = (load(case_folder(CASE) / f"{name}.yaml") for name in ("hindcast-2010", "from-2024"))
    (layout, values), (_, wanted) = past.start(), now.start()
    assert past.names == now.names
    constants = Parameters()
    values = values.copy()
    for one in ITEMS:
        for op in ("set", "add"):
            for path, value in one.get(op, {}).items():
                [target] = targets(path, layout.names)
                slot = layout.slot(target.quantity, *target.agents)
                number = getattr(constants, f"course_{value}") if isinstance(value, str) else value
                values[slot] = number if op == "set" else values[slot] + number
    for quantity in LEFT:
        block = layout.block(quantity)
        assert np.allclose(values[block], wanted[block], atol=1e-9), quantity
