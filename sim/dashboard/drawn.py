"""The pictures of the page: the figures of `twochairs plot`, drawn from runs in memory."""

from dataclasses import dataclass
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

from sim.dashboard.live import Study
from sim.output.plots import compare, polls, read, trajectories, why
from sim.report.vector import Looks, inline

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ONE_AT_A_TIME = Lock()
"""Matplotlib's settings belong to the process, and every figure is drawn under the style."""


@dataclass(frozen=True)
class Pictures:
    """Markup of the figures of a study.

    Attributes
    ----------
    alignment : of the state, with its bands; below, where a lever was moved, the paired difference
    why, polls : of the altered scenario
    difference : what the levers change at the end, in words; "" where none was moved
    seconds : that drawing took
    """

    alignment: str
    why: str
    polls: str
    difference: str
    seconds: float


def pictures(study: Study, country: str) -> Pictures:
    """Draw what the page shows of a state.

    Raises
    ------
    NotPossible : where there is no such state
    """
    with ONE_AT_A_TIME:
        started = perf_counter()
        if study.moved:
            first = compare.draw([study.baseline, study.altered], country)
        else:
            first = trajectories.draw(study.baseline, [country])
        name = study.baseline.label("country", country)
        return Pictures(
            markup(first, "a", f"Alignment over time, {name}"),
            markup(why.draw(study.altered, country), "w", f"Why it leans as it does, {name}"),
            markup(polls.draw(study.altered, country), "p", f"How it sees the poles, {name}"),
            _difference(study, country),
            perf_counter() - started,
        )


def markup(figure: "Figure", key: str, label: str) -> str:
    """A figure with its looks, under a key that no other on the page has."""
    looks = Looks(key)
    svg = inline(figure, f"{key}-", label, looks)
    return f"<style>{looks.sheet()}</style>{looks.hatches()}{svg}"


def every_state(study: Study) -> str:
    """All states of the altered scenario, small."""
    with ONE_AT_A_TIME:
        return markup(trajectories.draw(study.altered), "s", "Alignment of every state over time")


def _difference(study: Study, country: str) -> str:
    if not study.moved:
        return ""
    [moved] = compare.differences([study.baseline, study.altered], country)
    mean, low, high = (float(end) for end in compare.interval(moved[:, -1]))
    months = read.months(read.series(study.baseline, "alignment"))
    last = str(months[-1].astype("datetime64[M]"))
    name = study.baseline.label("country", country)
    return (
        f"{name} in {last}: {mean:+.3f} against the file's own levers (95 % interval {low:+.3f} to {high:+.3f}, "
        f"{len(moved)} pairs of runs under the same chance)".replace("-0.", "−0.")
    )
