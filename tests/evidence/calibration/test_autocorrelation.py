"""How many independent draws chains are worth: against chains whose autocorrelation is known."""

import numpy as np
import pytest

from twochairs.evidence.calibration.autocorrelation import independent_draws


def chains(keep, steps, walkers, numbers=3):
    """Autoregressive chains that begin as they go on; each step keeps a share of the last one."""
    chance = np.random.default_rng([steps, walkers])
    found = [chance.normal(size=(walkers, numbers))]
    for _ in range(steps - 1):
        found.append(keep * found[-1] + np.sqrt(1 - keep**2) * chance.normal(size=(walkers, numbers)))
    return np.array(found)


@pytest.mark.parametrize(
    ("keep", "steps", "walkers"), [(0.0, 400, 20), (0.5, 2000, 20), (0.9, 2000, 40), (0.99, 500, 400)]
)
def test_they_are_all_draws_over_the_autocorrelation_time(keep, steps, walkers):
    """In the last row a chain is five times as long as it remembers: what it alone shows would be too little."""
    time = (1 + keep) / (1 - keep)
    assert independent_draws(chains(keep, steps, walkers)) == pytest.approx(steps * walkers / time, rel=0.2)


def test_the_mean_of_the_draws_errs_by_as_much():
    keep, steps, walkers = 0.8, 300, 10
    many = chains(keep, steps, 300 * walkers, 1).reshape(steps, 300, walkers)
    errors = many.mean(axis=(0, 2))
    assert independent_draws(many[:, :1].reshape(steps, walkers, 1)) == pytest.approx(1.0 / np.var(errors), rel=0.3)


def test_walkers_that_never_move_are_one_draw_each():
    still = np.repeat(np.random.default_rng(1).normal(size=(1, 30, 2)), 100, axis=0)
    assert independent_draws(still) == pytest.approx(30.0)


def test_a_chain_is_worth_no_more_than_its_draws():
    back_and_forth = chains(-0.9, 500, 10)
    assert independent_draws(back_and_forth) == 5000.0
