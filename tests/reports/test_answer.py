"""The sentences of a page hold the numbers of the result."""

import copy
import math

import numpy as np
import pytest
import xarray as xr

from tests.figures.conftest import HIDDEN, LONG, MATHS, RIGHT_TO_LEFT, SCRIPT
from twochairs.figures import read
from twochairs.figures.text import signed
from twochairs.reports import answer
from twochairs.results.attribution import attribution
from twochairs.results.paired import paired
from twochairs.results.result import Result


@pytest.fixture
def ends(result: Result) -> np.ndarray:
    return result.series("alignment").sel(point=0, country="AAA").to_numpy()[:, -1]


def test_where_the_state_in_focus_goes(result: Result, ends: np.ndarray) -> None:
    goes = answer.of_run(result)[0]
    low, median, high = np.quantile(ends, (0.05, 0.5, 0.95))
    error = ends.std(ddof=1) / 2.0
    half = 3.182446305 * error
    assert goes == (
        f"{SCRIPT} starts in 2022-03 at an alignment of +0.10 (−1: {LONG}; +1: {RIGHT_TO_LEFT}) and stands, 24 months "
        f"later, at {signed(median)} in the median of 4 runs; 90 % of them end between {signed(low)} and "
        f"{signed(high)}. The mean is {signed(ends.mean(), 3)} with a Monte-Carlo error of {float(f'{error:.2g}'):g} "
        f"(95 % interval {signed(ends.mean() - half, 3)} to {signed(ends.mean() + half, 3)}); 12 more runs would halve "
        "it."
    )


def test_why_names_the_largest_changes_of_either_sign(result: Result) -> None:
    because = answer.of_run(result)[1]
    [row] = attribution(result, ["AAA"])
    ends = f"from {signed(row['before'])} in the first year to {signed(row['after'])} in the last;"
    assert f"changed by {signed(row['change'])}: {ends}" in because
    for term in row["terms"][:1]:
        assert f"{term['mechanism'].replace('_', ' ')} ({signed(term['change'])})" in because


def with_acts(result: Result, vote: list[list[float]]) -> Result:
    """The same result, in which AAA does the act that does not stay, run by run, as given, and no other act."""
    other = copy.copy(result)
    joined = xr.zeros_like(read.series(result, "joined"))
    joined.loc[{"act": "vote", "country": "AAA"}] = 0.0
    for run, months in enumerate(vote):
        for month, done in enumerate(months):
            joined.loc[{"act": "vote", "country": "AAA", "replicate": run, "month": joined["month"][month]}] = done
    read._READ.setdefault(other, {})["acts"] = xr.Dataset({"joined": joined})
    return other


def test_what_was_done_by_the_end_is_what_was_done_at_any_time(result: Result) -> None:
    """Two runs do the act that does not stay, in months 1 to 3, and no longer at the end; one does it at the end."""
    months = result.manifest["months"]
    busy = with_acts(result, [[0, 1, 1, 1], [0, 1], [0] * months + [1], []])
    does = answer.of_run(busy)[2]
    assert does.startswith(f"Share of runs in which {SCRIPT} has done each act, at least once, by the end: ")
    assert f"{MATHS} 75\u00a0% (95 % interval 19\u00a0% to 99.4\u00a0%); when last asked 25\u00a0%" in does


def test_an_act_done_in_no_run_is_as_uncertain_as_the_runs_leave_it(result: Result) -> None:
    """None of 4: 1 - 0.025^(1/4) is 60 %. One that stays is not told as it stood."""
    does = answer.of_run(with_acts(result, []))[2]
    assert f"{MATHS} 0\u00a0% (95 % interval 0\u00a0% to 60\u00a0%); when last asked 0\u00a0%" in does
    assert does.endswith(f"{HIDDEN} 0\u00a0% (95 % interval 0\u00a0% to 60\u00a0%).")


def test_one_run_has_no_error(shortest: Result) -> None:
    goes = answer.of_run(shortest)[0]
    assert goes.endswith(", in the one run there is.")
    assert "Monte-Carlo" not in goes


def test_a_comparison_is_the_paired_difference_with_its_interval(result: Result, variant: Result) -> None:
    told = answer.of_comparison(result, variant)
    frame = paired(result, variant).set_index("outcome").loc["alignment[AAA]@end"]
    assert f"differs by {signed(frame['mean_difference'], 3)}" in told
    assert f"(95 % interval {signed(frame['low'], 3)} to {signed(frame['high'], 3)}, 4 pairs of runs)" in told
    clear = frame["low"] > 0.0 or frame["high"] < 0.0
    assert ("), told from chance." in told) == clear


def test_a_result_does_not_differ_from_itself(result: Result) -> None:
    told = answer.of_comparison(result, result)
    assert "differs by 0.000 (the same in each pair, 4 pairs of runs), not told from chance." in told
    assert told.endswith("No other state's end is told from chance.")


@pytest.mark.parametrize(
    ("low", "high", "mean", "clear"),
    [(0.1, 0.3, 0.2, True), (-0.1, 0.3, 0.1, False), (-0.3, -0.1, -0.2, True), (1e-5, 2e-5, 1.5e-5, False)],
)
def test_clear_of_zero(low: float, high: float, mean: float, clear: bool) -> None:
    assert answer.clear_of_zero({"low": low, "high": high, "mean_difference": mean}) is clear
    assert not answer.clear_of_zero({"low": math.nan, "high": math.nan, "mean_difference": mean})


def test_a_sweep_is_told_by_its_size_and_the_ends_of_each_outcome(grid: Result) -> None:
    told = answer.of_sweep(grid)
    assert told[0] == "20 points of 6 runs each, over $x_{ from 0 to 1, _hidden from 0 to 0.8."
    rows = grid.summary[grid.summary["outcome"] == "alignment[AAA]@end"]
    low, high = rows["mean"].min(), rows["mean"].max()
    sentence = next(one for one in told if "alignment[AAA]@end" in one)
    assert f"{low:.3f}".replace("-", "−") in sentence
    assert f"{high:.3f}".replace("-", "−") in sentence
    assert "Monte-Carlo error at most" in sentence
