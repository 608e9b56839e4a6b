"""Pictures of results: one file a kind of figure; they read results and nothing else.

Matplotlib and pyarrow are imported when the first figure is drawn.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.errors import NothingToShow, NotPossible
from twochairs.figures.declared import Countries, Drawn, focused, names_of
from twochairs.figures.kinds import DECIDING, DESIGN, FIGURES, RUNS, Kind, in_order

if TYPE_CHECKING:
    from twochairs.results.result import Result

Progress = Callable[[int, int], None]
Say = Callable[[str], None]


def figures_of(result: "Result", kind: str, countries: Countries = None, say: Say = lambda sentence: None) -> Drawn:
    """The figures of a kind that show something.

    Parameters
    ----------
    say : called with why there is none, of all or of some countries
    """
    try:
        yield from FIGURES[kind].draw(result, countries)
    except NothingToShow as error:
        say(f"no {kind}: {error}")


def fitting(result: "Result", only: Sequence[str] | None = None) -> list[Kind]:
    """The kinds that are drawn of a result, in order: those asked for, or that its experiment lists, or all that fit.

    Of a design, those of its answers are drawn with those that are listed.

    Raises
    ------
    NotPossible : where there is no kind of a name
    """
    unknown = [kind for kind in only or [] if kind not in FIGURES]
    if unknown:
        raise NotPossible(f"there is no figure {unknown[0]!r}; there are {', '.join(FIGURES)}")
    own = RUNS if result.one_point else DESIGN
    names = only or [*(result.manifest.get("figures") or own), *_of_answers(result)]
    return in_order(FIGURES[name] for name in dict.fromkeys(names))


def _of_answers(result: "Result") -> list[str]:
    """Names of the kinds that show an answer which is there."""
    verbs = {answer.verb for answer in result.answers}
    return [kind.name for kind in DECIDING.values() if verbs and kind.declared.verb in verbs]


def draw_all(
    result: "Result",
    folder: Path | str,
    countries: Countries = None,
    only: Sequence[str] | None = None,
    progress: Progress = lambda done, total: None,
    say: Say = lambda sentence: None,
) -> list[Path]:
    """Draw and save the figures of a result.

    Parameters
    ----------
    folder : where they go; made if it is not there
    countries : that figures show; by default all, or for figures of one country the one the scenario is about
    only : kinds of figure; by default those that the experiment lists, or all that fit
    progress : called with (kinds done, kinds in all)
    say : called with a sentence for each kind that was asked for, or is over a design, and is not possible

    Returns
    -------
    paths of the PNG and SVG files

    Raises
    ------
    NotPossible : where a country or a kind of figure is not known, or nothing that was asked for has anything to show
    CannotWrite : where the disk does not take them
    """
    kinds, written, nothing = fitting(result, only), [], list[str]()
    if result.one_point:
        focused(result, countries)
    for done, kind in enumerate(kinds, start=1):
        try:
            written += _saved(figures_of(result, kind.name, countries, nothing.append), Path(folder))
        except NotPossible as error:
            if only or not kind.over:
                raise
            say(f"no {kind.name}: {error}")
        progress(done, len(kinds))
    if only and not written:
        raise NotPossible("\n".join(nothing))
    for sentence in nothing if only or not result.one_point else []:
        say(sentence)
    return written


def _saved(drawn: Drawn, folder: Path) -> list[Path]:
    from twochairs.figures import style

    return [path for stem, figure in drawn for path in style.save(figure, folder / stem)]


def draw_comparison(results: Sequence["Result"], folder: Path | str, countries: Countries = None) -> list[Path]:
    """Draw and save what two or more results differ in; the first is what the others are compared with.

    Parameters
    ----------
    folder : where they go; made if it is not there
    countries : that figures show; by default all, and over time the one the first scenario is about

    Returns
    -------
    paths of the PNG and SVG files

    Raises
    ------
    NotPossible : where the runs do not share their chance, or a country is not in all
    CannotWrite : where the disk does not take them
    """
    from twochairs.results.paired import check_paired

    check_paired(results)
    drawn = _of_runs if results[0].one_point else _over_design
    return _saved(drawn(results, countries), Path(folder))


def _of_runs(results: Sequence["Result"], countries: Countries) -> Drawn:
    from twochairs.figures import compare, forest

    yield "differences", forest.draw(results, countries)
    chosen = focused(results[0], countries)
    for name, country in zip(names_of("compare", results[0], chosen), chosen, strict=True):
        yield name, compare.draw(results, country)


def _over_design(results: Sequence["Result"], countries: Countries) -> Drawn:
    """One figure for each result after the first."""
    from twochairs.figures.design import differences

    for number, other in enumerate(results[1:], start=1):
        yield "differences" if len(results) == 2 else f"differences-{number}", differences.draw(results[0], other)
