"""Known answers: where theory says what must come out of the rules and the draws.

Deterministic answers hold to 1e-9; those of an ensemble within three standard errors of theory.
"""

import math
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from scipy.stats import binom

from tests.rules.binomial import count_below
from twochairs.engine.chance import agent_key, uniforms
from twochairs.rules.accession import accession_step
from twochairs.rules.acts import act_probability, events_due
from twochairs.rules.alignment import alignment_step
from twochairs.rules.dispute import incident_probability, tension_step
from twochairs.rules.election import challenger_win_probability
from twochairs.rules.elementary import normal_quantile
from twochairs.rules.energy import dependence_goal, dependence_step, energy_saving, hub_price_step
from twochairs.rules.foothold import foothold_step
from twochairs.rules.opinion import favourability_step

MONTH = 1.0 / 12.0
RUNS = 1000
SEED = 20220224


def drawn(stream: str, months: int, runs: int = RUNS) -> list[list[float]]:
    """Draws by month, then by run."""
    columns = [uniforms(SEED, replicate, months, stream, [agent_key("SRB")])[:, 0] for replicate in range(runs)]
    return np.stack(columns, axis=1).tolist()


def after(months: int, start: float, step: Callable[[float], float]) -> float:
    x = start
    for _ in range(months):
        x = step(x)
    return x


def within_three_errors(mean_of: np.ndarray, theory: float) -> bool:
    return bool(abs(mean_of.mean() - theory) < 3.0 * mean_of.std() / math.sqrt(len(mean_of)))


def variance_within_three_errors(values: np.ndarray, theory: float) -> bool:
    """For normal values: their variance has a standard error of sqrt(2 / (n - 1)) of itself."""
    return bool(abs(values.var(ddof=1) - theory) < 3.0 * theory * math.sqrt(2.0 / (len(values) - 1)))


# without chance


def test_opinion_dependence_tension_and_alignment_relax_exponentially() -> None:
    left = math.exp(-0.7 * 3.0)  # 0.7 a year, for 36 months
    steps: dict[str, Callable[[float], float]] = {
        "favourability": lambda x: favourability_step(x, -0.2, 0.7, MONTH),
        "dependence": lambda x: dependence_step(x, -0.2, 0.35, 0.5, 1.0, 0.5, 1.0, MONTH),
        "tension": lambda x: tension_step(x + 0.2, 0.0, 0.35, 1.0, 1.0, 0.0, 0.2, MONTH) - 0.2,
        "alignment": lambda x: alignment_step(x, -0.2, 0.7, 0.0, 1.0, MONTH),
    }
    for step in steps.values():
        assert after(36, 0.6, step) == pytest.approx(-0.2 + 0.8 * left, abs=1e-9)


def test_a_hub_price_without_volatility_relaxes_exponentially_in_logs() -> None:
    price = after(24, 1170.0, lambda p: hub_price_step(p, 400.0, 1.5, 0.0, 1.0, MONTH))
    assert price == pytest.approx(400.0 * (1170.0 / 400.0) ** math.exp(-3.0), rel=1e-9)


def test_a_foothold_fills_as_a_saturating_stock() -> None:
    # d f / dt = 0.3 (1 - f) - 0.1 f from 0: f = 0.75 (1 - e^(-0.4 t)), five years
    assert after(60, 0.0, lambda f: foothold_step(f, 0.3, 0.1, MONTH)) == pytest.approx(
        0.75 * (1.0 - math.exp(-2.0)), abs=1e-9
    )


def test_accession_grows_in_a_straight_line_at_the_logistic_of_alignment() -> None:
    # two widths short of what is asked: 0.12 / (1 + e^2) a year, ten years
    start, years = 0.1, 10
    step = partial(_accession, alignment=0.1, required=0.4)
    assert after(12 * years, start, step) == pytest.approx(start + 0.12 * years / (1.0 + math.exp(2.0)), abs=1e-9)


def _accession(accession: float, alignment: float, required: float) -> float:
    return accession_step(accession, 1.0, alignment, required, 0.15, 0.0, 0.12, MONTH)


def test_a_century_of_nothing_changes_nothing() -> None:
    """Every rate, weight or volatility 0, or every state at its goal."""
    steps: list[Callable[[float], float]] = [
        lambda x: favourability_step(x, -0.9, 0.0, MONTH),
        lambda x: favourability_step(x, x, 5.0, MONTH),
        lambda x: dependence_step(x, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, MONTH),
        lambda x: dependence_step(x, dependence_goal(x, 3.0, 0.0, 0.0), 0.6, 1.0, 1.0, 1.0, 1.0, MONTH),
        lambda x: foothold_step(x, 0.0, 0.0, MONTH),
        lambda x: tension_step(x, 0.9, 0.0, 1.0, 1.0, 0.0, 1.0, MONTH),
        lambda x: tension_step(x, x, 1.2, 1.0, 1.0, 1.0, 0.0, MONTH),
        lambda x: alignment_step(x, x, 0.9, 0.0, 3.0, MONTH),
        lambda x: accession_step(x, 0.0, 1.0, 0.4, 0.15, 0.0, 0.12, MONTH),
        lambda x: accession_step(x, 1.0, 1.0, 0.4, 0.15, 1.0, 0.12, MONTH),
        lambda x: x + incident_probability(0.0, 0.0, 0.0, 1.0, 1.0, MONTH),
        lambda x: x + energy_saving(0.0, 0.9, 1.0, 1170.0, 270.0, 66.2),
    ]
    for step in steps:
        assert after(1200, 0.37, step) == pytest.approx(0.37, abs=1e-12)


# with chance


def test_alignment_around_its_target_has_the_stationary_mean_and_variance() -> None:
    target, inertia, volatility, months = 0.1, 4.0, 0.2, 24
    alignments = [target] * RUNS
    for us in drawn("alignment", months):
        alignments = [
            alignment_step(a, target, inertia, volatility, normal_quantile(u), MONTH)
            for a, u in zip(alignments, us, strict=True)
        ]
    # volatility^2 / (2 inertia) = 0.005; of the start, e^(-2 * 4 * 2) = 1e-7 is left
    assert within_three_errors(np.array(alignments), target)
    assert variance_within_three_errors(np.array(alignments), volatility**2 / (2.0 * inertia))


def test_alignment_without_inertia_is_a_random_walk() -> None:
    volatility, months = 0.05, 24
    alignments = [0.0] * RUNS
    for us in drawn("alignment", months):
        alignments = [
            alignment_step(a, 0.0, 1e-6, volatility, normal_quantile(u), MONTH)
            for a, u in zip(alignments, us, strict=True)
        ]
    # variance grows by volatility^2 a year
    assert within_three_errors(np.array(alignments), 0.0)
    assert variance_within_three_errors(np.array(alignments), volatility**2 * months / 12.0)


def test_the_hub_price_has_the_lognormal_mean_and_variance() -> None:
    level, reversion, volatility, months = 400.0, 3.0, 0.6, 30
    prices = [level] * RUNS
    for us in drawn("hub", months):
        prices = [
            hub_price_step(p, level, reversion, volatility, normal_quantile(u), MONTH)
            for p, u in zip(prices, us, strict=True)
        ]
    variance = volatility**2 / (2.0 * reversion)
    logs = np.log(prices)
    assert within_three_errors(logs, math.log(level))
    assert variance_within_three_errors(logs, variance)
    assert within_three_errors(np.array(prices), level * math.exp(variance / 2.0))


def test_the_hub_price_forgets_at_its_rate_of_reversion() -> None:
    reversion, apart = 1.2, 6
    us = uniforms(SEED, 0, 12_000, "hub", [agent_key()])[:, 0].tolist()
    logs, price = [], 400.0
    for u in us:
        price = hub_price_step(price, 400.0, reversion, 0.5, normal_quantile(u), MONTH)
        logs.append(math.log(price))
    series = np.array(logs) - math.log(400.0)
    remembered = (series[apart:] * series[:-apart]).mean() / series.var()
    # e^(-1.2 / 2) = 0.549; the 12,000 months are worth about 600 independent ones
    assert remembered == pytest.approx(math.exp(-reversion * apart / 12.0), abs=3.0 / math.sqrt(600.0))


def test_elections_of_constant_odds_share_the_office_as_a_two_state_chain_does() -> None:
    first, second, public = 0.5, -0.3, 0.2
    loses = challenger_win_probability(first, second, public, 0.6, 4.0, 1.0)
    returns = challenger_win_probability(second, first, public, 0.6, 4.0, 1.0)
    in_office = [first] * RUNS
    for us in drawn("election", 40):
        in_office = [_elected(now, first + second - now, public, u) for now, u in zip(in_office, us, strict=True)]
    assert 0.1 < loses < returns < 0.9
    # the share of the first is returns / (loses + returns)
    assert within_three_errors(np.array(in_office) == first, returns / (loses + returns))


def _elected(now: float, challenger: float, public: float, u: float) -> float:
    return challenger if u < challenger_win_probability(now, challenger, public, 0.6, 4.0, 1.0) else now


def test_incidents_at_a_constant_rate_are_counted_as_by_poisson() -> None:
    rate, years = 1.5, 10
    chance = incident_probability(rate, 0.0, 0.0, 0.3, 0.5, MONTH)
    counts = (np.array(drawn("incident", 12 * years)) < chance).sum(axis=0)
    months = 12 * years
    assert chance == pytest.approx(1.0 - math.exp(-rate * MONTH), abs=1e-15)
    assert within_three_errors(counts, months * chance)
    assert variance_within_three_errors(counts, months * chance * (1.0 - chance))


def test_a_quiet_year_has_the_probability_of_no_poisson_event() -> None:
    chance = incident_probability(0.6, 0.0, 0.0, 0.0, 0.0, MONTH)
    quiet = (np.array(drawn("incident", 12)) >= chance).all(axis=0)
    assert (1.0 - chance) ** 12 == pytest.approx(math.exp(-0.6), rel=1e-13)
    assert within_three_errors(quiet, math.exp(-0.6))


def test_incidents_that_feed_on_tension_cluster() -> None:
    """Counts scatter more than those of a constant rate with the same mean."""
    tensions, counts = [0.1] * RUNS, [0.0] * RUNS
    for us in drawn("incident", 60):
        chances = [incident_probability(0.3, 5.0, 0.0, tension, 0.0, MONTH) for tension in tensions]
        struck = [1.0 if u < chance else 0.0 for u, chance in zip(us, chances, strict=True)]
        counts = [count + hit for count, hit in zip(counts, struck, strict=True)]
        tensions = [
            tension_step(tension, 0.1, 0.8, 0.0, 0.0, hit, 0.3, MONTH)
            for tension, hit in zip(tensions, struck, strict=True)
        ]
    assert np.var(counts) / np.mean(counts) > 1.2


def test_acts_are_done_in_the_logistic_share_of_months() -> None:
    us = np.array(drawn("act", 12)).ravel()
    for widths in (-2.0, -0.5, 0.0, 1.0):
        chance = act_probability(0.45 + 0.15 * widths, 0.45, 0.15)
        assert chance == pytest.approx(1.0 / (1.0 + math.exp(-widths)), abs=1e-9)
        assert within_three_errors(us < chance, chance)


def test_declarations_joined_in_a_year_are_binomial() -> None:
    """Months' counts by inversion add up to the count of the year's declarations."""
    likely, year = 0.53, range(12)
    us = drawn("easy_declaration", 12)
    joined = np.array(
        [sum(count_below(us[month][run], events_due(30.0, month), likely) for month in year) for run in range(RUNS)]
    )
    assert within_three_errors(joined, 30 * likely)
    assert variance_within_three_errors(joined, 30 * likely * (1.0 - likely))
    shares = np.bincount(joined.astype(int), minlength=31) / RUNS
    assert np.abs(shares.cumsum() - binom.cdf(np.arange(31), 30, likely)).max() < 1.63 / math.sqrt(RUNS)  # 1 % point


def test_a_certain_act_is_always_done_and_an_impossible_one_never() -> None:
    us = [u for month in drawn("act", 12) for u in month]
    assert all(u < act_probability(1.0, -2.0, 0.01) for u in us)
    assert not any(u < act_probability(-1.0, 2.0, 0.01) for u in us)
