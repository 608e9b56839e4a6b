"""Figures of the evidence page, from the shipped tables."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from twochairs.evidence.results.shipped import shipped
from twochairs.figures import style
from twochairs.figures.style import BLUE, FAINT, GREY, INK, VERMILION

if TYPE_CHECKING:
    import pandas as pd

SHOWN = (2010, 2014, 2017)
"""Origins whose forecasts are drawn for every state."""
_COLOURS = (BLUE, VERMILION, "#009E73")


def _figure(width: float, height: float) -> Figure:
    figure = Figure(figsize=(width, height), facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    return figure


@style.styled
def states() -> Figure:
    """Observed ideal points of every state, and conditional forecasts from three origins with 90 % bands."""
    from twochairs.data.catalogue import table
    from twochairs.evidence.coding.coding import tables

    named = tables().region.states
    forecasts = shipped("forecasts")
    forecasts = forecasts[(forecasts.forecast == "conditional") & (forecasts.split == "rolling")]
    observed = table("un_ideal_points")
    names = list(dict.fromkeys(forecasts.state))
    figure = _figure(9.0, 9.5)
    panels = figure.subplots(5, 3, sharex=True).ravel()
    for axes, state in zip(panels, names, strict=False):
        past = observed[(observed.country == state) & (observed.year >= 2006)]
        axes.plot(past.year, past.value, color=INK, marker="o", markersize=2.5, linewidth=1.0)
        for origin, colour in zip(SHOWN, _COLOURS, strict=True):
            _cone(axes, forecasts[(forecasts.state == state) & (forecasts.origin == origin)], origin, colour)
        axes.set_title(named.get(state, state), fontsize=9, loc="left")
        axes.grid(color=FAINT, linewidth=0.5)
    for axes in panels[len(names) :]:
        axes.set_axis_off()
    figure.supylabel("UN ideal point (scale of the original)", fontsize=9)
    figure.suptitle(
        f"Observed (black) and forecast given what happened after {', '.join(map(str, SHOWN))}: median, 90 % band",
        fontsize=10,
    )
    return figure


def _cone(axes: Any, part: "pd.DataFrame", origin: int, colour: str) -> None:
    years = origin + part.horizon
    axes.fill_between(years, part.q05, part.q95, color=colour, alpha=0.18, linewidth=0)
    axes.plot(years, part.q50, color=colour, linewidth=1.3)


@style.styled
def pit() -> Figure:
    """Where observations fell in their forecasts: flat if forecasts are calibrated."""
    forecasts = shipped("forecasts")
    figure = _figure(7.0, 2.6)
    for axes, name in zip(figure.subplots(1, 2, sharey=True), ("conditional", "unconditional"), strict=True):
        part = forecasts[(forecasts.forecast == name) & (forecasts.split == "rolling")]
        axes.hist(part.pit, bins=np.linspace(0.0, 1.0, 11), color=BLUE, alpha=0.6, density=True)
        axes.axhline(1.0, color=GREY, linewidth=1.0, linestyle="--")
        axes.set_title(f"{name}, {len(part)} forecasts", fontsize=9)
        axes.set_xlabel("Share of the forecast below what came")
    figure.supylabel("Density (flat at 1 if calibrated)", fontsize=8.5)
    return figure


@style.styled
def horizons() -> Figure:
    """CRPS skill against persistence by horizon."""
    skill = shipped("skill-by-horizon")
    skill = skill[skill.split == "rolling"]
    figure = _figure(7.0, 3.2)
    axes = figure.subplots()
    for name, part in skill.groupby("forecast", sort=False):
        own = name in ("conditional", "unconditional")
        axes.plot(
            part.horizon,
            part.crps_skill,
            marker="o",
            markersize=4,
            linewidth=1.8 if own else 1.0,
            linestyle="-" if own else ":",
            label=str(name).replace("_", " "),
        )
    axes.axhline(0.0, color=GREY, linewidth=0.8)
    axes.set_xticks(sorted(set(skill.horizon)))
    axes.set_xlabel("Years ahead")
    axes.set_ylabel("CRPS skill against persistence")
    figure.legend(loc="outside lower center", fontsize=7.5, frameon=False, ncols=6)
    return figure


@style.styled
def constants() -> Figure:
    """Prior and posterior of every free number: ranges, 90 % intervals, means."""
    frame = shipped("constants").iloc[::-1].reset_index(drop=True)
    figure = _figure(7.0, 4.4)
    axes = figure.subplots()
    for row in frame.itertuples():
        axes.plot([row.prior_low, row.prior_high], [row.Index] * 2, color=FAINT, linewidth=7, solid_capstyle="butt")
        axes.plot([row.q05, row.q95], [row.Index] * 2, color=BLUE, linewidth=3, solid_capstyle="butt")
        axes.plot(row.mean, row.Index, marker="o", color=INK, markersize=4)
    axes.set_yticks(range(len(frame)), [name.replace("_", " ") for name in frame.name])
    axes.set_xlabel("Value: prior (grey), 90 % of the posterior (blue), mean (dot)")
    return figure


@style.styled
def ablation() -> Figure:
    """What the forecasts lose without each mechanism or input."""
    frame = shipped("ablation").iloc[1:].sort_values("crps_lost").reset_index(drop=True)
    figure = _figure(7.0, 5.6)
    axes = figure.subplots()
    ends = np.array([frame.crps_lost - frame.low, frame.high - frame.crps_lost])
    axes.errorbar(frame.crps_lost, frame.index, xerr=np.abs(ends), fmt="o", color=BLUE, ecolor=GREY, markersize=4)
    axes.axvline(0.0, color=INK, linewidth=0.8)
    axes.set_yticks(frame.index, list(frame.variant), fontsize=7.5)
    axes.set_xlabel("CRPS lost, % of the whole model's (90 % interval over states)")
    axes.grid(axis="x", color=FAINT, linewidth=0.5)
    return figure


FIGURES: dict[str, Callable[[], Figure]] = {
    "states": states,
    "pit": pit,
    "horizons": horizons,
    "constants": constants,
    "ablation": ablation,
}
"""Name of each figure and what draws it."""


def draw(folder: Path) -> list[Path]:
    """Draw every figure as PNG into a folder that is there."""
    paths = []
    for name, figure in FIGURES.items():
        path = folder / f"evidence-{name}.png"
        figure().savefig(path, dpi=110, metadata={"Software": None})
        paths.append(path)
    return paths
