"""Result folders in Python: opened, how far they are, whether they are sound."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twochairs.scenario.given import path_of

if TYPE_CHECKING:
    from twochairs.results.result import Result


@dataclass(frozen=True)
class Status:
    """How far a sweep is.

    Attributes
    ----------
    complete : whether all of it is there
    points, points_done : of the design, and of these those that are done
    runs, runs_done, failed : in all, those that are there, and those that came to no end
    damaged : files whose content is not what was written
    not_of_the_result : files among its tables that nothing reads
    """

    complete: bool
    points: int
    points_done: int
    runs: int
    runs_done: int
    failed: int
    damaged: tuple[str, ...]
    not_of_the_result: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """Whether a result is what was written.

    Attributes
    ----------
    damage : what is damaged or wrong, a sentence each
    not_of_the_result : files among its tables that nothing reads
    mend : what helps against damage
    """

    damage: tuple[str, ...]
    not_of_the_result: tuple[str, ...]
    mend: str

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged, and nothing there that is not of the result."""
        return not self.damage and not self.not_of_the_result


def open(folder: Path | str, incomplete: bool = False) -> "Result":
    """A result folder as pandas tables and labelled arrays.

    Parameters
    ----------
    folder : of a run, or of a sweep
    incomplete : whether a sweep that has not come to its end is read as far as it is; its `.complete` is False then

    Raises
    ------
    NoResult : where it is no result, or one that lacks a file
    NotPossible : where it is no path
    Incomplete : where it is a sweep that has not come to its end, unless `incomplete`
    """
    from twochairs.results.result import Result, kind_of

    folder = path_of("folder", folder)
    kind = kind_of(folder)
    if kind == "unfinished sweep":
        from twochairs.sweeps.unfinished import unfinished

        return unfinished(folder, incomplete)
    return Result(folder)


def opened(
    result: "Result | Path | str", incomplete: bool = False, point: "int | Mapping[str, Any] | None" = None
) -> "Result":
    """A result that may be open already; of a folder, one whose files are what was written.

    Parameters
    ----------
    point : of a sweep, its number or values of factors: the runs of that point; the whole result where None

    Raises
    ------
    NoResult : where a file is damaged, and as `open`
    NotPossible : where there is no such point
    """
    from twochairs.errors import NoResult
    from twochairs.results.result import Result

    if isinstance(result, Result):
        return _at(result, point)
    found = open(result, incomplete)
    damaged = found.damaged()
    if damaged:
        raise NoResult(found.folder, f"{damaged[0]} is damaged", found.again)
    return _at(found, point)


def _at(result: "Result", point: "int | Mapping[str, Any] | None") -> "Result":
    return result if point is None or result.points == 1 else result.at(point)


def status(folder: Path | str) -> Status:
    """How far a sweep is, what is damaged, and how many runs failed.

    Raises
    ------
    NoResult : where it is no sweep
    """
    from twochairs.sweeps.closing import failures_of, strange_in
    from twochairs.sweeps.state import job_in, points_of, runs_in, state_of

    where = path_of("folder", folder)
    job = job_in(where)
    state = state_of(where, job)
    total, left = len(job.plan.points), state.missing(job)
    damaged = [*state.damaged, *(f"chunk of point {one}" for one in sorted({point for point, _ in state.torn}))]
    return Status(
        complete=state.complete,
        points=total,
        points_done=total - points_of(left),
        runs=job.runs,
        runs_done=job.runs - runs_in(left),
        failed=len(failures_of(where, job)),
        damaged=tuple(damaged),
        not_of_the_result=tuple(strange_in(where, job)),
    )


def verify(folder: Path | str) -> Verdict:
    """Read every checksum of a result: what is damaged, with its runs, and what is not of it.

    Raises
    ------
    NoResult : where it is no result
    """
    from twochairs.results.result import Result, is_earlier, kind_of
    from twochairs.sweeps.closing import damage_of, strange_in
    from twochairs.sweeps.state import job_in

    where = path_of("folder", folder)
    kind = kind_of(where)
    if kind in ("run", "sweep") and is_earlier(where):
        result = Result(where)
        damage = [f"damaged: {name}" for name in result.damaged()] or _wrong(result)
        return Verdict(tuple(damage), tuple(result.strange()), result.again)
    job = job_in(where)
    damage = damage_of(where, job)
    if kind in ("run", "sweep") and not damage:
        damage = _wrong(Result(where))
    return Verdict(tuple(damage), tuple(strange_in(where, job)), "run the same sweep again to have these made anew")


def _wrong(result: "Result") -> list[str]:
    """What the files of a result hold that they must not, though their checksums fit."""
    return [f"wrong: {reason}" for reason in result.wrong()]
