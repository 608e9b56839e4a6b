"""A result opened and drawn for a verb, once its files are known to be what was written."""

from pathlib import Path
from typing import Any

from twochairs.cli.echo import echo


def opened(folder: Path, incomplete: bool = False) -> Any:
    """A result whose files are what was written."""
    import twochairs
    from twochairs.errors import NoResult

    result = twochairs.open(folder, incomplete)
    damaged = result.damaged()
    if damaged:
        raise NoResult(folder, f"{damaged[0]} is damaged", result.again)
    for name in result.strange():
        echo(f"note: {folder}: {not_of_it(name)}", err=True)
    return result


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
    target: Path,
    countries: list[str] | None,
    only: list[str] | None,
    quiet: bool = False,
    incomplete: bool = False,
) -> None:
    """Draw the figures of a result; what cannot be drawn is said, with the reason."""
    from twochairs.cli.progress import bar
    from twochairs.figures import draw_all

    result = opened(folder, incomplete)
    skipped: list[str] = []
    with bar("drawing", "figures") as progress:
        paths = draw_all(result, target, countries, only, progress, skipped.append)
    for sentence in skipped:
        echo(sentence, err=True)
    if not quiet:
        echo(f"{len(paths)} files in {target}")
