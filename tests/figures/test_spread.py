"""Two bands where runs are spread over draws of the parameters: chance alone, and both together."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import PolyCollection

from tests.written import write_run
from twochairs.experiment.uncertainty import drawn, for_scenario
from twochairs.figures import read
from twochairs.figures.runs import trajectories
from twochairs.results.result import Result
from twochairs.scenario.load import load


def spread(scenarios: Path, draws: int, replicates: int) -> Result:
    scenario = load(scenarios / "tiny.yaml", {"clock.months": "9"})
    sets = for_scenario(scenario, drawn("prior", draws, 7, replicates))
    folder = scenarios / f"spread-{draws}-{replicates}"
    return Result(write_run(folder, scenario, replicates, 7, draws=sets))


@pytest.fixture(scope="module")
def result(scenarios: Path) -> Result:
    return spread(scenarios, 6, 24)


def subtitle(result: Result) -> str:
    figure = trajectories.draw(result, ["AAA"])
    return " ".join(" ".join(text.get_text() for text in figure.texts).split())


def test_what_runs_differ_by_within_their_draw_worked_by_hand() -> None:
    """Draw 0: 1 and 3, mean 2, so -1 and 1, widened by the root of 2; draw 1 has one run, which tells nothing."""
    values = np.array([[1.0], [9.0], [3.0]])
    assert read.within(values, np.array([0, 1, 0]))[:, 0] == pytest.approx([-(2**0.5), 2**0.5])
    assert read.within(values, np.array([0, 1, 2])).shape == (0, 1)


def test_it_has_the_variance_of_chance_alone() -> None:
    random = np.random.default_rng(4)
    draw = np.repeat(np.arange(2000), 3)
    values = 5.0 * random.normal(size=2000)[draw] + 0.7 * random.normal(size=6000)
    assert read.within(values[:, None], draw).std() == pytest.approx(0.7, rel=0.03)


def test_the_draw_of_each_run_in_the_order_of_the_series(result: Result) -> None:
    draw = read.draws(result)
    assert draw is not None
    assert draw.tolist() == [r % 6 for r in read.series(result, "alignment")["replicate"].to_numpy().tolist()]


def test_the_outer_band_is_of_all_runs_and_the_inner_of_chance(result: Result) -> None:
    values = read.series(result, "alignment").sel(country="AAA").to_numpy()
    draw = read.draws(result)
    assert draw is not None
    figure = trajectories.draw(result, ["AAA"])
    polygons = [found for axes in figure.axes for found in axes.findobj(PolyCollection)]
    outer, inner = (found.get_paths()[0].vertices[:, 1] for found in polygons[:2])
    low, _, median, _, high = read.bands(values)
    assert outer.min() == pytest.approx(low.min())
    assert outer.max() == pytest.approx(high.max())
    ends = read.bands(median + read.within(values, draw))
    assert inner.min() == pytest.approx(ends[0].min())
    assert inner.max() == pytest.approx(ends[4].max())
    assert (ends[4] - ends[0])[-1] < (high - low)[-1]


def test_the_subtitle_says_how_they_are_read(result: Result) -> None:
    assert (
        "Median of 24 runs (line). 90 % band by chance alone (dark), which is the spread within each of 6 draws of the "
        "parameters, and by chance and parameters together (light)." in subtitle(result)
    )


def test_one_draw_or_one_run_a_draw(scenarios: Path) -> None:
    """One draw is an ensemble like any other; one run a draw has no band of chance alone."""
    single, sparse = spread(scenarios, 1, 4), spread(scenarios, 4, 4)
    assert read.draws(single) is None
    assert "Median of 4 runs (line), middle 50 % (dark) and 90 % (light)." in subtitle(single)
    assert "There is no band of chance alone" in subtitle(sparse)
