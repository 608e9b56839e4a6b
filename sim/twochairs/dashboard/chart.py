"""A chart as SVG markup: axes, bands, lines, dated marks. Looks are classes of the page's style sheet."""

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from twochairs.figures import text as words
from twochairs.figures.events import Event
from twochairs.scenario import wording

WIDTH = 460.0
"""Of a chart, in its own units; about pixels on a screen."""

_LEFT, _RIGHT, _LETTER = 56.0, 14.0, 7.0
_TICKS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0)
_YEAR = 12


class Chart:
    """One panel over months.

    Parameters
    ----------
    label : what it shows, read aloud
    months : datetime64, in order
    low, high : ends of the vertical axis
    axis : its name with the unit
    height : of the panel, in the chart's units
    width : of the whole chart
    """

    def __init__(
        self,
        label: str,
        months: np.ndarray,
        low: float,
        high: float,
        axis: str,
        height: float = 190.0,
        width: float = WIDTH,
    ) -> None:
        self._months, self._low, self._high = months.astype("datetime64[M]").astype(int), low, high
        self._top, self._left = (26.0, _LEFT) if axis else (8.0, 42.0)
        self._panel, self._width = height, width
        self._label, self._axis = label, axis
        self._places = [f"{self.x(month):.1f}," for month in self._months.tolist()]
        self._back: list[str] = []
        self._parts: list[str] = []
        self._texts: list[str] = []

    def x(self, month: float) -> float:
        """Place of a month, counted from 1970."""
        first, last = float(self._months[0]), float(self._months[-1])
        return self._left + (self._width - self._left - _RIGHT) * (month - first) / max(1.0, last - first)

    def y(self, value: float) -> float:
        """Place of a value."""
        share = (value - self._low) / (self._high - self._low)
        return self._top + self._panel * (1.0 - min(1.0, max(0.0, share)))

    def ticks(self, shown: Sequence[tuple[float, str]] = ()) -> None:
        """Grid lines with what they are called; round numbers where none are given."""
        for value, name in shown or [(value, plain(value)) for value in _round(self._low, self._high)]:
            y = self.y(value)
            kind = "grid zero" if value == 0.0 else "grid"
            self._back.append(
                f'<path class="{kind}" d="M{self._left:g},{y:.1f}H{self._width - _RIGHT:g}"/>'
                f'<text class="tick" x="{self._left - 6:g}" y="{y + 4:.1f}" text-anchor="end">{safe(name)}</text>'
            )

    def events(self, dated: Sequence[Event]) -> None:
        """A mark for each month with a dated event; its name shows when it is pointed at."""
        for event in dated:
            x = self.x(float(np.datetime64(event.month, "M").astype(int)))
            self._back.append(
                f'<g class="event"><title>{safe(event.month)} {safe(event.name)}</title>'
                f'<path d="M{x:.1f},{self._top:g}v{self._panel:g}"/>'
                f'<circle cx="{x:.1f}" cy="{self._top - 3:g}" r="3.5"/></g>'
            )

    def band(self, low: np.ndarray, high: np.ndarray, kind: str, style: str = "") -> None:
        """An area between two series of shape (month,)."""
        there, back = self._points(high), self._points(low)
        self._parts.append(f'<path class="{kind}"{style} d="M{"L".join(there)}L{"L".join(back[::-1])}Z"/>')

    def line(self, values: np.ndarray, kind: str) -> None:
        """A line through a series of shape (month,)."""
        self._parts.append(f'<path class="{kind}" d="M{"L".join(self._points(values))}"/>')

    def _points(self, values: np.ndarray) -> list[str]:
        shares = np.clip((values - self._low) / (self._high - self._low), 0.0, 1.0)
        heights = (self._top + self._panel * (1.0 - shares)).tolist()
        return [f"{place}{height:.1f}" for place, height in zip(self._places, heights, strict=True)]

    def readings(self, values: Mapping[str, np.ndarray], dated: Sequence[Event] = ()) -> None:
        """What shows when a month is pointed at: its numbers, of shape (month,), and its events."""
        names = {event.month: event.name for event in dated}
        half = (self._width - self._left - _RIGHT) / max(1, len(self._months) - 1) / 2.0
        for place, month in enumerate(str(np.datetime64(month, "M")) for month in self._months.tolist()):
            lines = [f"{month} {names.get(month, '')}", *(f"{name} {signed(of[place])}" for name, of in values.items())]
            left = max(self._left, self.x(float(self._months[place])) - half)
            width = min(2.0 * half, self._width - _RIGHT - left)
            title = "\n".join(safe(line) for line in lines)
            self._parts.append(
                f'<rect class="month" x="{left:.1f}" y="{self._top:g}" width="{max(width, 0.1):.1f}" '
                f'height="{self._panel:g}"><title>{title}</title></rect>'
            )

    def note(self, text: str) -> None:
        """A few words above the panel, at the right."""
        self._texts.append(
            f'<text class="note" x="{self._width - _RIGHT:g}" y="14" text-anchor="end">{safe(text)}</text>'
        )

    def markup(self) -> str:
        """The whole chart, from <svg> to </svg>."""
        height = self._top + self._panel + 22.0
        name = ""
        if self._axis:
            middle = self._top + self._panel / 2
            name = (
                f'<text class="axis" transform="translate(12,{middle:g}) rotate(-90)" '
                f'text-anchor="middle">{safe(self._axis)}</text>'
            )
        frame = "".join([*self._back, *self._parts, *self._dates(), name, *self._texts])
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="figure chart" viewBox="0 0 {self._width:g} {height:g}" '
            f'role="img" aria-label="{safe(self._label)}">{frame}</svg>'
        )

    def _dates(self) -> list[str]:
        first, last = int(self._months[0]), int(self._months[-1])
        span = max(1, last - first)
        steps = (1, 2, 3, 6, _YEAR, 2 * _YEAR, 5 * _YEAR, 10 * _YEAR, 20 * _YEAR, 50 * _YEAR)
        room = (self._width - self._left - _RIGHT) / 44.0
        step = next((step for step in steps if span / step <= room), steps[-1])
        bottom = self._top + self._panel
        made = [f'<path class="frame" d="M{self._left:g},{bottom:g}H{self._width - _RIGHT:g}"/>']
        for month in range(first, last + 1):
            if month % step:
                continue
            x, shown = self.x(month), str(np.datetime64(month, "M"))
            made.append(
                f'<path class="frame" d="M{x:.1f},{bottom:g}v4"/><text class="tick" x="{x:.1f}" y="{bottom + 17:g}" '
                f'text-anchor="middle">{shown[:4] if step % _YEAR == 0 else shown}</text>'
            )
        return made


def _round(low: float, high: float) -> list[float]:
    step = next((step for step in _TICKS if (high - low) / step <= 5.0), (high - low) / 4.0)
    return [round(place * step, 6) for place in range(int(np.ceil(low / step - 1e-9)), int(high / step + 1e-9) + 1)]


def plain(value: float) -> str:
    """A number as it is read, with a minus sign."""
    return f"{value:g}".replace("-", "−")


def signed(value: float, digits: int = 3) -> str:
    """A number with its sign; one that rounds to 0 has none."""
    return wording.signed(value, digits).replace("-", "−")


def cut(text: str, room: float) -> str:
    """A line of text that is about this wide, in a chart's units."""
    line, most = words.clean(text), max(4, int(room / _LETTER))
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}{words.ELLIPSIS}"


def safe(text: str) -> str:
    """Text of a file as markup that is text alone."""
    return escape(words.clean(text))
