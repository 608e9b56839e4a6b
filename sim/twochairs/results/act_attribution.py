"""Why a state does not do an act, or does: what its odds are made of, and what made them differ in another result."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from twochairs.errors import NotPossible
from twochairs.results.even_odds import COST, PRESSURE, SANCTIONS, STAYS, VOTE, Acts, Threshold
from twochairs.results.paired import check_paired, kind_in, replicates_of_both, row_of
from twochairs.results.spans import months_chosen
from twochairs.results.states import chosen_states
from twochairs.scenario.given import known
from twochairs.statistics.estimate import estimate
from twochairs.statistics.kinds import NUMBER, SHARE
from twochairs.statistics.paired import difference

if TYPE_CHECKING:
    from twochairs.results.result import Result

TOGETHER = "distance"
"""What all terms add up to."""
PROBABILITY, DONE = "probability", "done"


def act_odds(
    result: "Result", act: str, countries: Sequence[str] | None = None, month: str | None = None
) -> list[dict[str, Any]]:
    """How far states are from even odds of an act, and which term is worth how much of it; means over the runs.

    Parameters
    ----------
    act : its key, or "declarations"
    countries : keys or names; all where None
    month : such as 2024-06, or "all"; the last where None

    Returns
    -------
    per country, month and threshold (two of a vote, of sanctions and of declarations): country, label, act, act_label,
    month, threshold, sticky (whether it stays done), asked and done (shares of all runs; done is None of
    declarations), all_runs, taken_up, pressing and giving (the
    poles whose pressure and favours count), distance from even odds with error, low, high, runs, independent;
    probability with the 5th and 95th percentile of runs; and terms, each with its worth, in units of alignment, and the
    probability without it. The worths add up to the distance

    Raises
    ------
    NotPossible : where the result does not keep what acts are decided by, or there is no such act or month
    """
    acts = Acts(result)
    places = months_chosen(month, acts.months)
    return [
        row
        for country in _known(acts, countries)
        for threshold in acts.thresholds(act, country)
        for row in _rows(acts, act, country, threshold, places)
    ]


def _known(acts: Acts, countries: Sequence[str] | None) -> list[str]:
    return chosen_states([acts.result], countries) or acts.countries


def _rows(acts: Acts, act: str, country: str, threshold: Threshold, places: list[int]) -> Iterator[dict[str, Any]]:
    distance, probability, asked = threshold.distance, threshold.probability, acts.asked(act)
    without = {name: threshold.without(name) for name in threshold.terms}
    done = acts.done(act, country, threshold.name)
    draw, kind = acts.result.draw_of(acts.replicates), kind_in(NUMBER, acts.result)
    for place in places:
        runs = np.ones(len(acts.replicates), dtype=bool)
        if threshold.name == STAYS and done is not None:
            runs = done[:, place] > 0.0  # nobody stays who has not joined
        if not runs.any():
            continue
        low, high = np.quantile(probability[runs, place], [0.05, 0.95])
        known = estimate(distance[runs, place], kind, draw.where(runs) if draw else None)
        yield {
            **_of(acts, act, country, threshold, place),
            "asked": float(asked[:, place].mean()),
            "done": None if done is None else float(done[:, place].mean()),
            "taken_up": float(acts.taken_up.mean()),
            "all_runs": len(runs),
            **row_of(known, TOGETHER),
            PROBABILITY: float(probability[runs, place].mean()),
            "probability_q05": float(low),
            "probability_q95": float(high),
            "terms": [
                {
                    "term": name,
                    "worth": float(worth[runs, place].mean()),
                    "probability_without": float(without[name][runs, place].mean()),
                }
                for name, worth in threshold.terms.items()
            ],
        }


def _of(acts: Acts, act: str, country: str, threshold: Threshold, place: int) -> dict[str, Any]:
    """What a row is of."""
    presses = acts.pole_that_presses(act, country) if PRESSURE in threshold.terms else ""
    gives = acts.pole_that_gives(act, country) if set(COST) & set(threshold.terms) else ""
    return {
        "country": country,
        "label": acts.result.label("country", country),
        "act": act,
        "act_label": acts.result.label("act", act),
        "month": str(acts.months[place].astype("datetime64[M]")),
        "threshold": threshold.name,
        "sticky": acts.stays(act),
        "pressing": acts.result.label("pole", presses),
        "giving": acts.result.label("pole", gives),
    }


def act_differences(
    first: "Result",
    second: "Result",
    act: str,
    countries: Sequence[str] | None = None,
    month: str | None = None,
) -> list[dict[str, Any]]:
    """What made the odds of an act differ between two results: each term's worth in the second less that in the first.

    Parameters
    ----------
    act, countries, month : as for `act_odds`

    Returns
    -------
    per country, month and threshold (of sanctions that of joining): country, label, act, act_label, month, threshold,
    sticky and terms, each with its mean difference over pairs, error, low, high, runs and independent: first the
    distance from even odds, then the probability, the share of runs in which it is done, and every term; these add up
    to the distance

    Raises
    ------
    NotPossible : where the runs of the two do not share their chance, or none came to its end in both; as `act_odds`;
        of an act that one lacks, or that is of another kind in it
    """
    check_paired([first, second])
    both = Acts(first), Acts(second)
    _check_kinds(*both, act)
    replicates, pairs = replicates_of_both(first, second, both[0].replicates, both[1].replicates)
    names = [name for name in _known(both[0], countries) if name in both[1].countries]
    if not names:
        raise NotPossible(f"{first.folder} and {second.folder} have no such country in common")
    draw, places = first.draw_of(replicates), months_chosen(month, both[0].months)
    kind, rows = kind_in(NUMBER, first, second), []
    kinds = {DONE: kind_in(SHARE, first, second)}
    for country in names:
        for one, other in zip(*(acts.thresholds(act, country) for acts in both), strict=True):
            if one.name == STAYS:  # it differs by what joining does
                continue
            moved = {
                name: values[1][pairs[1]] - values[0][pairs[0]]
                for name, values in _side_by_side(both, act, country, (one, other)).items()
            }
            for place in places:
                rows.append(
                    _of(both[0], act, country, one, place)
                    | {
                        "terms": [
                            {
                                "term": name,
                                **row_of(difference(of[:, place], kinds.get(name, kind), draw)),
                            }
                            for name, of in moved.items()
                        ]
                    }
                )
    return rows


def _check_kinds(first: Acts, second: Acts, act: str) -> None:
    """Refuse an act whose odds are made of other terms in one of two results; raises NotPossible."""
    one, other = (known("act", act, acts.names) and acts.kind(act) for acts in (first, second))
    if one != other:
        kinds = " and ".join(
            f"{_KINDS.get(kind, kind)} in {acts.result.folder}" for kind, acts in ((one, first), (other, second))
        )
        raise NotPossible(
            f"act {act!r} is {kinds}, whose odds are made of other terms\n"
            "  hint: `why` of each result by itself says what its odds are made of"
        )


_KINDS = {VOTE: "a vote", SANCTIONS: "a round of sanctions", "": "an act without a kind"}


def _side_by_side(
    both: tuple[Acts, Acts], act: str, country: str, of: tuple[Threshold, Threshold]
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """What there is of the same name in two results, each of shape (run, month)."""
    found = {TOGETHER: (of[0].distance, of[1].distance), PROBABILITY: (of[0].probability, of[1].probability)}
    done = [acts.done(act, country, threshold.name) for acts, threshold in zip(both, of, strict=True)]
    if done[0] is not None and done[1] is not None:
        found[DONE] = (done[0], done[1])
    return found | {name: (of[0].terms[name], of[1].terms[name]) for name in of[0].terms}
