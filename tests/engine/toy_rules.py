"""The rules of a toy world."""

SCALE = 0.5


def grown(x: float, rate: float, draw: float) -> float:
    return x * (1.0 + SCALE * rate * draw)


def halved(x: float) -> float:
    return 0.5 * x
