"""Own rules by which some runs come to harm, in whichever way a sweep asks for: one kernel serves all of them."""

from pathlib import Path

import numpy as np

import twochairs

RULES = '''\
"""A mechanism that moves nobody, and harms the run of a state that has come too far."""

from math import inf

from twochairs.declare import PULL, R9, Annotated, Parameter, Uniform, mechanism

_numbers = __import__("numpy").arange(4.0)

ends_above: Annotated[
    float, Parameter("Its process ends above", "1", -2.0, 2.0, rule=R9, prior=Uniform(1.0, 2.0), source="assumed")
] = 2.0
waits_above: Annotated[
    float, Parameter("It never ends above", "1", -2.0, 2.0, rule=R9, prior=Uniform(1.0, 2.0), source="assumed")
] = 2.0
raises_above: Annotated[
    float, Parameter("It raises above", "1", -2.0, 2.0, rule=R9, prior=Uniform(1.0, 2.0), source="assumed")
] = 2.0
spoils_below: Annotated[
    float, Parameter("It is no number below", "1", -2.0, 2.0, rule=R9, prior=Uniform(-2.0, -1.0), source="assumed")
] = -2.0


def harm(alignment, ends_above, waits_above, raises_above, spoils_below):
    if alignment > ends_above:
        return _numbers[int(1.0e14 * (1.0 + alignment))]
    while alignment > waits_above:
        waits_above = waits_above - alignment * alignment
    nothing = (0.0, 0.0)[2 if alignment > raises_above else 0]
    if -0.3 < alignment < spoils_below:
        nothing = inf - inf
    return nothing


mechanism("harm", PULL, R9, ("ends_above", "waits_above", "raises_above", "spoils_below"), by=harm)
'''


Run = tuple[int, int]
"""Point and replicate."""


def rules_in(folder: Path) -> Path:
    """The rules in a file of their own."""
    path = folder / "rules.py"
    path.write_text(RULES)
    return path


def harmful(experiment: str, **limits: float) -> str:
    """An experiment some of whose runs come to harm beyond limits."""
    given = "".join(f"parameters.{name}: {limit!r}, " for name, limit in limits.items())
    assert experiment.count("set: {") == 1
    return experiment.replace("set: {", f"set: {{{given}")


def reached(out: Path) -> np.ndarray:
    """The alignment of ALD that each month of each run of a sweep begins with, shape (point, replicate, month)."""
    labels, values = twochairs.open(out).values("alignment")
    return values[:, :, :-1, list(labels["country"]).index("ALD")]


def farthest(out: Path, count: int) -> tuple[float, list[Run]]:
    """A limit that ALD passes in so many runs of a sweep, and which they are."""
    most = reached(out).max(axis=2)
    limit = _between(-most, count)
    return -limit, _runs(most > -limit)


def nearest(out: Path, count: int) -> tuple[float, list[Run]]:
    """A limit that ALD falls below in so many runs of a sweep, and which they are."""
    least = reached(out).min(axis=2)
    limit = _between(least, count)
    return limit, _runs(least < limit)


def _between(values: np.ndarray, count: int) -> float:
    below, above = np.sort(values, axis=None)[count - 1 : count + 1]
    assert below < above
    return float((below + above) / 2)


def _runs(which: np.ndarray) -> list[Run]:
    return [(int(point), int(replicate)) for point, replicate in np.argwhere(which)]
