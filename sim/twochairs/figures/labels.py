"""Where names stand on a map: near their dots, where they cover least."""

from collections.abc import Sequence

import numpy as np

Box = tuple[float, float, float, float]
"""Left, low, right and high edge, in inches."""

_ANGLES = np.radians([0, 180, 90, 270, 45, 135, 315, 225, 22, 67, 112, 157])
_DISTANCES = (0.07, 0.16, 0.28, 0.42, 0.6, 0.8, 1.05)
_COVERING, _OUTSIDE = 30.0, 40.0
"""What a square inch covered, and an inch beyond the frame, weigh against an inch from the dot."""


def box(centre: np.ndarray, width: float, height: float) -> Box:
    """The box of this size around a point."""
    x, y = float(centre[0]), float(centre[1])
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def placed(
    dots: Sequence[np.ndarray], sizes: Sequence[np.ndarray], taken: Sequence[Box], frame: Box
) -> list[np.ndarray]:
    """Centres of names, one after the other, each clear of those before it as far as it can be.

    Parameters
    ----------
    dots : what is named, each of shape (2,), in inches
    sizes : width and height of each name, in inches
    taken : what should not be covered
    frame : what names should not leave
    """
    boxes = list(taken)
    centres = []
    for dot, size in zip(dots, sizes, strict=True):
        candidates = [
            dot + np.array([np.cos(angle), np.sin(angle)]) * (size / 2 + distance)
            for distance in _DISTANCES
            for angle in _ANGLES
        ]
        costs = [_cost(box(centre, *size), dot, np.array(boxes), frame) for centre in candidates]
        centres.append(candidates[int(np.argmin(costs))])
        boxes.append(box(centres[-1], *(size + 0.03)))
    return centres


def _cost(name: Box, dot: np.ndarray, taken: np.ndarray, frame: Box) -> float:
    left, low, right, high = name
    across = np.minimum(right, taken[:, 2]) - np.maximum(left, taken[:, 0])
    along = np.minimum(high, taken[:, 3]) - np.maximum(low, taken[:, 1])
    covered = float((across.clip(0.0) * along.clip(0.0)).sum())
    outside = max(0.0, frame[0] - left, frame[1] - low, right - frame[2], high - frame[3])
    distance = float(np.hypot(*(dot - np.clip(dot, (left, low), (right, high)))))
    return _COVERING * covered + _OUTSIDE * outside + distance
