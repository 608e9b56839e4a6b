"""What is said of a sweep: its failures, its damage, its end."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.errors import NoResult
from twochairs.results.folder import Folder
from twochairs.results.result import TABLE_FOLDERS, Result
from twochairs.results.terminal import named_line
from twochairs.sweeps.chunk import Failure
from twochairs.sweeps.chunkfile import CHUNKS, chunk_of, chunk_path, spans_there
from twochairs.sweeps.commit import is_temporary
from twochairs.sweeps.job import Job
from twochairs.sweeps.pack import Part, part_file, parts_of, tables_of
from twochairs.sweeps.packed import packed_failures
from twochairs.sweeps.planfile import AGAIN
from twochairs.sweeps.replay import Replay
from twochairs.sweeps.state import state_of

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 12
_NAME = 44
"""Width of the column of outcomes, which leaves room for their numbers in 80."""
_TOLD = ("kind", "month", "what", "who")


def failures_of(folder: Path, job: Job) -> list[tuple[int, Failure]]:
    """Every failed run of a folder, with its point."""
    found: list[tuple[int, Failure]] = []
    for part in range(len(parts_of(job))):
        if os.path.lexists(folder / part_file("failures", part)):
            found += _packed(folder, job, part)
    seen = {(point, failure.replicate) for point, failure in found}
    for point, spans in spans_there(folder, job).items():
        for chunk in (chunk_of(folder, job, point, span) for span in spans):
            failures = chunk.failures if chunk is not None else []
            found += [(point, failure) for failure in failures if (point, failure.replicate) not in seen]
            seen |= {(point, failure.replicate) for failure in failures}
    return sorted(found, key=lambda pair: (pair[0], pair[1].replicate))


def _packed(folder: Path, job: Job, part: int) -> list[tuple[int, Failure]]:
    """Those of a packed part; none where its file is damaged, which is told as such."""
    try:
        rows = packed_failures(folder, job, part_file("failures", part)).to_pylist()
    except NoResult:
        return []
    return [(row["point"], Failure(*(row[name] for name in ("replicate", *_TOLD)))) for row in rows]


def damage_of(folder: Path, job: Job) -> list[str]:
    """Every damaged file, and the runs it holds."""
    state = state_of(folder, job)
    told = []
    files = {part_file(table, part): part for table in tables_of(job) for part in range(len(parts_of(job)))}
    for name in state.damaged:
        part = files.get(name)
        told.append(f"damaged: {name}{_runs(parts_of(job)[part], job) if part is not None else ''}")
    for point, span in sorted(state.torn, key=str):
        name = f"{CHUNKS}/{chunk_path(folder, job.keys[point], span).name}"
        told.append(f"damaged: {name}{_runs(Part(range(point, point + 1), span), job)}")
    return told


def strange_in(folder: Path, job: Job) -> list[str]:
    """Files among the tables that are not of the sweep, and that nothing reads."""
    own = {part_file(table, part) for table in tables_of(job) for part in range(len(parts_of(job)))}
    found = Folder(folder, AGAIN).inside(*TABLE_FOLDERS)
    return [name for name in found if name not in own and not is_temporary(Path(name))]


def _runs(part: Part, job: Job) -> str:
    points, replicates = part
    first = points[0] * job.replicates + replicates[0]
    last = points[-1] * job.replicates + replicates[-1]
    return f", which holds runs {first:,} to {last:,} (points {points[0]:,} to {points[-1]:,})"


def lines_of(folder: Path) -> list[str]:
    """The short table a sweep ends with: each outcome's range over the points, with its Monte-Carlo error."""
    summary = Result(folder).summary
    lines = [f"{'outcome':<{_NAME}} {'lowest':>9} {'highest':>9}  largest error"]
    groups = list(summary.groupby("outcome", sort=False))
    for outcome, rows in groups[:_SHOWN]:
        lines += named_line(str(outcome), _NAME, _range(rows))
    more = len(groups) - _SHOWN
    return lines + ([f"and {more} more in {folder / 'summary.csv'}"] if more > 0 else [])


def _range(rows: "pd.DataFrame") -> str:
    """The least and the greatest mean, and the largest error, as far as they are known."""
    low, high, error = rows["mean"].min(), rows["mean"].max(), rows["monte_carlo_error"].max()
    if low != low:
        return "without a value in every run"
    return f"{low:>9.3g} {high:>9.3g}  {'unknown' if error != error else f'{error:.2g}'}"


def told_replay(replay: Replay, job: Job) -> list[str]:
    """A replayed run in words."""
    factors = ", ".join(f"{name} = {value}" for name, value in job.plan.points[replay.point].items())
    run = replay.point * job.replicates + replay.replicate
    lines = [f"run {run:,}: point {replay.point} ({factors}), replicate {replay.replicate}"]
    if replay.error:
        before = "it had come to its end, and fails now" if replay.stored else "it failed again"
        return [*lines, f"{before}: {replay.error}"]
    for text, value in replay.outcomes.items():
        then = replay.stored.get(text)
        verdict = "as stored" if text not in replay.differing else f"but {then!r} was stored"
        verdict = "(it was not stored)" if then is None else verdict
        shown = "no value" if value != value else f"{value:.6g}"
        lines.append(f"  {text} = {shown}  {verdict if replay.stored else '(it had failed)'}")
    same = "every outcome is what was stored, bit for bit" if replay.stored and not replay.differing else ""
    return [*lines, same] if same else lines
