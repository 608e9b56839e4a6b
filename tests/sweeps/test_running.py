"""Runs: a plan of one point, the same bytes twice, readable under the names of the scenario file."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import twochairs
from tests.trust.trial import begun, content
from tests.written import refuse_early, write_run
from twochairs.ensemble.replicates import run_replicates
from twochairs.errors import CannotWrite, NoResult, NotPossible
from twochairs.scenario.load import load
from twochairs.sweeps.running import ended, job_of_run
from twochairs.world.layout import QUANTITIES
from twochairs.world.rulebook import rulebook

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "scenario" / "good" / "small.yaml"
CASE = ROOT / "scenarios" / "balkans" / "serbia-2022.yaml"
RUNS, SEED = 20, 3


@pytest.fixture(scope="module")
def scenario():
    return load(CASE, {"clock.months": "6"})


@pytest.fixture(scope="module")
def series(scenario):
    return list(run_replicates(scenario, RUNS, SEED))


@pytest.fixture(scope="module")
def folder(scenario, series, tmp_path_factory):
    return write_run(tmp_path_factory.mktemp("results") / "one", scenario, RUNS, SEED)


def test_the_folder_has_what_it_should(folder):
    there = {path.name for path in folder.iterdir()}
    whole = {"manifest.json", "plan.json", "checksums.txt", "scenario.yaml", "sources.csv", "design.parquet"}
    assert there == whole | {"summary.csv", "log.jsonl", "lock", "runs", "series", "events", "failures"}


def test_nothing_else_is_left_beside_it(folder):
    assert [path.name for path in folder.parent.iterdir()] == ["one"]


@pytest.mark.parametrize("jobs", [0, 2])
def test_every_file_is_the_same_bytes_twice_on_any_number_of_jobs(folder, scenario, tmp_path, jobs):
    ended(job_of_run(scenario, RUNS, SEED), tmp_path / "two", jobs)
    assert content(tmp_path / "two") == content(folder)


def test_in_plain_python_it_is_the_same_bytes(folder, scenario, tmp_path, monkeypatch):
    monkeypatch.setattr("twochairs.sweeps.job.compiling_pays", lambda *given: False)
    monkeypatch.setattr("twochairs.sweeps.chunk.run_lanes", lambda *given: pytest.fail("it was compiled"))
    assert content(write_run(tmp_path / "two", scenario, RUNS, SEED)) == content(folder)


def test_chunks_cut_in_any_way_are_packed_to_the_same_bytes(folder, scenario, tmp_path, monkeypatch):
    monkeypatch.setattr("twochairs.sweeps.job.RUNS_AT_ONCE", 3)
    job = job_of_run(scenario, RUNS, SEED)
    assert [len(span) for span in job.spans] == [3, 3, 3, 3, 3, 3, 2]
    ended(job, tmp_path / "two", 2)
    assert content(tmp_path / "two") == content(folder)


def test_a_large_run_is_in_several_parts_that_say_what_one_says(folder, scenario, tmp_path, monkeypatch):
    monkeypatch.setattr("twochairs.sweeps.pack.PART_BYTES", 1)
    monkeypatch.setattr("twochairs.sweeps.pack.SPLIT_BYTES", 8 * job_of_run(scenario, RUNS, SEED).run_bytes)
    write_run(tmp_path / "two", scenario, RUNS, SEED)
    for table in ("runs", "events", "series/countries", "series/world"):
        parts = sorted((tmp_path / "two" / table).glob("*.parquet"))
        assert len(parts) == 3
        rows = [row for part in parts for row in pq.read_table(part).to_pylist()]
        assert rows == pq.read_table(folder / table / "part-0000.parquet").to_pylist()
    assert twochairs.open(tmp_path / "two").wrong() == []


def test_less_than_everything_is_kept(scenario, tmp_path):
    kept = {
        keep: twochairs.run(scenario, replicates=3, seed=SEED, out=tmp_path / keep, keep=keep)
        for keep in ("none", "alignment,target")
    }
    assert kept["none"].quantities == []
    assert kept["alignment,target"].quantities == ["alignment", "target"]
    assert kept["none"].runs.equals(kept["alignment,target"].runs)


def test_outcomes_that_are_asked_for_follow_the_standard_ones(scenario, tmp_path):
    text = "max(tension[kosovo]) - tension[kosovo]@start"
    result = twochairs.run(
        scenario, replicates=2, seed=SEED, out=tmp_path / "out", outcomes=[text, "alignment[SRB]@end"], keep="none"
    )
    columns = list(result.runs.columns)
    assert (columns[-1], columns.count("alignment[SRB]@end")) == (text, 1)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"outcomes": ["aligment[SRB]@end"]}, "outcome 'aligment[SRB]@end' cannot be read: "),
        ({"keep": "aligment"}, "'aligment' cannot be kept: it is unknown; did you mean 'alignment'?"),
        ({"replicates": 0}, "replicates is 0"),
        ({"draws": 4}, "draws are of the posterior or the prior"),
        ({"jobs": 0, "time_limit": 1.0}, "a time limit is kept by worker processes of this machine"),
    ],
    ids=["outcome", "keep", "replicates", "draws", "limit"],
)
def test_what_cannot_be_asked_for_is_told_and_nothing_is_written(scenario, tmp_path, asked, told):
    with pytest.raises(NotPossible) as error:
        twochairs.run(scenario, out=tmp_path / "out", **asked)
    assert str(error.value).startswith(told)
    assert not (tmp_path / "out" / "chunks").exists()


def test_a_run_that_fails_is_kept_as_one_and_the_others_finish(tmp_path):
    rules = tmp_path / "mine.py"
    rules.write_text("def response(flow: float) -> float:\n    return flow / (flow - flow) if flow > 0.9 else flow\n")
    scenario = load(SMALL)
    job = job_of_run(scenario, 3, SEED, rulebook=rulebook(rules))
    outcome = ended(job, tmp_path / "out", 0)
    assert outcome.complete
    told = pq.read_table(tmp_path / "out" / "failures" / "part-0000.parquet").to_pylist()
    assert len(told) == outcome.failed
    assert {row["kind"] for row in told} <= {"raised", "not finite"}


def test_every_recorded_number_comes_back_exactly(folder, series):
    result = twochairs.open(folder)
    alignment = result.series("alignment").sel(point=0)
    layout = load(CASE, {"clock.months": "6"}).start()[0]
    for one in series[:: RUNS - 1]:
        stored = alignment.sel(replicate=one.replicate, country="SRB").values
        assert np.array_equal(stored, one.values[:, layout.slot("alignment", "SRB")])
    contribution = result.series("contribution").sel(point=0, replicate=1, country="SRB", mechanism="patronage").values
    assert np.array_equal(contribution, series[1].values[:, layout.slot("contribution", "patronage", "SRB")])


def test_stored_contributions_add_up_to_the_stored_target(folder):
    result = twochairs.open(folder)
    gap = result.series("contribution").sum("mechanism") - result.series("target")
    assert float(abs(gap).max()) < 1e-12


def test_columns_carry_unit_and_meaning(folder):
    result = twochairs.open(folder)
    for quantity in result.quantities:
        assert result.unit(quantity) == QUANTITIES[quantity].unit
        assert result.meaning(quantity) == QUANTITIES[quantity].meaning


def test_a_dataset_has_every_quantity(folder):
    assert set(twochairs.open(folder).quantities) == {name for name, q in QUANTITIES.items() if q.record}


def test_tables_are_plain_parquet(folder):
    table = pq.read_table(folder / "series" / "countries" / "part-0000.parquet")
    assert table.num_rows == RUNS * 7 * 14
    assert str(table.schema.field("month").type) == "date32[day]"


def test_runs_have_one_row_each(folder):
    runs = twochairs.open(folder).runs
    assert list(runs.replicate) == list(range(RUNS))
    assert runs["sanctions[SRB]@end"].between(0, 1).all()


def test_the_resolved_scenario_runs_by_itself_to_the_same_numbers(folder, series):
    again = load(folder / "scenario.yaml")
    assert np.array_equal(next(iter(run_replicates(again, 1, SEED))).values, series[0].values)


def test_the_summary_has_errors_and_is_safe_for_spreadsheets(folder):
    rows = list(csv.DictReader((folder / "summary.csv").read_text().splitlines()))
    row = next(row for row in rows if row["outcome"] == "alignment[SRB]@end")
    values = twochairs.open(folder).runs["alignment[SRB]@end"]
    assert float(row["mean"]) == pytest.approx(values.mean(), abs=1e-12)
    assert float(row["monte_carlo_error"]) == pytest.approx(values.std() / RUNS**0.5, rel=1e-9)
    assert int(row["more_runs_to_halve_error"]) == 3 * RUNS


def test_nothing_in_the_manifest_tells_who_ran_it(folder):
    text = (folder / "manifest.json").read_text()
    for private in (str(Path.home()), os.environ.get("USER") or "no user", str(ROOT), os.uname().nodename):
        assert private not in text


def test_nothing_is_pickled(folder):
    for path in folder.rglob("*"):
        if path.is_file():
            assert path.read_bytes()[:2] not in (b"\x80\x04", b"\x80\x05")


def test_the_same_run_is_recognised_and_another_is_not(folder, scenario, tmp_path):
    before = content(folder)
    assert refuse_early(job_of_run(scenario, RUNS, SEED), folder)
    assert ended(job_of_run(scenario, RUNS, SEED), folder, 0).runs == 0
    with pytest.raises(
        CannotWrite, match="it holds another run\n  hint: name another folder with --out, or give --replace"
    ):
        twochairs.run(scenario, replicates=RUNS, seed=SEED + 1, out=folder)
    assert not refuse_early(job_of_run(scenario, RUNS, SEED), tmp_path / "new")
    assert content(folder) == before


def test_another_run_is_replaced_only_where_asked_and_whole(folder, scenario, tmp_path):
    target = write_run(tmp_path / "result", scenario, RUNS, SEED)
    other = job_of_run(scenario, 2, SEED + 1)
    assert not refuse_early(other, target, replace=True)
    assert content(target) == content(folder)
    ended(other, target, 0, replace=True)
    assert twochairs.open(target).manifest["seed"] == SEED + 1
    assert content(target) == content(write_run(tmp_path / "fresh", scenario, 2, SEED + 1))
    assert {path.name for path in tmp_path.iterdir()} == {"result", "fresh"}


def test_a_run_that_is_broken_off_goes_on(folder, scenario, tmp_path, monkeypatch):
    monkeypatch.setattr("twochairs.sweeps.job.RUNS_AT_ONCE", 6)
    job = job_of_run(scenario, RUNS, SEED)
    begun(tmp_path / "out", job, 2)
    assert ended(job, tmp_path / "out", 0).runs == RUNS - 12
    assert content(tmp_path / "out") == content(folder)


def test_damage_is_found(scenario, tmp_path):
    folder = write_run(tmp_path / "damaged", scenario, RUNS, SEED)
    path = folder / "events" / "part-0000.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    assert twochairs.open(folder).damaged() == ["events/part-0000.parquet"]
    path.unlink()
    with pytest.raises(NoResult, match=r"events/part-0000\.parquet is missing"):
        twochairs.open(folder)


def test_a_folder_that_is_no_result_is_refused(tmp_path):
    with pytest.raises(NoResult, match="there is no such folder"):
        twochairs.open(tmp_path / "nothing")
    with pytest.raises(NoResult, match=r"no readable manifest\.json"):
        twochairs.open(tmp_path)


WHERE = {
    "file in the way": lambda base: (base / "file").write_text("x") and base / "file" / "result",
    "name too long": lambda base: base / ("x" * 256),
    "not a real file system": lambda base: Path("/proc/nothing/result"),
    "loop of links": lambda base: (base / "loop").symlink_to(base / "loop") or base / "loop" / "result",
    "nul in the name": lambda base: base / "a\0b" / "result",
}


@pytest.mark.parametrize("where", WHERE)
def test_folders_that_cannot_be_written_are_refused_before_the_first_run(where, tmp_path, scenario):
    with pytest.raises(CannotWrite, match=r"cannot be written: .*\n  hint: name another folder with --out"):
        refuse_early(job_of_run(scenario, 1, SEED), WHERE[where](tmp_path))


@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_a_folder_without_permission_is_refused_for_an_ordinary_user(mode, tmp_path):
    """Run as an ordinary user: root may write anywhere."""
    closed = tmp_path / "closed"
    closed.mkdir()
    for path in (tmp_path, *list(tmp_path.parents)[:-1]):
        if (
            path.stat().st_mode & 0o001 == 0
            and os.access(path, os.W_OK)
            and path.is_relative_to(tmp_path.parent.parent)
        ):
            path.chmod(path.stat().st_mode | 0o055)
    closed.chmod(mode)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from twochairs.sweeps.running import going, job_of_run\n"
        "from twochairs.scenario.load import load\n"
        "from twochairs.errors import CannotWrite\n"
        "job = job_of_run(load(sys.argv[2]), 1, 1)\n"
        "if os.getuid() == 0:\n"
        "    os.setgid(65534); os.setuid(65534)\n"
        "try:\n"
        "    going(job, Path(sys.argv[1])).begin()\n"
        "except CannotWrite as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(closed / "result"), str(CASE)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    closed.chmod(0o755)
    assert "cannot be written: permission denied" in done.stdout, done.stderr


def test_the_scenario_and_its_sources_come_back_as_plain_data(folder):
    result = twochairs.open(folder)
    assert result.scenario["countries"]["SRB"]["name"] == "Serbia"
    assert load(folder / "scenario.yaml").hash == result.manifest["scenario_hash"]
    assert {"key", "kind", "source"} <= set(result.sources.columns)


def test_own_rules_are_named_without_the_folders_of_whoever_ran_them(tmp_path):
    private = tmp_path / "somebody" / "mine.py"
    private.parent.mkdir()
    private.write_text("def discount(gas_discount: float, closeness: float, bid: float) -> float:\n    return 0.1\n")
    book = rulebook(private)
    scenario = load(CASE, {"clock.months": "2"})
    write_run(tmp_path / "made", scenario, 1, SEED, book)
    text = (tmp_path / "made" / "manifest.json").read_text()
    assert '"rules": "mine.py"' in text
    assert "somebody" not in text
