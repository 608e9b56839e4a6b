"""Draws of the rules' constants: how they are taken, spread over replicates and put into a scenario."""

from math import log
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from twochairs.ensemble.replicates import run_replicates
from twochairs.errors import NotPossible
from twochairs.experiment import uncertainty
from twochairs.experiment.file import varied_parameters
from twochairs.experiment.posterior import posterior
from twochairs.experiment.uncertainty import BEST, Draws, drawn, for_scenario, parameter_draws, scenarios_of
from twochairs.scenario.load import Scenario, load
from twochairs.world.parameters import PARAMETERS, Parameters
from twochairs.world.prior import LogNormal, Normal, Prior, Uniform

TINY = Path(__file__).parents[1] / "scenario" / "good" / "tiny.yaml"
SMALL = TINY.with_name("small.yaml")
"""It sets `parameters: {inertia_rate: 0.8}`."""


def tiny(months: int = 6, **settings: str) -> Scenario:
    return load(TINY, {"clock.months": str(months), **settings})


def values_of(scenario: Scenario, replicates: int, draws: Draws = BEST) -> list[np.ndarray]:
    return [one.values for one in run_replicates(scenarios_of(scenario, draws), replicates, 3)]


# -- how they are taken ----------------------------------------------------------------------------------


def test_best_draws_nothing() -> None:
    assert parameter_draws("best", 16, 1) == ({},)
    assert drawn("best", 16, 1, 3) == BEST
    assert BEST.key() == []
    assert not BEST.varied


@pytest.mark.parametrize("draws", [1, 2, 3, 7, 16, 33, 64])
def test_rows_of_the_posterior_are_drawn_each_at_most_once_and_few_are_the_first_of_many(draws: int) -> None:
    rows = posterior()
    places = [rows.index(row) for row in parameter_draws("posterior", draws, 5)]
    assert len(set(places)) == draws
    assert parameter_draws("posterior", len(rows), 5)[:draws] == parameter_draws("posterior", draws, 5)


@pytest.mark.parametrize("kind", ["prior", "posterior"])
def test_the_seed_decides_what_is_drawn(kind: str) -> None:
    assert parameter_draws(kind, 8, 1) == parameter_draws(kind, 8, 1) != parameter_draws(kind, 8, 2)


def test_every_row_is_as_likely_as_any_other() -> None:
    """400 seeds of 16 draws: each of the 64 rows some 100 times, with a standard deviation of 8.7."""
    rows = posterior()
    counts = dict.fromkeys(map(str, rows), 0)
    for seed in range(400):
        for row in parameter_draws("posterior", 16, seed):
            counts[str(row)] += 1
    expected = 400 * 16 / len(rows)
    assert max(abs(count - expected) for count in counts.values()) < 5 * (expected * (1 - 16 / len(rows))) ** 0.5


def below(prior: Prior, value: float) -> float:
    """The share of a prior below a value, worked out from the standard library's bell."""
    if isinstance(prior, Uniform):
        return (value - prior.low) / (prior.high - prior.low)
    if isinstance(prior, LogNormal):
        return NormalDist(0.0, prior.sd).cdf(log(value / prior.median))
    assert isinstance(prior, Normal)
    bell = NormalDist(prior.mean, prior.sd)
    return (bell.cdf(value) - bell.cdf(prior.low)) / (bell.cdf(prior.high) - bell.cdf(prior.low))


def test_a_sample_of_the_priors_fills_every_range_and_leaves_fixed_parameters_alone() -> None:
    draws = parameter_draws("prior", 64, 9)
    assert all(list(draw) == list(varied_parameters()) for draw in draws)
    assert "acts_asked" not in draws[0]
    for name in varied_parameters():
        shares = sorted(below(PARAMETERS[name].prior, draw[name]) for draw in draws)
        assert all(k / 64 <= share <= (k + 1) / 64 for k, share in enumerate(shares)), name


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (("bets", 4, 1, 9), "there are no parameters 'bets'\n  hint: give best, posterior, prior"),
        (("prior", 0, 1, 9), "0 draws cannot be taken\n  hint: give 1 to 10,000"),
        (
            ("posterior", 3, 1, 900),
            "the posterior has 2 rows, too few for 3 draws\n  hint: give at most 2 draws",
        ),
        (
            ("prior", 8, 1, 7),
            "7 replicates cannot be spread over 8 draws of the parameters\n"
            "  hint: give 8 replicates or more, a multiple of the draws, or fewer draws",
        ),
    ],
)
def test_what_cannot_be_drawn(given: tuple[Any, ...], text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uncertainty, "posterior", lambda: ({"w_peer": 0.1}, {"w_peer": 0.2}))
    with pytest.raises(NotPossible) as caught:
        drawn(*given)
    assert str(caught.value) == text


# -- how replicates are spread over them -----------------------------------------------------------------


def test_replicates_are_spread_evenly() -> None:
    draws = drawn("prior", 4, 1, 14)
    assert [draws.of(r) for r in range(6)] == [0, 1, 2, 3, 0, 1]
    assert [BEST.of(r) for r in range(3)] == [0, 0, 0]
    found = drawn("posterior", 4, 1, 14).of_each(np.arange(6))
    assert found is not None
    assert (found.of_run.tolist(), found.rows) == ([0, 1, 2, 3, 0, 1], len(posterior()))
    assert BEST.of_each(np.arange(6)) is None


@pytest.mark.parametrize("replicates", [7, 21])
def test_a_replicate_is_the_run_of_its_draw_with_chance_of_its_own(replicates: int) -> None:
    """In plain Python (7 replicates) and compiled (21), with part of a round of draws at the end."""
    draws = drawn("posterior", 4, 1, replicates)
    found = values_of(tiny(), replicates, draws)
    alone = [
        values_of(tiny(**{f"parameters.{name}": repr(value) for name, value in draw.items()}), replicates)
        for draw in draws.values
    ]
    assert len(found) == replicates
    for replicate, values in enumerate(found):
        assert np.array_equal(values, alone[replicate % 4][replicate])


def test_draws_of_the_scenarios_own_values_are_its_own_runs() -> None:
    own = {name: Parameters._field_defaults[name] for name in ("w_peer", "inertia_rate")}
    once, twice = Draws("posterior", 0, (own,)), Draws("posterior", 0, (own, own))
    best = values_of(tiny(), 4)
    assert np.array_equal(values_of(tiny(), 4, once), best)
    assert np.array_equal(values_of(tiny(), 4, twice), best)


# -- what a scenario makes of them -----------------------------------------------------------------------


def test_a_scenarios_own_setting_wins() -> None:
    draws = for_scenario(load(SMALL), drawn("posterior", 4, 1, 4))
    assert "inertia_rate" in posterior()[0]
    assert all("inertia_rate" not in draw for draw in draws.values)
    scenarios = scenarios_of(load(SMALL), draws)
    assert [one.case.parameters.inertia_rate for one in scenarios] == [0.8] * 4
    assert [one.case.parameters.w_peer for one in scenarios] == [draw["w_peer"] for draw in draws.values]


def test_so_does_a_setting_of_the_command_line() -> None:
    draws = for_scenario(tiny(**{"parameters.w_peer": "0.7"}), drawn("prior", 2, 1, 2))
    assert "w_peer" not in draws.values[0]
    assert draws.values[0]["inertia_rate"] == drawn("prior", 2, 1, 2).values[0]["inertia_rate"]


def test_the_start_is_solved_anew_for_each_draw() -> None:
    scenario = load(SMALL)
    draws = for_scenario(scenario, drawn("prior", 3, 1, 3))
    left = [one.solved.unexplained for one in scenarios_of(scenario, draws)]
    assert len({tuple(one.values()) for one in [*left, scenario.solved.unexplained]}) == 4


def test_a_scenario_that_sets_all_of_them_is_told() -> None:
    scenario = tiny(**{"parameters.w_peer": "0.7"})
    with pytest.raises(NotPossible) as caught:
        for_scenario(scenario, Draws("posterior", 0, ({"w_peer": 0.1}, {"w_peer": 0.2})))
    assert str(caught.value) == (
        f"{scenario.path} cannot be run with draws of its parameters: it sets every constant that is drawn itself, "
        "under `parameters`\n  hint: leave --parameters out, or give the file that it was made from"
    )


def test_a_scenario_whose_start_is_solved_already_is_told(tmp_path: Path) -> None:
    from twochairs.results.described import scenario_yaml

    text = scenario_yaml(tiny())
    head, _, rest = text.partition("\nparameters:")
    body = rest.partition("\n")[2].splitlines()
    after = next(at for at, line in enumerate(body) if not line.startswith(" "))
    path = tmp_path / "solved.yaml"
    path.write_text("\n".join([head, *body[after:], ""]))
    with pytest.raises(NotPossible) as caught:
        for_scenario(load(path), drawn("posterior", 2, 1, 2))
    assert str(caught.value) == (
        f"{path} cannot be run with draws of its parameters: its start is solved already, under `solved`, and cannot "
        "be solved anew for each draw\n  hint: leave --parameters out, or give the file that it was made from"
    )
