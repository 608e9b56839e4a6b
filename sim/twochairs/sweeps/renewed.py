"""Worker jobs that are begun again when they have ended."""

import asyncio
import time
from typing import Any

from distributed.core import Status
from distributed.deploy.adaptive import Adaptive

OWN_RULE_OFF = {"distributed.deploy.lost-worker-timeout": "3650d"}
"""Dask's own rule cancels the job of a worker that was gone for a while, and never misses a job of several workers."""
_QUEUE = ("squeue", "--me", "--noheader", "--format=%i")
_LOOK, _ASK = 1.0, 15.0
"""Seconds between two looks at the workers, and between two questions to Slurm, which are asked while workers miss."""
_VAIN = 3
"""How many more jobs than are wanted may come to nothing, one after another, before it is given up."""


class Renewed(Adaptive):
    """Keeps as many jobs as are wanted: one that is in Slurm's queue no more is submitted anew.

    Attributes
    ----------
    cluster : whose `trouble` says why no worker comes, where that is so
    """

    cluster: Any

    def __init__(self, cluster: Any, logs: str, **options: Any) -> None:
        super().__init__(cluster, interval=_LOOK, **options)
        self.logs, self.vain, self.asked = logs, 0, time.monotonic()
        self.come: set[str] = set()
        cluster.trouble = ""

    async def adapt(self) -> None:
        """Look at the workers once; where some miss, find jobs that have ended, and submit them anew."""
        there = {worker.name for worker in self.cluster.scheduler.workers.values()}
        missing = {name: job for name, job in self.cluster.workers.items() if not there & self._workers(name)}
        if there:
            self.come |= self.cluster.workers.keys() - missing.keys()
            self.vain, self.cluster.trouble = 0, ""
        if not missing or time.monotonic() - self.asked < _ASK:
            return
        queue = await _queue()
        self.asked = time.monotonic()
        for name, job in missing.items():
            if job.job_id is not None and (queue is None or job.job_id in queue):
                continue
            del self.cluster.workers[name]
            if name not in self.come and job.job_id is not None:
                self._in_vain(f"jobs in Slurm come to nothing; what they said is in {self.logs}")
            self.come.discard(name)
        try:
            await self.cluster
        except RuntimeError as error:
            self._in_vain(refusal(self.cluster, error))

    def _workers(self, name: str) -> set[str]:
        """Names of the workers of a job."""
        return {f"{name}{which}" for which in self.cluster.worker_spec[name].get("group", [""])}

    def _in_vain(self, why: str) -> None:
        self.vain += 1
        if self.vain >= len(self.cluster.worker_spec) + _VAIN:
            self.cluster.trouble = why


async def _queue() -> set[str] | None:
    """Numbers of the user's jobs in Slurm's queue, or None where it does not say."""
    asked = await asyncio.create_subprocess_exec(
        *_QUEUE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    out, _ = await asked.communicate()
    return set(out.decode().split()) if asked.returncode == 0 else None


def refusal(cluster: Any, error: Exception) -> str:
    """What sbatch said, of the error that Dask makes of it; jobs that were not taken are marked so."""
    for job in cluster.workers.values():
        if job.job_id is None:
            job.status = Status.failed
    lines = [line.removeprefix("sbatch: ").removeprefix("error: ") for line in str(error).splitlines()]
    after = lines[lines.index("stderr:") + 1 :] if "stderr:" in lines else lines
    return f"Slurm takes no job: {'; '.join(line for line in after if line)}"
