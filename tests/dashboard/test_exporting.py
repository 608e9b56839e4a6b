"""What is exported is the result folder that `twochairs run` writes, with its figures."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import twochairs
from twochairs.dashboard import exporting
from twochairs.dashboard.live import study
from twochairs.figures import read


def test_the_folder_holds_the_numbers_that_were_shown(
    small: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "REPLICATES", 12)
    settings = {"NORTH.pressure.AAA": "0.9"}
    folder = exporting.export(small("one"), settings, tmp_path / "results")
    result = twochairs.open(folder)
    assert not result.damaged()
    mine = read.series(study(small("one"), settings, 12).altered, "alignment")
    theirs = read.series(result, "alignment").transpose(*mine.dims).sel(country=mine["country"].to_numpy())
    assert np.array_equal(mine.to_numpy(), theirs.to_numpy())
    drawn = {path.name for path in (folder / "figures").iterdir()}
    assert {"trajectories.png", "trajectories.svg", "why-AAA.png", "why-AAA.svg"} <= drawn
    assert (folder / "summary.csv").read_text("utf-8").startswith("point,outcome,")
    assert exporting.export(small("one"), settings, tmp_path / "results") == folder
