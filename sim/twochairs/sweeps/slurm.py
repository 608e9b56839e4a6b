"""Worker jobs of a Slurm cluster, submitted by dask-jobqueue: what is asked for, and how long their workers live."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from twochairs.errors import NotPossible
from twochairs.results.extra import how_to_install

_LOGS = "slurm-logs"
"""Folder for what jobs print, and for certificates as long as they run, unless Dask's settings name others."""
_MEMORY = 2
"""GB for each worker, unless Dask's settings say how much a job has."""
_LAST = 300
"""Seconds before a job's time limit when the last of its workers ends; a quarter of a limit below twenty minutes."""
_LIMIT = re.compile(r"(?:(?P<days>\d{1,4})-)?(?P<first>\d{1,6})(?::(?P<second>\d{1,2}))?(?::(?P<third>\d{1,2}))?")
_TIMES = "write it as sbatch takes it, in quotes in a file: '02:00:00', or '1-12:00:00' for a day and a half"
_NO_SLURM = (
    "there is no sbatch on this machine\n"
    "  hint: type the command where jobs are submitted; elsewhere, --jobs 2 runs it without a cluster"
)

_SETTINGS = "what a job asks for is in jobqueue.slurm of Dask's settings: queue, account, cores, memory, walltime"


def seconds_of(limit: object) -> int:
    """Seconds of a job's time limit.

    Parameters
    ----------
    limit : as `sbatch --time` takes it: minutes, minutes:seconds, hours:minutes:seconds, days-hours,
        days-hours:minutes or days-hours:minutes:seconds

    Raises
    ------
    NotPossible : where it is none, or no limit at all
    """
    found = _LIMIT.fullmatch(limit) if isinstance(limit, str) else None
    if found is None:
        raise NotPossible(f"walltime is {limit!r}, which is no time limit\n  hint: {_TIMES}")
    parts = [int(part) for part in (found["first"], found["second"], found["third"]) if part is not None]
    if found["days"] is not None:
        hours, minutes, seconds = (*parts, 0, 0)[:3]
    elif len(parts) == 3:
        hours, minutes, seconds = parts
    else:
        hours, (minutes, seconds) = 0, (*parts, 0)[:2]
    total = 86400 * int(found["days"] or 0) + 3600 * hours + 60 * minutes + seconds
    if total == 0:
        raise NotPossible(f"walltime is {limit!r}, which is no time limit\n  hint: {_TIMES}")
    return total


def lifetime_of(seconds: int) -> tuple[int, int]:
    """How long workers of jobs with a time limit live.

    Returns
    -------
    seconds in the mean, and by how many a worker may live longer or shorter, drawn evenly: so that not all end at once
    """
    last = min(_LAST, seconds // 4)
    return seconds - 2 * last, last


@contextmanager
def worker_jobs(jobs: int) -> Iterator[Any]:
    """A Dask cluster whose workers are so many jobs, each begun again when it has ended; with encrypted connections.

    What a job asks for is in Dask's settings (`jobqueue.slurm`): queue, account, cores, memory, walltime and the rest.

    Raises
    ------
    NotPossible : where dask-jobqueue or Slurm is not there, a setting is of no use, or Slurm refuses the job
    """
    try:
        import cryptography  # noqa: F401
        import dask
        from dask_jobqueue import SLURMCluster
    except ImportError:
        raise NotPossible(
            f"--dask slurm needs dask-jobqueue and cryptography\n  hint: {how_to_install('cluster')}"
        ) from None
    if shutil.which("sbatch") is None:
        raise NotPossible(_NO_SLURM)
    from twochairs.sweeps.renewed import OWN_RULE_OFF, Renewed, refusal

    settings = _settings(dask.config.get("jobqueue.slurm"))
    with dask.config.set(OWN_RULE_OFF):
        try:
            Path(settings["shared_temp_directory"]).mkdir(parents=True, exist_ok=True)
            cluster: Any = SLURMCluster(security=True, **settings)
        except (OSError, RuntimeError, TypeError, ValueError) as error:
            raise NotPossible(f"no worker jobs: {error}\n  hint: {_SETTINGS}") from None
        with cluster:
            try:
                cluster.sync(_submitted, cluster, jobs)
            except RuntimeError as error:
                raise NotPossible(f"{refusal(cluster, error)}\n  hint: {_SETTINGS}") from None
            cluster.adapt(Adaptive=Renewed, logs=settings["log_directory"])
            yield cluster


async def _submitted(cluster: Any, jobs: int) -> None:
    """Have so many jobs submitted; `scale` does it too, but says nowhere that it failed."""
    while len(cluster.worker_spec) < jobs:
        cluster.worker_spec.update(cluster.new_worker_spec())
    await cluster


def _settings(said: dict[str, Any]) -> dict[str, Any]:
    """Arguments of a cluster: what Dask's settings leave open, and what workers are told."""
    cores = said["cores"] or 1
    logs = said["log-directory"] or str(Path.cwd() / _LOGS)
    return {
        "cores": cores,
        "processes": said["processes"] or cores,
        "memory": said["memory"] or f"{_MEMORY * cores}GB",
        "log_directory": logs,
        "shared_temp_directory": _written_out(said["shared-temp-directory"] or logs),
        "worker_extra_args": [*said["worker-extra-args"], *_told(said)],
        "scheduler_options": {"dashboard_address": ":0", **said["scheduler-options"]},
    }


def _written_out(path: str) -> str:
    return str(Path(os.path.expandvars(path)).expanduser())


def _told(said: dict[str, Any]) -> list[str]:
    """What every worker is told: to end before its job is ended, unless the settings say when; and to show no page."""
    if "--lifetime" in said["worker-extra-args"]:
        return ["--no-dashboard"]
    mean, spread = lifetime_of(seconds_of(said["walltime"]))
    return ["--no-dashboard", "--lifetime", f"{mean}s", "--lifetime-stagger", f"{spread}s"]
