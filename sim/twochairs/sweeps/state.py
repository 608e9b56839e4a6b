"""How far a sweep's folder is: what is there, what is sound, what is still to be run."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from twochairs.errors import CannotWrite, NoResult, OtherVersion
from twochairs.results.earlier import said
from twochairs.results.folder import Folder
from twochairs.results.manifest import MANIFEST
from twochairs.sweeps.chunkfile import CHUNKS, chunk_of, spans_there, uncovered
from twochairs.sweeps.job import PLAN, Job, differences
from twochairs.sweeps.pack import CHECKSUMS, part_file, parts_of, tables_of
from twochairs.sweeps.planfile import AGAIN, job_from, plan_data

_LISTED = re.compile(r"(?P<checksum>[0-9a-f]{64})  (?P<name>[A-Za-z0-9_./-]{1,300})")
_MOST_LIST = 32 * 2**20
"""Bytes of the list of checksums."""

ELSEWHERE = "name another folder with --out"
OR_REPLACE = f"{ELSEWHERE}, or give --replace"

Unit = tuple[int, range]
"""A point and some of its replicates."""


@dataclass(frozen=True)
class State:
    """What a folder holds of a sweep.

    Attributes
    ----------
    chunks : point to the spans of its chunks that are there and sound
    torn : those that are there and damaged
    parts : numbers of the parts that are packed and sound
    damaged : packed files that are not what was written, or missing
    complete : whether every file of the packed sweep is there and sound
    """

    chunks: dict[int, list[range]]
    torn: tuple[Unit, ...]
    parts: frozenset[int]
    damaged: tuple[str, ...]
    complete: bool

    def after(self, folder: Path, job: Job, committed: list[Unit]) -> "State":
        """What a folder holds once some chunks were committed too, which whoever reads them checks."""
        chunks = {point: list(spans) for point, spans in self.chunks.items()}
        there = spans_there(folder, job)
        for point, span in committed:
            same = [other for other in there if job.keys[other] == job.keys[point]] if job.repeats else [point]
            for other in same:
                if span in there.get(other, ()):
                    chunks.setdefault(other, []).append(span)
        return replace(self, chunks=chunks, complete=False)

    def missing(self, job: Job) -> list[Unit]:
        """What has to be run, each within one of the job's spans."""
        parts = parts_of(job)
        packed: dict[int, list[range]] = {}
        for part in self.parts:
            for point in parts[part].points:
                packed.setdefault(point, []).append(parts[part].replicates)
        return [
            (point, left)
            for point in range(len(job.plan.points))
            for span in job.spans
            for left in uncovered(span, [*self.chunks.get(point, ()), *packed.get(point, ())])
        ]


NOTHING_THERE = State({}, (), frozenset(), (), False)


def cells(job: Job) -> list[Unit]:
    """Every run of a job, chunk by chunk."""
    return [(point, span) for point in range(len(job.plan.points)) for span in job.spans]


def points_of(units: Iterable[Unit]) -> int:
    """How many points some units are of."""
    return len({point for point, _ in units})


def runs_in(units: Iterable[Unit]) -> int:
    """How many runs some units have."""
    return sum(len(span) for _, span in units)


def state_of(folder: Path, job: Job) -> State:
    """What a folder holds of a job, every checksum read."""
    there, files = spans_there(folder, job), Folder(folder, AGAIN)
    seen: dict[tuple[str, range], bool] = {}
    chunks: dict[int, list[range]] = {}
    torn: list[Unit] = []
    for point, spans in there.items():
        for span in spans:
            name = (job.keys[point], span)
            if name not in seen:
                seen[name] = chunk_of(folder, job, point, span) is not None
            if seen[name]:
                chunks.setdefault(point, []).append(span)
            else:
                torn.append((point, span))
    checksums = checksums_of(folder)
    lists = () if checksums else tuple(name for name in (CHECKSUMS, MANIFEST) if (folder / name).exists())
    broken_off = bool(there) and not (folder / MANIFEST).exists()  # in packing: the manifest comes last
    names = [name for name in checksums if not (broken_off and name == MANIFEST)]
    damaged = lists + tuple(name for name in names if not files.is_sound(name, checksums[name]))
    bad = set(damaged)
    parts = {
        part
        for part in range(len(parts_of(job)) if checksums else 0)
        if not bad & {part_file(table, part) for table in tables_of(job)}
    }
    complete = bool(checksums) and not damaged and not broken_off
    return State(chunks, tuple(torn), frozenset(parts), damaged, complete)


def checksums_of(folder: Path) -> dict[str, str]:
    """File name to checksum of a packed sweep, from whichever of its two lists is sound; empty where neither is."""
    listed = _from_list(folder)
    return listed if listed else _from_manifest(folder)


def check_sound(folder: Path, name: str) -> None:
    """Refuse a packed file that is not what was written; one that no list vouches for yet is being packed.

    Raises
    ------
    NoResult : with its name
    """
    checksums, files = checksums_of(folder), Folder(folder, AGAIN)
    if checksums and not files.is_sound(name, checksums.get(name, "")):
        files.refuse(f"{name} is damaged")


def _from_list(folder: Path) -> dict[str, str]:
    try:
        text = Folder(folder, AGAIN).text(CHECKSUMS, _MOST_LIST)
    except NoResult:
        return {}
    body, _, last = text.rstrip("\n").rpartition("\n")
    if last != f"# {sha256(f'{body}{chr(10)}'.encode()).hexdigest()}" or not text.endswith("\n"):
        return {}
    lines = [_LISTED.fullmatch(line) for line in body.splitlines()]
    return {line["name"]: line["checksum"] for line in lines if line} if all(lines) else {}


def _from_manifest(folder: Path) -> dict[str, str]:
    """The manifest's own list; the other one, being damaged, is told as such."""
    try:
        files = dict(said(Folder(folder, AGAIN))[1].files)
    except NoResult:
        return {}
    return {**files, CHECKSUMS: "sound"}


def plan_is(folder: Path, job: Job, instead: str = ELSEWHERE) -> bool:
    """Whether a folder's `plan.json` is a job's; False where it is damaged, and whatever else is there is the job's.

    Parameters
    ----------
    instead : what helps where it is another's of its kind

    Raises
    ------
    CannotWrite : where the folder holds another sweep
    OtherVersion : where it holds this one, begun with other code or libraries
    """
    try:
        data = plan_of(folder)
    except NoResult:
        if _is_all_of(folder, job):
            return False
        data = {"sweep_hash": ""}
    if data["sweep_hash"] == job.hash:
        if job_from(folder, data).hash != job.hash:
            raise OtherVersion(folder, [])
        return True
    told = (data.get("kind"), data.get("plan_hash"), data.get("rules", {}).get("source"))
    if told != (job.plan.kind, job.plan.hash, job.rulebook.source):
        kind = data.get("kind")
        raise CannotWrite(
            folder, f"it holds another {kind or job.plan.kind}", instead if kind == job.plan.kind else ELSEWHERE
        )
    raise OtherVersion(folder, differences(data))


def _is_all_of(folder: Path, job: Job) -> bool:
    """Whether all that a folder holds, its plan aside, is of a job."""
    own = {key[:32] for key in job.keys}
    if any(path.name.partition("-")[0] not in own for path in (folder / CHUNKS).glob("[0-9a-f]*-*-*")):
        return False
    try:
        _, there = said(Folder(folder, AGAIN))
    except NoResult:
        return True
    return job.hash in (there.sweep_hash, there.run_hash)


def plan_of(folder: Path) -> dict[str, Any]:
    """What `plan.json` of a folder says, in its declared shape.

    Raises
    ------
    NoResult : where there is none, or it is not what was written
    """
    try:
        return plan_data(folder)
    except FileNotFoundError:
        hint = "`twochairs sweep EXPERIMENT` makes one"
        raise NoResult(folder, f"it has no {PLAN}, so it holds no sweep", hint) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise NoResult(folder, f"its {PLAN} cannot be read: {reason}", "see to the disk or to the rights") from None


def job_in(folder: Path) -> Job:
    """The job of a folder's `plan.json`; raises as `plan_of`, and where no job can be made of it."""
    return job_from(folder, plan_of(folder))
