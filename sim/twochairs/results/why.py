"""The four questions of `why`: what moved a state, what its odds of an act are made of, either between two results."""

from collections.abc import Sequence
from typing import Any

from twochairs.errors import NotPossible
from twochairs.results.act_attribution import act_differences, act_odds
from twochairs.results.alignment_difference import alignment_differences
from twochairs.results.attribution import attribution
from twochairs.results.ends import focus_of
from twochairs.results.paired import names_of_both
from twochairs.results.result import Result
from twochairs.results.why_told import alignments_apart, movements, odds, odds_apart

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
    results: Sequence[Result], countries: Sequence[str] | None = None, act: str | None = None, month: str | None = None
) -> tuple[list[str], Rows]:
    """Lines to print, and all rows for a script; raises as `found`."""
    rows, commodity = found(results, countries, act, month), results[0].commodity
    if len(results) > 1:
        names, told_apart = names_of_both(results[1], results[0])[::-1], alignments_apart if act is None else odds_apart
        return told_apart(rows, (names[0], names[1]), commodity), rows
    if act is None:
        return movements(rows, commodity), rows
    return odds(rows, countries or [focus_of(results[0])], commodity), rows
