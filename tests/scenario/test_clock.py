"""The ends of the calendar: a clock that leaves it is refused in its place; every other one runs, to the pictures."""

from pathlib import Path

import pytest

import twochairs
from tests.scenario.corpus import HERE
from tests.written import write_run
from twochairs.errors import InvalidInput
from twochairs.figures import draw_all
from twochairs.reports.build import html
from twochairs.scenario.load import load

TINY = (HERE / "good" / "tiny.yaml").read_text("utf-8")


def _written(folder: Path, start: str, months: int) -> Path:
    """The tiny case at another time, with something in its first month and its last."""
    year = int(start[:4])
    text = TINY.replace("2030-", f"{year:04d}-").replace("2031-05", f"{min(year + 1, 9999):04d}-05")
    text = text.replace(f"start: {year:04d}-01, months: 12", f"start: {start}, months: {months}")
    path = folder / "edge.yaml"
    path.write_text(text, "utf-8")
    return path


REFUSED = [
    ("0001-01", 12, "line 3, column 16: clock.start is '0001-01'; the first month of a run is 0001-02 or later"),
    (
        "9999-12",
        24,
        "line 3, column 33: clock.months is 24; a run that starts in 9999-12 has 1 at most, for 9999-12 is",
    ),
    ("9999-01", 13, "line 3, column 33: clock.months is 13; a run that starts in 9999-01 has 12 at most, for 9999-12"),
    ("9900-01", 1200, None),
    ("9900-02", 1200, "line 3, column 33: clock.months is 1200; a run that starts in 9900-02 has 1199 at most"),
]


@pytest.mark.parametrize(("start", "months", "text"), REFUSED)
def test_a_clock_that_leaves_the_calendar_is_refused_where_it_stands(
    start: str, months: int, text: str | None, tmp_path: Path
) -> None:
    path = _written(tmp_path, start, months)
    if text is None:
        assert load(path).case.clock.months == months
        return
    with pytest.raises(InvalidInput) as caught:
        load(path)
    assert any(str(problem).startswith(text) for problem in caught.value.problems), str(caught.value)


def test_a_clock_of_the_command_line_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"--set clock\.months=24: clock\.months is 24; a run that starts in"):
        load(_written(tmp_path, "9999-01", 12), {"clock.months": "24"})


@pytest.mark.parametrize(
    ("start", "first", "last"), [("0001-02", "0001-01", "0002-01"), ("9999-01", "9998-12", "9999-12")]
)
def test_every_sound_clock_runs_to_the_pictures(start: str, first: str, last: str, tmp_path: Path) -> None:
    scenario = load(_written(tmp_path, start, 12))
    assert (scenario.month_label(0), scenario.month_label(12)) == (first, last)
    folder = write_run(tmp_path / "one", scenario, 3, 1)
    result = twochairs.open(folder)
    months = [str(month)[:7] for month in result.series("alignment")["month"].to_numpy()]
    assert (months[0], months[-1]) == (first, last)
    assert draw_all(result, tmp_path / "figures", ["ALD"], ["trajectories", "gas", "polls"])
    assert "<svg" in html([result], ["ALD"])
