"""Shards of one sweep put into one folder."""

from pathlib import Path
from typing import Any

from twochairs.errors import Incomplete, NotPossible, OtherVersion
from twochairs.sweeps.chunkfile import CHUNKS, chunk_path, most_bytes, spans_there
from twochairs.sweeps.commit import commit_once, make_folder, read_checked
from twochairs.sweeps.folder import held
from twochairs.sweeps.job import Job, differences
from twochairs.sweeps.runner import finish
from twochairs.sweeps.state import plan_of, points_of, state_of


def merge(target: Path, shards: list[Path], job: Job) -> None:
    """Bring the chunks of several folders into one, and pack it when all are there.

    Parameters
    ----------
    target : to be made; it may hold some of the sweep already
    shards : folders of the same sweep
    job : theirs

    Raises
    ------
    NotPossible : where a folder holds another sweep
    OtherVersion : where they were made with other code or libraries than are at hand, or one than another
    Incomplete : where points are missing still; what there is has been brought over
    """
    for shard in shards:
        data = plan_of(shard)
        if data["sweep_hash"] != job.key and _is_same_plan(data, job):
            raise OtherVersion(shard, differences(data) or [f"{shards[0]} is of another"])
        if data["sweep_hash"] != job.key:
            raise NotPossible(
                f"{shard} holds another sweep than {shards[0]}\n  hint: shards come from one experiment file"
            )
        if job.key != job.hash:
            raise OtherVersion(shard, differences(data))
    with held(target, job):
        make_folder(target / CHUNKS)
        if state_of(target, job).complete:
            return
        for shard in shards:
            for point, spans in spans_there(shard, job).items():
                for span in spans:
                    content = read_checked(chunk_path(shard, job.keys[point], span), most_bytes(job))
                    if content is not None:
                        commit_once(chunk_path(target, job.keys[point], span), bytes(content))
        state = state_of(target, job)
        missing = state.missing(job)
        if missing:
            total = len(job.plan.points)
            hint = "run the shards to their end, then merge again"
            raise Incomplete(target, total - points_of(missing), total, hint)
        finish(target, job, state)


def _is_same_plan(data: dict[str, Any], job: Job) -> bool:
    return bool(data["plan_hash"] == job.plan.hash and data["rules"]["source"] == job.rulebook.source)
