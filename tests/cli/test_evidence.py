"""Calibrate and hindcast as a user types them: killed and typed again, refused, without the extra."""

import json
import shutil
import time

import pandas as pd
import pytest
from typer.testing import CliRunner

import twochairs as tc
from tests.command import typed
from tests.evidence.calibration.made_up import experiment
from tests.evidence.small import ROOT
from tests.trust.processes import awaited, begin, killed
from twochairs.cli.app import app
from twochairs.cli.evidence import _by_left_out, _held
from twochairs.errors import InvalidInput, NotPossible
from twochairs.evidence.acts.unknowns import CONSTANTS
from twochairs.results.extra import how_to_install

SETTINGS = {"clock.months": "36"}
POINTS = 16
OUT = ("--upto", "2008", "--draws", "5", "--jobs", "1")


def project(folder):
    """A tiny calibration of the shipped hindcast: three years, some points of two runs."""
    folder.mkdir()
    (folder / "twochairs.toml").touch()
    shutil.copytree(ROOT / "scenarios" / "balkans", folder / "balkans")
    return experiment(folder, "balkans/hindcast-2006.yaml", POINTS, **SETTINGS)


def words(file):
    return ["calibrate", str(file), "--out", str(file.parent / "out"), *OUT]


def calibrate(file):
    return begin(words(file), file.parent)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    file = project(tmp_path_factory.mktemp("undisturbed") / "project")
    done = typed(*words(file), "--json", cwd=file.parent)
    assert done.returncode == 0, done.stderr
    return file.parent / "out", json.loads(done.stdout)


def test_what_a_script_gets_and_what_is_written(undisturbed):
    out, told = undisturbed
    assert [*told] == ["emulator_explains", "independent_draws", "constants", "folder"]
    assert told["folder"] == str(out)
    names = ["inertia_rate", "w_public", "share_of_patron", "share_of_integrator"]
    assert [row["name"] for row in told["constants"]] == [*names, *CONSTANTS], "those of acts come after"
    assert told["independent_draws"] > 50
    draws = pd.read_csv(out / "posterior-2008.csv")
    assert draws.columns.tolist() == ["draw", "inertia_rate", "w_public", *sorted(CONSTANTS)]
    assert len(draws) == 5
    table = pd.read_csv(out / "constants-2008.csv").set_index("name")
    for name in names[:2]:
        assert draws[name].between(table.prior_low[name], table.prior_high[name]).all()
    assert table.loc["w_public", "mean"] == pytest.approx(told["constants"][1]["mean"], abs=1e-3)


def test_the_function_learns_what_the_command_does(undisturbed, monkeypatch):
    out, told = undisturbed
    monkeypatch.chdir(out.parent)
    experiment = next(path for path in out.parent.glob("*.yaml"))
    found = tc.calibrate(experiment, upto=2008, draws=5, jobs=0, out=out)
    assert found.folder == out
    assert found.constants.round(3).to_dict("records") == told["constants"]
    assert round(found.emulator_explains, 3) == told["emulator_explains"]
    assert found.recovery is None


def test_killed_amid_its_design_and_after_it_and_typed_again_it_learns_the_same(undisturbed, tmp_path):
    out, _ = undisturbed
    file = project(tmp_path / "project")
    again = file.parent / "out"

    def chunks():
        folder = again / "design" / "chunks"
        return [path.name for path in folder.iterdir() if path.name[:1].isdigit()] if folder.is_dir() else []

    process = calibrate(file)
    assert awaited(chunks, process)
    killed(process)
    assert not (again / "design" / "manifest.json").exists()
    process = calibrate(file)
    assert awaited((again / "design" / "manifest.json").exists, process)
    time.sleep(0.5)
    killed(process)  # among the steps of its chains, most likely; any moment must do
    stages = sorted((out / "stages").iterdir())
    assert {path.name.partition("-")[0] for path in stages} == {"acts", "chains", "posterior", "simulated"}
    (again / "stages").mkdir(exist_ok=True)
    for stage in stages:
        (again / "stages" / stage.name).write_bytes(stage.read_bytes()[:1000])
    said = typed(*words(file), cwd=file.parent).stdout
    assert f"written: {again}\nnext: twochairs hindcast {file}\n" in said
    for stage in stages:
        assert (again / "stages" / stage.name).read_bytes() == stage.read_bytes()
    for name in ("posterior-2008.csv", "constants-2008.csv", "terms-2008.csv", "paths-2008.csv"):
        assert (again / name).read_bytes() == (out / name).read_bytes()


def test_a_factor_that_is_no_prior_is_refused(tmp_path):
    file = project(tmp_path / "project")
    lines = file.read_text().replace("parameters.inertia_rate: {prior: true}", "EU.pressure.SRB: {from: 0, to: 1}")
    file.write_text(lines)
    done = CliRunner().invoke(app, ["calibrate", str(file), "--out", str(tmp_path / "out")])
    assert isinstance(done.exception, InvalidInput)
    number = 1 + next(i for i, line in enumerate(lines.splitlines()) if "EU.pressure" in line)
    assert str(done.exception) == (
        f"{file} cannot be calibrated: 1 problem\n"
        f"  line {number}, column 3: factors.EU.pressure.SRB cannot be calibrated; "
        "each factor must be parameters.NAME: {prior: true}"
    )
    assert not (tmp_path / "out").exists()


def test_a_hindcast_that_ends_before_the_headline_starts_is_not_weighted(tmp_path):
    file = project(tmp_path / "project")
    done = CliRunner().invoke(app, ["calibrate", str(file), "--joint", "--out", str(tmp_path / "out")])
    assert isinstance(done.exception, NotPossible)
    assert str(done.exception) == (
        f"draws of {file} cannot be weighted: only the hindcast at home, to 2021-12, has acts\n"
        "  hint: without --joint its constants are learnt all the same"
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["calibrate", "hindcast"])
def test_without_the_extra_it_says_what_to_install(command, monkeypatch, tmp_path):
    import twochairs.results.extra as extra

    there = extra.find_spec
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name in ("emcee", "sklearn") else there(name))
    done = CliRunner().invoke(app, [command, str(tmp_path / "experiment.yaml")])
    assert isinstance(done.exception, NotPossible)
    assert str(done.exception) == f"emcee, sklearn are not installed\n  hint: {how_to_install('evidence')}"


def test_a_year_without_a_record_is_a_matter_of_usage():
    done = CliRunner().invoke(app, ["calibrate", "--upto", "2024"])
    assert done.exit_code == 2
    assert "Error: Invalid value for '--upto': Input should be less than or equal to 2023\n" in done.output


def asia(folder):
    """A tiny calibration of the second case, in whose record no year is that it runs through."""
    folder.mkdir()
    (folder / "twochairs.toml").touch()
    shutil.copytree(ROOT / "scenarios" / "south-east-asia", folder / "south-east-asia")
    return experiment(folder, "south-east-asia/hindcast-2010.yaml", 8, **{"clock.months": "24"})


def test_another_case_is_calibrated_on_its_own_record(tmp_path, monkeypatch):
    file = asia(tmp_path / "project")
    with pytest.raises(NotPossible) as caught:
        tc.calibrate(file, upto=2011, draws=5, jobs=0, out=tmp_path / "none")
    assert str(caught.value) == (
        "south-east-asia has no ideal point of 2010 to 2011, which hindcast-2010.yaml runs through\n"
        "  hint: a newer table comes in by `twochairs data import ideal-points` and TWOCHAIRS_TABLES"
    )
    lines = (ROOT / "scenarios/south-east-asia/tables/un_ideal_points.csv").read_text().splitlines()
    later = [line.replace(",2009,", f",{year},") for line in lines for year in (2010, 2011) if ",2009," in line]
    (tmp_path / "un_ideal_points.csv").write_text("\n".join([lines[0], *sorted(lines[1:] + later)]) + "\n")
    monkeypatch.setenv("TWOCHAIRS_TABLES", str(tmp_path))
    found = tc.calibrate(file, upto=2011, draws=5, jobs=0, out=tmp_path / "out")
    assert found.constants.name.tolist() == ["inertia_rate", "w_public", "share_of_patron", "share_of_integrator"]
    written = {path.name for path in (tmp_path / "out").glob("*.csv")}
    assert written == {"constants-2011.csv", "noise-2011.csv", "posterior-2011.csv"}, "nothing of acts"


def test_what_is_said_of_states_left_out():
    names = ("left out", "learnt with it", "left out, without the poles' own moves", "persistence")
    rows = [
        (state, name, 0.25 - 0.1 * number, -0.125 if state == "SRB" else 0.5, 0.9, -0.25, 0.75)
        for state in ("all", "SRB")
        for number, name in enumerate(names)
    ]
    columns = ["state", "forecast", "mae_skill", "crps_skill", "coverage90", "crps_low", "crps_high"]
    assert _by_left_out(pd.DataFrame(rows, columns=columns)) == (
        "     left out                learnt with it          left out, no poles\n"
        "     MAE    CRPS   in 90 %   MAE    CRPS   in 90 %   MAE    CRPS   in 90 %\n"
        "all  +0.25  +0.50  0.90      +0.15  +0.50  0.90      +0.05  +0.50  0.90\n"
        "SRB  +0.25  -0.12  0.90      +0.15  -0.12  0.90      +0.05  -0.12  0.90\n"
        "CRPS skill of all, left out: +0.50 [-0.25, +0.75]\n"
        "CRPS skill of all, learnt with it: +0.50 [-0.25, +0.75]\n"
        "CRPS skill of all, left out, without the poles' own moves: +0.50 [-0.25, +0.75]"
    )


def test_what_is_said_of_bands():
    rows = [
        ("run alone", 0.9, "all", 585, 0.3, 0.2, 0.4, 0.25, 0.35),
        ("run alone", 0.9, "state", 45, 0.5, 0.2, 0.4, 0.25, 0.35),
        ("rate of declarations", 0.5, "all", 20, 0.55, 0.25, 0.75, 0.375, 0.625),
    ]
    columns = [
        "band", "level", "by", "occasions", "held", "states_low", "states_high", "origins_low", "origins_high",
    ]  # fmt: skip
    assert _held(pd.DataFrame(rows, columns=columns)) == (
        "run alone                     90%  0.30  [0.20, 0.40]  [0.25, 0.35]  of 585\n"
        "rate of declarations          50%  0.55  [0.25, 0.75]  [0.38, 0.62]  of 20"
    )
