"""Dated events of a scenario: those that bite, by name, where they bite; and the ground after the last of all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes

from twochairs.figures import style
from twochairs.figures import text as words

if TYPE_CHECKING:
    from twochairs.results.result import Result

STEP = 0.135
"""Height of a row of names, in inches."""
MOST = 6
"""Events that are named over a panel."""
BITES = 0.01
"""Units of alignment by which an event's month moves some term of a target, or it goes without its name."""

_GROUND = "#f6f6f4"
_NONE = ("no dated events from here on", "no dated events")
"""What the ground after the last says: the first that there is room for."""
_WIDEST = 3.6
_CHANGES = ("set", "add", "ramp")


@dataclass(frozen=True)
class Event:
    """Everything that a scenario dates to one month.

    Attributes
    ----------
    month : such as 2022-02
    date : as a number on a date axis
    names : of all of them, in the file's order
    """

    month: str
    date: float
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """All names in one line."""
        return "; ".join(self.names)


def dated(result: "Result", months: np.ndarray) -> list[Event]:
    """The dated events within some months, one per month, in order."""
    first, last = style.days(months)[[0, -1]]
    names: dict[str, list[str]] = {}
    for event in result.manifest.get("dated_events", []):
        if first <= _day(str(event["month"])) <= last:
            names.setdefault(str(event["month"]), []).append(words.clean(str(event["name"])))
    return [at(month, tuple(names[month])) for month in sorted(names)]


def at(month: str, names: tuple[str, ...]) -> Event:
    """What happens in a month."""
    return Event(month, _day(month), names)


def _day(month: str) -> float:
    return float(style.days(np.array([month], dtype="datetime64[M]"))[0])


def biting(marked: list[Event], months: np.ndarray, values: np.ndarray, least: float, most: int = MOST) -> list[Event]:
    """Events in whose month something moves, and moves more than in the month before; the largest, in order.

    Parameters
    ----------
    months : datetime64, shape (month,)
    values : what may move, shape (series, month)
    least : by which one of the series must move, in its own unit
    """
    place = {str(month.astype("datetime64[M]")): number for number, month in enumerate(months)}
    steps = np.diff(values, axis=1, prepend=values[:, :1])
    jumps = np.minimum(np.abs(steps), np.abs(np.diff(steps, axis=1, prepend=0.0))).max(axis=0, initial=0.0)
    sizes = {event.month: float(jumps[place[event.month]]) for event in marked if event.month in place}
    kept = sorted((event for event in marked if sizes.get(event.month, 0.0) >= least), key=lambda e: -sizes[e.month])
    return sorted(kept[:most], key=lambda event: event.date)


def of_country(result: "Result", months: np.ndarray, country: str, most: int = MOST) -> list[Event]:
    """Events that move a term of a country's target, named without what is about other countries alone."""
    from twochairs.figures import read

    marked = [own for event in dated(result, months) if (own := about(result, event, country))]
    if not result.has("contribution"):
        return []
    terms = read.series(result, "contribution").sel(country=country).mean("replicate").transpose("mechanism", "month")
    return biting(marked, months, terms.to_numpy(), BITES, most)


def about(result: "Result", event: Event, country: str) -> Event | None:
    """An event without those of its names that are about other countries alone; None where all are."""
    foreign = _foreign(result, country)
    own = tuple(name for name in event.names if (event.month, name) not in foreign)
    return replace(event, names=own) if own else None


def changing(result: "Result", marked: list[Event], wanted: Callable[[str], bool]) -> list[Event]:
    """Events that change a value whose path is wanted, without their other names."""
    names = {_dated(item) for item in result.scenario.get("timeline") or [] if any(map(wanted, _paths(item)))}
    kept = [(event, tuple(name for name in event.names if (event.month, name) in names)) for event in marked]
    return [replace(event, names=own) for event, own in kept if own]


def _dated(item: Mapping[str, Any]) -> tuple[str, str]:
    return str(item.get("at") or item.get("from") or ""), words.clean(str(item.get("name", "")))


def _foreign(result: "Result", country: str) -> set[tuple[str, str]]:
    """Month and name of what changes other countries and not this one, nor anything that is not a country's."""
    countries = set(result.manifest["labels"].get("country", {}))
    disputes = result.scenario.get("disputes") or {}
    found = set()
    for item in result.scenario.get("timeline") or []:
        touched = [_countries(path, countries, disputes) for path in _paths(item)]
        if touched and all(touched) and not any(country in of_one for of_one in touched):
            found.add(_dated(item))
    return found


def _paths(item: Mapping[str, Any]) -> Iterable[str]:
    yield from (path for change in _CHANGES for path in item.get(change) or {})
    yield from (f"countries.{key}" for key in item.get("elections") or [])
    if item.get("news"):
        yield "news"


def _countries(path: str, countries: set[str], disputes: Mapping[str, Any]) -> set[str]:
    """The countries that a changed value is of: its own, or the parties of its dispute; none of what is all's."""
    first, *parts = path.split(".")
    named = {part for part in parts if part in countries}
    if first == "disputes" and parts and not named:
        return set((disputes.get(parts[0]) or {}).get("between") or []) & countries
    return named


def last(result: "Result", months: np.ndarray) -> float | None:
    """Date of the last dated event, where months without any follow; None where none do, or there is no event."""
    marked = dated(result, months)
    return marked[-1].date if marked and marked[-1].date < style.days(months)[-1] else None


def ground(
    axes: Axes,
    result: "Result",
    months: np.ndarray,
    told: bool = False,
    size: float = style.SMALL - 0.5,
    lift: float = 4.0,
) -> None:
    """Another ground from the last dated event on, as nothing is given from there.

    Parameters
    ----------
    told : whether it says so, where there is room
    size : of its letters, in points
    lift : of what it says above the foot of the panel, in points
    """
    date = last(result, months)
    if date is None:
        return
    end = float(style.days(months)[-1])
    axes.axvspan(date, end, color=_GROUND, linewidth=0, zorder=0)
    axes.vlines(date, 0.0, 1.0, transform=axes.get_xaxis_transform(), color=style.GREY, linewidth=0.6, zorder=1)
    low, high = axes.get_xlim()
    room = axes.bbox.width / axes.figure.dpi * (high - date) / (high - low)
    fitting = [text for text in _NONE if room > words.width(text, size) + 0.1]
    if told and fitting:
        axes.annotate(
            fitting[0],
            (date, 0.0),
            (4, lift),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            size=size,
            color=style.GREY,
            zorder=4,
        )


def mark(axes: Axes, events: list[Event], strength: float = 0.7, above: bool = False) -> None:
    """A thin vertical line at each event."""
    axes.vlines(
        [event.date for event in events],
        0.0,
        1.0,
        transform=axes.get_xaxis_transform(),
        color=style.INK if above else style.GREY,
        alpha=strength,
        linewidth=0.6,
        linestyle=(0, (2, 2)),
        zorder=3.5 if above else 1,
    )


class Names:
    """Names of events above a panel, each at the end of its line, in as many rows as they need.

    Attributes
    ----------
    height : in inches
    """

    def __init__(self, events: list[Event], months: np.ndarray, inches: float) -> None:
        start, end = style.days(months)[[0, -1]]
        self.events = events
        places = [inches * (event.date - start) / max(1.0, end - start) for event in events]
        self._shown = [
            words.fit(f"{event.month[2:]} {event.name}", min(_WIDEST, max(inches - place, place)) - 0.05, style.SMALL)
            for event, place in zip(events, places, strict=True)
        ]
        self._left = [
            place + words.width(shown, style.SMALL) + 0.05 > inches
            for place, shown in zip(places, self._shown, strict=True)
        ]
        self.rows = _rows(places, self._shown, self._left)
        self.height = STEP * (max(self.rows) + 1) + 0.06 if events else 0.0

    def draw(self, axes: Axes, inches: float) -> None:
        """Write the names above a panel of some height, and their lines through it."""
        mark(axes, self.events)
        across = axes.get_xaxis_transform()
        for event, shown, row, left in zip(self.events, self._shown, self.rows, self._left, strict=True):
            top = 1.0 + (0.05 + STEP * row) / inches
            axes.vlines(
                event.date, 1.0, top + STEP / inches, transform=across, color=style.GREY, linewidth=0.6, clip_on=False
            )
            axes.annotate(
                shown,
                (event.date, top),
                (-3 if left else 3, 0),
                xycoords=across,
                textcoords="offset points",
                size=style.SMALL,
                ha="right" if left else "left",
                va="bottom",
                annotation_clip=False,
            )


def _rows(places: list[float], shown: list[str], left: list[bool]) -> list[int]:
    """The lowest row in which each name touches neither one before it nor the line of one above; the last lowest."""
    taken: list[list[tuple[float, float]]] = []
    rows = [0] * len(places)
    for number in reversed(range(len(places))):
        long = words.width(shown[number], style.SMALL) + 0.08
        own = (places[number] - long, places[number]) if left[number] else (places[number], places[number] + long)
        row = next((row for row, spans in enumerate(taken) if _free(spans, own)), len(taken))
        for below in range(row + 1):
            # The line of a name runs through all rows below its own.
            span = own if below == row else (places[number] - 0.03, places[number] + 0.03)
            if below == len(taken):
                taken.append([])
            taken[below].append(span)
        rows[number] = row
    return rows


def _free(spans: list[tuple[float, float]], own: tuple[float, float]) -> bool:
    return all(own[1] <= low or own[0] >= high for low, high in spans)
