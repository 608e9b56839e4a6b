"""A figure as a notebook shows it: sharp where it can be, and saved like those of `twochairs plot`."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twochairs.errors import NotPossible
from twochairs.scenario.given import path_of, several

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from twochairs.results.result import Result

_OTHER_KINDS = ("eps", "gif", "jpeg", "jpg", "pdf", "ps", "tif", "tiff", "webp")


@dataclass(frozen=True, repr=False)
class Picture:
    """A figure of a result.

    Attributes
    ----------
    name : as its file would be called, without an ending
    figure : the Matplotlib figure
    """

    name: str
    figure: "Figure"

    def __repr__(self) -> str:
        return f"Picture({self.name!r})"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"image/svg+xml": self.image("svg").decode(), "image/png": self.image("png"), "text/plain": repr(self)}

    def image(self, kind: str) -> bytes:
        """The figure as "svg" or "png"; the same figure gives the same bytes."""
        from twochairs.figures.style import KINDS, image
        from twochairs.scenario.given import known

        known("kind of image", kind, KINDS)
        return image(self.figure, kind)

    def save(self, stem: Path | str | None = None) -> list[Path]:
        """Write it as PNG and SVG, or as one of them where the path ends in `.png` or `.svg`.

        Parameters
        ----------
        stem : path, with or without its ending; a folder, which takes it under its own name; the working folder where
            None

        Returns
        -------
        the paths that were written

        Raises
        ------
        CannotWrite : where the disk does not take it
        NotPossible : where it is no path, or ends as another kind of image does
        """
        from twochairs.figures.style import KINDS, save

        path = Path() if stem is None else path_of("stem", stem)
        if path.is_dir() or str(stem).endswith(("/", os.sep)):
            return save(self.figure, path / self.name)
        ending = path.suffix.removeprefix(".")
        if ending.lower() in KINDS:
            return save(self.figure, path.with_suffix(""), [ending])
        if ending.lower() in _OTHER_KINDS:
            raise NotPossible(f"{path} is no {' or '.join(KINDS)}\n  hint: leave the ending out, and both are written")
        return save(self.figure, path)


def pictures(result: "Result", kind: str, countries: Sequence[str] | None = None) -> list[Picture]:
    """Every figure of a kind, as `twochairs plot --only KIND` draws them.

    Raises
    ------
    NotPossible : where the kind or a country is not known, or the kind has nothing to show of the result
    """
    from twochairs.figures import figures_of, fitting

    if not isinstance(kind, str):
        raise NotPossible(f'{kind!r} is no kind of figure\n  hint: write its name, such as "why"')
    fitting(result, [kind])
    if countries is not None:
        countries = several("countries", countries)
    nothing: list[str] = []
    made = [Picture(stem, figure) for stem, figure in figures_of(result, kind, countries, nothing.append)]
    if nothing and not made:
        raise NotPossible(nothing[0])
    return made


def compared(base: "Result", other: "Result", country: str | None = None) -> Picture:
    """A country in two results, as `twochairs compare` draws it; by default the one the first is about.

    Raises
    ------
    NotPossible : where the runs do not share their chance, or the country is not in both
    """
    from twochairs.figures import compare, read
    from twochairs.figures.declared import names_of
    from twochairs.results.result import check_results

    check_results([base, other])
    chosen = read.focus(base) if country is None else read.countries(base, [country])[0]
    return Picture(names_of("compare", base, [chosen])[0], compare.draw([base, other], chosen))
