"""The Mesa face: agents that can be read and steered, and the same numbers as an ensemble's replicate."""

from pathlib import Path

import mesa
import numpy as np
import pytest

from sim.experiment.ensemble import run_replicates
from sim.mesa_model import Country, Dispute, Pole, Public, TwoChairs
from sim.scenario.load import load
from sim.world.layout import QUANTITIES

CASE = Path(__file__).parents[2] / "scenarios" / "balkans" / "serbia-2022.yaml"


@pytest.fixture(scope="module")
def scenario():
    return load(CASE, {"clock.months": "24"})


@pytest.fixture
def model(scenario):
    return TwoChairs(scenario, seed=5)


def test_agents_are_mesa_agents_in_the_models_agentset(model):
    assert isinstance(model, mesa.Model)
    assert all(isinstance(agent, mesa.Agent) for agent in model.agents)
    counts = {kind: len(agents) for kind, agents in model.agents_by_type.items()}
    assert counts == {Country: 14, Public: 17, Pole: 3, Dispute: 7}


def test_every_number_is_the_same_as_in_the_ensemble_bit_for_bit(scenario):
    series = list(run_replicates(scenario, 3, 5))[2].values
    model = TwoChairs(scenario, seed=5, replicate=2)
    assert np.array_equal(model.values[:, 0], series[0])
    for t in range(1, 25):
        model.step()
        assert np.array_equal(model.values[:, 0], series[t])


def test_every_quantity_of_an_agent_is_an_attribute(model):
    serbia = model.countries["SRB"]
    for quantity in Country.quantities():
        value = getattr(serbia, quantity)
        assert isinstance(value, float) if QUANTITIES[quantity].dims == ("country",) else len(value) > 0


def test_both_sides_show_the_same_number(model):
    model.poles["EU"].pressure["SRB"] = 0.77
    assert model.countries["SRB"].pressure["EU"] == 0.77


def test_a_lever_moved_between_steps_moves_the_state(scenario):
    still, steered = TwoChairs(scenario, seed=5), TwoChairs(scenario, seed=5)
    for model in (still, steered):
        model.run(6)
    steered.poles["RU"].patronage["SRB"] = 0.0
    for model in (still, steered):
        model.run(6)
    assert steered.countries["SRB"].alignment > still.countries["SRB"].alignment
    assert steered.countries["SRB"].contribution["patronage"] == 0.0


def test_a_state_can_be_set(model):
    model.countries["SRB"].alignment = 0.5
    assert model.countries["SRB"].alignment == 0.5


def test_paths_of_the_scenario_language_can_be_set(model):
    model.set("EU.pressure", 0.4)
    assert set(model.poles["EU"].pressure.values()) == {0.4}
    model.set("countries.SRB.media_freedom", 0.9)
    assert model.countries["SRB"].media_freedom == 0.9


def test_numpy_numbers_and_flags_are_taken_where_they_fit(model):
    model.countries["SRB"].media_freedom = np.float32(0.5)
    model.set("acts.sanctions.open", True)
    assert model.countries["SRB"].media_freedom == 0.5


@pytest.mark.parametrize("value", [1.5, -2, float("nan"), "much", True])
def test_values_out_of_range_are_refused_with_the_range(model, value):
    with pytest.raises(ValueError, match=r"alignment is .*; it must lie in \[-1, 1\]"):
        model.countries["SRB"].alignment = value


def test_unknown_paths_are_refused_with_a_suggestion(model):
    with pytest.raises(ValueError, match=r"did you mean 'EU\.pressure'"):
        model.set("EU.presure", 0.4)


def test_unknown_agents_are_named(model):
    with pytest.raises(KeyError, match="there are EU, RU, US"):
        model.countries["SRB"].pressure["XX"]


def test_the_data_collector_has_every_country_and_month(model):
    model.run(3)
    agents = model.datacollector.get_agenttype_vars_dataframe(Country)
    assert len(agents) == 4 * 14
    months = model.datacollector.get_model_vars_dataframe()["month"]
    assert list(months) == ["2021-12", "2022-01", "2022-02", "2022-03"]


def test_the_clock_ends(model):
    model.run()
    assert model.month == "2023-12"
    assert not model.running
    with pytest.raises(StopIteration, match="clock ends in 2023-12"):
        model.step()
    assert model.month == "2023-12"


def test_publics_belong_to_their_country(model):
    assert {public.name for public in model.countries["MNE"].publics} == {"MNE.montenegrins_and_others", "MNE.serbs"}


def test_the_example_in_the_docstring_runs(monkeypatch):
    import doctest

    import sim.mesa_model.model as module

    monkeypatch.chdir(Path(__file__).parents[2])
    results = doctest.testmod(module)
    assert results.attempted >= 7 and results.failed == 0
