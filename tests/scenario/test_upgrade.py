"""Every scenario and experiment of version 0.1 is refused by one error, and sound once it is upgraded."""

import re
import shutil
from pathlib import Path

import pytest

from tests.command import typed
from twochairs.errors import InvalidInput
from twochairs.experiment.plan import load_experiment
from twochairs.scenario.load import load
from twochairs.scenario.upgrade import upgraded

HERE = Path(__file__).parent / "format-1"
"""Scenarios and experiments as version 0.1 shipped them."""
SCENARIOS = sorted(path.name for path in (HERE / "scenarios" / "balkans").glob("*.yaml"))
EXPERIMENTS = sorted(path.name for path in (HERE / "experiments").glob("*.yaml"))
PARTS = {"base.yaml", "hindcast-events.yaml"}
"""They are extended by others, and cannot be run alone."""
GONE = {"calibration.yaml": 7}
"""Factors of constants that have no counterpart, by file; `all-priors.yaml` names none."""


def comments(text: str) -> list[str]:
    return re.findall(r"(?m)(?:^| )#.*$", text)


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files of version 0.1, rewritten where they are by the command."""
    root = tmp_path_factory.mktemp("upgrade") / "project"
    shutil.copytree(HERE, root)
    (root / "twochairs.toml").touch()
    assert typed("upgrade", *sorted(root.rglob("*.yaml"))).returncode == 0
    return root


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_of_before_is_refused_by_one_error(name: str) -> None:
    path = HERE / "scenarios" / "balkans" / name
    with pytest.raises(InvalidInput) as refused:
        load(path)
    (problem,) = refused.value.problems
    told = str(problem)
    assert "twochairs is 1, a format of before; this version reads 2: `twochairs upgrade " in told
    assert told.endswith("rewrites the file")


@pytest.mark.parametrize("name", sorted({*SCENARIOS} - PARTS))
def test_a_scenario_is_sound_once_it_is_rewritten(rewritten: Path, name: str) -> None:
    scenario = load(rewritten / "scenarios" / "balkans" / name)
    assert scenario.case.countries["SRB"].government.course is not None or scenario.solved.unexplained


@pytest.mark.parametrize("name", sorted({*EXPERIMENTS} - {*GONE}))
def test_an_experiment_is_sound_once_it_is_rewritten(rewritten: Path, name: str) -> None:
    assert load_experiment(rewritten / "experiments" / name).points


@pytest.mark.parametrize("name", [*SCENARIOS, *(f"../../experiments/{name}" for name in EXPERIMENTS)])
def test_comments_stay_and_what_is_of_the_present_format_stays_as_it_is(name: str) -> None:
    text = (HERE / "scenarios" / "balkans" / name).read_text("utf-8")
    again, _ = upgraded(text)
    assert comments(again) == comments(text)
    assert upgraded(again) == (again, [])


@pytest.mark.parametrize("name", GONE)
def test_what_has_no_counterpart_is_left_out_and_told(name: str) -> None:
    again, told = upgraded((HERE / "experiments" / name).read_text("utf-8"))
    assert len(told) == GONE[name]
    assert told[0].startswith("parameters.")
    assert all(line.partition(" is left out; in its place ")[2].endswith("in units of alignment") for line in told)
    assert not any(line.split()[0] in again for line in told)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("[1, 2]", "it does not say `twochairs: 1`"), ("twochairs: 3\n", "it does not say `twochairs: 1`")],
)
def test_what_is_of_no_known_format_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        upgraded(text)
