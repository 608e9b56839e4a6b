"""How far each country leans, month by month."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twochairs.figures import multiples, read, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import single

if TYPE_CHECKING:
    from twochairs.results.result import Result


@style.styled
def draw(result: "Result", countries: Sequence[str] | None = None) -> Figure:
    """Alignment of all countries, or of those chosen: median, 50 and 90 % bands, dated events.

    Where runs are spread over draws of the parameters, the bands are those of chance alone and of both.

    Raises
    ------
    NotPossible : where a country is not in the result
    """
    chosen = read.countries(result, countries)
    alignment = read.series(result, "alignment")
    values = {country: alignment.sel(country=country).to_numpy() for country in chosen}
    ends = pole_ends(result)

    def dress(axes: Axes, first: bool) -> None:
        axes.set_ylim(-1.06, 1.06)
        ticks = sorted({-1.0, 0.0, 1.0} | set(ends))
        axes.set_yticks(ticks, [_tick(tick, ends) for tick in ticks] if first else [""] * len(ticks))
        axes.axhline(0.0, color=style.FAINT, linewidth=0.7, zorder=0.5)
        if first:
            axes.set_ylabel("Alignment (−1 to 1)", labelpad=3)

    count, draw = len(alignment["replicate"]), read.draws(result)
    how = style.runs(count) if draw is None else style.spread_runs(count, len(np.unique(draw)))
    who = read.label(result, "country", chosen[0]) if len(chosen) == 1 else f"{len(chosen)} states"
    subtitle = f"{style.titled(result)} {how} Over each panel: the median at the start and at the end."
    notes = [f"Poles: {poles(result)}", *start_notes(result)]
    title = f"Where {who} lean{'s' if len(chosen) == 1 else ''}"
    return multiples.draw(result, title, subtitle, read.months(alignment), values, dress, notes, draw=draw).figure


def pole_ends(result: "Result") -> dict[float, list[str]]:
    """Place on the axis to the poles that stand there."""
    ends: dict[float, list[str]] = {}
    for pole, position in result.manifest["positions"].items():
        ends.setdefault(float(position), []).append(pole)
    return ends


def _tick(place: float, ends: dict[float, list[str]]) -> str:
    shown = words.fit(", ".join(ends.get(place, [])), 0.5, style.SMALL)
    return f"{shown} {words.place(place)}".strip()


def poles(result: "Result") -> str:
    """Key, name and place of each pole, in words."""
    shown = []
    for pole, position in result.manifest["positions"].items():
        name = read.label(result, "pole", pole)
        shown.append(
            f"{words.fit(pole, 1.0, style.SMALL)} ({words.place(position)})"
            + (f" {words.fit(name, 3.0, style.SMALL)}" if name != pole else "")
        )
    return ", ".join(shown)


def start_notes(result: "Result") -> list[str]:
    """What the start could not hold steady, in at most three lines."""
    notes = [str(note) for note in result.manifest.get("notes", [])]
    more = [f"… and {len(notes) - 2} more such notes in the manifest."] if len(notes) > 3 else []
    return [f"Start: {note}." for note in (notes[:2] if more else notes)] + more


FIGURE = Declared(single(draw), 10, ("alignment",))
