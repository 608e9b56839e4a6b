"""A table of the user's, made from an original: whole or not at all."""

import pytest

from tests.data.test_pink_sheet import workbook
from twochairs.data.catalogue import entry, sources_of, table
from twochairs.data.declared import SOURCES
from twochairs.data.folder import shipped
from twochairs.data.importers import _csv, import_hub_prices, import_ideal_points
from twochairs.data.reading import read_rows
from twochairs.errors import CannotWrite, InvalidInput

POINTS = "iso3c,year,IdealPointAll,IdealPointFP\nSRB,2024,0.25,0.3\nRUS,2024,-1.5,-1.4\n"


@pytest.fixture
def points(tmp_path):
    path = tmp_path / "Idealpoints.csv"
    path.write_text(POINTS, "utf-8")
    return path


def test_an_imported_table_is_used_with_its_source(points, tmp_path, monkeypatch):
    imported = import_ideal_points(points, tmp_path / "mine" / "tables")
    monkeypatch.setenv("TWOCHAIRS_TABLES", str(tmp_path / "mine" / "tables"))
    assert table("un_ideal_points")["value"].tolist() == [-1.5, 0.25]
    assert entry("un_ideal_points").users
    (source,) = sources_of("un_ideal_points")
    assert source.key == "un-ideal-points-imported"
    assert source.version.startswith("imported from Idealpoints.csv (sha256 ")
    assert source.licence == "CC0 1.0"
    assert (imported.rows, imported.first, imported.last) == (2, "2024", "2024")
    assert imported.notes == [
        "no row of ALB, ARM, BGR, BIH, BLR, CHN, DEU, FRA, GEO, HUN, MDA, MKD, MNE, TUR, UKR, USA, "
        "which the shipped table has"
    ]


def test_votes_on_final_passage_are_said_to_be(points, tmp_path, monkeypatch):
    import_ideal_points(points, tmp_path / "mine", "final-passage")
    monkeypatch.setenv("TWOCHAIRS_TABLES", str(tmp_path / "mine"))
    assert table("un_ideal_points")["value"].tolist() == [-1.4, 0.3]
    assert sources_of("un_ideal_points")[0].note == "imported; votes on final passage"


def test_two_tables_of_one_folder_each_keep_their_source(points, tmp_path, monkeypatch):
    mine = tmp_path / "mine"
    import_ideal_points(points, mine)
    import_hub_prices(workbook(tmp_path / "prices.xlsx", [["2026M06", 1.0, 2.0, 10.0]]), mine)
    import_ideal_points(points, mine)
    monkeypatch.setenv("TWOCHAIRS_TABLES", str(mine))
    assert table("hub_prices")["price"].tolist() == [357.0]
    assert sources_of("hub_prices")[0].key == "world-bank-pink-sheet-imported"
    assert sources_of("un_ideal_points")[0].key == "un-ideal-points-imported"
    assert sorted(path.name for path in mine.iterdir()) == ["hub_prices.csv", "sources.csv", "un_ideal_points.csv"]


def test_an_original_that_is_not_sound_writes_nothing(points, tmp_path):
    points.write_text(POINTS + "SRB,2024,0.5,0.5\n", "utf-8")
    with pytest.raises(InvalidInput):
        import_ideal_points(points, tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


def test_an_unsound_file_of_sources_is_left_as_it_is(points, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "sources.csv").write_text("my notes\n", "utf-8")
    with pytest.raises(InvalidInput, match="the first line must be source,title"):
        import_ideal_points(points, mine)
    assert (mine / "sources.csv").read_text("utf-8") == "my notes\n"
    assert [path.name for path in mine.iterdir()] == ["sources.csv"]


def test_a_folder_that_cannot_be_made(points, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CannotWrite) as caught:
        import_ideal_points(points, tmp_path / "file")
    assert str(caught.value) == (
        f"{tmp_path / 'file' / 'un_ideal_points.csv'} cannot be written: file exists\n"
        "  hint: name another folder with --out"
    )


def test_a_table_that_cannot_be_put_in_place_leaves_nothing_half_written(points, tmp_path, monkeypatch):
    import_ideal_points(points, tmp_path)
    before = (tmp_path / "un_ideal_points.csv").read_bytes()

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("twochairs.sweeps.commit._write", full)
    with pytest.raises(CannotWrite, match="no space left on device"):
        import_ideal_points(points, tmp_path, "final-passage")
    assert (tmp_path / "un_ideal_points.csv").read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_cell_that_a_spreadsheet_would_run_is_written_safe_and_comes_back(tmp_path):
    row = read_rows(shipped() / "sources.csv", SOURCES)[0] | {"title": "=HYPERLINK(1)", "note": "@SUM(A1)"}
    path = tmp_path / "sources.csv"
    path.write_bytes(_csv(SOURCES, [row]))
    assert not any(cell.startswith(("=", "@")) for cell in path.read_text("utf-8").replace("\n", ",").split(","))
    assert read_rows(path, SOURCES) == [row]
