"""Whether a result is what was written: of this version with the runs that a damaged file holds, of 0.1 without."""

import shutil
from pathlib import Path

import pytest

import twochairs as tc
from tests.written import write_run
from twochairs.face.folders import Verdict
from twochairs.scenario.load import load

SMALL = Path(__file__).parents[1] / "scenario" / "good" / "tiny.yaml"
GOLDEN = Path(__file__).parents[1] / "golden" / "0.1"


def damaged(folder: Path) -> Verdict:
    part = folder / "runs" / "part-0000.parquet"
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    return tc.verify(folder)


def test_a_damaged_file_is_told_with_its_runs_and_what_mends_it(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    write_run(folder, load(SMALL, {"clock.months": "3"}), 4, 1)
    assert tc.verify(folder).sound
    found = damaged(folder)
    assert found.damage == ("damaged: runs/part-0000.parquet, which holds runs 0 to 3 (points 0 to 0)",)
    assert found.mend == "run the same sweep again to have these made anew"


@pytest.mark.parametrize("name", ["run", "sweep"])
def test_what_version_0_1_wrote_is_read_as_it_is(name: str, tmp_path: Path) -> None:
    """Of a sweep it wrote a plan, which is not run; of a run none."""
    folder = Path(shutil.copytree(GOLDEN / name, tmp_path / name))
    assert tc.verify(folder).sound
    found = damaged(folder)
    assert found.damage == ("damaged: runs/part-0000.parquet",)
    assert found.mend == "run the same again to have it made anew"
