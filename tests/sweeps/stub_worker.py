"""A worker that runs nothing: what its sweep's "folder" says becomes of each task.

The folder is JSON: `poison` maps a point to replicates that kill the process, `kill_at` lists points that kill it the
first time, `marks` is where that is noted, `errors` maps a point to what its receipt tells, `slow` is seconds a task.
"""

import json
import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from twochairs.sweeps.task import Task
from twochairs.sweeps.work import Receipt
from twochairs.sweeps.worker import READY, _end_with


def done(task: Task, told: dict[str, Any]) -> Receipt:
    """The receipt of a task, unless it is the process's end."""
    time.sleep(told.get("slow", 0.0))
    replicates = set(range(told["replicates"])) if task.probe is None else set(task.probe)
    deadly = set(told.get("poison", {}).get(str(task.point), [])) - {replicate for replicate, _ in task.killed}
    mark = Path(told["marks"]) / str(task.point)
    if deadly & replicates or (task.point in told.get("kill_at", []) and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Receipt(task, runs=len(replicates), error=told.get("errors", {}).get(str(task.point), ""))


def main() -> None:
    """As the worker's own."""
    _, number, parent, folder, _ = sys.argv
    _end_with(int(parent))
    pipe, told = Connection(int(number)), json.loads(folder)
    pipe.send(READY)
    while True:
        try:
            pipe.send(done(pipe.recv(), told))
        except EOFError:
            return


main()
