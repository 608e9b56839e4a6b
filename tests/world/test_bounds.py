"""Whatever a scenario says: every number stays in its declared range, and what must add up adds up."""

import numpy as np
import pytest
from hypothesis import given

from tests.world.running import Ran, run
from tests.world.strategies import claim, scenarios
from twochairs.world.mechanisms import MECHANISMS

SCENARIOS = 1000
POLL = ("ally", "partner", "rival", "adversary")
COUNTS = (
    "governments",
    "joined",
    "answered",
    "months_asked",
    "incident",
    "declarations_joined",
    "declarations_made",
    "event_fired",
    "policy_fired",
    "partner_in_office",
    "election_called",
)
"""What is counted or is so or not so."""
SWITCH_OF = {
    "partner": "partner",
    "public": "public",
    "peers": "peers",
    "commitment": "commitment",
    "energy": "stakes",
    "aid": "stakes",
    "pressure": "pressure",
    "energy_sanctions": "energy_sanctions",
    "accession_offer": "accession_offer",
    "patronage": "patronage",
    "arms": "arms",
    "threat": "threat",
    "security_guarantee": "security_guarantee",
    "street": "street",
}


@claim(SCENARIOS)
@given(scenarios())
def test_a_random_scenario_keeps_every_law(data):
    """All laws on the same runs, since running is what takes the time."""
    one = run(data)
    check_bounds(one)
    check_whole(one)
    check_polls(one)
    check_contributions(one)
    check_absent(one)
    check_stocks(one)


def check_bounds(one: Ran) -> None:
    """Finite, and in the declared range of each quantity; so probabilities are in [0, 1]."""
    assert np.isfinite(one.values).all()
    low, high = one.layout.bounds()
    outside = (one.values < low) | (one.values > high)
    if outside.any():
        month, slot = np.argwhere(outside)[0]
        raise AssertionError(f"{one.layout.whose(int(slot))} is {one.values[month, slot]!r} in month {month}")


def check_whole(one: Ran) -> None:
    """Counts are whole; the declarations of the year before the start are expected numbers and may be broken."""
    for quantity in COUNTS:
        values = one.all(quantity)
        if quantity in ("declarations_joined", "declarations_made"):
            months = range(1, values.shape[-1])
            values = np.stack([values[t % 12, ..., t] for t in months])
        assert np.array_equal(values, np.round(values)), quantity


def check_polls(one: Ran) -> None:
    """The four categories are all there is, of each public and towards each pole."""
    shares = [one.all(category) for category in POLL]
    assert np.all(np.abs(sum(shares) - 1.0) <= 1e-9)


def check_contributions(one: Ran) -> None:
    """They add up to the target, to 1e-12 of the sum of their sizes."""
    contribution, target = one.all("contribution"), one.all("target")
    error = np.abs(contribution.sum(axis=0) - target)
    assert np.all(error <= 1e-12 * np.maximum(1.0, np.abs(contribution).sum(axis=0)))
    assert np.all(contribution[MECHANISMS.index("middle")] == 0.0)
    assert np.all(one.all("weight") >= 1.0)


def check_absent(one: Ran) -> None:
    """A mechanism that has nothing to work with contributes exactly 0."""
    contribution = dict(zip(MECHANISMS, one.all("contribution"), strict=True))
    case, names = one.scenario.case, one.layout.names

    def none_of(quantity: str) -> np.ndarray:
        """Where no pole has any, by country and month."""
        return (one.all(quantity) == 0.0).all(axis=0)

    seller = np.array([case.countries[c].gas.seller is not None for c in names.country])
    has_public = np.array([bool(case.countries[c].publics) for c in names.country])
    disputed = np.array([any(c in d.between for d in case.disputes.values()) for c in names.country])
    everywhere = np.zeros_like(one.all("alignment"), dtype=bool)
    absent = {
        "government": one.all("course") == 0.0,
        "partner": (one.all("partner_weight") == 0.0) | (one.all("partner_in_office") == 0.0),
        "public": everywhere | ~has_public[:, None],
        "peers": (one.all("ties") == 0.0).all(axis=1),
        "commitment": none_of("alliance") & none_of("accession"),
        "middle": everywhere | True,
        "supply": none_of("energy_ownership") & (~seller[:, None] | (one.all("gas_dependence") == 0.0)),
        "unexplained": one.all("unexplained") == 0.0,
        "energy": ~seller[:, None] | (one.all("energy_saving") == 0.0),
        "aid": none_of("aid"),
        "pressure": none_of("pressure") | (none_of("trade") & none_of("accession_credibility")),
        "energy_sanctions": none_of("energy_sanctions") | none_of("energy_ownership"),
        "accession_offer": none_of("accession_credibility"),
        "patronage": ~disputed[:, None] | none_of("patronage"),
        "arms": none_of("arms_supply") | none_of("arms"),
        "threat": (one.all("rivalry") == 0.0) | none_of("threat"),
        "security_guarantee": none_of("security_guarantee"),
        "street": everywhere | ~has_public[:, None],
    }
    assert set(absent) == set(MECHANISMS)
    off = {name for name, on in case.switches.model_dump().items() if not on}
    for mechanism, where in absent.items():
        switched_off = SWITCH_OF.get(mechanism) in off
        assert np.all(contribution[mechanism][where | switched_off] == 0.0), mechanism
    without_foothold = (one.all("foothold") == 0.0).all(axis=(0, 1))
    with_poles = [d.between for d in case.disputes.values() if not {*names.pole}.isdisjoint(d.between)]
    against = np.array([any(c in parties for parties in with_poles) for c in names.country])
    alone = none_of("exposure") & ((one.all("ties") == 0.0).all(axis=1) | without_foothold) & ~against[:, None]
    assert np.all(one.all("threat").max(axis=0)[alone] == 0.0)


def check_stocks(one: Ran) -> None:
    """Stocks are the sums of their flows, and what only grows only grows."""
    changes = np.diff(one.all("governments"), axis=-1)
    assert np.all((changes == 0.0) | (changes == 1.0))
    assert np.all(np.diff(one.all("effort_spent"), axis=-1) >= 0.0)
    benefits = one.all("west_benefit") + one.all("east_benefit")
    assert np.all(one.all("hedging_index")[benefits == 0.0] == 0.0)
    parts = one.all("aid_liability") + one.all("tension_liability") + one.all("foothold_liability")
    assert np.all(np.abs(one.all("liability") - parts) <= 1e-12 * np.maximum(1.0, parts))
    _check_money(one)
    _check_asked(one)


def _check_money(one: Ran) -> None:
    """Money spent is aid and forgone gas revenue of every month, effort the sum of the other levers."""
    case, names = one.scenario.case, one.layout.names
    efforts = (
        "pressure",
        "aid_visibility",
        "accession_credibility",
        "diversification_support",
        "media_support",
        "mediation",
        "security_guarantee",
        "energy_sanctions",
        "patronage",
        "influence_effort",
        "arms_supply",
    )
    for p, pole in enumerate(names.pole):
        sells = np.array([case.countries[c].gas.seller == pole for c in names.country])[:, None]
        aid = one.all("aid")[p] * one.all("bid")
        given = 0.01 * (aid + sells * one.all("energy_saving")) * one.all("gdp") / 12.0
        cut = 1.0 - one.all("gas_supply")[p]
        unsold = one.all("gas_dependence") * cut * one.all("demand") * one.all("contract_price")
        given = given + 0.001 * sells * unsold / 12.0
        flow, size = given.sum(axis=0)[1:], np.abs(given).sum(axis=0)[1:]
        spent = one("money_spent", pole)
        assert np.all(np.abs(spent[1:] - np.cumsum(flow)) <= 1e-9 * np.maximum(1.0, np.cumsum(size)))
        effort = sum(one.all(lever)[p] for lever in efforts).sum(axis=0)[1:] / 12.0
        assert np.all(np.abs(one("effort_spent", pole)[1:] - np.cumsum(effort)) <= 1e-9 * np.maximum(1.0, effort.sum()))


def _check_asked(one: Ran) -> None:
    """An act has been asked for in as many months as it was open without a break."""
    asked, is_open = one.all("months_asked"), one.all("open") > 0.0
    assert np.array_equal(asked[:, 1:], np.where(is_open[:, 1:], asked[:, :-1] + 1.0, 0.0))


@pytest.mark.parametrize(
    ("positions", "shares"),
    [
        ((-0.67, 0.23, -0.07), (1.0,)),
        ((1.0, -1.0), (0.332, 0.56, 0.108)),
        ((1.0, -1.0), (0.5, 0.5000009)),
    ],
)
def test_opinion_stays_on_the_axis_where_every_public_is_at_its_end(positions, shares):
    """Not beyond it by a rounding, nor by what the shares of publics may add up to more than 1."""
    poles = {f"P{i}": {"position": position} for i, position in enumerate(positions)}
    views = {pole: float(np.sign(place["position"])) for pole, place in poles.items()}
    publics = {f"g{i}": {"share": share, "favourability": views} for i, share in enumerate(shares)}
    check_bounds(
        run(
            {
                "twochairs": 2,
                "title": "of one mind",
                "clock": {"start": "2030-01", "months": 1},
                "poles": poles,
                "countries": {"ALD": {"alignment": 0.5, "gdp": 1.0, "publics": publics}},
            }
        )
    )
