"""Result folders in Python: opened, how far they are, whether they are sound."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from twochairs.scenario.given import path_of, several

if TYPE_CHECKING:
    from twochairs.results.place import Listed
    from twochairs.results.result import Result
    from twochairs.sweeps.job import Job
    from twochairs.sweeps.running import Going


@dataclass(frozen=True)
class Status:
    """How far a result is.

    Attributes
    ----------
    complete : whether all of it is there
    points, points_done : of the design, and of these those that are done
    runs, runs_done, failed : in all, those that are there, and those that came to no end
    runs_anew, runs_used_again : of those that are not there, those to be run, and those that other results have
    damaged : files whose content is not what was written
    not_of_the_result : files among its tables that nothing reads
    notes : why runs that other results have are not used again
    extensions : the same of results that are being made beside it and are to take its place
    answers : what verbs such as `sensitivity` made of it, by the names of their folders
    """

    complete: bool
    points: int
    points_done: int
    runs: int
    runs_done: int
    failed: int
    runs_anew: int
    runs_used_again: int
    damaged: tuple[str, ...]
    not_of_the_result: tuple[str, ...]
    notes: tuple[str, ...]
    extensions: tuple["Status", ...] = ()
    answers: tuple[str, ...] = ()


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


@overload
def status(
    folder: None = None, again: Sequence[Path | str] | None = None, results: Path | str | None = None
) -> "list[Listed]": ...
@overload
def status(
    folder: Path | str, again: Sequence[Path | str] | None = None, results: Path | str | None = None
) -> Status: ...
def status(
    folder: Path | str | None = None,
    again: Sequence[Path | str] | None = None,
    results: Path | str | None = None,
) -> "Status | list[Listed]":
    """How far a result is, what is still to be run, what is damaged, and how many runs failed; or all results.

    Parameters
    ----------
    folder : of the result; of every result in `results` what it is of and whether it is complete where None
    again : folders of other results, whose runs will be used again where they are the same
    results : folder of results; that of TWOCHAIRS_RESULTS, or results where None

    Raises
    ------
    NoResult : where it is no result, or there is no folder of results
    """
    from twochairs.results.place import listed, results_folder
    from twochairs.sweeps.running import begun, begun_beside

    if folder is None:
        return list(listed(results_folder(results)))
    where = path_of("folder", folder)
    given = [path_of("folder", one) for one in several("folders", again or ())]
    found = _status(begun(where, given))
    return replace(found, extensions=tuple(map(_status, begun_beside(where, given))), answers=_answers(where))


def _answers(folder: Path) -> tuple[str, ...]:
    """Names of the folders of the answers of a result, as far as any of it is there."""
    from twochairs.errors import TwochairsError

    try:
        return tuple(one.folder.name for one in open(folder, incomplete=True).answers)
    except TwochairsError:
        return ()


def _status(way: "Going") -> Status:
    """How far one is that is on its way."""
    from twochairs.sweeps.closing import failures_of, strange_in
    from twochairs.sweeps.state import points_of

    job, state, left = way.job, way.state, way.left()
    damaged = [*state.damaged, *(f"chunk of point {one}" for one in sorted({point for point, _ in state.torn}))]
    return Status(
        complete=state.complete,
        points=left.points,
        points_done=left.points - points_of([*left.anew, *left.again]),
        runs=left.runs,
        runs_done=left.runs - left.runs_anew - left.runs_used_again,
        failed=len(failures_of(way.place, job)),
        runs_anew=left.runs_anew,
        runs_used_again=left.runs_used_again,
        damaged=tuple(damaged),
        not_of_the_result=tuple(strange_in(way.place, job)),
        notes=tuple(left.notes),
    )


def export(
    result: "Result | Path | str",
    csv: bool = False,
    xlsx: bool = False,
    dta: bool = False,
    netcdf: bool = False,
    tables: Sequence[str] | None = None,
    out: Path | str | None = None,
    incomplete: bool = False,
) -> list[Path]:
    """Write a result for Excel, Stata, R and others.

    Parameters
    ----------
    result : open, or its folder
    csv, dta : whether as files of CSV or Stata, one for each table
    xlsx : whether as a workbook of Excel, a sheet for each table; it needs the extra `export`
    netcdf : whether as one file with every series and outcome
    tables : names, such as "countries", or "all"; what was read off each run, and what goes with it, where None
    out : folder to write into; `export` in the result's folder where None

    Returns
    -------
    the files

    Raises
    ------
    NotPossible : where no kind is asked for, there is no such table, it is too long for a sheet, or Excel's extra is
        missing
    CannotWrite : where the disk does not take it
    """
    from twochairs.results.export import CSV, DTA, NETCDF, XLSX
    from twochairs.results.export import export as written

    asked = {CSV: csv, XLSX: xlsx, DTA: dta, NETCDF: netcdf}
    into = None if out is None else path_of("out", out)
    kinds = [kind for kind, wanted in asked.items() if wanted]
    return written(opened(result, incomplete), kinds, several("tables", tables or ()), into)


def verify(folder: Path | str) -> Verdict:
    """Read every checksum of a result and of its answers: what is damaged, with its runs, and what is not of it.

    Raises
    ------
    NoResult : where it is no result
    """
    from twochairs.results.answers import damaged_answers

    where = path_of("folder", folder)
    verdict, answers = _verdict(where), damaged_answers(where)
    mend = verdict.mend if verdict.damage or not answers else "the result itself is sound"
    return replace(verdict, damage=(*verdict.damage, *answers), mend=mend)


def _verdict(where: Path) -> Verdict:
    """The same of a result without its answers."""
    from twochairs.results.result import Result, kind_of
    from twochairs.sweeps.closing import damage_of, strange_in

    whole = kind_of(where) in ("run", "sweep")
    job = _job(where, whole)
    if job is None:
        result = Result(where)
        damage = [f"damaged: {name}" for name in result.damaged()] or _wrong(result)
        return Verdict(tuple(damage), tuple(result.strange()), result.again)
    damage = damage_of(where, job)
    if whole and not damage:
        damage = _wrong(Result(where))
    return Verdict(tuple(damage), tuple(strange_in(where, job)), "run the same sweep again to have these made anew")


def _job(where: Path, whole: bool) -> "Job | None":
    """What a folder is to hold; None of a result of version 0.1, which has no plan, or one that is not run."""
    from twochairs.errors import OtherVersion
    from twochairs.sweeps.job import PLAN
    from twochairs.sweeps.state import job_in

    if whole and not (where / PLAN).exists():
        return None
    try:
        return job_in(where)
    except OtherVersion:
        if whole:
            return None
        raise


def _wrong(result: "Result") -> list[str]:
    """What the files of a result hold that they must not, though their checksums fit."""
    return [f"wrong: {reason}" for reason in result.wrong()]
