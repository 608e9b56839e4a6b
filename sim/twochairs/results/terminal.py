"""The short table that a run or a sweep ends with: where each country ends, and a sparkline."""

from pathlib import Path

import numpy as np

from twochairs.results.result import Result

_BLOCKS = "▁▂▃▄▅▆▇█"
_WIDTH = 24


def ends(folder: Path) -> list[str]:
    """Lines of the table, read without pandas, which takes longer to import than a run takes.

    Returns
    -------
    of a run its states; of a sweep its states over the points, or of a large one over points spaced evenly; nothing
    where no series of the alignment was kept
    """
    result = Result(folder)
    if result.one_point:
        return _of_run(result)
    return _of_points(result)


def _of_run(result: Result) -> list[str]:
    labels, values = result.values("alignment")
    lines = [f"{'alignment':<24} {'start':>6} {'end':>6}  90 % of runs      median, -1 to 1"]
    for c, country in enumerate(labels["country"]):
        of_runs = values[0, :, :, c]
        median = np.median(of_runs, axis=0)
        low, high = np.quantile(of_runs[:, -1], [0.05, 0.95])
        label = printable(result.label("country", str(country)))[:24]
        band = f"{low:+.2f} to {high:+.2f}"
        lines.append(f"{label:<24} {median[0]:+6.2f} {median[-1]:+6.2f}  {band:<16}  {sparkline(median)}")
    return lines + _of_draws(result)


def _of_points(sweep: Result) -> list[str]:
    if "alignment" not in sweep.quantities:
        return []
    there = sweep.there
    shown = there[np.unique(np.linspace(0, len(there) - 1, min(_POINTS, len(there))).round().astype(int))]
    labels, values = sweep.values("alignment", shown.tolist())
    medians = values[:, labels["statistic"] == "q50"][:, 0] if "statistic" in labels else _medians(values)
    of = f"{len(shown)} of {len(there)} points" if len(shown) < len(there) else f"{len(there)} points"
    lines = [f"{'alignment':<24} {'lowest':>6} {'highest':>7}  at the end of {of}; median over time, -1 to 1"]
    for country, paths in zip(labels["country"], medians.transpose(2, 0, 1), strict=True):
        whole = [path[np.isfinite(path)] for path in paths]
        ends = [path[-1] for path in whole if len(path)]
        label = printable(sweep.label("country", str(country)))[:24]
        lines.append(f"{label:<24} {min(ends):+6.2f} {max(ends):+7.2f}  {sparkline(_means(paths))}")
    return lines


def _medians(values: np.ndarray) -> np.ndarray:
    """Medians over the runs, shape (point, month, country); NaN where no run has a value."""
    of_runs = np.moveaxis(values, 1, -1)
    medians = np.full(of_runs.shape[:-1], np.nan)
    some = np.isfinite(of_runs).any(axis=-1)
    medians[some] = np.nanmedian(of_runs[some], axis=-1)
    return medians


def _means(paths: np.ndarray) -> np.ndarray:
    """Mean over the points that have a month, shape (month,); months that none has are left out."""
    some = np.isfinite(paths).any(axis=0)
    means: np.ndarray = np.nanmean(paths[:, some], axis=0)
    return means


_POINTS = 60
"""Points that the table of a sweep is read from."""


def _of_draws(result: Result) -> list[str]:
    """What the spread of the runs is due to, where the rules' constants were drawn."""
    if not result.drawn:
        return []
    drawn = result.manifest["parameters"]
    return [
        f"spread by chance and by {drawn['draws']} draws of the {drawn['kind']} together; "
        "parameter_share in summary.csv is the part of the draws"
    ]


def sparkline(values: np.ndarray) -> str:
    """Values in [-1, 1] as a line of blocks."""
    picked = values[np.linspace(0, len(values) - 1, min(_WIDTH, len(values))).round().astype(int)]
    return "".join(_BLOCKS[min(7, max(0, int((value + 1.0) * 4.0)))] for value in picked)


def printable(text: str) -> str:
    """Text without control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
