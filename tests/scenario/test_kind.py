"""Which of two kinds a file is."""

from pathlib import Path

import pytest

from twochairs.errors import InvalidInput, Place
from twochairs.experiment.schema import Experiment
from twochairs.scenario.kind import EXPERIMENT_KEYS, SCENARIO_KEYS, is_experiment
from twochairs.scenario.load import load
from twochairs.scenario.read import read_file
from twochairs.scenario.schema import Case
from twochairs.scenario.tree import node_of

ROOT = Path(__file__).parents[2]


def test_the_keys_are_those_of_the_two_kinds() -> None:
    assert set(Experiment.model_fields) - set(Case.model_fields) == EXPERIMENT_KEYS
    assert set(Case.model_fields) - set(Experiment.model_fields) <= SCENARIO_KEYS
    assert not EXPERIMENT_KEYS & SCENARIO_KEYS


@pytest.mark.parametrize("path", sorted([*ROOT.glob("scenarios/*/*.yaml"), *ROOT.glob("tests/scenario/good/*.yaml")]))
def test_scenarios_are_scenarios(path: Path) -> None:
    assert not is_experiment(read_file(path, path.name))


@pytest.mark.parametrize("path", sorted([*ROOT.glob("experiments/*.yaml"), ROOT / "tests/experiment/good/grid.yaml"]))
def test_experiments_are_experiments(path: Path) -> None:
    assert is_experiment(read_file(path, path.name))


@pytest.mark.parametrize(
    ("keys", "experiment"),
    [
        ("twochairs scenario replicates", True),
        ("twochairs scenario outcomes clock", True),
        ("outcomes", True),
        ("factors extends", True),
        ("twochairs title", False),
        ("twochairs title clock poles countries factors", False),
        ("extends months", False),
        ("", False),
    ],
)
def test_most_keys_decide(keys: str, experiment: bool) -> None:
    assert is_experiment(node_of(dict.fromkeys(keys.split(), 1), Place("x", 1, 1))) is experiment


def test_an_experiment_is_no_scenario_to_run_or_to_extend(tmp_path: Path) -> None:
    (tmp_path / "experiment.yaml").write_text("twochairs: 2\nscenario: a.yaml\nreplicates: 3\n")
    (tmp_path / "on.yaml").write_text("twochairs: 2\ntitle: On\nextends: experiment.yaml\n")
    with pytest.raises(InvalidInput) as error:
        load(tmp_path / "experiment.yaml")
    (problem,) = error.value.problems
    assert problem.text == "it is an experiment, not a scenario; `twochairs sweep` runs it"
    with pytest.raises(InvalidInput) as error:
        load(tmp_path / "on.yaml")
    (problem,) = error.value.problems
    assert problem.text == "extends is 'experiment.yaml', which is an experiment; name a scenario file"
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (3, 10)
