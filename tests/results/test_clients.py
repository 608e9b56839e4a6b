"""Result folders as other programs read them: DuckDB and Polars find the tables, the numbers and the units."""

import base64
from pathlib import Path

import pyarrow as pa
import pytest

import twochairs
from tests.results.sweeps import swept
from tests.written import write_run
from twochairs.scenario.load import load
from twochairs.world.layout import QUANTITIES

duckdb = pytest.importorskip("duckdb", reason="DuckDB has no wheel for this machine")
polars = pytest.importorskip("polars", reason="Polars has no wheel for this machine")

SCENARIO = (Path(__file__).parents[1] / "scenario" / "good" / "tiny.yaml").read_text("utf-8")
EXPERIMENT = """
replicates: 3
factors: {LEA.pressure: [0.1, 0.9]}
keep: {series: all, events: true}
outcomes: ["alignment[ALD]@end"]
"""
RUNS, MONTHS = 4, 12


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    (folder / "tiny.yaml").write_text(SCENARIO, "utf-8")
    scenario = load(folder / "tiny.yaml")
    return write_run(folder / "one", scenario, RUNS, 3)


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sweep")
    (folder / "tiny.yaml").write_text(SCENARIO, "utf-8")
    return swept(folder / "swept", folder / "tiny.yaml", EXPERIMENT)


def _rows(folder: Path, pattern: str, select: str = "count(*)") -> list[tuple[object, ...]]:
    """What DuckDB selects from Parquet files of a folder."""
    files = [str(path) for path in sorted(folder.glob(pattern))]
    assert files, pattern
    return duckdb.sql(f"select {select} from read_parquet({files!r})").fetchall()


def test_duckdb_reads_the_tables_of_a_run(run: Path) -> None:
    assert _rows(run, "runs/*.parquet") == [(RUNS,)]
    assert _rows(run, "series/countries/*.parquet") == [(RUNS * (MONTHS + 1) * 2,)]
    expected = twochairs.open(run).series("alignment").sel(point=0)
    (mean,) = _rows(run, "series/countries/*.parquet", "avg(alignment), min(month)::varchar")
    assert mean[0] == pytest.approx(float(expected.to_numpy().mean()))
    assert mean[1] == "2029-12-01"


def _units(schema: bytes) -> dict[str, str]:
    """Units by column, out of the schema that Arrow keeps beside them."""
    fields = pa.ipc.read_schema(pa.py_buffer(base64.b64decode(schema)))
    return {field.name: field.metadata[b"unit"].decode() for field in fields if field.metadata}


def test_units_and_meanings_reach_both(run: Path, sweep: Path) -> None:
    for folder in (run, sweep):
        path = next(folder.glob("series/countries/*.parquet"))
        sql = f"select value from parquet_kv_metadata('{path}') where key = 'ARROW:schema'"
        ((by_duckdb,),) = duckdb.sql(sql).fetchall()
        by_polars = polars.read_parquet_metadata(path)["ARROW:schema"]
        assert _units(by_duckdb) == _units(by_polars.encode())
        kept = {name: unit for name, unit in _units(by_duckdb).items() if name in QUANTITIES}
        assert kept["alignment"] == "1"
        assert kept == {name: QUANTITIES[name].unit for name in kept}


def test_polars_reads_the_tables_of_a_run(run: Path) -> None:
    for path in sorted(run.rglob("*.parquet")):
        assert polars.read_parquet(path).columns == polars.scan_parquet(path).collect_schema().names()
    countries = polars.read_parquet(run / "series" / "countries" / "*.parquet")
    assert countries.height == RUNS * (MONTHS + 1) * 2
    assert countries.filter(polars.col("country") == "ALD")["alignment"][0] == pytest.approx(0.1)


def test_events_are_the_same_in_both(run: Path, sweep: Path) -> None:
    for folder in (run, sweep):
        files = sorted(folder.rglob("events*.parquet")) or sorted(folder.glob("events/*.parquet"))
        assert files
        rows = sum(polars.read_parquet(path).height for path in files)
        assert duckdb.sql(f"select count(*) from read_parquet({[str(path) for path in files]!r})").fetchall() == [
            (rows,)
        ]


def test_both_read_the_runs_of_a_sweep(sweep: Path) -> None:
    assert _rows(sweep, "runs/*.parquet") == [(6,)]
    name = '"alignment[ALD]@end"'
    files = sorted(str(path) for path in sweep.glob("runs/*.parquet"))
    by_polars = polars.read_parquet(files)["alignment[ALD]@end"].mean()
    assert _rows(sweep, "runs/*.parquet", f"avg({name})") == [(pytest.approx(by_polars),)]


def test_both_read_the_series_of_a_sweep(sweep: Path) -> None:
    for path in sorted(sweep.rglob("*.parquet")):
        assert duckdb.sql(f"select count(*) from read_parquet('{path}')").fetchall() == [
            (polars.read_parquet(path).height,)
        ]
