"""Months worked out by hand: which numbers each phase takes, of which month, and what it does with them."""

import math

import numpy as np
import pytest
from hypothesis import given

from tests.world.constants import IN_RANGE
from tests.world.running import Data, Ran, run
from tests.world.strategies import claim, scenarios

MONTH = 1.0 / 12.0


@pytest.fixture
def case() -> Data:
    """Two countries between two poles for two years, without noise; gas at 400 USD from the Crown until March."""
    return {
        "twochairs": 2,
        "title": "by hand",
        "clock": {"start": "2030-01", "months": 24},
        "world": {"hub_price": 500.0, "hub_level": 500.0, "rivalry": 0.5},
        "poles": {"LEA": {"position": 1.0}, "CRO": {"position": -1.0}},
        "countries": {
            "ALD": {
                "alignment": 0.2,
                "gdp": 50.0,
                "media_freedom": 0.5,
                "government": {"course": -0.5, "challenger": 0.6, "partner": {"course": -0.8, "weight": 0.25}},
                "publics": {
                    "townsfolk": {"share": 0.75, "favourability": {"LEA": 0.5, "CRO": -0.1}},
                    "herders": {"share": 0.25, "favourability": {"LEA": -0.2, "CRO": 0.4}},
                },
                "gas": {
                    "seller": "CRO",
                    "demand": 2.0,
                    "dependence": 0.75,
                    "minimum_take": 0.75,
                    "contract": {"price": 400.0, "until": "2030-03", "indexation": 0.25},
                    "next_contract": {"months": 12, "indexation": 0.0},
                },
            },
            "BOR": {"alignment": -0.4, "gdp": 20.0},
        },
        "disputes": {
            "strait": {"between": ["ALD", "BOR"], "salience": {"ALD": 0.8, "BOR": 0.5}, "tension": 0.5, "rest": 0.1}
        },
        "declarations": {"per_year": 24.0, "hard_share": 0.0},
        "levers": {"LEA": {}, "CRO": {"gas_discount": 0.3, "patronage": 0.5}},
        "parameters": IN_RANGE
        | {"incident_base": 0.0, "incident_self": 0.0, "incident_push": 0.0}
        | {"act_pressure": 0.0, "act_cost": 0.0, "easy_difficulty": -2.0, "hard_difficulty": 2.0},
        "switches": {"noise": False},
    }


def relaxed(before: np.ndarray, goal: np.ndarray | float, rate: np.ndarray | float) -> np.ndarray:
    """A month of relaxation."""
    return goal + (before - goal) * np.exp(-np.asarray(rate) * MONTH)


def close(found: np.ndarray, by_hand: np.ndarray | list[float], tolerance: float = 1e-12) -> bool:
    return bool(np.all(np.abs(np.asarray(found) - np.asarray(by_hand)) <= tolerance))


# energy


def test_the_hub_price_is_observed_where_it_is_given_and_else_returns_to_its_level(case):
    case["hub_series"] = {"2029-12": 1.0, "2030-02": 800.0, "2030-03": 900.0, "2032-06": 1.0}
    case["world"]["hub_reversion"] = 2.0
    hub = run(case)("hub_price")
    gap = math.log(900.0 / 500.0)
    by_hand = [500.0, 500.0, 800.0, 900.0] + [500.0 * math.exp(gap * math.exp(-2.0 * k / 12.0)) for k in range(1, 22)]
    assert close(hub, by_hand, 1e-9)


def test_a_contract_holds_through_its_last_month_and_the_next_is_struck_in_the_month_after(case):
    """At the hub's price of that month, by the alignment of the month before; and again twelve months later."""
    case["hub_series"] = {f"2030-{m:02d}": 500.0 + 10.0 * m for m in range(1, 13)}
    case["hub_series"] |= {f"2031-{m:02d}": 700.0 - 10.0 * m for m in range(1, 13)}
    one = run(case)
    months, price, hub = one("contract_months", "ALD"), one("contract_price", "ALD"), one("hub_price")
    assert months.tolist() == [3, 2, 1, 0, *range(11, -1, -1), *range(11, 2, -1)]
    by_hand = [400.0 * (0.75 + 0.25 * hub[t] / 500.0) for t in range(4)]
    for t in (4, 16):
        near = 1.0 - 0.5 * abs(one("alignment", "ALD")[t - 1] + 1.0)
        bid = 1.0 + 0.5 * 0.5 * (1.0 - one("alignment", "ALD")[t - 1] ** 2)
        assert one("bid", "ALD")[t] == pytest.approx(bid, abs=1e-12)
        captive = 1.0 - 0.3 * 0.75 * (1.0 - 0.5 / 2.0)
        by_hand += [hub[t] * (1.0 - 0.3 * near * bid * captive)] * (12 if t == 4 else 9)
    assert close(price, by_hand, 1e-9)


def test_savings_and_the_bill(case):
    """Two thirds of what was agreed is delivered in the first quarter: 2 bcm * 0.75 * 2/3 = 1 bcm, and 1 at the hub."""
    case["levers"]["CRO"]["gas_supply"] = 2.0 / 3.0
    one = run(case)
    assert close(one("gas_dependence", "ALD"), [0.75] * 25)
    assert close(one("energy_saving", "ALD")[:4], [0.1 * 1.0 * (500.0 - 400.0) / 50.0] * 4)
    assert close(one("gas_bill", "ALD")[:4], [0.4 + 0.5] * 4)
    assert close(one("cutoff_loss", "ALD")[:4], [0.1 * 2.0 * 0.75 / 3.0 * 500.0 / 50.0] * 4)
    assert not one("energy_saving", "BOR").any() and not one("gas_bill", "BOR").any()


def test_savings_are_against_long_contracts_which_follow_the_hub_by_half_a_year(case):
    """The hub doubles at a blow: half of it has come through after a year, the half-life."""
    case["hub_series"] = {f"{2030 + m // 12}-{m % 12 + 1:02d}": 1000.0 for m in range(24)}
    one = run(case)
    slow = [500.0 + 500.0 * (1.0 - 0.5 ** (t / 12.0)) for t in range(25)]
    assert close(one("hub_slow"), slow, 1e-9)
    saving = 0.1 * 1.5 * (one("hub_slow") - one("contract_price", "ALD")) / 50.0
    assert close(one("energy_saving", "ALD"), saving)


def test_dependence_falls_to_what_alternatives_leave_and_faster_with_support(case):
    """Towards 1 - 1.2 / 2 = 0.4; at 0.6 * (1 + 0.5 of support + 0.5 of rivalry) a year."""
    case["countries"]["ALD"]["gas"] |= {"alternative": 1.2, "minimum_take": 0.0}
    case["levers"]["LEA"]["diversification_support"] = 0.5
    found = run(case)("gas_dependence", "ALD")
    assert close(found, [0.4 + 0.35 * math.exp(-0.6 * 2.0 * t / 12.0) for t in range(25)])


# footholds and opinion


def test_a_foothold_grows_with_effort_and_friendship(case):
    """Rates by the alignment of the month before; an openness of 1, since there was no foothold to measure it by."""
    case["levers"]["CRO"]["influence_effort"] = 0.0
    case["timeline"] = [{"name": "effort", "at": "2030-01", "set": {"CRO.influence_effort.ALD": 0.8}}]
    one = run(case)
    near = 1.0 - 0.5 * np.abs(one("alignment", "ALD")[:-1] + 1.0)
    growth, retreat = 0.3 * 0.8 * near, 0.3 * (0.2 + 0.8 * (1.0 - near))
    foothold = one("foothold", "CRO", "ALD")
    assert close(foothold[1:], relaxed(foothold[:-1], growth / (growth + retreat), growth + retreat))
    assert foothold[0] == 0.0 < foothold[1]
    assert not one("foothold", "CRO", "BOR").any()


def test_the_publics_position_is_the_share_weighted_orientation(case):
    """Towards the League less towards the Crown, over their two positions."""
    one = run(case)
    orientation = {
        group: 0.5 * (one("favourability", f"ALD.{group}", "LEA") - one("favourability", f"ALD.{group}", "CRO"))
        for group in ("townsfolk", "herders")
    }
    for group, by_hand in orientation.items():
        assert close(one("orientation", f"ALD.{group}"), by_hand)
    assert close(one("public_position", "ALD"), 0.75 * orientation["townsfolk"] + 0.25 * orientation["herders"])
    assert one("public_position", "ALD")[0] == pytest.approx(0.75 * 0.3 - 0.25 * 0.3)
    assert not one("public_position", "BOR").any()


def test_media_support_adds_to_media_freedom(case):
    """0.5 + 0.5 * 0.4 * 0.75, from both poles together; no more than full support."""
    case["levers"] = {"LEA": {"media_support": {"ALD": 0.5, "BOR": 0.9}}, "CRO": {"media_support": {"default": 0.25}}}
    one = run(case)
    assert close(one("free_media", "ALD"), [0.65] * 25)
    assert close(one("free_media", "BOR"), [0.7] * 25)


def test_what_a_public_hears_of_each_pole(case):
    """Its attitude, media, kin state and the Crown's own influence, by weight; and what it feels itself.

    Only the seller is credited with cheap gas, only the giver with aid, only the presser bears the backlash.
    """
    herders = case["countries"]["ALD"]["publics"]["herders"]
    herders |= {"kin": "BOR", "kinship": 0.5}
    case["countries"]["ALD"]["foothold"] = {"CRO": 0.4}
    case["levers"]["LEA"] |= {"aid": 1.0, "aid_visibility": 0.5, "pressure": 0.6}
    case["levers"]["CRO"]["influence_effort"] = 0.5
    case["timeline"] = [{"name": "news", "at": "2030-02", "news": {"CRO": -0.4, "LEA": 0.2}}]
    one = run(case)
    here, kin = one("alignment", "ALD")[:-1], one("alignment", "BOR")[:-1]
    loud = 0.3 * one("foothold", "CRO", "ALD")[1:] * 0.5 * (1.0 - 0.5)
    assert np.all(loud > 0.01)
    felt = 0.6 * 0.5 * np.abs(here - 1.0)
    gas = 0.1 * np.tanh(0.5 * one("energy_saving", "ALD")[1:])
    aid = np.tanh(1.0 * one("bid", "ALD")[1:])
    added = {"LEA": 0.12 * 0.5 * aid - 0.2 * felt * (1.0 - 2.0 / 3.0 * 0.5), "CRO": gas}
    for pole, position in (("LEA", 1.0), ("CRO", -1.0)):
        media = 0.5 * (1.0 - np.abs(here - position)) + 0.5 * one("news", pole)[1:]
        said = 0.5 * media + 0.25 * (1.0 - np.abs(kin - position)) + loud * (1.0 - abs(-1.0 - position))
        attitude = one("attitude", "ALD.herders", pole)[1:]
        by_hand = (attitude + said) / (1.0 + 0.5 + 0.25 + loud) + added[pole]
        assert close(one("heard", "ALD.herders", pole)[1:], np.clip(by_hand, -1.0, 1.0))


# disputes


def test_tension_relaxes_and_mediation_hastens_it(case):
    """At 1.5 a year; mediators of the two parties count by half each."""
    assert close(run(case)("tension", "strait"), [0.1 + 0.4 * math.exp(-1.5 * t / 12.0) for t in range(25)])
    case["levers"]["LEA"]["mediation"] = {"ALD": 0.6}
    assert close(run(case)("tension", "strait"), [0.1 + 0.4 * math.exp(-1.5 * 1.3 * t / 12.0) for t in range(25)])


def test_an_incident_takes_part_of_the_room_above(case):
    """Ten a year make one a month more likely than not: every draw is a half."""
    case["parameters"] |= {"incident_base": 10.0, "incident_jump": 0.25}
    one = run(case)
    assert close(one("incident_probability", "strait")[1:], [1.0 - math.exp(-10.0 / 12.0)] * 24)
    assert one("incident", "strait")[1:].all()
    tension = one("tension", "strait")
    calm = relaxed(tension[:-1], 0.1, 1.5)
    assert close(tension[1:], calm + 0.25 * (1.0 - calm))


def test_incidents_feed_on_tension_and_on_footholds_with_effort(case):
    """Tension of the month before; the foothold as it has just become."""
    case["parameters"] |= {"incident_base": 0.1, "incident_self": 2.0, "incident_push": 3.0}
    case["countries"]["ALD"]["foothold"] = {"CRO": 0.4}
    case["levers"]["CRO"]["influence_effort"] = 0.5
    one = run(case)
    push = 0.5 * (one("foothold", "CRO", "ALD") + one("foothold", "CRO", "BOR"))[1:]
    rate = 0.1 + 2.0 * one("tension", "strait")[:-1] + 3.0 * push
    assert close(one("incident_probability", "strait")[1:], 1.0 - np.exp(-rate / 12.0))


# elections


def test_where_the_challenger_wins_all_change_places(case):
    """Government, challenger and coalition partner; at the next election they change back."""
    case["countries"]["ALD"]["government"]["elections"] = ["2030-04", "2031-02"]
    case["countries"]["ALD"]["publics"] = {"all": {"share": 1.0, "favourability": {"LEA": 0.6, "CRO": -0.6}}}
    case["countries"]["ALD"]["media_freedom"] = 1.0
    case["parameters"] |= {"election_sharpness": 50.0, "favourability_rate": 0.0}
    case["timeline"] = [
        {"name": "mood", "at": "2031-01", "set": {f"countries.ALD.publics.all.favourability.{pole}": value}}
        for pole, value in (("LEA", -0.6), ("CRO", 0.6))
    ]
    case["timeline"][1]["name"] = "mood too"
    one = run(case)
    changed = [0] * 4 + [1] * 10 + [0] * 11
    assert one("governments", "ALD").tolist() == [0] * 4 + [1] * 10 + [2] * 11
    assert one("course", "ALD").tolist() == [0.6 if x else -0.5 for x in changed]
    assert one("challenger", "ALD").tolist() == [-0.5 if x else 0.6 for x in changed]
    assert one("partner_in_office", "ALD").tolist() == [1 - x for x in changed]
    assert [bool(x) for x in one("contribution", "partner", "ALD")] == [not x for x in changed]


def test_who_is_no_nearer_to_the_public_does_not_win(case):
    """Both equally near: captured media decide for the government."""
    case["countries"]["ALD"]["government"] |= {"elections": ["2030-04"], "course": -0.2, "challenger": -0.2}
    assert not run(case)("governments", "ALD").any()


# alignment


def test_the_target_of_a_country_with_few_terms(case):
    """Borovia: its course, a middle of weight 0.4 * 0.5, a public nobody belongs to, and a shield of the Crown.

    The shield pulls by 0.4 * 0.5 * need * bid, whatever the anchors weigh; what the start leaves over stays.
    """
    case["countries"]["BOR"]["government"] = {"course": 0.3}
    one = run(case)
    bid = 1.0 + 0.5 * 0.5 * (1.0 - one("alignment", "BOR")[:-1] ** 2)
    need = 0.5 * (0.7 + 0.3 * one("tension", "strait"))
    weight = 1.0 + 0.5 * (0.3 + 0.7 * 0.5) + 0.4 * 0.5
    shield = -0.4 * 0.5 * need[1:] * bid
    at_the_start = -0.4 * 0.5 * need[0] * (1.0 + 0.5 * 0.5 * (1.0 - 0.4**2))
    left = -0.4 - 0.3 / weight - at_the_start
    assert close(one("weight", "BOR"), [weight] * 25)
    assert close(one("contribution", "government", "BOR"), [0.3 / weight] * 25)
    assert close(one("contribution", "patronage", "BOR")[1:], shield)
    assert close(one("contribution", "unexplained", "BOR"), [left] * 25)
    assert close(one("target", "BOR")[1:], 0.3 / weight + shield + left)
    assert close(one("alignment", "BOR")[1:], relaxed(one("alignment", "BOR")[:-1], one("target", "BOR")[1:], 0.9))


def test_pressure_is_that_of_the_strongest_pole_of_a_side_by_all_that_the_side_could_withhold(case):
    """0.6 of the Duchy outweighs 0.3 of the League; at stake are the League's trade and the Duchy's offer."""
    case["poles"]["DUC"] = {"position": 0.5}
    case["levers"] |= {"DUC": {"pressure": 0.6, "accession_credibility": 0.3}}
    case["levers"]["LEA"] = {"pressure": 0.3}
    case["countries"]["ALD"] |= {"trade": {"LEA": 0.7, "DUC": 0.1, "CRO": 0.2}, "accession": {"DUC": 0.1}}
    case["switches"]["accession"] = False
    one = run(case)
    stake = 0.5 * 0.7 + 0.5 * 2.0 * 0.3 * (1.0 - 0.1)
    before = one("alignment", "ALD")[:-1]
    moves = 0.6 * stake * (0.5 - before), 0.3 * stake * (1.0 - before)
    by_hand = 0.2 * np.where(np.abs(moves[0]) >= np.abs(moves[1]), moves[0], moves[1])
    assert close(one("contribution", "pressure", "ALD")[1:], by_hand)


def test_sanctions_on_firms_that_a_rival_owns_draw_towards_the_sanctioner(case):
    """0.8 * (0.5 * 2 * 0.5) * (1 - a), by 0.1."""
    case["countries"]["ALD"]["energy_ownership"] = {"CRO": 0.5, "LEA": 0.2}
    case["levers"]["LEA"]["energy_sanctions"] = {"ALD": 0.8}
    one = run(case)
    by_hand = 0.1 * 0.8 * 0.5 * (1.0 - one("alignment", "ALD")[:-1])
    assert close(one("contribution", "energy_sanctions", "ALD")[1:], by_hand)


def test_what_poles_demand_of_a_state_ends_with_the_lever_and_is_of_that_state_and_lever_alone(case):
    """Both levers on ALD for a year; nothing of them is left after it, nor on BOR."""
    case["countries"]["ALD"] |= {"trade": {"LEA": 0.6}, "energy_ownership": {"CRO": 0.5}}
    case["countries"]["BOR"] |= {"trade": {"LEA": 0.6}, "energy_ownership": {"CRO": 0.5}}
    case["levers"]["LEA"] = {"pressure": {"ALD": 0.9}, "energy_sanctions": {"ALD": 0.8}}
    over = {"at": "2031-01", "name": "over", "set": {"LEA.pressure.ALD": 0.0, "LEA.energy_sanctions.ALD": 0.0}}
    one = run(case | {"timeline": [over]})
    asked = np.where(np.arange(1, 25) <= 12, 1.0 - one("alignment", "ALD")[:-1], 0.0)
    assert close(one("contribution", "pressure", "ALD")[1:], 0.2 * 0.9 * 0.5 * 0.6 * asked)
    assert close(one("contribution", "energy_sanctions", "ALD")[1:], 0.1 * 0.8 * 0.5 * asked)
    assert not one("contribution", "pressure", "BOR").any()
    assert not one("contribution", "energy_sanctions", "BOR").any()


def test_what_hangs_on_a_seller_draws_to_it_and_half_of_it_stays_when_it_cuts_supply(case):
    """0.1 * (0.7 * 0.75 * 0.75 * (0.5 + 0.5 * supply) + 0.3 * 0.4), towards the Crown."""
    case["countries"]["ALD"]["energy_ownership"] = {"CRO": 0.4}
    for supply in (1.0, 0.0):
        case["levers"]["CRO"]["gas_supply"] = supply
        by_hand = -0.1 * (0.7 * 0.75 * 0.75 * (0.5 + 0.5 * supply) + 0.12)
        assert close(run(case)("contribution", "supply", "ALD"), [by_hand] * 25)


def test_guarantees_of_a_side_guard_a_state_wholly_at_most(case):
    """0.8 and 0.6 of one side are one whole guarantee, less 0.3 of the other."""
    case["poles"]["DUC"] = {"position": 1.0}
    case["levers"] |= {"DUC": {"security_guarantee": 0.6}}
    case["levers"]["LEA"] = {"security_guarantee": 0.8}
    case["levers"]["CRO"]["security_guarantee"] = 0.3
    assert close(run(case)("contribution", "security_guarantee", "ALD"), [0.3 * (1.0 - 0.3)] * 25)


def test_the_public_weighs_more_as_an_election_nears(case):
    """0.5 * (0.3 + 0.7 * 0.5) * (1 + 0.5 * exp(-months / 6)); and least when none is left."""
    case["countries"]["ALD"]["government"]["elections"] = ["2030-10"]
    one = run(case)
    by_hand = [
        0.325 * (1.0 + (0.5 * math.exp(-(10 - t) / 6.0) if t <= 10 else 0.0)) * one("public_position", "ALD")[t]
        for t in range(25)
    ]
    assert close(one("contribution", "public", "ALD") * one("weight", "ALD"), by_hand)


def test_peers_are_a_mean_tilted_to_those_who_do_better(case):
    case["countries"]["CAS"] = {"alignment": 0.9, "gdp": 80.0}
    case["countries"]["BOR"]["ties"] = {"ALD": 0.6, "CAS": 0.2}
    case["levers"]["LEA"]["aid"] = {"CAS": 1.5}
    one = run(case)
    own, tilts = one("welfare", "BOR"), {}
    for peer, tie in (("ALD", 0.6), ("CAS", 0.2)):
        tilts[peer] = tie * (1.0 + 0.5 * np.tanh((one("welfare", peer) - own) / 2.0))
    before = {peer: np.concatenate([one("alignment", peer)[:1], one("alignment", peer)[:-1]]) for peer in tilts}
    place = sum(tilts[peer] * before[peer] for peer in tilts) / sum(tilts.values())
    assert close(one("contribution", "peers", "BOR") * one("weight", "BOR"), 0.3 * 0.8 * place)


def test_members_and_allies_are_bound(case):
    """Half the weight of commitment each for accession and alliance, to where the pole stands."""
    case["countries"]["ALD"] |= {"accession": {"LEA": 0.6, "CRO": 0.1}, "alliance": {"CRO": 0.3}}
    one = run(case)
    assert close(one("contribution", "commitment", "ALD") * one("weight", "ALD"), [0.5 * (0.6 - 0.1 - 0.3)] * 25)


def test_poles_of_a_side_bind_a_state_once_at_most(case):
    """Membership of a bloc and of two alliances on its side: 1, not 1.5."""
    case["poles"]["DUC"] = {"position": 1.0}
    case["countries"]["ALD"] |= {"accession": {"LEA": 1.0}, "alliance": {"LEA": 1.0, "DUC": 1.0, "CRO": 0.4}}
    one = run(case)
    assert close(one("contribution", "commitment", "ALD") * one("weight", "ALD"), [1.0 - 0.2] * 25)


@claim(60)
@given(scenarios(noise=False, switches=False))
def test_what_relaxes_relaxes_towards_what_was_read_in_the_same_month(data):
    """In random scenarios: alignment to the target, favourability to what is heard."""
    data["timeline"] = [item for item in data["timeline"] if "alignment" not in str(item) and "favour" not in str(item)]
    data["policies"] = []
    one = run(data)
    parameters = one.scenario.case.parameters
    alignment, target = one.all("alignment"), one.all("target")
    step = np.clip(relaxed(alignment[:, :-1], target[:, 1:], parameters.inertia_rate), -1.0, 1.0)
    assert np.all(np.abs(alignment[:, 1:] - step) <= 1e-12 * np.maximum(1.0, np.abs(target[:, 1:])))
    favourability, heard = one.all("favourability"), one.all("heard")
    step = relaxed(favourability[..., :-1], heard[..., 1:], parameters.favourability_rate)
    assert close(favourability[..., 1:], step)


# acts, declarations, accession


def with_act(case: Data, **act: object) -> Data:
    case["acts"] = {"embargo": {"difficulty": 0.0, "every": "3 months", "open": False} | act}
    return case


def courses(case: Data, *dated: tuple[str, float]) -> Data:
    """Aldania's alignment is set at some months, and hardly moves otherwise."""
    case["parameters"]["inertia_rate"] = 0.01
    items = [{"name": f"course {m}", "at": m, "set": {"countries.ALD.alignment": x}} for m, x in dated]
    case["timeline"] = [{"name": "opens", "at": "2030-02", "set": {"acts.embargo.open": True}}, *items]
    return case


def test_an_act_is_asked_for_when_it_opens_and_at_its_interval(case):
    """February, May, August and so on; in between, who did it counts as doing it. Even odds at the difficulty."""
    one = run(courses(with_act(case), ("2030-04", 0.9), ("2030-06", -0.9), ("2030-12", 0.9), ("2031-01", -0.9)))
    assert one("joined", "embargo", "ALD").tolist() == [0] * 2 + [1] * 6 + [0] * 17
    assert not one("joined", "embargo", "BOR").any()
    probability = 1.0 / (1.0 + np.exp(-one("alignment", "ALD") / 0.1))
    assert close(one("joining_probability", "embargo", "ALD"), probability)


def test_a_sticky_act_stays_done(case):
    one = run(courses(with_act(case, sticky=True), ("2030-01", -0.9), ("2030-04", 0.9), ("2030-06", -0.9)))
    assert one("joined", "embargo", "ALD").tolist() == [0] * 5 + [1] * 20


def answered(case: Data, joined: list[str]) -> Ran:
    case["countries"]["ALD"] |= {"joined": joined, "arms": {"CRO": 0.5}}
    case["levers"]["CRO"] |= {"arms_supply": 1.0}
    return run(with_act(case, sticky=True, against="CRO"))


def test_a_pole_answers_an_act_against_it(case):
    """It withdraws 0.7 of its shield and arms, and all of its discount from the next contract."""
    friend, foe = answered(case, []), answered(case, ["embargo"])
    for term in ("patronage", "arms"):
        given, left = (one("contribution", term, "ALD") for one in (friend, foe))
        assert left[0] == pytest.approx(0.3 * given[0], abs=1e-12)
        assert given[0] < 0.0
    assert friend("contract_price", "ALD")[4] < 500.0 == pytest.approx(foe("contract_price", "ALD")[4], abs=1e-9)
    assert foe("answered", "CRO", "ALD").all() and not foe("answered", "LEA", "ALD").any()
    assert not foe("answered", "CRO", "BOR").any() and not friend("answered", "CRO", "ALD").any()


def test_the_answer_to_an_act_comes_the_month_after(case):
    """Done in May, answered at once, felt in the target of June; and for good, the act being sticky."""
    acts = courses(with_act(case, sticky=True, against="CRO"), ("2030-01", -0.5), ("2030-04", 0.5), ("2030-06", -0.5))
    one = run(acts)
    assert one("answered", "CRO", "ALD").tolist() == [0] * 5 + [1] * 20
    need = 0.8 * (0.7 + 0.3 * one("tension", "strait"))
    given = one("contribution", "patronage", "ALD") / (-0.4 * 0.5 * need * one("bid", "ALD"))
    assert close(given, [1.0] * 6 + [0.3] * 19)


def test_readiness_counts_the_pressure_of_whoever_asks_and_what_the_other_side_gives(case):
    """Asked towards the League: its pressure of 0.4, less the Crown's shield, supply and saving; and the other way."""
    case["parameters"] |= {"act_pressure": 0.5, "act_cost": 0.25}
    case["levers"]["LEA"] = {"pressure": 0.4}
    case["countries"]["ALD"]["terms"] = {"acts": 0.1}
    acts = {"embargo": {"difficulty": 0.2, "terms": {"ALD": 0.05}}, "base": {"difficulty": 0.2, "towards": "CRO"}}
    one = run(case | {"acts": acts})
    shield = 0.5 * 0.8 * (0.7 + 0.3 * one("tension", "strait"))
    favours = shield + 0.7 * 0.75 * 0.75 + np.maximum(0.0, np.tanh(one("energy_saving", "ALD") / 2.0))
    assert close(one("favours", "CRO", "ALD"), favours)
    before = np.concatenate([one("alignment", "ALD")[:1], one("alignment", "ALD")[1:]])
    west = before + 0.1 + 0.05 + 0.5 * 0.4 - 0.25 * favours
    east = -(before + 0.1)
    assert close(one("readiness", "embargo", "ALD"), west)
    assert close(one("readiness", "base", "ALD"), east)
    assert close(one("joining_probability", "embargo", "ALD"), 1.0 / (1.0 + np.exp(-(west - 0.2) / 0.1)))


def test_a_vote_is_yes_no_or_abstention_by_the_votes_of_the_world(case):
    """Every draw is a half: yes above the upper threshold, no below the lower one. In June the world turns."""
    support = {"yes": 141.0, "no": 5.0, "abstain": 35.0}
    case["acts"] = {"vote": {"kind": "vote", "world_support": support, "every": "1 month"}}
    case["parameters"] |= {"vote_shift": 0.0, "vote_gap": 0.0, "vote_steepness": 0.85, "vote_width": 0.25}
    case["timeline"] = [
        {"name": "unpopular", "at": "2030-06", "set": {"acts.vote.world_support.yes": 14.0}},
        {"name": "east", "at": "2030-09", "set": {"countries.ALD.alignment": -1.0, "acts.vote.world_support.no": 60.0}},
    ]
    one = run(case)
    assert one("joined", "vote", "ALD")[1:].tolist() == [1] * 5 + [0] * 19
    assert not one("opposed", "vote", "ALD")[:9].any()
    assert one("opposed", "vote", "ALD")[9] == 1.0
    likely = one("joining_probability", "vote", "ALD") + one("opposing_probability", "vote", "ALD")
    assert np.all(likely < 1.0)
    upper = -0.7636850615922633 - 0.35  # the normal quantile of 1 - 141.5 / 182, in steepness 0.85 over slope 0.85
    assert one("joining_probability", "vote", "ALD")[1] == pytest.approx(
        1.0 / (1.0 + math.exp(-(one("alignment", "ALD")[1] - upper) / 0.25)), abs=1e-12
    )


def with_sanctions(case: Data, **act: object) -> Data:
    case["acts"] = {"sanctions": {"kind": "sanctions", "difficulty": 0.0, "renew": "3 months", "open": False} | act}
    case["parameters"] |= {"inertia_rate": 0.01, "sanctions_habit": 0.3}
    return case


def placed(*dated: tuple[str, float]) -> list[Data]:
    return [{"name": f"placed {m}", "at": m, "set": {"countries.ALD.alignment": x}} for m, x in dated]


def test_sanctions_are_joined_in_the_first_month_in_which_a_state_is_ready_enough(case):
    """Every draw is a half, so at the difficulty; a state that was not is tipped in the middle of a round."""
    case = with_sanctions(case)
    opened = {"name": "opens", "at": "2030-02", "set": {"acts.sanctions.open": True}}
    case["timeline"] = [opened, *placed(("2030-01", -0.3), ("2030-07", 0.2))]
    one = run(case)
    assert one("joined", "sanctions", "ALD").tolist() == [0] * 7 + [1] * 18


def test_sanctions_are_renewed_by_habit_and_left_at_a_renewal(case):
    """Joined in February, renewed in May, August and so on: held at -0.2, and left in November at -0.5."""
    case = with_sanctions(case)
    opened = {"name": "opens", "at": "2030-02", "set": {"acts.sanctions.open": True}}
    case["timeline"] = [opened, *placed(("2030-01", 0.3), ("2030-04", -0.2), ("2030-09", -0.5))]
    one = run(case)
    assert one("joined", "sanctions", "ALD").tolist() == [0] * 2 + [1] * 9 + [0] * 14


def test_a_new_round_is_drawn_anew(case):
    """Of many states at even odds half join in the first round of a year, and half of those left in the second."""
    states = {f"S{i:03d}": {"alignment": 0.0, "gdp": 1.0} for i in range(200)}
    case["countries"] = states
    case["disputes"] = {}
    case = with_sanctions(case, every="12 months", open=True)
    case["parameters"] |= {"alignment_volatility": 0.0, "inertia_rate": 0.01, "round_spread": 0.0}
    case["switches"]["noise"] = True
    joined = run(case).all("joined")[0].mean(axis=0)
    assert joined[0] == 0.0 and len(set(joined[1:13])) == len(set(joined[13:])) == 1
    assert joined[1] == pytest.approx(0.5, abs=0.12)
    assert joined[13] == pytest.approx(0.5 * 0.5 + 0.5 / (1.0 + math.exp(-1.5)), abs=0.12)


def test_declarations_are_counted_over_twelve_months(case):
    """Two a month, all joined until they turn too hard in April; then the rate falls by a twelfth a month."""
    case["timeline"] = [{"name": "harder", "at": "2030-04", "set": {"declarations.hard_share": 1.0}}]
    one = run(case)
    by_hand = [max(0.0, 1.0 - max(0, t - 3) / 12.0) for t in range(25)]
    assert close(one("declared_rate", "ALD"), by_hand, 1e-6)
    assert one.all("declarations_made")[:, 12].tolist() == [2.0] * 12


def test_hard_declarations_are_made_and_counted_apart(case):
    """24 a year, a quarter of them hard: Aldania, in between, joins three in four."""
    case["declarations"] |= {"hard_share": 0.25}
    one = run(case)
    assert one("declared_rate", "ALD")[12:] == pytest.approx(0.75, abs=1e-6)
    assert close(one.all("declarations_made")[:, 12:].sum(axis=0), [24.0] * 13)


def test_accession_advances_with_alignment_and_is_held_up_by_the_worst_dispute(case):
    """0.07 a year * 0.5 * a logistic of what alignment exceeds 0.4 + 0.25 * 0.2 by, less the tension that is felt."""
    case["levers"]["LEA"] |= {"accession_credibility": 0.5, "pressure": 0.2}
    case["countries"]["ALD"]["accession"] = {"LEA": 0.3}
    case["disputes"]["isle"] = {"between": ["ALD"], "salience": {"ALD": 0.3}, "tension": 0.2}
    one = run(case)
    assert np.all(0.8 * one("tension", "strait") > 0.3 * one("tension", "isle"))
    assert close(one("required_alignment", "LEA", "ALD"), [0.45] * 25)
    enough = 1.0 / (1.0 + np.exp(-(one("alignment", "ALD")[1:] - 0.45) / 0.15))
    step = 0.07 * 0.5 * enough * (1.0 - 0.8 * one("tension", "strait")[1:]) * MONTH
    assert close(one("accession", "LEA", "ALD"), 0.3 + np.concatenate([[0.0], np.cumsum(step)]))
    assert not one("accession", "CRO", "ALD").any()


# what is read off


def test_threat_comes_from_forces_and_from_footholds_next_door(case):
    case["countries"]["ALD"] |= {"exposure": {"CRO": 0.2}, "ties": {"BOR": 0.5}}
    case["countries"]["BOR"]["foothold"] = {"CRO": 0.6}
    case["levers"]["CRO"]["influence_effort"] = {"BOR": 0.5}
    one = run(case)
    near = 0.5 * one("foothold", "CRO", "BOR")[1:]
    apart = 0.5 * np.abs(one("alignment", "ALD")[:-1] + 1.0)
    tense = one("salience", "strait", "BOR")[1:] * one("tension", "strait")[1:]
    assert np.all(tense > 0.05)
    by_hand = np.minimum(1.0, 0.2 + near * (1.0 + tense)) * apart
    assert close(one("threat", "CRO", "ALD")[1:], by_hand)
    assert not one("threat", "LEA", "ALD").any()


def test_a_dispute_with_a_pole_is_a_threat_from_it_and_is_held_against_it(case):
    """By the tension of this month, and of the month before; of two disputes at once."""
    case["countries"]["ALD"]["exposure"] = {"CRO": 0.1}
    case["disputes"] = {
        "reef": {"between": ["ALD", "CRO"], "salience": {"ALD": 0.8}, "tension": 0.5, "rest": 0.1},
        "shoal": {"between": ["CRO", "BOR", "ALD"], "salience": {"ALD": 0.3, "BOR": 0.5}, "tension": 0.4, "rest": 0.1},
    }
    one = run(case)
    tense = 0.8 * one("tension", "reef") + 0.3 * one("tension", "shoal")
    apart = 0.5 * np.abs(one("alignment", "ALD")[:-1] + 1.0)
    assert close(one("threat", "CRO", "ALD")[1:], (0.1 + 0.5 * tense[1:]) * apart)
    assert close(
        one("threat", "CRO", "BOR")[1:],
        0.25 * one("tension", "shoal")[1:] * 0.5 * np.abs(one("alignment", "BOR")[:-1] + 1.0),
    )
    assert not one("threat", "LEA", "ALD").any()
    assert close(one("contribution", "threat", "ALD"), 0.4 * 0.5 * one("threat", "CRO", "ALD"))
    here = one("alignment", "ALD")[:-1]
    for pole, position, held in (("LEA", 1.0, 0.0), ("CRO", -1.0, 0.3)):
        media = 0.5 * (1.0 - np.abs(here - position))
        gas = 0.1 * np.tanh(0.5 * one("energy_saving", "ALD")[1:]) if pole == "CRO" else 0.0
        attitude = one("attitude", "ALD.townsfolk", pole)[1:]
        by_hand = (attitude + 0.5 * media) / 1.5 + gas - held * tense[:-1]
        assert close(one("heard", "ALD.townsfolk", pole)[1:], np.clip(by_hand, -1.0, 1.0))


def test_liability_and_hedging(case):
    case["levers"]["LEA"]["aid"] = {"ALD": 2.0}
    case["countries"]["ALD"]["foothold"] = {"CRO": 0.3, "LEA": 0.2}
    case["levers"]["CRO"]["influence_effort"] = 0.5
    one = run(case)
    aid = 2.0 * one("bid", "ALD")
    assert close(one("aid_liability", "ALD"), 0.5 * (1.0 - one("alignment", "ALD")) * aid)
    assert close(one("tension_liability", "ALD"), 0.8 * one("tension", "strait"))
    assert close(one("foothold_liability", "ALD"), one("foothold", "CRO", "ALD"))
    west, east = one("west_benefit", "ALD"), one("east_benefit", "ALD")
    assert close(one("hedging_index", "ALD"), 2.0 * np.minimum(west, east) / (west + east))
    assert west[0] == pytest.approx(0.1 * math.tanh(2.0 * one("bid", "ALD")[0] / 2.0), abs=1e-12)
    assert close(one("money_spent", "LEA"), np.cumsum([0.0, *(0.01 * aid[1:] * 50.0 / 12.0)]))
