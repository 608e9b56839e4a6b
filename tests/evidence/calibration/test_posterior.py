"""The posterior: what is inside the cube, known constants found again, against a grid, the same twice."""

import numpy as np
import pytest
from scipy.special import logsumexp
from scipy.stats import halfnorm, kstest, norm, truncnorm

from twochairs.data.ideal_scale import PLACE
from twochairs.evidence.calibration.discrepancy import OFFSET_SD, Noise, log_likelihood
from twochairs.evidence.calibration.posterior import COMMON, COMMON_SPREAD, SWAY, Posterior, Unbounded, sample

YEARS, STATES = 14, 4
SLOPES = np.linspace(0.5, 1.5, STATES) * np.array([1, -1, 1, -1])


def linear(cube):
    """Every state moves along a line whose slope the constant says, each by its own share."""
    return cube[:, :1, None] * np.linspace(0.0, 1.0, YEARS)[None, :, None] * SLOPES


def observed(constant, seed, observation=0.05, level=0.02):
    """A record as the model has it."""
    chance = np.random.default_rng(seed)
    offset = PLACE + OFFSET_SD * chance.normal(size=STATES)
    moves = np.cumsum(level * chance.normal(size=(YEARS, STATES)), axis=0)
    return offset + moves + observation * chance.normal(size=(YEARS, STATES)) + linear(np.array([[constant]]))[0]


def full(points, sway=0.0, years=YEARS):
    """Points without a common walk, or with one whose every move is its standard deviation."""
    points = np.array(points, dtype=float)
    return np.hstack([points, np.full((len(points), 1), sway), np.ones((len(points), years - 1))])


def test_outside_the_cube_or_beyond_all_noise_there_is_nothing():
    posterior = Posterior(linear, observed(0.5, 1))
    inside = [[0.0, 0.0, 0.0], [1.0, 2.99, -2.99]]
    outside = [[-1e-9, 0, 0], [1 + 1e-9, 0, 0], [0.5, 3.0, 0], [0.5, 0, -3.0]]
    assert np.isfinite(posterior(full(inside))).all()
    assert (posterior(full(outside)) == -np.inf).all()
    assert (posterior(full(inside, sway=-1e-9)) == -np.inf).all()
    mixed = posterior(full([outside[0], inside[0], outside[2], inside[1]]))
    assert np.array_equal(np.isfinite(mixed), [False, True, False, True])
    assert mixed[[1, 3]] == pytest.approx(posterior(full(inside)))


def test_its_density_is_likelihood_times_prior():
    record = observed(0.5, 1)
    points = full([[0.3, 0.2, -0.4]], sway=0.5)
    noise = Noise(COMMON * np.exp([0.2]), COMMON * np.exp([-0.4]))
    together = 0.5 * SWAY * np.arange(YEARS)[:, None]
    expected = log_likelihood(record - together - linear(points[:, :1]), noise)[0]
    expected -= 0.5 * (0.2**2 + 0.4**2) / COMMON_SPREAD**2 + 0.5 * (0.5**2 + YEARS - 1)
    assert Posterior(linear, record)(points)[0] == pytest.approx(expected)


def test_years_the_record_does_not_have_do_not_count():
    record, points = observed(0.5, 1)[:8], full([[0.3, 0.2, -0.4]], years=8)
    other = Posterior(lambda cube: np.where(np.arange(YEARS)[None, :, None] < 8, linear(cube), 99.0), record)
    assert np.array_equal(Posterior(linear, record)(points), other(points))


def test_the_draws_are_those_of_the_density_on_a_grid():
    """Of a record of two years, where all numbers but the constant can be summed over."""
    record = observed(0.3, 2, 0.1, 0.05)[::13]
    posterior = Posterior(lambda cube: linear(cube)[:, ::13], record)
    grid, logs = np.linspace(0.0125, 0.9875, 40), np.linspace(-1.5, 1.5, 9)
    sways, moves = np.linspace(0.15, 3.15, 11), np.linspace(-3.0, 3.0, 11)
    axes = np.meshgrid(grid, logs, logs, sways, moves, indexing="ij")
    points = np.stack([one.ravel() for one in axes], axis=1)
    density = np.concatenate([posterior(part) for part in np.array_split(points, 40)]).reshape(40, -1)
    marginal = np.exp(logsumexp(density, axis=1) - logsumexp(density))
    chains = sample(posterior, 1, 600, 3, 600)
    mean, sd = marginal @ grid, np.sqrt(marginal @ grid**2 - (marginal @ grid) ** 2)
    assert 0.02 < sd < 0.2
    assert chains.cube.mean() == pytest.approx(mean, abs=0.25 * sd)
    assert chains.cube.std() == pytest.approx(sd, rel=0.2)
    noise, sway = chains.left.noise, chains.left.sway
    behind = [
        np.log(noise.observation / COMMON),
        np.log(noise.level / COMMON),
        sway.sd / SWAY,
        sway.path[:, 1] / sway.sd,
    ]
    assert not sway.path[:, 0].any()
    assert posterior(np.column_stack([chains.cube, *behind])) == pytest.approx(chains.log_posterior, abs=1e-8)


def test_what_all_states_move_together_is_told_from_what_one_does():
    """A step of all states is a step of the walk; one of a single state is not."""
    record = observed(0.5, 9, 0.02, 0.01)
    record[7:] += 0.3
    chains = sample(Posterior(linear, record), 1, 200, 9, 800)
    step = np.diff(chains.left.sway.path, axis=1)
    assert step[:, 6].mean() == pytest.approx(0.3, abs=0.06)
    assert np.abs(np.delete(step.mean(axis=0), 6)).max() < 0.06
    record[7:, 1:] -= 0.3
    alone = sample(Posterior(linear, record), 1, 200, 9, 800)
    assert abs(np.diff(alone.left.sway.path, axis=1)[:, 6].mean()) < 0.06


def test_known_constants_are_found_again():
    """Where the truth lies among the draws is evenly spread: too sure or too shy would show."""
    ranks, means, truths = [], [], np.random.default_rng(4).uniform(size=20)
    for seed, truth in enumerate(truths):
        chains = sample(Posterior(linear, observed(truth, 100 + seed)), 1, 200, seed, 200)
        ranks.append(np.mean(chains.cube[:, 0] < truth))
        means.append(chains.cube.mean())
    inside = np.mean([0.1 < rank < 0.9 for rank in ranks])
    assert 0.55 <= inside <= 1.0  # 16 of 20 are expected, 11 or fewer once in 200
    assert kstest(ranks, "uniform").pvalue > 0.01
    assert np.corrcoef(means, truths)[0, 1] > 0.95


def test_a_constant_that_moves_nothing_stays_as_its_prior():
    chains = sample(Posterior(lambda cube: 0.0 * linear(cube), observed(0.0, 5)), 1, 500, 6, 400)
    assert chains.cube.mean() == pytest.approx(0.5, abs=0.1)
    assert chains.cube.std() == pytest.approx(1 / np.sqrt(12), abs=0.05)


def test_as_many_constants_as_are_learnt_stay_as_their_priors_under_a_record_of_nothing():
    """Moves that do not keep to the density show first in many dimensions, as variance that is lost."""
    constants, years, ends = 25, 18, 1.96
    prior = truncnorm(-ends, ends, 0.5, 0.5 / ends)

    def nothing(cube):
        return np.zeros((len(cube), years, 2))

    posterior = Posterior(nothing, np.full((years, 2), np.nan), lambda cube: prior.logpdf(cube).sum(axis=1))
    chains = sample(posterior, constants, 2000, 1, 900)
    assert chains.cube.var(axis=0).mean() / prior.var() == pytest.approx(1.0, abs=0.04)
    assert chains.cube.mean() == pytest.approx(0.5, abs=0.02)
    noise, sway = chains.left.noise, chains.left.sway
    for common in (noise.observation, noise.level):
        assert np.log(common / COMMON).std() == pytest.approx(COMMON_SPREAD, rel=0.06)
    assert sway.sd.mean() == pytest.approx(SWAY * halfnorm.mean(), rel=0.06)
    assert (np.diff(sway.path, axis=1) / sway.sd[:, None]).var() == pytest.approx(1.0, abs=0.04)


def test_numbers_without_ends_have_the_density_of_their_points():
    """The volume that a little box of numbers has among points, by the determinant of its edges."""
    posterior = Posterior(linear, observed(0.5, 1)[:4])
    short = Posterior(lambda cube: linear(cube)[:, :4], posterior.observed)
    target = Unbounded(short, 1)
    numbers = np.random.default_rng(2).normal(size=(5, 1 + short.others))
    assert np.abs(target.points(numbers)[:, 0] - norm.cdf(numbers[:, 0])).max() < 1e-12
    edges = [
        (target.points(numbers + step) - target.points(numbers - step)) / 2e-5
        for step in 1e-5 * np.eye(numbers.shape[1])
    ]
    volume = np.log(np.linalg.det(np.stack(edges, axis=1)))
    apart = target(numbers) - short(target.points(numbers)) - volume
    assert apart == pytest.approx(np.full(5, apart[0]), abs=1e-6)


def test_it_is_the_same_twice_and_another_with_another_seed():
    posterior = Posterior(linear, observed(0.5, 1)[:6, :2])
    short = Posterior(lambda cube: linear(cube)[:, :6, :2], posterior.observed)
    one, two, other = sample(short, 1, 30, 7, 30), sample(short, 1, 30, 7, 30), sample(short, 1, 30, 8, 30)
    assert np.array_equal(one.cube, two.cube)
    assert np.array_equal(one.left.noise.level, two.left.noise.level)
    assert one.independent == two.independent
    assert not np.array_equal(one.cube, other.cube)
    assert 0 < one.independent <= 36 * 20  # walkers times the steps kept
    assert one.cube.shape == (30, 1)
