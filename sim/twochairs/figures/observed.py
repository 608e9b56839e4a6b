"""What was observed beside what is simulated: dots of the package's tables, where they have the state and the month."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from matplotlib.axes import Axes

from twochairs.data.catalogue import rows
from twochairs.data.ideal_scale import PLACE, SLOPE, as_alignment
from twochairs.figures import style

if TYPE_CHECKING:
    import pandas as pd

_ASSEMBLY = "11"
"""Month in which most of a session's votes fall."""
_MAP = f"(x-{PLACE:g})/{SLOPE:g}"
"""As the sources of a case write how its starts were placed; a case without it is compared with no table."""
RATES = "Rings: observed shares of all declarations of a period, at its end; the line is the period."
PRICES = "Rings: observed; a contract's price stands at the end of the time it is told for, with its range."


class Case(Protocol):
    """What is asked of a result, or of a scenario that has not run: its name, its table of sources, its labels."""

    @property
    def manifest(self) -> Mapping[str, Any]: ...

    @property
    def sources(self) -> "pd.DataFrame": ...

    def label(self, dim: str, key: str) -> str: ...


@dataclass(frozen=True)
class Observed:
    """Some figures of a state, in the unit of the axis they stand on.

    Attributes
    ----------
    first, last : the months each is of, datetime64, shape (figure,)
    low, high : what was observed; the same where it is one number, shape (figure,)
    """

    first: np.ndarray
    last: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def __len__(self) -> int:
        return len(self.last)

    def times(self, scale: float) -> "Observed":
        """The same in another unit."""
        return replace(self, low=scale * self.low, high=scale * self.high)


Figures = Callable[[Case, str, np.ndarray], Observed]
"""What finds figures of a state within some months."""


def _of(found: list[tuple[str, str, float, float]], months: np.ndarray) -> Observed:
    """Those whose last month is among the months of a run."""
    start, end = (str(month.astype("datetime64[M]")) for month in months[[0, -1]])
    kept = sorted(one for one in found if start <= one[1] <= end)
    first, last, low, high = zip(*kept, strict=True) if kept else ((), (), (), ())
    starts, ends = (np.array(each, dtype="datetime64[M]") for each in (first, last))
    return Observed(starts, ends, np.array(low, dtype=float), np.array(high, dtype=float))


def told(result: Case) -> bool:
    """Whether a result is of a case whose states are placed by ideal points, so that the tables are about them."""
    return bool(len(result.sources)) and bool(result.sources["source"].str.contains(_MAP, regex=False).any())


def how_placed(result: Case, countries: list[str]) -> list[str]:
    """A note on how observed ideal points stand on the axis, and whose start does not stand there; none of no case."""
    if not told(result):
        return []
    moved = [result.label("country", key) for key in countries if _points(key) and not _placed(result, key)]
    more = f" The start is set otherwise of {', '.join(moved)}." if moved else ""
    return [
        "Rings: observed UN ideal points, a year's at its November, placed as the case is coded: "
        f"(ideal point − {PLACE:g}) / {SLOPE:g}; those beyond an end stand at it.{more}"
    ]


def _placed(result: Case, country: str) -> bool:
    """Whether the start of a country is placed by its ideal points, as the file's own source says or else any."""
    rows = result.sources[result.sources["key"] == f"countries.{country}.alignment"]
    own = rows[rows["file"] == result.manifest["name"]] if "file" in rows else rows
    return bool((own if len(own) else rows)["source"].str.contains(_MAP, regex=False).all())


def ideal_points(result: Case, country: str, months: np.ndarray) -> Observed:
    """UN ideal points as alignment."""
    return _of(_points(country) if told(result) else [], months)


def _points(country: str) -> list[tuple[str, str, float, float]]:
    found = []
    for row in rows("un_ideal_points"):
        if row["country"] == country:
            month, place = f"{row['year']}-{_ASSEMBLY}", min(1.0, max(-1.0, as_alignment(float(row["value"]))))
            found.append((month, month, place, place))
    return found


def rates(result: Case, country: str, months: np.ndarray) -> Observed:
    """Shares of all declarations that a state joined in a period, in [0, 1]."""
    found = [
        (row["period_start"], row["period_end"], float(row["rate"]), float(row["rate"]))
        for row in rows("cfsp_rates")
        if row["country"] == country and row["about"] == "all"
    ]
    return _of(found if told(result) else [], months)


def contract_prices(result: Case, country: str, months: np.ndarray) -> Observed:
    """What a state pays Russia for gas, USD/1000 m3."""
    found = [
        (row["period_start"], row["period_end"], float(row["low"]), float(row["high"] or row["low"]))
        for row in rows("contract_prices")
        if row["country"] == country
    ]
    return _of(found if told(result) else [], months)


def hub_prices(result: Case, months: np.ndarray) -> Observed:
    """Price of gas in Europe, USD/1000 m3, month by month."""
    found = [(row["month"], row["month"], float(row["price"]), float(row["price"])) for row in rows("hub_prices")]
    return _of(found if told(result) else [], months)


def draw(axes: Axes, seen: Observed, colour: str = style.INK, size: float = 4.2) -> None:
    """Rings at the last month of each, a line over its months and one over its range."""
    if not len(seen):
        return
    x, start, middle = style.days(seen.last), style.days(seen.first), (seen.low + seen.high) / 2
    axes.hlines(middle, np.maximum(start, axes.get_xlim()[0]), x, color=colour, linewidth=0.8, zorder=4)
    axes.vlines(x, seen.low, seen.high, color=colour, linewidth=0.8, zorder=4)
    look: dict[str, Any] = {"markerfacecolor": "white", "markeredgecolor": colour, "markersize": size}
    axes.plot(x, middle, "o", zorder=4.5, clip_on=False, **look)


def noted(seen: Observed, months: np.ndarray) -> dict[str, np.ndarray]:
    """What can be read of it month by month; nothing where there is none."""
    if not len(seen):
        return {}
    values = np.full(len(months), np.nan)
    place = {str(month.astype("datetime64[M]")): number for number, month in enumerate(months)}
    for month, low, high in zip(seen.last, seen.low, seen.high, strict=True):
        values[place[str(month)]] = (low + high) / 2
    return {"observed": values}
