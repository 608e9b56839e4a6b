"""The attribution that is drawn is exact."""

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.text import Text

from twochairs.figures import style
from twochairs.figures.runs import change, why

COUNTRIES = ["AAA", "BBB", "CCC"]


@pytest.mark.parametrize("country", COUNTRIES)
def test_contributions_sum_to_the_target(result, country):
    parts = why.parts(result, country)
    assert np.abs(parts.each.sum(axis=0) - parts.target).max() <= 1e-12
    assert set(parts.mechanisms) | set(parts.silent) == set(style.MECHANISMS)
    assert not set(parts.mechanisms) & set(parts.silent)


def test_the_line_is_the_sum_of_the_areas_and_the_mean_target(result):
    axes = why.draw(result, "AAA").axes[0]
    lines = {line.get_label(): np.asarray(line.get_ydata()) for line in axes.get_lines()}
    target = result.series("target").sel(point=0, country="AAA").mean("replicate").to_numpy()
    alignment = result.series("alignment").sel(point=0, country="AAA").mean("replicate").to_numpy()
    assert np.abs(lines["target"] - target).max() <= 1e-12
    assert np.abs(lines["alignment"] - alignment).max() <= 1e-12
    up, down = np.zeros(len(target)), np.zeros(len(target))
    months = np.unique(axes.get_lines()[0].get_xdata())
    for area in axes.collections:
        if isinstance(area, PolyCollection):
            vertices = area.get_paths()[0].vertices
            for place, month in enumerate(months):
                ends = vertices[vertices[:, 0] == month, 1]
                up[place], down[place] = max(up[place], ends.max()), min(down[place], ends.min())
    assert np.abs(up + down - target).max() <= 1e-12


def test_what_is_left_out_is_not_named(result):
    shown = [text.get_text() for text in why.draw(result, "AAA").findobj(Text)]
    silent = why.parts(result, "AAA").silent
    assert silent
    assert "What is 0 throughout is left out." in " ".join(shown)
    for mechanism in set(silent) - {"middle"}:
        assert style.named(mechanism).lower() not in " ".join(shown).lower()
    whole = why.parts(result, "AAA")
    for mechanism in why.folded(whole).mechanisms:
        assert style.named(mechanism) in shown
    for mechanism in set(whole.mechanisms) - set(why.folded(whole).mechanisms):
        assert style.named(mechanism) not in shown
        assert style.named(mechanism).lower() in " ".join(shown)


def test_small_terms_stand_as_one_and_the_sum_stays(result):
    whole = why.parts(result, "AAA")
    taken = why.folded(whole)
    assert taken.mechanisms[-1] == style.OTHER
    assert taken.each.sum(axis=0) == pytest.approx(whole.each.sum(axis=0), abs=1e-12)
    small = [key for key in whole.mechanisms if key not in taken.mechanisms]
    sizes = dict(zip(whole.mechanisms, np.abs(whole.each.mean(axis=1)).max(axis=1), strict=True))
    assert all(sizes[key] < why.SMALL for key in small)
    assert all(sizes[key] >= why.SMALL for key in taken.mechanisms[:-1])


@pytest.mark.parametrize("country", COUNTRIES)
def test_changes_sum_to_the_change_of_the_target(result, country):
    moved = change.changes(why.parts(result, country))
    target = result.series("target").sel(point=0, country=country).to_numpy()
    expected = target[:, -12:].mean() - target[:, 1:13].mean()
    assert (moved.after - moved.before).sum() == pytest.approx(expected, abs=1e-12)
    assert moved.target[1] - moved.target[0] == pytest.approx(expected, abs=1e-12)
    assert moved.by_run.mean(axis=1) == pytest.approx(moved.after - moved.before, abs=1e-12)
    assert (moved.first, moved.last, moved.whole) == ("2022-03 to 2023-02", "2023-03 to 2024-02", True)


def test_bars_and_numbers_are_those_changes(result):
    figure = change.draw(result, "AAA")
    moved = change.changes(why.parts(result, "AAA"))
    differences = sorted(moved.after - moved.before, reverse=True)
    widths = [bar.get_width() for bar in figure.axes[0].patches]
    count = len(differences)
    assert widths[:count] == pytest.approx(differences)
    assert widths[count] == pytest.approx(sum(differences), abs=1e-12)
    shown = [text.get_text() for text in figure.findobj(Text)]
    for difference in differences:
        number = f"{difference:+.3f}".replace("-", "−")
        assert number in shown or number.strip("+−") == "0.000" in shown


def test_a_run_of_one_month_is_compared_with_its_start(shortest):
    moved = change.changes(why.parts(shortest, "AAA"))
    target = shortest.series("target").sel(point=0, country="AAA").to_numpy()
    assert moved.target == (target[0, 0], target[0, 1])
    assert (moved.first, moved.last, moved.whole) == ("2022-02", "2022-03", False)
