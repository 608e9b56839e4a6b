"""What each factor does to an outcome, with a 95 % interval, in the way its design allows."""

from dataclasses import dataclass

import numpy as np

from sim.errors import NotPossible
from sim.output.plots.compare import interval
from sim.output.plots.sweeps import labels, points
from sim.output.plots.sweeps.estimates import Z
from sim.output.sweep_result import SweepResult

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


def effects(result: SweepResult, outcome: str) -> tuple[list[Effect], str]:
    """Effects of every factor, and how they are measured, in words for an axis.

    Raises
    ------
    NotPossible : where the design is made for something else
    """
    design = result.manifest["design"]
    if design == "one-at-a-time":
        return _from_baseline(result, outcome), "Change from the baseline, runs paired by their chance"
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


def _means(values: np.ndarray) -> np.ndarray:
    """Mean of each point over the runs in which it is defined, shape (point,)."""
    there = np.isfinite(values)
    counts = there.sum(axis=1)
    return np.where(counts > 0, np.where(there, values, 0.0).sum(axis=1) / np.maximum(1, counts), np.nan)


def _from_baseline(result: SweepResult, outcome: str) -> list[Effect]:
    """The lowest and the highest level of each factor less the baseline, which is the first point."""
    values = result.outcome(outcome).to_numpy()
    if 0 not in result.there:
        raise NotPossible("the baseline, point 0, is not there yet, so there is no tornado")
    row = {int(number): place for place, number in enumerate(result.there)}
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
            change = values[row[number]] - values[row[0]]
            mean, low, high = (float(one) for one in interval(change[np.isfinite(change)]))
            level = labels.value(labels.plain(design[name].iloc[number]))
            found.append(Effect(name, end, level, mean, low, high))
    return found


def _elementary(result: SweepResult, outcome: str) -> list[Effect]:
    """Morris: changes per step, brought to the whole range, over trajectories."""
    means, design = _means(result.outcome(outcome).to_numpy()), result.design
    row = {int(number): place for place, number in enumerate(result.there)}
    place_of = {name: column for column, name in enumerate(result.factors)}
    where = points.shares(result)
    each: dict[str, list[float]] = {name: [] for name in result.factors}
    for number in result.there.tolist():
        name = design["moved"].iloc[number]
        if name and number - 1 in row:
            step = where[row[number], place_of[name]] - where[row[number - 1], place_of[name]]
            if step:
                each[name].append(float((means[row[number]] - means[row[number - 1]]) / step))
    found = []
    for name, changes in each.items():
        sound = np.array([change for change in changes if np.isfinite(change)])
        mean, low, high = (float(one) for one in interval(sound))
        found.append(Effect(name, "", f"{float(np.abs(sound).mean()):.3g}" if len(sound) else "", mean, low, high))
    return found


def _thirds(result: SweepResult, outcome: str) -> list[Effect]:
    """Samples: upper third less lower third, with an interval from points drawn again."""
    means = _means(result.outcome(outcome).to_numpy())
    there = np.isfinite(means)
    where, means = points.shares(result)[there], means[there]
    if not len(means):
        raise NotPossible(f"{outcome} is defined in no run of {result.folder}, so there is no tornado of it")
    ranks = where.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    upper, lower = ranks >= len(means) * 2 / 3, ranks < len(means) / 3
    weights = np.random.default_rng(_SEED).multinomial(len(means), [1 / len(means)] * len(means), size=_RESAMPLES)

    def difference(drawn: np.ndarray) -> np.ndarray:
        sums = [(drawn * means) @ part / np.maximum(1, drawn @ part) for part in (upper, lower)]
        return np.asarray(sums[0] - sums[1])

    whole = difference(np.ones((1, len(means))))[0]
    errors = difference(weights.astype(float)).std(axis=0, ddof=1)
    return [
        Effect(name, "", "", float(mean), float(mean - Z * error), float(mean + Z * error))
        for name, mean, error in zip(result.factors, whole, errors, strict=True)
    ]
