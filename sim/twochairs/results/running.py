"""Run a scenario and keep what came out, in one call."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twochairs.results.result import Result
    from twochairs.scenario.load import Scenario


def run(
    scenario: "Scenario | Path | str",
    replicates: int = 50,
    seed: int = 2022,
    settings: Mapping[str, Any] | None = None,
    out: Path | str | None = None,
    replace: bool = False,
) -> "Result":
    """Run a scenario's ensemble into a result folder, as `twochairs run` does, and open it.

    Parameters
    ----------
    scenario : a file, or one that is loaded
    replicates : runs that differ only by chance
    seed : root of all chance
    settings : dotted path to value, over everything in the file, as `--set` has it
    out : result folder; results/NAME-HASH where None
    replace : whether another run that the folder holds may be replaced

    Raises
    ------
    InvalidInput : with every problem of the file
    NotPossible : where settings are given for a scenario that is loaded, or something is of no use as what it is for
    CannotWrite : where the folder holds something else, or the disk does not take it
    """
    from twochairs.ensemble.replicates import run_replicates
    from twochairs.errors import NotPossible
    from twochairs.results.result import Result
    from twochairs.results.store import already_there, default_folder, refuse_early, write_result
    from twochairs.scenario.given import MOST_REPLICATES, path_of, seed_of, settings_of, whole
    from twochairs.scenario.load import Scenario, load

    replicates, seed = whole("replicates", replicates, 1, MOST_REPLICATES), seed_of(seed)
    chosen = settings_of(settings)
    if isinstance(scenario, Scenario):
        if chosen:
            raise NotPossible("settings are for a file\n  hint: twochairs.load(file, settings) gives one with them")
        loaded = scenario
    else:
        loaded = load(path_of("scenario", scenario), chosen)
    folder = path_of("out", out) if out is not None else default_folder(loaded, replicates, seed, Path("results"))
    if not already_there(folder, loaded, replicates, seed, replace):
        refuse_early(folder)
        write_result(folder, loaded, replicates, seed, run_replicates(loaded, replicates, seed))
    return Result(folder)
