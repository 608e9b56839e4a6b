"""The pictures of the page, as markup; their numbers are those of the figures of `twochairs plot` and `compare`."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from twochairs.dashboard.chart import Chart, cut, plain, safe, signed
from twochairs.dashboard.live import LiveResult, Study
from twochairs.figures import events, read, style
from twochairs.figures.pairs import differences, mean_text
from twochairs.figures.runs import why
from twochairs.figures.runs.trajectories import pole_ends
from twochairs.statistics.estimate import Estimate

_ANSWERS = {"ally": "ally", "partner": "necessary partner", "rival": "rival", "adversary": "adversary"}
_SMALL = 236.0
_LEAST_SPAN = 0.02


@dataclass(frozen=True)
class Pictures:
    """Markup of the pictures of a study.

    Attributes
    ----------
    alignment : of the state, with its bands, against the file's own levers where one was moved
    difference : the paired difference month by month; "" where none was moved
    said : what the levers change at the end, in words; "" where none was moved
    why, polls : of the altered scenario
    states : every state, small
    seconds : that drawing took
    """

    alignment: str
    difference: str
    said: str
    why: str
    polls: str
    states: str
    seconds: float


def pictures(study: Study, country: str) -> Pictures:
    """Draw what the page shows of a state.

    Raises
    ------
    NotPossible : where there is no such state
    """
    started = perf_counter()
    read.countries(study.baseline, [country])
    alignment, reasons, shares = _alignment(study, country), _why(study.altered, country), polls(study.altered, country)
    moved = study.moved
    difference, said = (_difference(study, country), _said(study, country)) if moved else ("", "")
    every = _states(study)
    return Pictures(alignment, difference, said, reasons, shares, every, perf_counter() - started)


def _alignment(study: Study, country: str, small: bool = False) -> str:
    """Median and bands over runs; those of the file's own levers behind, dashed."""
    result = study.altered
    array = read.series(result, "alignment").sel(country=country)
    low, lower, median, upper, high = read.bands(array.to_numpy())
    name, months = result.label("country", country), read.months(array)
    dated = events.dated(result, months)
    own = read.bands(read.series(study.baseline, "alignment").sel(country=country).to_numpy())
    if small:
        chart = Chart(f"Alignment of {name}", months, -1.0, 1.0, "", 92.0, _SMALL)
        chart.ticks([(value, plain(value)) for value in (-1.0, 0.0, 1.0)])
    else:
        least, most = _wide(min(low.min(), own[0].min()), max(high.max(), own[4].max()))
        chart = Chart(f"Alignment of {name} over time", months, least, most, _axis(result), 190.0)
        chart.ticks()
        chart.events(dated)
    if study.moved and not small:
        chart.band(own[0], own[4], "band own")
    chart.band(low, high, "band now")
    if not small:
        chart.band(lower, upper, "band now")
    if study.moved:
        chart.line(own[2], "median own")
    chart.line(median, "median now")
    if small:
        return _captioned(name, f"{signed(median[0], 2)} → {signed(median[-1], 2)}", chart)
    told = {"median": median, "5 % of runs below": low, "5 % of runs above": high}
    chart.readings(told | ({"median with the file's levers": own[2]} if study.moved else {}), dated)
    chart.note(f"median {signed(median[0])} at the start, {signed(median[-1])} at the end")
    return chart.markup()


def _captioned(name: str, told: str, chart: Chart) -> str:
    caption = f"<strong>{safe(cut(name, 2 * _SMALL))}</strong> {told}"
    return f"<figure><figcaption>{caption}</figcaption>{chart.markup()}</figure>"


def _axis(result: LiveResult) -> str:
    ends = pole_ends(result)
    low, high = (cut(", ".join(ends.get(place, [])) or plain(place), 90.0) for place in (-1.0, 1.0))
    return f"Alignment ({low} −1 to {high} +1)"


def _wide(low: float, high: float) -> tuple[float, float]:
    """Ends of an axis of alignment with some air, of at least a fifth of the whole."""
    middle, half = (low + high) / 2.0, max(0.2, (high - low) * 0.56)
    return max(-1.0, middle - half), min(1.0, middle + half)


def _difference(study: Study, country: str) -> str:
    """Mean paired difference with its 95 % interval, and the middle 90 % of pairs."""
    [moved] = differences([study.baseline, study.altered], country)
    mean, low, high = moved.along()
    ends = read.bands(moved.values)
    least, most = min(ends[0].min(), low.min()), max(ends[4].max(), high.max())
    least, most = min(least, -0.25 * most, -_LEAST_SPAN / 4), max(most, -0.25 * least, _LEAST_SPAN / 4)
    months = read.months(read.series(study.baseline, "alignment"))
    name = study.baseline.label("country", country)
    chart = Chart(f"Difference of the alignment of {name}", months, least * 1.05, most * 1.05, "Difference", 120.0)
    chart.ticks()
    chart.band(ends[0], ends[4], "band now")
    chart.band(low, high, "band mean")
    chart.line(mean, "median now")
    chart.readings({"mean difference": mean, "95 % interval from": low, "to": high})
    chart.note(f"at the end {mean_text(moved.at_end())}")
    return chart.markup()


def _said(study: Study, country: str) -> str:
    [moved] = differences([study.baseline, study.altered], country)
    found = moved.at_end()
    last = str(read.months(read.series(study.baseline, "alignment"))[-1].astype("datetime64[M]"))
    return (
        f"{study.baseline.label('country', country)} in {last}: {signed(found.mean)} against the file's own levers "
        f"({_known(found)}; {len(moved)} pairs of runs under the same chance)"
    )


def _known(found: Estimate) -> str:
    if np.isfinite(found.low):
        return f"95 % interval {signed(found.low)} to {signed(found.high)}"
    return "the same in each"


def _why(result: LiveResult, country: str) -> str:
    """What each mechanism adds to the target, stacked from 0 up and from 0 down, mean over runs."""
    taken = why.parts(result, country)
    mean = taken.each.mean(axis=1)
    target, alignment = mean.sum(axis=0), taken.alignment.mean(axis=0)
    low, high = np.minimum(mean, 0.0).sum(axis=0).min(), np.maximum(mean, 0.0).sum(axis=0).max()
    air = max(0.02, 0.05 * (high - low))
    name = result.label("country", country)
    chart = Chart(f"Why {name} leans as it does", taken.months, low - air, high + air, "Added to the target", 200.0)
    chart.ticks()
    top, bottom = np.zeros(len(taken.months)), np.zeros(len(taken.months))
    keys = []
    for mechanism, values in zip(taken.mechanisms, mean, strict=True):
        colour = style.mechanism(mechanism, taken.mechanisms)[0]
        for base, part in ((top, np.maximum(values, 0.0)), (bottom, np.minimum(values, 0.0))):
            if part.any():
                chart.band(base, base + part, "part", f' fill="{colour}"')
        top, bottom = top + np.maximum(values, 0.0), bottom + np.minimum(values, 0.0)
        keys.append((colour, style.term(result, mechanism), signed(values[0]), signed(values[-1])))
    dated = events.dated(result, taken.months)
    chart.events(dated)
    for values, kind in ((target, "sum"), (alignment, "sum follows")):
        chart.line(values, f"{kind} halo")
        chart.line(values, kind)
    each = {style.term(result, key): values for key, values in zip(taken.mechanisms, mean, strict=True)}
    chart.readings({"target": target, "alignment": alignment, **each}, dated)
    rows = "".join(
        f'<tr><th scope="row"><span class="key" style="background:{colour}"></span>{safe(named)}</th>'
        f"<td>{first}</td><td>{last}</td></tr>"
        for colour, named, first, last in keys
    )
    rows += (
        f'<tr class="total"><th scope="row">Target: the sum</th><td>{signed(target[0])}</td>'
        f"<td>{signed(target[-1])}</td></tr>"
        f'<tr><th scope="row">Alignment, which follows (dotted)</th><td>{signed(alignment[0])}</td>'
        f"<td>{signed(alignment[-1])}</td></tr>"
    )
    head = '<tr><th scope="col">Mechanism</th><th scope="col">first month</th><th scope="col">last month</th></tr>'
    return f'{chart.markup()}<table class="keys"><thead>{head}</thead><tbody>{rows}</tbody></table>'


def polls(result: LiveResult, country: str) -> str:
    """Shares of each public that see each pole as ally, necessary partner, rival or adversary, mean over runs."""
    shares = {answer: read.series(result, answer) for answer in style.POLL}
    months = read.months(shares["ally"])
    publics = read.publics(result, country)
    made = []
    for public in publics:
        for pole in result.manifest["labels"]["pole"]:
            named = result.label("pole", pole)
            heading = f"{style.named(public.partition('.')[2])}: {named}" if len(publics) > 1 else named
            chart = Chart(f"How {heading} is seen", months, 0.0, 100.0, "", 84.0, _SMALL)
            chart.ticks([(value, f"{value:g} %") for value in (0.0, 50.0, 100.0)])
            floor = np.zeros(len(months))
            ends = []
            for answer, array in shares.items():
                top = floor + 100.0 * array.sel(public=public, pole=pole).to_numpy().mean(axis=0)
                chart.band(floor, top, "part", f' fill="{style.POLL[answer][0]}"')
                ends.append(f"{_ANSWERS[answer]} {top[0] - floor[0]:.0f} → {top[-1] - floor[-1]:.0f} %")
                floor = top
            made.append(_captioned(heading, ", ".join(ends), chart))
    keys = "".join(
        f'<li><span class="key" style="background:{style.POLL[answer][0]}"></span>{name}</li>'
        for answer, name in _ANSWERS.items()
    )
    return f'<ul class="legend">{keys}</ul><div class="small">{"".join(made)}</div>' if made else ""


def _states(study: Study) -> str:
    made = (_alignment(study, key, small=True) for key in read.countries(study.altered))
    return f'<div class="small">{"".join(made)}</div>'
