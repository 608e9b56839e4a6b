"""What a kind of figure declares of itself, at the foot of its file: what it draws, what it needs, where it comes."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twochairs.errors import NothingToShow, NotPossible
from twochairs.filenames import file_names

if TYPE_CHECKING:
    from twochairs.results.result import Result

Countries = Sequence[str] | None
Drawn = Iterator[tuple[str, Any]]
"""Names of files, without endings, and Matplotlib figures."""
Draws = Callable[[str, "Result", Countries], Drawn]
"""Draws the figures of a kind, given its name, a result and the countries that are shown."""

MOST_OUTCOMES = 12
"""Outcomes that are drawn where an experiment has more."""


@dataclass(frozen=True)
class Figure:
    """A kind of figure, named for its file.

    Attributes
    ----------
    draws : the default set of its figures
    place : in the order in which kinds are shown
    needs : quantities whose series it reads of every run
    verb : whose answer it shows; "" where it shows the result itself
    """

    draws: Draws
    place: int
    needs: tuple[str, ...] = ()
    verb: str = ""


def single(draw: Callable[["Result", Countries], Any]) -> Draws:
    """One figure of all countries, or of those chosen."""

    def draws(kind: str, result: "Result", countries: Countries) -> Drawn:
        yield kind, draw(result, countries)

    return draws


def by_country(draw: Callable[["Result", str], Any]) -> Draws:
    """A figure of each country that there is something to show of; why there is none of others is told last."""

    def draws(kind: str, result: "Result", countries: Countries) -> Drawn:
        chosen, nothing = focused(result, countries), []
        for name, country in zip(names_of(kind, result, chosen), chosen, strict=True):
            try:
                yield name, draw(result, country)
            except NothingToShow as error:
                nothing.append(str(error))
        if nothing:
            raise NothingToShow("; ".join(nothing))

    return draws


def by_outcome(draw: Callable[["Result", str], Any]) -> Draws:
    """A figure of each outcome that is drawn, its name its own whichever of them are."""

    def draws(kind: str, result: "Result", countries: Countries) -> Drawn:
        names = file_names((kind, outcome) for outcome in result.outcomes)
        for outcome in outcomes(result, countries):
            yield names[kind, outcome], draw(result, outcome)

    return draws


def focused(result: "Result", countries: Countries) -> list[str]:
    """For figures of one country: those given, or the one the scenario is about."""
    from twochairs.figures import read

    return read.countries(result, countries) if countries else [read.focus(result)]


def names_of(kind: str, result: "Result", countries: Sequence[str]) -> list[str]:
    """Names of figures of some countries of a result, each its own whichever of them are drawn."""
    from twochairs.figures import read

    names = file_names((kind, country) for country in read.countries(result))
    return [names[kind, country] for country in countries]


def outcomes(result: "Result", countries: Countries = None) -> list[str]:
    """The outcomes that are drawn: the first ones, or of countries those that name one of them.

    Raises
    ------
    NotPossible : where no outcome names any of the countries
    """
    texts = list(result.outcomes)
    if countries:
        texts = [text for text in texts if any(re.search(rf"\b{re.escape(key)}\b", text) for key in countries)]
        if not texts:
            raise NotPossible(
                f"no outcome of {result.folder} is about {' or '.join(countries)}; it has {', '.join(result.outcomes)}"
            )
    return texts[:MOST_OUTCOMES]
