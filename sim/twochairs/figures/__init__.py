"""Pictures of results: one file a kind of figure; they read result folders and nothing else.

Matplotlib and pyarrow are imported when the first figure is drawn.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twochairs.errors import NothingToShow, NotPossible
from twochairs.filenames import file_names

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from twochairs.results.result import Result

Countries = Sequence[str] | None
Drawn = Iterator[tuple[str, "Figure"]]
Progress = Callable[[int, int], None]
Say = Callable[[str], None]


def _trajectories(result: "Result", countries: Countries) -> Drawn:
    from twochairs.figures.runs import trajectories

    yield "trajectories", trajectories.draw(result, countries)


def _polls(result: "Result", countries: Countries) -> Drawn:
    from twochairs.figures.runs import polls

    yield from _of_each("polls", result, countries, polls.draw)


def _gas(result: "Result", countries: Countries) -> Drawn:
    from twochairs.figures.runs import gas

    yield from _of_each("gas", result, countries, gas.draw)


def _disputes(result: "Result", countries: Countries) -> Drawn:
    from twochairs.figures.runs import disputes

    yield "disputes", disputes.draw(result)


def _why(result: "Result", countries: Countries) -> Drawn:
    from twochairs.figures.runs import why

    yield from _of_each("why", result, countries, why.draw)


def _change(result: "Result", countries: Countries) -> Drawn:
    from twochairs.figures.runs import why

    yield from _of_each("change", result, countries, why.change)


def _chairs(result: "Result", countries: Countries) -> Drawn:
    from twochairs.figures.runs import chairs

    yield "chairs", chairs.draw(result, countries)


def _map(result: "Result", countries: Countries) -> Drawn:
    from twochairs.figures.runs import map as on_map

    yield "map", on_map.draw(result, countries)


def _acts(result: "Result", countries: Countries) -> Drawn:
    from twochairs.figures.runs import acts

    yield "acts", acts.draw(result, countries)


def _declarations(result: "Result", countries: Countries) -> Drawn:
    from twochairs.figures.runs import acts

    yield "declarations", acts.declarations(result, countries)


FIGURES: dict[str, Callable[["Result", Countries], Drawn]] = {
    "trajectories": _trajectories,
    "why": _why,
    "change": _change,
    "chairs": _chairs,
    "map": _map,
    "acts": _acts,
    "declarations": _declarations,
    "polls": _polls,
    "gas": _gas,
    "disputes": _disputes,
}
"""Kind of figure to what draws the default set of it: names of files, and figures."""


def _single(result: "Result", countries: Countries) -> list[str]:
    """For figures of one country: those given, or the one the scenario is about."""
    from twochairs.figures import read

    return read.countries(result, countries) if countries else [read.focus(result)]


def _of_each(kind: str, result: "Result", countries: Countries, draw: Callable[["Result", str], "Figure"]) -> Drawn:
    """A figure of each country that there is something to show of; why there is none of others is told last."""
    chosen, nothing = _single(result, countries), []
    for name, country in zip(names_of(kind, result, chosen), chosen, strict=True):
        try:
            yield name, draw(result, country)
        except NothingToShow as error:
            nothing.append(str(error))
    if nothing:
        raise NothingToShow("; ".join(nothing))


def figures_of(result: "Result", kind: str, countries: Countries = None, say: Say = lambda sentence: None) -> Drawn:
    """The figures of a kind that show something.

    Parameters
    ----------
    say : called with why there is none, of all or of some countries
    """
    try:
        yield from FIGURES[kind](result, countries)
    except NothingToShow as error:
        say(f"no {kind}: {error}")


def names_of(kind: str, result: "Result", countries: Sequence[str]) -> list[str]:
    """Names of figures of some countries of a result, each its own whichever of them are drawn."""
    from twochairs.figures import read

    names = file_names((kind, country) for country in read.countries(result))
    return [names[kind, country] for country in countries]


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
    only : kinds of figure, out of FIGURES or, of a sweep, of sweeps.FIGURES; by default all, or those that the
        experiment of a sweep lists
    progress : called with (kinds done, kinds in all)
    say : called with a sentence for each kind that was asked for, or that fits a sweep, and is not possible

    Returns
    -------
    paths of the PNG and SVG files

    Raises
    ------
    NotPossible : where a country or a kind of figure is not known, or nothing that was asked for has anything to show
    CannotWrite : where the disk does not take them
    """
    sweep = "sweep_hash" in result.manifest
    known = _figures_of_sweeps() if sweep else FIGURES
    unknown = [kind for kind in only or [] if kind not in known]
    if unknown:
        raise NotPossible(f"there is no figure {unknown[0]!r}; there are {', '.join(known)}")
    if sweep:
        return _of_sweep(result, Path(folder), countries, only, progress, say)
    _single(result, countries)
    kinds = [kind for kind in FIGURES if kind in (only or FIGURES)]
    written: list[Path] = []
    nothing: list[str] = []
    for done, kind in enumerate(kinds, start=1):
        written += _saved(figures_of(result, kind, countries, nothing.append), Path(folder))
        progress(done, len(kinds))
    if only and not written:
        raise NotPossible("\n".join(nothing))
    for sentence in nothing if only else []:
        say(sentence)
    return written


def _of_sweep(
    result: Any, folder: Path, countries: Countries, only: Sequence[str] | None, progress: Progress, say: Say
) -> list[Path]:
    known = _figures_of_sweeps()
    kinds = [kind for kind in known if kind in (only or result.manifest.get("figures") or known)]
    written: list[Path] = []
    for done, kind in enumerate(kinds, start=1):
        try:
            written += _saved(known[kind](result, countries), folder)
        except NotPossible as error:
            if only:
                raise
            say(f"no {kind}: {error}")
        progress(done, len(kinds))
    return written


def _saved(drawn: Drawn, folder: Path) -> list[Path]:
    from twochairs.figures import style

    return [path for stem, figure in drawn for path in style.save(figure, folder / stem)]


def _figures_of_sweeps() -> dict[str, Callable[[Any, Countries], Drawn]]:
    from twochairs.figures.sweeps import FIGURES as of_sweeps

    return of_sweeps


def _compared_sweeps(results: Sequence[Any], folder: Path) -> list[Path]:
    """One figure for each sweep after the first."""
    from twochairs.figures import style
    from twochairs.figures.sweeps import compare

    stems = ["differences"] if len(results) == 2 else [f"differences-{n}" for n in range(1, len(results))]
    pairs = zip(stems, results[1:], strict=True)
    return [path for stem, other in pairs for path in style.save(compare.draw(results[0], other), folder / stem)]


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
    from twochairs.figures import style
    from twochairs.figures.runs import compare

    compare.check_shared(results)
    if "sweep_hash" in results[0].manifest:
        return _compared_sweeps(results, Path(folder))
    compare.check_paired(results)
    written = style.save(compare.forest(results, countries), Path(folder) / "differences")
    chosen = _single(results[0], countries)
    for name, country in zip(names_of("compare", results[0], chosen), chosen, strict=True):
        written += style.save(compare.draw(results, country), Path(folder) / name)
    return written
