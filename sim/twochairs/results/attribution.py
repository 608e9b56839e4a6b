"""Why a state moved: the change of every term of its target, which add up to the target's change."""

from typing import Any

from twochairs.errors import NotPossible
from twochairs.results.result import Result
from twochairs.results.spans import spans, told
from twochairs.results.states import chosen_states


def attribution(result: Result, countries: list[str] | None = None) -> list[dict[str, Any]]:
    """Mean contribution of every mechanism in the first and the last year (`spans`), over all runs.

    Parameters
    ----------
    countries : keys or names; all where None

    Returns
    -------
    per country: country, label, spans (what before and after are, in words), before, after, change (of the target),
    own_weight (share of the anchors' weight that the government's course has in the last year; None where weights
    were not kept), and terms, largest change first; the terms' changes add up to the target's to 1e-12
    """
    if result.points != 1 or not result.has("contribution"):
        raise NotPossible(
            f"{result.folder} does not hold the contributions of every run of one point\n"
            "  hint: --point runs a point of a sweep again, such as --point 17 or --point KEY=VALUE"
        )
    contribution = result.series("contribution").isel(point=0).mean("replicate")
    known = [str(c) for c in contribution.country.values]
    chosen = chosen_states([result], countries)
    months = contribution.sizes["month"]
    before, after = (contribution.isel(month=span).mean("month") for span in spans(months))
    weights = _own_weights(result)
    rows: list[dict[str, Any]] = []
    for country in chosen or known:
        one, other = before.sel(country=country), after.sel(country=country)
        terms: list[dict[str, Any]] = [
            {
                "mechanism": str(name),
                "before": float(one.sel(mechanism=name)),
                "after": float(other.sel(mechanism=name)),
                "change": float(other.sel(mechanism=name)) - float(one.sel(mechanism=name)),
            }
            for name in contribution.mechanism.values
        ]
        terms.sort(key=lambda term: -abs(term["change"]))
        rows.append(
            {
                "country": country,
                "label": result.label("country", country),
                "spans": told(months),
                "before": sum(term["before"] for term in terms),
                "after": sum(term["after"] for term in terms),
                "change": sum(term["change"] for term in terms),
                "own_weight": weights.get(country),
                "terms": [term for term in terms if term["before"] != 0.0 or term["after"] != 0.0],
            }
        )
    return rows


def _own_weights(result: Result) -> dict[str, float]:
    """Of each state, the mean of 1 / the sum of anchor weights in the last year, over all runs."""
    if not result.has("weight"):
        return {}
    weight = result.series("weight").isel(point=0)
    shares = (1.0 / weight.isel(month=spans(weight.sizes["month"])[1])).mean(("replicate", "month"))
    return {str(country): float(shares.sel(country=country)) for country in weight.country.values}
