"""A Matplotlib figure as inline SVG that a strict content security policy lets be: classes instead of looks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from twochairs.map.colour import channels, luminance
from twochairs.map.short import line
from twochairs.world.mechanisms import TERMS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LINK = "{http://www.w3.org/1999/xlink}href"
_LEFT_OUT = ("metadata", "style")
_DROPPED = ("style", "id", "xmlns", "version", "width", "height")
_NUMBER = re.compile(r"-?\d+\.\d+")
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_FILL = re.compile(r"fill: (#[0-9a-f]+)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_HATCH = re.compile(r"h[0-9a-f]{10}\Z")
_TURN = re.compile(r"rotate\(-?0(?:\.0*)? [^)]*\)")
_PLACES = ("x", "y")
"""Attributes that are rounded as places on a line are."""
_LONG = ("d", "points", "transform")
"""Attributes whose numbers are rounded to a hundredth of a point, unless they are lines."""
_LINES = re.compile(r"[MLz\d\s.-]*\Z")
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_INK, _PALE, _PAGE = 0x1A, 0xE8, 0x17
"""Text by day, text by night, and the page by night: a level of grey each."""
_NEUTRAL, _SEEN = 12, 2.5
"""Greatest difference between the channels of a grey; least contrast of a colour on a dark page."""
_MECHANISMS = {one.look[0].lower() for one in TERMS} - {"#5f5f5f"}
"""Colours that stay, greys too; but for the one that text has as well."""


class Looks:
    """How all figures of a page look, each look once: classes for a style sheet, and hatches that figures refer to."""

    def __init__(self, prefix: str = "s") -> None:
        self._prefix = prefix
        self._names: dict[str, str] = {}
        self._hatches: dict[str, str] = {}

    def name(self, declarations: str) -> str:
        """Class of some CSS declarations; "" where nothing is left of them."""
        parts = [part.strip() for part in declarations.split(";")]
        kept = [re.sub(r":\s+", ":", part) for part in parts if part and not part.startswith("font-family")]
        if not kept:
            return ""
        return self._names.setdefault(";".join(kept), f"{self._prefix}{len(self._names)}")

    def sheet(self) -> str:
        """The rules, in the order in which they came up, and those of a dark page."""
        plain = "".join(f".{name}{{{rules}}}" for rules, name in self._names.items())
        night = "".join(
            f".figure:not(.light) .{name},.hatches .{name}{{{dark}}}"
            for rules, name in self._names.items()
            if (dark := _at_night(rules))
        )
        return f"{plain}@media screen and (prefers-color-scheme:dark){{{night}}}" if night else plain

    def keep_hatch(self, key: str, pattern: str) -> None:
        """Keep a pattern; its key says all of its look."""
        self._hatches[key] = pattern

    def hatches(self) -> str:
        """The patterns, for the body of a page."""
        return f'<svg class="hatches" aria-hidden="true"><defs>{"".join(self._hatches.values())}</defs></svg>'


def _at_night(rules: str) -> str:
    """The colours of a look that are others on a dark page."""
    found = [part.partition(":") for part in rules.split(";")]
    dark = [(name, _COLOUR.sub(lambda one: by_night(one[0]), value)) for name, _, value in found]
    return ";".join(
        f"{name}:{value}" for (name, value), (_, _, before) in zip(dark, found, strict=True) if value != before
    )


def by_night(colour: str) -> str:
    """A colour as it is on a dark page: greys change places, others stay, made lighter where they would not be seen.

    Parameters
    ----------
    colour : as #rrggbb
    """
    if colour in _MECHANISMS:
        return colour
    red, green, blue = channels(colour)
    if max(red, green, blue) - min(red, green, blue) <= _NEUTRAL:
        share = min(1.0, max(0.0, (sum((red, green, blue)) / 3 - _INK) / (255 - _INK)))
        return f"#{round(_PALE + share * (_PAGE - _PALE)):02x}" + 2 * f"{round(_PALE + share * (_PAGE - _PALE)):02x}"
    return _lighter(colour)


def _lighter(colour: str) -> str:
    """A colour mixed with white until it can be seen on a dark page."""
    page = luminance(f"#{_PAGE:02x}{_PAGE:02x}{_PAGE:02x}") + 0.05
    for step in range(11):
        mixed = [round(one + step / 10 * (255 - one)) for one in channels(colour)]
        found = "#" + "".join(f"{one:02x}" for one in mixed)
        if (luminance(found) + 0.05) / page >= _SEEN:
            break
    return found


def inline(figure: "Figure", prefix: str, label: str, looks: Looks) -> str:
    """A figure as an `<svg>` element.

    Parameters
    ----------
    prefix : that its ids begin with, of its own on the page
    label : what it shows, for those who do not see it
    looks : takes up its looks; they belong on the page
    """
    root = ElementTree.fromstring(_drawn(figure))
    wanted = _wanted(root, prefix)
    width, height = root.get("viewBox", "0 0 1 1").split()[2:]
    body = "".join(_written(child, wanted, looks) for child in root)
    # Cells in a scale of colours are read as they are, with what lies over them.
    kind = "figure light" if any("QuadMesh" in (one.get("id") or "") for one in root.iter()) else "figure"
    return (
        f'<svg class="{kind}" viewBox="0 0 {_short(width)} {_short(height)}" role="img" aria-label="{escape(label)}">'
        f"{body}</svg>"
    )


def _drawn(figure: "Figure") -> bytes:
    import matplotlib

    from twochairs.figures.style import looks as styled

    image = BytesIO()
    with styled():
        matplotlib.rcParams["svg.fonttype"] = "none"
        figure.savefig(image, format="svg", metadata={"Date": None, "Creator": None})
    return image.getvalue()


def _wanted(root: ElementTree.Element, prefix: str) -> dict[str, str]:
    """Ids that something refers to, each to a short one of the figure's own; those of hatches stay, being the page's.

    Parameters
    ----------
    prefix : of the ids
    """
    found: dict[str, str] = {}
    for element in root.iter():
        for name, value in element.attrib.items():
            for one in [value[1:]] if name == _LINK and value.startswith("#") else _REFERENCE.findall(value):
                found.setdefault(one, one if _HATCH.match(one) else f"{prefix}{len(found)}")
    return found


def _written(element: ElementTree.Element, wanted: Mapping[str, str], looks: Looks) -> str:
    tag = element.tag.rpartition("}")[2]
    if tag in _LEFT_OUT:
        return ""
    if tag == "pattern":
        for child in element:
            _thin(child)
    attributes = dict(_attributes(element, wanted, looks))
    inner = escape((element.text or "").strip("\n"), quote=False) if tag in ("text", "tspan") else ""
    inner += "".join(_written(child, wanted, looks) for child in element)
    if tag in ("g", "defs") and not (inner and (attributes or tag == "defs")):
        return inner
    shown = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    whole = f"<{tag}{shown}>{inner}</{tag}>" if inner else f"<{tag}{shown}/>"
    if tag == "pattern":
        looks.keep_hatch(attributes["id"], whole)
        return ""
    return whole


def _attributes(element: ElementTree.Element, wanted: Mapping[str, str], looks: Looks) -> Iterator[tuple[str, str]]:
    name = element.get("id")
    if name is not None and name in wanted:
        yield "id", wanted[name]
    look = looks.name(_own(element.get("style", ""), wanted))
    if look:
        yield "class", look
    sized = element.tag.endswith(("}rect", "}image", "}pattern"))
    for key, value in element.attrib.items():
        if key in _DROPPED and not (sized and key in ("width", "height")):
            continue
        value = _own(value, wanted)
        if key == _LINK:
            yield "href", f"#{wanted[value[1:]]}" if value.startswith("#") else "".join(value.split())
        elif key in _PLACES:
            yield key, _short(value, 1)
        elif key == "d" and _LINES.match(value):
            yield key, _lines(value)
        elif key in _LONG:
            value = _short(_TURN.sub("", value))
            if value:
                yield key, value
        else:
            yield key, value


def _lines(drawn: str) -> str:
    """Path data of moves, lines and closings alone, written short."""
    parts = [part.split() for part in drawn.replace("L", " ").split("M")[1:]]
    return "".join(line(_places([n for n in part if n != "z"]), closed=part[-1:] == ["z"]) for part in parts)


def _places(numbers: Sequence[str]) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _thin(path: ElementTree.Element) -> None:
    """A hatch of dots, each drawn as a circle of eight curves, as lines of no length with round ends."""
    circles = [[float(n) for n in _NUMBERS.findall(part)] for part in path.get("d", "").split("z") if "C" in part]
    if not circles:
        return
    middles = [
        (sum(ends) / 2 for ends in ((min(c[0::2]), max(c[0::2])), (min(c[1::2]), max(c[1::2])))) for c in circles
    ]
    width = max(circles[0][0::2]) - min(circles[0][0::2])
    path.set("d", " ".join(f"M {x:.2f} {y:.2f} h0" for x, y in middles))
    colour = _FILL.search(path.get("style", ""))
    ink = colour[1] if colour else "currentColor"
    path.set("style", f"stroke: {ink}; stroke-width: {width:.2f}; stroke-linecap: round")


def _own(value: str, wanted: Mapping[str, str]) -> str:
    """A value that refers to ids by their short ones."""
    return _REFERENCE.sub(lambda found: f"url(#{wanted[found[1]]})", value)


def _short(text: str, digits: int = 2) -> str:
    """Text with its numbers rounded and its white space made single."""
    return " ".join(_NUMBER.sub(lambda found: f"{float(found[0]):.{digits}f}".rstrip("0").rstrip("."), text).split())
