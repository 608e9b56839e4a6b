"""What of an input lies in a box, and what there is of it, as they are told."""

from dataclasses import dataclass

import numpy as np

from twochairs.deciding.boxes.box import Box, Inputs


@dataclass(frozen=True)
class Range:
    """A range of an input, or some of its levels.

    Attributes
    ----------
    low, high : ends, infinite where there is none; NaN of text
    levels : of text, true and false, as they are written; none of numbers
    """

    low: float
    high: float
    levels: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.levels:
            return ", ".join(self.levels)
        if np.isfinite(self.low) and np.isfinite(self.high):
            return f"{shown(self.low)} to {shown(self.high)}"
        return f"≥ {shown(self.low)}" if np.isfinite(self.low) else f"≤ {shown(self.high)}"


def whole_range(inputs: Inputs, column: int) -> Range:
    """What there is of an input at all points."""
    levels, values = inputs.levels[column], inputs.values[:, column]
    if levels is not None:
        return Range(np.nan, np.nan, tuple(map(_word, levels)))
    return Range(float(values.min()), float(values.max()))


def inside(box: Box, inputs: Inputs, column: int) -> Range:
    """What of an input lies in a box; of whole numbers those at its ends."""
    levels, values = inputs.levels[column], inputs.values[:, column]
    if levels is not None:
        kept = (level for number, level in enumerate(levels) if number not in box.out[column])
        return Range(np.nan, np.nan, tuple(map(_word, kept)))
    low, high = box.low[column], box.high[column]
    if (values == np.round(values)).all():
        low, high = float(np.ceil(low)), float(np.floor(high))
    return Range(low, high)


def shown(number: float) -> str:
    """An end with three digits."""
    return f"{number or 0.0:.3g}".replace("-", "−") if abs(number) < 1000 else f"{number:,.0f}".replace("-", "−")


def _word(level: object) -> str:
    return str(level).lower() if isinstance(level, bool | np.bool_) else str(level)
