"""Figures of the evidence page: each draws what the tables say."""

import numpy as np
import pytest

from twochairs.evidence.results.figures import FIGURES, SHOWN, ablation, constants, draw, horizons, states
from twochairs.evidence.results.shipped import shipped


@pytest.mark.parametrize("name", FIGURES)
def test_each_is_drawn(name, tmp_path):
    figure = FIGURES[name]()
    figure.savefig(tmp_path / "figure.png", dpi=40)
    assert (tmp_path / "figure.png").stat().st_size > 2000


def test_states_show_the_forecast_medians_of_the_origins():
    figure = states()
    forecasts = shipped("forecasts")
    serbia = next(axes for axes in figure.axes if axes.get_title(loc="left") == "Serbia")
    drawn = [line.get_ydata() for line in serbia.lines[1:]]
    part = forecasts[
        (forecasts.forecast == "conditional") & (forecasts.split == "rolling") & (forecasts.state == "SRB")
    ]
    for origin, line in zip(SHOWN, drawn, strict=True):
        assert np.allclose(line, part[part.origin == origin].q50)


def test_persistence_lies_on_the_zero_line():
    lines = {line.get_label(): line for line in horizons().axes[0].lines}
    assert np.all(lines["persistence"].get_ydata() == 0.0)
    assert len(lines["conditional"].get_ydata()) == 5


def test_constants_are_named_once_each():
    labels = [label.get_text() for label in constants().axes[0].get_yticklabels()]
    assert sorted(labels) == sorted(name.replace("_", " ") for name in shipped("constants").name)


def test_ablation_leaves_out_the_whole_model():
    labels = [label.get_text() for label in ablation().axes[0].get_yticklabels()]
    assert "whole model" not in labels
    assert len(labels) == len(shipped("ablation")) - 1


def test_all_are_written(tmp_path):
    assert [path.name for path in draw(tmp_path)] == [f"evidence-{name}.png" for name in FIGURES]
