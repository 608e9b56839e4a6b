"""Tables of a sweep: tidy, typed, with their units."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.trust.trial import EXPERIMENT, job_of, swept, written
from twochairs.sweeps.chunk import STATISTICS, Chunk, Failure
from twochairs.sweeps.job import Job
from twochairs.sweeps.tables import design_table, events_table, failures_table, runs_table


def test_the_design_has_a_row_a_point(job: Job) -> None:
    table = design_table(job)
    assert table.column_names == ["point", "LEA.pressure", "countries.ALD.gas.dependence"]
    assert [{"point": at, **point} for at, point in enumerate(job.plan.points)] == table.to_pylist()


def test_runs_carry_their_factors_and_units(made: dict[str, Path], job: Job) -> None:
    table = pq.read_table(made["whole"] / "runs" / "part-0000.parquet")
    assert table.num_rows == 240
    assert table.schema.field("point").type == pa.int32()
    assert table.schema.field("LEA.pressure").metadata == {b"role": b"factor"}
    for program in job.outcomes:
        told = table.schema.field(program.text).metadata
        assert (told[b"unit"], told[b"role"]) == (program.unit.encode(), b"outcome")
    for row in table.slice(100, 40).to_pylist():
        assert {name: row[name] for name in job.plan.points[0]} == job.plan.points[row["point"]]


def test_series_are_one_row_a_statistic_month_and_agent(made: dict[str, Path], job: Job) -> None:
    rows = pq.read_table(made["whole"] / "series" / "countries" / "part-0000.parquet")
    assert rows.num_rows == 12 * len(STATISTICS) * 9 * 2
    assert rows.column_names == ["point", "statistic", "month", "country", "alignment"]
    assert {*rows["statistic"].to_pylist()} == set(STATISTICS)
    assert rows.schema.field("alignment").type == pa.float32()
    assert b"meaning" in rows.schema.field("alignment").metadata


def test_the_mean_of_every_run_is_the_mean_that_is_kept(made: dict[str, Path], tmp_path: Path) -> None:
    job = job_of(written(tmp_path, EXPERIMENT.replace("months: all", "months: all, series: all")))
    swept(tmp_path / "out", job)
    every = pq.read_table(tmp_path / "out" / "series" / "countries").to_pandas()
    kept = pq.read_table(made["whole"] / "series" / "countries").to_pandas()
    means = every.astype({"alignment": "f8"}).groupby(["point", "month", "country"], observed=True)["alignment"].mean()
    kept = kept[kept["statistic"] == "mean"].set_index(["point", "month", "country"])["alignment"]
    assert np.allclose(means.sort_index().to_numpy(), kept.sort_index().to_numpy(), rtol=1e-6)


def test_failures_say_how_to_see_them_again(job: Job) -> None:
    failure = Failure(13, "not finite", "2030-03", "alignment", "ALD")
    empty = Chunk(4, range(0), np.zeros(0, np.int32), np.zeros((0, 3)), np.zeros((6, 9, 0), np.float32), [], [failure])
    (row,) = failures_table(job, [empty]).to_pylist()
    assert row == {
        "run": 93,
        "point": 4,
        "replicate": 13,
        "seed": "7",
        **job.plan.points[4],
        "kind": "not finite",
        "month": "2030-03",
        "what": "alignment",
        "who": "ALD",
        "replay": "twochairs replay RESULT 4/13",
    }


def test_tables_of_nothing_have_their_columns(job: Job) -> None:
    assert failures_table(job, []).column_names[-1] == "replay"
    assert events_table(job, []).num_rows == 0
    empty = Chunk(0, range(0), np.zeros(0, np.int32), np.zeros((0, 3)), np.zeros((6, 9, 0), np.float32))
    assert runs_table(job, [empty]).num_rows == 0
