"""How far each country leans, month by month."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twochairs.figures import events, multiples, observed, read, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import single
from twochairs.scenario.grammar import Spoken

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
    alignment = read.series(result, "alignment")
    each = {country: alignment.sel(country=country).to_numpy() for country in read.countries(result, countries)}
    values = {country: each[country] for country in multiples.ordered(result, each)}
    months, ends = read.months(alignment), pole_ends(result)

    def dress(axes: Axes, first: bool) -> None:
        axes.set_ylim(-1.06, 1.06)
        ticks = sorted({-1.0, 0.0, 1.0} | set(ends))
        axes.set_yticks(ticks, [_tick(tick, ends) for tick in ticks] if first else [""] * len(ticks))
        axes.axhline(0.0, color=style.FAINT, linewidth=0.7, zorder=0.5)
        if first:
            axes.set_ylabel("Alignment (−1 to 1)", labelpad=3)

    count, draw = len(alignment["replicate"]), read.draws(result)
    how = style.runs(count) if draw is None else style.spread_runs(count, len(np.unique(draw)))
    ladder = " At the right: where all states end." if len(values) > 1 and not style.narrow() else ""
    subtitle = f"{style.titled(result)} {how} Over each panel: the median at the start and at the end.{ladder}"
    seen = {country: observed.ideal_points(result, country, months) for country in values}
    notes = [
        *(observed.how_placed(result, list(values)) if any(map(len, seen.values())) else []),
        f"Poles: {poles(result)}",
        *start_notes(result),
    ]
    marked = {country: events.of_country(result, months, country) for country in values}
    paths = multiples.Paths(months, values, marked, seen, draw=draw)
    return multiples.draw(result, _found(result, values), subtitle, paths, dress, notes).figure


HARDLY = 0.02
"""Units of alignment below which a state hardly moves."""


def _found(result: "Result", values: Mapping[str, np.ndarray]) -> str:
    """Where the first goes, and which of the others moves most."""
    moves = {key: np.median(each[:, [0, -1]], axis=0).tolist() for key, each in values.items()}
    first, *others = moves
    name = _name(result, first)
    told = f"{name.first} {name.does(_goes(*moves[first]))}"
    most = max(others, key=lambda key: abs(moves[key][1] - moves[key][0]), default=first)
    (start, end), own = moves[most], moves[first]
    if abs(end - start) <= max(HARDLY, abs(own[1] - own[0])):
        return told
    mover = _name(result, most)
    return f"{told}; {mover.within} {mover.does('moves')} most, from {words.signed(start)} to {words.signed(end)}"


def _name(result: "Result", country: str) -> Spoken:
    return read.spoken(result, "country", country, 2.5, style.TITLE)


def _goes(start: float, end: float) -> str:
    verb = "hardly moves, from" if abs(end - start) < HARDLY else "goes from"
    return f"{verb} {words.signed(start)} to {words.signed(end)}"


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
