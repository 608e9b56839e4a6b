"""twochairs: states that sit on two chairs, simulated."""

from typing import TYPE_CHECKING, Any, cast

from twochairs.version import __version__ as __version__

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.results.result import Result
    from twochairs.scenario.load import Scenario


def open(folder: Any, incomplete: bool = False) -> "Result":
    """A result folder as pandas tables and labelled arrays.

    Parameters
    ----------
    folder : of a run, or of a sweep
    incomplete : whether a sweep that has not come to its end is read as far as it is; its `.complete` is False then

    Returns
    -------
    Result; of a sweep, twochairs.results.sweep_result.SweepResult

    Raises
    ------
    NoResult : where it is no result, or one that lacks a file
    NotPossible : where it is no path
    Incomplete : where it is a sweep that has not come to its end, unless `incomplete`
    """
    from twochairs.results.result import Result, kind_of
    from twochairs.scenario.given import path_of

    folder = path_of("folder", folder)
    kind = kind_of(folder)
    if kind == "sweep":
        from twochairs.results.sweep_result import SweepResult

        return SweepResult(folder)
    if kind == "unfinished sweep":
        from twochairs.sweeps.unfinished import unfinished

        return unfinished(folder, incomplete)
    return Result(folder)


def load(file: Any, settings: "dict[str, Any] | None" = None) -> "Scenario":
    """A scenario file, read, checked and solved.

    Parameters
    ----------
    settings : dotted path to value, over everything in the file, as `--set` has it

    Raises
    ------
    InvalidInput : with every problem, each with file, line and column
    NotPossible : where the file is no path, or settings are no mapping
    """
    from twochairs.scenario.given import settings_of
    from twochairs.scenario.load import load as loaded

    return loaded(file, settings_of(settings))


def run(scenario: Any, **options: Any) -> "Result":
    """Run a scenario's ensemble into a result folder and open it; options are those of `results.running.run`."""
    from twochairs.results.running import run as run_into_folder

    return run_into_folder(scenario, **options)


def compare(first: "Result", second: "Result") -> "pd.DataFrame":
    """Every outcome of the second result minus the same run's in the first, with its 95 % interval.

    Raises
    ------
    NotPossible : where the runs of the two do not share their chance, or one of them is no result
    """
    from twochairs.results.result import check_results

    check_results([first, second])
    if "sweep_hash" in first.manifest:
        from twochairs.figures.sweeps.compare import paired as paired_sweeps

        return paired_sweeps(cast(Any, first), cast(Any, second))
    from twochairs.figures.runs.compare import paired

    return paired(first, second)
