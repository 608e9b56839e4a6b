"""The chunks of a whole sweep put together: few files, the same bytes whoever ran what and in which order."""

import errno
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from twochairs.results.described import LIMITS, scenario_yaml
from twochairs.results.draws import DRAWS_FILE, described_draws, draws_csv
from twochairs.results.folder import Folder
from twochairs.results.manifest import FORMAT, MANIFEST
from twochairs.sweeps.about import described_scenarios, scenario_files
from twochairs.sweeps.chunk import Chunk
from twochairs.sweeps.chunkfile import runs_of
from twochairs.sweeps.commit import commit, sync_folder
from twochairs.sweeps.job import PLAN, Job, versions
from twochairs.sweeps.packed import packed_runs
from twochairs.sweeps.summary import summary_text
from twochairs.sweeps.tables import design_table, events_table, failures_table, runs_table, series_names, series_table
from twochairs.world.code import chance_hash

CHECKSUMS = "checksums.txt"
PART_BYTES = 16 * 2**20
"""Numbers of a part of several points before compression: what is held in memory at once."""
SPLIT_BYTES = 64 * 2**20
"""Numbers of a part of a point that is larger."""
PART_RUNS = 50_000

Progress = Callable[[int, int], None]


class Part(NamedTuple):
    """What a file of each table holds: some points, or some replicates of one."""

    points: range
    replicates: range


def parts_of(job: Job) -> list[Part]:
    """Every part, by the plan alone."""
    size = max(1, min(PART_BYTES // max(1, job.point_bytes), PART_RUNS // job.replicates))
    points, runs = len(job.plan.points), job.replicates
    split = job.splits and job.point_bytes > PART_BYTES
    block = max(1, min(SPLIT_BYTES // job.run_bytes, PART_RUNS)) if split else runs
    return [
        Part(range(first, min(first + size, points)), range(at, min(at + block, runs)))
        for first in range(0, points, size)
        for at in range(0, runs, block)
    ]


def tables_of(job: Job) -> list[str]:
    """The folders that hold a file for every part."""
    events = ["events"] if job.plan.experiment.keep.events else []
    return ["runs", *(f"series/{name}" for name in series_names(job)), *events, "failures"]


def part_file(table: str, part: int) -> str:
    """Name of a table's file of a part."""
    return f"{table}/part-{part:04d}.parquet"


def pack(
    folder: Path,
    job: Job,
    parts: list[int],
    chunks: dict[int, list[range]],
    progress: Progress = lambda done, total: None,
) -> None:
    """Write the files of a whole sweep from its chunks, the checksums and the manifest last of all.

    Parameters
    ----------
    parts : numbers of the parts to write; the others are there and sound
    chunks : point to the spans of its chunks
    progress : called with (parts written, parts to write)
    """
    for table in tables_of(job):
        (folder / table).mkdir(parents=True, exist_ok=True)
    ranges = parts_of(job)
    for done, part in enumerate(parts, start=1):
        _write_part(folder, job, part, ranges[part], chunks)
        progress(done, len(parts))
    _write_whole(folder, job, len(ranges))


def _write_part(folder: Path, job: Job, part: int, of: Part, chunks: dict[int, list[range]]) -> None:
    found = [_sound(folder, job, point, of.replicates, chunks.get(point, [])) for point in of.points]
    for table in tables_of(job):
        _commit(folder, part_file(table, part), parquet(table_of(job, table, found)))


def _commit(folder: Path, name: str, data: bytes) -> None:
    """Write a file whole; an error says which, and how large it is."""
    try:
        commit(folder / name, data)
    except OSError as error:
        raise OSError(error.errno, f"{error.strerror} for the {len(data):,} bytes of {name}") from error


def _sound(folder: Path, job: Job, point: int, replicates: range, there: list[range]) -> Chunk:
    chunk = runs_of(folder, job, point, replicates, there)
    if chunk is None:
        raise OSError(errno.EIO, f"the chunk of point {point} can no longer be read")
    return chunk


def table_of(job: Job, table: str, chunks: list[Chunk]) -> pa.Table:
    """What some chunks, at least one, put into one of the tables that `tables_of` names."""
    if table == "runs":
        return runs_table(job, chunks)
    if table == "events":
        return events_table(job, chunks)
    if table == "failures":
        return failures_table(job, chunks)
    return series_table(job, chunks, table.removeprefix("series/"))


def parquet(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file; numbers that hardly repeat are in no dictionary."""
    repeated = [field.name for field in table.schema if not pa.types.is_floating(field.type)]
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", use_dictionary=repeated, write_page_checksum=True)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def _write_whole(folder: Path, job: Job, parts: int) -> None:
    runs = (packed_runs(folder, job, part_file("runs", part)) for part in range(parts))
    files = {
        "design.parquet": parquet(design_table(job)),
        "summary.csv": summary_text(job, runs).encode(),
        **_scenarios(job),
        "sources.csv": job.sources.encode(),
    }
    if job.plan.draws.varied:
        files[DRAWS_FILE] = draws_csv(job.plan.drawn).encode()
    if job.rulebook.source:
        files["rules.py"] = job.rulebook.source.encode()
    for name, data in files.items():
        _commit(folder, name, data)
    files_of = Folder(folder, "see to the disk, then run the same again")
    names = [part_file(table, part) for table in tables_of(job) for part in range(parts)]
    checksums = {name: files_of.checksum(name) for name in sorted([*names, *files, PLAN])}
    failed = sum(pq.read_metadata(folder / part_file("failures", part)).num_rows for part in range(parts))
    manifest = json.dumps(manifest_of(job, failed, checksums), indent=1, ensure_ascii=False).encode()
    lines = [f"{checksum}  {name}" for name, checksum in checksums.items()]
    lines.append(f"{sha256(manifest).hexdigest()}  {MANIFEST}")
    text = "".join(f"{line}\n" for line in lines)
    _commit(folder, CHECKSUMS, f"{text}# {sha256(text.encode()).hexdigest()}\n".encode())
    _commit(folder, MANIFEST, manifest)
    sync_folder(folder)


def _scenarios(job: Job) -> dict[str, bytes]:
    """Each scenario as all its points have it, resolved, by the name of its file here."""
    bases = [fit.base for fit in job.plan.fits]
    texts = (scenario_yaml(base.ready).encode() for base in bases)
    return dict(zip(scenario_files(job.plan), texts, strict=True))


def manifest_of(job: Job, failed: int, checksums: dict[str, str]) -> dict[str, Any]:
    """What is said of a sweep.

    Parameters
    ----------
    failed : runs that came to no end
    checksums : file name to checksum
    """
    experiment, plan = job.plan.experiment, job.plan
    return {
        "format": FORMAT,
        "kind": plan.kind,
        **described_scenarios(plan),
        "name": plan.name,
        "title": experiment.title or plan.name,
        "description": experiment.description,
        "limits": LIMITS,
        f"{plan.kind}_hash": job.hash,
        "code_hash": job.rulebook.hash,
        "chance_hash": chance_hash(),
        "seed": experiment.seed,
        "common_random_numbers": experiment.common_random_numbers,
        "replicates": experiment.replicates,
        "points": len(plan.points),
        "runs": job.runs,
        "failed": failed,
        "design": experiment.design.kind,
        "factors": [factor.name for factor in plan.factors],
        "outcomes": {program.text: program.unit for program in job.outcomes},
        "keep": experiment.keep.model_dump(),
        "figures": list(experiment.figures),
        "notes": plan.kept_notes,
        "rules": job.rulebook.file,
        "versions": versions(),
        **described_draws(plan.draws),
        "files": checksums,
    }
