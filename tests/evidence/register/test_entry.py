"""Entries are written once, read back, and refused where somebody edited them."""

import json
from dataclasses import replace

import pytest

from tests.evidence.register.made_up import BASIS, points
from twochairs.errors import CannotWrite, InvalidInput, NotPossible
from twochairs.evidence.register.entry import FORECASTS, LEVELS, QUANTILES, Entry, entries, read_entry, row_of


def test_an_entry_is_read_back_as_it_was_written(tmp_path):
    entry = points(PHL=-0.3, THA=0.1)
    path = entry.write(tmp_path)
    assert path.name == "2024-01-01-made-up.csv"
    assert read_entry(path) == entry and entries(tmp_path) == [entry]
    assert json.loads(path.with_suffix(".json").read_text())["fingerprint"] == entry.fingerprint


def test_levels_and_columns_are_those_that_are_named():
    assert (LEVELS[0], LEVELS[9], LEVELS[-1], len(LEVELS)) == (0.05, 0.5, 0.95, 19)
    assert (QUANTILES[0], QUANTILES[9], QUANTILES[-1]) == ("q05", "q50", "q95")
    row = row_of("scenario", "un_vote", "SRB", 2026, p_yes=0.12345, p_no=-0.0)
    assert (row["p_yes"], row["p_no"], row["q05"]) == ("0.123", "0.000", "")
    assert set(row) == set(FORECASTS.names)


@pytest.mark.parametrize("ending", [".csv", ".json"])
def test_an_entry_that_was_edited_is_refused(ending, tmp_path):
    path = points(PHL=-0.3).write(tmp_path)
    edited = path.with_suffix(ending)
    old, new = ("-0.300", "-0.250") if ending == ".csv" else ('"seed": 1', '"seed": 2')
    assert old in edited.read_text()
    edited.write_text(edited.read_text().replace(old, new))
    with pytest.raises(InvalidInput) as caught:
        read_entry(path)
    assert str(caught.value) == (
        f"{path} cannot be scored: 1 problem\n  it was edited after it was made: its fingerprint is another"
    )


@pytest.mark.parametrize("about", [None, "{", "[]", '{"fingerprint": "0"}', '{"name": "x"}', '"text"'])
def test_what_an_entry_rests_on_must_be_there(about, tmp_path):
    path = points(PHL=-0.3).write(tmp_path)
    path.with_suffix(".json").unlink()
    if about is not None:
        path.with_suffix(".json").write_text(about)
    with pytest.raises(InvalidInput) as caught:
        entries(tmp_path)
    assert str(caught.value) == (
        f"{path} cannot be scored: 1 problem\n"
        "  2024-01-01-made-up.json, which says what it rests on, is missing or damaged"
    )


def test_every_wrong_cell_is_told_with_its_line(tmp_path):
    path = points(PHL=-0.3, THA=0.1).write(tmp_path)
    path.write_text(path.read_text().replace("PHL", "Philippines").replace(",0.550", ",much"))
    with pytest.raises(InvalidInput) as caught:
        read_entry(path)
    text = str(caught.value)
    assert text == (
        f"{path} cannot be read: 2 problems\n"
        "  line 2, column 28: country is 'Philippines'; it must be a country's code of three capitals, such as SRB\n"
        "  line 3, column 158: q95 is 'much'; it must be a number"
    )


def test_an_entry_is_never_replaced(tmp_path):
    first = points(PHL=-0.3)
    path = first.write(tmp_path)
    assert first.write(tmp_path) == path, "the same again is no objection"
    with pytest.raises(CannotWrite) as caught:
        points(PHL=-0.2).write(tmp_path)
    assert str(caught.value) == (
        f"{path} cannot be written: another forecast is there\n  hint: an entry is never edited; name another register"
    )
    assert read_entry(path) == first


def test_another_of_the_same_day_is_numbered(tmp_path):
    made = [points(PHL=-0.3), points(PHL=-0.2), points(PHL=-0.1)]
    for entry in made:
        entry.numbered(tmp_path).write(tmp_path)
    assert made[1].numbered(tmp_path).basis.name == "2024-01-01-made-up-2"
    found = entries(tmp_path)
    assert [one.basis.name for one in found] == [f"2024-01-01-made-up{number}" for number in ("", "-2", "-3")]
    assert [one.rows for one in found] == [one.rows for one in made]
    assert made[0].numbered(tmp_path) == made[0], "the same again is the one that is there"
    other = replace(made[0], basis=replace(BASIS, seed=2))
    assert other.numbered(tmp_path).basis.name == "2024-01-01-made-up-4", "the same numbers, by other means"
    for seed in range(2, 10):
        replace(made[0], basis=replace(BASIS, seed=seed)).numbered(tmp_path).write(tmp_path)
    assert [one.basis.seed for one in entries(tmp_path)] == [1, 1, 1, *range(2, 10)], "the tenth comes after the ninth"


def test_the_fingerprint_covers_the_basis_and_the_forecasts_alone_their_own():
    entry = points(PHL=-0.3)
    other = Entry(replace(BASIS, made="2025-01-01"), entry.rows)
    assert other.fingerprint != entry.fingerprint and other.forecasts == entry.forecasts
    assert points(PHL=-0.2).forecasts != entry.forecasts


def test_a_folder_that_is_none_is_no_register(tmp_path):
    with pytest.raises(NotPossible) as caught:
        entries(tmp_path / "none")
    assert str(caught.value) == (
        f"{tmp_path / 'none'} is no register of forecasts\n"
        "  hint: `twochairs forecast SCENARIO --until YEAR` begins one"
    )
