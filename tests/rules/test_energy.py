"""R1 hub price, R2 gas contract, R3 dependence."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from twochairs.rules.energy import (
    captivity,
    contract_price,
    cutoff_loss,
    dependence_goal,
    dependence_step,
    discount,
    energy_saving,
    gas_bill,
    hub_price_step,
    slow_price_step,
    supply_stake,
    uncovered_share,
)

CLAIM = settings(derandomize=True, deadline=None, max_examples=100)
MONTH = 1.0 / 12.0
share = st.floats(0, 1)
price = st.floats(20, 4000)
amount = st.floats(0, 100)
rate = st.floats(0.01, 20)

# R1


def test_hub_price_without_noise_goes_half_way_in_logs_in_a_half_life() -> None:
    # rate 12 ln 2 a year, a month: half of the log gap is left, so 400 towards 800 gives sqrt(400 * 800) = 565.685
    assert hub_price_step(400.0, 800.0, 12.0 * math.log(2.0), 0.5, 0.0, MONTH) == pytest.approx(math.sqrt(320000.0))


def test_hub_price_moves_by_the_exact_spread_of_the_process() -> None:
    # 0.5 * sqrt((1 - e^(-2 * 2/12)) / (2 * 2)) = 0.5 * sqrt(0.2834687 / 4) = 0.1331045; 1000 * e^0.1331045 = 1142.369
    assert hub_price_step(1000.0, 1000.0, 2.0, 0.5, 1.0, MONTH) == pytest.approx(1142.369, abs=0.001)
    assert hub_price_step(1000.0, 1000.0, 2.0, 0.5, -2.0, MONTH) == pytest.approx(1000.0 / 1.142369**2, abs=0.002)


@CLAIM
@given(price, price, rate, st.floats(0, 3))
def test_hub_price_without_noise_two_half_months_are_a_month(
    p: float, level: float, reversion: float, volatility: float
) -> None:
    halfway = hub_price_step(p, level, reversion, volatility, 0.0, MONTH / 2)
    whole = hub_price_step(p, level, reversion, volatility, 0.0, MONTH)
    assert hub_price_step(halfway, level, reversion, volatility, 0.0, MONTH / 2) == pytest.approx(whole, rel=1e-13)


@CLAIM
@given(rate, st.floats(0.01, 1))
def test_hub_price_variances_of_two_half_months_add_up_to_a_month(reversion: float, volatility: float) -> None:
    def variance(dt: float) -> float:
        return math.log(hub_price_step(1.0, 1.0, reversion, volatility, 1.0, dt)) ** 2

    carried = math.exp(-2.0 * reversion * MONTH / 2)
    assert variance(MONTH / 2) * (1.0 + carried) == pytest.approx(variance(MONTH), rel=1e-9)


@CLAIM
@given(price, price, rate, st.floats(0.01, 1), st.floats(-5, 5), st.floats(0.01, 5))
def test_hub_price_is_above_zero_and_rises_with_the_shock(
    p: float, level: float, reversion: float, volatility: float, shock: float, more: float
) -> None:
    low = hub_price_step(p, level, reversion, volatility, shock, MONTH)
    assert 0.0 < low < hub_price_step(p, level, reversion, volatility, shock + more, MONTH)


@CLAIM
@given(price, rate)
def test_hub_price_at_its_level_stays_there_without_noise(p: float, reversion: float) -> None:
    assert hub_price_step(p, p, reversion, 0.6, 0.0, MONTH) == pytest.approx(p, rel=1e-14)
    assert hub_price_step(p, p, reversion, 0.0, 3.0, MONTH) == pytest.approx(p, rel=1e-14)


# R2


def test_discount_is_the_product_of_offer_closeness_and_bid() -> None:
    # 0.25 * 0.6 * 1.2 = 0.18
    assert discount(0.25, 0.6, 1.2) == pytest.approx(0.18, rel=1e-15)


@CLAIM
@given(st.floats(0, 0.8), share, st.floats(1, 6))
def test_discount_is_a_share_and_never_above_four_fifths(offer: float, closeness: float, bid: float) -> None:
    assert 0.0 <= discount(offer, closeness, bid) <= 0.8


def test_discount_is_capped_and_none_goes_to_the_far_end() -> None:
    assert discount(0.8, 1.0, 2.0) == 0.8
    assert discount(0.8, 0.0, 2.0) == 0.0


def test_a_captive_buyer_is_left_with_part_of_the_discount() -> None:
    # Serbia 2022: nobody else could deliver 1 - 0.13 / 2.65 = 0.950943; 1 - 0.3 * 0.95 * 0.950943 = 0.728981
    assert uncovered_share(2.65, 0.13) == pytest.approx(0.950943, abs=5e-7)
    assert captivity(0.3, 0.95, uncovered_share(2.65, 0.13)) == pytest.approx(0.728981, abs=5e-7)
    assert captivity(0.3, 0.95, 0.0) == captivity(0.3, 0.0, 1.0) == captivity(0.0, 0.95, 1.0) == 1.0


@CLAIM
@given(st.floats(0, 1e4), st.floats(0, 1e4))
def test_what_nobody_else_could_deliver_is_a_share_and_falls_with_others(demand: float, others: float) -> None:
    left = uncovered_share(demand, others)
    assert 0.0 <= uncovered_share(demand, others + 1.0) <= left <= 1.0


def test_without_demand_or_with_enough_from_others_nothing_is_uncovered() -> None:
    assert uncovered_share(0.0, 0.0) == uncovered_share(0.0, 2.0) == uncovered_share(3.0, 3.0) == 0.0
    assert uncovered_share(3.0, 0.0) == 1.0


def test_long_contracts_follow_the_hub_by_half_in_a_half_life() -> None:
    assert slow_price_step(406.0, 1009.0, 1.0, 1.0) == pytest.approx(707.5, rel=1e-14)
    halfway = slow_price_step(406.0, 1009.0, 2.0, 0.5)
    assert slow_price_step(halfway, 1009.0, 2.0, 0.5) == pytest.approx(
        slow_price_step(406.0, 1009.0, 2.0, 1.0), rel=1e-14
    )
    assert slow_price_step(406.0, 406.0, 1.0, MONTH) == 406.0


def test_a_full_cut_off_costs_serbia_what_its_gas_costs_at_the_hub() -> None:
    # 0.1 * 2.65 * 0.95 * 1009 / 66.2 = 3.837096 % of GDP
    assert cutoff_loss(2.65, 0.95, 0.0, 1009.0, 66.2) == pytest.approx(3.837096, abs=5e-7)
    assert cutoff_loss(2.65, 0.95, 0.75, 1009.0, 66.2) == pytest.approx(3.837096 / 4, abs=5e-7)
    assert cutoff_loss(2.65, 0.95, 1.0, 1009.0, 66.2) == cutoff_loss(2.65, 0.0, 0.0, 1009.0, 66.2) == 0.0


def test_supply_counts_by_dependence_and_by_firms_and_half_of_it_stays_when_it_is_cut() -> None:
    # 0.7 * 0.95 * 0.950943 * 1 + 0.3 * 0.5 = 0.782377
    assert supply_stake(0.95, 0.950943, 1.0, 0.5) == pytest.approx(0.782377, abs=5e-7)
    assert supply_stake(0.95, 0.950943, 0.0, 0.0) == pytest.approx(
        supply_stake(0.95, 0.950943, 1.0, 0.0) / 2, rel=1e-14
    )
    assert supply_stake(1.0, 1.0, 1.0, 1.0) == pytest.approx(1.0, rel=1e-15)


def test_contract_price_follows_the_hub_by_its_indexed_part() -> None:
    # hub 600 -> 1170, a factor of 1.95; 270 * (0.5 + 0.5 * 1.95) = 270 * 1.475 = 398.25; fully: 270 * 1.95 = 526.5
    assert contract_price(270.0, 0.5, 1170.0, 600.0) == pytest.approx(398.25, rel=1e-14)
    assert contract_price(270.0, 1.0, 1170.0, 600.0) == pytest.approx(526.5, rel=1e-14)


@CLAIM
@given(price, share, price, price)
def test_contract_price_fixed_or_at_the_signing_hub_is_the_signed_price(
    signed: float, indexation: float, hub: float, hub_at_signing: float
) -> None:
    assert contract_price(signed, 0.0, hub, hub_at_signing) == signed
    assert contract_price(signed, indexation, hub, hub) == pytest.approx(signed, rel=1e-15)


@CLAIM
@given(price, share, price, price)
def test_contract_price_lies_between_the_fixed_and_the_indexed_one(
    signed: float, indexation: float, hub: float, hub_at_signing: float
) -> None:
    indexed = signed * hub / hub_at_signing
    got = contract_price(signed, indexation, hub, hub_at_signing)
    assert min(signed, indexed) * (1 - 1e-14) <= got <= max(signed, indexed) * (1 + 1e-14)


def test_saving_of_serbia_in_early_2022_is_three_and_a_half_percent_of_gdp() -> None:
    # 2.65 bcm * 0.95 = 2.5175 bcm; * (1170 - 270) USD/1000 m3 = 2.26575 bn USD; / 66.2 bn USD = 3.42258 %
    assert energy_saving(2.65, 0.95, 1.0, 1170.0, 270.0, 66.2) == pytest.approx(3.42258, abs=5e-6)


@CLAIM
@given(amount, share, share, price, price, st.floats(1, 1000))
def test_saving_turns_its_sign_with_the_price_gap(
    demand: float, dependence: float, supply: float, hub: float, contract: float, gdp: float
) -> None:
    saving = energy_saving(demand, dependence, supply, hub, contract, gdp)
    assert saving == -energy_saving(demand, dependence, supply, contract, hub, gdp)
    assert saving * (hub - contract) >= 0.0


def test_no_saving_without_demand_dependence_or_delivery() -> None:
    assert energy_saving(0.0, 0.95, 1.0, 1170.0, 270.0, 66.2) == 0.0
    assert energy_saving(2.65, 0.0, 1.0, 1170.0, 270.0, 66.2) == 0.0
    assert energy_saving(2.65, 0.95, 0.0, 1170.0, 270.0, 66.2) == 0.0


def test_bill_of_serbia_in_early_2022() -> None:
    # contract: 2.5175 bcm * 270 = 0.679725 bn; rest: 0.1325 bcm * 1170 = 0.155025 bn; together 0.83475 bn USD
    assert gas_bill(2.65, 0.95, 1.0, 1170.0, 270.0) == pytest.approx(0.83475, rel=1e-13)


def test_bill_buys_what_is_not_delivered_at_the_hub() -> None:
    # half of 0.8 delivered: 10 * (0.4 * 100 + 0.6 * 500) / 1000 = 3.4 bn USD
    assert gas_bill(10.0, 0.8, 0.5, 500.0, 100.0) == pytest.approx(3.4, rel=1e-14)


@CLAIM
@given(amount, share, share, price, price, st.floats(1, 1000))
def test_saving_is_the_hub_bill_less_the_bill(
    demand: float, dependence: float, supply: float, hub: float, contract: float, gdp: float
) -> None:
    at_the_hub = gas_bill(demand, 0.0, supply, hub, contract)
    bill = gas_bill(demand, dependence, supply, hub, contract)
    saved = energy_saving(demand, dependence, supply, hub, contract, gdp)
    assert bill >= 0.0
    assert 100.0 * (at_the_hub - bill) / gdp == pytest.approx(saved, rel=1e-9, abs=1e-9)


# R3


def test_dependence_heads_for_what_alternatives_cannot_cover() -> None:
    # 1 - 1.2 / 3 = 0.6
    assert dependence_goal(0.95, 3.0, 1.2, 0.3) == pytest.approx(0.6, rel=1e-15)


def test_dependence_never_heads_below_the_minimum_take_nor_up() -> None:
    assert dependence_goal(0.95, 3.0, 1.2, 0.7) == 0.7
    assert dependence_goal(0.95, 3.0, 30.0, 0.2) == 0.2
    assert dependence_goal(0.95, 3.0, 3.0, 0.0) == dependence_goal(0.95, 3.0, 30.0, 0.0) == 0.0
    assert dependence_goal(0.5, 3.0, 1.2, 0.3) == 0.5
    assert dependence_goal(0.5, 3.0, 0.0, 0.0) == 0.5


def test_dependence_goal_without_demand_is_none() -> None:
    assert dependence_goal(0.95, 0.0, 0.0, 0.5) == 0.0
    assert dependence_goal(0.95, 0.0, 2.0, 0.5) == 0.0


def test_dependence_goal_of_a_tiny_demand_is_finite() -> None:
    assert dependence_goal(0.9, 1e-300, 1.0, 0.1) == 0.1


@CLAIM
@given(share, st.floats(0.01, 100), amount, share, st.floats(0.01, 50))
def test_dependence_goal_is_between_zero_and_now_and_falls_as_interconnectors_open(
    dependence: float, demand: float, alternative: float, minimum: float, more: float
) -> None:
    goal = dependence_goal(dependence, demand, alternative, minimum)
    assert 0.0 <= dependence_goal(dependence, demand, alternative + more, minimum) <= goal <= dependence


def test_dependence_falls_at_the_rate_that_support_and_rivalry_raise() -> None:
    # 0.6 * (1 + 1 * 1 + 1 * 0.5) = 1.5 a year; a month: e^-0.125 = 0.8824969; 0.3 + 0.6 * 0.8824969 = 0.8294981
    assert dependence_step(0.9, 0.3, 0.6, 1.0, 1.0, 0.5, 1.0, MONTH) == pytest.approx(0.8294981, abs=5e-8)
    # support alone, at effect 3: 0.6 * (1 + 3 * 0.5) = 1.5 as well; rivalry alone, at effect 2: 0.6 * (1 + 2 * 0.75)
    assert dependence_step(0.9, 0.3, 0.6, 0.5, 3.0, 0.0, 1.0, MONTH) == pytest.approx(0.8294981, abs=5e-8)
    assert dependence_step(0.9, 0.3, 0.6, 0.0, 1.0, 0.75, 2.0, MONTH) == pytest.approx(0.8294981, abs=5e-8)


@CLAIM
@given(share, share, rate, share, st.floats(0, 10), share, st.floats(0, 10))
def test_dependence_two_half_months_are_a_month(
    dependence: float, goal: float, speed: float, support: float, effect: float, rivalry: float, rivalry_effect: float
) -> None:
    how = (goal, speed, support, effect, rivalry, rivalry_effect)
    halfway = dependence_step(dependence, *how, MONTH / 2)
    assert dependence_step(halfway, *how, MONTH / 2) == pytest.approx(
        dependence_step(dependence, *how, MONTH), abs=1e-15
    )


@CLAIM
@given(share, share, st.floats(0.1, 2), st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.1, 3))
def test_dependence_falls_faster_with_support_and_with_rivalry(
    dependence: float, part: float, speed: float, support: float, rivalry: float, effect: float
) -> None:
    goal = dependence * part
    assume(dependence - goal > 0.01)
    slow = dependence_step(dependence, goal, speed, support, effect, rivalry, effect, MONTH)
    assert goal <= dependence_step(dependence, goal, speed, support + 0.1, effect, rivalry, effect, MONTH) < slow
    assert goal <= dependence_step(dependence, goal, speed, support, effect, rivalry + 0.1, effect, MONTH) < slow
    assert slow < dependence


def test_dependence_stays_where_it_is_without_a_rate() -> None:
    assert dependence_step(0.95, 0.3, 0.0, 1.0, 1.0, 1.0, 1.0, MONTH) == pytest.approx(0.95, abs=1e-15)
