"""Results as a notebook shows them: short tables, every text escaped."""

from typing import TYPE_CHECKING, Any

import numpy as np

from twochairs.scenario.display import MOST, heading, table, text
from twochairs.scenario.wording import signed

if TYPE_CHECKING:
    from twochairs.results.result import Result

_WIDTH, _HEIGHT = 120, 24


def shown(result: "Result") -> str:
    """Of one point where each country goes; of several the factors and the range of each outcome."""
    return _of_runs(result) if result.one_point else _of_points(result)


def _of_runs(result: "Result") -> str:
    """Title, size, and for each country its alignment at the start and the end, with a line between them."""
    labels, found = result.values("alignment")
    rows = []
    for country in list(result.manifest["labels"]["country"])[:MOST]:
        values = found[0, :, :, labels["country"].tolist().index(country)]
        median = np.median(values, axis=0)
        low, high = np.quantile(values[:, -1], (0.05, 0.95))
        numbers = (_signed(median[0]), _signed(median[-1]), f"{_signed(low)} to {_signed(high)}")
        rows.append([text(result.label("country", country)), *map(text, numbers), sparkline(median)])
    manifest = result.manifest
    size = f"{manifest['replicates']} runs of {manifest['months']} months"
    told = f"{size} from {manifest['start']}, seed {manifest['seed']}"
    head = ["country", "alignment at the start", "median at the end", "90 % of runs", "median over time, −1 to 1"]
    return heading(result.title, told) + table(head, rows)


def _of_points(sweep: "Result") -> str:
    """Title, size, factors and the range of each outcome."""
    manifest = sweep.manifest
    told = f"{len(sweep.there)} of {sweep.points} points of {manifest['replicates']} runs, seed {manifest['seed']}"
    factors = [[text(name), *map(text, _span(sweep.design[name]))] for name in sweep.factors[:MOST]]
    summary = sweep.summary
    outcomes = []
    for name, unit in list(sweep.outcomes.items())[:MOST]:
        rows = summary[summary["outcome"] == name]
        numbers = (rows["mean"].min(), rows["mean"].max(), rows["monte_carlo_error"].max())
        shown = (text(f"{one:.3g}" if one == one else "unknown") for one in numbers)
        outcomes.append([text(name), text("" if unit == "1" else unit), *shown])
    return (
        heading(sweep.title, told)
        + table(["factor", "from", "to"], factors)
        + table(["outcome", "unit", "lowest mean", "highest mean", "largest Monte-Carlo error"], outcomes)
    )


def _signed(value: float) -> str:
    return signed(value).replace("-", "−")


def _span(values: Any) -> tuple[str, str]:
    if values.dtype.kind in "if":
        return f"{values.min():g}", f"{values.max():g}"
    return ", ".join(str(one) for one in values.drop_duplicates()), ""


def sparkline(values: np.ndarray) -> str:
    """Values in [-1, 1] as a line in SVG."""
    x = np.linspace(0, _WIDTH, len(values))
    y = (1.0 - np.clip(values, -1.0, 1.0)) / 2.0 * (_HEIGHT - 4) + 2
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    middle = _HEIGHT / 2
    return (
        f'<svg width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="from {signed(values[0])} to {signed(values[-1])}">'
        f'<line x1="0" x2="{_WIDTH}" y1="{middle:g}" y2="{middle:g}" stroke="#d4d4d4"/>'
        f'<polyline points="{points}" fill="none" stroke="#0072B2" stroke-width="1.5"/></svg>'
    )
