"""Tables of a page against the files of the result."""

from tests.results.sweeps import refitted
from twochairs.figures.text import signed
from twochairs.reports import tables
from twochairs.results.paired import paired
from twochairs.results.result import Result


def test_every_outcome_is_there_once_with_its_error(result: Result) -> None:
    first, rest = tables.outcomes(result)
    shown = [row[0] for row in [*first.rows, *rest.rows]]
    assert sorted(shown) == sorted(name.lstrip("'") for name in result.summary["outcome"])
    assert rest.folded and not first.folded
    summary = result.summary.set_index("outcome").loc["alignment[AAA]@end"]
    row = next(row for row in first.rows if row[0] == "alignment[AAA]@end")
    assert row[2:5] == [
        "4",
        f"{summary['mean']:.3f}".replace("-", "−"),
        f"{float(format(summary['monte_carlo_error'], '.2g')):g}",
    ]
    assert row[-1] == "12"


def test_differences_are_those_of_the_comparison(result: Result, variant: Result) -> None:
    first, rest = tables.differences(result, variant)
    frame = paired(result, variant)
    assert len(first.rows) + len(rest.rows) == len(frame)
    of = frame.set_index("outcome").loc["alignment[AAA]@end"]
    row = next(row for row in first.rows if row[0] == "alignment[AAA]@end")
    assert row[2:5] == [signed(of["mean_difference"], 3), f"{signed(of['low'], 3)} to {signed(of['high'], 3)}", "4"]


def test_points_of_a_sweep(grid: Result) -> None:
    table = tables.points(grid)
    assert table.head == ["$x_{", "_hidden", "Outcome", "Runs", "Mean", "Monte-Carlo error"]
    assert len(table.rows) == len(grid.summary)


def test_sources_have_values_and_a_table_for_each_state(result: Result, tmp_path) -> None:
    path = tmp_path / "copy"
    import shutil

    shutil.copytree(result.folder, path)
    rows = ["key,kind,source", 'countries.AAA.gdp,observed,"World Bank, 2022"', "rivalry,assumed,'=judgement"]
    (path / "sources.csv").write_text("\n".join(rows) + "\n", "utf-8")
    own, rest = tables.sources(Result(refitted(path)))
    assert own.caption == "<script>alert(1)</script>: 1 observed"
    assert own.rows == [["countries.AAA.gdp", "50", "observed", "World Bank, 2022"]]
    assert rest.caption == "All else: 1 assumed"
    assert rest.rows[0][3] == "'=judgement"


def test_the_manifest_names_hashes_versions_and_every_file(result: Result) -> None:
    rows = dict(tables.manifest(result).rows)
    assert rows["run hash"] == result.manifest["run_hash"]
    assert rows["SHA-256 of summary.csv"] == result.manifest["files"]["summary.csv"]
    assert "seconds" not in rows
