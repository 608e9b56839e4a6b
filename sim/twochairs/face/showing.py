"""Results in Python shown and compared: figures, causes, differences, a page of all."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twochairs.face.folders import opened
from twochairs.scenario.given import path_of

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.results.result import Result


def plot(
    result: "Result | Path | str",
    only: Sequence[str] | None = None,
    countries: Sequence[str] | None = None,
    out: Path | str | None = None,
    incomplete: bool = False,
    point: "int | Mapping[str, Any] | None" = None,
) -> list[Path]:
    """Draw the figures of a result (PNG and SVG); `result.figure(kind)` shows one in a notebook.

    Parameters
    ----------
    result : open, or its folder
    only : kinds of figure; by default all that fit, or those that the experiment of a sweep lists
    countries : keys of those that are shown; by default all, or the one the scenario is about
    out : where to put them; `figures` in the result's folder where None
    incomplete : whether a sweep that has not come to its end is drawn as far as it is
    point : of a sweep, its number or values of factors: the runs of that point are made again in full

    Returns
    -------
    the files

    Raises
    ------
    NotPossible : where a kind or a country is not known, or nothing that was asked for has anything to show
    CannotWrite : where the disk does not take them
    """
    from twochairs.figures import draw_all

    shown = opened(result, incomplete, point)
    return draw_all(shown, _into(shown, out), countries, only)


def why(
    result: "Result | Path | str",
    countries: Sequence[str] | None = None,
    incomplete: bool = False,
    point: "int | Mapping[str, Any] | None" = None,
) -> "pd.DataFrame":
    """Each country's movement attributed to its causes, exactly: every anchor and pull, first year to last.

    Parameters
    ----------
    result : open, or its folder
    countries : keys; all where None
    point : of a sweep, its number or values of factors: the runs of that point are made again in full

    Returns
    -------
    one row a country and mechanism: country, mechanism, before, after, change (of its contribution to the target, mean
    over runs); the changes of a country add up to that of its target

    Raises
    ------
    NotPossible : where it is of several points, and none is given
    """
    import pandas as pd

    from twochairs.results.attribution import attribution

    rows = attribution(opened(result, incomplete, point), None if countries is None else list(countries))
    terms = [{"country": row["country"], **term} for row in rows for term in row["terms"]]
    return pd.DataFrame(terms, columns=["country", "mechanism", "before", "after", "change"])


def compare(
    first: "Result | Path | str",
    second: "Result | Path | str",
    *more: "Result | Path | str",
    countries: Sequence[str] | None = None,
    out: Path | str | None = None,
    incomplete: bool = False,
) -> "pd.DataFrame":
    """Every outcome of the other results minus the same run's in the first, with its 95 % interval.

    Parameters
    ----------
    first, second, more : results, or their folders; the first is the yardstick
    countries : keys of those that the figures show
    out : folder for the figures of the comparison; none are drawn where None

    Returns
    -------
    one row an outcome and point; with several others, `result` says which

    Raises
    ------
    NotPossible : where the runs of two do not share their chance, or one of them is no result
    """
    import pandas as pd

    from twochairs.figures import draw_comparison
    from twochairs.results.paired import paired
    from twochairs.results.result import check_results

    check_results([one for one in (first, second, *more) if not isinstance(one, Path | str)])
    results = [opened(one, incomplete) for one in (first, second, *more)]
    frames = [paired(results[0], other) for other in results[1:]]
    if out is not None:
        draw_comparison(results, path_of("out", out), countries)
    if len(frames) == 1:
        return frames[0]
    named = [frame.assign(result=str(other.folder)) for frame, other in zip(frames, results[1:], strict=True)]
    return pd.concat(named, ignore_index=True)


def report(
    *results: "Result | Path | str",
    countries: Sequence[str] | None = None,
    out: Path | str | None = None,
    incomplete: bool = False,
    point: "int | Mapping[str, Any] | None" = None,
) -> Path:
    """Make one page of results that needs no network: open it in a browser, send it, print it.

    Parameters
    ----------
    results : open, or their folders, of runs or sweeps; the first is the yardstick
    countries : keys of those that the figures show
    out : the file to write; report.html in the folder of the last where None
    point : of a sweep, its number or values of factors: the runs of that point are made again in full

    Returns
    -------
    the file

    Raises
    ------
    NotPossible : where none is given, a country is not known, or the page would be too large to be sent around
    CannotWrite : where the disk does not take it
    """
    from twochairs.errors import NotPossible
    from twochairs.reports.build import html, write

    if not results:
        raise NotPossible("a report is of one result or more\n  hint: twochairs.report(result)")
    shown = [opened(one, incomplete, point) for one in results]
    text = html(shown, countries)
    return write(text, shown[-1].folder / "report.html" if out is None else path_of("out", out))


def _into(result: "Result", out: Path | str | None) -> Path:
    """Where the figures of a result go unless told: into it, and not where a link in it leads."""
    from twochairs.errors import CannotWrite

    if out is not None:
        return path_of("out", out)
    figures = result.folder / "figures"
    if figures.is_symlink():
        raise CannotWrite(figures, "it is a link", "name a folder with out")
    return figures
