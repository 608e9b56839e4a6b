"""Which numbers no chance moves."""

from pathlib import Path

from twochairs.scenario.load import load
from twochairs.scenario.timeline import fixed_slots

GOOD = Path(__file__).parent / "good"


def test_levers_that_the_timeline_alone_moves_have_no_chance_in_them() -> None:
    """A policy of tiny.yaml moves LEA's pressure on ALD; its timeline moves the same and nothing by chance."""
    scenario = load(GOOD / "tiny.yaml")
    layout = scenario.start()[0]
    fixed = fixed_slots(scenario.case, layout)
    assert layout.slot("pressure", "LEA", "ALD") not in fixed
    assert layout.slot("pressure", "LEA", "BOR") in fixed
    assert layout.slot("aid", "CRO", "ALD") in fixed
    assert layout.slot("alignment", "ALD") not in fixed
    assert layout.slot("incident", "strait") not in fixed


def test_what_a_random_event_moves_has_chance_in_it(tmp_path: Path) -> None:
    text = (GOOD / "tiny.yaml").read_text().replace("policies:", "  - {name: luck, from: 2030-02, to: 2030-09, "
                                                     "probability: 0.5, set: {CRO.aid.BOR: 1}}\npolicies:")  # fmt: skip
    (tmp_path / "tiny.yaml").write_text(text)
    scenario = load(tmp_path / "tiny.yaml")
    layout = scenario.start()[0]
    fixed = fixed_slots(scenario.case, layout)
    assert layout.slot("aid", "CRO", "BOR") not in fixed
    assert layout.slot("aid", "CRO", "ALD") in fixed
