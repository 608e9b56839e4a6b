"""Figures of results as pictures of a page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from twochairs.errors import NotPossible
from twochairs.figures import figures_of, fitting
from twochairs.figures.declared import Drawn
from twochairs.figures.kinds import DECIDING, RUNS, in_order
from twochairs.figures.style import narrowed
from twochairs.reports.parts import Picture
from twochairs.reports.readout import panels
from twochairs.reports.vector import Looks, inline
from twochairs.results.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BRIEF = ("why", "change")
"""Kinds of figure that every run after the first is shown with, beside its comparison with the first."""
NARROW = ("trajectories", "why", "change")
"""Kinds that are drawn a second time for a phone; so are comparisons."""
_LEFT_OUT = ("map",)
"""Kinds that a page has in another form."""
_MOST_OF_SWEEP = 12


class Figures:
    """Draws figures, each under a key of its own, and keeps how all of them look.

    Attributes
    ----------
    countries : that they show; None for all, or the one the scenario is about
    looks : of all that were drawn
    """

    def __init__(self, countries: Sequence[str] | None = None) -> None:
        self.countries = countries
        self.looks = Looks()
        self._drawn = 0

    def of_run(self, result: Result, brief: bool) -> Iterator[Picture]:
        """Every kind of figure of a run, or the three that say most."""
        for kind in in_order(RUNS.values()):
            if kind.name in BRIEF if brief else kind.name not in _LEFT_OUT:
                yield from self._pictures(partial(figures_of, result, kind.name, self.countries), kind.name in NARROW)

    def _pictures(self, drawn: Callable[[], Drawn], narrow: bool) -> Iterator[Picture]:
        """Figures, each with a narrow one if there are such."""
        wide = list(drawn())
        if not narrow:
            yield from (self.picture(stem, figure) for stem, figure in wide)
            return
        with narrowed():
            phone = dict(drawn())
        for stem, figure in wide:
            yield replace(self.picture(stem, figure), narrow=self.picture(stem, phone[stem]))

    def both(self, stem: str, draw: Callable[[], "Figure"]) -> Picture:
        """A figure of its own, with the narrow one."""
        [made] = self._pictures(lambda: iter([(stem, draw())]), narrow=True)
        return made

    def of_sweep(self, result: Result) -> tuple[list[Picture], list[str]]:
        """The figures that the experiment lists, or all that fit where it lists none; and why others are not there."""
        made: list[Picture] = []
        missing = []
        for kind in (kind for kind in fitting(result) if not kind.declared.verb):
            try:
                for stem, figure in kind.draw(result, self.countries):
                    if len(made) < _MOST_OF_SWEEP:
                        made.append(self.picture(stem, figure))
            except NotPossible as error:
                missing.append(f"No {kind.name}: {str(error).splitlines()[0]}.")
        return made, missing

    def of_answer(self, result: Result, verb: str) -> Iterator[Picture]:
        """The figures of an answer."""
        for kind in in_order(kind for kind in DECIDING.values() if kind.declared.verb == verb):
            for stem, figure in figures_of(result, kind.name, self.countries):
                yield self.picture(stem, figure)

    def of_pair(self, base: Result, other: Result) -> Iterator[Picture]:
        """What another result differs in."""
        from twochairs.figures import compare, forest, read
        from twochairs.figures.design import differences as of_sweeps

        if not base.one_point:
            yield self.picture("differences", of_sweeps.draw(base, other))
            return
        countries = self.countries or [read.focus(base)]

        def drawn() -> Drawn:
            yield "differences", forest.draw([base, other], self.countries)
            for country in countries:
                yield f"compare-{country}", compare.draw([base, other], country)

        yield from self._pictures(drawn, narrow=True)

    def picture(self, stem: str, figure: "Figure") -> Picture:
        """A figure under a key that no other has."""
        self._drawn += 1
        key = f"figure-{self._drawn}"
        label = _first_text(figure) or stem
        svg = inline(figure, f"f{self._drawn}-", label, self.looks)
        return Picture(key, label, svg, panels(figure))


def _first_text(figure: "Figure") -> str:
    """The title of a figure, which its sheet writes first."""
    return str(figure.texts[0].get_text()) if figure.texts else ""
