"""With all inputs frozen and no noise a run stays where it is: the start is an exact inversion of the rules.

Frozen means: no timeline, policies or elections, no hub series, hub level and resting tensions at their start values,
alternatives to the gas seller as at the start, contracts that outlast the run, acts closed, and no incidents and no
noise. Two things are flows by nature and are left out: progress of accession, which a credible offer moves even where
everything else stands still, is switched off; and what only counts up or down is not compared.
"""

from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import event, given

from tests.world.constants import IN_RANGE
from tests.world.running import Ran, run
from tests.world.strategies import claim, scenarios
from twochairs.experiment.uncertainty import parameter_draws
from twochairs.scenario.load import load
from twochairs.scenario.tree import plain
from twochairs.world.layout import QUANTITIES
from twochairs.world.month import read_start
from twochairs.world.parameters import PARAMETERS
from twochairs.world.rule import R9, R12

MONTHS = 120
TOLERANCE = 1e-9
CASES = Path(__file__).parents[2] / "scenarios" / "balkans"

COUNTERS = ("money_spent", "effort_spent", "contract_months", "months_asked")
"""What counts months and sums."""
COUNTED = ("declarations_joined", "declarations_made", "declared_rate")
"""What is counted in whole declarations, and starts from expected numbers that are not whole."""
FIRST_READ_IN_THE_FIRST_MONTH = ("heard", "incident_probability", "joining_probability", "required_alignment")
STILL = [quantity for quantity in QUANTITIES if quantity not in (*COUNTERS, *COUNTED)]


def frozen(data: dict[str, Any]) -> dict[str, Any]:
    """A scenario with all its inputs held at their start values."""
    data = deepcopy(data)
    for key in ("timeline", "policies", "hub_series", "sources"):
        data.pop(key, None)
    data["clock"]["months"] = MONTHS
    data["world"]["hub_level"] = data["world"].get("hub_price", 300.0)
    data["world"].pop("hub_slow", None)
    data["switches"] = {"noise": False, "accession": False, "incidents": False}
    for act in data.get("acts", {}).values():
        act["open"] = False
    for dispute in data.get("disputes", {}).values():
        dispute["rest"] = dispute["tension"]
    for country in data["countries"].values():
        country.get("government", {}).pop("elections", None)
        country.get("gas", {}).pop("alternative", None)
        if "contract" in country.get("gas", {}):
            country["gas"]["contract"]["until"] = "2099-12"
    return data


def steady(one: Ran) -> set[str]:
    """Countries that nothing unsteady reaches: none of theirs is a mismatch, nor of those they watch."""
    case = one.scenario.case
    told = [one for one in one.scenario.mismatches if one.quantity != "unexplained"]
    unsteady = {name.split(".")[0] for mismatch in told for name in mismatch.agents}
    for name, country in case.countries.items():
        if country.terms.alignment is not None:
            unsteady.add(name)
    reached: set[str] = set()
    while reached != unsteady:
        reached = set(unsteady)
        for name, country in case.countries.items():
            watched = {peer for peer, tie in country.ties.items() if tie > 0.0}
            watched |= {public.kin for public in country.publics.values() if public.kin is not None}
            if watched & reached:
                unsteady.add(name)
    return set(case.countries) - unsteady


def assert_still(one: Ran, countries: set[str], quantities: list[str]) -> None:
    """No number of these countries, or of the world, moves by more than the tolerance (of its size, where above 1)."""
    for quantity in quantities:
        first = 1 if quantity in FIRST_READ_IN_THE_FIRST_MONTH else 0
        values = one.all(quantity)[..., first:].reshape(-1, MONTHS + 1 - first)
        moved = np.abs(values - values[:, :1]) / np.maximum(1.0, np.abs(values[:, :1]))
        for i, agents in enumerate(one.layout.labels(quantity)):
            owner = [name.split(".")[0] for name in agents if name.split(".")[0] in one.layout.names.country]
            if set(owner) <= countries:
                assert moved[i].max(initial=0.0) <= TOLERANCE, (quantity, agents, values[i, :3], values[i, -1])


@pytest.fixture(scope="module")
def shipped() -> Ran:
    """Under constants that do not move when the defaults are fitted again."""
    data = frozen(plain(load(CASES / "serbia-2022.yaml").tree))
    data["parameters"] = IN_RANGE
    return run(data)


def test_every_country_of_the_shipped_case_stays_where_it_is(shipped):
    """None of its fourteen countries is outside the range of the inversion."""
    assert {mismatch.quantity for mismatch in shipped.scenario.mismatches} <= {"unexplained"}
    assert steady(shipped) == set(shipped.layout.names.country)
    assert_still(shipped, steady(shipped), STILL)


@pytest.mark.parametrize("name", ["serbia-2022", "hindcast-2006"])
def test_under_the_defaults_every_target_is_the_alignment(name):
    """Whatever the anchors and pulls leave over is a term of the state."""
    scenario = load(CASES / f"{name}.yaml", {"switches.noise": "false"})
    layout, world, values = scenario.world()
    read_start(world)
    off = (layout.view(values, "target") - layout.view(values, "alignment"))[:, 0]
    assert np.all(np.abs(off) <= TOLERANCE)


@pytest.mark.parametrize("draw", range(0, 64, 8))
def test_starts_are_steady_under_constants_drawn_from_the_priors(draw):
    """P13, for every state of the shipped case: constants of alignment and of bidding, which a calibration learns."""
    data = frozen(plain(load(CASES / "serbia-2022.yaml").tree))
    drawn = parameter_draws("prior", 64, 1)[draw]
    data["parameters"] = {name: value for name, value in drawn.items() if PARAMETERS[name].rule in (R9, R12)}
    data["clock"]["months"] = MONTHS
    one = run(data)
    assert_still(one, steady(one), ["alignment", "target", "contribution"])
    assert steady(one) == set(one.layout.names.country)


def test_declared_rates_of_the_shipped_case_stay_within_a_declaration_of_what_is_expected(shipped):
    """Six declarations a year: a whole count may lie one beside the expected number."""
    rate = shipped.all("declared_rate")
    assert np.all(np.abs(rate - rate[:, :1]) <= 1.0 / 6.0 + TOLERANCE)


def test_the_start_row_holds_what_the_first_month_reads_of_it(shipped):
    """Nothing has moved, so the start must show every recorded number as the first month does."""
    for quantity in FIRST_READ_IN_THE_FIRST_MONTH:
        values = shipped.all(quantity)
        assert np.all(np.abs(values[..., 0] - values[..., 1]) <= TOLERANCE), quantity


def moderate(data: dict[str, Any]) -> dict[str, Any]:
    """A scenario drawn in towards the middle, so that most of its countries are in range of the inversion."""
    data = deepcopy(data)
    for levers in data["levers"].values():
        for lever in set(levers) - {"gas_supply"}:
            given = levers[lever]
            levers[lever] = {who: 0.3 * x for who, x in given.items()} if isinstance(given, dict) else 0.3 * given
        levers["influence_effort"] = 0.2
    for country in data["countries"].values():
        country["alignment"] *= 0.3
        country["terms"].pop("alignment", None)
        for field in ("exposure", "alliance", "accession"):
            country[field] = {pole: 0.3 * x for pole, x in country[field].items()}
        for public in country["publics"].values():
            public["favourability"] = {pole: 0.3 * x for pole, x in public["favourability"].items()}
            for poll in public["poll"].values():
                poll |= {category: 0.175 + 0.3 * share for category, share in poll.items()}
    return data


@claim(60)
@given(
    scenarios(
        wild=False,
        noise=False,
        elections=False,
        timeline=False,
        policies=False,
        switches=False,
        hub_series=False,
        countries=(1, 3),
    )
)
def test_random_countries_in_range_of_the_inversion_stay_where_they_are(data):
    one = run(frozen(moderate(data)))
    still = steady(one)
    event(f"{len(still)} of {len(data['countries'])} steady")
    assert_still(one, still, STILL)
    for mismatch in one.scenario.mismatches:
        assert mismatch.needed != mismatch.taken
