"""twochairs: states that sit on two chairs, simulated."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sim.output.result import Result


def open(folder: Any, incomplete: bool = False) -> "Result":
    """A result folder as pandas tables and labelled arrays.

    Parameters
    ----------
    folder : of a run, or of a sweep
    incomplete : whether a sweep that has not come to its end is read as far as it is; its `.complete` is False then

    Returns
    -------
    Result; of a sweep, sim.output.sweep_result.SweepResult

    Raises
    ------
    NoResult : where it is no result, or one that lacks a file
    Incomplete : where it is a sweep that has not come to its end, unless `incomplete`
    """
    from pathlib import Path

    from sim.output.result import Result, kind_of

    kind = kind_of(Path(folder))
    if kind == "sweep":
        from sim.output.sweep_result import SweepResult

        return SweepResult(folder)
    if kind == "unfinished sweep":
        from sim.sweep.unfinished import unfinished

        return unfinished(Path(folder), incomplete)
    return Result(folder)
