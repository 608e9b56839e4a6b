"""Points of every design: worked values, and what must hold of any."""

import math
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc

from tests.experiment.written import planned
from twochairs.experiment.factor import Factor
from twochairs.experiment.samples import latin_hypercube, morris, saltelli, sobol

RANGES = """factors:
  LEA.pressure: {from: 0, to: 1, steps: 3}
  CRO.gas_discount: {from: 0.1, to: 0.5, steps: 2}
"""


def notes_on_the_design(plan):
    """Notes but for those on start values that are set again, which test_notes holds."""
    return tuple(note for note in plan.notes if " is a start value; " not in note)


def columns(plan, *names):
    return [tuple(point[name] for name in names) for point in plan.points]


def test_a_grid_has_every_combination_the_last_factor_by_name_fastest(tmp_path: Path) -> None:
    plan = planned(tmp_path, RANGES)
    assert columns(plan, "CRO.gas_discount", "LEA.pressure") == list(product((0.1, 0.5), (0.0, 0.5, 1.0)))
    assert list(plan.points[0]) == ["CRO.gas_discount", "LEA.pressure"]


def test_a_grid_is_the_list_of_its_product(tmp_path: Path) -> None:
    grid = planned(tmp_path, RANGES)
    rows = list(product((0.1, 0.5), (0.0, 0.5, 1.0)))
    discounts, pressures = (list(column) for column in zip(*rows, strict=True))
    text = f"design: {{kind: list}}\nfactors: {{LEA.pressure: {pressures}, CRO.gas_discount: {discounts}}}\n"
    listed = planned(tmp_path, text)
    assert listed.points == grid.points
    assert listed.hash == grid.hash


def test_a_list_takes_levels_side_by_side(tmp_path: Path) -> None:
    text = "design: {kind: list}\nfactors: {LEA.pressure: [0.1, 0.2, 0.1], switches.media: [true, false, true]}\n"
    plan = planned(tmp_path, text)
    assert columns(plan, "LEA.pressure", "switches.media") == [(0.1, True), (0.2, False), (0.1, True)]
    assert notes_on_the_design(plan) == ("1 of 3 points repeats an earlier one",)


def test_one_at_a_time_moves_from_the_scenarios_own_values(tmp_path: Path) -> None:
    text = """design: {kind: one-at-a-time}
factors:
  countries.ALD.media_freedom: {from: 0, to: 1}
  parameters.inertia_rate: {from: 0.4, to: 1.2, steps: 3}
  LEA.pressure: {from: 0, to: 1, baseline: 0.2}
"""
    plan = planned(tmp_path, text)
    names = ("LEA.pressure", "countries.ALD.media_freedom", "parameters.inertia_rate")
    assert columns(plan, *names) == [
        (0.2, 0.35, 0.8),
        (0.0, 0.35, 0.8),
        (1.0, 0.35, 0.8),
        (0.2, 0.0, 0.8),
        (0.2, 1.0, 0.8),
        (0.2, 0.35, 0.4),
        (0.2, 0.35, 1.2),
    ]


def test_a_table_is_taken_line_by_line(tmp_path: Path) -> None:
    csv = "press,switches.media,countries.ALD.alignment\n0,true,0.1\n1,false,-0.2\n"
    text = "design: {kind: table, file: points.csv}\nfactors: {press: {path: [LEA.pressure, CRO.pressure]}}\n"
    plan = planned(tmp_path, text, points_csv=csv)
    assert columns(plan, "press", "switches.media", "countries.ALD.alignment") == [(0, True, 0.1), (1, False, -0.2)]
    case = plan.scenario(1).case
    assert case.levers["LEA"].pressure == case.levers["CRO"].pressure == {"default": 1.0}


def test_a_latin_hypercube_has_a_point_in_each_stratum(tmp_path: Path) -> None:
    plan = planned(tmp_path, "design: {kind: latin-hypercube, points: 40}\n" + RANGES)
    pressure = np.array([point["LEA.pressure"] for point in plan.points])
    discount = np.array([point["CRO.gas_discount"] for point in plan.points])
    assert sorted(np.floor(pressure * 40)) == list(range(40))
    assert sorted(np.floor((discount - 0.1) / 0.4 * 40)) == list(range(40))


def test_sobol_points_are_those_of_scipy(tmp_path: Path) -> None:
    plan = planned(tmp_path, "seed: 5\ndesign: {kind: sobol, points: 16}\n" + RANGES)
    shares = qmc.Sobol(d=2, scramble=True, seed=np.random.default_rng(5)).random(16)
    low, high = [0.1, 0.0], [0.5, 1.0]
    np.testing.assert_allclose(columns(plan, "CRO.gas_discount", "LEA.pressure"), qmc.scale(shares, low, high))
    assert notes_on_the_design(plan) == ()


def test_sobol_says_so_where_its_points_are_no_power_of_two(tmp_path: Path) -> None:
    plan = planned(tmp_path, "design: {kind: sobol, points: 12}\n" + RANGES)
    assert notes_on_the_design(plan) == ("12 points of a Sobol' sequence are less even than a power of two (8 or 16)",)
    assert len(plan.points) == 12


@pytest.mark.parametrize("kind", ["latin-hypercube", "sobol"])
def test_a_sample_hangs_on_its_seed_alone(kind: str, tmp_path: Path) -> None:
    def points(seeds: str):
        return planned(tmp_path, f"{seeds.format(kind=kind)}\n{RANGES}").points

    first = points("design: {{kind: {kind}, points: 8, seed: 3}}")
    assert points("seed: 3\ndesign: {{kind: {kind}, points: 8}}") == first
    assert points("design: {{kind: {kind}, points: 8, seed: 4}}") != first


def test_morris_moves_each_factor_once_in_each_trajectory(tmp_path: Path) -> None:
    text = "design: {kind: morris, trajectories: 5, levels: 4}\n" + RANGES
    plan = planned(tmp_path, text)
    assert len(plan.points) == 15
    assert plan.design.columns["trajectory"] == tuple(t for t in range(5) for _ in range(3))
    for first in range(0, 15, 3):
        assert plan.design.columns["moved"][first] == ""
        assert sorted(plan.design.columns["moved"][first + 1 : first + 3]) == ["CRO.gas_discount", "LEA.pressure"]
        for i in (first + 1, first + 2):
            before, after = plan.points[i - 1], plan.points[i]
            assert [name for name in before if before[name] != after[name]] == [plan.design.columns["moved"][i]]


def test_a_morris_step_is_half_of_the_levels() -> None:
    drawn = morris(50, 3, 4, 1)
    steps = np.abs(np.diff(drawn.points, axis=0))[drawn.moved[1:] >= 0]
    np.testing.assert_allclose(steps.max(axis=1), 2 / 3)
    np.testing.assert_allclose(steps.sum(axis=1), 2 / 3)
    assert {round(share * 3) for share in drawn.points.ravel()} == {0, 1, 2, 3}


SALTELLI = """common_random_numbers: false
replicates: 2
design: {kind: saltelli, rows: 16, groups: 4}
factors:
  LEA.pressure: {from: 0, to: 1}
  CRO.gas_discount: [0.1, 0.2, 0.5]
  clock.months: {from: 6, to: 9, integer: true}
  countries.ALD.gdp: {from: 1, to: 100, scale: log}
"""


def test_a_row_of_saltelli_is_two_points_and_the_ways_between_them(tmp_path: Path) -> None:
    plan = planned(tmp_path, SALTELLI)
    names = sorted(plan.points[0])
    assert len(plan.points) == 16 * 6
    assert plan.design.columns["block"] == ("A", *names, "B") * 16
    assert plan.design.columns["group"] == tuple(point // 24 for point in range(96))
    for first in range(0, 96, 6):
        start, *between, end = plan.points[first : first + 6]
        for name, point in zip(names, between, strict=True):
            assert point == start | {name: end[name]}
    assert {point["CRO.gas_discount"] for point in plan.points} == {0.1, 0.2, 0.5}
    assert {point["clock.months"] for point in plan.points} == {6, 7, 8, 9}


def test_groups_of_saltelli_are_even_each_by_itself_and_differ(tmp_path: Path) -> None:
    drawn = saltelli(64, 4, 3, 1)
    assert drawn.shape == (64, 5, 3)
    for group in drawn.reshape(4, 16, 5, 3):
        for column in np.concatenate([group[:, 0], group[:, -1]], axis=1).T:
            assert sorted((column * 16).astype(int).tolist()) == list(range(16)), "one in each stratum"
    assert len(np.unique(drawn[:, 0], axis=0)) == 64
    assert not np.array_equal(drawn, saltelli(64, 4, 3, 2))


def test_points_outside_the_constraints_are_left_out_and_counted(tmp_path: Path) -> None:
    plan = planned(tmp_path, RANGES + 'constraints: ["LEA.pressure + CRO.gas_discount <= 1", "LEA.pressure > 0"]\n')
    assert columns(plan, "CRO.gas_discount", "LEA.pressure") == [(0.1, 0.5), (0.5, 0.5)]
    assert notes_on_the_design(plan) == ("4 of 6 points do not satisfy the constraints and are left out",)


ELEVEN = "factors: {LEA.pressure: {from: 0, to: 1, steps: 11}, CRO.aid: {from: 0, to: 1, steps: 11}}\n"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("LEA.pressure + CRO.aid <= 0.3", 10),
        ("LEA.pressure + CRO.aid < 0.3", 6),
        ("LEA.pressure + CRO.aid == 0.3", 4),
        ("LEA.pressure + CRO.aid != 0.3", 117),
        ("LEA.pressure + CRO.aid >= 0.3", 115),
        ("LEA.pressure + CRO.aid > 0.3", 111),
        ("LEA.pressure + CRO.aid - 0.3 <= 0", 10),
        ("CRO.aid == LEA.pressure * 3", 4),
        ("CRO.aid == LEA.pressure / 2", 6),
        ("LEA.pressure + CRO.aid - 0.3", 117),
    ],
)
def test_a_constraint_on_tenths_keeps_the_points_that_its_decimals_keep(tmp_path: Path, text: str, kept: int) -> None:
    assert len(planned(tmp_path, f'{ELEVEN}constraints: ["{text}"]\n').points) == kept


def test_levels_keep_their_kind(tmp_path: Path) -> None:
    text = """keep: {series: none}
factors:
  clock.months: {from: 12, to: 24, steps: 2, integer: true}
  switches.media: [true, false]
  countries.ALD.gas.seller: [CRO, LEA]
  LEA.pressure: [0, 0.5]
"""
    point = planned(tmp_path, text).points[0]
    assert {name: type(value) for name, value in point.items()} == {
        "clock.months": int,
        "switches.media": bool,
        "countries.ALD.gas.seller": str,
        "LEA.pressure": float,
    }


def test_levels_between_the_ends_are_round_numbers() -> None:
    assert Factor("a", ("a",), None, 0.0, 1.0, 21).levels()[3] == 0.15
    assert Factor("a", ("a",), None, 0.0, 0.6, 21).levels()[3] == 0.09
    assert Factor("a", ("a",), None, 1.0, 1000.0, 4, log=True).levels() == (1.0, 10.0, 100.0, 1000.0)


def test_whole_numbers_are_rounded_and_each_stands_once() -> None:
    factor = Factor("a", ("a",), None, 1.0, 4.0, 7, integer=True)
    assert factor.levels() == (1, 2, 3, 4)
    assert factor.levels(distinct=False) == (1, 2, 2, 2, 3, 4, 4)
    assert [factor.at(share) for share in (0.0, 0.24, 0.26, 0.74, 0.76, 1.0)] == [1, 1, 2, 3, 4, 4]


def test_choices_have_equal_shares() -> None:
    factor = Factor("a", ("a",), ("x", "y", "z"))
    assert [factor.at(share) for share in (0.0, 0.33, 0.34, 0.66, 0.67, 1.0)] == ["x", "x", "y", "y", "z", "z"]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 60))
def test_levels_rise_from_one_end_to_the_other(low: float, span: float, steps: int) -> None:
    levels = Factor("a", ("a",), None, low, low + span, steps).levels()
    assert len(levels) == steps
    assert (levels[0], levels[-1]) == (low, low + span)
    assert list(levels) == sorted(levels)


@given(st.floats(1e-6, 1e3), st.floats(1.5, 1e6), st.integers(3, 40))
def test_logarithmic_levels_grow_by_a_steady_factor(low: float, times: float, steps: int) -> None:
    levels = Factor("a", ("a",), None, low, low * times, steps, log=True).levels()
    ratios = [math.log(b / a) for a, b in pairwise(levels)]
    np.testing.assert_allclose(ratios, math.log(times) / (steps - 1), rtol=1e-6, atol=1e-9)


@given(st.floats(0.0, 1.0), st.floats(1e-3, 1e3), st.floats(1.5, 1e3), st.booleans(), st.booleans())
def test_a_value_at_any_share_lies_between_the_ends(
    share: float, low: float, times: float, log: bool, integer: bool
) -> None:
    high = low * times
    if integer:
        low, high = math.ceil(low), math.ceil(low) + math.ceil(high)
    value = Factor("a", ("a",), None, low, high, None, log, integer).at(share)
    assert low <= value <= high * (1 + 1e-12)


@given(st.integers(1, 70), st.integers(1, 6), st.integers(0, 2**32))
def test_samples_of_the_unit_cube(points: int, factors: int, seed: int) -> None:
    cube = latin_hypercube(points, factors, seed)
    assert cube.shape == (points, factors)
    assert all(sorted(np.floor(column * points)) == list(range(points)) for column in cube.T)
    net = sobol(points, factors, seed)
    assert net.shape == (points, factors)
    assert ((net >= 0) & (net < 1)).all()


@settings(max_examples=20)
@given(st.lists(st.integers(2, 5), min_size=1, max_size=3))
def test_the_size_of_a_grid_is_the_product(tmp_path_factory: pytest.TempPathFactory, steps: list[int]) -> None:
    paths = ("LEA.pressure", "CRO.gas_discount", "CRO.patronage")
    lines = [f"  {path}: {{from: 0, to: 0.5, steps: {n}}}" for path, n in zip(paths, steps, strict=False)]
    plan = planned(tmp_path_factory.mktemp("grid"), "factors:\n" + "\n".join(lines) + "\n")
    assert len(plan.points) == math.prod(steps)
    assert len({tuple(point.values()) for point in plan.points}) == math.prod(steps)
