"""The Mesa face: agents that can be read and steered, and the same numbers as an ensemble's replicate."""

import copy
import inspect
import warnings
from pathlib import Path

import mesa
import numpy as np
import pytest

from twochairs.ensemble.replicates import run_replicates
from twochairs.errors import NotPossible, UnknownAttribute, UnknownName
from twochairs.mesa_model import Country, Dispute, Pole, Public, TwoChairs
from twochairs.scenario.load import load
from twochairs.world.layout import QUANTITIES

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

    import twochairs.mesa_model.model as module

    monkeypatch.chdir(Path(__file__).parents[2])
    results = doctest.testmod(module)
    assert results.attempted >= 7 and results.failed == 0


# seeds


def test_without_a_seed_it_has_one_of_its_own_and_tells_it(scenario):
    models = [TwoChairs(scenario) for _ in range(3)]
    assert len({model.seed for model in models}) == 3
    again = TwoChairs(scenario, seed=models[0].seed)
    for model in (models[0], again):
        model.run(3)
    assert again.values.tobytes() == models[0].values.tobytes()


def test_both_of_mesas_words_for_a_seed_are_taken(scenario):
    for given in ({"seed": 7}, {"rng": 7}, {"seed": np.int64(7)}):
        model = TwoChairs(scenario, **given)
        model.step()
        assert (model.seed, model.values.tobytes()) == (7, stepped(scenario, 7).values.tobytes())
    of_generators = [TwoChairs(scenario, rng=np.random.default_rng(3)).seed for _ in range(2)]
    assert of_generators[0] == of_generators[1] != TwoChairs(scenario, rng=np.random.default_rng(4)).seed


def stepped(scenario, seed):
    model = TwoChairs(scenario, seed=seed)
    model.step()
    return model


@pytest.mark.parametrize("seed", [-1, 1.5, "x", True, 2**64, [1], float("nan")])
@pytest.mark.parametrize("word", ["seed", "rng"])
def test_what_is_no_seed_is_refused(scenario, word, seed):
    with pytest.raises(NotPossible) as error:
        TwoChairs(scenario, **{word: seed})
    assert str(error.value) == f"seed is {seed!r}\n  hint: give a whole number from 0 to 18446744073709551615"


@pytest.mark.parametrize("replicate", [-1, 1.5, "x", None, 2**32])
def test_what_is_no_replicate_is_refused(scenario, replicate):
    with pytest.raises(NotPossible, match=r"replicate is .*\n  hint: give a whole number from 0 to 4294967295"):
        TwoChairs(scenario, seed=1, replicate=replicate)


def test_seed_and_rng_together_are_refused(scenario):
    with pytest.raises(NotPossible, match="both seed and rng are given"):
        TwoChairs(scenario, seed=1, rng=2)


# mesa.batch_run


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_batch_run_gives_another_run_for_each_seed_and_iteration(scenario):
    short = load(CASE, {"clock.months": "3"})
    given = {"display_progress": False, "max_steps": 10}
    rows = of_runs(mesa.batch_run(TwoChairs, {"scenario": short, "replicate": [0, 1]}, iterations=2, **given))
    assert len({row["alignment[SRB]"] for row in rows}) == len(rows) == 4
    if "rng" in inspect.signature(mesa.batch_run).parameters:  # Mesa 3.4 and later give the seed this way
        rows = of_runs(mesa.batch_run(TwoChairs, {"scenario": short}, rng=[5, 6], **given))
    else:
        rows = of_runs(mesa.batch_run(TwoChairs, {"scenario": short, "seed": [5, 6]}, **given))
    ends = []
    for seed in (5, 6):
        model = TwoChairs(short, seed=seed)
        model.run(int(rows[0]["Step"]))  # Mesa 3.3 gives the last row but one
        ends.append(model.countries["SRB"].alignment)
    assert [row["alignment[SRB]"] for row in rows] == ends


def of_runs(rows):
    """One row a run; later Mesas give one for every agent."""
    return list({row["RunId"]: row for row in rows}.values())


# branches


@pytest.mark.parametrize("copied", [copy.deepcopy, copy.copy, TwoChairs.copy], ids=["deepcopy", "copy", "its own"])
def test_a_branch_goes_on_bit_for_bit_and_apart(scenario, copied):
    model = TwoChairs(scenario, seed=5)
    model.run(6)
    before = model.values.copy()
    branch, same = copied(model), copied(model)
    branch.poles["EU"].pressure = 1.0
    branch.run()
    assert (model.month, branch.month, branch.seed) == ("2022-06", "2023-12", 5)
    assert model.values.tobytes() == before.tobytes()
    assert branch.countries["SRB"].model is branch
    model.run()
    same.run()
    straight = TwoChairs(scenario, seed=5)
    straight.run()
    assert model.values.tobytes() == same.values.tobytes() == straight.values.tobytes() != branch.values.tobytes()
    for one in (same, model):
        assert len(one.datacollector.get_model_vars_dataframe()) == 25
        assert len(one.agents_by_type[Country]) == 14
    assert list(same.datacollector.get_model_vars_dataframe()["month"])[-1] == "2023-12"


def test_a_branch_of_a_branch_and_of_a_model_with_more_of_its_own(scenario):
    class Counting(TwoChairs):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            self.seen = []

        def step(self):
            super().step()
            self.seen.append(self.month)

    model = Counting(scenario, seed=5)
    model.step()
    branch = model.copy().copy()
    branch.step()
    assert (type(branch), model.seen, branch.seen) == (Counting, ["2022-01"], ["2022-01", "2022-02"])


# names


def test_misspelt_attributes_are_refused_with_what_was_meant(model):
    wrong = {
        model.countries["SRB"]: ("alignmnt", "did you mean 'alignment'?"),
        model.poles["EU"]: ("presure", "did you mean 'pressure'?"),
        model.publics["MNE.serbs"]: ("favorability", "did you mean 'favourability'?"),
        next(iter(model.disputes.values())): ("tensions", "did you mean 'tension'?"),
        model: ("rivalery", "did you mean 'rivalry'?"),
    }
    for thing, (name, hint) in wrong.items():
        with pytest.raises(UnknownAttribute) as error:
            setattr(thing, name, 1.0)
        assert str(error.value) == (
            f"{type(thing).__name__}.{name} is unknown; {hint}\n  hint: a name of your own begins with '_'"
        )
        assert isinstance(error.value, AttributeError)
        with pytest.raises(AttributeError, match=name):
            getattr(thing, name)
    model.countries["SRB"]._mine = 1
    model.mine = 2


def test_other_agents_that_are_misspelt_are_refused(model):
    with pytest.raises(UnknownName) as error:
        model.poles["EU"].pressure["SBR"] = 0.5
    assert str(error.value) == "'SBR' is unknown; did you mean 'SRB'?"
    assert isinstance(error.value, KeyError)


def test_one_number_for_a_mapping_is_for_all_and_a_mapping_for_those_it_names(model):
    eu = model.poles["EU"]
    eu.pressure = 0.9
    assert set(eu.pressure.values()) == {0.9}
    eu.pressure = {"SRB": 0.2}
    assert (eu.pressure["SRB"], eu.pressure["BIH"]) == (0.2, 0.9)
    for refused in ({"SRB": 0.4, "BIH": 7}, {"SRB": 0.4, "XXX": 0.1}, "much", 7, None):
        with pytest.raises(NotPossible):
            eu.pressure = refused
        assert (eu.pressure["SRB"], eu.pressure["BIH"]) == (0.2, 0.9)


def test_quantities_of_the_world_are_attributes_of_the_model(model):
    model.rivalry = 0.25
    assert model.rivalry == model.number(model.layout.slot("rivalry")) == 0.25
    with pytest.raises(NotPossible, match=r"rivalry is 3; it must lie in \[0, 1\]"):
        model.rivalry = 3


def test_the_numbers_of_the_world_are_shown_and_not_to_be_written_past_their_ranges(model):
    with pytest.raises(ValueError, match="read-only"):
        model.values[0, 0] = 9.0


# Mesa's own clients


def test_agent_sets_select_and_collect(model):
    far = model.agents_by_type[Country].select(lambda country: country.alignment < 0.0)
    assert {country.name for country in far} == {n for n, c in model.countries.items() if c.alignment < 0.0}
    assert model.agents_by_type[Country].agg("alignment", max) == max(c.alignment for c in model.countries.values())
    model.agents_by_type[Pole].do(lambda pole: setattr(pole, "aid", 0.0))
    assert all(set(pole.aid.values()) == {0.0} for pole in model.poles.values())


def test_it_is_shown_by_mesas_own_page(scenario):
    solara = pytest.importorskip("solara")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from mesa.visualization import SolaraViz, make_plot_component

        model = TwoChairs(scenario, seed=5)
        page = SolaraViz(
            model,
            components=[make_plot_component("alignment[SRB]")],
            model_params={"scenario": scenario, "seed": 5},
            name="states",
        )
        box, rendered = solara.render(page, handle_error=False)
    assert box.children
    rendered.close()


# Reporters of one's own, as Mesa has them


def mean_alignment(model):
    return float(np.mean([country.alignment for country in model.countries.values()]))


REPORTERS = {
    "model_reporters": {"mean": mean_alignment, "rivalry": "rivalry", "more": [lambda number: number, [7]]},
    "agent_reporters": {"who": "name"},
    "agenttype_reporters": {Country: {"gdp": "gdp"}, Pole: {"place": "position"}},
}


def test_own_reporters_are_collected_beside_those_of_the_model(scenario):
    model = TwoChairs(scenario, seed=5, **REPORTERS)
    model.run(2)
    frame = model.datacollector.get_model_vars_dataframe()
    assert frame["mean"].iloc[-1] == mean_alignment(model)
    assert frame["alignment[SRB]"].iloc[-1] == model.countries["SRB"].alignment
    assert frame["rivalry"].iloc[-1] == model.rivalry
    assert frame["more"].tolist() == [7, 7, 7]
    assert set(model.datacollector.get_agent_vars_dataframe()["who"]) == {agent.name for agent in model.agents}
    countries = model.datacollector.get_agenttype_vars_dataframe(Country)
    assert {"gdp", "alignment", "name"} <= set(countries.columns)
    assert len(countries) == 3 * 14
    assert len(model.datacollector.get_agenttype_vars_dataframe(Pole)) == 3 * 3


def test_a_branch_goes_on_collecting(scenario):
    model = TwoChairs(scenario, seed=5, **REPORTERS)
    model.step()
    branch = model.copy()
    branch.run(2)
    assert len(model.datacollector.get_model_vars_dataframe()) == 2
    frame = branch.datacollector.get_model_vars_dataframe()
    assert frame["mean"].iloc[-1] == mean_alignment(branch) != frame["mean"].iloc[0]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_batch_run_takes_reporters(scenario):
    short = load(CASE, {"clock.months": "3"})
    words = {"scenario": short, "model_reporters": [{"mean": mean_alignment, "root": "seed"}]}
    rows = of_runs(mesa.batch_run(TwoChairs, words, display_progress=False, max_steps=10))
    model = TwoChairs(short, seed=rows[0]["root"])
    model.run(int(rows[0]["Step"]))
    assert [row["mean"] for row in rows] == [mean_alignment(model)]


@pytest.mark.parametrize("wrong", ["alignment", 5, ["alignment"]])
def test_reporters_that_are_no_mapping_are_refused(scenario, wrong):
    for word in REPORTERS:
        with pytest.raises(NotPossible, match=rf"(?s)^{word} are .*hint: give a mapping"):
            TwoChairs(scenario, **{word: wrong})
