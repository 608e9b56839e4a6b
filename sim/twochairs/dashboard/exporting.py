"""What the page shows, as a result folder with its figures."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from twochairs.dashboard.live import REPLICATES, SEED

_ONE_AT_A_TIME = Lock()
"""Matplotlib's settings belong to the process, and every figure is drawn under the style."""


def export(file: Path, settings: Mapping[str, str], root: Path | None = None) -> Path:
    """Run, write and draw, as `twochairs run --figures` does.

    Parameters
    ----------
    root : folder of results; results/ of the working folder where None

    Raises
    ------
    CannotWrite : where the disk does not take it
    """
    from twochairs.figures import draw_all
    from twochairs.results.result import Result
    from twochairs.scenario.load import load
    from twochairs.sweeps.runner import WHOLE, default_folder
    from twochairs.sweeps.running import ended, job_of_run

    job = job_of_run(load(file, dict(settings)), REPLICATES, SEED)
    folder = default_folder(job, root, WHOLE)
    ended(job, folder, 0)
    with _ONE_AT_A_TIME:
        draw_all(Result(folder), folder / "figures")
    return folder
