"""Events are named where something moves in their month, and not what is about other countries alone."""

from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.figure import Figure

from twochairs.figures import events, style
from twochairs.figures.events import Event, at

from .conftest import EVENTS

MONTHS = np.arange(np.datetime64("2022-01"), np.datetime64("2023-01"))


def test_events_of_one_month_are_one_and_others_are_left_out(result):
    months = np.array(["2022-05", "2022-06", "2022-07"], dtype="datetime64[M]")
    (event,) = events.dated(result, months)
    assert (event.month, event.name) == ("2022-06", f"{EVENTS[0]}; {EVENTS[1]}")


def test_an_event_bites_where_its_month_moves_more_than_the_month_before():
    """A step in April; a steady drift from July, of which only the first month is one."""
    step = np.where(np.arange(12) >= 3, 0.2, 0.0)
    drift = 0.05 * np.maximum(0, np.arange(12) - 5)
    marked = [at(f"2022-{month:02}", (f"in {month}",)) for month in (2, 4, 7, 9)]
    found = events.biting(marked, MONTHS, np.stack([step, drift]), 0.01)
    assert [event.month for event in found] == ["2022-04", "2022-07"]
    assert events.biting(marked, MONTHS, np.stack([step, drift]), 0.01, most=1) == [marked[1]]
    assert events.biting(marked, MONTHS, np.zeros((0, 12)), 0.01) == []


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"set": {"NORTH.pressure.BBB": 1}}, False),
        ({"set": {"NORTH.pressure.BBB": 1, "SOUTH.aid.AAA": 1}}, True),
        ({"ramp": {"NORTH.aid": 1}}, True),
        ({"add": {"disputes.border.tension": 0.2}}, True),
        ({"add": {"disputes.far.tension": 0.2}}, False),
        ({"elections": ["BBB"]}, False),
        ({"news": {"SOUTH": -0.2}}, True),
        ({}, True),
    ],
)
def test_what_is_about_other_countries_alone_is_left_out(changes, kept):
    made = SimpleNamespace(
        manifest={"labels": {"country": {"AAA": "A", "BBB": "B", "CCC": "C"}}},
        scenario={
            "timeline": [{"at": "2022-02", "name": "this", **changes}],
            "disputes": {"border": {"between": ["AAA", "BBB"]}, "far": {"between": ["BBB", "CCC"]}},
        },
    )
    assert (events.about(made, at("2022-02", ("this",)), "AAA") is not None) == kept
    both = events.about(made, at("2022-02", ("this", "that")), "AAA")
    assert both.names == (("this", "that") if kept else ("that",))


def test_names_keep_clear_of_each_other_and_of_lines():
    crowd = [at(str(month), ("something happens here",)) for month in MONTHS]
    names = events.Names(crowd, MONTHS, 5.0)
    assert names.height == pytest.approx(events.STEP * (max(names.rows) + 1) + 0.06)
    figure = Figure(figsize=(9, 6))
    axes = figure.add_axes((0.2, 0.1, 5.0 / 9, 0.3))
    style.date_axis(axes, MONTHS, 5.0)
    names.draw(axes, 1.8)
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in axes.texts]
    for place, one in enumerate(boxes):
        assert not any(one.overlaps(other) for other in boxes[:place])


def test_the_ground_changes_after_the_last_event_of_all(result):
    months = np.arange(np.datetime64("2022-02"), np.datetime64("2024-03"))
    assert events.last(result, months) == at("2023-01", ("",)).date
    assert events.last(result, months[:5]) is None
    axes = Figure().add_subplot()
    style.date_axis(axes, months, 5.0)
    events.ground(axes, result, months, told=True)
    assert [text.get_text() for text in axes.texts] == ["no dated events from here on"]


def test_events_that_change_what_is_wanted(result):
    months = np.arange(np.datetime64("2022-02"), np.datetime64("2024-03"))
    found = events.changing(result, events.dated(result, months), lambda path: path.startswith("disputes."))
    assert found == [Event("2022-06", at("2022-06", ()).date, (EVENTS[1],))]
