"""What was asked and what came out, in sentences made from the numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr

from twochairs.figures import read
from twochairs.figures import text as words
from twochairs.figures.design import labels
from twochairs.figures.style import named
from twochairs.figures.text import counted, number, signed
from twochairs.results.attribution import attribution
from twochairs.results.comparing import clear_of_zero
from twochairs.results.paired import paired
from twochairs.results.result import Result
from twochairs.scenario.wording import percent
from twochairs.statistics.estimate import Estimate, estimate
from twochairs.statistics.kinds import NUMBER, SHARE

_FEW = 3
_SEEN = 0.005
"""The smallest number that two decimals show."""


def of_run(result: Result) -> list[str]:
    """Where the state in focus goes, why, what it does, and who else moved: four sentences or fewer."""
    country = read.focus(result)
    values = read.series(result, "alignment").sel(country=country)
    return [_goes(result, country, values), _because(result, country), _does(result, country), _others(result, country)]


def _goes(result: Result, country: str, array: xr.DataArray) -> str:
    values, numbers = array.to_numpy(), array["replicate"].to_numpy()
    start, end = values[0, 0], values[:, -1]
    name, runs = result.spoken("country", country), len(end)
    low, median, high = np.quantile(end, (0.05, 0.5, 0.95))
    told = (
        f"{name.first} {name.does('starts')} in {result.manifest['start']} at an alignment of {signed(start)} "
        f"({_scale(result)}) and {name.does('stands')}, {counted(int(result.manifest['months']), 'month')} later, at "
        f"{signed(median)}"
    )
    if runs == 1:
        return f"{told}, in the one run there is."
    return (
        f"{told} in the median of {runs} runs; 90 % of them end between {signed(low)} and {signed(high)}. "
        f"{_mean(estimate(end, NUMBER, result.draw_of(numbers)), runs, result.drawn)}"
    )


def _mean(found: Estimate, runs: int, drawn: bool) -> str:
    mean = f"The mean is {signed(found.mean, 3)}"
    if not found.varied:
        return f"{mean}, the same in every run." if found.independent > 1 else f"{mean}; one draw says no error."
    over = ", over four times as many draws of the constants," if drawn else ""
    return (
        f"{mean} with a Monte-Carlo error of {labels.short(found.error)} (95 % interval {signed(found.low, 3)} to "
        f"{signed(found.high, 3)}); {counted(3 * runs, 'more run')}{over} would halve it."
    )


def _scale(result: Result) -> str:
    ends: dict[float, list[str]] = {}
    for pole, place in result.manifest["positions"].items():
        ends.setdefault(float(place), []).append(result.label("pole", pole))
    return "; ".join(f"{words.place(place)}: {', '.join(ends[place])}" for place in sorted(ends))


def _because(result: Result, country: str) -> str:
    [row] = attribution(result, [country])
    up = [term for term in row["terms"] if term["change"] >= _SEEN][:_FEW]
    down = [term for term in row["terms"] if term["change"] <= -_SEEN][:_FEW]
    name = result.spoken("country", country)
    follows = f"which {name.it} {name.does('follows')} with a delay"
    told = (
        f"{name.its.capitalize()} target, {follows}, changed by {signed(row['change'])}: from {signed(row['before'])} "
        f"{row['spans'][0]} to {signed(row['after'])} {row['spans'][1]}"
    )
    sides = [
        f"{what} by {_terms(result, terms)}"
        for what, terms in (("drawn up most", up), ("drawn down most", down))
        if terms
    ]
    return f"{told}; {'; '.join(sides)}." if sides else f"{told}; no single cause changed by as much as {_SEEN}."


def _terms(result: Result, terms: Sequence[dict[str, Any]]) -> str:
    said = result.commodity.said
    return ", ".join(f"{said(named(term['mechanism']).lower())} ({signed(term['change'])})" for term in terms)


def _does(result: Result, country: str) -> str:
    if not read.acts(result):
        return ""
    joined = read.series(result, "joined").sel(country=country)
    draw, staying, told = result.draw_of(joined["replicate"].to_numpy()), read.staying(result), []
    for act in read.acts(result):
        done = joined.sel(act=act).to_numpy()
        stood = "" if staying is None or act in staying else f"; when last asked {_percent(done[:, -1].mean())}"
        told.append(f"{result.label('act', act)} {_share(estimate(done.max(axis=1), SHARE, draw))}{stood}")
    if not told:
        return ""
    name = result.spoken("country", country)
    has = f"{name.within} {name.does('has')}"
    return f"Share of runs in which {has} done each act, at least once, by the end: {'; '.join(told)}."


def _share(found: Estimate) -> str:
    interval = f" (95 % interval {_percent(found.low)} to {_percent(found.high)})" if np.isfinite(found.low) else ""
    return f"{_percent(found.mean)}{interval}"


def _percent(share: float) -> str:
    """On one line."""
    return percent(share).replace(" ", "\u00a0")


def _others(result: Result, country: str) -> str:
    alignment = read.series(result, "alignment")
    moved = {}
    for other in read.countries(result):
        if other != country:
            start, end = np.median(alignment.sel(country=other).to_numpy()[:, [0, -1]], axis=0)
            moved[other] = (float(start), float(end))
    order = sorted(moved, key=lambda key: -abs(moved[key][1] - moved[key][0]))[:_FEW]
    shown = [
        f"{result.label('country', key)} ({signed(moved[key][0])} to {signed(moved[key][1])})"
        for key in order
        if abs(moved[key][1] - moved[key][0]) >= _SEEN
    ]
    return f"Of the other states, these moved most: {', '.join(shown)}." if shown else ""


def of_comparison(base: Result, other: Result) -> str:
    """What another scenario changes for the state in focus, and whom else it moves."""
    country = read.focus(base)
    frame = paired(base, other)
    rows = {str(row["outcome"]): row for row in frame.to_dict("records")}
    own = rows.get(f"alignment[{country}]@end")
    names = {key: base.label("country", key) for key in read.countries(base)}
    name = base.spoken("country", country)
    if own is None or own["runs"] < 1:
        return f"“{other.title}” and “{base.title}” have no run of {name.within} in common."
    told = f"“{other.title}”, less “{base.title}”: {name.own} alignment at the end"
    if own["runs"] < 2:
        return f"{told} differs by {signed(own['mean_difference'], 3)} in the one pair of runs there is."
    interval = f"{_ends(own)}, {own['runs']} pairs of runs"
    verdict = "told from chance" if clear_of_zero(own) else "not told from chance"
    ends = {key: rows.get(f"alignment[{key}]@end") for key in names if key != country}
    clear = [(key, row) for key, row in ends.items() if row is not None and clear_of_zero(row)]
    clear.sort(key=lambda pair: -abs(pair[1]["mean_difference"]))
    others = ", ".join(f"{names[key]} ({signed(row['mean_difference'], 3)})" for key, row in clear[:_FEW])
    more = f" and {len(clear) - _FEW} more" if len(clear) > _FEW else ""
    told += f" differs by {signed(own['mean_difference'], 3)} ({interval}), {verdict}."
    return f"{told} Also moved: {others}{more}." if clear else f"{told} No other state's end is told from chance."


def _ends(row: dict[str, Any]) -> str:
    if not np.isfinite(row["low"]):
        return "the same in each pair"
    return f"95 % interval {signed(row['low'], 3)} to {signed(row['high'], 3)}"


def of_sweep(result: Result) -> list[str]:
    """How large it is, and between what each outcome lies, and where."""
    points, runs = len(result.there), int(result.manifest["replicates"])
    spans = [_span(result, name) for name in result.factors[:6]]
    more = f" and {len(result.factors) - 6} more factors" if len(result.factors) > 6 else ""
    told = [f"{counted(points, 'point')} of {counted(runs, 'run')} each, over {', '.join(spans)}{more}."]
    summary = result.summary
    for outcome in list(result.outcomes)[:4]:
        rows = summary[(summary["outcome"] == outcome) & np.isfinite(summary["mean"])]
        if len(rows):
            told.append(_range(result, outcome, rows))
    return told


def _span(result: Result, name: str) -> str:
    values = result.design[name]
    if values.dtype.kind in "if":
        return f"{name} from {labels.value(float(values.min()))} to {labels.value(float(values.max()))}"
    return f"{name} ({', '.join(labels.value(labels.plain(one)) for one in values.drop_duplicates()[:4])})"


def _range(result: Result, outcome: str, rows: Any) -> str:
    low, high = (rows.loc[rows["mean"].idxmin()], rows.loc[rows["mean"].idxmax()])
    error = float(rows["monte_carlo_error"].max())
    what = labels.outcome(result, outcome)
    what = what if what == outcome else f"{what} ({outcome})"
    unknown = "no error is known: " + ("no run differs" if rows["independent"].max() > 1 else "one run a point")
    exact = f"Monte-Carlo error at most {labels.short(error)}" if error == error else unknown
    if float(high["mean"]) - float(low["mean"]) < 1e-12:
        return f"{what}: {number(float(low['mean']), 3)} at every point; {exact}."
    return (
        f"{what}: a mean from {number(float(low['mean']), 3)} at {labels.point(result, int(low['point']))} to "
        f"{number(float(high['mean']), 3)} at {labels.point(result, int(high['point']))}; {exact}."
    )
