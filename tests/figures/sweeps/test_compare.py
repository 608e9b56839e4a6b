"""Sweeps of one design are compared point by point, runs paired by their chance; others are refused."""

import copy

import numpy as np
import pytest
from scipy.stats import t

from twochairs.errors import NotPossible
from twochairs.figures import draw_comparison
from twochairs.results.comparing import compare_results
from twochairs.results.paired import check_paired, paired


def with_manifest(result, **changed):
    changed_one = copy.copy(result)
    changed_one.manifest = result.manifest | changed
    return changed_one


def test_differences_are_those_of_hand(sweeps, other):
    base, outcome = sweeps["grid"], "alignment[AAA]@end"
    frame = paired(base, other)
    row = frame[(frame["outcome"] == outcome) & (frame["point"] == 7)].iloc[0]
    first, second = (result.runs[result.runs["point"] == 7][outcome].to_numpy() for result in (base, other))
    change = second - first
    error = change.std(ddof=1) / np.sqrt(6)
    assert (row["mean_difference"], row["monte_carlo_error"]) == pytest.approx((change.mean(), error))
    assert row["high"] - row["mean_difference"] == pytest.approx(t.ppf(0.975, 5) * error)
    assert len(frame) == 4 * 20
    assert abs(row["mean_difference"]) > 0


def test_a_sweep_against_itself_differs_in_nothing(sweeps):
    frame = paired(sweeps["grid"], sweeps["grid"])
    assert (frame["mean_difference"].dropna() == 0.0).all()


def test_what_is_printed_has_each_outcome_with_its_range(sweeps, other, tmp_path):
    lines, rows = compare_results([sweeps["grid"], other], None)
    paths = draw_comparison([sweeps["grid"], other], tmp_path)
    assert sum("of 20" in line for line in lines) == 4
    assert len(rows) == 80
    assert [path.name for path in paths] == ["differences.png", "differences.svg"]


def test_three_sweeps_have_two_figures(sweeps, other, tmp_path):
    paths = draw_comparison([sweeps["grid"], other, sweeps["grid"]], tmp_path)
    assert [path.stem for path in paths[::2]] == ["differences-1", "differences-2"]


def refusal(*results):
    with pytest.raises(NotPossible) as caught:
        check_paired(results)
    return str(caught.value).partition(" cannot be paired: ")[2]


def test_what_cannot_be_paired_is_refused_in_words(sweeps, other, result):
    grid = sweeps["grid"]
    assert refusal(grid, sweeps["one"]) == "the factors of one are $x_{, _hidden, of the other $x_{"
    moved = copy.copy(grid)
    moved.__dict__["design"] = grid.design.assign(**{"$x_{": grid.design["$x_{"] / 2})
    assert refusal(grid, moved) == "their points differ; run both with the same design"
    assert refusal(grid, with_manifest(other, seed=8)) == (
        "the seed is 7 in one and 8 in the other, so their runs do not share their chance; run both with the same"
    )
    assert refusal(grid, with_manifest(other, common_random_numbers=False)) == (
        "one has no common random numbers, so that its points do not share their chance with the other's"
    )
    assert refusal(grid, with_manifest(other, outcomes={"x": "1"})) == "they have no outcome in common"
    with pytest.raises(NotPossible, match="one is a sweep, the other a run of one scenario"):
        draw_comparison([grid, result], grid.folder)
