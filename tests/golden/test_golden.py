"""Folders of earlier versions open, tell what they told, compare, plot and report (TRUST, row A15)."""

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest

import twochairs
from twochairs.errors import NoResult
from twochairs.figures import draw_all
from twochairs.reports.build import html
from twochairs.results.result import Result
from twochairs.scenario.commodity import GAS

FOLDERS = sorted(path for path in (Path(__file__).parent / "0.1").iterdir() if path.is_dir())
PAIRS = (("run", "run-042d452"), ("sweep", "sweep-042d452"), ("run-draws", "run-draws"), ("sweep-draws", "sweep-draws"))


def named(name: str) -> Result:
    return twochairs.open(Path(__file__).parent / "0.1" / name)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_is_whole_and_sound(folder: Path) -> None:
    result = twochairs.open(folder)
    assert (result.damaged(), result.strange(), result.wrong()) == ([], [], [])
    assert twochairs.verify(folder).sound


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_its_summary_is_that_of_its_runs(folder: Path) -> None:
    result = twochairs.open(folder)
    with (folder / "summary.csv").open(encoding="utf-8", newline="") as file:
        written = [row for row in csv.DictReader(file) if row["outcome"].lstrip("'") == "alignment[ALD]@end"]
    told = result.summary[result.summary["outcome"].str.lstrip("'") == "alignment[ALD]@end"]
    runs = result.runs.groupby("point")["alignment[ALD]@end"]
    assert told["mean"].tolist() == [float(row["mean"]) for row in written]
    np.testing.assert_allclose(told["mean"], runs.mean(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_is_plotted(folder: Path, tmp_path: Path) -> None:
    result = twochairs.open(folder)
    kind = "fan" if folder.name.startswith("sweep") else "why"
    assert draw_all(result, tmp_path, ["ALD"], [kind])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_is_shown_and_reported_with_every_figure(folder: Path) -> None:
    result = twochairs.open(folder)
    assert "<table" in result._repr_html_()
    assert result.title in html([result], ["ALD"])


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: " with ".join(pair))
def test_it_is_compared(pair: tuple[str, str]) -> None:
    first, second = map(named, pair)
    frame = twochairs.compare(first, second)
    ends = frame[frame["outcome"] == "alignment[ALD]@end"]
    means = [one.runs.groupby("point")["alignment[ALD]@end"].mean().to_numpy() for one in (second, first)]
    np.testing.assert_allclose(ends["mean_difference"], means[0] - means[1], rtol=0, atol=1e-12)


def test_a_copy_that_was_changed_is_not_read(tmp_path: Path) -> None:
    copy = shutil.copytree(FOLDERS[0], tmp_path / "copy")
    path = copy / "runs" / "part-0000.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(NoResult, match=r"runs/part-0000\.parquet is damaged"):
        _ = twochairs.open(copy).runs


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_its_states_buy_is_gas(folder: Path) -> None:
    assert "commodity" not in Result(folder).manifest
    assert Result(folder).commodity == GAS
