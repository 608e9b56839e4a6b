"""A result as netCDF: every number and label comes back, with units and CF's time, or nothing is written."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

import twochairs as tc
from tests.trust.trial import job_of, swept, written
from twochairs.errors import CannotWrite, NotPossible
from twochairs.results import netcdf
from twochairs.results.result import Result


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    folder = tmp_path_factory.mktemp("project")
    swept(folder / "sweep", job_of(written(folder)))
    run = tc.run(folder / "tiny.yaml", replicates=2, settings={"clock.months": 3}, out=folder / "run")
    return {"run": run, "sweep": tc.open(folder / "sweep")}


@pytest.mark.parametrize("kind", ["run", "sweep"])
def test_every_number_and_label_comes_back(kind: str, results: dict[str, Result], tmp_path: Path) -> None:
    result = results[kind]
    path = result.to_netcdf(tmp_path / "new" / "result.nc")
    with xr.open_dataset(path, engine="scipy") as read:
        data = result.dataset()
        data = data.drop_vars([name for name, variable in data.variables.items() if not variable.size])
        assert len(data.data_vars) > 5
        texts = {variable.attrs.get("outcome", name): name for name, variable in read.data_vars.items()}
        assert set(texts) == set(data.data_vars)
        for text, name in texts.items():
            assert read[name].dims == data[text].dims
            np.testing.assert_array_equal(read[name].values, data[text].values)
            assert read[name].attrs["units"] == data[text].attrs["unit"]
            assert read[name].attrs.get("long_name") == data[text].attrs.get("meaning")
        for name in data.coords:
            np.testing.assert_array_equal(read[name].values, data[name].values)
        assert read.attrs["Conventions"] == "CF-1.11"
        assert read.attrs["title"] == result.title


def test_time_is_that_of_cf(results: dict[str, Result], tmp_path: Path) -> None:
    path = results["run"].to_netcdf(str(tmp_path / "result.nc"))
    with xr.open_dataset(path, engine="scipy", decode_times=False) as read:
        assert read["month"].attrs["units"] == "days since 2000-01-01"
        assert read["month"].attrs["standard_name"] == "time"
        assert read["month"].dtype == np.int32


def test_names_that_netcdf_has_not_are_told_in_an_attribute(
    results: dict[str, Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = results["sweep"]
    text = "-1 / (1 + alignment[A]@end)"
    array = xr.DataArray([[1.0, 2.0]], dims=("point", "replicate"), attrs={"unit": "1", "meaning": "made up"})
    monkeypatch.setattr(type(result), "outcomes", {text: "1"})
    monkeypatch.setattr(type(result), "dataset", lambda self: xr.Dataset({text: array}))
    with xr.open_dataset(result.to_netcdf(tmp_path / "result.nc"), engine="scipy") as read:
        assert read["outcome_0"].attrs["outcome"] == text
        assert read["outcome_0"].values.tolist() == [[1.0, 2.0]]


def test_all_or_nothing(results: dict[str, Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "result.nc"
    path.write_text("what was there")

    def full(self: Any, where: Path, **given: Any) -> None:
        Path(where).write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(xr.Dataset, "to_netcdf", full)
    with pytest.raises(CannotWrite, match="no space left on device"):
        results["run"].to_netcdf(path)
    assert path.read_text() == "what was there"
    assert [one.name for one in tmp_path.iterdir()] == ["result.nc"]


def test_more_than_the_format_holds_is_refused(
    results: dict[str, Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(netcdf, "MOST_BYTES", 10)
    with pytest.raises(NotPossible, match="a netCDF file holds 4 GB of a variable"):
        results["run"].to_netcdf(tmp_path / "result.nc")
    assert list(tmp_path.iterdir()) == []
