"""The four questions of `why`: what moved a state, what its odds of an act are made of, either between two results."""

from collections.abc import Sequence
from typing import Any

from twochairs.errors import NotPossible
from twochairs.results.act_attribution import act_differences, act_odds
from twochairs.results.alignment_difference import alignment_differences
from twochairs.results.attribution import attribution
from twochairs.results.paired import names_of_both
from twochairs.results.result import Result
from twochairs.results.states import chosen_states
from twochairs.results.why_told import alignments_apart, movements, odds, odds_apart, others_left

Rows = list[dict[str, Any]]


def found(
    results: Sequence[Result], countries: Sequence[str] | None = None, act: str | None = None, month: str | None = None
) -> Rows:
    """Rows of `attribution`, `act_odds`, `alignment_differences` or `act_differences`, by what is asked.

    Raises
    ------
    NotPossible : where a month is given of what moved a state, and as these
    """
    if len(results) == 1 and act is None and month is not None:
        raise NotPossible(
            "what moved a state is from the first year to the last\n  hint: month goes with act, or with two results"
        )
    if len(results) > 1:
        if act is None:
            return alignment_differences(results[0], results[1], countries, month)
        return act_differences(results[0], results[1], act, countries, month)
    if act is None:
        return attribution(results[0], None if countries is None else list(countries))
    return act_odds(results[0], act, countries, month)


def told(
    results: Sequence[Result],
    countries: Sequence[str] | None = None,
    act: str | None = None,
    month: str | None = None,
    every: bool = False,
) -> tuple[list[str], Rows]:
    """Lines to print, and all rows for a script; raises as `found`.

    Parameters
    ----------
    every : whether every state is told in full; else those asked for, or the one in focus, and how many others
    """
    rows, commodity = found(results, countries, act, month), results[0].commodity
    shown = _shown(results, countries, rows, every)
    own = sorted((row for row in rows if row["country"] in shown), key=lambda row: shown.index(row["country"]))
    if len(results) == 1 and act is not None:
        return odds(rows, shown, commodity), rows
    left = others_left(rows, shown)
    if len(results) == 1:
        return [*movements(own, commodity), *left], rows
    names, told_apart = names_of_both(results[1], results[0])[::-1], alignments_apart if act is None else odds_apart
    return [*told_apart(own, (names[0], names[1]), commodity), *left], rows


def _shown(results: Sequence[Result], countries: Sequence[str] | None, rows: Rows, every: bool) -> list[str]:
    """States that are told in full: those asked for, else the one in focus, and all where there is none."""
    focus, there = results[0].manifest.get("focus"), list(dict.fromkeys(str(row["country"]) for row in rows))
    first = [str(focus)] if focus in there else []
    if countries or (first and not every):
        return chosen_states(results[:1], countries) or first
    return [*first, *(one for one in there if one not in first)]
