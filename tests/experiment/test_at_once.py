"""Every problem of an experiment, and of the scenario it names, comes out in one pass."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.experiment.corpus import HERE, refusal
from twochairs.errors import InvalidInput
from twochairs.experiment.plan import load_experiment

ALL = Path("bad/901-all-at-once.yaml")
TOLD = {
    "": [
        *[(5, 1), (6, 9), (7, 13), (8, 1), (9, 7), (11, 3), (13, 26), (14, 16), (14, 22), (16, 33), (16, 45), (17, 3)],
        *[(18, 3), (19, 24), (20, 23), (21, 3), (22, 36), (24, 20), (27, 5), (28, 16), (28, 35), (28, 54), (29, 34)],
        *[(29, 56), (29, 60), (29, 81), (30, 11), (31, 1)],
    ],
    "/scenario": [(4, 19), (4, 34), (6, 25), (6, 50)],
}
"""Line and column of each mistake, of the experiment and of its scenario."""


def test_each_mistake_of_two_files_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    places = {(p.place.file, p.place.line, p.place.column) for p in refusal(ALL).problems if p.place is not None}
    assert places == {(f"bad/901-all-at-once{of}.yaml", *at) for of, ats in TOLD.items() for at in ats}


# -- planted at random ------------------------------------------------------------------------------------------------

SCENARIO = (HERE.parent / "scenario" / "good" / "tiny.yaml").read_text("utf-8")
EXPERIMENT = """\
twochairs: 2
title: Pressure
scenario: tiny.yaml
months: 10
set: {LEA.aid.ALD: 0.4, CRO.aid: 0.2}
replicates: 20
seed: 7
design: {kind: latin-hypercube, points: 12}
factors:
  LEA.pressure: {from: 0, to: 1}
  CRO.gas_discount: [0.0, 0.2, 0.4]
  rivalry: {values: [0.1, 0.2]}
  parameters.inertia_rate: {from: 0.5, to: 0.9, scale: log}
constraints: ["LEA.pressure + CRO.gas_discount <= 1.2"]
keep: {series: quantiles, quantities: [alignment], months: 6 months}
outcomes: ["alignment[ALD]@end", "alignment[BOR]@end"]
figures: [heatmap, fan]
"""
MISTAKES = [
    ("title: Pressure", "title: ¦7"),
    ("months: 10", "months: ¦2000"),
    ("LEA.aid.ALD: 0.4", "¦LEA.iad.ALD: 0.4"),
    ("CRO.aid: 0.2", "CRO.aid: ¦200"),
    ("replicates: 20", "¦replicate: 20"),
    ("seed: 7", "seed: ¦-7"),
    ("kind: latin-hypercube", "kind: ¦latin"),
    ("points: 12", "points: ¦none"),
    ("from: 0, to: 1}", "from: 0, to: ¦-1}"),
    ("[0.0, 0.2, 0.4]", "[0.0, 0.2, ¦4]"),
    ("rivalry: {values", "¦rivlary: {values"),
    ("from: 0.5", "from: ¦low"),
    ("scale: log", "scale: ¦logs"),
    ("+ CRO.gas_discount", "+ ¦CRO.gas_discnt"),
    ("series: quantiles", "series: ¦some"),
    ("quantities: [alignment]", "quantities: [¦alignmet]"),
    ("months: 6 months", "months: ¦6 monts"),
    ('"alignment[BOR]@end"', '"¦alignmet[BOR]@end"'),
    ('"alignment[ALD]@end"', '"1 + ¦alignment[ADL]@end"'),
    ("figures: [heatmap, fan]", "figures: [heatmap, ¦fun]"),
    ("design:", "¦colour: blue\ndesign:"),
]
OF_SCENARIO = [
    ("gdp: 60", "¦gpd: 60"),
    ("kin: BOR", "kin: ¦BRO"),
    ("tension: 0.3}", "tension: ¦3}"),
    ("ramp: {LEA.pressure.ALD: 0.6}", "ramp: {¦LEA.presure.ALD: 0.6}"),
    ('when: "alignment[ALD] < 0.2"', 'when: "¦alignment[ADL] < 0.2"'),
]


def _planted(text: str, edits: list[tuple[str, str]]) -> tuple[str, set[tuple[int, int]]]:
    for sound, wrong in edits:
        assert text.count(sound) == 1, sound
        text = text.replace(sound, wrong)
    places = set()
    while (at := text.find("¦")) >= 0:
        places.add((text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)))
        text = text[:at] + text[at + 1 :]
    return text, places


def _missed(folder: Path, edits: list[tuple[str, str]], of_scenario: list[tuple[str, str]]) -> list[object]:
    """Mistakes that are not told in one pass."""
    wanted = set()
    for name, text, some in (("tiny", SCENARIO, of_scenario), ("swept", EXPERIMENT, edits)):
        written, places = _planted(text, some)
        (folder / f"{name}.yaml").write_text(written, "utf-8")
        wanted |= {(name, *place) for place in places}
    with pytest.raises(InvalidInput) as caught:
        load_experiment(folder / "swept.yaml").check()
    told = {(Path(p.place.file).stem, p.place.line, p.place.column) for p in caught.value.problems if p.place}
    return sorted(wanted - told)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planted")


@pytest.mark.parametrize("edit", MISTAKES, ids=lambda edit: edit[1][:25])
def test_each_mistake_by_itself_is_told_where_it_is(edit: tuple[str, str], folder: Path) -> None:
    assert _missed(folder, [edit], []) == []


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(MISTAKES), min_size=2, max_size=14, unique=True),
    st.lists(st.sampled_from(OF_SCENARIO), max_size=5, unique=True),
)
def test_any_mistakes_together_are_told_in_one_pass(
    folder: Path, edits: list[tuple[str, str]], of_scenario: list[tuple[str, str]]
) -> None:
    assert _missed(folder, edits, of_scenario) == []
