"""Figures and comparisons of sweeps as a user types them."""

import json

import pytest

from tests.cli.test_app import ROOT, twochairs

EXPERIMENT = ROOT / "tests" / "experiment" / "good" / "grid.yaml"


@pytest.fixture(scope="module")
def sweeps(tmp_path_factory):
    """One sweep that is whole, and one of which half is there."""
    base = tmp_path_factory.mktemp("sweeps")
    twochairs("sweep", EXPERIMENT, "--jobs", 0, "--out", base / "whole")
    twochairs("sweep", EXPERIMENT, "--jobs", 0, "--out", base / "half", "--shard", "1/2")
    return base


def test_plot_draws_what_the_experiment_lists(sweeps, tmp_path):
    told = twochairs("plot", sweeps / "whole", "--out", tmp_path)
    assert f"12 files in {tmp_path}" in told
    assert {path.name.split("-")[0] for path in tmp_path.iterdir()} == {"heatmap", "fan"}


def test_plot_of_one_kind_and_country(sweeps, tmp_path):
    assert "6 files" in twochairs("plot", sweeps / "whole", "--only", "fan", "--country", "BOR", "--out", tmp_path)
    assert (tmp_path / "fan-alignment-BOR.png").stat().st_size > 10_000


def test_what_is_not_possible_is_told_without_a_traceback(sweeps):
    told = twochairs("plot", sweeps / "whole", "--only", "tornado", code=1)
    assert "a tornado is for one-at-a-time, morris and sampled designs, not grid: draw heatmap or response\n" in told
    told = twochairs("plot", sweeps / "whole", "--only", "chairs", code=1)
    assert "no chairs: " in told
    assert "is of 28 points, and it is of the runs of one\n  hint: --point chooses one" in told


@pytest.mark.parametrize("verb", [["plot"], ["why"], ["compare", "WHOLE"]])
def test_an_incomplete_sweep_is_refused(sweeps, verb):
    verb = [sweeps / "whole" if word == "WHOLE" else word for word in verb]
    told = twochairs(*verb, sweeps / "half", code=1)
    assert f"{sweeps / 'half'} is not complete: 14 of 28 points are there\n" in told
    assert "hint: run it again: twochairs sweep" in told
    assert "verbs that have --incomplete read what is there" in told


def test_an_incomplete_sweep_is_drawn_where_that_is_asked_for(sweeps, tmp_path):
    assert "files in" in twochairs("plot", sweeps / "half", "--incomplete", "--only", "heatmap", "--out", tmp_path)


def test_compare_pairs_the_points_that_both_have(sweeps, tmp_path):
    arguments = ["compare", sweeps / "whole", sweeps / "half", "--incomplete", "--out", tmp_path]
    assert "0 of 14" in twochairs(*arguments)
    rows = json.loads(twochairs(*arguments, "--json"))
    assert len(rows) == 14
    assert {row["mean_difference"] for row in rows} == {0.0}


def test_why_is_of_one_scenario(sweeps):
    told = twochairs("why", sweeps / "whole", code=1)
    assert "does not hold the contributions of every run of one point\n  hint: --point" in told
