"""Letters that only look Latin are named where a name is refused."""

from pathlib import Path

import pytest

from tests.scenario.test_notes import TINY
from twochairs.errors import InvalidInput
from twochairs.scenario.load import load
from twochairs.scenario.scripts import alike, foreign, latin
from twochairs.scenario.wording import unknown

REFUSED = {
    "levers: {W: {рressure: 0.1}}": "levers.W.рressure is unknown; did you mean 'pressure'? the 'р' in it is Cyrillic",
    "levers: {W: {aid: {ААА: 0.1}}}": "levers.W.aid.ААА is unknown; did you mean 'AAA'? the 'А' in it is Cyrillic",
    "overrides: {W.pressure.ΑAA: 0.1}": "levers.W.pressure.ΑAA is unknown; did you mean 'AAA'? the 'Α' in it is Greek",
    "focus: АAA": "focus is 'АAA', which is unknown; did you mean 'AAA'? the 'А' in it is Cyrillic",
    "timeline: [{at: 2020-02, name: x, set: {W.аid: 1}}]": (
        "timeline[x].set.W.аid is unknown; did you mean 'W.aid'? the 'а' in it is Cyrillic"
    ),
    "policies: [{name: x, when: 'alignmеnt[AAA] > 0', do: {W.aid: 1}}]": (
        "policies[x].when cannot be read: 'е' has no meaning here; it is Cyrillic, and names have Latin letters"
    ),
    "poles: {Е: {position: 0.5}}": (
        "poles.Е is not a name; use up to 64 of A-Z, a-z, 0-9 and _, not starting with a digit; "
        "the 'Е' in it is Cyrillic"
    ),
    "titlе: x": "titlе is unknown; did you mean 'title'? the 'е' in it is Cyrillic",
}


@pytest.mark.parametrize("text", REFUSED)
def test_the_letter_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "parent.yaml").write_text(TINY, "utf-8")
    (tmp_path / "file.yaml").write_text(f"twochairs: 2\ntitle: x\nextends: parent.yaml\n{text}\n", "utf-8")
    with pytest.raises(InvalidInput) as caught:
        load(tmp_path / "file.yaml")
    assert any(problem.text == REFUSED[text] for problem in caught.value.problems), str(caught.value)


def test_letters_that_look_latin() -> None:
    assert latin("АВЕ аеорсх ΑΒΕ ｐressure") == "ABE aeopcx ABE pressure"
    assert foreign("pressure") == foreign("été") == foreign("x_1") == ""
    assert foreign("ｐressure") == "the 'ｐ' in it is of full width"
    assert alike("  Vіsit\t TO") == alike("visit to") != alike("visits to")


def test_a_name_of_latin_letters_is_told_as_before() -> None:
    assert unknown("presure", ["pressure", "aid"]) == "is unknown; did you mean 'pressure'?"
    assert unknown("x", []) == "is unknown; nothing is allowed here"
    assert unknown("х", []) == "is unknown; nothing is allowed here; the 'х' in it is Cyrillic"
