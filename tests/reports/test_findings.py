"""What the first screen rests on: the rows of the result's tables, and the state and the rung that are spoken of."""

import numpy as np
import pytest

from tests.figures.conftest import HIDDEN, MATHS
from twochairs.errors import NotPossible
from twochairs.reports.findings import ACT, ALIGNMENT, POLL, ahead, findings, since_start
from twochairs.results.paired import paired
from twochairs.results.result import Result


def test_every_number_is_of_a_row_of_the_summary_or_of_paired_differences(result: Result, variant: Result) -> None:
    found = findings([result, variant])
    assert found is not None and found.rows
    summary = result.summary.set_index("outcome")
    frame = paired(result, variant).set_index("outcome")
    for row in found.rows:
        for name in ("mean", "low", "high", "runs"):
            assert row.base[name] == summary.loc[row.outcome, name] or np.isnan(summary.loc[row.outcome, name])
        [change] = row.changes
        wanted = frame.loc[row.outcome]
        np.testing.assert_array_equal(
            [change.mean, change.low, change.high, change.runs, change.independent],
            wanted[["mean_difference", "low", "high", "runs", "independent"]].to_numpy(dtype=float),
        )


def test_a_row_of_each_kind_comes_from_the_runs_themselves(result: Result, variant: Result) -> None:
    """The numbers worked out here from the series alone, pair by pair."""
    found = findings([result, variant])
    assert found is not None

    def ends(of: Result, quantity: str, **agent: str) -> np.ndarray:
        return of.series(quantity).sel(point=0, **agent).to_numpy()[:4, -1]

    wanted = {
        "alignment[AAA]@end": ("alignment", {"country": "AAA"}),
        "sanctions[AAA]@end": ("joined", {"act": "sanctions", "country": "AAA"}),
        "declared_rate[AAA]@end": ("declared_rate", {"country": "AAA"}),
    }
    polls = {
        f"{answer}[{public}, {pole}]@end": (answer, {"public": public, "pole": pole})
        for answer in ("ally", "adversary")
        for public in ("AAA.town", "AAA._land")
        for pole in ("NORTH", "SOUTH")
    }
    shown = {row.outcome: row for row in found.rows}
    assert {*wanted} <= {*shown} <= {*wanted, *polls, "vote[AAA]@end"}
    assert len(found.of(POLL)) == 3
    for outcome, row in shown.items():
        if outcome in wanted | polls:
            quantity, agent = (wanted | polls)[outcome]
            before, after = ends(result, quantity, **agent), ends(variant, quantity, **agent)
            assert row.base["mean"] == pytest.approx(before.mean(), abs=1e-12)
            assert row.changes[0].mean == pytest.approx((after - before).mean(), abs=1e-12)


def test_polls_of_one_result_are_of_its_first_pole(result: Result) -> None:
    found = findings([result])
    assert found is not None
    assert [row.outcome for row in found.of(POLL)] == [
        "ally[AAA._land, NORTH]@end",
        "adversary[AAA._land, NORTH]@end",
        "ally[AAA.town, NORTH]@end",
        "adversary[AAA.town, NORTH]@end",
    ]


def test_the_poll_that_changes_most_is_among_those_that_are_shown(result: Result, variant: Result) -> None:
    found = findings([result, variant])
    assert found is not None
    frame = paired(result, variant).set_index("outcome")["mean_difference"]
    of_focus = frame[[name for name in frame.index if name.startswith(("ally[AAA.", "adversary[AAA."))]]
    assert of_focus.abs().idxmax() in [row.outcome for row in found.of(POLL)]


def test_runs_that_cannot_be_paired_are_left_out(result: Result, other_seed: Result) -> None:
    found = findings([result, other_seed])
    assert found is not None
    assert found.others == []


def test_sweeps_have_no_first_screen(grid: Result, result: Result) -> None:
    assert findings([grid]) is None
    found = findings([grid, result])
    assert found is not None and found.base is result


def test_the_state_is_the_one_that_is_asked_for(result: Result) -> None:
    found = findings([result], "BBB")
    assert found is not None
    assert (found.name.name, found.of(ALIGNMENT)[0].outcome) == (MATHS, "alignment[BBB]@end")
    with pytest.raises(NotPossible, match="there is no country 'ZZZ' in this result; it has AAA, BBB, CCC"):
        findings([result], "ZZZ")


def test_half_of_those_that_do_an_act_had_done_it_first_by_a_year(result: Result) -> None:
    """Of those alone that do it in the end; the year in which at least half of them have."""
    found = findings([result])
    assert found is not None
    runs = result.runs
    for row in found.of(ACT):
        act = row.outcome.partition("[")[0]
        first = runs.loc[runs[row.outcome] == 1.0, f"first_month({act}[AAA])"].tolist()
        assert row.count == len(first)
        if not first:
            assert row.by == ""
            continue
        years = [2022 + (1 + int(month)) // 12 for month in sorted(first)]
        by = int(row.by)
        assert sum(year <= by for year in years) * 2 >= len(years)
        assert sum(year < by for year in years) * 2 < len(years)


def test_an_act_that_was_done_before_is_done_by_the_start(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = result.runs.copy()
    runs["vote[AAA]@end"], runs["first_month(vote[AAA])"] = 1.0, [0.0, 0.0, 3.0, 9.0]
    monkeypatch.setattr(Result, "runs", runs)
    found = findings([result])
    assert found is not None
    assert [row.by for row in found.of(ACT) if row.outcome == "vote[AAA]@end"] == ["the start"]


def test_the_way_leads_to_the_next_state_that_is_not_passed(result: Result) -> None:
    found = findings([result])
    assert found is not None
    last = result.series("alignment").sel(point=0).transpose("replicate", "month", "country")
    end = {key: float(np.median(last.sel(country=key).to_numpy()[:, -1])) for key in ("AAA", "BBB", "CCC")}
    assert ahead(found, 0.1) == (HIDDEN, pytest.approx(end["CCC"] - end["AAA"]))
    assert ahead(found, -0.1) == (MATHS, pytest.approx(end["AAA"] - end["BBB"]))
    past = end["AAA"] - end["BBB"] + 0.01
    name, far = ahead(found, -past)
    assert (name, far) == (result.label("pole", "SOUTH"), pytest.approx(end["AAA"] + 1.0))
    assert ahead(found, 0.1, start=1.0) is None


def test_within_the_runs_of_one_result_the_change_is_since_the_start(result: Result) -> None:
    found = findings([result])
    assert found is not None
    values = result.series("alignment").sel(point=0, country="AAA").to_numpy()
    change, median = since_start(found)
    moved = values[:, -1] - values[:, 0]
    assert change.mean == pytest.approx(moved.mean())
    assert median == pytest.approx(np.median(moved))
