"""Sound folders that harm is done to, and ways to change them so that they vouch for themselves again."""

import json
import os
import socket
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.results.sweeps import refitted
from tests.trust.trial import SCENARIO, begun, job_of, swept, written
from tests.written import write_run
from twochairs.scenario.load import load
from twochairs.sweeps.job import _sealed
from twochairs.sweeps.runner import Shard

RUNS, MONTHS = 4, 6
EXPERIMENT = """\
twochairs: 2
scenario: tiny.yaml
replicates: 3
seed: 7
set: {clock.months: 6}
factors:
  LEA.pressure: {from: 0, to: 1, steps: 2}
  countries.ALD.gas.dependence: {from: 0.2, to: 0.9, steps: 2}
outcomes: ["alignment[ALD]@end", "tension[strait]@max"]
keep: {quantities: [alignment, tension], months: all, events: true}
"""
Harm = Callable[[Path], object]


def made(base: Path) -> dict[str, Path]:
    """A folder of each kind: run, sweep, unfinished, and two shards."""
    scenario = load(SCENARIO, {"clock.months": str(MONTHS)})
    run = write_run(base / "run", scenario, RUNS, 1)
    job = job_of(written(base / "project", EXPERIMENT))
    swept(base / "sweep", job)
    begun(base / "unfinished", job, 3)
    for number in (1, 2):
        swept(base / f"shard-{number}", job, shard=Shard(number, 2))
    names = ("sweep", "unfinished", "shard-1", "shard-2")
    return {"run": run, **{name: base / name for name in names}}


def said(change: Callable[[dict[str, Any]], Any]) -> Harm:
    """Something else in the manifest, which vouches for itself by no checksum."""

    def harm(folder: Path) -> None:
        path = folder / "manifest.json"
        data = json.loads(path.read_text("utf-8"))
        changed = change(data)
        path.write_text(json.dumps(data if changed is None else changed, ensure_ascii=False, indent=1), "utf-8")

    return harm


def put(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """A value at a dotted path, or in place of one there."""

    def change(data: dict[str, Any]) -> None:
        *steps, last = name.split(".")
        for step in steps:
            data = data[step]
        data[last] = value

    return change


def lost(name: str) -> Callable[[dict[str, Any]], None]:
    """A value that is missing."""
    return lambda data: data.pop(name) and None


def raw(name: str, content: bytes) -> Harm:
    """Other bytes in a file, which the manifest vouches for."""

    def harm(folder: Path) -> None:
        (folder / name).write_bytes(content)
        fitted(folder)

    return harm


def bare(name: str, content: bytes) -> Harm:
    """Other bytes in a file, which nothing vouches for."""
    return lambda folder: (folder / name).write_bytes(content)


def fitted(folder: Path) -> None:
    """Checksums made to fit, in the manifest and in a sweep's list."""
    refitted(folder)
    listed = folder / "checksums.txt"
    if listed.exists():
        files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
        lines = [f"{checksum}  {name}\n" for name, checksum in files.items()]
        lines.append(f"{sha256((folder / 'manifest.json').read_bytes()).hexdigest()}  manifest.json\n")
        text = "".join(lines)
        listed.write_text(f"{text}# {sha256(text.encode()).hexdigest()}\n")


def table(name: str, change: Callable[[pa.Table], pa.Table]) -> Harm:
    """Other rows or columns in a Parquet file, which the manifest vouches for."""

    def harm(folder: Path) -> None:
        path = folder / name
        pq.write_table(change(pq.read_table(path)), path, compression="zstd")
        fitted(folder)

    return harm


def column(name: str, which: str, values: Callable[[list[Any]], Any]) -> Harm:
    """Other values in a column of a Parquet file."""

    def change(read: pa.Table) -> pa.Table:
        place = read.schema.get_field_index(which)
        made_of = values(read[which].to_pylist())
        array = made_of if isinstance(made_of, pa.Array) else pa.array(made_of, read[which].type)
        field = pa.field(which, array.type, metadata=read.schema.field(which).metadata)
        return read.set_column(place, field, array)

    return table(name, change)


def planned(change: Callable[[dict[str, Any]], Any]) -> Harm:
    """Something else in the plan, whose seal is made to fit."""

    def harm(folder: Path) -> None:
        path = folder / "plan.json"
        data = json.loads(path.read_text("utf-8"))
        data.pop("checksum")
        changed = change(data)
        path.write_text(_sealed(data if changed is None else changed), "utf-8")

    return harm


def chunk(change: Callable[[bytes], bytes]) -> Harm:
    """Another content of the first chunk, whose checksum is made to fit."""

    def harm(folder: Path) -> None:
        path = min((folder / "chunks").iterdir())
        content = change(path.read_bytes()[:-32])
        path.write_bytes(content + sha256(path.name.encode() + b"\0" + content).digest())

    return harm


def linked(name: str, to: str) -> Harm:
    """A link in place of a file or folder."""

    def harm(folder: Path) -> None:
        path = folder / name
        aside = folder.parent / f"aside-{path.name}"
        path.rename(aside)
        path.symlink_to(to or aside)

    return harm


def replaced(name: str, make: Callable[[Path], object]) -> Harm:
    """Something else than a file in a file's place."""

    def harm(folder: Path) -> None:
        (folder / name).unlink()
        make(folder / name)

    return harm


def bound(path: Path) -> None:
    """A socket."""
    here = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(path.name)
    os.chdir(here)


def sparse(path: Path) -> None:
    """A terabyte of nothing."""
    with path.open("wb") as file:
        file.truncate(2**40)


def every(*harms: Harm) -> Harm:
    """One harm after the other."""

    def harm(folder: Path) -> None:
        for one in harms:
            one(folder)

    return harm
