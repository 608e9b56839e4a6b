"""The short table that a run or a sweep ends with: where each country ends, a sparkline, and what is done."""

from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import numpy as np

from twochairs.results.ends import act_ends, country_ends, focus_of, rare_acts
from twochairs.results.result import Result
from twochairs.scenario.wording import percent, signed

_BLOCKS = "▁▂▃▄▅▆▇█"
_COLUMNS, _WIDEST, _BESIDE = 80, 24, 58
"""Columns of a terminal that does not say; of the widest sparkline; and of what stands before it."""
_NAME, _ACT = 24, 28


def ends(folder: Path) -> list[str]:
    """Lines of the table, read without pandas, which takes longer to import than a run takes.

    Returns
    -------
    of a run its states, what the state in focus has done, and what is too rare to be shown; of a sweep its states over
    the points, or of a large one over points spaced evenly; nothing where no series of the alignment was kept
    """
    result = Result(folder)
    if result.one_point:
        return _of_run(result)
    return _of_points(result)


def _of_run(result: Result) -> list[str]:
    _, values = result.values("alignment")
    lines = [f"{'alignment':<{_NAME}} {'start':>6} {'end':>6}  90 % of runs      median, -1 to 1"]
    for c, row in enumerate(country_ends(result)):
        median = np.median(values[0, :, :, c], axis=0)
        band = f"{signed(row['q05'])} to {signed(row['q95'])}"
        numbers = f"{signed(row['start']):>6} {signed(row['end']):>6}  {band:<16}  {sparkline(median)}"
        lines += named_line(printable(row["label"]), _NAME, numbers)
    focus, acts = focus_of(result), act_ends(result)
    rare = [f"note: {one}" for one in rare_acts(result, acts, focus)]
    return [*lines, *_of_acts(result, acts, focus), *rare, *_of_draws(result)]


def _of_acts(result: Result, rows: list[dict[str, Any]], focus: str) -> list[str]:
    """What the state in focus does at the end, beside its alignment, and how many others do it."""
    own = [row for row in rows if row["country"] == focus]
    if not any(row["done"] is not None for row in own):
        return []
    [at] = [row for row in country_ends(result) if row["country"] == focus]
    head = f"{'mean':>7}  {'95 % interval':<16}  other states that do it"
    of_runs = f"{at['runs']:,} run{'' if at['runs'] == 1 else 's'}"
    lines = named_line(f"{printable(at['label'])} at the end, {of_runs}", _ACT, head)
    lines += named_line("alignment", _ACT, f"{signed(at['mean']):>7}  {_interval(at, signed)}".rstrip())
    for row in own:
        others = [one for one in rows if one["act"] == row["act"] and one["country"] != focus]
        numbers = f"{percent(row['mean']):>7}  {_interval(row, percent):<16}  {_others(others)}"
        lines += named_line(printable(row["label"]), _ACT, numbers.rstrip())
    return [*lines, *_SHARES]


_SHARES = (
    "of an act the share of runs in which it stands done at the end; how likely it is",
    "to be done when asked for is another number: twochairs why RESULT --act KEY",
)


def _interval(row: dict[str, Any], shown: Any) -> str:
    if not row["low"] < row["high"]:
        return ""
    return f"{shown(row['low']).removesuffix(' %')} to {shown(row['high'])}"


def _others(rows: list[dict[str, Any]]) -> str:
    """How many do it in all runs, and how many in some."""
    if not rows or rows[0]["done"] is None:
        return ""
    always = sum(row["done"] == row["runs"] for row in rows)
    some = sum(0 < row["done"] < row["runs"] for row in rows)
    return f"{always} of {len(rows)}, {some} in some runs" if some else f"{always} of {len(rows)}"


def _of_points(sweep: Result) -> list[str]:
    if "alignment" not in sweep.quantities:
        return []
    there = sweep.there
    shown = there[np.unique(np.linspace(0, len(there) - 1, min(_POINTS, len(there))).round().astype(int))]
    labels, values = sweep.values("alignment", shown.tolist())
    medians = values[:, labels["statistic"] == "q50"][:, 0] if "statistic" in labels else _medians(values)
    of = f"{len(shown)} of {len(there)} points" if len(shown) < len(there) else f"{len(there)} points"
    lines = [f"alignment at the end of {of}"]
    lines.append(f"{'':<{_NAME}} {'lowest':>6} {'highest':>7}  median over time, -1 to 1")
    for country, paths in zip(labels["country"], medians.transpose(2, 0, 1), strict=True):
        whole = [path[np.isfinite(path)] for path in paths]
        ends = [path[-1] for path in whole if len(path)]
        numbers = f"{signed(min(ends)):>6} {signed(max(ends)):>7}  {sparkline(_means(paths))}"
        lines += named_line(printable(sweep.label("country", str(country))), _NAME, numbers)
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
    """Values in [-1, 1] as a line of blocks, as long as the terminal has room for beside the table."""
    width = max(1, min(_WIDEST, get_terminal_size((_COLUMNS, 24)).columns - _BESIDE, len(values)))
    picked = values[np.linspace(0, len(values) - 1, width).round().astype(int)]
    return "".join(_BLOCKS[min(7, max(0, int((value + 1.0) * 4.0)))] for value in picked)


def named_line(name: str, width: int, numbers: str, indent: int = 0) -> list[str]:
    """A row of a table; a name that its column has no room for stands in a line above its numbers."""
    space = " " * indent
    return (
        [f"{space}{name:<{width}} {numbers}"]
        if len(name) <= width
        else [space + name, f"{space}{'':<{width}} {numbers}"]
    )


def printable(text: str) -> str:
    """Text without control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
