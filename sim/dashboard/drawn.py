"""The pictures of the page: the figures of `twochairs plot`, drawn from runs in memory."""

from threading import Lock
from typing import TYPE_CHECKING

from sim.dashboard.live import Study
from sim.output.plots import compare, polls, read, trajectories, why
from sim.report.vector import Looks, inline

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ONE_AT_A_TIME = Lock()
"""Matplotlib's settings belong to the process, and every figure is drawn under the style."""


def alignment(study: Study, country: str) -> str:
    """A state's alignment with its bands; where a lever was moved, beside that of the file, with the difference.

    Raises
    ------
    NotPossible : where there is no such state
    """
    with ONE_AT_A_TIME:
        if study.moved:
            figure = compare.draw([study.baseline, study.altered], country)
        else:
            figure = trajectories.draw(study.baseline, [country])
        return markup(figure, "a", f"Alignment over time, {study.baseline.label('country', country)}")


def causes(study: Study, country: str) -> tuple[str, str]:
    """Why the state leans as it does in the altered scenario, and how its publics see the poles."""
    name = study.baseline.label("country", country)
    with ONE_AT_A_TIME:
        return (
            markup(why.draw(study.altered, country), "w", f"Why it leans as it does, {name}"),
            markup(polls.draw(study.altered, country), "p", f"How it sees the poles, {name}"),
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


def difference(study: Study, country: str) -> str:
    """What the moved levers change at the end, with its interval, in words; "" where none was moved."""
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
