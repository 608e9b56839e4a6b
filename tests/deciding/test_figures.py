"""Figures of an answer show what its tables hold; where there is no answer they say how to get one."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

import twochairs as tc
from tests.command import typed
from tests.trust.processes import Trial
from twochairs.errors import NotPossible
from twochairs.figures import readings
from twochairs.figures.kinds import DECIDING
from twochairs.figures.style import image

END = "alignment[ALD]@end"


def texts(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.texts)


def test_bars_are_the_numbers_of_the_table_the_foremost_first(rows: Trial) -> None:
    result = tc.open(rows.out)
    [(name, figure)] = DECIDING["indices"].draw(result)
    assert name == "indices-alignment-ALD-end"
    table = result.answer("sensitivity").table("indices").set_index("factor")
    [reading] = readings.of(figure)
    assert list(reading.places) == ["countries.ALD.government.course", "LEA.pressure"]
    own = table.loc[list(reading.places)]
    np.testing.assert_allclose(reading.numbers["with others"], own["with_others"])
    np.testing.assert_allclose(reading.numbers["interval, alone"], own[["alone_low", "alone_high"]])
    [axes] = figure.axes
    bars = [bar.get_width() for bar in axes.patches]
    assert sorted(bars) == sorted([*own["with_others"], *own["alone"]])
    said = texts(figure)
    assert "What moves it, and what is chance: Alignment, ALD, at the end" in said
    assert "% of the variance of a single run is chance" in said
    assert "95 % of factors that do nothing stay below" in said


def test_lines_over_time_are_the_numbers_of_the_table(rows: Trial) -> None:
    result = tc.open(rows.out)
    [(_, figure)] = DECIDING["indices_over_time"].draw(result)
    course = result.answer("sensitivity").table("over_time")
    named = {reading.title: reading for reading in readings.of(figure)}
    for factor, own in course.groupby("factor"):
        np.testing.assert_allclose(named[str(factor)].numbers["with others"], own["with_others"])
    np.testing.assert_allclose(named["chance"].numbers["share of a single run"], own["chance_share"])
    assert "What moves its course: Alignment, ALD" in texts(figure)


def test_a_screening_and_effects_are_drawn_too(screened: Trial, trajectories: Trial) -> None:
    for one, told in ((screened, "by bins"), (trajectories, "over the whole range of a factor")):
        figures = [figure for _, figure in DECIDING["indices"].draw(tc.open(one.out))]
        assert figures and all(told in texts(figure) for figure in figures)


def test_the_same_answer_gives_the_same_picture(rows: Trial) -> None:
    first, again = (next(DECIDING["indices"].draw(tc.open(rows.out)))[1] for _ in range(2))
    assert image(first, "svg") == image(again, "svg")


def test_without_an_answer_it_is_said_how_to_get_one(copy: Callable[[], Path]) -> None:
    folder = copy()
    for answer in tc.open(folder).answers:
        (answer.folder / "manifest.json").unlink()
    with pytest.raises(NotPossible, match=f"hint: `twochairs sensitivity {folder}`"):
        tc.open(folder).figure("indices")
    assert typed("plot", folder).returncode == 0
    assert not list((folder / "figures").glob("indices*"))


def test_plot_draws_them_beside_the_others_and_the_report_shows_them_first(copy: Callable[[], Path]) -> None:
    folder = copy()
    assert typed("plot", folder, "--only", "indices").returncode == 0
    assert {path.name for path in (folder / "figures").iterdir()} == {
        "indices-alignment-ALD-end.png", "indices-alignment-ALD-end.svg",
    }  # fmt: skip
    tc.report(folder, out=folder / "page.html")
    page = (folder / "page.html").read_text("utf-8")
    at = [
        page.index(part)
        for part in ("What to make of it", "is moved most by", "noise floor", "What moves it,", "Over the design")
    ]
    assert at == sorted(at)
    tc.report(folder, out=folder / "again.html")
    assert (folder / "again.html").read_bytes() == (folder / "page.html").read_bytes()
