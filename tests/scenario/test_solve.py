"""The start, inverted: what is solved for holds the observed state, is told where it cannot, and absorbs no lever."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from tests.world.constants import IN_RANGE
from tests.world.running import Ran, ran, run
from tests.world.strategies import claim, scenarios
from twochairs.rules.foothold import foothold_step, growth_rate, retreat_rate
from twochairs.scenario.load import Scenario, from_data, load
from twochairs.scenario.solve import Mismatch
from twochairs.world.layout import QUANTITIES

CASES = Path(__file__).parents[2] / "scenarios" / "balkans"
SMALL = Path(__file__).parent / "good" / "small.yaml"
SHIPPED = CASES / "serbia-2022.yaml"
VARIANTS = sorted(path.stem for path in CASES.glob("*.yaml") if "extends: serbia-2022.yaml" in path.read_text())
SHORT = {"clock.months": "6"}
START_ONLY = {
    "timeline": False,
    "policies": False,
    "switches": False,
    "elections": False,
    "acts": False,
    "months": (1, 1),
}
"""What does not bear on the start."""


def mismatches(scenario: Scenario, quantity: str) -> dict[tuple[str, ...], Mismatch]:
    return {one.agents: one for one in scenario.mismatches if one.quantity == quantity}


def sizes(one: Ran) -> np.ndarray:
    """By country at the start: 1, or the sum of the sizes of all contributions where that is more."""
    return np.maximum(1.0, np.abs(one.all("contribution")[:, :, 0]).sum(axis=0))


# the inversion


@claim(150)
@given(scenarios(**START_ONLY))
def test_the_target_is_the_observed_alignment(data):
    """To 1e-12 of the sizes of its terms, whatever the numbers, but where a file says itself what is unexplained."""
    one = run(data)
    told = mismatches(one.scenario, "unexplained")
    tolerance = 1e-12 * sizes(one)
    for c, country in enumerate(one.layout.names.country):
        left, given_left = one("unexplained", country)[0], data["countries"][country]["terms"].get("alignment")
        assert one("alignment", country)[0] == data["countries"][country]["alignment"]
        assert one.scenario.solved.unexplained[country] == left
        assert ((country,) in told) == (abs(left) > 0.3)
        if given_left is not None:
            assert left == given_left
        else:
            assert abs(one("target", country)[0] - one("alignment", country)[0]) <= tolerance[c]


@claim(150)
@given(scenarios(**START_ONLY))
def test_opinion_is_steady_or_its_mismatch_is_told(data):
    """What is heard in the first month is the observed favourability, if prices and energy stand still."""
    data["world"]["hub_level"] = data["world"]["hub_price"]
    data["switches"] = {"noise": False, "dependence": False, "foothold": False}
    data.pop("hub_series", None)
    for country in data["countries"].values():
        country["gas"].pop("contract", None)
    one = run(data)
    told = mismatches(one.scenario, "attitude")
    weights = 1.0 / one.scenario.case.parameters.attitude_weight
    for public in one.layout.names.public:
        for pole in one.layout.names.pole:
            attitude = one("attitude", public, pole)[0]
            assert attitude == one.scenario.solved.attitude[public][pole]
            if (public, pole) in told:
                mismatch = told[public, pole]
                assert abs(mismatch.needed) > 1.0
                assert mismatch.taken == attitude == np.sign(mismatch.needed)
            else:
                heard, favourability = one("heard", public, pole)[1], one("favourability", public, pole)[0]
                assert abs(heard - favourability) <= 1e-9 * max(1.0, weights)


@claim(150)
@given(scenarios(**START_ONLY))
def test_footholds_are_steady_or_their_mismatch_is_told(data):
    """A foothold without effort to hold it shrinks, and that is said; one at 0 stays there only without effort."""
    one = run(data)
    told = mismatches(one.scenario, "foothold")
    parameters = one.scenario.case.parameters
    for pole in one.layout.names.pole:
        for country in one.layout.names.country:
            foothold, effort = one("foothold", pole, country)[0], one("influence_effort", pole, country)[0]
            openness = one("openness", pole, country)[0]
            near = 1.0 - 0.5 * abs(one("alignment", country)[0] - data["poles"][pole]["position"])
            growth = growth_rate(effort, near, openness, parameters.foothold_growth)
            after = foothold_step(foothold, growth, retreat_rate(near, parameters.foothold_retreat), 1.0 / 12.0)
            assert one.scenario.solved.openness[pole][country] == openness >= 0.0
            if (pole, country) in told:
                assert growth == 0.0 and after <= foothold
                assert told[pole, country].taken == foothold > 0.0
            else:
                assert abs(after - foothold) <= 1e-12


# what is left over


def lone(alignment: float, pull: float, **government: Any) -> Scenario:
    """A country with no anchor but its government, and arms that pull by some amount."""
    return from_data(
        {
            "twochairs": 2,
            "title": "alone",
            "clock": {"start": "2030-01", "months": 24},
            "poles": {"LEA": {"position": np.sign(pull) or 1.0}},
            "countries": {
                "ALD": {
                    "alignment": alignment,
                    "gdp": 10.0,
                    "hedging": 0.0,
                    "arms": {"LEA": 1.0},
                    "government": government,
                }
            },
            "levers": {"LEA": {"arms_supply": 1.0}},
            "parameters": {
                **{"b_arms": abs(pull), "w_public": 0.0, "w_peer": 0.0, "bidding": 0.0},
                **{"course_both": 0.1, "course_bound": -0.8},
            },
            "switches": {"noise": False},
        }
    )


@pytest.mark.parametrize(
    ("alignment", "pull", "course", "left"),
    [(1.0, 0.25, 0.9, -0.15), (0.5, -1.0, 0.5, 1.0), (0.0, 0.1, "both", -0.2), (-1.0, -0.5, "bound", 0.3)],
)
def test_what_course_and_pulls_leave_over_is_held(alignment, pull, course, left):
    """The place less the course and the pull; at both ends of the axis too."""
    scenario = lone(alignment, pull, course=course)
    assert scenario.solved.unexplained["ALD"] == pytest.approx(left, abs=1e-15)
    one = ran(scenario)
    assert one("alignment", "ALD") == pytest.approx(np.full(25, alignment), abs=1e-12)


def test_more_than_three_tenths_are_told():
    assert lone(0.5, 0.25, course=0.5).mismatches == ()
    (told,) = lone(0.5, 0.4, course=0.5).mismatches
    assert str(told) == "unexplained[ALD] is -0.40: so much of its place at 0.50 no rule accounts for"


def test_a_government_without_a_course_stands_where_its_state_stands():
    one = ran(lone(0.5, 0.25))
    assert one("course", "ALD")[0] == one("challenger", "ALD")[0] == 0.5
    assert one("unexplained", "ALD")[0] == pytest.approx(-0.25, abs=1e-15)


def test_a_challenger_that_is_not_given_has_the_government_s_course():
    one = ran(lone(0.5, 0.25, course="western"))
    assert one("challenger", "ALD")[0] == one("course", "ALD")[0] == one.scenario.case.parameters.course_western


def test_a_foothold_that_nothing_holds_is_told():
    data: dict[str, Any] = {
        "twochairs": 2,
        "title": "a foothold",
        "clock": {"start": "2030-01", "months": 12},
        "poles": {"LEA": {"position": 1.0}, "CRO": {"position": -1.0}},
        "countries": {"ALD": {"alignment": 0.0, "gdp": 10.0, "foothold": {"LEA": 0.3, "CRO": 0.25}}},
        "levers": {"CRO": {"influence_effort": 0.5}},
        "switches": {"noise": False},
    }
    scenario = from_data(data)
    (mismatch,) = scenario.mismatches
    assert (mismatch.quantity, mismatch.agents, mismatch.taken) == ("foothold", ("LEA", "ALD"), 0.3)
    assert str(mismatch) == "foothold[LEA, ALD] is 0.30 with no influence effort to hold it, and will shrink"
    one = ran(scenario)
    assert np.all(np.diff(one("foothold", "LEA", "ALD")) < 0.0)
    # by hand: rate 0.3 on both sides; 0.3 * openness * 0.5 * 0.5 * (1 - 0.25) = 0.3 * (0.2 + 0.8 * 0.5) * 0.25
    assert scenario.solved.openness["CRO"]["ALD"] == pytest.approx(0.6 * 0.25 / (0.25 * 0.75), abs=1e-15)
    assert np.all(np.abs(one("foothold", "CRO", "ALD") - 0.25) <= 1e-12)


# the trap: what is changed from the start must not be solved away


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load(SHIPPED, SHORT)


HELD = {f"parameters.{name}": str(value) for name, value in IN_RANGE.items()}
"""Constants under which the start of the shipped case is held: the defaults need not be such."""


LEVERS = {
    "EU.pressure.SRB": "1",
    "EU.aid.SRB": "5",
    "EU.accession_credibility.SRB": "1",
    "RU.patronage.SRB": "0",
    "RU.arms_supply.SRB": "0",
    "RU.influence_effort.SRB": "0",
    "RU.gas_supply.SRB": "0",
    "US.security_guarantee.SRB": "1",
    "EU.pressure": "1",
}
OTHERS = {
    "countries.SRB.media_freedom": "1",
    "countries.SRB.government.partner.weight": "0",
    "countries.SRB.alignment": "0.5",
    "countries.SRB.gas.contract.price": "900",
    "disputes.kosovo.salience.SRB": "0",
    "rivalry": "1",
    "switches.patronage": "false",
    "switches.public": "false",
}


@pytest.mark.parametrize(("path", "value"), (LEVERS | OTHERS).items())
def test_what_is_set_from_the_start_is_not_absorbed(base, path, value):
    """Nothing is solved anew, and Serbia's target is another from the start on."""
    other = load(SHIPPED, SHORT | {path: value})
    assert other.solved == base.solved
    first, second = ran(base), ran(other)
    if path not in ("RU.influence_effort.SRB", "countries.SRB.media_freedom"):
        assert abs(first("target", "SRB")[0] - second("target", "SRB")[0]) > 1e-3
    assert np.all(np.abs(first("alignment", "SRB") - second("alignment", "SRB"))[2:] > 1e-9)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_keeps_what_was_solved_for_its_base(base, variant):
    assert load(CASES / f"{variant}.yaml").solved == base.solved


def test_there_are_variants():
    assert len(VARIANTS) >= 8


def test_overrides_and_levers_of_a_variant_are_not_absorbed(base, tmp_path):
    """Neither a file's overrides nor its own values."""
    project = tmp_path / "scenarios"
    project.mkdir()
    for name in ("small.yaml", "prices.csv", "sources.csv"):
        (project / name).write_bytes((SMALL.parent / name).read_bytes())
    solved = load(project / "small.yaml").solved
    start = ran(load(project / "small.yaml"))("target", "ALD")[0]
    for body in (
        "overrides: {LEA.pressure.ALD: 1.0}",
        "levers: {LEA: {pressure: {ALD: 1.0}}}",
        "countries: {ALD: {alignment: 0.9}}",
        "disputes: {strait: {tension: 0.9}}",
    ):
        path = project / "variant.yaml"
        path.write_text(f"twochairs: 2\ntitle: a variant\nextends: small.yaml\n{body}\n")
        variant = load(path)
        assert variant.solved == solved
        assert abs(ran(variant)("target", "ALD")[0] - start) > 1e-4


def test_a_reference_of_its_own_is_solved_for_itself(tmp_path):
    for name in ("small.yaml", "prices.csv", "sources.csv"):
        (tmp_path / name).write_bytes((SMALL.parent / name).read_bytes())
    path = tmp_path / "later.yaml"
    path.write_text(
        "twochairs: 2\ntitle: later\nextends: small.yaml\nreference: true\nlevers: {LEA: {pressure: 1.0}}\n"
    )
    later, small = load(path), load(tmp_path / "small.yaml")
    assert later.solved.unexplained["ALD"] < small.solved.unexplained["ALD"]
    assert ran(later)("target", "ALD")[0] == pytest.approx(0.1, abs=1e-12)


def test_parameters_are_those_of_the_run():
    """Each draw of the rules' constants is solved for by itself, on the reference's start values."""
    settings = SHORT | HELD | {"parameters.b_patronage": "0.6", "EU.pressure.SRB": "1"}
    other = load(SHIPPED, settings)
    assert other.solved.unexplained["SRB"] != load(SHIPPED, SHORT | HELD).solved.unexplained["SRB"]
    same = load(SHIPPED, {path: value for path, value in settings.items() if path != "EU.pressure.SRB"})
    assert other.solved == same.solved
    one = ran(same)
    assert np.all(np.abs(one.all("target")[:, 0] - one.all("alignment")[:, 0]) <= 1e-12)


def test_a_course_that_is_set_from_the_start_moves_the_state(base):
    other = load(SHIPPED, SHORT | {"countries.SRB.government.course": "both"})
    assert other.solved == base.solved
    one = ran(other)
    assert one("course", "SRB")[0] == other.case.parameters.course_both
    assert one("target", "SRB")[0] < ran(base)("target", "SRB")[0] - 0.05


def test_the_shipped_case_is_solved_for_every_country():
    base = load(SHIPPED, SHORT | HELD)
    one = ran(base)
    assert {mismatch.quantity for mismatch in base.mismatches} <= {"unexplained"}
    for c, country in enumerate(one.layout.names.country):
        error = abs(one("target", country)[0] - base.case.countries[country].alignment)
        assert error <= 1e-12 * sizes(one)[c], country


def test_solving_twice_is_solving_once(base):
    """What was solved for is kept in the resolved scenario and taken from there."""
    data = base.resolved()
    assert data["solved"] == base.solved.model_dump()
    assert load(SHIPPED, SHORT).solved == base.solved
    assert set(data["solved"]) == {"unexplained", "attitude", "openness"}
    assert "openness" in QUANTITIES and "attitude" in QUANTITIES


def test_the_resolved_scenario_is_a_scenario(base):
    """As it says: the whole of it as plain data, what was solved for included."""
    data = {key: value for key, value in base.resolved().items() if key != "sources"}
    again = from_data(data)
    assert again.solved == base.solved
    assert ran(again).values.tobytes() == ran(base).values.tobytes()


def test_a_country_that_a_variant_adds_is_solved_for_too(tmp_path):
    """It has no start in the reference, so its own counts as observed; or it is told that nothing holds it."""
    for name in ("small.yaml", "prices.csv", "sources.csv"):
        (tmp_path / name).write_bytes((SMALL.parent / name).read_bytes())
    path = tmp_path / "wider.yaml"
    path.write_text(
        "twochairs: 2\ntitle: wider\nextends: small.yaml\n"
        "countries: {DOR: {alignment: 0.6, gdp: 30, publics: {all: {share: 1.0, favourability: {LEA: 0.5}}}}}\n"
    )
    wider = load(path)
    one = ran(wider)
    assert abs(one("target", "DOR")[0] - 0.6) <= 1e-12 and wider.solved.unexplained.get("DOR") is not None
