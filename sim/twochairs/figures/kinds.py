"""The kinds of figure, each a file: in `runs/` of the runs of one point, in `sweeps/` over the points of a design, in
`deciding/` of an answer that was made of such a design.

Files are listed by their names, and read, with what draws, when the first of their figures is drawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from twochairs.errors import NothingToShow, NotPossible
from twochairs.figures.declared import Countries, Drawn, Figure
from twochairs.filenames import modules_in

if TYPE_CHECKING:
    from twochairs.results.result import Result


@dataclass(frozen=True)
class Kind:
    """A kind of figure.

    Attributes
    ----------
    name : of it and of its file
    folder : that its file lies in
    """

    name: str
    folder: str

    @property
    def over(self) -> bool:
        """Whether it is over the points of a design, and not of the runs of one point."""
        return self.folder != "runs"

    @property
    def declared(self) -> Figure:
        """What its file declares of it."""
        found: Figure = self._file.FIGURE
        return found

    @property
    def shows(self) -> str:
        """What it shows, in the words that its file begins with."""
        return str(self._file.__doc__).partition("\n")[0]

    @property
    def _file(self) -> ModuleType:
        return import_module(f"twochairs.figures.{self.folder}.{self.name}")

    def draw(self, result: "Result", countries: Countries = None) -> Drawn:
        """The default set of its figures.

        Raises
        ------
        NothingToShow : where the result does not hold what it needs, or nothing of it moves
        NotPossible : where a country is not in the result, or its design is none that the kind shows
        """
        reason = self.lacks(result)
        if reason:
            raise NothingToShow(reason)
        yield from self.declared.draws(self.name, result, countries)

    def lacks(self, result: "Result") -> str:
        """What a result would need to have for it, or ""."""
        if self.declared.verb:
            return self._unanswered(result, self.declared.verb)
        if self.over:
            return "" if result.factors else f"{result.folder} is of one point, and it is drawn over several"
        if result.points != 1:
            return (
                f"{result.folder} is of {result.points:,} points, and it is of the runs of one\n"
                "  hint: --point chooses one, such as --point 17 or --point KEY=VALUE"
            )
        lacking = [quantity for quantity in self.declared.needs if not result.has(quantity)]
        if result.idle.intersection(lacking):
            return f"{result.folder} is of a scenario that has nothing of what it shows"
        return f"{result.folder} did not keep every run's {' and '.join(lacking)}" if lacking else ""

    def _unanswered(self, result: "Result", verb: str) -> str:
        """Why there is no answer to draw, or ""."""
        try:
            result.answer(verb)
        except NotPossible as error:
            return str(error)
        return ""


def _kinds_in(folder: str) -> dict[str, Kind]:
    return {name: Kind(name, folder) for name in modules_in(f"figures/{folder}")}


RUNS = _kinds_in("runs")
"""Kinds of figure of the runs of one point."""
DESIGN = _kinds_in("sweeps")
"""Kinds of figure over the points of a design."""
DECIDING = _kinds_in("deciding")
"""Kinds of figure of an answer."""
FIGURES = RUNS | DESIGN | DECIDING


def in_order(kinds: Iterable[Kind]) -> list[Kind]:
    """Kinds in the order in which they are shown."""
    return sorted(kinds, key=lambda kind: (kind.over, kind.declared.place))
