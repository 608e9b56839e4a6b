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
        "twochairs": 1,
        "title": "by hand",
        "clock": {"start": "2030-01", "months": 24},
        "world": {"hub_price": 500.0, "hub_level": 500.0, "rivalry": 0.5},
        "poles": {"LEA": {"position": 1.0}, "CRO": {"position": -1.0}},
        "countries": {
            "ALD": {
                "alignment": 0.2,
                "gdp": 50.0,
                "media_freedom": 0.5,
                "government": {"ideal": -0.5, "challenger": 0.6, "partner": {"ideal": -0.8, "weight": 0.25}},
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
        "declarations": {"per_year": 24.0, "hard_share": 0.0, "easy_difficulty": -2.0},
        "levers": {"LEA": {}, "CRO": {"gas_discount": 0.3, "patronage": 0.5}},
        "parameters": IN_RANGE | {"incident_base": 0.0, "incident_self": 0.0, "incident_push": 0.0},
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
        by_hand += [hub[t] * (1.0 - 0.3 * near * bid)] * (12 if t == 4 else 9)
    assert close(price, by_hand, 1e-9)


def test_savings_and_the_bill(case):
    """Two thirds of what was agreed is delivered in the first quarter: 2 bcm * 0.75 * 2/3 = 1 bcm, and 1 at the hub."""
    case["levers"]["CRO"]["gas_supply"] = 2.0 / 3.0
    one = run(case)
    assert close(one("gas_dependence", "ALD"), [0.75] * 25)
    assert close(one("energy_saving", "ALD")[:4], [0.1 * 1.0 * (500.0 - 400.0) / 50.0] * 4)
    assert close(one("gas_bill", "ALD")[:4], [0.4 + 0.5] * 4)
    assert not one("energy_saving", "BOR").any() and not one("gas_bill", "BOR").any()


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
    loud = 0.4 * one("foothold", "CRO", "ALD")[1:] * 0.5 * (1.0 - 0.5)
    assert np.all(loud > 0.01)
    felt = 0.6 * 0.5 * np.abs(here - 1.0)
    gas = 0.1 * np.tanh(0.5 * one("energy_saving", "ALD")[1:])
    aid = np.tanh(1.0 * one("bid", "ALD")[1:])
    added = {"LEA": 0.15 * 0.5 * aid - 0.35 * felt * (1.0 - 2.0 / 3.0 * 0.5), "CRO": gas}
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
    assert one("ideal", "ALD").tolist() == [0.6 if x else -0.5 for x in changed]
    assert one("challenger", "ALD").tolist() == [-0.5 if x else 0.6 for x in changed]
    assert one("partner_in_office", "ALD").tolist() == [1 - x for x in changed]
    assert [bool(x) for x in one("contribution", "partner", "ALD")] == [not x for x in changed]


def test_who_is_no_nearer_to_the_public_does_not_win(case):
    """Both equally near: captured media decide for the government."""
    case["countries"]["ALD"]["government"] |= {"elections": ["2030-04"], "ideal": -0.2, "challenger": -0.2}
    assert not run(case)("governments", "ALD").any()


# alignment


def test_the_target_of_a_country_with_few_terms(case):
    """Borovia: its ideal, a middle that weighs 0.4 * 0.5 * bid, a shield of 0.8 * 0.5 * need * bid from the Crown."""
    case["countries"]["BOR"]["government"] = {"ideal": 0.3}
    one = run(case)
    bid = 1.0 + 0.5 * 0.5 * (1.0 - one("alignment", "BOR")[:-1] ** 2)
    need = 0.5 * (0.7 + 0.3 * one("tension", "strait")[1:])
    public = 0.5 * 0.75
    weight = 1.0 + public + 0.4 * 0.5 * bid
    shield = -0.8 * 0.5 * need * bid / weight
    assert close(one("weight", "BOR")[1:], weight)
    assert close(one("contribution", "government", "BOR")[1:], 0.3 / weight)
    assert close(one("contribution", "patronage", "BOR")[1:], shield)
    assert close(one("target", "BOR")[1:], 0.3 / weight + shield)
    assert close(one("alignment", "BOR")[1:], relaxed(one("alignment", "BOR")[:-1], one("target", "BOR")[1:], 0.9))


def test_the_public_weighs_more_as_an_election_nears(case):
    """0.5 * (0.5 + 0.5 * 0.5) * (1 + 0.5 * exp(-months / 6)); and least when none is left."""
    case["countries"]["ALD"]["government"]["elections"] = ["2030-10"]
    one = run(case)
    by_hand = [
        0.375 * (1.0 + (0.5 * math.exp(-(10 - t) / 6.0) if t <= 10 else 0.0)) * one("public_position", "ALD")[t]
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
        given, left = (one("contribution", term, "ALD") * one("weight", "ALD") for one in (friend, foe))
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
    given = one("contribution", "patronage", "ALD") * one("weight", "ALD") / (-0.8 * 0.5 * need * one("bid", "ALD"))
    assert close(given, [1.0] * 6 + [0.3] * 19)


def test_declarations_are_counted_over_twelve_months(case):
    """Two a month, all joined until they turn too hard in April; then the rate falls by a twelfth a month."""
    case["timeline"] = [{"name": "harder", "at": "2030-04", "set": {"declarations.easy_difficulty": 2.0}}]
    one = run(case)
    by_hand = [max(0.0, 1.0 - max(0, t - 3) / 12.0) for t in range(25)]
    assert close(one("declared_rate", "ALD"), by_hand, 1e-6)
    assert one.all("declarations_made")[:, 12].tolist() == [2.0] * 12


def test_hard_declarations_are_made_and_counted_apart(case):
    """24 a year, a quarter of them hard: Aldania, in between, joins three in four."""
    case["declarations"] |= {"hard_share": 0.25, "hard_difficulty": 2.0}
    one = run(case)
    assert one("declared_rate", "ALD")[12:] == pytest.approx(0.75, abs=1e-6)
    assert close(one.all("declarations_made")[:, 12:].sum(axis=0), [24.0] * 13)


def test_accession_advances_with_alignment_and_is_held_up_by_the_worst_dispute(case):
    """0.12 a year * 0.5 * a logistic of what alignment exceeds 0.4 + 0.25 * 0.2 by, less the tension that is felt."""
    case["levers"]["LEA"] |= {"accession_credibility": 0.5, "pressure": 0.2}
    case["countries"]["ALD"]["accession"] = {"LEA": 0.3}
    case["disputes"]["isle"] = {"between": ["ALD"], "salience": {"ALD": 0.3}, "tension": 0.2}
    one = run(case)
    assert np.all(0.8 * one("tension", "strait") > 0.3 * one("tension", "isle"))
    assert close(one("required_alignment", "LEA", "ALD"), [0.45] * 25)
    enough = 1.0 / (1.0 + np.exp(-(one("alignment", "ALD")[1:] - 0.45) / 0.15))
    step = 0.12 * 0.5 * enough * (1.0 - 0.8 * one("tension", "strait")[1:]) * MONTH
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
    pull = one("contribution", "threat", "ALD") * one("weight", "ALD")
    assert close(pull, 0.6 * 0.5 * one("threat", "CRO", "ALD"))
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
    assert west[0] == pytest.approx(0.45 * math.tanh(2.0 * one("bid", "ALD")[0] / 2.0), abs=1e-12)
    assert close(one("money_spent", "LEA"), np.cumsum([0.0, *(0.01 * aid[1:] * 50.0 / 12.0)]))
