"""A scenario that differs in a few places from a sound one is the same, made the quick way or whole."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.differential.experiments import Knob, knobs_of
from tests.differential.scenarios import scenario_of
from twochairs.errors import InvalidInput, Place
from twochairs.experiment.paths import tree_steps
from twochairs.experiment.uncertainty import with_draw
from twochairs.scenario import load
from twochairs.scenario.layers import laid
from twochairs.scenario.load import Scenario, Starts, ready
from twochairs.scenario.resolve import Resolved
from twochairs.scenario.spelling import spelt_out
from twochairs.scenario.tree import Node, node_of, put
from twochairs.world.parameters import PARAMETERS
from twochairs.world.rulebook import Rulebook

BAD = (2.0, -1.5, 1e9, math.nan, "often", "", None, True, 3, [], {}, {"ALD": 0.5, "nobody": 0.1}, "2031-02", "1 > 0")
"""What most paths cannot hold."""
PLACE = Place("experiment.yaml", 7, 3)


def resolved_of(data: dict[str, Any]) -> Resolved:
    tree = spelt_out(node_of(data, Place("scenario.yaml", 1, 1)))
    return Resolved(tree, tree, "scenario.yaml", Path("scenario.yaml"))


def differing(resolved: Resolved, data: dict[str, Any], random: Random) -> Resolved:
    """The scenario with some of what an experiment may set, mostly to what it may be."""
    knobs = knobs_of(data, random) | keys_of(data)
    paths = random.sample(sorted(knobs), random.randint(1, 3)) + random.sample(
        sorted(keys_of(data)), random.random() < 0.2
    )
    values = [random.choice(BAD if random.random() < 0.15 else knobs[path].values) for path in paths]
    given = [
        (tree_steps(path, resolved.tree), replace(node_of(value, PLACE), origin="factors of experiment.yaml"))
        for path, value in zip(paths, values, strict=True)
    ]
    tree = laid(resolved.tree, given)
    if random.random() < 0.3:
        drawn = {name: random.uniform(0.2, 0.9) for name in random.sample(sorted(PARAMETERS), 3)}
        tree = with_draw(tree, drawn, "prior")
    return replace(resolved, tree=tree)


def keys_of(data: dict[str, Any]) -> dict[str, Knob]:
    """What orders agents anew, and may not be the same for two of them."""
    paths = [f"{section}.{name}.noise_key" for section in ("countries", "acts") for name in data[section]]
    keys = (*data["countries"], "aa", "zz")
    return {path: Knob(path, tuple(path.split(".")), keys) for path in paths}


def everything(scenario: Scenario) -> Any:
    """All that a run can depend on, and all that is told of it."""
    _, world, values = scenario.world(2)
    told = (scenario.case, scenario.case.model_fields_set, scenario.solved, scenario.mismatches, scenario.resolved())
    return told, scenario.hash, list(flat(world)), values.tobytes()


def flat(part: Any) -> Any:
    """Every number of a world, to the bit."""
    if isinstance(part, tuple):
        for one in part:
            yield from flat(one)
    else:
        array = np.asarray(part)
        yield array.dtype.str, array.shape, array.tobytes()


def outcome(resolved: Resolved, starts: Starts | None) -> Any:
    """All of a scenario, or every word of why there is none."""
    try:
        return everything(ready(resolved, starts))
    except InvalidInput as error:
        return str(error), error.problems


@pytest.mark.parametrize("seed", range(16))
def test_near_is_whole(seed):
    random = Random(seed)
    data = scenario_of(random)
    resolved = resolved_of(data)
    starts = Starts(resolved)
    for _ in range(8):
        other = differing(resolved, data, random)
        assert outcome(other, starts) == outcome(other, None)


@pytest.mark.parametrize("seed", range(2))
def test_near_is_whole_where_agents_or_items_come_and_go(seed):
    resolved = resolved_of(scenario_of(Random(seed)))
    starts = Starts(resolved)
    for other in without_each(resolved.tree):
        changed = replace(resolved, tree=other)
        assert outcome(changed, starts) == outcome(changed, None)


def without_each(tree: Node) -> Iterator[Node]:
    """The tree without each of its sections, and without each agent or item of one; and with one of them twice."""
    for section, node in tree.value.items():
        yield replace(tree, value={key: one for key, one in tree.value.items() if key != section})
        if isinstance(node.value, dict):
            for name, part in node.value.items():
                rest = {key: one for key, one in node.value.items() if key != name}
                yield put(tree, (section,), replace(node, value=rest))
                yield put(tree, (section,), replace(node, value=rest | {name: part}))
                yield put(tree, (section,), replace(node, value=node.value | {"NEW": part}))
        elif isinstance(node.value, list):
            for place in range(len(node.value)):
                yield put(tree, (section,), replace(node, value=node.value[:place] + node.value[place + 1 :]))
                yield put(tree, (section,), replace(node, value=[*node.value, node.value[place]]))


@pytest.mark.parametrize("start", ["2029-12", "2030-06", "2034-01", "9999-12"])
@pytest.mark.parametrize("seed", range(2))
def test_near_is_whole_where_the_clock_moves(seed, start):
    resolved = resolved_of(scenario_of(Random(seed)))
    other = replace(resolved, tree=put(resolved.tree, ("clock", "start"), Node(start, PLACE)))
    assert outcome(other, Starts(resolved)) == outcome(other, None)


@pytest.fixture
def never_whole(monkeypatch):
    """Nothing is read whole but the scenario that others differ from."""

    def refuse(*arguments: Any, **others: Any) -> Any:
        raise AssertionError("read whole")

    def only_near(starts: Starts) -> Starts:
        assert starts.case(starts.resolved.tree)
        monkeypatch.setattr(load, "checked", refuse)
        return starts

    return only_near


@pytest.mark.parametrize("seed", range(10))
def test_what_is_sound_is_made_the_quick_way(seed, never_whole):
    random = Random(seed)
    data = scenario_of(random)
    resolved = resolved_of(data)
    tree = resolved.tree
    knobs = knobs_of(data, random)
    starts = never_whole(Starts(resolved))
    for path in random.sample(sorted(knobs), 8):
        for value in knobs[path].values:
            other = laid(tree, [(tree_steps(path, tree), node_of(value, PLACE))])
            assert starts.case(other) is not starts.case(tree)


def test_a_part_that_is_the_same_is_shared(never_whole):
    random = Random(3)
    resolved = resolved_of(scenario_of(random))
    starts = never_whole(Starts(resolved))
    pole = next(iter(resolved.tree.value["poles"].value))
    steps = ("levers", pole, "pressure")
    other = starts.case(laid(resolved.tree, [(steps, Node(0.625, PLACE))]))
    known = starts.case(resolved.tree)
    assert other.levers[pole].pressure["default"] == 0.625
    assert other.countries is known.countries and other.timeline is known.timeline


OWN = """
from twochairs.declare import BENEFIT, R9, Annotated, Array, Parameter, Quantity, Uniform, mechanism

migrants: Annotated[
    Array, Quantity("Migrants", "1", 0.0, 1.0, ("pole", "country"), file="countries.COUNTRY.migrants.POLE")
]
b_migrants: Annotated[float, Parameter("Pull", "1", 0.0, 9.0, rule=R9, prior=Uniform(0, 9), source="assumed")] = 4.0


def pull(b_migrants, migrants):
    return b_migrants * migrants


mechanism("migrants", BENEFIT, R9, ("b_migrants",), by=pull)
"""
"""A modeller's mechanism with an input of countries, a constant and a switch."""


@pytest.fixture(scope="module")
def added():
    return Rulebook(OWN, "own.py").adds


@pytest.mark.parametrize("seed", range(3))
def test_near_is_whole_under_a_mechanism_from_outside(seed, added):
    data = scenario_of(Random(seed))
    resolved = resolved_of(data).under(added)
    state, pole = next(iter(data["countries"])), next(iter(data["poles"]))
    starts = Starts(resolved)
    for path, value in {
        f"countries.{state}.migrants.{pole}": 0.25,
        f"countries.{state}.alignment": 0.125,
        f"{pole}.pressure": 0.5,
        "parameters.b_migrants": 3.0,
        "switches.migrants": False,
    }.items():
        for given in (value, 1e9, "often"):
            tree = laid(resolved.tree, [(tree_steps(path, resolved.tree), Node(given, PLACE))])
            other = replace(resolved, tree=tree)
            assert outcome(other, starts) == outcome(other, None)
