"""A number that is not finite is caught in the month it arises, and named; no rule hides it on the way."""

from itertools import product

import numpy as np
import pytest

import twochairs.ensemble.replicates as ensemble
from tests.world.running import SEED, Data, changed, small_case
from tests.world.strategies import paths
from twochairs.errors import NotFinite
from twochairs.scenario.load import Scenario, from_data
from twochairs.world.layout import QUANTITIES, Layout
from twochairs.world.month import month, read_start
from twochairs.world.rulebook import Rulebook
from twochairs.world.state import State
from twochairs.world.world import check_finite

STEPS = (1, 6, 12)
NOT_FINITE = (float("nan"), float("inf"), float("-inf"))
NAN = "1e308 * 10 - 1e308 * 10"
"""An expression that is not a number."""
BROUGHT_BACK = {"hub_price", "news", "contract_months", "election_called"}
"""Where a later month may bring an infinity (never a NaN) back into range; the month it arises in has caught it."""


class Months:
    """The case with something of everything, up to some month, and what the month after makes of its values."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.layout, self.world, self.values = scenario.world()
        self.draws = scenario.draws(self.layout, SEED, [0])
        read_start(self.world)
        self.before: dict[int, np.ndarray] = {}
        for t in range(1, max(STEPS) + 1):
            self.before[t] = self.values.copy()
            month(t, self.world, self.draws)

    def after(self, t: int, slot: int | None = None, planted: float = 0.0) -> np.ndarray:
        """Values after month t, something else having been planted in a slot before it."""
        self.values[:] = self.before[t]
        if slot is not None:
            self.values[slot] = planted
        month(t, self.world, self.draws)
        return self.values.copy()


@pytest.fixture(scope="module")
def months() -> Months:
    return Months(from_data(changed(small_case(), policies=[])))


def slots(layout: Layout, quantity: str) -> list[int]:
    block = layout.block(quantity)
    return list(range(block.start, block.stop))


@pytest.mark.parametrize("quantity", sorted(QUANTITIES))
def test_a_number_that_is_not_finite_is_named(months, quantity):
    """Quantity, agents, month and replicate; every quantity, recorded or not; at three steps."""
    replicates = [3, 5, 8]
    for t in STEPS:
        label = months.scenario.month_label(t)
        for slot, planted in product(slots(months.layout, quantity), NOT_FINITE):
            values = np.repeat(months.before[t], 3, axis=1)
            check_finite(values, months.layout, label, replicates)
            values[slot, 1] = planted
            with pytest.raises(NotFinite) as caught:
                check_finite(values, months.layout, label, replicates)
            error, (name, agents) = caught.value, months.layout.whose(slot)
            assert (error.quantity, error.agent, error.month, error.replicate) == (name, ", ".join(agents), label, 5)
            assert name == quantity
            where = f"{quantity}[{', '.join(agents)}]" if agents else quantity
            assert str(error).startswith(f"replicate 5 stopped in {label}: {where} is no longer a finite number")


@pytest.mark.parametrize("quantity", sorted(QUANTITIES))
def test_no_rule_hides_a_nan(months, quantity):
    """Planted before a month, it is still found after it, or it was worked out anew and never mattered."""
    for t in STEPS:
        untouched = months.after(t)
        for slot in slots(months.layout, quantity):
            values = months.after(t, slot, float("nan"))
            recomputed = values.tobytes() == untouched.tobytes()
            assert recomputed or not np.isfinite(values).all(), (t, months.layout.whose(slot))


@pytest.mark.parametrize("quantity", sorted(set(QUANTITIES) - BROUGHT_BACK))
def test_no_rule_hides_an_infinity(months, quantity):
    for t in STEPS:
        untouched = months.after(t)
        for slot, planted in product(slots(months.layout, quantity), NOT_FINITE[1:]):
            values = months.after(t, slot, planted)
            recomputed = values.tobytes() == untouched.tobytes()
            assert recomputed or not np.isfinite(values).all(), (t, months.layout.whose(slot))


def test_what_is_carried_on_is_not_worked_out_anew(months):
    """So that the two tests above are not passed by doing nothing: these keep what was planted."""
    for quantity in ("alignment", "favourability", "tension", "foothold", "accession", "gas_dependence", "course"):
        for slot in slots(months.layout, quantity):
            assert not np.isfinite(months.after(6, slot, float("nan"))).all()
    carried = [name for name in State._fields if name in QUANTITIES]
    assert len(carried) == len(State._fields)


def settable(data: Data) -> dict[str, str]:
    """One dotted path for each quantity that a policy may set."""
    return {quantity: path for path, quantity in paths(data)}


CASE_PATHS = settable(
    {
        "poles": {"LEA": {}, "CRO": {}},
        "countries": {"ALD": {"publics": {"townsfolk": {}}}, "BOR": {"publics": {}}, "CAS": {"publics": {"all": {}}}},
        "disputes": {"strait": {}},
        "acts": {"vote": {}, "embargo": {}},
    }
)


@pytest.mark.parametrize("quantity", sorted(set(CASE_PATHS) - {"joined"}))
def test_a_policy_that_sets_no_number_stops_the_run_in_that_month(a_case, quantity):
    """Whatever it sets; the run stops with an error that is meant for the user."""
    policy = {"name": "breaks", "every": "3 months", "do": {CASE_PATHS[quantity]: NAN}}
    case = changed(a_case, policies=[policy])
    case.pop("hub_series")
    with pytest.raises(NotFinite) as caught:
        list(ensemble.run_replicates(from_data(case), 2, SEED))
    assert (caught.value.month, caught.value.replicate) == ("2030-03", 0)


def test_a_policy_that_unsets_a_sticky_act_stops_the_run_in_that_month(a_case):
    """Also in a month in which the act is asked for."""
    policy = {"name": "breaks", "every": "6 months", "do": {"countries.CAS.joined.embargo": NAN}}
    case = changed(a_case, policies=[policy])
    with pytest.raises(NotFinite) as caught:
        list(ensemble.run_replicates(from_data(case), 1, SEED))
    assert (caught.value.month, caught.value.quantity) == ("2030-06", "joined")


def test_a_rule_that_returns_no_number_stops_the_run_in_that_month(a_case, monkeypatch):
    """In the second replicate only; the first is kept."""
    started = 0

    def spoiled(t, world, draws):
        nonlocal started
        started += t == 1
        month(t, world, draws)
        if started == 2 and t == 5:
            world.state.tension[0, 0] = float("nan")

    monkeypatch.setattr(Rulebook, "month", property(lambda self: spoiled))
    runs = ensemble.run_replicates(from_data(a_case), 3, SEED)
    assert next(runs).replicate == 0
    with pytest.raises(NotFinite) as caught:
        next(runs)
    error = caught.value
    assert (error.quantity, error.agent, error.month, error.replicate) == ("tension", "strait", "2030-05", 1)
