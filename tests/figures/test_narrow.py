"""Figures for a phone: as narrow as one, with the same numbers, and every text inside the page and clear of others."""

import numpy as np
import pytest
from matplotlib.text import Text

from twochairs.figures import compare, forest, ladder, readings, style
from twochairs.figures.kinds import RUNS
from twochairs.reports.figures import NARROW


def draw(kind, result, variant):
    if kind == "forest":
        return forest.draw([result, variant])
    if kind == "compare":
        return compare.draw([result, variant], "AAA")
    if kind == "ladder":
        return ladder.draw([result, variant], "AAA")
    return next(figure for _, figure in RUNS[kind].draw(result))


@pytest.fixture(scope="module", params=[*NARROW, "forest", "compare", "ladder"])
def pair(request, result, variant):
    """A figure, and the same for a phone."""
    broad = draw(request.param, result, variant)
    with style.narrowed():
        narrow = draw(request.param, result, variant)
    with style.looks():
        narrow.canvas.draw()
    return broad, narrow


def test_it_is_narrow_and_no_text_leaves_it_or_covers_another(pair):
    _, figure = pair
    assert figure.get_figwidth() == style.NARROW
    ticks = {label for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for label in axis.get_ticklabels()}
    shown = [text for text in set(figure.findobj(Text)) - ticks if text.get_visible() and text.get_text()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown]
    for place, (text, box) in enumerate(boxes):
        assert box.x0 > -1 and box.x1 < figure.bbox.x1 + 1, text
        for other, second in boxes[:place]:
            across = min(box.x1, second.x1) - max(box.x0, second.x0)
            along = min(box.y1, second.y1) - max(box.y0, second.y0)
            assert min(across, along) < 2.5, (text, other)


def test_it_has_the_same_numbers(pair):
    broad, narrow = (readings.of(figure) for figure in pair)
    assert [one.title for one in broad] == [one.title for one in narrow]
    for one, other in zip(broad, narrow, strict=True):
        assert list(one.places) == list(other.places)
        assert list(one.numbers) == list(other.numbers)
        for name in one.numbers:
            np.testing.assert_array_equal(one.numbers[name], other.numbers[name])
