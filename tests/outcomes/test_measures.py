"""What is read off runs, by hand: end values, means, first passages, counts, and what an ensemble says of them."""

import math

import numpy as np
import pytest

from twochairs.ensemble.replicates import Series
from twochairs.outcomes.measures import Outcome, merged, outcomes, summary_row
from twochairs.world.layout import Layout, Names

NAMES = Names(country=("ALD", "BOR"), pole=("CRO", "LEA"), public=("BOR.all",), dispute=("strait",), act=("embargo",))
LAYOUT = Layout(NAMES)
MONTHS = 4
NAN = float("nan")


def runs(*columns: dict[tuple[str, ...], list[float]], layout: Layout = LAYOUT) -> list[Series]:
    """Runs in which everything is 0 but the given numbers by month, the start first."""
    series = []
    for replicate, column in enumerate(columns):
        values = np.zeros((MONTHS + 1, layout.slots))
        for (quantity, *agents), path in column.items():
            values[:, layout.slot(quantity, *agents)] = path
        series.append(Series(replicate, values))
    return series


def read(*columns: dict[tuple[str, ...], list[float]]) -> dict[str, Outcome]:
    return {outcome.name: outcome for outcome in outcomes(LAYOUT, runs(*columns))}


def assert_values(outcome: Outcome, expected: list[float], unit: str) -> None:
    assert outcome.unit == unit
    assert outcome.values.dtype == np.float64
    np.testing.assert_allclose(outcome.values, expected, rtol=0.0, atol=1e-15)


def test_values_at_the_end_and_means_over_the_months_after_the_start():
    got = read(
        {
            ("alignment", "ALD"): [9.0, 0.1, 0.2, 0.3, 0.4],
            ("liability", "BOR"): [9.0, 1.0, 1.0, 1.0, 2.0],
            ("hedging_index", "ALD"): [9.0, 0.0, 0.0, 1.0, 1.0],
            ("governments", "BOR"): [0.0, 0.0, 1.0, 1.0, 2.0],
            ("declared_rate", "BOR"): [0.5, 0.5, 0.6, 0.7, 0.8],
            ("ally", "BOR.all", "LEA"): [0.4, 0.3, 0.3, 0.2, 0.1],
            ("adversary", "BOR.all", "CRO"): [0.4, 0.3, 0.3, 0.2, 0.6],
        },
        {("alignment", "ALD"): [9.0, 0.0, 0.0, 0.0, -0.4]},
    )
    assert_values(got["alignment[ALD]@end"], [0.4, -0.4], "1")
    assert_values(got["alignment[ALD]@mean"], [0.25, -0.1], "1")
    assert_values(got["liability[BOR]@mean"], [1.25, 0.0], "1")
    assert_values(got["hedging_index[ALD]@mean"], [0.5, 0.0], "1")
    assert_values(got["governments[BOR]@end"], [2.0, 0.0], "1")
    assert_values(got["declared_rate[BOR]@end"], [0.8, 0.0], "1")
    assert_values(got["ally[BOR.all, LEA]@end"], [0.1, 0.0], "1")
    assert_values(got["adversary[BOR.all, CRO]@end"], [0.6, 0.0], "1")
    assert_values(got["alignment[BOR]@end"], [0.0, 0.0], "1")


def test_the_first_month_of_an_act():
    """Month 0 is the start; never is not a number. An act undone again was done first all the same."""
    got = read(
        {("joined", "embargo", "ALD"): [0.0, 0.0, 1.0, 1.0, 1.0]},
        {("joined", "embargo", "ALD"): [1.0, 1.0, 1.0, 1.0, 1.0]},
        {("joined", "embargo", "ALD"): [0.0, 1.0, 0.0, 0.0, 0.0]},
        {},
    )
    assert_values(got["first_month(embargo[ALD])"], [2.0, 0.0, 1.0, NAN], "month of the run")
    assert_values(got["embargo[ALD]@end"], [1.0, 1.0, 0.0, 0.0], "1")
    assert_values(got["first_month(embargo[BOR])"], [NAN] * 4, "month of the run")


def test_accession_and_membership():
    got = read(
        {("accession", "LEA", "ALD"): [0.2, 0.5, 0.9, 1.0, 1.0]},
        {("accession", "LEA", "ALD"): [0.2, 0.3, 0.4, 0.5, 0.6]},
    )
    assert_values(got["accession[LEA, ALD]@end"], [1.0, 0.6], "1")
    assert_values(got["first_month(accession[LEA, ALD] >= 1)"], [3.0, NAN], "month of the run")


def test_disputes():
    """Tense means above 0.7; an incident at the start does not count."""
    got = read(
        {
            ("tension", "strait"): [0.1, 0.7, 0.71, 0.2, 0.3],
            ("incident", "strait"): [1.0, 0.0, 1.0, 1.0, 0.0],
        },
        {("tension", "strait"): [0.9, 0.0, 0.0, 0.0, 0.4]},
    )
    assert_values(got["first_month(tension[strait] > 0.7)"], [2.0, 0.0], "month of the run")
    assert_values(got["tension[strait]@mean"], [0.4775, 0.1], "1")
    assert_values(got["average(tension)@mean"], [0.4775, 0.1], "1")
    assert_values(got["sum(incident[strait])"], [2.0, 0.0], "1")


def test_the_spread_and_what_was_spent():
    got = read(
        {
            ("alignment", "ALD"): [0.0, 0.0, 0.0, 0.0, 0.5],
            ("alignment", "BOR"): [0.0, 0.0, 0.0, 0.0, -0.1],
            ("money_spent", "LEA"): [0.0, 1.0, 2.0, 3.0, 4.5],
            ("effort_spent", "CRO"): [0.0, 0.1, 0.2, 0.3, 0.4],
        }
    )
    assert_values(got["spread(alignment)@end"], [0.3], "1")
    assert_values(got["money_spent[LEA]@end"], [4.5], "bn USD")
    assert_values(got["effort_spent[CRO]@end"], [0.4], "lever-years")


def test_several_disputes_are_averaged_and_none_is_left_out():
    pair = Layout(Names(country=("ALD",), pole=("LEA",), dispute=("isle", "strait")))
    series = runs(
        {("tension", "isle"): [0.0, 0.2, 0.2, 0.2, 0.2], ("tension", "strait"): [0.0, 0.6, 0.6, 0.6, 0.6]}, layout=pair
    )
    by_name = {outcome.name: outcome for outcome in outcomes(pair, series)}
    assert_values(by_name["average(tension)@mean"], [0.4], "1")
    none = Layout(Names(country=("ALD",), pole=("LEA",)))
    by_name = {outcome.name: outcome for outcome in outcomes(none, runs({}, {}, layout=none))}
    assert "average(tension)@mean" not in by_name
    assert_values(by_name["spread(alignment)@end"], [0.0, 0.0], "1")


def test_names_are_unique_and_every_outcome_has_a_value_for_each_run():
    read_off = outcomes(LAYOUT, runs({}, {}, {}))
    names = [outcome.name for outcome in read_off]
    assert len(names) == len(set(names))
    assert all(outcome.values.shape == (3,) and outcome.unit for outcome in read_off)


def test_which_outcomes_there_are_does_not_depend_on_what_happened():
    """Else groups of runs could not be put together: an outcome one group lacks would be lost for all."""
    idle, busy = runs({}), runs({("accession", "LEA", "ALD"): [0.0, 0.0, 0.0, 0.0, 0.3]})
    names = [[outcome.name for outcome in outcomes(LAYOUT, series)] for series in (idle, busy)]
    assert names[0] == names[1]


def test_groups_of_runs_are_put_together_by_name():
    column = [{("alignment", "ALD"): [0.0, 0.0, 0.0, 0.0, x]} for x in (0.1, 0.2, 0.3, 0.4, 0.5)]
    whole = outcomes(LAYOUT, runs(*column))
    parts = [outcomes(LAYOUT, runs(*column[:2])), outcomes(LAYOUT, runs(*column[2:]))]
    for one, other in zip(whole, merged(parts), strict=True):
        assert (one.name, one.unit) == (other.name, other.unit)
        np.testing.assert_array_equal(one.values, other.values)
    assert merged([]) == []


# what an ensemble says


def test_a_summary_by_hand():
    row = summary_row(Outcome("x", "1", np.array([1.0, 2.0, 3.0, 4.0, 10.0])))
    assert (row["outcome"], row["unit"], row["runs"], row["share_of_runs"]) == ("x", "1", 5, 1.0)
    assert row["mean"] == pytest.approx(4.0, abs=1e-15)
    assert row["sd"] == pytest.approx(math.sqrt(12.5), abs=1e-15)
    assert row["monte_carlo_error"] == pytest.approx(math.sqrt(12.5 / 5.0), abs=1e-15)
    quantiles = [row[name] for name in ("q05", "q25", "q50", "q75", "q95")]
    assert quantiles == pytest.approx([1.2, 2.0, 3.0, 4.0, 8.8], abs=1e-14)
    assert row["more_runs_to_halve_error"] == 15


def test_a_summary_of_what_happened_in_some_runs_only():
    """Over the runs in which it happened, and saying how many these are."""
    row = summary_row(Outcome("first_month(x)", "month of the run", np.array([NAN, 6.0, NAN, 12.0])))
    assert (row["runs"], row["share_of_runs"], row["mean"]) == (2, 0.5, 9.0)
    assert row["monte_carlo_error"] == pytest.approx(math.sqrt(18.0) / math.sqrt(2.0), abs=1e-15)


def test_a_summary_of_what_is_either_so_or_not():
    """A share, with the standard error of a share (over n - 1)."""
    row = summary_row(Outcome("embargo[ALD]@end", "1", np.array([1.0, 0.0, 0.0, 0.0])))
    assert row["mean"] == 0.25
    assert row["monte_carlo_error"] == pytest.approx(math.sqrt(0.25 * 0.75 / 3.0), abs=1e-15)


def test_a_summary_does_not_depend_on_the_order_of_runs():
    values = np.random.default_rng(5).normal(size=1001)
    rows = [summary_row(Outcome("x", "1", one)) for one in (values, values[::-1], np.sort(values))]
    assert rows[0] == rows[1] == rows[2]
    wanted = np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95])
    assert [rows[0][name] for name in ("q05", "q25", "q50", "q75", "q95")] == pytest.approx(wanted, abs=1e-14)


def test_a_summary_of_numbers_too_large_to_add():
    row = summary_row(Outcome("x", "1", np.array([1e308, 1e308, 1e308])))
    assert (row["mean"], row["q50"]) == (math.inf, 1e308)


def test_a_summary_of_what_never_happened():
    row = summary_row(Outcome("x", "1", np.array([NAN, NAN])))
    assert (row["runs"], row["share_of_runs"]) == (0, 0.0)
    assert all(math.isnan(row[name]) for name in ("mean", "sd", "monte_carlo_error", "q05", "q50", "q95"))


def test_a_summary_of_a_single_run_claims_no_error():
    row = summary_row(Outcome("x", "1", np.array([3.0])))
    assert row["mean"] == row["q05"] == row["q50"] == 3.0
    assert math.isnan(row["sd"]) and math.isnan(row["monte_carlo_error"])


def test_three_times_as_many_runs_more_halve_the_error():
    """The same values four times over: the error halves, but for the n - 1 under the variance."""
    values = np.linspace(-1.0, 1.0, 200)
    once, more = (summary_row(Outcome("x", "1", x)) for x in (values, np.tile(values, 4)))
    assert once["more_runs_to_halve_error"] == len(np.tile(values, 4)) - len(values)
    assert more["monte_carlo_error"] / once["monte_carlo_error"] == pytest.approx(0.5, rel=0.005)


def test_the_error_is_that_of_repeated_ensembles():
    """2,000 ensembles of 25 runs: their means scatter as much as each claims, within 5 %."""
    draws = np.random.default_rng(7).normal(2.0, 3.0, (2000, 25))
    claimed = np.array([summary_row(Outcome("x", "1", row))["monte_carlo_error"] for row in draws[:200]])
    assert draws.mean(axis=1).std() == pytest.approx(3.0 / 5.0, rel=0.05)
    assert np.sqrt((claimed**2).mean()) == pytest.approx(3.0 / 5.0, rel=0.05)


def test_runs_in_which_nothing_happened_count_among_those_needed():
    """Where a fifth of the runs say anything, halving the error takes as many more runs as if all did."""
    values = np.full(100, NAN)
    values[::5] = np.linspace(1.0, 20.0, 20)
    row = summary_row(Outcome("first_month(x)", "month of the run", values))
    more = summary_row(Outcome("first_month(x)", "month of the run", np.tile(values, 4)))
    assert more["monte_carlo_error"] / row["monte_carlo_error"] == pytest.approx(0.5, rel=0.05)
    assert row["more_runs_to_halve_error"] == 300
