"""Forecasts: moments by the filter, nothing of after the origin, and the naive ones beside them."""

from dataclasses import replace

import numpy as np
import pytest

from twochairs.evidence.calibration.discrepancy import Left, Noise, Sway, of_states
from twochairs.evidence.calibration.record import Record, record
from twochairs.evidence.hindcast.forecast import Origin, forecast, naive
from twochairs.evidence.scoring.baselines import persistence
from twochairs.evidence.scoring.series import Series

YEARS = np.arange(2000, 2012)
ORIGIN = Origin(2007, 3)
DRAWS = 50


def made_up(seed=1):
    chance = np.random.default_rng(seed)
    values = np.cumsum(0.1 * chance.normal(size=(12, 2)), axis=0) + 0.3
    return Record(YEARS, ("A", "B"), values, np.zeros((12, 2)))


def still(draws=DRAWS):
    noise = Noise(np.full(draws, 0.05), np.full(draws, 0.1))
    return np.zeros((draws, 12, 2)), Left(noise, Sway(np.zeros(draws), np.zeros((draws, 8))))


def test_years_of_an_origin():
    assert ORIGIN.years.tolist() == [2008, 2009, 2010]


def test_nothing_after_the_origin_changes_a_forecast():
    one, (signal, noise) = made_up(), still()
    values = one.values.copy()
    values[YEARS > 2007] = np.nan
    poles = one.poles + (YEARS > 2007)[:, None]
    signal_later = signal.copy()
    signal_later[:, YEARS > 2010] = 7.0  # beyond the horizon
    first = forecast(one, ORIGIN, signal, noise, 200, 5)
    assert np.array_equal(forecast(replace(one, values=values, poles=poles), ORIGIN, signal, noise, 200, 5), first)
    assert np.array_equal(forecast(one, ORIGIN, signal_later, noise, 200, 5), first)
    values = one.values.copy()
    values[YEARS == 2007] += 0.01
    assert not np.array_equal(forecast(replace(one, values=values), ORIGIN, signal, noise, 200, 5), first)


def test_the_signal_after_the_origin_comes_on_top():
    one, (signal, noise) = made_up(), still()
    moved = signal.copy()
    moved[:, YEARS == 2009] += 0.4
    first, second = (forecast(one, ORIGIN, path, noise, 200, 5) for path in (signal, moved))
    assert second - first == pytest.approx(np.broadcast_to([[0.0], [0.4], [0.0]], (200, 3, 2)))


def test_a_signal_that_explains_the_record_is_the_forecast():
    """Residuals at the offset throughout: the mean of what comes is the signal and the offset."""
    trend = np.linspace(0.0, 1.0, 12)[:, None] * np.array([1.0, -0.5])
    one = replace(made_up(), values=0.35 + trend)
    _, noise = still()
    found = forecast(one, ORIGIN, np.tile(trend, (DRAWS, 1, 1)), noise, 20_000, 6)
    assert found.mean(axis=0) == pytest.approx(one.values[8:11], abs=0.01)


def test_moments_are_those_of_the_mixture_over_kinds():
    one, (signal, noise) = made_up(), still(1)
    found = forecast(one, ORIGIN, signal, noise, 40_000, 7)
    kinds = of_states(noise.noise)
    prior = np.exp(-0.5 * np.array([4.0, 1.0, 0.0, 1.0, 4.0]))
    prior = np.outer(prior, prior).ravel()
    for state in range(2):
        means, variances, weights = [], [], []
        for k in range(25):
            sd, move = kinds.observation[0, k, 0], kinds.level[0, k, 0]
            mean, variance, density = 0.35, 0.25**2, prior[k]
            for year, seen in enumerate(one.values[:8, state]):
                variance += move**2 if year else 0.0
                spread = variance + sd**2
                density *= np.exp(-0.5 * (seen - mean) ** 2 / spread) / np.sqrt(2 * np.pi * spread)
                mean += variance / spread * (seen - mean)
                variance *= sd**2 / spread
            means.append(mean)
            variances.append(variance + 3 * move**2 + sd**2)
            weights.append(density)
        share = np.array(weights) / np.sum(weights)
        mean = share @ means
        variance = share @ (np.array(variances) + np.array(means) ** 2) - mean**2
        assert found[:, 2, state].mean() == pytest.approx(mean, abs=5 * np.sqrt(variance / 40_000))
        assert found[:, 2, state].var() == pytest.approx(variance, rel=0.06)


@pytest.mark.parametrize("members", [50, 150, 20])
def test_every_draw_has_its_share_of_members(members):
    one, (signal, noise) = made_up(), still()
    signal[:, YEARS > 2007] = 1000.0 * np.arange(DRAWS)[:, None, None]
    found = forecast(one, ORIGIN, signal, noise, members, 8)
    draw = (found[:, 0, 0] / 1000.0).round()
    assert draw.tolist() == np.resize(np.arange(DRAWS), members).tolist()


def test_it_is_the_same_twice_and_another_with_another_seed():
    one, (signal, noise) = made_up(), still()
    first, second, other = (forecast(one, ORIGIN, signal, noise, 100, seed) for seed in (5, 5, 6))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, other)


def test_naive_forecasts_of_every_state():
    one = record(("SRB", "UKR", "MNE"))
    found, fallen = naive(one, Origin(2010, 4), 50, 3)
    assert {*found} == {"persistence", "linear_drift", "past_mean", "autoregression"}
    series = [Series(one.years, one.values[:, state]) for state in range(3)]
    for name, members in found.items():
        assert members.shape == (50, 4, 3), name
    chance = np.random.default_rng(3)  # one for all states, in their order
    for state in range(3):
        alone = persistence(series[state], series, 2010, 4, 50, chance).members
        assert np.array_equal(found["persistence"][:, :, state], alone.T)
    assert fallen["autoregression, MNE"] == "fewer than 5 pairs of consecutive years"
    later = one.values.copy()
    later[one.years > 2010] = -3.0
    assert np.array_equal(naive(replace(one, values=later), Origin(2010, 4), 50, 3)[0]["past_mean"], found["past_mean"])


def test_what_all_states_move_together_is_taken_off_what_was_seen_and_goes_on():
    """A walk that explains the record wholly: it stays where it is, and its later moves are those of both states."""
    together = 0.05 * np.arange(12.0)
    one = replace(made_up(), values=0.35 + np.tile(together[:, None], (1, 2)))
    signal, _ = still(20_000)
    quiet = Noise(np.full(20_000, 1e-6), np.full(20_000, 1e-6))
    sway = Sway(np.full(20_000, 0.04), np.tile(together[:8], (20_000, 1)))
    found = forecast(one, ORIGIN, signal, Left(quiet, sway), 20_000, 9)
    assert found.mean(axis=0) == pytest.approx(np.full((3, 2), 0.35 + together[7]), abs=0.002)
    assert found.std(axis=0) == pytest.approx(0.04 * np.sqrt([[1, 1], [2, 2], [3, 3]]), rel=0.03)
    assert np.abs(found[:, :, 0] - found[:, :, 1]).max() < 1e-4
