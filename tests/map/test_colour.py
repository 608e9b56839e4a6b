"""Colours of alignment: told apart by colour-blind readers, lighter towards the middle."""

from math import nan

import numpy as np
import pytest

from twochairs.map.colour import BORDER, NO_VALUE, STOPS, channels, colour, ink, legend, luminance

PROTANOPIA = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
"""On linear RGB (Machado, Oliveira & Fernandes 2009, severity 1)."""
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ @ np.ones(3)


def lab(code, sight=None):
    """CIE L*a*b* of a colour, as an eye sees it."""
    share = np.array(channels(code)) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    seen = linear if sight is None else (sight @ linear).clip(0, 1)
    x, y, z = np.cbrt(TO_XYZ @ seen / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


SIGHTS = pytest.mark.parametrize("sight", [None, PROTANOPIA, DEUTERANOPIA], ids=["usual", "protanopia", "deuteranopia"])


@SIGHTS
def test_the_two_sides_are_told_apart(sight):
    for value, least in ((1.0, 60), (0.5, 45), (0.2, 18)):
        assert np.linalg.norm(lab(colour(value), sight) - lab(colour(-value), sight)) > least


@SIGHTS
def test_it_grows_lighter_from_each_end_to_the_middle(sight):
    lightness = [lab(colour(value), sight)[0] for value in np.linspace(-1, 1, 41)]
    steps = np.diff(lightness)
    assert (steps[:20] > 0).all()
    assert (steps[20:] < 0).all()
    assert lightness[20] > 93
    assert abs(lightness[0] - lightness[-1]) < 15


def test_stops_are_met_and_ends_hold_beyond():
    for value, code in STOPS:
        assert colour(value) == code
    assert (colour(-3.0), colour(7.0)) == (STOPS[0][1], STOPS[-1][1])
    half = [round((a + b) / 2) for a, b in zip(channels(STOPS[3][1]), channels(STOPS[4][1]), strict=True)]
    assert np.abs(np.subtract(channels(colour(0.125)), half)).max() <= 1


def test_no_number_is_grey_and_no_colour_of_the_scale():
    assert colour(nan) == NO_VALUE
    assert len(set(channels(NO_VALUE))) == 1
    assert all(np.linalg.norm(lab(NO_VALUE) - lab(shade)) > 10 for _, shade in legend(41))


def test_names_can_be_read_on_every_colour():
    for _, shade in legend(101):
        dark, light = sorted((luminance(shade), luminance(ink(shade))))
        assert (light + 0.05) / (dark + 0.05) > 4.0


def test_borders_are_seen_on_every_colour():
    for value in (-1.0, -0.1, 0.0, 0.1, 1.0):
        dark, light = sorted((luminance(colour(value)), luminance(BORDER)))
        assert (light + 0.05) / (dark + 0.05) > 1.9


def test_the_legend_runs_from_end_to_end():
    assert [value for value, _ in legend(5)] == [-1.0, -0.5, 0.0, 0.5, 1.0]
