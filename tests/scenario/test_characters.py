"""NUL, which no file of a result may hold, is refused in every text that is shown."""

from pathlib import Path

import pytest

from twochairs.errors import InvalidInput
from twochairs.scenario.load import load

FILE = (Path(__file__).parent / "good" / "tiny.yaml").read_text("utf-8")
PLACES = {
    "title": ("title: Two states between two powers", 'title: "a\\0b"', "line 2, column 8: title"),
    "name": ("name: war", 'name: "a\\0b"', "line 23, column 25: timeline[a\\x00b].name"),
    "description": ("title: Two", 'description: "a\\0b"\ntitle: Two', "line 2, column 14: description"),
    "shown name": ("alignment: 0.1", 'alignment: 0.1\n    name: "a\\0b"', "line 10, column 11: countries.ALD.name"),
}


@pytest.mark.parametrize("where", PLACES)
def test_nul_is_refused_with_its_place(where: str, tmp_path: Path) -> None:
    old, new, place = PLACES[where]
    path = tmp_path / "file.yaml"
    path.write_text(FILE.replace(old, new, 1), "utf-8")
    with pytest.raises(InvalidInput) as error:
        load(path)
    assert f"{place}" in str(error.value)
    assert "it holds the character U+0000, which no text has" in str(error.value)
