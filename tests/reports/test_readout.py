"""What is read off a figure is what is drawn there."""

from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from twochairs.figures import readings
from twochairs.reports.readout import caption, panels, table
from twochairs.results.result import Result


@pytest.fixture
def figure() -> Figure:
    """4 by 2 inches; a panel from (1, 0.5) to (3, 1.5) inches, x from 0 to 10, y from 0 to 1."""
    made = Figure(figsize=(4, 2), dpi=100)
    axes = made.add_axes((0.25, 0.25, 0.5, 0.5))
    axes.set_xlim(0, 10)
    axes.set_ylim(0, 1)
    x = np.array([0.0, 5.0, 10.0])
    numbers = {"mean": np.array([0.1, np.nan, -0.25]), "band": np.array([(0.0, 0.2), (np.nan, 1.0), (-1.0, 0.5)])}
    readings.note(axes, "Panel", ["a", "b", "c"], numbers, x=x, unit=" %", digits=1)
    readings.note(axes, "Rows", ["r"], {"mean": np.array([2.0])}, y=np.array([0.25]))
    return made


def test_places_are_in_points_from_the_upper_left_corner(figure: Figure) -> None:
    columns, rows = panels(figure)
    assert columns["box"] == [72.0, 36.0, 216.0, 108.0]
    assert columns["x"] == [72.0, 144.0, 216.0]
    assert "y" not in columns
    assert rows["y"] == [90.0]
    assert "x" not in rows


def test_numbers_are_those_noted_with_their_digits_and_gaps(figure: Figure) -> None:
    columns = panels(figure)[0]
    assert columns["numbers"] == {"mean": [0.1, None, -0.2], "band": [[0.0, 0.2], None, [-1.0, 0.5]]}
    assert (columns["title"], columns["unit"], columns["digits"], columns["places"]) == (
        "Panel",
        " %",
        1,
        ["a", "b", "c"],
    )


def test_the_table_says_the_same(figure: Figure) -> None:
    head, rows = table(panels(figure)[0])
    assert head == ["", "mean", "band"]
    assert rows == [["a", "0.1", "0.0 to 0.2"], ["b", "", ""], ["c", "−0.2", "−1.0 to 0.5"]]


def test_of_a_long_panel_every_twelfth_place_and_the_last_stand_in_the_table() -> None:
    months = np.arange("2022-01", "2024-03", dtype="datetime64[M]")
    made = Figure()
    axes = made.add_subplot()
    readings.note_months(axes, "", months, np.arange(len(months)), {"one": np.arange(len(months)) * 1.0})
    _, rows = table(panels(made)[0])
    assert [row[0] for row in rows] == ["2022-01", "2023-01", "2024-01", "2024-02"]


def test_a_table_that_is_cut_says_so() -> None:
    def of(count: int, **more: list[float]) -> dict[str, Any]:
        one = {"title": "Cells", "unit": "", "digits": 1, "places": [str(place) for place in range(count)]}
        return one | {"numbers": {"mean": [0.5] * count}} | more

    assert (caption(of(500), "Figure"), len(table(of(500))[1])) == ("Cells", 500)
    assert (caption(of(1501), "Figure"), len(table(of(1501))[1])) == ("Cells; the first 500 of 1,501 places", 500)
    months = of(1201, x=[0.0] * 1201)
    assert (caption(months | {"title": ""}, "Figure"), len(table(months)[1])) == ("Figure", 101)


def test_every_kind_of_figure_of_a_run_can_be_read(result: Result) -> None:
    from twochairs.figures.kinds import RUNS

    for kind, of in RUNS.items():
        for stem, made in of.draw(result):
            found = panels(made)
            assert found or kind == "map", stem
            for panel in found:
                count = len(panel["places"])
                assert all(len(numbers) == count for numbers in panel["numbers"].values()), stem
                assert all(len(panel[axis]) == count for axis in ("x", "y") if axis in panel), stem


def test_what_is_read_of_a_trajectory_is_the_median_of_its_runs(result: Result) -> None:
    from twochairs.figures.kinds import RUNS

    [(_, made)] = RUNS["trajectories"].draw(result, ["AAA"])
    [panel] = panels(made)
    values = result.series("alignment").sel(point=0, country="AAA").median("replicate").to_numpy()
    assert panel["numbers"]["median"] == [round(float(value), 2) + 0.0 for value in values]
    assert panel["places"][0] == "2022-02"  # the state before the first month
