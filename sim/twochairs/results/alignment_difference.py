"""Which mechanisms made the alignment of two results differ: the paired difference taken apart by month, exactly.

A state moves towards its target, the sum of the terms, by the same share of the way each month; so what a term adds to
the target of one run and not of the other is followed from month to month, and all of them add up to the difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from twochairs.errors import NotPossible
from twochairs.results.constants import constants_of
from twochairs.results.paired import check_paired, kind_in, replicates_of_both, row_of
from twochairs.results.spans import months_chosen
from twochairs.results.states import chosen_states
from twochairs.statistics.kinds import NUMBER
from twochairs.statistics.paired import difference
from twochairs.world.world import MONTH

if TYPE_CHECKING:
    from twochairs.results.result import Result

START, INERTIA, REST = "start", "inertia", "ends"
"""Beside the mechanisms: where the two start; how fast they move; what stops them at the ends of the axis, and chance
where it is not of the same size."""
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Side:
    """One of the two results: what is read of it for the pairs.

    Attributes
    ----------
    alignment, contribution : shape (pair, month, country), and (pair, month, mechanism, country)
    step : share of the way to its target that a state moves in a month, shape (pair, 1)
    """

    countries: list[str]
    mechanisms: list[str]
    months: np.ndarray
    alignment: np.ndarray
    contribution: np.ndarray
    step: np.ndarray


def alignment_differences(
    first: "Result", second: "Result", countries: Sequence[str] | None = None, month: str | None = None
) -> list[dict[str, Any]]:
    """Each state's alignment in the second result less that of the same runs in the first, by term.

    Parameters
    ----------
    countries : keys or names; all that both have where None
    month : such as 2024-06, or "all"; the last where None

    Returns
    -------
    per country and month: country, label, month, difference with error, low, high, runs and independent, and terms,
    largest first, each with the same, but for those that differ in no pair; they add up to the difference to 1e-12

    Raises
    ------
    NotPossible : where the runs of the two do not share their chance, or do not keep every contribution
    """
    check_paired([first, second])
    sides, replicates = _sides(first, second)
    places, draw, rows = months_chosen(month, sides[0].months), first.draw_of(replicates), []
    kind = kind_in(NUMBER, first, second)
    for country in _known(first, second, sides, countries):
        terms = parted(sides[0], sides[1], country)
        whole = sum(terms.values())
        for place in places:
            there = {name: of[:, place] for name, of in terms.items() if np.abs(of[:, place]).max() > _ROUNDING}
            known = {name: difference(of, kind, draw) for name, of in there.items()}
            order = sorted(known, key=lambda name: -abs(known[name].mean))
            rows.append(
                {
                    "country": country,
                    "label": first.label("country", country),
                    "month": str(sides[0].months[place].astype("datetime64[M]")),
                    **row_of(difference(np.asarray(whole)[:, place], kind, draw)),
                    "terms": [{"term": name, **row_of(known[name])} for name in order],
                }
            )
    return rows


def parted(first: Side, second: Side, country: str) -> dict[str, np.ndarray]:
    """A state's difference in alignment by term, each of shape (pair, month); they add up to it exactly.

    The remainder (`REST`) is 0 but for rounding where no run of the two is stopped at an end of the axis.
    """
    at = [side.countries.index(country) for side in (first, second)]
    alignment = [side.alignment[:, :, c] for side, c in zip((first, second), at, strict=True)]
    whole = alignment[1] - alignment[0]
    names = list(dict.fromkeys([*first.mechanisms, *second.mechanisms]))
    given = [_by_name(side, c, names) for side, c in zip((first, second), at, strict=True)]
    more, step = given[1] - given[0], (first.step + second.step) / 2.0
    middle = [(given[0].sum(axis=0) + given[1].sum(axis=0)) / 2.0, (alignment[0] + alignment[1]) / 2.0]
    parts = np.zeros((len(names) + 3, *whole.shape))
    parts[-3, :, 0] = whole[:, 0]
    for t in range(1, whole.shape[1]):
        parts[:, :, t] = parts[:, :, t - 1] * (1.0 - step[:, 0])
        parts[:-3, :, t] += step[:, 0] * more[:, :, t]
        parts[-2, :, t] += (second.step - first.step)[:, 0] * (middle[0][:, t] - middle[1][:, t - 1])
        parts[-1, :, t] = whole[:, t] - parts[:-1, :, t].sum(axis=0)
    return dict(zip((*names, START, INERTIA, REST), parts, strict=True))


def _by_name(side: Side, country: int, names: list[str]) -> np.ndarray:
    """Contributions in the order of some names, 0 of what a result does not have, shape (name, pair, month)."""
    found = np.zeros((len(names), *side.alignment.shape[:2]))
    for place, name in enumerate(names):
        if name in side.mechanisms:
            found[place] = side.contribution[:, :, side.mechanisms.index(name), country]
    return found


def _sides(first: "Result", second: "Result") -> tuple[tuple[Side, Side], np.ndarray]:
    """What is read of both for the runs that both have, and the numbers of these."""
    for result in (first, second):
        if result.points != 1 or not result.has("contribution", "alignment"):
            raise NotPossible(
                f"{result.folder} does not hold the contributions of every run of one point\n"
                "  hint: --point runs a point of a sweep again, such as --point 17 or --point KEY=VALUE"
            )
    read = [(result.values("alignment"), result.values("contribution")) for result in (first, second)]
    replicates, places = replicates_of_both(first, second, *(of[0][0]["replicate"] for of in read))
    one, other = (
        _side(result, *of, replicates, pairs) for result, of, pairs in zip((first, second), read, places, strict=True)
    )
    return (one, other), replicates


def _side(result: "Result", alignment: Any, contribution: Any, replicates: np.ndarray, pairs: np.ndarray) -> Side:
    rate = constants_of(result, replicates, ("inertia_rate",))["inertia_rate"]
    return Side(
        [str(one) for one in alignment[0]["country"]],
        [str(one) for one in contribution[0]["mechanism"]],
        alignment[0]["month"],
        alignment[1][0][pairs],
        contribution[1][0][pairs][:, :, :, _order(contribution[0]["country"], alignment[0]["country"])],
        -np.expm1(-rate * MONTH)[:, None],
    )


def _order(names: np.ndarray, wanted: np.ndarray) -> list[int]:
    return [names.tolist().index(name) for name in wanted.tolist()]


def _known(first: "Result", second: "Result", sides: tuple[Side, Side], countries: Sequence[str] | None) -> list[str]:
    both = [one for one in sides[0].countries if one in sides[1].countries]
    if not both:
        raise NotPossible(f"{first.folder} and {second.folder} have no country in common")
    return chosen_states([first, second], countries) or both
