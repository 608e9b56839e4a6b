"""How often a 95 % interval holds what is true, over 100 seeds, or 400 in the long form: numbers made up, real runs."""

from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import binom, multinomial

from tests.long import FULL
from twochairs.ensemble.lanes import run_lanes
from twochairs.experiment.posterior import posterior
from twochairs.experiment.uncertainty import POSTERIOR, Draws, drawn, scenarios_of
from twochairs.outcomes.outcome import compiled_outcome
from twochairs.scenario.load import Scenario, load
from twochairs.scenario.timeline import fixed_slots
from twochairs.statistics.estimate import estimate
from twochairs.statistics.intervals import of_share
from twochairs.statistics.kinds import COUNT, NUMBER, PART, SHARE
from twochairs.statistics.paired import difference, of_shares
from twochairs.statistics.quantiles import quantile_interval
from twochairs.statistics.sample import Drawn
from twochairs.world.rulebook import STANDARD

SEEDS = 400 if FULL else 100
ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "scenario" / "good" / "tiny.yaml"
CASE = ROOT / "scenarios" / "balkans" / "serbia-2022.yaml"

Ends = tuple[float, float]
Maker = Callable[[np.random.Generator], np.ndarray]


def chance_of(coverage: float, times: int = SEEDS) -> float:
    """Three standard errors of a coverage that is seen so many times."""
    return float(3.0 * (coverage * (1.0 - coverage) / times) ** 0.5)


def coverage(make: Maker, truth: float, ends: Callable[[np.ndarray], Ends]) -> float:
    """Share of seeds whose interval holds the truth."""
    found = (ends(make(np.random.default_rng([11, seed]))) for seed in range(SEEDS))
    return float(np.mean([low <= truth <= high for low, high in found]))


def of_mean(kind: str, draw: Drawn | None = None) -> Callable[[np.ndarray], Ends]:
    def ends(values: np.ndarray) -> Ends:
        found = estimate(values, kind, draw)
        return found.low, found.high

    return ends


def of_difference(kind: str, draw: Drawn | None = None) -> Callable[[np.ndarray], Ends]:
    def ends(values: np.ndarray) -> Ends:
        found = difference(values, kind, draw)
        return found.low, found.high

    return ends


def of_quantile(share: float, draw: Drawn | None = None) -> Callable[[np.ndarray], Ends]:
    return lambda values: quantile_interval(values, share, draw)


def told(what: str, found: list[float]) -> None:
    print(f"coverage of 95 % intervals over {SEEDS} seeds, {what}: mean {np.mean(found):.3f}, lowest {min(found):.3f}")


def assert_near_95(what: str, found: list[float]) -> None:
    """93 to 97 %, give or take what the seeds leave."""
    told(what, found)
    times = SEEDS * len(found)
    assert 0.93 - chance_of(0.93, times) <= np.mean(found) <= 0.97 + chance_of(0.97, times)
    for one in found:
        assert 0.93 - chance_of(0.93) <= one <= 0.97 + chance_of(0.97)


def assert_enough(what: str, found: list[float]) -> None:
    """At least 93 % on average, and nowhere below 90 %, give or take what the seeds leave."""
    told(what, found)
    assert np.mean(found) >= 0.93
    assert min(found) >= 0.90 - chance_of(0.90)


# -- exactly, over everything that may come out ----------------------------------------------------------


@pytest.mark.parametrize("runs", [5, 20, 96])
def test_a_share_is_held_in_95_of_100_at_least_whatever_it_is(runs: int) -> None:
    ends = np.array([of_share(so / runs, runs) for so in range(runs + 1)])
    for p in np.linspace(0.0005, 0.9995, 500 if FULL else 100):
        held = (ends[:, 0] <= p) & (p <= ends[:, 1])
        assert binom.pmf(np.arange(runs + 1), runs, p) @ held >= 0.95


@pytest.mark.parametrize("pairs", [20, 48] if FULL else [20])
def test_a_difference_of_shares_is_held_in_90_of_100_at_least(pairs: int) -> None:
    each = [(up, down) for up in range(pairs + 1) for down in range(pairs + 1 - up)]
    ends = np.array([of_shares(up / pairs, down / pairs, pairs) for up, down in each])
    counts = np.array([(up, down, pairs - up - down) for up, down in each])
    found = []
    steps = np.linspace(0.01, 0.98, 25 if FULL else 10)
    for p, q in product(steps, steps):
        if p + q < 1.0:
            held = (ends[:, 0] <= p - q) & (p - q <= ends[:, 1])
            found.append(float(multinomial.pmf(counts, pairs, [p, q, 1.0 - p - q]) @ held))
    told(f"difference of shares of {pairs} pairs, exactly", found)
    assert np.mean(found) >= 0.93
    assert min(found) >= 0.90


# -- numbers made up -------------------------------------------------------------------------------------

SHARES = (0.005, 0.02, 0.05, 0.1, 0.3, 0.5, 0.9)
COUNTS = (0.01, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0)


@pytest.mark.parametrize("runs", [20, 96])
def test_numbers(runs: int) -> None:
    means: list[tuple[Maker, float]] = [
        (lambda random: random.normal(size=runs), 0.0),
        (lambda random: random.uniform(size=runs), 0.5),
        (lambda random: random.normal(size=runs) + 2.0 * (random.random(runs) < 0.3), 0.6),
    ]
    assert_near_95(f"means of {runs} runs", [coverage(make, truth, of_mean(NUMBER)) for make, truth in means])
    shares = (0.25, 0.5, 0.75)
    normal = [coverage(means[0][0], float(ndtri(share)), of_quantile(share)) for share in shares]
    assert_near_95(f"quantiles of {runs} runs", normal)


def moved(both: np.ndarray) -> np.ndarray:
    return 1.0 * (both[1] - both[0])


@pytest.mark.parametrize("runs", [20, 50])
def test_counts_and_differences_of_counts(runs: int) -> None:
    found = [coverage(lambda random, m=mean: random.poisson(m, runs) * 1.0, mean, of_mean(COUNT)) for mean in COUNTS]
    found += [
        coverage(lambda random, m=mean: random.negative_binomial(2, 2 / (2 + m), runs) * 1.0, mean, of_mean(COUNT))
        for mean in COUNTS
    ]
    found += [
        coverage(lambda random, p=share: random.binomial(3, p, runs) * 1.0, 3 * share, of_mean(COUNT))
        for share in SHARES
    ]
    assert_enough(f"counts of {runs} runs", found)
    pairs = [
        coverage(lambda random, m=mean: moved(random.poisson(m, (2, runs))), 0.0, of_difference(COUNT))
        for mean in COUNTS
    ]
    assert_enough(f"differences of counts of {runs} pairs", pairs)


@pytest.mark.parametrize("runs", [3, 10, 50])
def test_parts_and_differences_of_parts(runs: int) -> None:
    """Of shapes that the parts of one state over runs have: in the middle, in two heaps, near an end."""
    shapes = [(5.0, 3.0), (2.0, 2.0), (0.5, 0.5), (50.0, 1.0), (0.5, 5.0)]
    found = [coverage(lambda random, a=a, b=b: random.beta(a, b, runs), a / (a + b), of_mean(PART)) for a, b in shapes]
    told(f"means of parts of {runs} runs", found)
    assert np.mean(found) >= 0.93 - chance_of(0.93, len(found) * SEEDS)
    assert min(found) >= 0.90 - chance_of(0.90)
    pairs = [
        coverage(lambda random, a=a, b=b: moved_parts(random.beta(a, b, (2, runs))), 0.0, of_difference(PART))
        for a, b in shapes
    ]
    assert_near_95(f"differences of parts of {runs} pairs", pairs)


def moved_parts(both: np.ndarray) -> np.ndarray:
    return both[1] - both[0]


DRAWN = [(16, 6), (32, 3), (16, 2)]


def of_draws(draws: int, each: int) -> Drawn:
    return Drawn(np.arange(draws * each) % draws)


@pytest.mark.parametrize(("draws", "each"), DRAWN)
@pytest.mark.parametrize("spread", [0.3, 1.0, 3.0])
def test_numbers_under_draws(draws: int, each: int, spread: float) -> None:
    """What draws differ by, in standard deviations of chance; a quantile's interval is rather too wide where little."""
    draw = of_draws(draws, each)

    def make(random: np.random.Generator) -> np.ndarray:
        return spread * random.normal(size=draws)[draw.of_run] + random.normal(size=len(draw.of_run))

    assert_near_95(f"means of {draws} draws of {each} runs", [coverage(make, 0.0, of_mean(NUMBER, draw))])
    quantiles = [
        coverage(make, float(ndtri(share) * np.hypot(1.0, spread)), of_quantile(share, draw)) for share in (0.25, 0.5)
    ]
    told(f"quantiles of {draws} draws of {each} runs", quantiles)
    assert min(quantiles) >= 0.93 - chance_of(0.93)
    assert np.mean(quantiles) <= 0.985 + chance_of(0.985, 2 * SEEDS)


@pytest.mark.parametrize(("draws", "each"), DRAWN)
@pytest.mark.parametrize("alike", [0.05, 0.3, 1.0])
def test_shares_and_differences_of_shares_under_draws(draws: int, each: int, alike: float) -> None:
    """Runs of a draw are alike: the correlation of two of them."""
    draw = of_draws(draws, each)

    def so(random: np.random.Generator, p: float) -> np.ndarray:
        if alike == 1.0:
            return 1.0 * (random.random(draws) < p)[draw.of_run]
        of_draw = random.beta(p * (1 / alike - 1), (1 - p) * (1 / alike - 1), draws)
        return 1.0 * (random.random(len(draw.of_run)) < of_draw[draw.of_run])

    found = [coverage(lambda random, p=p: so(random, p), p, of_mean(SHARE, draw)) for p in SHARES]
    assert_enough(f"shares of {draws} draws of {each} runs, alike by {alike}", found)
    pairs = [
        coverage(lambda random, p=p: so(random, p) - so(random, 0.1), p - 0.1, of_difference(SHARE, draw))
        for p in SHARES
    ]
    assert_enough(f"differences of shares of {draws} draws of {each} runs, alike by {alike}", pairs)


@pytest.mark.parametrize(("draws", "each"), DRAWN)
def test_counts_under_draws(draws: int, each: int) -> None:
    draw, found = of_draws(draws, each), []
    for mean, spread in product(COUNTS, (0.0, 0.3, 0.6)):

        def make(random: np.random.Generator, mean: float = mean, spread: float = spread) -> np.ndarray:
            of_draw = mean * np.exp(spread * random.normal(size=draws) - spread**2 / 2)
            return 1.0 * random.poisson(of_draw[draw.of_run])

        found.append(coverage(make, mean, of_mean(COUNT, draw)))
    assert_enough(f"counts of {draws} draws of {each} runs", found)


@pytest.mark.parametrize("taken", [16, 48, 64])
def test_the_mean_over_a_table_of_which_draws_are_rows(taken: int) -> None:
    """64 rows, of which each seed draws some, each at most once, with chance of its own in six runs of each."""
    rows = np.random.default_rng(5).normal(size=64)

    def ends(values: np.ndarray) -> Ends:
        found = estimate(values, NUMBER, Drawn(np.arange(len(values)) % taken, 64))
        return found.low, found.high

    def make(random: np.random.Generator) -> np.ndarray:
        return np.tile(random.permutation(rows)[:taken], 6) + random.normal(size=6 * taken)

    assert_near_95(f"means of {taken} of 64 rows", [coverage(make, float(rows.mean()), ends)])


# -- real runs -------------------------------------------------------------------------------------------


class Ensembles:
    """Runs of a scenario by the engine, with draws of the posterior or without, and outcomes read off them."""

    def __init__(self, path: Path, months: int, outcomes: list[str]) -> None:
        self.scenario = load(path, {"clock.months": str(months)})
        layout = self.scenario.start()[0]
        start = self.scenario.case.clock.start
        self.programs = [compiled_outcome(text, layout, start, months) for text in outcomes]
        self.kinds = [program.kind_where(fixed_slots(self.scenario.case, layout)) for program in self.programs]
        self.slots = sorted({slot for program in self.programs for slot in program.slots})
        self._of_row = cache(self._solved)

    def _solved(self, row: int) -> Scenario:
        return scenarios_of(self.scenario, Draws(POSTERIOR, 0, (posterior()[row],)))[0]

    def read(self, seed: int, replicates: list[int], row: int | None = None) -> np.ndarray:
        """Outcomes of some replicates, shape (outcome, replicate)."""
        scenario = self.scenario if row is None else self._of_row(row)
        lanes = run_lanes(scenario, STANDARD, seed, replicates, np.array(self.slots, dtype=np.int64))
        kept = lanes.kept_sound
        return np.array([program.values(lambda slot: kept[:, self.slots.index(slot)]) for program in self.programs])

    def drawn(self, seed: int, replicates: int, draws: int) -> tuple[np.ndarray, Drawn]:
        """Outcomes of replicates that are spread over draws as `run --parameters posterior` spreads them."""
        sets = drawn(POSTERIOR, draws, seed, replicates)
        values = np.empty((len(self.programs), replicates))
        for draw, of_draw in enumerate(sets.values):
            own = [replicate for replicate in range(replicates) if sets.of(replicate) == draw]
            values[:, own] = self.read(seed, own, posterior().index(of_draw))
        of_each = sets.of_each(np.arange(replicates))
        assert of_each is not None
        return values, of_each


TINY_OUTCOMES = ["alignment[ALD]@end", "liability[ALD]@mean", "embargo[ALD]@end", "sum(incident[strait])"]
CASE_OUTCOMES = [
    "alignment[SRB]@end",
    "liability[SRB]@mean",
    "sanctions_within[SRB, 24]",
    "governments[SRB]@end",
    "sum(incident[kosovo])",
    "alignment[MNE]@end > 0.5",
]
REAL = [(TINY, 12, TINY_OUTCOMES), *([(CASE, 36, CASE_OUTCOMES)] if FULL else [])]
BIG = 20_000 if FULL else 4_000
"""Runs that what is true is taken from, of a seed of their own."""


def assert_held(what: str, kind: str, found: float) -> None:
    told(what, [found])
    if kind == NUMBER:
        assert 0.93 - chance_of(0.93) <= found <= 0.97 + chance_of(0.97)
    else:
        assert found >= 0.93 - chance_of(0.93)


@pytest.mark.parametrize(("path", "months", "outcomes"), REAL, ids=lambda value: getattr(value, "stem", ""))
@pytest.mark.parametrize("draws", [0, 16])
def test_real_runs(path: Path, months: int, outcomes: list[str], draws: int) -> None:
    """48 runs a seed: means of everything, and the median of the first outcome, against a big run of another seed."""
    ensembles, runs = Ensembles(path, months, outcomes), 48
    if draws:
        each = BIG // len(posterior())
        parts = [ensembles.read(10**6 + row, list(range(each)), row) for row in range(len(posterior()))]
        true = np.concatenate(parts, axis=1)
        found = [ensembles.drawn(seed, runs, draws) for seed in range(1, SEEDS + 1)]
    else:
        true = np.concatenate([ensembles.read(10**6 + n, list(range(1000))) for n in range(BIG // 1000)], axis=1)
        found = [(ensembles.read(seed, list(range(runs))), None) for seed in range(1, SEEDS + 1)]
    over = f"{draws} draws, " if draws else ""
    for place, (text, kind) in enumerate(zip(outcomes, ensembles.kinds, strict=True)):
        truth = float(true[place].mean())
        intervals = [of_mean(kind, draw)(values[place]) for values, draw in found]
        held = float(np.mean([low <= truth <= high for low, high in intervals]))
        assert_held(f"{path.stem}, {over}{text}", kind, held)
    middle = float(np.median(true[0]))
    intervals = [quantile_interval(values[0], 0.5, draw) for values, draw in found]
    held = float(np.mean([low <= middle <= high for low, high in intervals]))
    told(f"{path.stem}, {over}median of {outcomes[0]}", [held])
    assert 0.93 - chance_of(0.93) <= held <= 0.985 + chance_of(0.985)
