"""Every problem of a file comes out in one pass, whatever stands beside it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario.corpus import HERE, refusal
from twochairs.errors import InvalidInput
from twochairs.scenario.load import load

ALL = Path("bad/901-all-at-once.yaml")
TOLD = [
    (5, 16, "clock.start is '2030-13'; it must be a month such as 2022-05"),
    (6, 1, "colour is unknown"),
    (7, 10, "sources is 'source.csv'; there is no such file in bad"),
    (8, 18, "world.rivalry is 1.2; it must lie in [0, 1]"),
    (9, 1, "disputs is unknown; did you mean 'disputes'?"),
    (10, 25, "disputes.pass.between[2] is 'BRO', which is unknown; did you mean 'CRO'?"),
    (13, 16, "countries.ALD.alignment is '0.1'; it must be a number, without quotes"),
    (14, 10, ".inf is not a finite number"),
    (16, 5, "the key 'hedging' stands here a second time"),
    (17, 5, "countries.ALD.goverment is unknown; did you mean 'government'?"),
    (17, 29, "countries.ALD.government.challenger is 2; it must be one of member"),
    (18, 19, "countries.ALD.gas.seller is 'CRW', which is unknown; did you mean 'CRO'?"),
    (19, 5, "countries.ALD.publics have shares that add up to 1.1; they must add up to 1"),
    (20, 3, "countries.DUN.gdp is missing"),
    (22, 9, "levers.LEA.presure is unknown; did you mean 'pressure'?"),
    (22, 19, "levers.LEA.pressure.ALX is unknown; did you mean 'ALD'?"),
    (22, 35, "levers.LEA.aid is 'lots'; it must be a number"),
    (23, 3, "levers.LAE is unknown; did you mean 'LEA'?"),
    (25, 36, "timeline[one].set.LEA.presure is unknown; did you mean 'LEA.pressure'?"),
    (25, 63, "timeline[one].set.rivalry is 3; it must lie in [0, 1]"),
    (26, 25, "timeline[two].to is '2031-01', before from (2031-05)"),
    (26, 60, "timeline[two].add.rivalry is 'yes'; it must be a number"),
    (27, 5, "timeline[three] has no date"),
    (28, 25, "timeline[one].name is 'one', which an earlier item is called too"),
    (33, 11, "policies[four].when cannot be read: embrgo is unknown; did you mean 'embargo'?"),
    (33, 31, "policies[four].when cannot be read: alignment names 'ADL'"),
    (34, 10, "policies[four].do.LEA.presure.ALD is unknown; did you mean 'LEA.pressure.ALD'?"),
    (34, 49, "policies[four].do.CRO.aid cannot be read: ')' is expected here, not the end"),
    (36, 3, "contries is unknown; did you mean 'countries'?"),
    (37, 3, "countries.ALT.gdp names 'ALT', which is unknown; did you mean 'ALD'?"),
    (38, 3, "timeline.0.at leads into a list"),
    (39, 24, "solved.unexplained.BOB is unknown; did you mean 'BOR'?"),
]
"""Line, column and beginning of what is told of each mistake."""


@pytest.mark.parametrize(("line", "column", "text"), TOLD, ids=lambda value: str(value)[:30])
def test_each_mistake_of_one_file_is_told_at_once(
    line: int, column: int, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE)
    places = [(p.place.line, p.place.column, p.text) for p in refusal(ALL).problems if p.place is not None]
    assert any((one, other) == (line, column) and said.startswith(text) for one, other, said in places), places


def test_nothing_is_told_that_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the mistakes, only what a `solved` that is not whole lacks."""
    monkeypatch.chdir(HERE)
    told = [p for p in refusal(ALL).problems if "leave out solved to solve it again" not in p.text]
    assert sorted({(p.place.line, p.place.column) for p in told if p.place}) == sorted({(a, b) for a, b, _ in TOLD})


# -- planted at random ------------------------------------------------------------------------------------------------

TINY = (HERE / "good" / "tiny.yaml").read_text("utf-8")
Edit = tuple[str, str]
"""What stands in the sound file, and what is put in its place, with a ¦ before what is told of."""

MISTAKES: list[Edit] = [
    ("start: 2030-01", "start: ¦2030-1"),
    ("months: 12", "months: ¦12.5"),
    ("LEA: {position: 1.0}", "LEA: {position: ¦7}"),
    ("CRO: {position: -1.0}", "CRO: {¦positon: -1.0}"),
    ("alignment: 0.1", "¦alignment: [0.1]"),
    ("gdp: 60", "gdp: ¦-60"),
    ("course: 0.2", "course: ¦maybe"),
    ("elections: [2030-04]", "elections: [¦2030-14]"),
    ("town: {share: 0.6", "town: {share: ¦1.6"),
    ("{ally: 0.3", "{¦aly: 0.3"),
    ("kin: BOR", "kin: ¦BRO"),
    ("favourability: {LEA: -0.1}", "favourability: {¦LAE: -0.1}"),
    ("seller: CRO", "seller: ¦CROW"),
    ("until: 2031-05", "until: ¦soon"),
    ("ties: {ALD: 0.4}", "ties: {¦ALB: 0.4}"),
    ("between: [ALD]", "between: [ALD, ¦ALD]"),
    ("tension: 0.3}", "tension: ¦true}"),
    ("difficulty: 0.6", "¦dificulty: 0.6"),
    ("every: 3 months", "every: ¦3 monts"),
    ("against: CRO}", "against: ¦OCR}"),
    ("{pressure: {default", "{¦presure: {default"),
    ("ALD: 0.3}}}", "¦ALX: 0.3}}}"),
    ("{at: 2030-03", "{at: ¦2029-03"),
    ("set: {rivalry: 0.9", "set: {¦rivlary: 0.9"),
    ("acts.embargo.open: true", "acts.embargo.open: ¦maybe"),
    ("news: {CRO: -0.5}", "news: {CRO: ¦-5}"),
    ("to: 2030-09", "to: ¦2030-04"),
    ("ramp: {LEA.pressure.ALD: 0.6}", "ramp: {¦LEA.presure.ALD: 0.6}"),
    ("every: 6 months", "every: ¦0 months"),
    ('when: "alignment[ALD] < 0.2"', 'when: "alignment[ALD] <¦> 0.2"'),
    ('"pressure[LEA, ALD] + 0.1"', '"¦presure[LEA, ALD] + 0.1"'),
    ("title: Two states", "¦colour: blue\ntitle: Two states"),
    ("gdp: 20", "gdp: ¦.nan"),
    ("share: 0.4, kin", "share: 0.4, ¦share: 0.4, kin"),
]
"""Each by itself a mistake, and none that follows from another."""
NEEDS = {"{at: 2030-03": "start: 2030-01"}
"""A mistake that only the sound other shows: without a start of the clock nothing is before it."""


def _planted(edits: list[Edit]) -> tuple[str, list[tuple[int, int]]]:
    """The file with mistakes, and the line and column of each."""
    text = TINY
    for sound, wrong in edits:
        assert text.count(sound) == 1, sound
        text = text.replace(sound, wrong)
    places = []
    while (at := text.find("¦")) >= 0:
        places.append(_place(text, at))
        text = text[:at] + text[at + 1 :]
    return text, places


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _places_told(text: str, folder: Path) -> set[tuple[int, int]]:
    path = folder / "planted.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidInput) as caught:
        load(path)
    return {(p.place.line, p.place.column) for p in caught.value.problems if p.place is not None}


@pytest.mark.parametrize("edit", MISTAKES, ids=lambda edit: edit[1][:25])
def test_each_mistake_by_itself_is_told_where_it_is(edit: Edit, tmp_path: Path) -> None:
    text, wanted = _planted([edit])
    assert set(wanted) <= _places_told(text, tmp_path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planted")


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(MISTAKES), min_size=2, max_size=16, unique=True))
def test_any_mistakes_together_are_told_in_one_pass(folder: Path, edits: list[Edit]) -> None:
    wrong = {sound for sound, _ in edits}
    chosen = [edit for edit in edits if NEEDS.get(edit[0]) not in wrong]
    text, wanted = _planted(chosen)
    told = _places_told(text, folder)
    assert set(wanted) <= told, sorted(set(wanted) - told)
