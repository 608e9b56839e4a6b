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
    countries : keys or names of those that are shown; by default all, or the one the scenario is about
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
    from twochairs.results.states import chosen_states

    shown = opened(result, incomplete, point)
    return draw_all(shown, _into(shown, out), chosen_states([shown], countries), only)


def why(
    result: "Result | Path | str",
    other: "Result | Path | str | None" = None,
    countries: Sequence[str] | None = None,
    act: str | None = None,
    month: str | None = None,
    point: "int | Mapping[str, Any] | None" = None,
    incomplete: bool = False,
) -> "pd.DataFrame":
    """Why, exactly: what moved each state, what its odds of an act are made of, or what made two results differ.

    Parameters
    ----------
    result : open, or its folder
    other : another result, whose runs share their chance with the first's: what made it differ from that
    countries : keys or names; all where None
    act : an act's key, or "declarations": what the odds of it are made of
    month : of an act or between two results, such as "2024-06", or "all"; the last where None
    point : of a sweep, its number or values of factors: the runs of that point are made again in full

    Returns
    -------
    of what moved a state, one row a country and mechanism: country, mechanism, before, after, change (of its
    contribution to the target, mean over runs); the changes of a country add up to that of its target.
    Of an act, one row a country, month, threshold and term: country, act, month, threshold, term, worth (in units of
    alignment), probability_without (it), and of the threshold distance (from even odds, to which the worths add up),
    low, high (its 95 % interval), probability, done (share of runs), runs.
    Of two results, one row a country, month, term, and threshold of an act: mean difference over pairs, error, low,
    high, runs, independent; of alignment with `whole`, the country's difference, to which the terms add up

    Raises
    ------
    NotPossible : where it is of several points, and none is given, or does not keep what is asked for; where there is
        no such act or month; where the runs of two do not share their chance
    """
    import pandas as pd

    from twochairs.results.why import found

    results = [opened(one, incomplete, point) for one in (result, *(() if other is None else (other,)))]
    rows = found(results, None if countries is None else list(countries), act, month)
    return pd.DataFrame(_terms(rows), columns=_columns(len(results) > 1, act is not None))


_OF_MEAN = ["difference", "error", "low", "high", "runs", "independent"]
_OF_ACT = ["country", "act", "month", "threshold", "term"]


def _columns(two: bool, of_act: bool) -> list[str]:
    """Columns of what `why` gives."""
    if two:
        return [*_OF_ACT, *_OF_MEAN] if of_act else ["country", "month", "term", *_OF_MEAN, "whole"]
    if not of_act:
        return ["country", "mechanism", "before", "after", "change"]
    of_threshold = ["distance", "low", "high", "probability", "done", "runs"]
    return [*_OF_ACT, "worth", "probability_without", *of_threshold]


def _terms(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row for each term, with what it is of."""
    return [{**row, "whole": row.get("difference"), **term} for row in rows for term in row["terms"]]


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
    countries : keys or names of those that the figures show
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
    from twochairs.results.states import chosen_states

    check_results([one for one in (first, second, *more) if not isinstance(one, Path | str)])
    results = [opened(one, incomplete) for one in (first, second, *more)]
    frames = [paired(results[0], other) for other in results[1:]]
    if out is not None:
        draw_comparison(results, path_of("out", out), chosen_states(results[:1], countries))
    if len(frames) == 1:
        return frames[0]
    named = [frame.assign(result=str(other.folder)) for frame, other in zip(frames, results[1:], strict=True)]
    return pd.concat(named, ignore_index=True)


def report(
    *results: "Result | Path | str",
    countries: Sequence[str] | None = None,
    act: str | None = None,
    out: Path | str | None = None,
    incomplete: bool = False,
    point: "int | Mapping[str, Any] | None" = None,
) -> Path:
    """Make one page of results that needs no network: open it in a browser, send it, print it.

    Parameters
    ----------
    results : open, or their folders, of runs or sweeps; the first is the yardstick
    countries : keys or names of those that the figures show
    act : key of the act that the title speaks of, instead of the one by the rule that `twochairs report --help` says
    out : the file to write; report.html in the folder of the last where None
    point : of a sweep, its number or values of factors: the runs of that point are made again in full

    Returns
    -------
    the file

    Raises
    ------
    NotPossible : where none is given, a country or act is not known, or the page would be too large to be sent around
    CannotWrite : where the disk does not take it
    """
    from twochairs.errors import NotPossible
    from twochairs.reports.build import html, write
    from twochairs.results.states import chosen_states

    if not results:
        raise NotPossible("a report is of one result or more\n  hint: twochairs.report(result)")
    shown = [opened(one, incomplete, point) for one in results]
    text = html(shown, chosen_states(shown[:1], countries), act=act)
    return write(text, shown[-1].folder / "report.html" if out is None else path_of("out", out))


def card(
    *results: "Result | Path | str",
    country: str | None = None,
    act: str | None = None,
    out: Path | str | None = None,
    dpi: int = 100,
    incomplete: bool = False,
    point: "int | Mapping[str, Any] | None" = None,
) -> list[Path]:
    """Make one picture of results for a slide: finding, ladder, three numbers, how far to trust it (PNG and SVG).

    Parameters
    ----------
    results : open, or their folders; the first run is the yardstick
    country : key or name of a state, instead of the one that the first run is about
    act : key of an act that a number is of, instead of the one by the rule that `twochairs card --help` says
    out : where to put them; `figures` in the last result's folder where None
    dpi : dots an inch of the PNG, 50 to 600; it is 12 by 6.75 inches
    point : of a sweep, its number or values of factors: the runs of that point are made again in full

    Returns
    -------
    the files

    Raises
    ------
    NotPossible : where none is given, there is no run among them, a state or act is not known, or dpi is out of range
    CannotWrite : where the disk does not take them
    """
    from twochairs.errors import NotPossible
    from twochairs.reports.card import save
    from twochairs.results.states import key_of
    from twochairs.scenario.given import whole

    if not results:
        raise NotPossible("a card is of one result or more\n  hint: twochairs.card(result)")
    whole("dpi", dpi, 50, 600)
    shown = [opened(one, incomplete, point) for one in results]
    state = None if country is None else key_of(shown[0], country)
    return save(shown, _into(shown[-1], out), state, dpi, act)


def _into(result: "Result", out: Path | str | None) -> Path:
    """Where the figures of a result go unless told: into it, and not where a link in it leads."""
    from twochairs.errors import CannotWrite

    if out is not None:
        return path_of("out", out)
    figures = result.folder / "figures"
    if figures.is_symlink():
        raise CannotWrite(figures, "it is a link", "name a folder with out")
    return figures
