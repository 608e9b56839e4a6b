"""Draws of an experiment: its keys, the options over them, its hash, and what it draws at each point."""

import json
from pathlib import Path

import pytest

from tests.experiment.written import planned
from twochairs.errors import InvalidInput, NotPossible
from twochairs.experiment.plan import Plan, load_experiment
from twochairs.experiment.posterior import posterior
from twochairs.experiment.schema import DEFAULT_DRAWS
from twochairs.world.parameters import Parameters

BODY = "replicates: 40\nfactors: {LEA.pressure: [0, 1]}\n"


def told(folder: Path, text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        planned(folder, text)
    return str(caught.value)


def test_nothing_is_drawn_unless_asked_for(tmp_path: Path) -> None:
    plan = planned(tmp_path, BODY)
    assert (plan.draws.kind, plan.draws.count) == ("best", 1)
    assert "draws" not in plan.data()
    assert "parameters_from" not in plan.data()["experiment"]
    best = planned(tmp_path, f"parameters_from: best\n{BODY}")
    assert best.hash == plan.hash


def test_keys_of_the_file_and_options_over_them(tmp_path: Path) -> None:
    plan = planned(tmp_path, f"parameters_from: posterior\nparameter_draws: 5\n{BODY}")
    assert (plan.draws.kind, plan.draws.count) == ("posterior", 5)
    path = tmp_path / "experiment.yaml"
    found = [load_experiment(path, *options).draws for options in (("prior", 3), ("prior", None), (None, 7))]
    assert [(draws.kind, draws.count) for draws in found] == [("prior", 3), ("prior", 5), ("posterior", 7)]
    assert not load_experiment(path, "best").draws.varied
    assert load_experiment(path, "best").hash == planned(tmp_path, BODY).hash
    planned(tmp_path, f"parameters_from: prior\n{BODY}")
    assert load_experiment(path).draws.count == DEFAULT_DRAWS


def test_the_hash_differs_by_kind_draws_and_what_is_drawn(tmp_path: Path) -> None:
    plan = planned(tmp_path, BODY)
    path = tmp_path / "experiment.yaml"
    hashes = [load_experiment(path, *options).hash for options in (("posterior", 4), ("posterior", 8), ("prior", 4))]
    planned(tmp_path, f"set: {{parameters.w_peer: {Parameters().w_peer}}}\n{BODY}")
    kept = load_experiment(path, "posterior", 4).hash
    assert load_experiment(path).hash == plan.hash  # set to its default
    assert len({plan.hash, kept, *hashes}) == 5


def test_a_plan_comes_back_from_its_data_whatever_the_table_holds_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(tmp_path, BODY)
    plan = load_experiment(tmp_path / "experiment.yaml", "posterior", 6)
    monkeypatch.setattr("twochairs.experiment.uncertainty.posterior", lambda: ())
    again = Plan.from_data(json.loads(json.dumps(plan.data())))
    assert again.draws == plan.draws
    assert again.hash == plan.hash


def test_a_parameter_that_is_a_factor_or_set_is_not_drawn(tmp_path: Path) -> None:
    """small.yaml sets inertia_rate itself."""
    text = (
        "parameters_from: posterior\nparameter_draws: 4\nreplicates: 4\nset: {parameters.w_middle: 0.25}\n"
        "factors: {weight: {path: parameters.w_peer, values: [0.1, 0.9]}}\n"
    )
    plan = planned(tmp_path, text)
    assert {"inertia_rate", "w_middle", "w_peer", "w_public"} <= posterior()[0].keys()
    assert not {"inertia_rate", "w_middle", "w_peer"} & plan.drawn.values[0].keys()
    for point, weight in enumerate((0.1, 0.9)):
        for draw in range(4):
            parameters = plan.scenario(point, draw).case.parameters
            assert (parameters.inertia_rate, parameters.w_middle) == (0.8, 0.25)
            assert parameters.w_peer == weight
            assert parameters.w_public == plan.draws.values[draw]["w_public"]
    own = plan.scenario(0).case.parameters
    assert own.w_public == Parameters().w_public


def test_a_run_has_the_scenario_of_its_draw_and_chance_of_its_own(tmp_path: Path) -> None:
    plan = planned(tmp_path, f"parameters_from: prior\nparameter_draws: 8\n{BODY}")
    scenario, chance = plan.run_of(1, 19)
    assert chance == 19
    assert scenario.case.parameters.w_peer == plan.draws.values[3]["w_peer"]


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        (
            "parameter_draws: 4",
            "line 3, column 1: parameter_draws is for parameters_from: posterior or prior; leave it out, or give "
            "parameters_from",
        ),
        (
            "parameters_from: prior\nparameter_draws: 41",
            "line 4, column 1: parameter_draws does not fit: 40 replicates cannot be spread over 41 draws of the "
            "parameters; give 41 replicates or more, a multiple of the draws, or fewer draws",
        ),
        (
            "parameters_from: posteriors",
            "line 3, column 18: parameters_from is 'posteriors'; it must be one of best, posterior, prior",
        ),
    ],
)
def test_what_cannot_be_drawn_is_told_with_its_place(keys: str, problem: str, tmp_path: Path) -> None:
    text = told(tmp_path, f"scenario: small.yaml\n{keys}\n{BODY}")
    assert text.endswith(f"cannot be run: 1 problem\n  {problem}")


def test_a_scenario_that_sets_everything_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twochairs.experiment.uncertainty.posterior", lambda: ({"inertia_rate": 0.5},))
    text = told(tmp_path, f"scenario: small.yaml\nparameters_from: posterior\nparameter_draws: 1\n{BODY}")
    assert text.endswith(
        "cannot be run: 1 problem\n  line 3, column 1: parameters_from is posterior, but small.yaml is not drawn for: "
        "it sets every constant that is drawn itself, under `parameters`"
    )


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (("bets", None), "there are no parameters 'bets'\n  hint: give best, posterior, prior"),
        ((None, 4), "draws are of the posterior or the prior\n  hint: give --parameters too"),
        (("best", 4), "draws are of the posterior or the prior\n  hint: give --parameters too"),
    ],
)
def test_options_that_cannot_be(options: tuple[str | None, int | None], text: str, tmp_path: Path) -> None:
    planned(tmp_path, BODY)
    with pytest.raises(NotPossible) as caught:
        load_experiment(tmp_path / "experiment.yaml", *options)
    assert str(caught.value) == text
