"""What can be read off a figure, for the page's script, and as a table for those without it."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from twochairs.figures.readings import Reading

_POINTS = 72.0
_STEP = 12
"""Of long panels, every twelfth place stands in the table."""
_WHOLE = 24
"""Places up to which all do."""
_MOST_ROWS = 500


def panels(figure: "Figure") -> list[dict[str, Any]]:
    """Every panel that something can be read of.

    Returns
    -------
    box : left, top, right, bottom, in points from the figure's upper left corner
    title, unit : text
    places : names of the places
    x, y : of each place, in points; absent where a place is a whole column or row
    numbers : name to a number for each place, or to two of an interval; None where there is none
    """
    from twochairs.figures import readings

    return [_panel(figure, reading) for reading in readings.of(figure)]


def _panel(figure: "Figure", reading: "Reading") -> dict[str, Any]:
    scale = _POINTS / figure.dpi
    height = figure.get_figheight() * _POINTS
    box = reading.axes.get_window_extent()
    panel: dict[str, Any] = {
        "box": _rounded([box.x0 * scale, height - box.y1 * scale, box.x1 * scale, height - box.y0 * scale]),
        "title": reading.title,
        "unit": reading.unit,
        "digits": reading.digits,
        "places": list(reading.places),
    }
    count = len(reading.places)
    x = np.zeros(count) if reading.x is None else np.asarray(reading.x, dtype=float)
    y = np.zeros(count) if reading.y is None else np.asarray(reading.y, dtype=float)
    at = reading.axes.transData.transform(np.stack([x, y], axis=1)) * scale if count else np.zeros((0, 2))
    if reading.x is not None:
        panel["x"] = _rounded(at[:, 0])
    if reading.y is not None:
        panel["y"] = _rounded(height - at[:, 1])
    panel["numbers"] = {name: _plain(values, reading.digits) for name, values in reading.numbers.items()}
    return panel


def _rounded(values: Any) -> list[float]:
    return [round(float(value), 1) for value in values]


def _plain(values: np.ndarray, digits: int) -> list[Any]:
    """Numbers as JSON has them."""
    if np.ndim(values) == 2:
        return [_plain(pair, digits) if np.isfinite(pair).all() else None for pair in values]
    return [round(float(value), digits) + 0.0 if np.isfinite(value) else None for value in values]


def caption(panel: dict[str, Any], label: str) -> str:
    """What the table of a panel shows, or of a figure without titles, and how much of it where it is cut."""
    count = len(panel["places"])
    whole = _is_long(panel) or count <= _MOST_ROWS
    return (panel["title"] or label) + ("" if whole else f"; the first {_MOST_ROWS} of {count:,} places")


def _is_long(panel: dict[str, Any]) -> bool:
    """Whether it is of months, some of which stand for all."""
    return "x" in panel and "y" not in panel and len(panel["places"]) > _WHOLE


def table(panel: dict[str, Any]) -> tuple[list[str], list[list[str]]]:
    """A panel as a table: what the columns are, and a row for each place; of long ones every twelfth and the last."""
    count = len(panel["places"])
    kept = list(range(count))
    if _is_long(panel):
        kept = sorted({*range(0, count, _STEP), count - 1})
    names = list(panel["numbers"])
    rows = [
        [panel["places"][place], *(_shown(panel["numbers"][name][place], panel) for name in names)]
        for place in kept[:_MOST_ROWS]
    ]
    return ["", *names], rows


def _shown(value: Any, panel: dict[str, Any]) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return f"{_number(value[0], panel)} to {_number(value[1], panel)}"
    return _number(value, panel)


def _number(value: float, panel: dict[str, Any]) -> str:
    return f"{value:.{panel['digits']}f}".replace("-", "−")
