"""A whole sweep as few files."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.trust.trial import EXPERIMENT, content, job_of, swept, written
from twochairs.sweeps.closing import damage_of
from twochairs.sweeps.job import Job
from twochairs.sweeps.pack import pack, parts_of, tables_of
from twochairs.sweeps.state import checksums_of, state_of

Copy = Callable[[str], Path]


def test_parts_are_every_point_once_and_in_order(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    for runs in (1, 20, 60, 100, 10_000):
        monkeypatch.setattr("twochairs.sweeps.pack.PART_RUNS", runs)
        assert [point for part in parts_of(job) for point in part.points] == list(range(12))
        assert all(len(part.points) * 20 <= max(runs, 20) for part in parts_of(job))


def test_parts_keep_within_memory(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twochairs.sweeps.pack.PART_BYTES", 1)
    assert [len(part.points) for part in parts_of(job)] == [1] * 12


def test_few_files(made: dict[str, Path], job: Job) -> None:
    assert tables_of(job) == [
        "runs",
        "series/countries",
        "series/public_poles",
        "series/disputes",
        "events",
        "failures",
    ]
    assert len(content(made["whole"])) == 13
    assert not (made["whole"] / "chunks").exists()


def test_the_parts_say_what_the_whole_says(
    made: dict[str, Path], job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twochairs.sweeps.pack.PART_RUNS", 60)
    swept(tmp_path / "out", job)
    for table in tables_of(job):
        parts = sorted((tmp_path / "out" / table).glob("*.parquet"))
        assert len(parts) == 4
        whole = pq.read_table(made["whole"] / table / "part-0000.parquet")
        rows = [row for part in parts for row in pq.read_table(part).to_pylist()]
        assert rows == whole.to_pylist()
    assert (tmp_path / "out" / "summary.csv").read_bytes() == (made["whole"] / "summary.csv").read_bytes()


def test_a_point_in_several_parts_is_summed_up_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = job_of(written(tmp_path / "project", EXPERIMENT.replace("months: all", "months: 3 months, series: all")))
    swept(tmp_path / "whole", job)
    monkeypatch.setattr("twochairs.sweeps.pack.PART_BYTES", 1)
    monkeypatch.setattr("twochairs.sweeps.pack.PART_RUNS", 7)
    assert [part.replicates for part in parts_of(job)][:3] == [range(7), range(7, 14), range(14, 20)]
    swept(tmp_path / "split", job)
    for table in tables_of(job):
        one, many = (pq.read_table(tmp_path / name / table) for name in ("whole", "split"))
        assert one.to_pylist() == many.to_pylist()
    assert (tmp_path / "split" / "summary.csv").read_bytes() == (tmp_path / "whole" / "summary.csv").read_bytes()


def test_the_manifest_and_the_list_agree(made: dict[str, Path], job: Job) -> None:
    manifest = json.loads((made["whole"] / "manifest.json").read_text())
    listed = checksums_of(made["whole"])
    assert listed.keys() - manifest["files"].keys() == {"manifest.json"}
    assert {name: listed[name] for name in manifest["files"]} == manifest["files"]
    assert (manifest["sweep_hash"], manifest["runs"], manifest["failed"]) == (job.hash, 240, 0)


def test_pages_carry_checksums(made: dict[str, Path]) -> None:
    data = bytearray((made["whole"] / "runs" / "part-0000.parquet").read_bytes())
    column = pq.ParquetFile(io.BytesIO(bytes(data))).metadata.row_group(0).column(4)
    first = min(at for at in (column.dictionary_page_offset, column.data_page_offset) if at)
    data[first + column.total_compressed_size - 1] ^= 1
    with pytest.raises(OSError, match=r"CRC|checksum"):
        pq.read_table(io.BytesIO(bytes(data)), page_checksum_verification=True)


def test_a_chunk_that_can_no_longer_be_read_stops_packing(copy: Copy, job: Job) -> None:
    folder = copy("half")
    with pytest.raises(OSError, match=r"the chunk of point 5 can no longer be read"):
        pack(folder, job, [0], state_of(folder, job).chunks)
    assert damage_of(folder, job) == []


def test_names_of_files_never_leave_the_folder(tmp_path: Path) -> None:
    job = job_of(written(tmp_path))
    assert all(".." not in table and not table.startswith("/") for table in tables_of(job))
