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
    from twochairs.results.running import run
    from twochairs.results.store import default_folder
    from twochairs.scenario.load import load

    scenario = load(file, dict(settings))
    folder = default_folder(scenario, REPLICATES, SEED, Path("results") if root is None else root)
    result = run(scenario, REPLICATES, SEED, out=folder)
    with _ONE_AT_A_TIME:
        draw_all(result, folder / "figures")
    return folder
