"""Replicates side by side give, bit for bit, what the Mesa model gives for each of them alone."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.own import example
from tests.world.running import SEED, SMALL, changed, small_case, stepped
from tests.world.strategies import claim, scenarios
from twochairs.engine.chance import STREAMS, stream_number, uniforms
from twochairs.ensemble.lanes import Lanes, compile_lanes, every_slot, keys_of, run_lanes
from twochairs.ensemble.replicates import _side_by_side, run_replicates
from twochairs.errors import NotFinite
from twochairs.mesa_model import TwoChairs
from twochairs.scenario.load import Scenario, from_data, load
from twochairs.world.layout import QUANTITIES
from twochairs.world.rulebook import STANDARD, Rulebook
from twochairs.world.world import agent_keys

NAN = "1e308 * 10 - 1e308 * 10"
"""An expression that is not a number; an infinity alone is brought into the range of what a policy sets."""
RULES = {"the package's rules": lambda: STANDARD, "own rules": example}


def lanes(
    scenario: Scenario, replicates: list[int], rules: Rulebook = STANDARD, seed: int = SEED, **given: Any
) -> Lanes:
    return run_lanes(scenario, rules, seed, replicates, every_slot(scenario.start()[0]), **given)


def mesa(scenario: Scenario, replicate: int, rules: Rulebook = STANDARD, seed: int = SEED) -> np.ndarray:
    """Every number of a replicate of the Mesa model, shape (month, slot)."""
    model = TwoChairs(scenario, seed, replicate, rules)
    values = [model.values[:, 0].copy()]
    for _ in range(scenario.case.clock.months):
        model.step()
        values.append(model.values[:, 0].copy())
    return np.stack(values)


def assert_bits(scenario: Scenario, one: np.ndarray, other: np.ndarray) -> None:
    """Two arrays (month, slot) of a scenario hold the same bits, the sign of 0 among them."""
    if one.tobytes() != np.ascontiguousarray(other).tobytes():
        bits = one.view(np.int64) != np.ascontiguousarray(other).view(np.int64)
        t, slot = (int(i) for i in np.argwhere(bits)[0])
        where = scenario.start()[0].whose(slot)
        raise AssertionError(f"{where} differs in month {t}: {one[t, slot]!r}, {other[t, slot]!r}")


# the property of the project


@pytest.mark.parametrize("rules", RULES)
@claim(25)
@given(data=scenarios(), replicate=st.integers(0, 2**32 - 1), seed=st.integers(0, 2**64 - 1))
def test_every_number_of_a_random_scenario_is_that_of_the_mesa_model(rules, data, replicate, seed):
    """Every slot (state, levers, profile, contributions) of every month: several replicates, all features."""
    scenario, rulebook = from_data(data), RULES[rules]()
    replicates = [replicate, 0, 1]
    ran = lanes(scenario, replicates, rulebook, seed)
    assert not ran.spoiled.any()
    for lane, number in enumerate(replicates):
        assert_bits(scenario, mesa(scenario, number, rulebook, seed), ran.kept[:, :, lane])


def test_a_policy_sees_a_threshold_that_tenths_add_up_to() -> None:
    """Eight times 0.1 is below 0.8 in binary and three times 0.1 above 0.3; each is met in its month."""
    data, months = small_case(), 12
    data["levers"] = {"LEA": {"pressure": 0.0, "aid": 0.0}}
    data["timeline"] = [{"name": "tenths", "every": "1 month", "add": {"LEA.pressure.ALD": 0.1}}]
    seen = ["pressure[LEA, ALD] >= 0.8", "pressure[LEA, ALD] > 0.3", "pressure[LEA, ALD] == 0.6"]
    data["policies"] = [{"name": f"p{i}", "when": when, "do": {"CRO.aid.ALD": 0}} for i, when in enumerate(seen)]
    data["clock"]["months"] = months
    scenario = from_data(data)
    ran, layout = lanes(scenario, [0]), scenario.start()[0]
    assert_bits(scenario, mesa(scenario, 0), ran.kept[:, :, 0])
    fired = [ran.kept[1:, layout.slot("policy_fired", f"p{i}"), 0].tolist() for i in range(len(seen))]
    assert fired == [
        [float(month >= 8) for month in range(1, months + 1)],
        [float(month > 3) for month in range(1, months + 1)],
        [float(month == 6) for month in range(1, months + 1)],
    ]


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("months", [1, 30])
def test_every_number_of_the_small_case_is_that_of_the_mesa_model(rules, months):
    """It has something of everything: policies, ramps, random events, acts, disputes, a price series."""
    scenario, rulebook = load(SMALL, {"clock.months": str(months)}), RULES[rules]()
    ran = lanes(scenario, [0, 1, 2, 3, 4], rulebook)
    for lane in range(5):
        assert_bits(scenario, mesa(scenario, lane, rulebook), ran.kept[:, :, lane])
    if months == 30:
        different = ran.kept[..., 0] != ran.kept[..., 1]
        assert different.any(axis=0).sum() > 50


def test_own_rules_matter_to_the_small_case():
    scenario = load(SMALL)
    assert not np.array_equal(lanes(scenario, [0]).kept, lanes(scenario, [0], example()).kept)


SWITCHED_OFF = {
    "noise": {"switches": {"noise": False}},
    "no disputes": {"disputes": {}, "timeline": [], "policies": []},
    "no acts": {"acts": {}, "timeline": [], "policies": []},
    "no events": {"timeline": []},
    "no policies": {"policies": []},
    "nothing at all": {"disputes": {}, "acts": {}, "timeline": [], "policies": []},
}


@pytest.mark.parametrize("left_out", SWITCHED_OFF)
def test_a_world_without_something_runs_too(left_out):
    data = changed(small_case(), **deepcopy(SWITCHED_OFF[left_out]))
    if "acts" in SWITCHED_OFF[left_out]:
        for country in data["countries"].values():
            country.pop("joined", None)
    scenario = from_data(data)
    ran = lanes(scenario, [0, 3])
    for lane, number in enumerate([0, 3]):
        assert_bits(scenario, mesa(scenario, number), ran.kept[:, :, lane])
    quiet = left_out == "noise"
    assert np.array_equal(ran.kept[..., 0], ran.kept[..., 1]) == quiet


# lanes


@pytest.fixture(scope="module")
def small() -> Scenario:
    return load(SMALL)


@pytest.fixture(scope="module")
def sixty_four(small) -> np.ndarray:
    return lanes(small, list(range(64))).kept


@pytest.mark.parametrize("count", [1, 3, 8, 33, 64])
def test_a_replicate_is_the_same_for_any_number_of_lanes(small, sixty_four, count):
    pieces = [lanes(small, list(range(at, min(at + count, 64)))).kept for at in range(0, 64, count)]
    assert np.concatenate(pieces, axis=-1).tobytes() == sixty_four.tobytes()


@claim(5)
@given(st.permutations(range(64)), st.integers(1, 20))
def test_a_replicate_is_the_same_whatever_others_there_are(small, sixty_four, order, count):
    ran = lanes(small, order[:count])
    assert ran.replicates == order[:count]
    assert ran.kept.tobytes() == np.ascontiguousarray(sixty_four[..., order[:count]]).tobytes()


def test_two_threads_at_once_do_not_meet(small, sixty_four):
    chunks = [list(range(at, at + 4)) for at in range(0, 64, 4)]
    with ThreadPoolExecutor(2) as pool:
        ran = list(pool.map(lambda chunk: lanes(small, chunk).kept, chunks))
    assert np.concatenate(ran, axis=-1).tobytes() == sixty_four.tobytes()


def test_room_for_numbers_is_used_again_and_leaves_no_trace(small, sixty_four):
    room = np.full((small.case.clock.months + 1, small.start()[0].slots, 4), np.nan)
    for first in (8, 0):
        ran = lanes(small, list(range(first, first + 4)), kept=room)
        assert ran.kept is room
        assert room.tobytes() == np.ascontiguousarray(sixty_four[..., first : first + 4]).tobytes()
    assert lanes(small, [0, 1, 2], kept=room).kept is not room


def test_only_what_is_watched_is_kept_in_the_order_asked_for(small, sixty_four):
    watched = np.array([40, 3, 17], dtype=np.int64)
    ran = run_lanes(small, STANDARD, SEED, [5, 6], watched)
    assert ran.kept.tobytes() == np.ascontiguousarray(sixty_four[:, [40, 3, 17]][..., [5, 6]]).tobytes()


# chance


def test_draws_are_keyed_in_the_order_of_the_worlds_draws(small):
    """Each draw of a month, made from its keys, is the one that plain Python looks up."""
    keys = keys_of(small, SEED, [2**32 - 1, 4])
    assert list(keys.replicate >> np.uint64(32)) == [2**32 - 1, 4]
    assert set(keys.replicate & np.uint64(2**32 - 1)) == {0}
    wanted = [(stream_number(stream), key) for stream in STREAMS for key in agent_keys(small.noise_keys, stream)]
    assert list(zip(keys.stream.tolist(), keys.agent.tolist(), strict=True)) == wanted
    _, world, _ = small.world()
    assert len(wanted) == len(world.chance.every)


@pytest.mark.parametrize("noise", [True, False])
def test_the_draws_of_a_month_are_those_of_chance(noise):
    """Left in the world after its last month."""
    scenario = from_data(changed(small_case(), switches={"noise": noise}))
    replicates, months = [3, 0], scenario.case.clock.months
    layout, world, _ = scenario.world(2, wrap=lambda array: array)
    kept = np.empty((months + 1, 0, 2))
    STANDARD.kernel.months(world, keys_of(scenario, SEED, replicates), np.empty(0, dtype=np.int64), kept)
    draws = scenario.draws(layout, SEED, replicates, wrap=lambda array: array)
    for stream in STREAMS:
        assert np.array_equal(getattr(world.chance, stream), getattr(draws, stream)[months]), stream
        for lane, replicate in enumerate(replicates):
            drawn = uniforms(SEED, replicate, months + 1, stream, agent_keys(scenario.noise_keys, stream))[-1]
            found = getattr(world.chance, stream)[..., lane].ravel()
            assert np.array_equal(found, drawn if noise else np.full(len(drawn), 0.5)), stream


# numbers that are none


def stops(scenario: Scenario, replicate: int, rules: Rulebook = STANDARD) -> str:
    """The month in which plain Python stops, or nothing."""
    try:
        mesa(scenario, replicate, rules)
    except NotFinite as error:
        assert error.replicate == replicate
        return error.month
    return ""


def test_spoiled_lanes_are_those_that_plain_python_stops_in_the_same_month():
    """A policy that sets no number once the price has risen: in some replicates, in different months."""
    policy = {"name": "breaks", "every": "2 months", "when": "hub_price > 420", "do": {"rivalry": NAN}}
    case = changed(small_case(), policies=[policy])
    case.pop("hub_series", None)
    scenario = from_data(case)
    ran = lanes(scenario, list(range(12)))
    months = [scenario.month_label(int(t)) if t else "" for t in ran.spoiled]
    assert months == [stops(scenario, replicate) for replicate in range(12)]
    assert "" in months and len(set(months)) > 2
    for place, lane in enumerate(ran.sound):
        assert_bits(scenario, mesa(scenario, int(lane)), ran.kept_sound[:, :, place])


BREAKS = "def response(flow: float) -> float:\n    return flow / (flow - flow)\n"
"""A rule of one's own that divides by zero: no number at all, once compiled."""


def test_what_a_spoiled_lane_kept_cannot_be_read() -> None:
    """The error is that of `run`, whatever was watched; sound lanes can be read by themselves."""
    scenario = load(SMALL)
    ran = run_lanes(scenario, Rulebook(BREAKS), SEED, [3, 4], np.array([0]))
    with pytest.raises(NotFinite) as error:
        _ = ran.kept
    with pytest.raises(NotFinite) as of_run:
        list(_side_by_side([scenario], 4, SEED, lambda done, total: None, Rulebook(BREAKS)))
    assert str(error.value) == str(of_run.value).replace("replicate 0", "replicate 3")
    assert [lane for lane, _ in ran.failures()] == [0, 1]
    assert (ran.sound.tolist(), ran.kept_sound.shape[2]) == ([], 0)


def test_only_sound_lanes_are_given_among_spoiled_ones() -> None:
    policy = {"name": "breaks", "every": "2 months", "when": "hub_price > 420", "do": {"rivalry": NAN}}
    case = changed(small_case(), policies=[policy])
    case.pop("hub_series", None)
    ran = lanes(from_data(case), list(range(12)))
    with pytest.raises(NotFinite, match="rivalry"):
        _ = ran.kept
    assert 0 < len(ran.sound) < 12
    assert np.isfinite(ran.kept_sound).all()
    assert [error.replicate for _, error in ran.failures()] == sorted(set(range(12)) - set(ran.sound.tolist()))


PLANTED_IN = ("alignment", "gdp", "tension", "favourability", "foothold", "media_freedom")


@pytest.mark.parametrize("quantity", PLANTED_IN)
@pytest.mark.parametrize("planted", [float("nan"), float("inf"), float("-inf")])
def test_what_is_planted_in_one_lane_is_found_as_in_plain_python_and_touches_no_other(
    small, sixty_four, quantity, planted
):
    """Planted before the start. A tension of minus infinity comes back into its range, here as there."""
    layout, world, values = small.world(8, wrap=lambda array: array)
    slot = layout.block(quantity).start
    values[slot, 5] = planted
    kept = np.empty((small.case.clock.months + 1, layout.slots, 8))
    spoiled = STANDARD.kernel.months(world, keys_of(small, SEED, list(range(8))), every_slot(layout), kept)
    assert spoiled[5] == stopped_when_planted(small, 5, slot, planted)
    assert (spoiled[5] == 1) == (quantity != "tension" or not planted < 0.0)
    others = [0, 1, 2, 3, 4, 6, 7]
    assert not spoiled[others].any()
    assert kept[..., others].tobytes() == np.ascontiguousarray(sixty_four[..., others]).tobytes()


def stopped_when_planted(scenario: Scenario, replicate: int, slot: int, planted: float) -> int:
    """The month after which plain Python first has a number that is not finite, or 0."""
    layout, world, values = scenario.world()
    draws = scenario.draws(layout, SEED, [replicate])
    values[slot] = planted
    STANDARD.read_start(world)
    for t in range(1, scenario.case.clock.months + 1):
        STANDARD.month(t, world, draws)
        if not np.isfinite(values).all():
            return t
    return 0


def test_plain_lanes_side_by_side_are_the_same_too(small, sixty_four):
    """The month in plain Python has lanes as well."""
    assert stepped(small, [0, 1, 2]).tobytes() == np.ascontiguousarray(sixty_four[..., :3]).tobytes()
    series = next(run_replicates(small, 1, SEED)).values
    assert series.tobytes() == np.ascontiguousarray(sixty_four[..., 0]).tobytes()


def test_every_quantity_is_compared(small, sixty_four):
    layout = small.start()[0]
    assert sixty_four.shape[1] == layout.slots == sum(len(layout.labels(quantity)) for quantity in QUANTITIES)


def test_what_is_compiled_beforehand_is_what_runs() -> None:
    rules = "def response(flow: float) -> float:\n    return 0.5 * flow\n"  # no other test has compiled them
    scenario, rulebook, watched = load(SMALL), Rulebook(rules), np.arange(3)
    compile_lanes(scenario, rulebook, watched)
    assert rulebook.kernel.ready
    (before,) = rulebook.kernel.call.signatures
    run_lanes(scenario, rulebook, 1, [0, 1], watched)
    assert rulebook.kernel.call.signatures == [before]
