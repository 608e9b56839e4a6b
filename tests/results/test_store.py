"""Result folders: whole or not at all, the same bytes twice, readable under the names of the scenario file."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import twochairs
from twochairs.ensemble.replicates import run_replicates
from twochairs.errors import CannotWrite, NoResult
from twochairs.results import store
from twochairs.scenario.load import load
from twochairs.world.layout import QUANTITIES
from twochairs.world.rulebook import rulebook

ROOT = Path(__file__).parents[2]
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
    return store.write_result(tmp_path_factory.mktemp("results") / "one", scenario, RUNS, SEED, series)


def test_the_folder_has_what_it_should(folder):
    there = {path.name for path in folder.iterdir()}
    whole = {"manifest.json", "scenario.yaml", "sources.csv", "design.parquet", "events.parquet", "summary.csv"}
    assert there == whole | {"runs", "series"}


def test_nothing_else_is_left_beside_it(folder):
    assert [path.name for path in folder.parent.iterdir()] == ["one"]


def test_every_file_but_the_manifest_is_the_same_bytes_twice(folder, scenario, series, tmp_path):
    again = store.write_result(tmp_path / "two", scenario, RUNS, SEED, iter(series))
    manifests = [json.loads((f / "manifest.json").read_text()) for f in (folder, again)]
    assert manifests[0]["files"] == manifests[1]["files"]
    for manifest in manifests:
        manifest.pop("seconds")
    assert manifests[0] == manifests[1]


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
    gap = result.series("contribution").sel(point=0).sum("mechanism") - result.series("target").sel(point=0)
    assert float(abs(gap).max()) < 1e-12


def test_columns_carry_unit_and_meaning(folder):
    result = twochairs.open(folder)
    for quantity in result.quantities:
        assert result.unit(quantity) == QUANTITIES[quantity].unit
        assert result.meaning(quantity) == QUANTITIES[quantity].meaning


def test_a_dataset_has_every_quantity(folder):
    result = twochairs.open(folder)
    recorded = {name for name, quantity in QUANTITIES.items() if quantity.record}
    assert set(result.dataset().data_vars) == recorded | set(result.outcomes)


def test_tables_are_plain_parquet(folder):
    table = pq.read_table(folder / "series" / "countries" / "part-0000.parquet")
    assert table.num_rows == 16 * 7 * 14
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


def test_the_same_run_is_recognised_and_another_is_not(folder, scenario):
    assert store.already_there(folder, scenario, RUNS, SEED)
    with pytest.raises(CannotWrite, match="it holds another run"):
        store.already_there(folder, scenario, RUNS, SEED + 1)
    assert not store.already_there(folder.parent / "new", scenario, RUNS, SEED)


def test_another_run_is_replaced_only_where_asked_and_whole(folder, scenario, series, tmp_path):
    target = store.write_result(tmp_path / "result", scenario, RUNS, SEED, series)
    assert not store.already_there(target, scenario, RUNS, SEED + 1, replace=True)
    store.write_result(target, scenario, 2, SEED + 1, run_replicates(scenario, 2, SEED + 1))
    assert twochairs.open(target).manifest["seed"] == SEED + 1
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def test_a_run_that_fails_leaves_nothing(scenario, series, tmp_path):
    def failing():
        yield series[0]
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        store.write_result(tmp_path / "broken", scenario, RUNS, SEED, failing())
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fails_leaves_nothing(scenario, series, tmp_path, monkeypatch):
    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "_write", full)
    with pytest.raises(CannotWrite, match="no space left on device"):
        store.write_result(tmp_path / "full", scenario, RUNS, SEED, series)
    assert list(tmp_path.iterdir()) == []


def test_damage_is_found(scenario, series, tmp_path):
    folder = store.write_result(tmp_path / "damaged", scenario, RUNS, SEED, series)
    path = folder / "events.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    assert twochairs.open(folder).damaged() == ["events.parquet"]
    path.unlink()
    with pytest.raises(NoResult, match=r"events\.parquet is missing"):
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
def test_folders_that_cannot_be_written_are_refused_before_the_first_run(where, tmp_path):
    with pytest.raises(CannotWrite, match=r"cannot be written: .*\n  hint: name another folder with --out"):
        store.refuse_early(WHERE[where](tmp_path))


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
        "from twochairs.results.store import refuse_early\n"
        "from twochairs.errors import CannotWrite\n"
        "if os.getuid() == 0:\n"
        "    os.setgid(65534); os.setuid(65534)\n"
        "try:\n"
        "    refuse_early(Path(sys.argv[1]))\n"
        "except CannotWrite as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(closed / "result")], capture_output=True, text=True, cwd=ROOT, check=False
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
    store.write_result(tmp_path / "made", scenario, 1, SEED, run_replicates(scenario, 1, SEED, rulebook=book), book)
    text = (tmp_path / "made" / "manifest.json").read_text()
    assert '"rules": "mine.py"' in text
    assert "somebody" not in text
