"""What governments did: acts joined."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from twochairs.errors import NothingToShow
from twochairs.figures import read, readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import single
from twochairs.figures.style import Sheet
from twochairs.scenario.wording import percent

if TYPE_CHECKING:
    from twochairs.results.result import Result

_ROW, _NAMES, _ENDS, _GAP = 0.165, 1.5, 0.36, 0.3

_SHARES = LinearSegmentedColormap.from_list("shares", ["#f1f1f1", "#a9cbe4", "#3f83b8", "#08306b"])


@style.styled
def draw(result: "Result", countries: Sequence[str] | None = None) -> Figure:
    """Share of runs in which each country has done each act, or did it when last asked, month by month.

    Raises
    ------
    NotPossible : where a country is not in the result
    NothingToShow : where the scenario asks for no acts
    """
    acts = read.acts(result)
    if not acts:
        raise NothingToShow("this scenario asks for no acts")
    joined = read.series(result, "joined")
    every = read.countries(result, countries)
    shares_of = {key: joined.sel(country=key).mean("replicate").transpose("act", "month").to_numpy() for key in every}
    chosen = every if countries else _varying(result, shares_of)
    months = read.months(joined)
    runs = len(joined["replicate"])
    staying = read.staying(result)
    lasting = staying is not None and set(acts) <= set(staying)
    columns = 2
    lines = -(-len(acts) // columns)
    height = _ROW * len(chosen)
    pitch = height + 0.58
    sheet = Sheet(
        [result],
        _found(result, chosen[0], acts, joined),
        f"{style.titled(result)} Share of {words.counted(runs, 'run')} in which each country has done each act"
        f"{'' if lasting else ', or did it when last asked'}. Numbers: % of runs at the end.",
        0.32 + lines * pitch + 0.22,
        [
            *([] if lasting else ["An act that does not stay is shown as it stood when it was last asked for."]),
            *_the_same(result, {key: shares_of[key] for key in every if key not in chosen}),
        ],
    )
    width = (sheet.width - _NAMES - columns * _ENDS - _GAP) / columns
    for place, act in enumerate(acts):
        line, column = divmod(place, columns)
        left, top = _NAMES + column * (width + _ENDS + _GAP), 0.32 + line * pitch
        shares = 100.0 * joined.sel(act=act, country=chosen).mean("replicate").transpose("country", "month").to_numpy()
        axes = sheet.axes(left, top, width, height)
        _strips(axes, shares, months, width)
        shown = {read.label(result, "country", country): share for country, share in zip(chosen, shares, strict=True)}
        readings.note_months(axes, read.label(result, "act", act), months, style.days(months), shown, " %", 0)
        _title(sheet, result, act, left, top, width)
        for row, (country, share) in enumerate(zip(chosen, shares[:, -1], strict=True)):
            middle = top + _ROW * (row + 0.5)
            sheet.text(left + width + _ENDS - 0.04, middle, f"{share:.0f}", size=style.SMALL, va="center", ha="right")
            if column == 0:
                name = words.fit(read.label(result, "country", country), _NAMES - 0.1, style.SMALL)
                sheet.text(_NAMES - 0.08, middle, name, size=style.SMALL, va="center", ha="right")
    _scale(sheet, 0.22 + lines * pitch)
    return sheet.figure


def _varying(result: "Result", shares: dict[str, np.ndarray]) -> list[str]:
    """The state that it is about, then those that do some act in some months or runs, most changeable first."""
    focus = read.focus(result)
    varied = {
        key: float(np.ptp(each, axis=1).sum() + (each * (1.0 - each)).mean(axis=1).sum())
        for key, each in shares.items()
    }
    kept = sorted((key for key in shares if varied[key] > 0.0 or key == focus), key=lambda key: -varied[key])
    return sorted(kept, key=lambda key: key != focus)


def _the_same(result: "Result", shares: dict[str, np.ndarray]) -> list[str]:
    """What states do that do the same in every month of every run."""
    groups: dict[str, list[str]] = {}
    for key, each in shares.items():
        told = "Every act in every run" if each.all() else "Some acts in every run, others in none"
        groups.setdefault(told if each.any() else "No act in any run", []).append(read.label(result, "country", key))
    return [f"{told}: {', '.join(names)}." for told, names in groups.items()]


def _found(result: "Result", country: str, acts: Sequence[str], joined: xr.DataArray) -> str:
    """What the first state does in the end, in shares of runs."""
    name = read.spoken(result, "country", country, 2.5, style.TITLE).first
    last = {act: float(joined.sel(country=country, act=act).mean("replicate")[-1]) for act in acts}
    undecided = sorted(acts, key=lambda act: abs(last[act] - 0.5))[:3]
    told = [f"{_named(result, act)} {percent(last[act])}" for act in acts if act in undecided]
    return f"{name} in the end, of runs: {', '.join(told)}"


def _named(result: "Result", act: str) -> str:
    return words.fit(read.label(result, "act", act), 2.8, style.TITLE, "bold")


def _title(sheet: Sheet, result: "Result", act: str, left: float, top: float, width: float) -> None:
    """The name of an act; of one that does not stay, that it is shown as it stood."""
    staying = read.staying(result)
    stood = ", when last asked" if staying is not None and act not in staying else ""
    room = width - words.width(stood, style.SMALL) - 0.04
    title = words.fit(read.label(result, "act", act), room, style.BODY, "bold")
    sheet.text(left, top - 0.2, title, size=style.BODY, weight="bold")
    if stood:
        sheet.text(left + width, top - 0.2, stood.removeprefix(", "), size=style.SMALL, color=style.GREY, ha="right")


def _strips(axes: Axes, shares: np.ndarray, months: np.ndarray, width: float) -> None:
    """Rows of countries in shades of the share, in %, of shape (country, month)."""
    x = style.date_axis(axes, months, width)
    step = (x[-1] - x[0]) / (len(x) - 1)
    axes.imshow(
        shares,
        cmap=_SHARES,
        vmin=0.0,
        vmax=100.0,
        aspect="auto",
        interpolation="none",
        extent=(x[0] - step / 2, x[-1] + step / 2, len(shares), 0),
    )
    axes.set_xlim(x[0], x[-1])
    axes.set_yticks([])
    axes.hlines(np.arange(1, len(shares)), x[0], x[-1], color="white", linewidth=1.2)
    axes.spines["left"].set_visible(False)


def _scale(sheet: Sheet, top: float) -> None:
    axes = sheet.axes(_NAMES, top, 2.4, 0.12)
    axes.imshow(np.linspace(0, 100, 101)[None, :], cmap=_SHARES, aspect="auto", extent=(0, 100, 0, 1))
    axes.set_yticks([])
    axes.set_xticks([0, 25, 50, 75, 100])
    for spine in axes.spines.values():
        spine.set_visible(False)
    sheet.text(_NAMES + 2.5, top + 0.06, "share of runs (%)", size=style.SMALL, va="center")


FIGURE = Declared(single(draw), 60, ("joined",))
