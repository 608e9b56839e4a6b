"""A result opened and drawn for a verb, once its files are known to be what was written."""

from pathlib import Path
from typing import Any

import typer

from twochairs.cli.echo import echo


def opened(folder: Path, incomplete: bool = False, point: list[str] | None = None) -> Any:
    """A result whose files are what was written, or where a point is given, the runs of that point of it."""
    import twochairs
    from twochairs.errors import NoResult

    result = twochairs.open(folder, incomplete)
    damaged = result.damaged()
    if damaged:
        raise NoResult(folder, f"{damaged[0]} is damaged", result.again)
    for name in result.strange():
        echo(f"note: {folder}: {not_of_it(name)}", err=True)
    return result.at(_given(point)) if point and result.points > 1 else result


def _given(point: list[str]) -> int | dict[str, str]:
    """A point's number, or values of factors; raises BadParameter."""
    if len(point) == 1 and point[0].isdecimal():
        return int(point[0])
    pairs = [one.rpartition("=") for one in point]
    for name, equals, value in pairs:
        if not (name and equals and value):
            raise typer.BadParameter("give a point by its number, --point 17, or by values, --point EU.pressure=0.5")
    return {name: value for name, _, value in pairs}


def not_of_it(name: str) -> str:
    """What is said of a file in a result's folder that is not of the result."""
    return f"not of the result, and not read: {name}"


def own_figures(folder: Path) -> Path:
    """Where the figures of a result go unless told: into it, and not where a link in it leads."""
    from twochairs.errors import CannotWrite

    figures = folder / "figures"
    if figures.is_symlink():
        raise CannotWrite(figures, "it is a link", "name a folder with --out")
    return figures


def draw(
    folder: Path,
    target: Path | None = None,
    countries: list[str] | None = None,
    only: list[str] | None = None,
    quiet: bool = False,
    incomplete: bool = False,
    point: list[str] | None = None,
) -> None:
    """Draw the figures of a result into a folder, or into its own; what cannot be drawn is said, with the reason."""
    from twochairs.cli.progress import bar
    from twochairs.figures import draw_all
    from twochairs.results.states import chosen_states

    result = opened(folder, incomplete, point)
    countries = chosen_states([result], countries)
    target = target or own_figures(result.folder)
    skipped: list[str] = []
    with bar("drawing", "figures") as progress:
        paths = draw_all(result, target, countries, only, progress, skipped.append)
    for sentence in skipped:
        echo(sentence, err=True)
    if not quiet:
        echo(f"{len(paths)} files in {target}")
