"""The experiments that are shipped: each is sound, says what it asks, and runs."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

import twochairs
from twochairs.evidence.acts.unknowns import CONSTANTS as CONSTANTS_OF_ACTS
from twochairs.experiment.file import read_experiment
from twochairs.experiment.plan import load_experiment
from twochairs.experiment.read_off import named_outcomes
from twochairs.experiment.uncertainty import posterior
from twochairs.figures import draw_all
from twochairs.sweeps.job import Job
from twochairs.sweeps.pool import in_this_process
from twochairs.sweeps.runner import sweep
from twochairs.world.rulebook import STANDARD

ROOT = Path(__file__).parents[2]
CALIBRATION = ROOT / "experiments" / "calibration.yaml"
"""A design to learn from, which asks nothing itself: `twochairs calibrate` adds what is read off its runs."""
SHIPPED = sorted(path for path in (ROOT / "experiments").glob("*.yaml") if path != CALIBRATION)
each = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
SHORT = {"points": 4, "steps": 2, "rows": 16}
"""What is made small of a design."""


def shortened(path: Path, folder: Path) -> Path:
    """The experiment with two levels a factor, four points, or sixteen rows, of two runs of 25 months."""
    data = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    scenario = path.parent / data["scenario"]
    data |= {"months": 25, "replicates": 2, "scenario": scenario.name}
    design, factors = data.get("design", {}), data.get("factors", {})
    players = data["game"]["players"].values() if "game" in data else ()
    levers = [grid for player in players for grid in player["levers"].values()]
    for holder in (design, *(one for one in (*factors.values(), *levers) if isinstance(one, dict))):
        holder.update({key: value for key, value in SHORT.items() if key in holder})
        if "game" in data and "values" in holder:
            holder["values"] = holder["values"][:2]
    data.pop("discover", None)  # which takes more points
    if "parameter_draws" in data:
        data["parameter_draws"] = 1
    if "robust" in data:
        data["worlds"]["points"] = 1
        data["robust"] |= {"search": {"size": 4, "generations": 2}, "again": {"settings": 2}}
        for objective in data["robust"]["objectives"].values():
            objective.pop("over_worlds")  # which take more worlds
    if "rows" in design:
        data["outcomes"] = data["outcomes"][:1]  # of many points
    for source in scenario.parent.glob("*"):
        if source.is_file():
            (folder / source.name).write_bytes(source.read_bytes())
    written = folder / path.name
    with written.open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(data, file)
    return written


def test_there_are_nine():
    assert [path.stem for path in SHIPPED] == [
        "all-priors",
        "contagion",
        "dependence-and-hub-price",
        "guarantee-and-pressure",
        "kosovo-tension-and-patronage",
        "media-and-pressure",
        "pressure-against-the-shield",
        "pressure-and-gas",
        "what-moves-serbia",
        "what-the-eu-could-offer",
        "when-serbia-stays-low",
    ]


@each
def test_it_says_what_it_asks_and_lists_its_figures(path):
    experiment = read_experiment(path).experiment
    assert experiment.title
    assert "?" in experiment.description
    assert experiment.figures
    assert named_outcomes(experiment)


def test_the_design_of_the_calibration_is_sound():
    plan = load_experiment(CALIBRATION)
    assert len(plan.points) == 2048
    assert not plan.experiment.outcomes and not plan.experiment.figures
    of_alignment = [name for name in posterior()[0] if name not in CONSTANTS_OF_ACTS]
    assert {factor.name for factor in plan.factors} == {f"parameters.{name}" for name in of_alignment}


@each
def test_its_levels_are_sound_by_themselves(path):
    assert load_experiment(path).points


@each
def test_it_runs_and_its_figures_are_drawn(path, tmp_path):
    plan = load_experiment(shortened(path, tmp_path))
    plan.check()
    folder = tmp_path / "result"
    assert sweep(folder, Job(plan, STANDARD), in_this_process, "again").complete
    result = twochairs.open(folder)
    assert len(plan.points) == (16 * 8 if "rows" in path.read_text("utf-8") else 4)
    assert len(result.runs) == 2 * len(plan.points)
    moves_together = "\nrobust:" in path.read_text("utf-8")  # levers with each other, and worlds with them
    kind = "convergence" if moves_together else "response"
    written = draw_all(result, tmp_path / "figures", only=[kind])
    assert len(written) == 2 * len(result.outcomes)
