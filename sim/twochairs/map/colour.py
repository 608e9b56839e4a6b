"""The colours of alignment: two hues that colour-blind readers tell apart, the lighter the nearer to the middle."""

from math import isnan

STOPS: tuple[tuple[float, str], ...] = (
    (-1.0, "#a64600"),
    (-0.6, "#d9772f"),
    (-0.25, "#f2be94"),
    (0.0, "#f4f1ec"),
    (0.25, "#a5cde6"),
    (0.6, "#3f93c9"),
    (1.0, "#00598d"),
)
"""Alignment and its colour; straight lines between them."""

NO_VALUE = "#a6a6a6"
"""Where there is no number."""


BORDER = "#969696"
"""Between states: seen as well on the darkest colours as on the lightest."""
SEA, LAND = "#cfdde6", "#d7d9da"
"""Of what has no alignment; the sea is darker than a state in the middle."""
FOCUS = "#1a1a1a"
"""Outline of the state that a scenario is about."""


def colour(alignment: float) -> str:
    """The colour of an alignment, as #rrggbb.

    Parameters
    ----------
    alignment : in [-1, 1]; beyond, the end's colour; no number, grey
    """
    if isnan(alignment):
        return NO_VALUE
    value = max(-1.0, min(1.0, alignment))
    above = next(i for i in range(1, len(STOPS)) if value <= STOPS[i][0])
    (low, start), (high, end) = STOPS[above - 1], STOPS[above]
    share = (value - low) / (high - low)
    mixed = (a + share * (b - a) for a, b in zip(channels(start), channels(end), strict=True))
    return "#" + "".join(f"{round(channel):02x}" for channel in mixed)


def channels(code: str) -> tuple[int, int, int]:
    """Red, green and blue of #rrggbb, 0 to 255."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def ink(code: str) -> str:
    """Black or white, whichever is easier to read on a colour."""
    return "#ffffff" if luminance(code) < 0.19 else "#111111"


def luminance(code: str) -> float:
    """Relative luminance of a colour, 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel / 255.0) for channel in channels(code))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def legend(cells: int = 21) -> list[tuple[float, str]]:
    """Alignments from -1 to 1, evenly spaced, with their colours.

    Parameters
    ----------
    cells : at least two
    """
    values = [-1.0 + 2.0 * i / (cells - 1) for i in range(cells)]
    return [(value, colour(value)) for value in values]
