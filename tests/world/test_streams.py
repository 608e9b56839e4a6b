"""A draw depends on seed, replicate, month, purpose and agent alone: whoever is added, every other draw stays."""

from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from tests.world.running import SEED, assert_same, changed, run
from tests.world.strategies import claim, scenarios
from twochairs.engine.chance import STREAMS
from twochairs.scenario.load import from_data
from twochairs.world.world import Draws

AGENTS = {
    "hub": (),
    "alignment": ("country",),
    "incident": ("dispute",),
    "election": ("country",),
    "act": ("act", "country"),
    "easy_declaration": ("country",),
    "hard_declaration": ("country",),
    "event": ("event",),
    "round": ("act",),
    "mood": ("country",),
}
"""Whom each stream draws for."""

NEW = {
    "country": {"alignment": -0.3, "gdp": 20.0},
    "pole": {"position": 0.3},
    "dispute": {"between": ["ALD"], "salience": {"ALD": 0.7}, "tension": 0.4},
    "act": {"difficulty": 0.1, "every": "1 month"},
    "event": {"name": "AA happens", "probability": 0.5, "add": {"rivalry": 0.01}},
    "policy": {"name": "AA policy", "do": {"rivalry": "rivalry / 2"}},
    "public": {"share": 0.0},
}
"""An agent of each kind, to be added under a name that sorts first or last."""


def draws_of(data: dict[str, Any], replicates: list[int] | None = None) -> dict[tuple[str, ...], np.ndarray]:
    """Draws by stream and agents, each of shape (month, replicate)."""
    scenario = from_data(data)
    layout = scenario.start()[0]
    draws = scenario.draws(layout, SEED, replicates or [0, 1], wrap=lambda array: array)
    found: dict[tuple[str, ...], np.ndarray] = {}
    for stream, dims in AGENTS.items():
        array = getattr(draws, stream)
        months, lanes = array.shape[0], array.shape[-1]
        columns = array.reshape(months, -1, lanes)
        labels: list[tuple[str, ...]] = [()]
        for dim in dims:
            labels = [(*label, name) for label in labels for name in layout.names.along(dim)]
        for i, label in enumerate(labels):
            found[stream, *label] = columns[:, i]
    return found


def with_newcomer(data: dict[str, Any], kind: str, name: str) -> dict[str, Any]:
    """The scenario with one more agent of a kind."""
    other = deepcopy(data)
    newcomer = deepcopy(NEW[kind])
    if kind == "event":
        other["timeline"] = [*other.get("timeline", []), newcomer]
    elif kind == "policy":
        other["policies"] = [newcomer, *other.get("policies", [])]
    elif kind == "public":
        other["countries"]["ALD"]["publics"][name] = newcomer
    else:
        section = {"country": "countries", "pole": "poles", "dispute": "disputes", "act": "acts"}[kind]
        other[section][name] = newcomer
    return other


def assert_kept(before: dict[tuple[str, ...], np.ndarray], after: dict[tuple[str, ...], np.ndarray]) -> None:
    for key, values in before.items():
        assert np.array_equal(values, after[key]), key


def test_every_stream_is_known_here():
    assert AGENTS == STREAMS
    assert Draws._fields == ("every", *STREAMS)


@pytest.mark.parametrize("name", ["AAA", "ZZZ"])
@pytest.mark.parametrize("kind", sorted(NEW))
def test_another_agent_changes_no_other_draw(a_case, kind, name):
    before = draws_of(a_case)
    after = draws_of(with_newcomer(a_case, kind, name))
    assert_kept(before, after)
    grows = {"country": 4 + 1 + 2, "dispute": 1, "act": 3 + 1, "event": 1}
    assert len(after) - len(before) == grows.get(kind, 0)


@claim(10)
@given(scenarios(noise=True))
def test_another_agent_changes_no_other_draw_of_a_random_scenario(data):
    before = draws_of(data)
    for kind in NEW:
        if kind != "public":
            assert_kept(before, draws_of(with_newcomer(data, kind, "AAA")))


def test_leaving_an_agent_out_changes_no_other_draw(a_case):
    a_case |= {"timeline": [], "policies": []}
    for section, name in (("disputes", "strait"), ("acts", "vote")):
        before, after = draws_of(a_case), draws_of(changed(a_case, **{section: _without(a_case[section], name)}))
        assert_kept(after, before)
        assert len(after) < len(before)


def _without(agents: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: agent for key, agent in agents.items() if key != name}


def test_draws_do_not_depend_on_how_long_how_many_or_which_rules(a_case):
    """A longer clock, other replicates beside, other parameters, levers and switches."""
    before = draws_of(a_case)
    longer = draws_of(changed(a_case, clock=a_case["clock"] | {"months": 60}))
    for key, values in before.items():
        assert np.array_equal(values, longer[key][: len(values)])
    more = draws_of(a_case, [4, 1, 0])
    for key, values in before.items():
        assert np.array_equal(values[:, 0], more[key][:, 2])
        assert np.array_equal(values[:, 1], more[key][:, 1])
    others = changed(a_case, parameters={"inertia_rate": 2.0}, levers={}, switches={"acts": False, "elections": False})
    assert_kept(before, draws_of(others))


def test_an_agent_that_does_nothing_changes_no_other_number(a_case):
    """A dispute, an act and a random event that draw but touch nothing, so that only their draws could matter."""
    quiet_dispute = {"between": ["BOR"], "salience": {"BOR": 0.0}, "tension": 0.9}
    quiet_act = {"difficulty": 0.0, "every": "1 month"}
    quiet_event = {"name": "AA", "probability": 0.5}
    one = run(a_case)
    other = run(
        changed(
            a_case,
            disputes={"AA": quiet_dispute} | a_case["disputes"],
            acts={"AA": quiet_act} | a_case["acts"],
            timeline=[quiet_event, *a_case["timeline"]],
        )
    )
    assert_same(one, other)
    assert 0 < other("event_fired", "AA").sum() < len(other.values)
    assert 0 < other("joined", "AA", "ALD").sum() < len(other.values)


def test_a_name_is_what_draws_are_keyed_by_unless_a_noise_key_is_given(a_case):
    before = draws_of(a_case)
    a_case["disputes"]["strait"]["noise_key"] = "other"
    a_case["countries"]["CAS"]["noise_key"] = "other"
    after = draws_of(a_case)
    for key, values in before.items():
        kept = np.array_equal(values, after[key])
        assert kept == ("CAS" not in key and "strait" not in key), key


def test_no_two_draws_are_the_same(a_case):
    """Over all purposes, agents, months and replicates of a run: 53 random bits each."""
    draws = np.concatenate([values.ravel() for values in draws_of(a_case, [0, 1, 2]).values()])
    assert len(np.unique(draws)) == len(draws) > 1000
    assert draws.min() > 0.0 and draws.max() < 1.0


def test_without_noise_every_draw_is_a_half(a_case):
    quiet = draws_of(changed(a_case, switches={"noise": False}))
    assert all(np.all(values == 0.5) for values in quiet.values())
    assert set(quiet) == set(draws_of(a_case))
