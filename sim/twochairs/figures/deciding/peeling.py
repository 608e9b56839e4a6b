"""How dense boxes are that hold so many of the runs with an outcome, by points that found them and by others."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.figures import readings, style
from twochairs.figures.answers import found
from twochairs.figures.answers.found import Boxed
from twochairs.figures.declared import Countries, Drawn
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import axes as scales
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _RIGHT, _TOP, _HEIGHT = 0.75, 0.2, 0.4, 3.2


def drawn(kind: str, result: "Result", countries: Countries) -> Drawn:
    """A figure of each box that is told from chance."""
    for name, box in found.boxes(result, kind):
        yield name, draw(result, box)


@style.styled
def draw(result: "Result", box: Boxed) -> Figure:
    """Density against coverage, step by step; the box with its intervals, and what is found where no input matters."""
    steps = box.rows("trajectory")
    [chosen] = box.rows("found").to_dict("records")
    sheet = Sheet(
        [result],
        f"How many it holds, and how purely: {box.question}, box {box.number}",
        f"{style.titled(result)} Each step of the peeling, from all points (right) to few (left). What points held out "
        "say is what counts; those that found a box flatter it.",
        _TOP + _HEIGHT + 0.5,
        ["The box of the answer is pruned, so that it may lie off the line. Bars: 95 % intervals by points held out."],
    )
    width = sheet.width - _LEFT - _RIGHT
    axes = sheet.axes(_LEFT, _TOP, width, _HEIGHT)
    lines = [
        ("found by", "coverage", "density", style.SKY),
        ("held out", "held_out_coverage", "held_out_density", style.BLUE),
    ]
    places = [f"step {step}, {count} inputs" for step, count in zip(steps["step"], steps["restricted"], strict=True)]
    entries: list[tuple[Any, str]] = []
    for name, across, upright, colour in lines:
        x, y = (steps[column].to_numpy(dtype=float) for column in (across, upright))
        axes.plot(x, y, color=colour, marker="o", markersize=3, linewidth=1.2, zorder=3)
        said = "points that found it" if name == "found by" else "points held out"
        readings.note(axes, said, places, {"coverage": x, "density": y}, x, y)
        entries.append((Line2D([], [], color=colour, marker="o", markersize=3), said))
    _cross(axes, chosen)
    for height, line in ((chosen["floor"], ":"), (chosen["base"], "--")):
        axes.axhline(height, color=style.GREY, linestyle=line, linewidth=1.0, zorder=1)
    entries += [
        (Line2D([], [], color=style.INK, marker="s", markersize=5), "the box, held out"),
        (Line2D([], [], color=style.GREY, linestyle=":"), "where no input matters"),
        (Line2D([], [], color=style.GREY, linestyle="--"), "all runs"),
    ]
    sheet.legend(_LEFT, 0.02, entries)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)
    axes.set_xlabel("Share of such runs that lie in the box (coverage)")
    axes.set_ylabel("Share of its runs that are such (density)")
    style.grid(axes, "both")
    scales.values(axes, width, upright=False)
    return sheet.figure


def _cross(axes: Any, chosen: dict[str, Any]) -> None:
    x, y = chosen["coverage"], chosen["density"]
    axes.hlines(y, chosen["coverage_low"], chosen["coverage_high"], color=style.INK, linewidth=1.2, zorder=5)
    axes.vlines(x, chosen["density_low"], chosen["density_high"], color=style.INK, linewidth=1.2, zorder=5)
    axes.plot([x], [y], "s", color=style.INK, markersize=5, zorder=6)
    numbers = {
        "coverage, held out": np.array([[chosen["coverage_low"], chosen["coverage_high"]]]),
        "density, held out": np.array([[chosen["density_low"], chosen["density_high"]]]),
    }
    readings.note(axes, "the box", ["the box"], numbers, np.array([x]), np.array([y]))


FIGURE = Declared(drawn, 84, verb="discover")
