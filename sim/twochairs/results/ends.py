"""Where a run ends, in numbers: the alignment of each state, and what of acts it has done, each with its interval."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from twochairs.results.paired import kind_in
from twochairs.statistics.estimate import Estimate, estimate
from twochairs.statistics.kinds import NUMBER, PART, SHARE
from twochairs.world.layout import MONTHS_REMEMBERED

if TYPE_CHECKING:
    from twochairs.results.result import Result

DECLARATIONS = "declarations"
_FEW = 5
"""Runs that have to have done an act before its share says much."""
_RARE = 0.25
"""Share of runs below which an act is rare."""
_MOST = 100_000
"""Runs that can be asked for."""
_ROUND = (1, 2, 5)


def numbers(result: "Result") -> dict[str, Any]:
    """What the table at the end of a run says, for a script: countries, acts and notes; nothing of several points."""
    if not result.one_point:
        return {}
    countries, acts = country_ends(result), act_ends(result)
    return {"countries": countries, "acts": acts, "notes": rare_acts(result, acts, focus_of(result))}


def focus_of(result: "Result") -> str:
    """The state that a result is about; its first where it does not say."""
    return str(result.manifest.get("focus") or result.manifest["agents"]["country"][0])


def country_ends(result: "Result") -> list[dict[str, Any]]:
    """Each state's alignment: country, label, start (median), end (median), q05 and q95 of runs, mean, low, high."""
    labels, values = result.values("alignment")
    draw, kind, rows = result.draw_of(labels["replicate"]), kind_in(NUMBER, result), []
    for place, country in enumerate(labels["country"]):
        of_runs = values[0, :, :, place]
        low, high = np.quantile(of_runs[:, -1], [0.05, 0.95])
        known = estimate(of_runs[:, -1], kind, draw)
        rows.append(
            {
                "country": str(country),
                "label": result.label("country", str(country)),
                "start": float(np.median(of_runs[:, 0])),
                "end": float(np.median(of_runs[:, -1])),
                "q05": float(low),
                "q95": float(high),
                **_told(known),
            }
        )
    return rows


def act_ends(result: "Result") -> list[dict[str, Any]]:
    """Share of runs in which each act stands done at the end, and the mean share of the last year's declarations.

    Returns
    -------
    per act and state: act, label, country, mean, low, high, runs, done (in how many), odds (mean probability in the
    last month; None of declarations, and of what is never asked for); nothing where the series were not kept
    """
    rows: list[dict[str, Any]] = []
    if result.has("joined", "joining_probability"):
        labels, found = result.together("acts", ["joined", "joining_probability"])
        draw, kind, asked = result.draw_of(labels["replicate"]), kind_in(SHARE, result), _asked(result)
        acts, countries = labels["act"].tolist(), labels["country"].tolist()
        for act in result.manifest["labels"]["act"]:
            for c, country in enumerate(countries):
                done = found["joined"][0, :, -1, acts.index(act), c]
                odds = found["joining_probability"][0, :, -1, acts.index(act), c]
                own = {"act": act, "label": result.label("act", act), "country": country}
                more = {"done": int(done.sum()), "odds": float(odds.mean()) if act in asked else None}
                rows.append(own | _told(estimate(done, kind, draw)) | more)
    if result.has("declared_rate"):
        labels, values = result.values("declared_rate")
        draw, kind = result.draw_of(labels["replicate"]), kind_in(PART, result)
        for c, country in enumerate(labels["country"].tolist()):
            own = {"act": DECLARATIONS, "label": f"declarations, {last_year(result)}", "country": country}
            rows.append(own | _told(estimate(values[0, :, -1, c], kind, draw)) | {"done": None, "odds": None})
    return rows


def last_year(result: "Result") -> str:
    """Which months the share of declarations is of; those before a short run's start are as they were expected."""
    before = MONTHS_REMEMBERED - int(result.manifest["months"])
    return f"last {MONTHS_REMEMBERED} months" + (f" ({before} before the start)" if before > 0 else "")


def _asked(result: "Result") -> set[str]:
    """Keys of the acts that are asked for in some run."""
    if not result.has("open"):
        return set(result.manifest["labels"]["act"])
    labels, values = result.values("open")
    return {str(act) for place, act in enumerate(labels["act"]) if (values[..., place] > 0.0).any()}


def _told(found: Estimate) -> dict[str, Any]:
    return {"mean": found.mean, "low": found.low, "high": found.high, "runs": found.runs}


def rare_acts(result: "Result", rows: list[dict[str, Any]], country: str) -> list[str]:
    """Sentences on acts that a state does more rarely than the runs can show, with a number of runs that would do.

    Fewer than 5 runs that did it say little of how often it is done; where none did, its own odds in the last month
    say how often it may be.
    """
    if not result.manifest["noise"] and not result.drawn:
        return []
    told = []
    for row in (row for row in rows if row["country"] == country and row["odds"] is not None):
        runs, done = row["runs"], row["done"]
        share = done / runs if done else row["odds"]
        if share >= _RARE or share * runs >= _FEW or share < 0.5 / _MOST:
            continue
        seen = f"{done} of {runs} runs says little of how often"
        if not done:
            ran = f"none of {runs} run{'' if runs == 1 else 's'}"
            seen = f"{ran}, but by its odds in the last month about 1 in {_round(1.0 / share):,}"
        enough = _round(_FEW / share)
        hint = f"--replicates {enough}" if enough <= _MOST else "only more runs than can be asked for"
        told.append(f"{result.label('country', country)}, {row['label']}: {seen}; {hint} would show it")
    return told


def _round(least: float) -> int:
    """The least of 1, 2, 5, 10, 20, 50, ... that is not below."""
    power = 10 ** math.floor(math.log10(least))
    return int(next(step * power for step in (*_ROUND, 10) if step * power >= least - 1e-9))
