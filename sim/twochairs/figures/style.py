"""One place for how pictures look: colours, sizes, the sheet they are laid out on, and how they are saved."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Text

from twochairs.errors import CannotWrite
from twochairs.figures import text as words
from twochairs.figures.read import bands, within
from twochairs.world.mechanisms import TERMS

if TYPE_CHECKING:
    from twochairs.results.result import Result

WIDTH, NARROW = 9.0, 4.0
"""Of every figure, and of those drawn for a phone, in inches."""

SIDE, NARROW_SIDE = 0.2, 0.08
DPI = 160
SCREEN_DPI = 100
"""Of a figure that is not yet saved."""

TITLE, BODY, SMALL = 12.0, 8.5, 7.5
"""Font sizes in points."""

INK, GREY, FAINT = "#1a1a1a", "#5f5f5f", "#d4d4d4"
BLUE, VERMILION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
SKY, ORANGE = "#56B4E9", "#E69F00"

PAPER: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
"""Box under a name that stands over lines."""

MECHANISMS = {one.name: one.look for one in TERMS if one.look[0]}
"""Colour and hatch of each term of the target: anchors are plain, pulls are hatched."""

OTHER = "other"
"""Several small terms as one."""

_SPARE = [(colour, "++++") for colour in (BLUE, VERMILION, GREEN, PURPLE, ORANGE)]

POLL = {
    "ally": ("#0B4F8A", ""),
    "partner": ("#8FC4E8", ""),
    "rival": ("#F3BE8F", "////"),
    "adversary": ("#B5460B", "xxxx"),
}
"""Colour and hatch of each answer of a poll, from the friendliest."""

SCENARIOS = [(INK, "--"), (BLUE, "-"), (VERMILION, "-."), (GREEN, ":"), (PURPLE, (0, (6, 2)))]
"""Colour and line of each result that is compared; the first is what others are compared with."""

_RC: dict[str, Any] = {
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.7,
    "axes.labelcolor": INK,
    "axes.labelsize": BODY,
    "axes.axisbelow": True,
    "text.color": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "xtick.minor.size": 1.5,
    "font.size": BODY,
    "hatch.linewidth": 0.6,
    "lines.solid_capstyle": "butt",
    "savefig.dpi": DPI,
    "figure.dpi": SCREEN_DPI,
    "svg.hashsalt": "twochairs",
    "svg.fonttype": "path",
}

Given = ParamSpec("Given")
Drawn = TypeVar("Drawn")


@contextmanager
def looks() -> Iterator[None]:
    """The style, whatever the user's own Matplotlib settings are; they come back afterwards."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        for name, value in {**_RC, "font.family": words.fonts()}.items():
            matplotlib.rcParams[name] = value  # type: ignore[index]
        yield


def styled(draw: Callable[Given, Drawn]) -> Callable[Given, Drawn]:
    """A drawing function under the style."""

    @wraps(draw)
    def drawn(*args: Given.args, **kwargs: Given.kwargs) -> Drawn:
        with looks():
            return draw(*args, **kwargs)

    return drawn


def mechanism(key: str, keys: Sequence[str]) -> tuple[str, str]:
    """Colour and hatch of a term of the target; one that has none of its own takes a spare."""
    if key == OTHER:
        return "#C8C8C8", ""
    unnamed = [other for other in keys if other not in MECHANISMS]
    return MECHANISMS[key] if key in MECHANISMS else _SPARE[unnamed.index(key) % len(_SPARE)]


def named(key: str) -> str:
    """A word of the code as it is read: energy_sanctions is Energy sanctions."""
    spaced = words.clean(key.replace("_", " "))
    return spaced[:1].upper() + spaced[1:]


def term(result: "Result", key: str) -> str:
    """A term of the target as it is read, in the words of the case."""
    return words.clean(result.commodity.said(named(key)))


class Sheet:
    """A figure laid out in inches: title, panels, notes and source, from top to bottom.

    Attributes
    ----------
    figure : what comes of it
    width : of the body, in inches
    page, side : of the whole figure and of what is free at either side, in inches
    """

    def __init__(
        self, results: "Sequence[Result]", title: str, subtitle: str, body: float, notes: Sequence[str] = ()
    ) -> None:
        self.width = inner()
        self.page, self.side = (NARROW, NARROW_SIDE) if narrow() else (WIDTH, SIDE)
        most = 2 if narrow() else 1  # a narrow figure may have so many times the lines
        title = f"{unfinished(results)}{title}"
        below = [line for note in notes for line in words.wrap(note, self.width, SMALL, most=6 * most)]
        source = [line for text in sources(results) for line in words.wrap(text, self.width, SMALL, most=3 * most)]
        under = words.wrap(subtitle, self.width, BODY, most=4 * most)
        title_lines = words.wrap(title, self.width, TITLE, most=2 * most, weight="bold")
        titled = 0.2 * (len(title_lines) - 1)
        self._head = 0.38 + titled + 0.155 * len(under) + 0.12
        foot = 0.1 + 0.135 * (len(below) + len(source)) + (0.14 if below else 0.0) + 0.1
        self.height = self._head + body + foot
        self.figure = Figure(figsize=(self.page, self.height), facecolor="white")
        FigureCanvasAgg(self.figure)
        self.text(0.0, 0.14 - self._head, "\n".join(title_lines), size=TITLE, weight="bold", linespacing=1.15)
        for row, line in enumerate(under):
            self.text(0.0, 0.41 + titled - self._head + 0.155 * row, line, size=BODY, color=GREY)
        top = body + 0.1
        for line in below:
            self.text(0.0, top, line, size=SMALL)
            top += 0.135
        top += 0.14 if below else 0.0
        self._rule(top - 0.05)
        for line in source:
            self.text(0.0, top, line, size=SMALL, color=GREY)
            top += 0.135

    def place(self, left: float, top: float) -> tuple[float, float]:
        """Figure coordinates of a point given in inches from the body's upper left corner."""
        return (self.side + left) / self.page, 1.0 - (self._head + top) / self.height

    def axes(self, left: float, top: float, width: float, height: float, **settings: Any) -> Axes:
        """A panel; all in inches from the body's upper left corner."""
        x, y = self.place(left, top + height)
        return self.figure.add_axes((x, y, width / self.page, height / self.height), **settings)

    def text(self, left: float, top: float, text: str, **settings: Any) -> Text:
        """A line of text that hangs from a point in inches."""
        x, y = self.place(left, top)
        return self.figure.text(x, y, text, **({"va": "top", "ha": "left"} | settings))

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A thin line between two points in inches."""
        (x0, y0), (x1, y1) = self.place(*start), self.place(*end)
        self.figure.add_artist(Line2D([x0, x1], [y0, y1], color=GREY, linewidth=0.6))

    def legend(self, left: float, top: float, entries: Sequence[tuple[Artist, str]], columns: int = 9) -> Legend:
        """Handles in rows, their names kept as they are, whatever they begin with."""
        legend = self.figure.legend(
            handles=[handle for handle, _ in entries],
            labels=["."] * len(entries),
            loc="upper left",
            bbox_to_anchor=self.place(left, top),
            borderaxespad=0.0,
            borderpad=0.0,
            frameon=False,
            ncols=1 if narrow() else min(columns, len(entries)),
            fontsize=BODY,
            handlelength=2.4,
            columnspacing=1.6,
            handletextpad=0.6,
        )
        for shown, (_, name) in zip(legend.get_texts(), entries, strict=True):
            shown.set_text(words.clean(name))
        return legend

    def _rule(self, top: float) -> None:
        (left, y), (right, _) = self.place(0.0, top), self.place(self.width, top)
        self.figure.add_artist(Line2D([left, right], [y, y], color=FAINT, linewidth=0.7))


_IS_NARROW: ContextVar[bool] = ContextVar("is_narrow", default=False)


@contextmanager
def narrowed() -> Iterator[None]:
    """Figures within are as narrow as a phone, those that can be."""
    token = _IS_NARROW.set(True)
    try:
        yield
    finally:
        _IS_NARROW.reset(token)


def narrow() -> bool:
    """Whether a figure is for a phone."""
    return _IS_NARROW.get()


def inner() -> float:
    """Width of a figure's body, in inches."""
    return NARROW - 2 * NARROW_SIDE if narrow() else WIDTH - 2 * SIDE


_ON_PAGE: ContextVar[bool] = ContextVar("on_page", default=False)


@contextmanager
def on_page() -> Iterator[None]:
    """Figures within are for a page that says once, for all of them, what they are not."""
    token = _ON_PAGE.set(True)
    try:
        yield
    finally:
        _ON_PAGE.reset(token)


def sources(results: "Sequence[Result]") -> list[str]:
    """What a figure says of where it comes from, and what it is not where no page says so."""
    lines = [
        f"Source: {words.fit(result.title, 4.0, SMALL)}; {_size(result)}, seed {result.manifest['seed']}, "
        f"{_name(result)}, twochairs {result.manifest['versions']['twochairs']}."
        for result in results
    ]
    if _ON_PAGE.get():
        return lines
    limits = list(dict.fromkeys(str(result.manifest["limits"]) for result in results))
    notices = list(dict.fromkeys(str(result.manifest.get("notice") or "").strip() for result in results))
    return [*lines, f"Limits: {' '.join(limits)}", *(notice for notice in notices if notice)]


def _size(result: "Result") -> str:
    runs = words.counted(result.manifest["replicates"], "run")
    return f"{words.counted(result.manifest['points'], 'point')} of {runs}" if "points" in result.manifest else runs


def _name(result: "Result") -> str:
    manifest = result.manifest
    return f"{manifest['kind']} {manifest[manifest['kind'] + '_hash'][:10]}"


def unfinished(results: "Sequence[Result]") -> str:
    """What the title of a figure begins with where a sweep has not come to its end."""
    parts = [result for result in results if not result.complete]
    counts = [f"{len(part.there)} of {part.manifest['points']}" for part in parts]
    return f"Incomplete, {' and '.join(counts)} points: " if counts else ""


def titled(result: "Result") -> str:
    """The scenario's title as the first sentence of a subtitle."""
    title = words.fit(result.title, 5.0, BODY)
    return title if title.endswith((".", "?", "!", words.ELLIPSIS)) else f"{title}."


def runs(count: int, what: str = "runs") -> str:
    """How bands are read, for a subtitle."""
    if count == 1:
        return "One run, so no bands."
    return f"Median of {count} {what} (line), middle 50 % (dark) and 90 % (light)."


def spread_runs(count: int, draws: int) -> str:
    """How the bands of runs that are spread over draws of the parameters are read, for a subtitle."""
    if count == draws:
        return (
            f"Median of {count} runs (line), 90 % by chance and parameters together (light). There is no band of "
            "chance alone: each run has another draw of the parameters."
        )
    return (
        f"Median of {count} runs (line). 90 % band by chance alone (dark), which is the spread within each of {draws} "
        "draws of the parameters, and by chance and parameters together (light)."
    )


def spread_band(axes: Axes, x: np.ndarray, values: np.ndarray, draw: np.ndarray, colour: str) -> None:
    """Median, 90 % band over all runs, and within it that of chance alone, of values of shape (run, month).

    Parameters
    ----------
    draw : number of each run's draw of the parameters, shape (run,)
    """
    low, _, median, _, high = bands(values)
    axes.fill_between(x, low, high, color=colour, alpha=0.18, linewidth=0, zorder=2)
    inner = within(values, draw)
    if len(inner):
        least, _, _, _, most = bands(median + inner)
        axes.fill_between(x, least, most, color=colour, alpha=0.32, linewidth=0, zorder=2.1)
    axes.plot(x, median, color=colour, linewidth=1.5, zorder=3)


def band(
    axes: Axes,
    x: np.ndarray,
    values: np.ndarray,
    colour: str,
    line: Any = "-",
    light: float = 1.0,
    outer: bool = True,
) -> None:
    """Median, 50 and 90 % bands over runs, of values of shape (run, month).

    Parameters
    ----------
    light : factor on how opaque the bands are
    outer : whether the 90 % band is drawn
    """
    low, lower, median, upper, high = bands(values)
    if len(values) > 1 and outer:
        axes.fill_between(x, low, high, color=colour, alpha=0.18 * light, linewidth=0, zorder=2)
    if len(values) > 1:
        axes.fill_between(x, lower, upper, color=colour, alpha=0.32 * light, linewidth=0, zorder=2.1)
    axes.plot(x, median, color=colour, linestyle=line, linewidth=1.5, zorder=3)


def date_axis(axes: Axes, months: np.ndarray, inches: float, labels: bool = True) -> np.ndarray:
    """Ticks at whole years, or at months where the span is short; returns the months as numbers.

    Parameters
    ----------
    months : datetime64, in order
    inches : width of the panel, for how many labels fit
    labels : whether they are written
    """
    x = days(months)
    first, last = (int(month.astype("datetime64[M]").astype(int)) for month in months[[0, -1]])
    span = max(1, last - first)
    room = 0.42 if span > 30 else 0.62
    steps = [step for step in (1, 2, 3, 6) if span <= 30] + [12, 24, 60, 120, 240, 600]
    step = next((step for step in steps if step / span * inches >= room), steps[-1])
    ticks = [month for month in range(first, last + 1) if month % step == 0]
    # A short panel may hold no round month at all.
    ticks = ticks or [first]
    axes.set_xticks(_days_of(ticks), [_month(tick, step) for tick in ticks] if labels else [""] * len(ticks))
    for label, tick in zip(axes.get_xticklabels(), ticks, strict=True):
        # A long label at the very end of a panel stays inside it, or goes where it would meet the next.
        if step < 12 and tick in (first, last):
            label.set_horizontalalignment("left" if tick == first else "right")
            label.set_visible(len(ticks) == 1 or step / span * inches >= 1.5 * room)
    minor = 12 if step > 12 else 1 if step < 12 else 3
    if inches > 3.0 and (last - first) / minor < 15 * inches:
        axes.set_xticks(_days_of([m for m in range(first, last + 1) if m % minor == 0]), minor=True)
    axes.set_xlim(x[0], x[-1])
    return x


def days(months: np.ndarray) -> np.ndarray:
    """Places of months on a date axis, in days."""
    return months.astype("datetime64[D]").astype(np.float64)


def _days_of(months: Sequence[int]) -> np.ndarray:
    return days(np.array(months, dtype="datetime64[M]"))


def _month(month: int, step: int) -> str:
    shown = str(np.datetime64(month, "M"))
    return shown[:4] if step % 12 == 0 else shown


def grid(axes: Axes, axis: str = "y") -> None:
    """Faint lines behind the data."""
    axes.grid(True, axis=axis, color=FAINT, linewidth=0.5)  # type: ignore[arg-type]


def spread(wanted: np.ndarray, gap: float, low: float, high: float) -> np.ndarray:
    """Places in the order given, from high to low, at least a gap apart, near those wanted and inside the limits."""
    places = np.array(wanted, dtype=float)
    for _ in range(200):
        before = places.copy()
        for i in range(1, len(places)):
            lap = gap - (places[i - 1] - places[i])
            if lap > 1e-9:
                places[i - 1] += lap / 2
                places[i] -= lap / 2
        places = np.clip(places, low, high)
        if np.allclose(before, places, atol=1e-6):
            break
    for i in range(1, len(places)):
        places[i] = min(places[i], places[i - 1] - gap)
    shift = max(0.0, low - places[-1]) if len(places) else 0.0
    return places + shift


_UNDATED: dict[str, dict[str, None]] = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}
"""Kind of image to what is left out of it, so that the same figure gives the same bytes."""
KINDS = tuple(_UNDATED)
"""Kinds of image that there are."""


def image(figure: Figure, kind: str, dpi: int = DPI) -> bytes:
    """A figure as "png" or "svg", of so many dots an inch; the same figure gives the same bytes."""
    held = BytesIO()
    with looks():
        figure.savefig(held, format=kind, dpi=dpi, metadata=_UNDATED[kind])
    return held.getvalue()


def save(figure: Figure, stem: Path | str, endings: Sequence[str] = KINDS, dpi: int = DPI) -> list[Path]:
    """Write a figure as each kind of image; the same figure gives the same bytes.

    Parameters
    ----------
    stem : path without its ending; its folder is made
    dpi : dots an inch

    Returns
    -------
    the paths

    Raises
    ------
    CannotWrite : where the disk does not take it
    """
    written = []
    for ending in endings:
        path = Path(f"{stem}.{ending}")
        drawn = image(figure, ending.lower(), dpi)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f".{path.name}.partial-{os.getpid()}")
            partial.write_bytes(drawn)
            partial.replace(path)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise CannotWrite(path, reason, "free some space or name another folder") from None
        written.append(path)
    return written
