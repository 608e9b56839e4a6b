"""The track record: of the shipped registers of all cases, or of one of the user's."""

import pytest

from tests.evidence.register.made_up import points
from twochairs.errors import NotPossible
from twochairs.evidence.register.track import shipped_track_record, track_record
from twochairs.scenario.example import copy_example


def test_without_a_folder_it_is_of_every_shipped_case():
    made = {one.entry for one in track_record()}
    assert made == {
        f"2026-{day}-{name}{number}"
        for day, number in (("11-30", ""), ("12-01", ""), ("12-01", "-2"))
        for name in ("serbia-2022-2026-2027", "hindcast-2010")
    }
    assert shipped_track_record().startswith("Register of forecasts: 2,541 forecasts in 6 entries; ")


def test_a_register_of_the_users(tmp_path):
    points(PHL=-0.3).write(tmp_path)
    assert [(one.entry, one.rows, one.scored) for one in track_record(tmp_path)] == [("2024-01-01-made-up", 1, 0)]


def test_a_copied_case_has_no_register_yet(tmp_path):
    copy_example(tmp_path / "mine")
    assert not list(tmp_path.rglob("forecasts")) and (tmp_path / "mine" / "balkans" / "serbia-2022.yaml").is_file()
    with pytest.raises(NotPossible, match="is no register of forecasts"):
        track_record(tmp_path / "mine" / "balkans" / "forecasts")
