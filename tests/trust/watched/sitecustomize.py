"""Read by Python as it starts, where this folder is on its path: writes down every point a worker begins.

A worker looks for a point's chunk before it runs it, and that opening is seen here. Dask spawns its
workers.
"""

import os
import sys

_WORKER = {"twochairs.sweeps.worker", "--multiprocessing-fork"}

if _WORKER & set(sys.orig_argv) and "TWOCHAIRS_BEGUN" in os.environ:
    _begun = os.open(os.environ["TWOCHAIRS_BEGUN"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def _watch(event: str, given: tuple[object, ...]) -> None:
        if event == "open" and isinstance(given[0], str) and "/chunks/" in given[0]:
            name = given[0].rpartition("/")[2]
            if len(name.partition("-")[0]) == 32:
                os.write(_begun, f"{os.getpid()} {name}\n".encode())

    sys.addaudithook(_watch)
