"""The ladder: the whole scale, medians of each result, and every other state where it ends."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure

from tests.figures.conftest import HIDDEN, MATHS, SCRIPT
from twochairs.figures import ladder, readings, style
from twochairs.figures.text import signed


@pytest.fixture(scope="module")
def figure(result, variant):
    return ladder.draw([result, variant], "AAA")


def test_it_has_the_whole_scale_and_the_median_of_each_result(figure, result, variant):
    [axes] = figure.axes
    assert axes.get_ylim() == (-1.04, 1.04)
    [reading] = readings.of(figure)
    assert reading.title == SCRIPT
    for one, numbers in zip((result, variant), reading.numbers.values(), strict=True):
        values = one.series("alignment").sel(point=0, country="AAA").to_numpy()
        np.testing.assert_array_equal(numbers, np.median(values, axis=0))


def test_every_end_has_its_name_and_a_line_to_it_where_it_stands_apart(result):
    """Of ends that are the same, of some that are near, and of one that is far from both."""
    axes = Figure().add_subplot()
    axes.set_ylim(-1.04, 1.04)
    places = ladder._own(axes, [result] * 4, "AAA", [0.07, 0.11, 0.07, 0.55], 0.1, 3.0, style.SMALL)
    names = [text.get_text() for text in axes.texts]
    assert names == [f"{SCRIPT} {signed(end)}" for end in (0.55, 0.11, 0.07, 0.07)]
    assert [text.xy[1] for text in axes.texts] == places
    assert all(above - below > 0.1 - 1e-6 for above, below in pairwise(places))
    assert places[0] == 0.55
    assert [line.get_ydata().tolist() for line in axes.lines] == [
        [end, place] for end, place in zip((0.55, 0.11, 0.07, 0.07), places, strict=True)
    ]
    colours = [text.get_color() for text in axes.texts]
    assert len(set(colours)) == 4 and colours == [line.get_color() for line in axes.lines]


def test_the_ground_after_the_last_event_says_what_it_is(result):
    [axes] = ladder.draw([result], "AAA").axes
    [note] = [text for text in axes.texts if text.get_text().startswith("no dated events")]
    assert note.get_text() == "no dated events from here on"


def test_the_other_states_are_rungs_where_they_end(figure, result):
    [axes] = figure.axes
    ends = {
        name: float(np.median(result.series("alignment").sel(point=0, country=key).to_numpy()[:, -1]))
        for key, name in (("AAA", SCRIPT), ("BBB", MATHS), ("CCC", HIDDEN))
    }
    shown = {text.get_text(): text.xy[1] for text in axes.texts}
    for name, end in ends.items():
        told = [text for text in shown if text.endswith(f" {signed(end)}")]
        assert len(told) == 1, name
        if name != SCRIPT:
            assert told == [f"{name} {signed(end)}"]
            assert shown[told[0]] == end
    ticks = [line for line in axes.lines if list(line.get_xdata()) == [1.0, 1.015]]
    assert sorted(line.get_ydata()[0] for line in ticks) == sorted([ends[MATHS], ends[HIDDEN]])


def test_one_run_has_no_shade(shortest):
    figure = ladder.draw([shortest], "AAA")
    assert "Shade" not in figure.texts[0].get_text()
    assert not [one for one in figure.axes[0].collections if len(one.get_paths()[0].vertices) > 10]


def test_for_a_phone_it_is_narrow(result):
    with style.narrowed():
        assert ladder.draw([result], "AAA").get_figwidth() == style.NARROW


@pytest.mark.parametrize(
    ("end", "filled", "at"),
    [
        (0.2, [], 0.2),
        (0.2, [0.1], 0.2),
        (0.2, [0.12], 0.22),
        (0.2, [0.28], 0.18),
        (0.2, [0.1 + 0.024], 0.224),
        (0.2, [0.126], None),
        (0.2, [0.12, 0.31], None),
    ],
)
def test_a_name_stands_at_its_tick_or_a_little_off_it(end, filled, at):
    """So that the state a title speaks of has its name beside one that ends near it."""
    found = ladder._free(end, filled, 0.1)
    assert found == (at if at is None else pytest.approx(at))
