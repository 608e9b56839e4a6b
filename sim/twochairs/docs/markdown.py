"""Tables and numbers as Markdown shows them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from twochairs.world.layout import QUANTITIES
from twochairs.world.quantity import NO_BOUND

ROOT = Path(__file__).parents[3]
"""The checkout: the pages and what they link to stand in it, not in an installed package."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar inside a cell is written so that it does not end the cell."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def code(text: str) -> str:
    """Text set as code."""
    return f"`{text}`"


def indexed(quantity: str) -> str:
    """A quantity with what it is indexed by, as expressions name it: foothold[POLE, COUNTRY]."""
    dims = QUANTITIES[quantity].dims
    return f"{quantity}[{', '.join(dims).upper()}]" if dims else quantity


def link(path: str) -> str:
    """A link from a page in docs/ to a file of the checkout.

    Raises
    ------
    FileNotFoundError : where there is none
    """
    if not (ROOT / path).exists():
        raise FileNotFoundError(path)
    return f"[{path}](../{path})"


def unit_of(unit: str) -> str:
    """A unit as it is shown; that of a share or an index is left blank."""
    return "" if unit == "1" else unit


def span(low: float, high: float) -> str:
    """A range, open where there is no bound."""
    left = "any" if low <= -NO_BOUND else f"{low:g}"
    right = "any" if high >= NO_BOUND else f"{high:g}"
    if left == right == "any":
        return "any"
    if right == "any":
        return f"{left} or more"
    return f"{left} or less" if left == "any" else f"{left} to {right}"
