"""A scene as SVG markup to stand in a page: presentation attributes and class names, no style and no script."""

import unicodedata
from collections.abc import Mapping
from html import escape
from math import isnan, nan

from twochairs.map import layout
from twochairs.map.colour import BORDER, FOCUS, LAND, NO_VALUE, SEA, colour, ink, legend
from twochairs.map.geometry import Window
from twochairs.map.scene import Area, Scene
from twochairs.map.shapes import credit

FONT = 19.0
"""Of labels, in the scene's units."""

_LETTER = 0.62
_LEGEND_HEIGHT, _CELL, _BAR = 84.0, 18.0, 14.0
_JOINERS = "\u200c\u200d"
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST_CROWDED, _FEWEST = 200, 18, 13, 4


_ANCHORS = {
    "start": ("start", "0.35em"),
    "end": ("end", "0.35em"),
    "above": ("middle", "0"),
    "below": ("middle", "0.8em"),
}


def drawing(
    scene: Scene,
    values: Mapping[str, float],
    title: str = "Alignment",
    low: str = "−1",
    high: str = "+1",
    focus: str = "",
) -> str:
    """The whole drawing, from <svg> to </svg>.

    Writing outside of states has the page's own text colour; the rest are plain attributes that a stylesheet may set.
    Classes: sea, land, border, area, focus, link, label, legend, frame, credit. An area of the scenario has `data-key`;
    one that is also in the inset stands there a second time.

    Parameters
    ----------
    values : state to alignment in [-1, 1]; grey where there is none
    title : what it shows, read aloud
    low, high : names of the poles at -1 and at 1
    focus : the state that has an outline of its own, and its value under its name; "" for none
    """
    height = scene.height + _LEGEND_HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map {scene.kind}" viewBox="0 0 {scene.width:g} {height:g}" '
        f'role="img" aria-label="{_safe(title)}" font-family="sans-serif">',
        f'<rect class="sea" width="{scene.width:g}" height="{scene.height:g}" fill="{_sea(scene)}"/>',
        *_links(scene),
        *_areas(scene.areas, values),
        *_outline(scene.areas, focus),
    ]
    if scene.inset:
        parts += [
            _frame(scene.inset.source, "source", "none"),
            _frame(scene.inset.frame, "inset sea", SEA),
            *_areas(scene.inset.areas, values),
            *_outline(scene.inset.areas, focus),
            _frame(scene.inset.frame, "inset", "none"),
        ]
    parts += [_label(one, scene, values.get(one.key, nan)) for one in scene.labelled]
    parts += [_value(one, scene, values.get(one.key, nan)) for one in scene.labelled if one.key == focus]
    parts += [_legend(scene, low, high), "</svg>"]
    return "\n".join(parts)


def _sea(scene: Scene) -> str:
    return SEA if scene.kind == "map" else "none"


def _areas(areas: tuple[Area, ...], values: Mapping[str, float]) -> list[str]:
    return [_state(one, values.get(one.key, nan)) if one.shown else _neighbour(one) for one in areas]


def _neighbour(one: Area) -> str:
    return f'<path class="land border" d="{one.outline}" fill="{LAND}" stroke="#ffffff" stroke-width="0.8"/>'


def _state(one: Area, value: float) -> str:
    return (
        f'<path class="area" data-key="{_safe(one.key)}" d="{one.outline}" fill="{colour(value)}" '
        f'stroke="{BORDER}" stroke-width="1.2" stroke-linejoin="round">'
        f"<title>{_safe(one.name)}: {told(value)}</title></path>"
    )


def _outline(areas: tuple[Area, ...], focus: str) -> list[str]:
    return [
        f'<path class="focus" d="{one.outline}" fill="none" stroke="{FOCUS}" stroke-width="3" stroke-linejoin="round" '
        'pointer-events="none"/>'
        for one in areas
        if one.shown and one.key == focus
    ]


def told(value: float) -> str:
    """A value as it is read: two digits and its sign."""
    return (
        "no value"
        if isnan(value)
        else f"{value:+.2f}".replace("-", "−").replace("+0.00", "0.00").replace("−0.00", "0.00")
    )


def _frame(window: Window, kind: str, fill: str) -> str:
    left, top, right, bottom = window
    return (
        f'<rect class="frame {kind}" x="{left:g}" y="{top:g}" width="{right - left:.1f}" height="{bottom - top:.1f}" '
        f'fill="{fill}" stroke="#5f5f5f" stroke-width="1.2" pointer-events="none"/>'
    )


def _links(scene: Scene) -> list[str]:
    opacity = min(0.6, max(0.12, 40.0 / max(1, len(scene.links))))
    return [
        f'<line class="link" x1="{link.start[0]:g}" y1="{link.start[1]:g}" x2="{link.end[0]:g}" y2="{link.end[1]:g}" '
        f'stroke="#8a8a8a" stroke-opacity="{opacity:.2f}" stroke-width="{0.6 + 5.4 * link.weight:.2f}"/>'
        for link in scene.links
    ]


def _label(one: Area, scene: Scene, value: float) -> str:
    x, y = one.label_place or (0.0, 0.0)
    if scene.kind == "network":
        return _outer(one, scene)
    name = shortened(one.name, 2.4 * one.room) or shortened(one.key, max(2.4 * one.room, 3.2 * FONT * _LETTER), True)
    fill = ink(colour(value))
    halo = "#111111" if fill == "#ffffff" else "#ffffff"
    return (
        f'<text class="label" data-label="{_safe(one.key)}" x="{x:g}" y="{y + 0.35 * FONT:g}" font-size="{FONT:g}" '
        f'text-anchor="middle" fill="{fill}" stroke="{halo}" stroke-width="3" stroke-opacity="0.4" '
        f'paint-order="stroke" unicode-bidi="isolate" pointer-events="none">{_safe(name)}</text>'
    )


def _value(one: Area, scene: Scene, value: float) -> str:
    """The value of a state under its name."""
    x, y = one.label_place or (0.0, 0.0)
    on = scene.kind != "network"
    fill = ink(colour(value)) if on else "currentColor"
    halo = "#111111" if fill == "#ffffff" else "#ffffff"
    under = y + (1.35 * FONT if on else one.room + 2.3 * FONT)
    edge = f' stroke="{halo}" stroke-width="3" stroke-opacity="0.4" paint-order="stroke"' if on else ""
    return (
        f'<text class="label value" data-label="{_safe(one.key)}" data-value="{_safe(one.key)}" x="{x:g}" '
        f'y="{under:g}" font-size="{FONT:g}" font-weight="bold" text-anchor="middle" fill="{fill}"{edge} '
        f'pointer-events="none">{told(value)}</text>'
    )


def _outer(one: Area, scene: Scene) -> str:
    """A label beside a network's circle, on the side away from the middle."""
    crowded = len(scene.areas) > layout.CROWDED
    size = max(9.0, FONT * layout.CROWDED / len(scene.areas)) if crowded else FONT
    middle = (scene.width / 2.0, scene.height / 2.0)
    (x, y), where, turn = layout.beside(one.label_place or middle, one.room, middle, crowded)
    anchor, down = _ANCHORS[where]
    turned = f' transform="rotate({turn:g} {x:g} {y:g})"' if turn else ""
    return (
        f'<text class="label outer" data-label="{_safe(one.key)}" x="{x:g}" y="{y:g}" dy="{down}" '
        f'font-size="{size:.1f}" text-anchor="{anchor}"{turned} fill="currentColor" unicode-bidi="isolate" '
        f'pointer-events="none">{_safe(cut(one.name, _LONGEST_CROWDED if crowded else _LONGEST_NAME))}</text>'
    )


def _legend(scene: Scene, low: str, high: str) -> str:
    cells = legend()
    width = _CELL * len(cells)
    left, top = (scene.width - width) / 2.0, scene.height + 16.0
    bars = [
        f'<rect x="{left + _CELL * i:g}" y="{top:g}" width="{_CELL:g}" height="{_BAR:g}" fill="{shade}"/>'
        for i, (_, shade) in enumerate(cells)
    ]
    look = 'font-size="17" fill="currentColor" unicode-bidi="isolate"'
    text = f'class="legend" {look}'
    middle, under = top + 0.85 * _BAR, top + 2.4 * _BAR
    ticks = "".join(
        f'<text class="legend tick" {look} x="{left + width * (value + 1.0) / 2.0:g}" y="{under:g}" '
        f'text-anchor="middle">{shown}</text>'
        for value, shown in ((-1.0, "−1"), (0.0, "0"), (1.0, "+1"))
    )
    ends = (
        f'<text {text} x="{left - 10:g}" y="{middle:g}" text-anchor="end">{_safe(cut(low, 24))}</text>'
        f'<text {text} x="{left + width + 10:g}" y="{middle:g}" text-anchor="start">{_safe(cut(high, 24))}</text>'
    )
    none = (
        f'<text class="legend none" {look} x="{scene.width - 4:g}" y="{under:g}" text-anchor="end">'
        f'<tspan fill="{NO_VALUE}">■</tspan> no value</text>'
    )
    whose = ""
    if scene.kind == "map":
        whose = (
            f'<text class="credit" x="{scene.width - 4:g}" y="{scene.height + _LEGEND_HEIGHT - 6:g}" font-size="12" '
            f'text-anchor="end" fill="currentColor" fill-opacity="0.75">{_safe(credit())}</text>'
        )
    return f'<g class="scale">{"".join(bars)}{ticks}{ends}{none}{whose}</g>'


def shortened(name: str, room: float, anyway: bool = False) -> str:
    """A name if it has room at the usual width of letters; otherwise nothing or, anyway, its beginning."""
    letters = int(room / (FONT * _LETTER))
    shown = clean(name)
    if len(shown) <= letters:
        return shown
    return cut(shown, max(_FEWEST, letters)) if anyway else ""


def cut(name: str, most: int) -> str:
    """A name of at most so many characters, the last an ellipsis where there are more."""
    shown = clean(name)
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"


def clean(text: str) -> str:
    """Text on one line without control, direction and private characters."""
    kept = (c if c in _JOINERS or unicodedata.category(c)[0] not in "CZ" else " " for c in text)
    return " ".join("".join(kept).split())


def _safe(text: str) -> str:
    """Text for markup, cut to a length that a reader still takes in."""
    return escape(cut(text, _LONGEST_TITLE))
