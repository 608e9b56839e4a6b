"""Governments and events of the hindcast: tables sound, items worked by hand, the written file up to date."""

import shutil
from io import StringIO

import pytest
from ruamel.yaml import YAML

from twochairs.errors import InvalidInput
from twochairs.evidence.coding.coding import government_at, start_values, tables, term_months, timeline_items
from twochairs.evidence.coding.tables import COLUMNS, FOLDER, load_tables
from twochairs.evidence.coding.write import text_of
from twochairs.scenario.example import case_folder
from twochairs.scenario.paths import targets
from twochairs.scenario.schema import TimelineItem
from twochairs.world.layout import QUANTITIES
from twochairs.world.words import COURSES


@pytest.fixture
def folder(tmp_path):
    for name in COLUMNS:
        shutil.copy(case_folder() / FOLDER / name, tmp_path)
    return tmp_path


def item(name):
    return next(one for one in timeline_items() if one["name"] == name)


def put_line(folder, name, line, text):
    """Put a text in place of a line (from 1) of a table, or append it where the table ends before."""
    lines = (folder / name).read_text("utf-8").splitlines()
    lines[line - 1 : line] = [text]
    (folder / name).write_text("\n".join(lines) + "\n", "utf-8")


def told(folder):
    with pytest.raises(InvalidInput) as caught:
        load_tables(folder=folder)
    return str(caught.value)


# -- the tables ------------------------------------------------------------------------------------------


def test_every_state_is_covered_from_the_first_month():
    assert {one.country for one in tables().governments if one.month == "2006-01"} == set(tables().region.states)


def test_every_course_is_used_and_lies_on_the_axis():
    coded = tables()
    used = {course for one in coded.governments for course in (one.course, one.challenger, one.partner_course)}
    assert used - {""} == set(coded.courses)
    assert list(coded.courses) == [word for word, _ in COURSES]


def test_every_dispute_has_events():
    assert {event.dispute for event in tables().events} - {""} == set(tables().region.disputes)


def test_a_status_is_never_given_before_the_step_below_it():
    ladder = ["potential_candidate", "association_signed", "applied", "candidate", "talks_open", "eu_member"]
    coded = tables()
    for country in coded.region.states:
        kinds = [one.kind for one in (*coded.starts, *coded.events) if country in one.countries]
        steps = [ladder.index(kind) for kind in kinds if kind in ladder]
        assert steps == sorted(steps), country


def test_a_weaker_call_never_stands_in_place_of_a_warning_or_measures():
    for country in tables().region.states:
        pressure = 0.0
        for one in timeline_items():
            new = one.get("set", {}).get(f"EU.pressure.{country}", pressure)
            assert not (new == 0.2 and pressure > 0.2) or "becomes a call" in one["name"], one["name"]
            pressure = new


# -- the items -------------------------------------------------------------------------------------------


def test_names_are_unique_and_months_in_order():
    items = timeline_items()
    assert len({one["name"] for one in items}) == len(items)
    assert [one["at"] for one in items] == sorted(one["at"] for one in items)


@pytest.mark.parametrize("one", timeline_items(), ids=lambda one: one["name"])
def test_every_item_is_a_sound_timeline_item(one):
    TimelineItem.model_validate(one, by_alias=True, by_name=False)
    for op in ("set", "add"):
        for path, value in one.get(op, {}).items():
            [target] = targets(path, tables().region.names)
            assert_sound(path, value, QUANTITIES[target.quantity], op)


def assert_sound(path, value, quantity, op="set"):
    """A number within its range, a step within its span, or the word of a course."""
    if path.endswith(("course", "challenger")):
        assert value in tables().courses, path
        return
    span = quantity.high - quantity.low
    low, high = (quantity.low, quantity.high) if op == "set" else (-span, span)
    assert low <= value <= high, path


def test_start_values_are_sound_paths():
    for path, value in start_values().items():
        [target] = targets(path, tables().region.names)
        assert_sound(path, value, QUANTITIES[target.quantity])


def test_a_change_of_course_says_what_has_changed():
    assert item("Ukraine: government of V. Yanukovych") == {
        "at": "2010-02",
        "name": "Ukraine: government of V. Yanukovych",
        "set": {
            "countries.UKR.government.course": "both",
            "countries.UKR.government.challenger": "western",
            "countries.UKR.government.partner.course": "bound",
            "countries.UKR.government.partner.weight": 0.1,
        },
        "source": "inaugural address of the president, 25 February 2010",
        "note": "both: no bloc, European integration and strategic partnership with Russia; "
        "Y. Tymoshenko leads the opposition",
    }


def test_a_new_challenger_alone_does_not_move_the_government():
    found = item("Serbia: government of M. Cvetkovic with the Progressives in opposition")
    assert found["set"] == {"countries.SRB.government.challenger": "both"}


def test_a_partner_that_leaves_has_no_weight():
    found = item("Serbia: government of M. Cvetkovic")["set"]
    assert found["countries.SRB.government.partner.weight"] == 0.2
    alone = item("Georgia: government of G. Kvirikashvili after the election")["set"]
    assert alone == {"countries.GEO.government.partner.weight": 0.0}


def test_a_government_that_changes_nothing_gives_no_item():
    assert not [one for one in timeline_items() if one["name"].startswith("Albania: government")]


def test_an_event_has_the_effects_of_its_kind():
    found = item("Kosovo declares independence")
    assert found["at"] == "2008-02"
    assert found["add"] == {"disputes.kosovo.tension": 0.4}
    assert found["set"] == {"disputes.kosovo.rest": 0.5, "disputes.kosovo.salience.SRB": 1.0}


def test_an_event_of_several_states_concerns_each():
    stopped = item("gas stops flowing through Ukraine")["set"]
    assert stopped == {f"RU.gas_supply.{state}": 0.0 for state in ("BGR", "BIH", "HUN", "MDA", "MKD", "SRB", "UKR")}


def test_an_event_may_concern_the_world():
    assert item("rivalry in open war")["set"] == {"world.rivalry": 0.8}


def test_aid_programmes_are_one_item_each():
    found = item("second pre-accession programme")
    assert found["at"] == "2014-01"
    assert found["set"]["EU.aid.SRB"] == 0.51
    assert len(found["set"]) == 6


def test_start_values_hold_status_and_partner():
    values = start_values()
    assert values["countries.TUR.accession.EU"] == 0.2
    assert values["EU.accession_credibility.SRB"] == 0.1
    assert values["countries.SRB.government.course"] == "western"
    assert values["countries.SRB.government.challenger"] == "bound"
    assert values["countries.SRB.government.partner.course"] == "member"
    assert values["countries.ALB.government.partner.weight"] == 0.0


def test_the_government_of_a_month():
    assert government_at("SRB", "2012-06").name.startswith("M. Cvetkovic")
    assert government_at("SRB", "2012-07").name == "I. Dacic"
    assert government_at("SRB", "2023-12").course == "western"
    assert term_months("TUR", "2007-07") == 60
    assert term_months("TUR", "2007-08") == 48
    with pytest.raises(LookupError, match="no government of SRB is coded for 2005-12"):
        government_at("SRB", "2005-12")


# -- the file --------------------------------------------------------------------------------------------


def test_the_file_is_what_the_tables_give():
    assert (case_folder() / tables().about.file).read_text("utf-8") == text_of()


def test_the_file_reads_back_as_the_items():
    data = YAML(typ="safe", pure=True).load(StringIO(text_of()))
    assert data["timeline"] == timeline_items()
    assert [key for key in data if key != "timeline"] == ["twochairs", "title", "extends"]


# -- bad tables ------------------------------------------------------------------------------------------


def test_a_bad_event(folder):
    put_line(folder, "events.csv", 2, "2006-13,SRX,kosovo,gas_cuts,,why,where")
    assert told(folder) == (
        "the coding cannot be read: 5 problems\n"
        "  events.csv, line 2, column 1: date is '2006-13'; it must be a month such as 2022-05\n"
        "  events.csv, line 2, column 1: name is empty\n"
        "  events.csv, line 2, column 1: kind 'gas_cuts' is unknown; did you mean 'gas_cut'?\n"
        "  events.csv, line 2, column 1: country 'SRX' is unknown; did you mean 'SRB'?\n"
        "  events.csv, line 3, column 1: date is '2006-02', before that of the line above"
    )


def test_an_event_without_the_dispute_its_kind_needs(folder):
    put_line(folder, "events.csv", 2, "2006-01,SRB,,war,a war,why,where")
    assert told(folder) == (
        "the coding cannot be read: 2 problems\n"
        "  events.csv, line 2, column 1: country is 'SRB'; war has none\n"
        "  events.csv, line 2, column 1: dispute is ''; war needs one"
    )


def test_a_bad_government(folder):
    put_line(folder, "governments.csv", 2, "SRB,2006-02,A. Nother,westward,bound,Partner,,huge,0,why,where")
    assert told(folder) == (
        "the coding cannot be read: 5 problems\n"
        "  governments.csv, line 2, column 1: course 'westward' is unknown; did you mean 'western'?\n"
        "  governments.csv, line 2, column 1: partner, partner_course, partner_size must be all empty or all given\n"
        "  governments.csv, line 2, column 1: partner_size 'huge' is unknown; allowed here: large, medium, small\n"
        "  governments.csv, line 2, column 1: term_months is '0'; it must be a number of months\n"
        "  governments.csv, line 2, column 1: the first government of SRB is from '2006-02', not 2006-01"
    )


def test_governments_out_of_order_and_of_one_name(folder):
    put_line(folder, "governments.csv", 3, "SRB,2006-01,V. Kostunica,both,bound,,,,48,why,where")
    assert told(folder) == (
        "the coding cannot be read: 2 problems\n"
        "  governments.csv, line 3, column 1: '2006-01' does not come after '2006-01'\n"
        "  governments.csv, line 3, column 1: government 'V. Kostunica' stands already in governments.csv, line 2"
    )


def test_a_bad_kind(folder):
    put_line(folder, "kinds.csv", 2, "potential_candidate,EU.accession_credibilty.{country},put,2,what,why")
    assert told(folder) == (
        "the coding cannot be read: 3 problems\n"
        "  kinds.csv, line 2, column 1: op 'put' is unknown; allowed here: add, set\n"
        "  kinds.csv, line 2, column 1: value is '2'; it must be a number in [-1, 1]\n"
        "  kinds.csv, line 2, column 1: the path 'EU.accession_credibilty.{country}' is unknown; "
        "did you mean 'EU.accession_credibility.SRB'?"
    )


def test_a_bad_course_a_bad_start_and_bad_aid(folder):
    put_line(folder, "courses.csv", 2, "member,")
    put_line(folder, "starts.csv", 2, "SRB,candidates,why,where ")
    put_line(folder, "aid.csv", 2, "2024-01,programme,EU,SRB,much,where")
    assert told(folder).splitlines() == [
        "the coding cannot be read: 6 problems",
        "  aid.csv, line 2, column 1: date is '2024-01'; it must be from 2006-01 to 2023-12",
        "  aid.csv, line 2, column 1: percent_of_gdp is 'much'; it must be a number in [0, 10]",
        "  aid.csv, line 3, column 1: date is '2007-01', before that of the line above",
        "  courses.csv, line 2, column 1: meaning is empty",
        "  starts.csv, line 2, column 1: source is 'where '; it must not begin or end with a space",
        "  starts.csv, line 2, column 1: kind 'candidates' is unknown; did you mean 'candidate'?",
    ]


def test_a_name_that_stands_twice(folder):
    put_line(folder, "events.csv", 3, (folder / "events.csv").read_text("utf-8").splitlines()[1])
    assert told(folder) == (
        "the coding cannot be read: 1 problem\n"
        "  events.csv, line 3, column 1: name 'Russia stops gas to Moldova' stands already in events.csv, line 2"
    )


def test_lines_and_heads_of_another_shape(folder):
    put_line(folder, "events.csv", 2, "2006-01,SRB")
    put_line(folder, "aid.csv", 1, "date,name")
    assert told(folder) == (
        "the coding cannot be read: 2 problems\n"
        "  aid.csv, line 1, column 1: the first line must be date,name,pole,country,percent_of_gdp,source\n"
        "  events.csv, line 2, column 1: it has 2 cells; 7 are needed"
    )


def test_a_table_that_is_not_there(folder):
    (folder / "aid.csv").unlink()
    assert told(folder) == (
        "the coding cannot be read: 1 problem\n  aid.csv, line 1, column 1: there is no such file; check the path"
    )


def test_the_hindcast_starts_by_the_same_rule():
    data = YAML(typ="safe").load((case_folder() / "hindcast-2006.yaml").read_text("utf-8"))
    coded = {path: value for path, value in start_values().items() if not (path.endswith("weight") and value == 0.0)}
    governed = {path: value for path, value in coded.items() if ".government." in path}
    assert data["overrides"] == {path: value for path, value in coded.items() if path not in governed}
    for path, value in governed.items():
        _, country, *steps = path.split(".")
        found = data["countries"][country]
        for step in steps:
            found = found[step]
        assert found == value, path
