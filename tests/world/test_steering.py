"""What the timeline and the policies do, worked out by hand on levers, which no rule moves."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.running import SEED, Data, Ran, run, stepped
from tests.world.strategies import claim
from twochairs.engine.chance import agent_key, uniforms
from twochairs.scenario.load import from_data

FADING = 0.5
"""Speed at which news fades, per year."""


@pytest.fixture
def case() -> Data:
    """Two countries, two poles, two years from January 2030; nothing happens by itself."""
    return {
        "twochairs": 2,
        "title": "steered by hand",
        "clock": {"start": "2030-01", "months": 24},
        "world": {"rivalry": 0.25},
        "poles": {"LEA": {"position": 1.0}, "CRO": {"position": -1.0}},
        "countries": {
            "ALD": {"alignment": 0.1, "gdp": 50.0, "government": {"challenger": 0.5}},
            "BOR": {"alignment": -0.4, "gdp": 20.0},
        },
        "disputes": {"strait": {"between": ["ALD", "BOR"], "salience": {"ALD": 0.5, "BOR": 0.5}, "tension": 0.2}},
        "acts": {"embargo": {"difficulty": 0.5, "every": "3 months", "open": False, "sticky": True, "against": "CRO"}},
        "levers": {"LEA": {"pressure": 0.1, "aid": {"ALD": 0.5}}},
        "parameters": {"news_fading": FADING, "incident_base": 0.0, "incident_self": 0.0, "incident_push": 0.0},
        "switches": {"noise": False},
    }


def run_with(case: Data, *items: Data, policies: tuple[Data, ...] = (), **parts: Any) -> Ran:
    """The case with timeline items (named in order) and policies."""
    timeline = [{"name": f"item {i}"} | item for i, item in enumerate(items)]
    named = [{"name": f"policy {i}"} | policy for i, policy in enumerate(policies)]
    return run(case | {"timeline": timeline, "policies": named} | parts)


def pressure(one: Ran, country: str = "ALD") -> list[float]:
    return one("pressure", "LEA", country).tolist()


# set and add


def test_nothing_moves_a_lever_by_itself(case):
    assert pressure(run_with(case)) == [0.1] * 25


def test_set_holds_from_its_month_on(case):
    """Row 0 is the start, row 3 the end of March."""
    one = run_with(case, {"at": "2030-03", "set": {"LEA.pressure.ALD": 0.7}})
    assert pressure(one) == [0.1] * 3 + [0.7] * 22
    assert pressure(one, "BOR") == [0.1] * 25


def test_the_first_and_the_last_month_of_the_clock_count(case):
    one = run_with(
        case,
        {"at": "2030-01", "set": {"LEA.pressure.ALD": 0.7}},
        {"at": "2031-12", "set": {"LEA.pressure.ALD": 0.2}},
    )
    assert pressure(one) == [0.1] + [0.7] * 23 + [0.2]


def test_a_lever_without_a_country_is_set_for_all(case):
    one = run_with(case, {"at": "2030-03", "set": {"LEA.pressure": 0.7}})
    assert pressure(one) == pressure(one, "BOR") == [0.1] * 3 + [0.7] * 22
    assert not one("pressure", "CRO", "ALD").any()


@pytest.mark.parametrize("path", ["LEA.pressure.ALD", "levers.LEA.pressure.ALD"])
def test_a_path_may_be_short_or_whole(case, path):
    assert pressure(run_with(case, {"at": "2030-02", "set": {path: 0.5}}))[2] == 0.5


def test_add_adds(case):
    one = run_with(case, {"at": "2030-03", "add": {"LEA.pressure.ALD": 0.25}})
    assert pressure(one) == [0.1] * 3 + [0.35] * 22


def test_items_of_a_month_act_in_the_order_of_the_file(case):
    to, by = {"at": "2030-03", "set": {"LEA.pressure.ALD": 0.5}}, {"at": "2030-03", "add": {"LEA.pressure.ALD": 0.25}}
    assert pressure(run_with(case, to, by))[3] == 0.75
    assert pressure(run_with(case, by, to))[3] == 0.5


@pytest.mark.parametrize(("by", "reached"), [(5.0, 10.0), (10.0, 10.0), (-3.0, 0.0)])
def test_effects_are_kept_in_the_declared_range(case, by, reached):
    """Aid is 0 to 10 % of GDP."""
    one = run_with(case, {"every": "1 month", "from": "2030-02", "to": "2030-05", "add": {"LEA.aid.ALD": by}})
    assert one("aid", "LEA", "ALD")[-1] == reached


def test_a_state_that_is_set_is_what_the_rules_of_that_month_start_from(case):
    """Tension decays by itself in the month in which it is raised."""
    case["disputes"]["strait"]["rest"] = 0.1
    one = run_with(case, {"at": "2030-01", "set": {"disputes.strait.tension": 0.9}})
    assert one("tension", "strait")[1] == pytest.approx(0.1 + 0.8 * math.exp(-1.5 / 12.0), abs=1e-12)


def test_an_act_is_opened_with_a_word(case):
    one = run_with(case, {"at": "2030-06", "set": {"acts.embargo.open": True}})
    assert one("open", "embargo").tolist() == [0.0] * 6 + [1.0] * 19
    assert one("months_asked", "embargo").tolist() == [0.0] * 6 + list(range(1, 20))


# ramps and spans


def test_a_ramp_is_linear(case):
    """From 0.1 at the end of February to 0.7 at the end of August, 0.1 a month."""
    one = run_with(case, {"from": "2030-03", "to": "2030-08", "ramp": {"LEA.pressure.ALD": 0.7}})
    by_hand = [0.1, 0.1, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7] + [0.7] * 16
    assert pressure(one) == pytest.approx(by_hand, abs=1e-12)


def test_a_ramp_of_one_month_sets(case):
    one = run_with(case, {"from": "2030-03", "to": "2030-03", "ramp": {"LEA.pressure.ALD": 0.75}})
    assert pressure(one) == [0.1] * 3 + [0.75] * 22


def test_a_ramp_that_is_knocked_aside_still_arrives(case):
    """Set to 1 in April, with two of four months left: 0.75 and 0.5."""
    one = run_with(
        case,
        {"at": "2030-04", "set": {"LEA.pressure.ALD": 1.0}},
        {"from": "2030-03", "to": "2030-06", "ramp": {"LEA.pressure.ALD": 0.5}},
    )
    by_hand = [0.1, 0.1, 0.1, 0.2, 1.0 - 0.5 / 3.0, 1.0 - 1.0 / 3.0, 0.5]
    assert pressure(one)[:7] == pytest.approx(by_hand, abs=1e-12)


@claim(100)
@given(st.integers(-100, 100), st.integers(-100, 100), st.integers(1, 12))
def test_a_ramp_reaches_its_target_exactly(first, last, months):
    """To the bit, so that a policy may ask whether it has arrived."""
    case: Data = {
        "twochairs": 2,
        "title": "a ramp",
        "clock": {"start": "2030-01", "months": 12},
        "poles": {"LEA": {"position": 1.0}},
        "countries": {"ALD": {"alignment": 0.0, "gdp": 1.0, "government": {"partner": {"course": 0.0, "weight": 0.1}}}},
        "switches": {"noise": False},
    }
    case["countries"]["ALD"]["government"]["partner"]["course"] = first / 100
    target = {"countries.ALD.government.partner.course": last / 100}
    one = run_with(case, {"from": "2030-01", "to": f"2030-{months:02d}", "ramp": target})
    assert one("partner_course", "ALD")[0] == first / 100
    assert one("partner_course", "ALD")[months] == last / 100


def test_an_addition_over_a_span_is_spread_evenly(case):
    one = run_with(case, {"from": "2030-03", "to": "2030-06", "add": {"LEA.pressure.ALD": 0.4}})
    by_hand = [0.1, 0.1, 0.1, 0.2, 0.3, 0.4] + [0.5] * 19
    assert pressure(one) == pytest.approx(by_hand, abs=1e-12)


def test_a_setting_over_a_span_is_made_every_month(case):
    """Whatever else is done to it."""
    one = run_with(
        case,
        {"every": "1 month", "add": {"LEA.pressure.ALD": 0.01}},
        {"from": "2030-03", "to": "2030-06", "set": {"LEA.pressure.ALD": 0.5}},
    )
    assert pressure(one)[:8] == pytest.approx([0.1, 0.11, 0.12, 0.5, 0.5, 0.5, 0.5, 0.51], abs=1e-12)


# recurring


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        ({"every": "6 months"}, [1, 7, 13, 19]),
        ({"every": "1 year"}, [1, 13]),
        ({"every": "6 months", "from": "2030-03"}, [3, 9, 15, 21]),
        ({"every": "6 months", "from": "2030-03", "to": "2031-03"}, [3, 9, 15]),
        ({"every": "6 months", "to": "2030-07"}, [1, 7]),
        ({"every": "6 months", "to": "2030-06"}, [1]),
        ({"every": "30 months"}, [1]),
    ],
)
def test_a_recurring_item_recurs(case, dates, months):
    """From the first month of its span, or of the clock; its additions are whole each time."""
    one = run_with(case, dates | {"add": {"LEA.aid.ALD": 0.5}})
    assert np.flatnonzero(np.diff(one("aid", "LEA", "ALD"))).tolist() == [month - 1 for month in months]
    assert one("aid", "LEA", "ALD")[-1] == 0.5 + 0.5 * len(months)


# random


def fires(name: str, probability: float, months: int = 24) -> np.ndarray:
    """Whether an event happens, by month from 0, in the first replicate."""
    return uniforms(SEED, 0, months + 1, "event", [agent_key(name)])[:, 0] < probability


def test_an_event_of_probability_1_always_happens_and_one_of_0_never(case):
    one = run_with(
        case,
        {"name": "sure", "probability": 1.0, "add": {"LEA.pressure.ALD": 0.01}},
        {"name": "never", "probability": 0.0, "add": {"LEA.pressure.BOR": 0.01}},
        switches={"noise": True},
    )
    assert one("event_fired", "sure").tolist() == [0.0] + [1.0] * 24
    assert not one("event_fired", "never").any()
    assert pressure(one) == pytest.approx([0.1 + 0.01 * t for t in range(25)], abs=1e-12)
    assert pressure(one, "BOR") == [0.1] * 25


def test_a_random_event_happens_by_its_own_draw_each_month(case):
    """With all its effects at once, and logged; what it sets stays until it is set again."""
    happens = fires("storm", 0.3)
    effects = {"add": {"LEA.aid.ALD": 0.1, "LEA.aid.BOR": 0.2}, "set": {"CRO.pressure": 0.5}, "news": {"CRO": -0.5}}
    one = run_with(case, {"name": "storm", "probability": 0.3} | effects, switches={"noise": True})
    assert 2 < happens[1:].sum() < 22
    assert one("event_fired", "storm").tolist() == [0.0, *happens[1:].astype(float)]
    times = np.cumsum(np.concatenate([[False], happens[1:]]))
    assert one("aid", "LEA", "ALD") == pytest.approx(np.minimum(10.0, 0.5 + 0.1 * times), abs=1e-12)
    assert one("aid", "LEA", "BOR") == pytest.approx(np.minimum(10.0, 0.2 * times), abs=1e-12)
    assert one("pressure", "CRO", "BOR").tolist() == [0.5 if count else 0.0 for count in times]


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        ({"at": "2030-05"}, [5]),
        ({"from": "2030-05", "to": "2030-07"}, [5, 6, 7]),
        ({"every": "6 months"}, [1, 7, 13, 19]),
        ({"from": "2031-10"}, [22, 23, 24]),
    ],
)
def test_a_random_event_may_happen_only_when_it_is_due(case, dates, months):
    """And adds the whole of what it adds each time, span or not."""
    one = run_with(case, {"name": "sure", "probability": 1.0, "add": {"LEA.aid.ALD": 0.5}} | dates)
    assert np.flatnonzero(one("event_fired", "sure")).tolist() == months
    assert one("aid", "LEA", "ALD")[-1] == 0.5 + 0.5 * len(months)


def test_a_random_event_without_effects_is_logged(case):
    one = run_with(case, {"name": "storm", "probability": 0.3}, switches={"noise": True})
    assert one("event_fired", "storm").tolist() == [0.0, *fires("storm", 0.3)[1:].astype(float)]


def test_two_random_events_are_independent(case):
    one = run_with(
        case,
        {"name": "storm", "probability": 0.5},
        {"name": "flood", "probability": 0.5},
        switches={"noise": True},
    )
    for name in ("storm", "flood"):
        assert one("event_fired", name).tolist() == [0.0, *fires(name, 0.5)[1:].astype(float)]
    assert one("event_fired", "storm").tolist() != one("event_fired", "flood").tolist()


def test_replicates_have_storms_of_their_own(case):
    case["switches"] = {"noise": True}
    case["timeline"] = [{"name": "storm", "probability": 0.5, "add": {"LEA.pressure.ALD": 0.01}}]
    scenario = from_data(case)
    slot = scenario.start()[0].slot("event_fired", "storm")
    values = stepped(scenario, [0, 1, 2])
    for lane in range(3):
        happens = uniforms(SEED, lane, 25, "event", [agent_key("storm")])[1:, 0] < 0.5
        assert values[1:, slot, lane].tolist() == happens.astype(float).tolist()


# news and elections


def test_news_fades(case):
    """It counts in full in its month, and then dies away at its rate."""
    one = run_with(case, {"at": "2030-03", "news": {"CRO": -0.8}})
    by_hand = [0.0] * 3 + [-0.8 * math.exp(-FADING * k / 12.0) for k in range(22)]
    assert one("news", "CRO") == pytest.approx(by_hand, abs=1e-12)
    assert not one("news", "LEA").any()


def test_news_adds_to_what_is_left_of_older_news_and_stays_on_the_scale(case):
    one = run_with(
        case,
        {"at": "2030-03", "news": {"CRO": -0.8}},
        {"at": "2030-04", "news": {"CRO": -0.8}},
        {"at": "2030-05", "news": {"CRO": 0.5}},
    )
    month = math.exp(-FADING / 12.0)
    assert one("news", "CRO")[3:6] == pytest.approx([-0.8, -1.0, -month + 0.5], abs=1e-12)


def test_news_over_a_span_is_spread_evenly(case):
    one = run_with(case, {"from": "2030-03", "to": "2030-06", "news": {"CRO": -0.8}}, parameters={"news_fading": 0.0})
    assert one("news", "CRO")[2:8] == pytest.approx([0.0, -0.2, -0.4, -0.6, -0.8, -0.8], abs=1e-12)


def test_an_early_election_is_held_in_its_month_and_only_there(case):
    """Voters stand where the challenger does, and are sure; so a government falls at each election."""
    case["countries"]["ALD"] |= {
        "government": {"course": -0.9, "challenger": 0.0, "elections": ["2030-09"]},
        "media_freedom": 1.0,
    }
    case["parameters"] |= {"election_sharpness": 50.0}
    one = run_with(case, {"at": "2030-03", "elections": ["ALD"]})
    assert one("governments", "ALD").tolist() == [0.0] * 3 + [1.0] * 22
    assert one("course", "ALD").tolist() == [-0.9] * 3 + [0.0] * 22
    assert one("challenger", "ALD").tolist() == [0.0] * 3 + [-0.9] * 22
    assert not one("election_called", "ALD").any()
    assert not one("governments", "BOR").any()


# policies


@pytest.mark.parametrize(
    ("every", "months"),
    [("1 month", list(range(1, 25))), ("6 months", [6, 12, 18, 24]), ("1 year", [12, 24]), ("25 months", [])],
)
def test_a_policy_acts_at_its_interval(case, every, months):
    """Counted from the start: after six months, twelve, and so on."""
    one = run_with(case, policies=({"every": every, "do": {"LEA.aid.ALD": "aid[LEA, ALD] + 0.25"}},))
    assert np.flatnonzero(one("policy_fired", "policy 0")).tolist() == months
    assert one("aid", "LEA", "ALD")[-1] == 0.5 + 0.25 * len(months)


def test_a_policy_acts_only_where_its_condition_holds_and_says_so(case):
    policy = {"every": "2 months", "when": "aid[LEA, ALD] < 1", "do": {"LEA.aid.ALD": "aid[LEA, ALD] + 0.25"}}
    one = run_with(case, policies=(policy,))
    assert np.flatnonzero(one("policy_fired", "policy 0")).tolist() == [2, 4]
    assert one("aid", "LEA", "ALD").tolist() == [0.5] * 2 + [0.75] * 2 + [1.0] * 21


def test_several_actions_of_a_policy_see_the_same_state(case):
    """So that two levers can change places."""
    swap = {"LEA.pressure.ALD": "pressure[LEA, BOR]", "LEA.pressure.BOR": "pressure[LEA, ALD]"}
    case["levers"]["LEA"]["pressure"] = {"ALD": 0.25, "BOR": 0.75}
    one = run_with(case, policies=({"every": "3 months", "do": swap},))
    by_hand = [0.25] * 3 + [0.75] * 3 + [0.25] * 3
    assert pressure(one)[:9] == by_hand
    assert pressure(one, "BOR")[:9] == [1.0 - x for x in by_hand]


def test_a_later_policy_sees_what_an_earlier_one_did(case):
    first = {"do": {"LEA.pressure.ALD": 0.5}}
    second = {"do": {"LEA.pressure.BOR": "pressure[LEA, ALD] / 2"}}
    assert pressure(run_with(case, policies=(first, second)), "BOR")[1] == 0.25
    assert pressure(run_with(case, policies=(second, first)), "BOR")[1:3] == [0.05, 0.25]


def test_policies_come_after_the_timeline_and_before_the_rules(case):
    """They see what is dated for the month, and the state as it was at the end of the month before."""
    policy = {"do": {"LEA.pressure.ALD": "min(1, abs(alignment[ALD]) + rivalry)"}}
    one = run_with(case, {"at": "2030-04", "set": {"rivalry": 0.5}}, policies=(policy,))
    assert one("rivalry")[3:5].tolist() == [0.25, 0.5]
    by_hand = np.abs(one("alignment", "ALD")[:-1]) + one("rivalry")[1:]
    assert len(set(by_hand)) > 20
    assert one("pressure", "LEA", "ALD")[1:].tolist() == np.minimum(1.0, by_hand).tolist()


def test_what_a_policy_sets_is_kept_in_the_declared_range(case):
    do = {
        "LEA.aid.ALD": "tension[strait] + 99",
        "LEA.pressure.ALD": "tension[strait] - 3",
        "rivalry": "tension[strait] + 9",
    }
    one = run_with(case, policies=({"do": do},))
    assert one("aid", "LEA", "ALD")[1] == 10.0
    assert pressure(one)[1] == 0.0
    assert one("rivalry")[1] == 1.0


def test_a_policy_for_all_countries_looks_at_each(case):
    """A lever named without its country is that of the country being set."""
    case["levers"]["LEA"]["pressure"] = {"ALD": 0.2, "BOR": 0.6}
    one = run_with(case, policies=({"every": "4 months", "do": {"LEA.pressure": "pressure[LEA] / 2"}},))
    assert [pressure(one)[4], pressure(one, "BOR")[4]] == [0.1, 0.3]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("0.1 + 0.2 * 2", 0.5),
        ("(0.1 + 0.2) * 2", 0.6000000000000001),
        ("1 / 4 / 2", 0.125),
        ("1 - 0.25 - 0.25", 0.5),
        ("-0.5 ** 2 + 1", 0.75),
        ("0.5 ** 0", 1.0),
        ("min(0.9, 0.25, 0.5)", 0.25),
        ("max(0.1, rivalry)", 0.25),
        ("abs(-0.5)", 0.5),
        ("exp(0) / 2", 0.5),
        ("log(1) + 0.5", 0.5),
        ("1 / 0", 0.0),
        ("rivalry == 0.25", 1.0),
        ("rivalry != 0.25", 0.0),
        ("0.5 * (alignment[ALD] >= 0.1)", 0.5),
        ("not rivalry", 0.0),
        ("rivalry and 0.5", 1.0),
        ("0 or 0", 0.0),
        ("(not embargo[ALD]) * 0.5", 0.5),
    ],
)
def test_what_an_expression_is_worth(case, expression, value):
    """In the first month."""
    one = run_with(case, policies=({"do": {"LEA.pressure.ALD": expression}},))
    assert pressure(one)[1] == value


def test_a_policy_may_ask_whether_an_act_is_done(case):
    """By the act's name; joined for BOR only."""
    case["countries"]["BOR"]["joined"] = ["embargo"]
    one = run_with(
        case,
        policies=(
            {"name": "ALD", "when": "embargo[ALD]", "do": {"LEA.aid.ALD": 2}},
            {"name": "BOR", "when": "joined[embargo, BOR] == 1", "do": {"LEA.aid.BOR": 2}},
        ),
    )
    assert [one("aid", "LEA", country)[1] for country in ("ALD", "BOR")] == [0.5, 2.0]
    assert one("policy_fired", "BOR")[1:].all() and not one("policy_fired", "ALD").any()


def test_a_policy_acts_in_each_replicate_by_what_is_so_there(case):
    case["switches"] = {"noise": True}
    case["parameters"] |= {"alignment_volatility": 1.0}
    case["policies"] = [{"name": "react", "when": "alignment[ALD] < 0", "do": {"LEA.pressure.ALD": 0.9}}]
    scenario = from_data(case)
    layout = scenario.start()[0]
    values = stepped(scenario, [0, 1, 2])
    below = values[:-1, layout.slot("alignment", "ALD")] < 0.0
    assert values[1:, layout.slot("policy_fired", "react")].tolist() == below.astype(float).tolist()
    reacted = np.where(np.cumsum(below, axis=0) > 0, 0.9, 0.1)
    assert values[1:, layout.slot("pressure", "LEA", "ALD")].tolist() == reacted.tolist()
    assert len(set(map(tuple, below.T))) == 3
