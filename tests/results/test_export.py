"""A result as files of other programs: the numbers come back, no text is a formula, names are allowed."""

import csv
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd
import pytest

import twochairs
from tests.command import typed
from tests.results.acting import case, ran
from twochairs.errors import CannotWrite, NotPossible
from twochairs.results import export as exporting
from twochairs.results.export import export, for_stata
from twochairs.results.extra import how_to_install
from twochairs.results.result import Result


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("export")
    named = {"clock.months": "6", "countries.ALD.name": "'=1+1'", "acts.base.name": "'@base'"}
    return ran(folder / "result", case(folder, **named), replicates=3)


def same(one: pd.Series, other: pd.Series) -> bool:
    return np.array_equal(one.to_numpy(dtype=float), other.to_numpy(dtype=float), equal_nan=True)


def test_csv_gives_every_number_back(result: Result, tmp_path: Path) -> None:
    paths = export(result, ["csv"], ["all"], tmp_path)
    assert {path.stem for path in paths} >= {"runs", "summary", "events", "countries", "acts", "act_rounds"}
    for name in ("runs", "countries", "acts"):
        own = result.runs if name == "runs" else result.table(name)
        with (tmp_path / f"{name}.csv").open(newline="") as file:
            head, *rows = csv.reader(file)
        assert head == list(own.columns)
        for column, cells in zip(head, zip(*rows, strict=True), strict=True):
            if own[column].dtype.kind in "if":
                assert same(pd.Series([float(cell or "nan") for cell in cells]), own[column]), column


def test_no_text_is_a_formula(result: Result, tmp_path: Path) -> None:
    frame = pd.DataFrame({"-name": ["=1+1", "plain", None], "number": [-1.0, 2.0, np.nan]})
    safe = exporting._safe(frame)
    assert list(safe.columns) == ["'-name", "number"]
    assert safe["'-name"].tolist()[:2] == ["'=1+1", "plain"]
    assert safe["number"].tolist()[:2] == [-1.0, 2.0]


def test_excel_has_a_sheet_for_each_table(result: Result, tmp_path: Path) -> None:
    [path] = export(result, ["xlsx"], (), tmp_path)
    sheets = pd.read_excel(path, sheet_name=None)
    assert path.name == "acting.xlsx"
    assert list(sheets) == ["runs", "summary", "events"]
    ends = result.runs["alignment[ALD]@end"].to_numpy()
    assert sheets["runs"]["alignment[ALD]@end"].to_numpy() == pytest.approx(ends, rel=1e-15)


def test_stata_gets_names_that_it_allows_and_the_others_as_labels(result: Result, tmp_path: Path) -> None:
    paths = export(result, ["dta"], ["runs", "countries"], tmp_path)
    assert [path.name for path in paths] == ["runs.dta", "countries.dta"]
    with pd.io.stata.StataReader(paths[0]) as reader:
        labels, frame = reader.variable_labels(), reader.read()
    assert labels["alignment_ALD_end"] == "alignment[ALD]@end"
    assert same(frame["alignment_ALD_end"], result.runs["alignment[ALD]@end"])
    countries = pd.read_stata(paths[1])
    assert countries["month"].tolist() == result.table("countries")["month"].tolist()
    first = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in export(result, ["dta"], ["runs", "countries"], tmp_path)] == first


def test_names_that_fall_together_for_stata_are_kept_apart() -> None:
    frame = pd.DataFrame([[1, 2, 3, "a", None]], columns=["a[b]", "a(b)", "x" * 40, "1st", "x" * 39 + "y"])
    told, labels = for_stata(frame)
    assert list(told.columns) == ["a_b", "a_b_2", "x" * 32, "v_1st", "x" * 30 + "_2"]
    assert list(labels.values()) == list(frame.columns)
    assert told.iloc[0].tolist() == [1, 2, 3, "a", ""]


def test_netcdf_is_the_results_own(result: Result, tmp_path: Path) -> None:
    import xarray as xr

    [path] = export(result, ["netcdf"], (), tmp_path)
    with xr.open_dataset(path) as data:
        assert np.array_equal(data["alignment"].to_numpy(), result.dataset()["alignment"].to_numpy())


@pytest.mark.parametrize(
    ("kinds", "tables", "told"),
    [
        ([], [], "no kind of file is given\n  hint: give some of csv, xlsx, dta, netcdf"),
        (["csv"], ["contries"], "table 'contries' is unknown; did you mean 'countries'?"),
    ],
)
def test_what_there_is_not_is_refused(
    result: Result, tmp_path: Path, kinds: list[str], tables: list[str], told: str
) -> None:
    with pytest.raises(NotPossible) as refused:
        export(result, kinds, tables, tmp_path)
    assert str(refused.value) == told
    assert not list(tmp_path.iterdir())


def test_the_extra_that_is_missing_is_named(result: Result, tmp_path: Path) -> None:
    with mock.patch("twochairs.results.extra.find_spec", lambda name: None), pytest.raises(NotPossible) as refused:
        export(result, ["xlsx"], (), tmp_path)
    assert str(refused.value) == f"openpyxl is not installed\n  hint: {how_to_install('export')}"


def test_a_table_that_is_too_long_for_a_sheet_is_refused(result: Result, tmp_path: Path) -> None:
    with mock.patch.object(exporting, "MOST_ROWS", 20), pytest.raises(NotPossible) as refused:
        export(result, ["xlsx"], ["acts"], tmp_path)
    assert str(refused.value) == ("acts has 189 rows, and a sheet of Excel 20\n  hint: --csv has room for all")
    assert not list(tmp_path.iterdir())


def test_nothing_half_written_stays_where_the_place_is_taken(result: Result, tmp_path: Path) -> None:
    (tmp_path / "runs.csv").mkdir()
    with pytest.raises(CannotWrite, match=r"runs\.csv cannot be written: it is a folder"):
        export(result, ["csv"], ["runs"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["runs.csv"]


def test_the_command_and_the_function_do_the_same(result: Result, tmp_path: Path) -> None:
    told = typed("export", result.folder, "--csv", "--table", "runs", "--out", tmp_path / "a")
    assert (told.returncode, told.stdout) == (0, f"{tmp_path / 'a' / 'runs.csv'}\n")
    [path] = twochairs.export(result, csv=True, tables=["runs"], out=tmp_path / "b")
    assert path.read_bytes() == (tmp_path / "a" / "runs.csv").read_bytes()
    none = typed("export", result.folder)
    assert none.returncode == 2 and "give --csv, --xlsx, --dta or --netcdf" in none.stderr
