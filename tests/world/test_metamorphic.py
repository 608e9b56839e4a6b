"""Relations between runs: what must not matter does not, and what must matter does the way it should.

Numbers are compared by their bits unless a test says otherwise.
"""

import re
from copy import deepcopy
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.world.running import SEED, Data, Ran, assert_same, changed, ran, run, same_bytes, stepped
from tests.world.strategies import START, claim, month_text, paths, scenarios
from twochairs.ensemble.replicates import run_replicates
from twochairs.results.described import scenario_yaml
from twochairs.scenario.load import from_data, load
from twochairs.world.layout import QUANTITIES
from twochairs.world.levers import Levers
from twochairs.world.profile import Profile
from twochairs.world.quantity import declared

SCENARIOS = 40
SPENT = ("money_spent", "effort_spent")


def shuffled(mapping: dict[str, Any], random: Random) -> dict[str, Any]:
    """The same mapping in another order, and so for every mapping inside it."""
    keys = list(mapping)
    random.shuffle(keys)
    return {key: shuffled(mapping[key], random) if isinstance(mapping[key], dict) else mapping[key] for key in keys}


def rewritten(data: Any, names: dict[str, str]) -> Any:
    """Plain data with names replaced in keys, paths and expressions."""
    if isinstance(data, dict):
        return {rewritten(key, names): rewritten(value, names) for key, value in data.items()}
    if isinstance(data, list):
        return [rewritten(value, names) for value in data]
    if isinstance(data, str):
        return re.sub(r"[A-Za-z_]+", lambda word: names.get(word[0], word[0]), data)
    return data


def redated(data: Any, months: int) -> Any:
    """Plain data with every month moved."""
    if isinstance(data, dict):
        return {redated(key, months): redated(value, months) for key, value in data.items()}
    if isinstance(data, list):
        return [redated(value, months) for value in data]
    match = re.fullmatch(r"(\d{4})-(\d{2})", data) if isinstance(data, str) else None
    return month_text(int(match[1]) * 12 + int(match[2]) - 1 + months) if match else data


def groups_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Countries, poles, disputes, acts, and the publics of each country, by name."""
    publics = [country["publics"] for country in data["countries"].values()]
    return [data["countries"], data["poles"], data["disputes"], data["acts"], *publics]


def levers_by_country(data: dict[str, Any], newcomer: str) -> None:
    """Nobody pulls a lever for the newcomer."""
    for levers in data["levers"].values():
        for lever, value in levers.items():
            levers[lever] = (value if isinstance(value, dict) else {"default": value}) | {newcomer: 0.0}


# what must not matter


@claim(SCENARIOS)
@given(scenarios(), st.randoms(use_true_random=False))
def test_the_order_of_a_file_does_not_matter(data, random):
    """Countries, poles, publics, disputes, acts, levers and parameters in another order."""
    assert_same(run(data), run(shuffled(data, random)))


@claim(SCENARIOS)
@given(scenarios())
def test_names_do_not_matter_where_noise_keys_stay(data):
    """Every country, pole, public, dispute and act under another name, in an order that sorts the other way."""
    old = sorted({name for group in groups_of(data) for name in group})
    names = {name: f"new_{letter}" for name, letter in zip(old, "zyxwvutsrqponmlkj", strict=False)}
    other = rewritten(data, names)
    for group in groups_of(other):
        for name, agent in group.items():
            agent["noise_key"] = next(key for key in old if names[key] == name)
    assert_same(run(data), run(other), renamed=names)


@claim(SCENARIOS)
@given(scenarios(countries=(1, 3)), st.sampled_from(["AAA", "ZZZ"]))
def test_a_country_that_touches_nobody_changes_no_other_number(data, newcomer):
    """No ties, no disputes, no levers; what is spent on all countries at once is spent on it too."""
    other = deepcopy(data)
    other["countries"][newcomer] = {
        "alignment": -0.3,
        "gdp": 500.0,
        "publics": {"all": {"share": 1.0, "favourability": dict.fromkeys(data["poles"], 0.4)}},
        "gas": {"seller": next(iter(data["poles"])), "demand": 0.0},
        "accession": dict.fromkeys(data["poles"], 0.5),
        "foothold": dict.fromkeys(data["poles"], 0.5),
    }
    levers_by_country(other, newcomer)
    steered = [path for item in data["timeline"] for field in ("set", "add", "ramp") for path in item.get(field, {})]
    steered += [path for policy in data["policies"] for path in policy["do"]]
    for_all = any(path.count(".") == 1 and path.split(".")[0] in data["poles"] for path in steered)
    assert_same(run(data), run(other), apart_from=lambda label: for_all and label[0] in SPENT)


@claim(SCENARIOS)
@given(scenarios())
def test_a_dispute_nobody_cares_about_changes_no_other_number(data):
    first = next(iter(data["countries"]))
    quarrel = {"between": [first], "salience": {first: 0.0}, "tension": 0.9, "rest": 0.1}
    assert_same(run(data), run(changed(data, disputes={"a_quarrel": quarrel} | data["disputes"])))


@claim(SCENARIOS)
@given(scenarios(), st.data())
def test_a_pole_as_a_party_counts_by_its_two_constants_alone(data, choice):
    """With both at 0, whoever is a party besides the states changes no number, but for the shield it cannot give."""
    silent = dict.fromkeys(("dispute_threat", "dispute_resentment", "b_patronage", "act_cost"), 0.0)
    data = changed(data, parameters=data["parameters"] | silent)
    other = deepcopy(data)
    for dispute in other["disputes"].values():
        states = [party for party in dispute["between"] if party in data["countries"]]
        dispute["between"] = states + choice.draw(st.lists(st.sampled_from(sorted(data["poles"])), unique=True))
    assert_same(run(data), run(other), apart_from=lambda label: label[0] in ("shield", "favours"))


@claim(SCENARIOS)
@given(scenarios(poles=(1, 2)), st.sampled_from(["AAA", "ZZZ"]))
def test_a_pole_in_the_middle_without_levers_changes_no_other_number(data, newcomer):
    """Its position of 0 adds nothing to the reach that public opinion is measured by."""
    assert_same(run(data), run(changed(data, poles=data["poles"] | {newcomer: {"position": 0.0}})))


@claim(SCENARIOS)
@given(scenarios(), st.data())
def test_an_event_that_adds_nothing_changes_no_number(data, choice):
    """On any quantity that has no words, at any place of the timeline, once or every month."""
    path = choice.draw(st.sampled_from([path for path, quantity in paths(data) if not QUANTITIES[quantity].words]))
    nothing = {"name": "nothing", "every": "1 month", "add": {path: 0.0}}
    place = choice.draw(st.integers(0, len(data["timeline"])))
    timeline = [*data["timeline"][:place], nothing, *data["timeline"][place:]]
    assert_same(run(data), run(changed(data, timeline=timeline)))


@claim(SCENARIOS)
@given(scenarios(policies=False), st.data())
def test_an_event_that_sets_what_is_already_so_changes_no_number(data, choice):
    """What no rule moves is set to what it is in that month."""
    one = run(data)
    fixed = declared(Levers) | declared(Profile)
    t = choice.draw(st.integers(1, data["clock"]["months"]))
    effects = {}
    for path, quantity in paths(data):
        steps = path.removeprefix("levers.").split(".")
        if quantity not in fixed or (quantity in declared(Levers) and len(steps) == 2):
            continue
        dims = QUANTITIES[quantity].dims
        agents = [next(step for step in steps if step in one.layout.names.along(dim)) for dim in dims]
        agents = [steps[1], steps[3]] if quantity == "ties" else agents
        effects[path] = float(one(quantity, *agents)[t])
    item = {"name": "the same", "at": month_text(START + t - 1), "set": effects}
    assert len(effects) > 20
    assert_same(one, run(changed(data, timeline=[*data["timeline"], item])))


@claim(SCENARIOS)
@given(scenarios(), st.data())
def test_a_random_event_that_never_happens_changes_no_number(data, choice):
    path, quantity = choice.draw(st.sampled_from(paths(data)))
    never = {"name": "never", "probability": 0.0, "set": {path: QUANTITIES[quantity].low}}
    one, other = run(data), run(changed(data, timeline=[never, *data["timeline"]]))
    assert_same(one, other)
    assert not other("event_fired", "never").any()


@claim(SCENARIOS)
@given(scenarios(), st.data())
def test_a_random_event_that_always_happens_is_a_dated_one(data, choice):
    path, quantity = choice.draw(st.sampled_from(paths(data)))
    t = choice.draw(st.integers(1, data["clock"]["months"]))
    value = min(1.0, max(-1.0, QUANTITIES[quantity].high))
    sure = {"name": "sure", "at": month_text(START + t - 1), "set": {path: value}}
    one = run(changed(data, timeline=[sure, *data["timeline"]]))
    other = run(changed(data, timeline=[sure | {"probability": 1.0}, *data["timeline"]]))
    assert_same(one, other)
    assert np.flatnonzero(other("event_fired", "sure")).tolist() == [t]


@claim(10)
@given(scenarios())
def test_the_same_scenario_again_gives_the_same_run(data):
    """From equal data; and from the file that a result keeps of it."""
    scenario = from_data(data)
    one = ran(scenario)
    assert one.values.tobytes() == run(deepcopy(data)).values.tobytes()
    assert one.values.tobytes() == ran(scenario).values.tobytes()


@claim(10)
@given(scenarios(countries=(1, 2), policies=False))
def test_a_scenario_written_out_and_read_again_gives_the_same_run(tmp_path_factory, data):
    scenario = from_data(data)
    path = tmp_path_factory.mktemp("written") / "scenario.yaml"
    path.write_text(scenario_yaml(scenario), encoding="utf-8")
    again = load(path)
    assert again.hash == scenario.hash
    assert ran(scenario).values.tobytes() == ran(again).values.tobytes()


@claim(SCENARIOS)
@given(scenarios(), st.integers(-300, 300))
def test_the_start_year_does_not_matter(data, months):
    """Every date of the file moved by the same number of months."""
    assert run(data).values.tobytes() == run(redated(data, months)).values.tobytes()


@claim(SCENARIOS)
@given(scenarios(), st.data())
def test_two_halves_of_a_run_are_the_whole(data, choice):
    """All that is carried from month to month is in the values."""
    scenario = from_data(data)
    whole = stepped(scenario, [0])
    half = choice.draw(st.integers(1, data["clock"]["months"] - 1))
    rest = stepped(scenario, [0], start=(half, whole[half]))
    assert whole[half:].tobytes() == rest.tobytes()


@claim(SCENARIOS)
@given(scenarios(), st.integers(1, 24))
def test_a_longer_clock_changes_nothing_of_the_months_before(data, more):
    """A country without a contract is taken to have one at the hub's price as long as the clock."""
    one = run(data)
    clock = data["clock"] | {"months": data["clock"]["months"] + more}
    last = month_text(START + data["clock"]["months"] - 1)
    timeline = [item if "at" in item else {"to": last} | item for item in data["timeline"]]
    longer = run(changed(data, clock=clock, timeline=timeline))
    shorter = Ran(longer.scenario, longer.values[: len(one.values)])
    unsigned = {name for name, country in data["countries"].items() if "contract" not in country["gas"]}
    assert_same(one, shorter, apart_from=lambda label: label[0] == "contract_months" and label[1][0] in unsigned)


@claim(SCENARIOS)
@given(scenarios(noise=True))
def test_a_replicate_does_not_depend_on_the_others(data):
    """The third of four, alone, and side by side with others in another order."""
    scenario = from_data(data)
    series = list(run_replicates(scenario, 4, SEED))
    assert [one.replicate for one in series] == [0, 1, 2, 3]
    assert stepped(scenario, [2])[:, :, 0].tobytes() == series[2].values.tobytes()
    together = stepped(scenario, [3, 2, 0])
    for lane, replicate in enumerate([3, 2, 0]):
        assert together[:, :, lane].tobytes() == series[replicate].values.tobytes()


READ_OFF = (
    "target",
    "public_position",
    "bid",
    "welfare",
    "gas_bill",
    "free_media",
    "declared_rate",
    "west_benefit",
    "east_benefit",
    "hedging_index",
    "aid_liability",
    "tension_liability",
    "foothold_liability",
    "liability",
    "threat",
    "required_alignment",
    "ally",
    "partner",
    "rival",
    "adversary",
    "orientation",
    "incident",
    "incident_probability",
    "joining_probability",
    "contribution",
    "weight",
    "heard",
    "event_fired",
    "policy_fired",
)
"""What each month works out anew before anything reads it, apart from policies."""
ONLY_SUMMED = ("money_spent", "effort_spent", "governments", "declarations_joined", "declarations_made")
"""What is carried on and read by nothing but what is read off."""


@claim(SCENARIOS)
@given(scenarios(policies=False))
def test_what_is_only_read_off_moves_nothing(data):
    """Overwritten before every month."""
    scenario = from_data(data)
    layout = scenario.start()[0]

    def overwrite(t: int, values: np.ndarray) -> None:
        for quantity in READ_OFF:
            values[layout.block(quantity)] = 0.123

    assert stepped(scenario, [0])[1:].tobytes() == stepped(scenario, [0], before=overwrite)[1:].tobytes()


@claim(SCENARIOS)
@given(scenarios(policies=False))
def test_what_is_only_summed_moves_nothing_else(data):
    """Raised by hand before the third month."""
    scenario = from_data(data)
    layout = scenario.start()[0]

    def raise_(t: int, values: np.ndarray) -> None:
        for quantity in ONLY_SUMMED:
            values[layout.block(quantity)] += 5.0 if t == 3 else 0.0

    one, other = stepped(scenario, [0]), stepped(scenario, [0], before=raise_)
    for quantity in QUANTITIES:
        block = layout.block(quantity)
        if quantity not in (*ONLY_SUMMED, "declared_rate"):
            assert one[:, block].tobytes() == other[:, block].tobytes(), quantity
    assert np.all(other[3:, layout.block("governments")] == one[3:, layout.block("governments")] + 5.0)


# what matters in a known way


@claim(SCENARIOS)
@given(scenarios(wild=False, policies=False, timeline=False), st.sampled_from([0.25, 2.0, 4.0]))
def test_a_larger_economy_with_more_gas_saves_the_same_share(data, factor):
    """GDP, demand and capacity scaled together; a power of two, so that the bits stay. Only money scales."""
    other = deepcopy(data)
    for country in other["countries"].values():
        country["gdp"] *= factor
        for key in {"demand", "alternative"} & set(country["gas"]):
            country["gas"][key] *= factor
    scaled = ("gdp", "demand", "alternative", "gas_bill", "money_spent")
    one, larger = run(data), run(other)
    assert_same(one, larger, apart_from=lambda label: label[0] in scaled)
    scaled_up = larger.by_label()
    for label, values in one.by_label().items():
        if label[0] in scaled:
            assert same_bytes(values * factor, scaled_up[label]), label


NEGATED = (
    "alignment",
    "target",
    "course",
    "challenger",
    "partner_course",
    "unexplained",
    "public_position",
    "orientation",
    "contribution",
)
SWAPPED = {"west_benefit": "east_benefit", "east_benefit": "west_benefit"}
ONE_SIDED = ("aid_liability", "foothold_liability", "liability", "declared_rate", "declarations_joined")
"""What belongs to the poles above 0, or to declarations with a place on the axis."""


PLACES: dict[Any, float] = {"member": 0.85, "western": 0.5, "both": 0.1, "eastern": -0.35, "bound": -0.8}
"""Courses as numbers, which have a mirror image where words have none."""


def courses_in(government: Data) -> list[Data]:
    """Where a government's courses stand: its own and its challenger's, and its partner's."""
    return [government, *([government["partner"]] if "partner" in government else [])]


@claim(SCENARIOS)
@given(scenarios(wild=False, noise=False, acts=False, timeline=False, policies=False))
def test_the_mirror_image_of_a_scenario_runs_as_a_mirror_image(data):
    """All places on the axis negated; without acts, whose difficulties lie on one side."""
    for country in data["countries"].values():
        for said in courses_in(country["government"]):
            said |= {key: PLACES.get(said[key], said[key]) for key in {"course", "challenger"} & set(said)}
    other = deepcopy(data)
    for pole in other["poles"].values():
        pole["position"] *= -1.0
    for country in other["countries"].values():
        country["alignment"] *= -1.0
        for said in courses_in(country["government"]):
            said |= {key: -said[key] for key in {"course", "challenger"} & set(said)}
        if "alignment" in country["terms"]:
            country["terms"]["alignment"] *= -1.0
    one, image = run(data).by_label(), run(other).by_label()
    for (quantity, agents), values in one.items():
        if quantity in ONE_SIDED:
            continue
        mirrored = image[SWAPPED.get(quantity, quantity), agents]
        assert same_bytes(values, -mirrored if quantity in NEGATED else mirrored), (quantity, agents)


@claim(15)
@given(scenarios(wild=False), st.data())
def test_a_public_split_in_two_halves_is_still_that_public(data, choice):
    """To 1e-9, since sums are taken in another order."""
    name = choice.draw(st.sampled_from(sorted(data["countries"])))
    publics = data["countries"][name]["publics"]
    assume(publics)
    group = sorted(publics)[-1]
    steered = [path for item in data["timeline"] for field in ("set", "add", "ramp") for path in item.get(field, {})]
    assume(not any(f".{group}." in path for path in steered))
    other = deepcopy(data)
    halves = other["countries"][name]["publics"]
    halves[group]["share"] /= 2.0
    halves[f"{group}_too"] = deepcopy(halves[group])
    one, two = run(data), run(other)
    assert same_bytes(two.all("alignment")[:, 0], one.all("alignment")[:, 0])
    halved = two.by_label()
    for label, values in one.by_label().items():
        if label[0] == "share":
            continue
        found = halved[label]
        assert np.all(np.abs(values - found) <= 1e-9 * np.maximum(1.0, np.abs(values))), label


ONE_COUNTRY = scenarios(
    wild=False,
    countries=(1, 1),
    positions=(1.0, -1.0),
    noise=False,
    elections=False,
    acts=False,
    timeline=False,
    policies=False,
    switches=False,
)
"""One country between two poles at the ends, where every feedback but that of incidents and accession has one sign."""


@pytest.mark.parametrize(
    ("lever", "pole", "sign"),
    [
        ("patronage", "CRO", -1),
        ("patronage", "LEA", 1),
        ("aid", "LEA", 1),
        ("aid", "CRO", -1),
        ("arms_supply", "CRO", -1),
        ("security_guarantee", "LEA", 1),
        ("influence_effort", "CRO", -1),
        ("gas_discount", "CRO", -1),
    ],
)
def test_more_of_a_lever_never_moves_alignment_the_other_way(lever, pole, sign):
    """From the first month on, so that the start does not absorb it. Strictly so in some scenario."""
    moved = []

    @claim(25)
    @given(ONE_COUNTRY, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
    def check(data, first, second):
        high = min(1.0, QUANTITIES[lever].high)
        less, more = sorted((first * high, second * high))
        data["switches"] |= {"incidents": False, "accession": False}
        runs = []
        for value in (less, more):
            item = {"name": "the lever", "at": month_text(START), "set": {f"{pole}.{lever}": value}}
            runs.append(run(changed(data, timeline=[item]))("alignment", "ALD"))
        difference = sign * (runs[1] - runs[0])
        assert np.all(difference >= -1e-12)
        moved.append(difference.max() > 0.0)

    check()
    assert any(moved)


def test_chance_differs_between_seeds_and_between_replicates(a_case):
    a_case.pop("hub_series")
    scenario = from_data(a_case)
    first, second = run_replicates(scenario, 2, SEED)
    (other,) = run_replicates(scenario, 1, SEED + 1)
    layout = scenario.start()[0]
    for quantity in ("hub_price", "alignment"):
        block = layout.block(quantity)
        assert np.all(first.values[1:, block] != second.values[1:, block])
        assert np.all(first.values[1:, block] != other.values[1:, block])
        assert np.array_equal(first.values[0, block], second.values[0, block])
