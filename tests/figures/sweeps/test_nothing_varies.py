"""Figures of outcomes that never happen, never vary, or have no chance in them: words from what is declared."""

import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import twochairs
from tests.results.sweeps import swept
from twochairs.errors import NothingToShow
from twochairs.figures.design import axes as scales
from twochairs.figures.design import labels
from twochairs.figures.sweeps import convergence, heatmap, response, tornado
from twochairs.results.result import Result
from twochairs.statistics.estimate import NOTHING, estimate
from twochairs.statistics.kinds import COUNT, FIXED, MONTH, PART, SHARE

SCENARIO = """\
twochairs: 2
title: Never
clock: {start: 2020-01, months: 6}
poles: {W: {position: 1}, E: {position: -1}}
countries:
  AAA: {alignment: 0.2, gdp: 50, publics: {all: {favourability: {W: 0.2, E: 0.1}}}}
  BBB: {alignment: -0.3, gdp: 20, publics: {all: {favourability: {W: -0.2, E: 0.3}}}}
disputes: {border: {between: [AAA, BBB], salience: {AAA: 0.0, BBB: 0.0}, tension: 0.0}}
acts: {sanc: {difficulty: 2, every: 3 months}}
"""
ACT, COUNTED, WHEN = "sanc[AAA]@end", "count_months(sanc[AAA] > 0)", "first_month(sanc[AAA])"
LEVER, SPENT = "pressure[W, AAA]@end", "accession[E, AAA]@end"
EXPERIMENT = f"""\
replicates: 20
seed: 3
outcomes: ["{ACT}", "{COUNTED}", "{WHEN}", "{LEVER}", "{SPENT}"]
keep: {{series: none}}
"""
GRID = "factors: {W.pressure: {from: 0.2, to: 1, steps: 4}, E.influence_effort: {from: 0, to: 1, steps: 4}}\n"
ONE = (
    "design: {kind: one-at-a-time}\nfactors: {W.pressure: {from: 0.2, to: 1, steps: 2, baseline: 0.5}, "
    "E.influence_effort: {from: 0, to: 1, steps: 2, baseline: 0.5}}\n"
)


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("never")
    (folder / "never.yaml").write_text(SCENARIO)
    found = twochairs.open(swept(folder / "grid", folder / "never.yaml", EXPERIMENT + GRID))
    assert isinstance(found, Result)
    return found


@pytest.fixture(scope="module")
def one_at_a_time(grid: Result) -> Result:
    folder = grid.folder.parent
    found = twochairs.open(swept(folder / "one", folder / "never.yaml", EXPERIMENT + ONE))
    assert isinstance(found, Result)
    return found


def said(figure: Figure) -> str:
    figure.canvas.draw()
    return "\n".join(text.get_text() for text in figure.findobj(Text))


def test_kinds_stand_in_the_result(grid: Result) -> None:
    kinds = [grid.kind(text) for text in (ACT, COUNTED, WHEN, LEVER, SPENT)]
    assert kinds == [SHARE, COUNT, MONTH, FIXED, PART]
    assert (grid.summary.query(f"outcome == '{LEVER}'")["monte_carlo_error"] == 0.0).all()
    assert (grid.summary.query(f"outcome == '{ACT}'")["monte_carlo_error"] > 0.0).all()


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (ACT, "0 in every run (0 to 0.17)"),
        (COUNTED, "0 in every run (0 to 0.21)"),
        (WHEN, "in none of 20 runs"),
        (LEVER, "without chance"),
        (SPENT, "0 in every run"),
    ],
)
def test_convergence_says_what_is_known(grid: Result, outcome: str, told: str) -> None:
    text = said(convergence.draw(grid, outcome))
    assert told in text
    assert "nan" not in text
    assert "unknown" not in text
    assert "more runs halve it" not in text


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (ACT, "sanc, AAA, at the end is 0 of runs in every cell (95 % interval 0 to 0.17)"),
        (COUNTED, "count_months(sanc[AAA] > 0) is 0 in every cell (95 % interval 0 to 0.21)"),
        (SPENT, "Accession progress, E, AAA, at the end is 0 in every cell (without chance)"),
    ],
)
def test_what_never_varies_is_a_sentence_and_no_heat_map(grid: Result, outcome: str, told: str) -> None:
    with pytest.raises(NothingToShow, match=f"^{re.escape(told)}$"):
        heatmap.draw(grid, outcome, ("W.pressure", "E.influence_effort"))


@pytest.mark.parametrize("outcome", [ACT, COUNTED, WHEN, LEVER, SPENT])
def test_no_tick_is_minus_nought_and_no_count_a_share(grid: Result, outcome: str) -> None:
    figures = [convergence.draw(grid, outcome), response.draw(grid, outcome)]
    figures += [heatmap.draw(grid, outcome, ("W.pressure", "E.influence_effort"))] if outcome == LEVER else []
    for figure in figures:
        text = said(figure)
        assert not re.search(r"(?m)^[-−]0(\.0*)?$", text)
        assert ("share of runs" in text.lower()) == (outcome == ACT)
        for axes in figure.axes:
            shown = [tick.get_text() for tick in axes.get_yticklabels() if tick.get_text()]
            assert len(shown) == len(set(shown)), shown


def test_a_tornado_of_what_never_happens_has_whiskers_as_wide_as_its_pairs(one_at_a_time: Result) -> None:
    text = said(tornado.draw(one_at_a_time, ACT))
    assert "0.00 [−0.16, 0.16]" in text.replace("0 [−0.16", "0.00 [−0.16") or "[−0.16, 0.16]" in text
    assert "[0, 0]" not in text


def test_what_is_known_of_a_mean_in_words() -> None:
    values = np.arange(20.0)
    assert labels.known(estimate(values), 20) == "9.5 ± 1.3; 60 more runs halve it"
    assert labels.known(estimate(values), 20, drawn=True) == "9.5 ± 1.3; 60 more runs over as many more draws halve it"
    assert labels.known(estimate(values[:3], MONTH), 20, kind=MONTH) == "3 of 20 runs: 1 ± 0.58; 60 more runs halve it"
    assert labels.known(estimate(values[:1]), 1) == "0; one run says no error"
    assert labels.known(NOTHING, 20, kind=MONTH) == "in none of 20 runs"
    assert labels.value(-0.0) == "0"


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.0), (-1e-17, 3.6e-17), (0.3, 0.3), (-2.0, -2.0), (5.0, 5.0 + 1e-12)])
def test_axes_are_wide_enough_for_their_ticks_to_differ(low: float, high: float) -> None:
    least, most = scales.apart(low, high)
    assert least < low <= high < most
    assert f"{least:.3g}" != f"{most:.3g}"


def test_axes_that_are_wide_stay(tmp_path: Path) -> None:
    assert scales.apart(0.0, 1.0) == (0.0, 1.0)
    assert scales.apart(-0.001, 0.002) == (-0.001, 0.002)
