"""A point of a sweep run again: the same numbers, with everything that a run keeps and every figure of one."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import twochairs
from tests.results.sweeps import swept
from tests.trust.trial import SCENARIO
from twochairs.cli.app import app
from twochairs.errors import NotPossible, OtherVersion
from twochairs.results.result import Result

TEXT = """\
replicates: 4
seed: 7
set: {clock.months: 6}
factors:
  LEA.pressure: {from: 0, to: 1, steps: 3}
  countries.ALD.gas.dependence: {from: 0.2, to: 0.8, steps: 2}
outcomes: ["alignment[ALD]@end", "tension[strait]@max"]
keep: {quantities: [alignment], series: all}
"""
ALIGNMENT = "alignment[ALD]@end"


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("point")
    (folder / "tiny.yaml").write_bytes(SCENARIO.read_bytes())
    return twochairs.open(swept(folder / "out", folder / "tiny.yaml", TEXT))


def test_its_runs_are_those_of_the_sweep(sweep: Result) -> None:
    for point in (0, 3):
        again = sweep.at(point)
        assert (again.points, again.one_point, again.folder.name) == (1, True, f"000{point}")
        then = sweep.runs[sweep.runs["point"] == point]
        assert again.runs[ALIGNMENT].tolist() == then[ALIGNMENT].tolist()
        kept = sweep.series("alignment", [point]).sel(point=point)
        whole = again.series("alignment").sel(point=0)
        np.testing.assert_array_equal(whole.transpose(*kept.dims).astype(kept.dtype), kept)


def test_it_has_what_the_sweep_did_not_keep(sweep: Result) -> None:
    assert not sweep.has("contribution")
    again = sweep.at({"LEA.pressure": 1, "countries.ALD.gas.dependence": 0.2})
    assert again.has("contribution", "ally", "tension")
    assert again.figure("why", "ALD").name == "why-ALD"
    assert again.scenario["countries"]["ALD"]["gas"]["dependence"] == 0.2


def test_points_are_found_by_their_values(sweep: Result) -> None:
    assert sweep.points_with({"LEA.pressure": 0.5}).tolist() == [2, 3]
    assert sweep.point_of({"LEA.pressure": "0.5", "countries.ALD.gas.dependence": "0.8"}) == 3
    with pytest.raises(NotPossible, match=r"2 points have LEA\.pressure=0\.5: 2, 3\n  hint: give values of more of"):
        sweep.at({"LEA.pressure": 0.5})
    with pytest.raises(NotPossible, match=r"no point has LEA\.pressure=0\.7\n  hint: \.design has the values"):
        sweep.at({"LEA.pressure": 0.7})
    with pytest.raises(NotPossible, match=r"factor 'LEA\.presure' is unknown; did you mean 'LEA\.pressure'"):
        sweep.at({"LEA.presure": 0.5})


def test_verbs_take_a_point(sweep: Result) -> None:
    def told(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(app, [*words])
        assert done.exit_code == code, done.output
        return done.output + str(done.exception or "")

    here = str(sweep.folder)
    assert "4 files in" in told("plot", here, "--only", "why", "--only", "polls", "--country", "ALD", "--point", "3")
    assert (sweep.folder / "points" / "0003" / "figures" / "polls-ALD.svg").is_file()
    told("why", here, "--point", "LEA.pressure=0.5", "--point", "countries.ALD.gas.dependence=0.8")
    assert str(sweep.folder / "points" / "0003" / "report.html") in told("report", here, "--point", "3")
    assert "--point" in told("why", here, code=1)
    assert "point is 6" in told("why", here, "--point", "6", code=1)
    assert "no why" in told("plot", here, "--only", "why", code=1)
    assert "give a point by its number" in told("why", here, "--point", "x", code=2)


def test_what_other_code_made_is_not_made_again(sweep: Result, tmp_path: Path) -> None:
    golden = shutil.copytree(Path(__file__).parents[1] / "golden" / "0.1" / "sweep", tmp_path / "then")
    with pytest.raises(OtherVersion, match="belongs to other versions"):
        twochairs.open(golden).at(0)
    assert not (golden / "points").exists()
