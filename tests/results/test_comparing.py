"""What `compare` prints: which runs are paired, intervals, and why there is none."""

from pathlib import Path

import pytest

import twochairs
from tests.written import write_run
from twochairs.results.comparing import compare_results
from twochairs.results.paired import paired
from twochairs.results.result import Result
from twochairs.scenario.load import load
from twochairs.sweeps.running import ended, job_of_run

TINY = Path(__file__).parents[1] / "scenario" / "good" / "tiny.yaml"


def ran(folder: Path, replicates: int, **settings: str) -> Result:
    scenario = load(TINY, {"clock.months": "6", **settings})
    result = twochairs.open(write_run(folder, scenario, replicates, 5))
    assert isinstance(result, Result)
    return result


NEVER = {"acts.embargo.difficulty": "2"}
"""So difficult that nobody does it."""


def test_an_act_done_in_no_run_is_the_same_in_every_pair_whatever_its_interval(tmp_path: Path) -> None:
    base = ran(tmp_path / "a", 20, **NEVER)
    other = ran(tmp_path / "b", 20, **NEVER, **{"LEA.pressure.ALD": "0.9"})
    assert base.runs["embargo[ALD]@end"].sum() == other.runs["embargo[ALD]@end"].sum() == 0
    row = paired(base, other).set_index("outcome").loc["embargo[ALD]@end"]
    assert (row["low"], row["high"]) == (pytest.approx(-0.1611, abs=1e-4), pytest.approx(0.1611, abs=1e-4))
    lines, rows = compare_results([base, other], ["ALD"])
    [line] = [line for line in lines if "embargo, at the end" in line]
    assert line == f"  {'embargo, at the end':<43} {'0.000':>8}  the same in every pair"
    assert len(line) <= 80
    assert any(row["outcome"] == "embargo[ALD]@end" and row["high"] > 0.16 for row in rows)


def test_the_summary_of_an_act_done_in_no_run_claims_no_certainty(tmp_path: Path) -> None:
    summary = ran(tmp_path / "a", 20, **NEVER).summary.set_index("outcome")
    act, when = summary.loc["embargo[ALD]@end"], summary.loc["first_month(embargo[ALD])"]
    assert (act["mean"], act["low"], act["kind"], act["independent"]) == (0.0, 0.0, "share", 20)
    assert act["high"] == pytest.approx(0.1684, abs=1e-4)
    assert act["monte_carlo_error"] > 0.04
    assert act.isna()["more_runs_to_halve_error"]
    assert (when["runs"], when["share_low"], when["kind"]) == (0, 0.0, "month")
    assert when["share_high"] == pytest.approx(0.1684, abs=1e-4)
    assert when[["mean", "monte_carlo_error", "low", "high", "q50"]].isna().all()


def test_without_noise_nothing_is_uncertain(tmp_path: Path) -> None:
    summary = ran(tmp_path / "a", 3, **{"switches.noise": "false"}).summary
    assert (summary["kind"] == "fixed").all()
    there = summary[summary["runs"] > 0]
    assert (there["monte_carlo_error"] == 0.0).all()
    assert (there["low"] - there["mean"]).abs().max() < 1e-9


def test_runs_without_a_partner_are_told(tmp_path: Path) -> None:
    base, other = ran(tmp_path / "a", 5), ran(tmp_path / "b", 9, **{"LEA.pressure.ALD": "0.9"})
    lines, rows = compare_results([base, other], None)
    assert f"  4 runs of {other.folder} left out: the other result has no replicates 5 to 8" in lines
    assert {row["runs"] for row in rows if row["outcome"] == "alignment[ALD]@end"} == {5}
    lines, _ = compare_results([other, base], None)
    assert f"  4 runs of {other.folder} left out: the other result has no replicates 5 to 8" in lines


def test_results_of_one_run_are_compared_and_said_to_say_nothing_of_the_error(tmp_path: Path) -> None:
    base, other = ran(tmp_path / "a", 1), ran(tmp_path / "b", 1, **{"LEA.aid.ALD": "9"})
    lines, rows = compare_results([base, other], None)
    head = next(place for place, line in enumerate(lines) if "95 % interval" in line)
    moved = other.runs["alignment[ALD]@end"][0] - base.runs["alignment[ALD]@end"][0]
    assert lines[head + 1].split() == ["ALD", f"{moved:+.3f}", "-", "1"]
    assert "  - one pair of runs, or one draw of the constants, says nothing of the error" in lines
    assert "nan" not in "\n".join(lines)
    assert len(rows) > 10


def test_a_country_that_nothing_reaches_is_the_same_in_every_pair(tmp_path: Path) -> None:
    base, other = ran(tmp_path / "a", 4), ran(tmp_path / "b", 4)
    lines, _ = compare_results([base, other], None)
    assert lines[1] == "  nothing that is shown here differs: 2 unchanged"


def test_the_largest_difference_stands_first_and_what_nothing_moves_in_one_line(tmp_path: Path) -> None:
    base, other = ran(tmp_path / "a", 4), ran(tmp_path / "b", 4, **{"LEA.aid.BOR": "9"})
    lines, rows = compare_results([base, other], None)
    [row] = [row for row in rows if row["outcome"] == "alignment[BOR]@end"]
    difference, ends = f"{row['mean_difference']:+.3f}", f"{row['low']:+.3f} to {row['high']:+.3f}"
    assert lines == [
        f"{other.folder}, less {base.folder}:",
        "  alignment at the end                         differs  95 % interval    runs",
        f"  BOR                                         {difference:>8}  {ends:<16}    4  *",
        "  1 other unchanged",
        "  * the interval excludes 0, and three decimals show it; runs are paired by replicate under the same chance",
    ]
    lines, _ = compare_results([base, other], ["ALD", "BOR"])
    sizes = [abs(float(line[46:54])) for line in lines[2:] if "." in line[46:54]]
    assert len(sizes) > 2 and sizes == sorted(sizes, reverse=True)
    assert not [line for line in lines[1:-1] if "-0.000" in line or len(line) > 80]


def test_an_outcome_in_another_unit_is_not_paired(tmp_path: Path) -> None:
    runs = []
    for name, words in (("gas", {}), ("rice", {"commodity.price": "USD/t"})):
        scenario = load(TINY, {"clock.months": "6", **words})
        folder = tmp_path / name
        ended(job_of_run(scenario, 2, 5, outcomes=["contract_price[ALD]@end", "gas_bill[ALD]@end"]), folder, 0)
        runs.append(Result(folder))
    assert [run.outcomes["contract_price[ALD]@end"] for run in runs] == ["USD/1000 m3", "USD/t"]
    compared = set(paired(*runs)["outcome"])
    assert set(runs[0].outcomes) - compared == {"contract_price[ALD]@end"}
