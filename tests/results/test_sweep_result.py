"""A sweep opened: what is in its files, under the names of the experiment; unfinished ones only when asked for."""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import twochairs
from tests.experiment.written import SCENARIOS
from tests.results.sweeps import swept
from twochairs.errors import Incomplete, NoResult, NotPossible
from twochairs.results.result import Result, kind_of
from twochairs.results.terminal import ends
from twochairs.sweeps.chunkfile import chunk_path
from twochairs.sweeps.runner import Shard
from twochairs.sweeps.state import job_in

TEXT = """
months: 6
replicates: 4
factors:
  LEA.pressure.ALD: {from: 0, to: 1, steps: 3}
  countries.ALD.media_freedom: [0.2, 0.5]
constraints: ["LEA.pressure.ALD + countries.ALD.media_freedom <= 1.2"]
outcomes: ["alignment[ALD]@end", "-alignment[ALD]@end", "first_month(alignment[ALD] > 0.15)", "gas_bill[ALD]@mean"]
keep: {months: 3 months, quantities: [alignment, hub_price, tension, gas_bill], events: true}
"""
END = "alignment[ALD]@end"
PRESSURE, MEDIA = "LEA.pressure.ALD", "countries.ALD.media_freedom"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweeps")
    for name in ("small.yaml", "prices.csv", "sources.csv"):
        (folder / name).write_bytes((SCENARIOS / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def result(place):
    return twochairs.open(swept(place / "whole", place / "small.yaml", TEXT))


@pytest.fixture(scope="module")
def every_run(place):
    keep = TEXT.replace("keep: {", "keep: {series: all, ")
    return twochairs.open(swept(place / "every", place / "small.yaml", keep))


@pytest.fixture(scope="module")
def half(place):
    return swept(place / "half", place / "small.yaml", TEXT, Shard(1, 2))


def test_open_chooses_by_what_the_folder_holds(result, half, tmp_path):
    assert isinstance(result, Result)
    assert result.complete
    assert [kind_of(folder) for folder in (result.folder, half, tmp_path)] == ["sweep", "unfinished sweep", ""]
    with pytest.raises(NoResult, match=r"it has no readable manifest\.json"):
        twochairs.open(tmp_path)


def test_the_design_has_a_row_for_each_point(result):
    assert list(result.design.columns) == ["point", PRESSURE, MEDIA]
    assert result.points == len(result.design) == 5
    assert result.factors == [PRESSURE, MEDIA]


def test_factors_and_outcomes_say_what_they_mean(result):
    about = result.about(PRESSURE)
    assert (about["meaning"], about["unit"], about["agents"], about["range"]) == (
        "Pressure",
        "1",
        ["LEA", "ALD"],
        [0, 1],
    )
    assert result.about(MEDIA)["baseline"] is not None
    assert result.about("gas_bill[ALD]@mean") | {"role": ""} == {
        "role": "", "kind": "number", "unit": "bn USD a year", "meaning": "Gas bill", "agents": ["ALD"], "when": "mean",
        "range": None, "baseline": None,
    }  # fmt: skip
    assert result.about("-alignment[ALD]@end")["meaning"] == ""
    with pytest.raises(NotPossible, match="there is no factor or outcome 'x'; there are LEA"):
        result.about("x")


def test_runs_are_what_is_in_the_files(result):
    table = pq.read_table(result.folder / "runs" / "part-0000.parquet").to_pandas()
    assert result.runs.equals(table)
    assert len(table) == 20


def test_a_summary_is_read_however_many_rows_a_sweep_has(result, monkeypatch):
    """Its size may be what its points, outcomes and columns account for, and no more."""
    monkeypatch.setattr("twochairs.results.result.MOST_TEXT", 1)
    again = Result(result.folder)
    assert len(again.summary) == len(again.design) * len(again.outcomes)
    monkeypatch.setattr("twochairs.results.result._MOST_CELL", 1)
    with pytest.raises(NoResult, match=r"summary\.csv has [\d,]+ bytes, and may have [\d,]+"):
        _ = Result(result.folder).summary


def test_the_summary_has_a_monte_carlo_error_beside_every_mean(result):
    table = result.summary
    columns = list(table.columns)
    assert columns[columns.index("mean") + 1] == "monte_carlo_error"
    assert len(table) == 5 * 4
    for _, row in table.iterrows():
        values = result.runs[result.runs["point"] == row["point"]][row["outcome"]].dropna().to_numpy()
        assert row["runs"] == len(values)
        if len(values) > 1:
            assert row["mean"] == pytest.approx(values.mean())
            assert row["monte_carlo_error"] == pytest.approx(values.std(ddof=1) / np.sqrt(len(values)))
        assert row[PRESSURE] == result.design.loc[row["point"], PRESSURE]


def test_an_outcome_that_a_spreadsheet_would_compute_keeps_its_name(result):
    assert "'-alignment[ALD]@end" in (result.folder / "summary.csv").read_text()
    assert set(result.summary["outcome"]) == set(result.outcomes)


def test_series_have_factors_along_their_points(result):
    array = result.series("alignment")
    assert array.dims == ("point", "statistic", "month", "country")
    assert array.shape == (5, 6, 3, 3)
    assert array.dtype == np.float32
    assert list(array["statistic"].values) == ["mean", "q05", "q25", "q50", "q75", "q95"]
    assert array[PRESSURE].to_numpy() == pytest.approx(result.design[PRESSURE].to_numpy())
    assert array.attrs == {"unit": "1", "meaning": "Alignment"}
    assert array[PRESSURE].attrs == {"unit": "1", "meaning": "Pressure"}
    last = array.sel(point=3, statistic="mean", country="ALD").isel(month=-1)
    mean = result.runs[result.runs["point"] == 3][END].mean()
    assert float(last) == pytest.approx(mean, abs=1e-6)
    assert result.series("hub_price").dims == ("point", "statistic", "month")
    assert result.series("tension").dims == ("point", "statistic", "month", "dispute")


def test_series_of_some_points(result):
    some = result.series("alignment", [3, 1])
    assert list(some["point"].values) == [1, 3]
    assert some.equals(result.series("alignment").sel(point=[1, 3]))


def test_series_of_every_run(every_run):
    array = every_run.series("alignment")
    assert array.dims == ("point", "replicate", "month", "country")
    last = array.sel(country="ALD").isel(month=-1).to_numpy()
    assert last == pytest.approx(every_run.outcome(END).to_numpy(), abs=1e-6)


def test_a_series_that_was_not_kept_is_told(result):
    with pytest.raises(NotPossible) as caught:
        result.series("liability")
    assert str(caught.value) == (
        f"{result.folder} has no series of 'liability'; it kept alignment, gas_bill, tension, hub_price\n"
        "  hint: `keep: {quantities: [...]}` in the experiment says what is kept"
    )


def test_a_grid_has_the_factors_as_its_dimensions(result):
    grid = result.grid(END)
    assert grid.dims == (PRESSURE, MEDIA)
    assert grid.shape == (3, 2)
    assert np.isnan(grid.sel({PRESSURE: 1.0, MEDIA: 0.5}))
    for _, row in result.summary[result.summary["outcome"] == END].iterrows():
        assert float(grid.sel({PRESSURE: row[PRESSURE], MEDIA: row[MEDIA]})) == row["mean"]
    assert float(result.grid(END, "monte_carlo_error").max()) > 0
    with pytest.raises(NotPossible, match="there is no outcome 'x'; there are alignment"):
        result.grid("x")
    with pytest.raises(NotPossible, match="the summary has no numbers in a column 'unit'; it has point, runs"):
        result.grid(END, "unit")


def test_a_design_that_is_no_grid_has_none(place):
    text = TEXT.replace("factors:", "design: {kind: latin-hypercube, points: 3}\nfactors:")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("constraints"))
    result = twochairs.open(swept(place / "sampled", place / "small.yaml", text))
    with pytest.raises(NotPossible, match=r"is no grid but latin-hypercube; \.summary has its points one by one"):
        result.grid(END)


def test_the_data_set_has_every_series_and_every_outcome(result):
    data = result.dataset()
    assert {"alignment", "hub_price", "tension", "gas_bill", *result.outcomes} == set(data.data_vars)
    assert data[END].dims == ("point", "replicate")


def test_events_are_there_where_they_were_kept(result):
    assert list(result.events.columns) == ["point", "replicate", "month", "kind", "name", "country"]
    assert result.events["month"].dtype.kind == "M"
    assert len(result.failures) == 0


def test_an_unfinished_sweep_is_refused_with_how_far_it_is(half):
    with pytest.raises(Incomplete) as caught:
        twochairs.open(half)
    shown = json.loads((half / "plan.json").read_text())["plan"]["shown"]
    assert str(caught.value) == (
        f"{half} is not complete: 3 of 5 points are there\n"
        f"  hint: run it again: twochairs sweep {shown} --out {half}; verbs that have --incomplete read what is there"
    )
    assert (caught.value.done, caught.value.total) == (3, 5)


def test_an_unfinished_sweep_is_read_as_far_as_it_is(half, result):
    found = twochairs.open(half, incomplete=True)
    assert not found.complete
    assert found.damaged() == []
    assert list(found.there) == [0, 2, 4]
    mine = result.runs[result.runs["point"].isin([0, 2, 4])].reset_index(drop=True)
    assert found.runs.equals(mine)
    assert found.design.equals(result.design)
    whole = result.summary[result.summary["point"].isin([0, 2, 4])].reset_index(drop=True)
    assert found.summary.equals(whole)
    assert found.series("alignment").equals(result.series("alignment").sel(point=[0, 2, 4]))
    assert found.outcome(END).equals(result.outcome(END).sel(point=[0, 2, 4]))
    assert found.about(PRESSURE) == result.about(PRESSURE)
    assert len(found.events) == result.events["point"].isin([0, 2, 4]).sum()


def test_a_damaged_chunk_is_left_out(half, tmp_path):
    folder = tmp_path / "torn"
    shutil.copytree(half, folder)
    job = job_in(folder)
    chunk = chunk_path(folder, job.keys[2], range(job.replicates))
    chunk.write_bytes(chunk.read_bytes()[:-1] + b"x")
    assert list(twochairs.open(folder, incomplete=True).there) == [0, 4]
    for other in (folder / "chunks").glob("*"):
        other.unlink()
    with pytest.raises(NoResult, match="none of its points has been run yet"):
        twochairs.open(folder, incomplete=True)


def test_a_lost_file_is_told_with_how_to_have_it_again(result, tmp_path):
    folder = tmp_path / "lost"
    shutil.copytree(result.folder, folder)
    Path(folder / "runs" / "part-0000.parquet").unlink()
    with pytest.raises(NoResult, match=r"part-0000\.parquet is missing\n  hint: run the same again"):
        twochairs.open(folder)


@pytest.mark.parametrize("kept", ["result", "every_run"])
def test_the_table_it_ends_with_has_medians_and_needs_no_xarray(kept, request, monkeypatch):
    sweep = request.getfixturevalue(kept)
    last = sweep.series("alignment").sel(country="ALD").isel(month=-1)
    medians = last.sel(statistic="q50") if "statistic" in last.dims else last.median("replicate")
    monkeypatch.setitem(sys.modules, "xarray", None)
    line = next(line for line in ends(sweep.folder) if line.startswith(sweep.label("country", "ALD")))
    assert f" {float(medians.min()):+6.2f} {float(medians.max()):+7.2f}  " in line
