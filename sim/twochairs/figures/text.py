"""Text that comes from files: made harmless, measured, wrapped and shortened."""

import unicodedata
from functools import lru_cache

from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.textpath import text_to_path

from twochairs.scenario import wording

ELLIPSIS = "…"
UNKNOWN = "□"
"""Stands for a character that no font at hand can draw."""

_HINTED = 1.02
"""Letters on a screen are a little wider than the font says."""

_JOINERS = "\u200c\u200d"
_FALLBACKS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Noto Sans",
    "Noto Sans Thai",
    "Noto Sans Devanagari",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
)


@lru_cache(1)
def fonts() -> list[str]:
    """Font families in order: the one that comes with Matplotlib, then what is installed for other scripts."""
    installed = set(fontManager.get_font_names())
    return ["DejaVu Sans", *(name for name in _FALLBACKS if name in installed)]


@lru_cache(1)
def _drawable() -> frozenset[int]:
    paths = [fontManager.findfont(FontProperties(family=name)) for name in fonts()]
    return frozenset(code for path in paths for code in get_font(path).get_charmap())


@lru_cache(4096)
def clean(text: str) -> str:
    """A name on one line, without control characters, and with a box for what no font can draw."""
    spaced = "".join(_harmless(character) for character in unicodedata.normalize("NFC", text))
    return " ".join(spaced.split())


def _harmless(character: str) -> str:
    if character in _JOINERS:
        return character
    if unicodedata.category(character)[0] in "CZ":
        return " "
    return character if ord(character) in _drawable() else UNKNOWN


@lru_cache(4096)
def drawable(text: str) -> bool:
    """Whether some font at hand has every letter of a text; signs that none has are not counted."""
    letters = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] in "LMN")
    return all(ord(letter) in _drawable() for letter in letters)


@lru_cache(16384)
def width(text: str, size: float, weight: str = "normal") -> float:
    """Width of a line of text, in inches.

    Parameters
    ----------
    size : of the font, in points
    weight : normal or bold
    """
    font = FontProperties(family=fonts(), size=size, weight=weight)
    points: float = text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]
    return _HINTED * points / 72.0


def fit(text: str, inches: float, size: float, weight: str = "normal") -> str:
    """A line cut, with an ellipsis, to the longest start that is not wider than this."""
    line = clean(text)
    if width(line, size, weight) <= inches:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if width(line[:middle].rstrip() + ELLIPSIS, size, weight) <= inches:
            low = middle
        else:
            high = middle - 1
    return line[:low].rstrip() + ELLIPSIS


def wrap(text: str, inches: float, size: float, most: int = 100, weight: str = "normal") -> list[str]:
    """Lines that are not wider than this; the last of at most `most` lines ends in an ellipsis if there is more."""
    words = clean(text).split(" ")
    lines: list[str] = []
    while words and len(lines) < most - 1:
        count = 1
        while count < len(words) and width(" ".join(words[: count + 1]), size, weight) <= inches:
            count += 1
        lines.append(fit(" ".join(words[:count]), inches, size, weight))
        words = words[count:]
    return lines + ([fit(" ".join(words), inches, size, weight)] if words else [])


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign, as it is printed: a true minus, no minus before zero."""
    return wording.signed(value, digits).replace("-", "−")


def place(position: float) -> str:
    """Where a pole stands on the axis, with every digit: +1, −0.25, 0."""
    return f"{position:+.12g}".replace("-", "−") if position else "0"


def number(value: float, digits: int = 2) -> str:
    """A number as it is printed: a true minus, no minus before zero."""
    return wording.number(value, digits).replace("-", "−")


def unit(text: str) -> str:
    """A unit as it is printed: m³ for m3."""
    return clean(text.replace("m3", "m³"))


def counted(count: int, noun: str) -> str:
    """1 run, 2 runs."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
