"""What each factor does to an outcome, with a 95 % interval, in the way its design allows."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twochairs.errors import NotPossible
from twochairs.figures.design import labels, points
from twochairs.results.designs import shares
from twochairs.statistics.estimate import averages, together
from twochairs.statistics.intervals import spread
from twochairs.statistics.kinds import COUNT, FRACTION, NUMBER, PART, SHARE, WHOLE
from twochairs.statistics.paired import difference
from twochairs.statistics.sample import Drawn, sample

if TYPE_CHECKING:
    from twochairs.results.result import Result

_RESAMPLES = 400
_SEED = 20220224
"""Of the resampling, so that the same sweep gives the same figure."""
_FEWEST = 12
"""Points below which thirds of a sample mean nothing."""


@dataclass(frozen=True)
class Effect:
    """What one end of a factor, or all of it, does to the mean of an outcome.

    Attributes
    ----------
    factor : its name
    end : what moves it: "low", "high" or "" for the whole of it
    level : the value it is moved to, in words, or ""
    mean, low, high : the change, and the ends of its 95 % interval
    """

    factor: str
    end: str
    level: str
    mean: float
    low: float
    high: float


def effects(result: "Result", outcome: str) -> tuple[list[Effect], str]:
    """Effects of every factor, and how they are measured, in words for an axis.

    Raises
    ------
    NotPossible : where the design is made for something else
    """
    design = result.manifest["design"]
    if design == "one-at-a-time":
        paired = ", runs paired by their chance" if result.manifest["common_random_numbers"] else ""
        return _from_baseline(result, outcome), f"Change from the baseline{paired}"
    if design == "morris":
        return _elementary(result, outcome), "Mean elementary effect: change over the whole range of a factor"
    if points.is_sampled(result):
        if len(result.there) < _FEWEST:
            raise NotPossible(
                f"a tornado of a sample needs {_FEWEST} points or more; this one has {len(result.there)}: draw "
                "multiples or fan"
            )
        return _thirds(result, outcome), "Mean over the upper third of a factor less that over its lower third"
    raise NotPossible(
        f"a tornado is for one-at-a-time, morris and sampled designs, not {design}: draw heatmap or response"
    )


def _from_baseline(result: "Result", outcome: str) -> list[Effect]:
    """The lowest and the highest level of each factor less the baseline, which is the first point."""
    values = result.outcome(outcome).to_numpy()
    if 0 not in result.there:
        raise NotPossible("the baseline, point 0, is not there yet, so there is no tornado")
    row = {int(number): place for place, number in enumerate(result.there)}
    kind, draw = result.kind(outcome), result.draw_of(range(values.shape[1]))
    design, found = result.design, []
    for name in result.factors:
        moved = [number for number in row if number and design[name].iloc[number] != design[name].iloc[0]]
        coded = points.places(result, name)
        moved.sort(key=lambda number: float(coded.each[row[number]]))
        ends = dict(zip(("low", "high"), (moved[0], moved[-1]), strict=True)) if moved else {}
        if len(moved) == 1:
            below = coded.each[row[moved[0]]] < coded.each[row[0]]
            ends = {"low" if below else "high": moved[0]}
        for end, number in ends.items():
            change = difference(values[row[number]] - values[row[0]], kind, draw)
            level = labels.value(labels.plain(design[name].iloc[number]))
            found.append(Effect(name, end, level, change.mean, change.low, change.high))
    return found


def _elementary(result: "Result", outcome: str) -> list[Effect]:
    """Morris: changes per step, brought to the whole range, over trajectories."""
    values, design = result.outcome(outcome).to_numpy(), result.design
    row = {int(number): place for place, number in enumerate(result.there)}
    place_of = {name: column for column, name in enumerate(result.factors)}
    where = shares(result)
    each: dict[str, list[np.ndarray]] = {name: [] for name in result.factors}
    for number in result.there.tolist():
        name = design["moved"].iloc[number]
        if name and number - 1 in row:
            step = where[row[number], place_of[name]] - where[row[number - 1], place_of[name]]
            if step:
                each[name].append((values[row[number]] - values[row[number - 1]]) / step)
    shared = bool(result.manifest["common_random_numbers"])
    kind, draw = _of_changes(result.kind(outcome)), result.draw_of(range(values.shape[1]))
    return [_of_trajectories(name, np.array(changes), kind, draw, shared) for name, changes in each.items()]


def _of_changes(kind: str) -> str:
    """The kind of a change: of what is told in whole numbers or fractions, a whole number at most."""
    if kind == PART:
        return NUMBER
    return WHOLE if kind in (SHARE, COUNT, FRACTION) else kind


def _of_trajectories(name: str, changes: np.ndarray, kind: str, draw: Drawn | None, shared: bool) -> Effect:
    """The mean of changes of shape (trajectory, replicate), uncertain by trajectories and by shared chance."""
    if not np.isfinite(changes).any():
        return Effect(name, "", "", *[float("nan")] * 3)
    units = sample(averages(changes, axis=1))
    error = together(units.error, sample(averages(changes, axis=0), draw).error) if shared or draw else units.error
    return Effect(name, "", "", units.mean, *spread(kind, units.mean, error, units.count))


def _thirds(result: "Result", outcome: str) -> list[Effect]:
    """Samples: upper third less lower third, uncertain by points drawn again and by the replicates all points share."""
    values = result.outcome(outcome).to_numpy()
    there = np.isfinite(values).any(axis=1)
    where, values = shares(result)[there], values[there]
    means = averages(values, axis=1)
    if not len(means):
        raise NotPossible(f"{outcome} is defined in no run of {result.folder}, so there is no tornado of it")
    ranks = where.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    upper, lower = ranks >= len(means) * 2 / 3, ranks < len(means) / 3
    weights = np.random.default_rng(_SEED).multinomial(len(means), [1 / len(means)] * len(means), size=_RESAMPLES)

    def apart(drawn: np.ndarray) -> np.ndarray:
        sums = [(drawn * means) @ part / np.maximum(1, drawn @ part) for part in (upper, lower)]
        return np.asarray(sums[0] - sums[1])

    whole = apart(np.ones((1, len(means))))[0]
    errors = apart(weights.astype(float)).std(axis=0, ddof=1)
    kind, draw = _of_changes(result.kind(outcome)), result.draw_of(range(values.shape[1]))
    shared, found = bool(result.manifest["common_random_numbers"]) or draw is not None, []
    for place, (name, mean) in enumerate(zip(result.factors, whole.tolist(), strict=True)):
        above, below = (averages(values[part[:, place]], axis=0) for part in (upper, lower))
        together_moved = sample(above - below, draw).error if shared else math.nan
        ends = spread(kind, mean, together(float(errors[place]), together_moved), len(means))
        found.append(Effect(name, "", "", mean, *ends))
    return found
