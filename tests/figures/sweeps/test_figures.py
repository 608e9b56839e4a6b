"""What figures of sweeps show is what the folder holds, with units, names and errors, inside the page."""

import json
import re
import warnings
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from matplotlib.collections import PolyCollection, QuadMesh
from matplotlib.figure import Figure as FreeFigure
from matplotlib.text import Text
from scipy.stats import t

import twochairs
from tests.results.sweeps import swept
from twochairs import figures as plots
from twochairs.errors import NothingToShow, NotPossible
from twochairs.experiment.schema import DESIGN_KEYS, FIGURE_KINDS
from twochairs.figures import style
from twochairs.figures.design import cells, effects, points
from twochairs.figures.kinds import DESIGN
from twochairs.figures.sweeps import convergence, fan, heatmap, multiples, response, tornado
from twochairs.statistics.estimate import Estimate, over_points
from twochairs.statistics.intervals import of_share
from twochairs.statistics.kinds import NUMBER, SHARE

from .conftest import HIDDEN, LONG, MATHS, SCRIPT, TEXTS, TITLE

END = "alignment[AAA]@end"
VOTE = "vote_within[BBB, 9]"
FIGURES = {
    "grid": ["heatmap", "response", "fan", "multiples", "convergence"],
    "three": ["heatmap", "response", "multiples"],
    "one": ["response", "fan", "convergence"],
    "one-at-a-time": ["response", "fan", "tornado", "multiples", "convergence"],
    "morris": ["response", "tornado", "multiples"],
    "latin-hypercube": ["heatmap", "response", "tornado"],
    "list": ["response", "fan", "multiples", "convergence"],
}
"""Sweep to kinds that fit it."""
AT_MOST = 2
"""Figures of a kind that are drawn."""


@pytest.fixture(scope="module")
def drawn(sweeps):
    """Figures by sweep and kind, rendered once."""
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, each in FIGURES.items():
            for kind in each:
                said = list[str]()
                made = plots.figures_of(sweeps[name], kind, say=said.append)
                found[name, kind] = [figure for _, figure in islice(made, AT_MOST)]
        with style.looks():
            for figures in found.values():
                for figure in figures:
                    figure.canvas.draw()
    return found


CASES = [(name, kind) for name, each in FIGURES.items() for kind in each]
each_case = pytest.mark.parametrize(("name", "kind"), CASES)


def texts(figure):
    """Every text that is drawn; ticks beyond the ends of an axis are not."""
    beyond = set()
    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        low, high = sorted(axis.get_view_interval())
        beyond |= {tick.label1 for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high}
        beyond |= {tick.label2 for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high}
    return [text for text in set(figure.findobj(Text)) - beyond if text.get_visible() and text.get_text()]


def said(figure):
    return [text.get_text() for text in texts(figure)]


def test_every_kind_and_every_design_is_drawn():
    assert {kind for _, kind in CASES} == set(DESIGN) <= set(FIGURE_KINDS)
    assert set(DESIGN_KEYS) - {"sobol", "table", "saltelli"} <= set(TEXTS) | {"grid"}


def test_every_pair_of_few_factors_and_of_many_those_that_tell_most(sweeps, monkeypatch):
    assert [len(cells.pairs(sweeps[name])) for name in ("grid", "three", "latin-hypercube")] == [1, 3, 6]
    monkeypatch.setattr(cells, "MOST_FACTORS", 3)
    pairs = cells.pairs(sweeps["latin-hypercube"])
    assert len(pairs) == 1
    assert set(pairs[0]) == set(cells.ranked(sweeps["latin-hypercube"], sweeps["latin-hypercube"].factors)[:2])


@each_case
def test_the_source_and_the_limits_stand_below(drawn, sweeps, name, kind):
    manifest = sweeps[name].manifest
    for figure in drawn[name, kind]:
        whole = " ".join(said(figure))
        size = f"{manifest['points']} points of {manifest['replicates']} run"
        for part in (size, f"sweep {manifest['sweep_hash'][:10]}", "seed 7", "not a forecast", TITLE):
            assert part in whole


@each_case
def test_no_text_leaves_the_page(drawn, name, kind):
    for figure in drawn[name, kind]:
        page, renderer = figure.bbox, figure.canvas.get_renderer()
        for text in texts(figure):
            box = text.get_window_extent(renderer)
            inside = box.x0 > -1 and box.y0 > -1 and box.x1 < page.x1 + 1 and box.y1 < page.y1 + 1
            assert inside, text.get_text()


@each_case
def test_no_text_covers_another(drawn, name, kind):
    for figure in drawn[name, kind]:
        renderer = figure.canvas.get_renderer()
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts(figure)]
        for i, (one, first) in enumerate(boxes):
            for another, second in boxes[:i]:
                across = min(first.x1, second.x1) - max(first.x0, second.x0)
                along = min(first.y1, second.y1) - max(first.y0, second.y0)
                assert min(across, along) < 2.5, (one, another)


@each_case
def test_no_text_is_read_as_mathematics(drawn, name, kind):
    for figure in drawn[name, kind]:
        assert not any(text.get_parse_math() for text in texts(figure))


def test_names_that_try_to_break_pictures_are_shown_as_they_are(drawn):
    shown = said(drawn["one-at-a-time", "tornado"][0])
    assert any(text.endswith(f": {MATHS}") for text in shown)
    assert any(SCRIPT[:8] in text for text in shown)
    assert any(LONG[:20] in text for text in shown)
    assert not any(LONG in text for text in shown)


def by_point(result, outcome):
    return result.summary[result.summary["outcome"] == outcome].set_index("point")


def mesh_of(figure, place):
    axes = [axes for axes in figure.axes if any(isinstance(one, QuadMesh) for one in axes.collections)]
    return np.asarray(next(one for one in axes[place].collections if isinstance(one, QuadMesh)).get_array())


def test_a_heat_map_shows_means_and_where_they_vary_errors_of_the_summary(sweeps):
    result = sweeps["grid"]
    figure = heatmap.draw(result, END, tuple(result.factors))
    found = cells.plane(result, END, tuple(result.factors))
    for column, there in (("mean", True), ("monte_carlo_error", heatmap.errors_vary(found))):
        # The bars of colour are meshes too.
        expected = result.grid(END, column).transpose(*reversed(result.factors)).to_numpy()
        count = sum(isinstance(one, QuadMesh) for axes in figure.axes for one in axes.collections)
        meshes = [mesh_of(figure, number) for number in range(count)]
        assert there == any(
            mesh.shape == expected.shape and mesh == pytest.approx(expected, abs=1e-12) for mesh in meshes
        )


def test_a_contour_and_the_lines_it_runs_between_go_to_the_edges_and_tint_nothing():
    found = plane(np.tile(np.linspace(0.1, 0.9, 5), (5, 1)), error=0.02)
    axes = FreeFigure().add_subplot()
    heatmap.lines(axes, found, [0.5])
    assert not any(one.filled for one in axes.collections)
    ends = np.concatenate([path.vertices for one in axes.collections for path in one.get_paths()])
    assert (ends[:, 1].min(), ends[:, 1].max()) == (-0.125, 1.125)
    assert np.unique(ends[:, 0].round(9)).tolist() == [0.45, 0.5, 0.55]


def test_what_cannot_be_told_apart_is_a_sentence(sweeps, tmp_path):
    result, said = sweeps["grid"], []
    with pytest.raises(NothingToShow, match=r"within 9 months is 0\.1667 of runs in every cell"):
        heatmap.draw(result, VOTE, tuple(result.factors))
    plots.draw_all(result, tmp_path, only=["heatmap"], say=said.append)
    assert any(text.startswith("no heatmap: ") for text in said)


def test_errors_are_a_map_where_they_vary_twofold():
    means = np.tile(np.linspace(0.1, 0.9, 5), (5, 1))
    assert not heatmap.errors_vary(plane(means))
    varied = plane(means)
    varied.cells[0, 0] = replace(varied.cells[0, 0], error=0.021)
    assert heatmap.errors_vary(varied)
    assert heatmap.sentences(varied)[0].startswith("From 0.1 to 0.9; Monte-Carlo error of a cell 0.01 to 0.021.")


def test_colours_go_either_way_from_the_scenarios_own_value():
    means = np.tile(np.linspace(0.1, 0.9, 5), (5, 1))
    found = replace(plane(means), own=(2, 1))
    assert heatmap.colours(found) == (pytest.approx(-0.3), pytest.approx(0.9), pytest.approx(0.3))
    assert heatmap.colours(plane(means, probability=True)) == (0.0, 1.0, None)


def test_what_a_factor_tells_by_itself_worked_by_hand():
    across = np.tile([0.0, 1.0], (2, 1))
    assert heatmap.told(replace_levels(across)) == (1.0, 0.0)
    assert heatmap.told(replace_levels(across + np.array([[0.0], [1.0]]))) == (0.5, 0.5)


def replace_levels(means):
    return plane(means, levels=2)


def plane(means, error=0.01, probability=False, levels=5):
    """A plane made up, of these means."""
    axis = points.Places("a", np.zeros(0), np.linspace(0, 1, levels), None, False)
    grid = np.empty(np.shape(means), dtype=object)
    for place in np.ndindex(grid.shape):
        mean = float(np.asarray(means)[place])
        low, high = of_share(mean, 200) if probability else (mean - 2 * error, mean + 2 * error)
        grid[place] = Estimate(mean, error, low, high, 200, 200, True)
    kind = SHARE if probability else NUMBER
    return cells.Plane(axis, axis, grid, np.ones(grid.shape, dtype=int), kind)


def test_a_share_that_stays_low_is_said_to_be_low():
    means = np.full((5, 5), 0.005)
    means[2, 3] = 0.015
    assert heatmap.sentences(plane(means, probability=True)) == [
        "Nowhere above 0.015 of runs (95 % interval of that cell: 0.0031 to 0.043), so there is no line of 0.5. "
        "Monte-Carlo error of a cell 0.01."
    ]
    assert heatmap.contours(plane(means, probability=True)) == []


def test_a_share_that_stays_high_is_said_to_be_high():
    assert heatmap.sentences(plane(np.full((5, 5), 0.9), probability=True))[0].startswith("Nowhere below 0.9 of runs")


def test_a_share_that_crosses_a_half_has_its_line_and_says_where_it_is_undecided():
    means = np.tile(np.linspace(0.1, 0.9, 5), (5, 1))
    found = plane(means, probability=True)
    assert 0.5 in heatmap.contours(found)
    assert heatmap.sentences(found) == [
        "From 0.1 to 0.9 of runs. Whether it is more likely than not is undecided (95 %) in 5 of 25 cells. "
        "Monte-Carlo error of a cell 0.01."
    ]


def test_a_flat_map_is_said_to_be_flat_and_has_no_lines():
    means = np.tile(np.linspace(0.2, 0.23, 5), (5, 1))
    found = plane(means)
    assert heatmap.contours(found) == []
    low, high, centre = heatmap.colours(found)
    assert high - low == pytest.approx(0.1)
    assert centre is None
    assert (
        "The range is narrow: colours span 10 Monte-Carlo errors, more than the cells do."
        in heatmap.sentences(found)[0]
    )


def test_a_map_that_changes_sign_says_where_the_sign_is_undecided():
    means = np.tile(np.linspace(-0.2, 0.2, 5), (5, 1))
    assert "The sign is not decided (95 %) in 5 of 25 cells." in heatmap.sentences(plane(means))[0]
    assert heatmap.colours(plane(means)) == (pytest.approx(-0.2), pytest.approx(0.2), 0.0)


def test_a_pair_out_of_three_factors_averages_over_the_third_and_says_so(sweeps):
    result = sweeps["three"]
    first, second, third = result.factors
    figure = heatmap.draw(result, END, (first, third))
    expected = result.grid(END).mean(second).transpose(third, first).to_numpy()
    assert mesh_of(figure, 0) == pytest.approx(expected, abs=1e-12)
    assert re.search("averaged over all levels of", " ".join(said(figure)))


def test_errors_of_averages_are_those_of_replicates(sweeps):
    result = sweeps["three"]
    values = result.outcome(END).to_numpy()
    found = over_points(values, NUMBER)
    averages = values.mean(axis=0)
    assert found.mean == pytest.approx(values.mean())
    assert found.error == pytest.approx(averages.std(ddof=1) / np.sqrt(len(averages)))


def test_an_average_over_a_sample_is_uncertain_by_the_chance_its_points_share():
    rng = np.random.default_rng(1)
    values = rng.normal(size=(400, 1)) + 5.0 * rng.normal(size=(1, 8))
    apart, together = (over_points(values, NUMBER, sampled=True, shared=shared) for shared in (False, True))
    assert apart.error == pytest.approx(values.mean(axis=1).std(ddof=1) / 20)
    assert together.error == pytest.approx(np.hypot(apart.error, values.mean(axis=0).std(ddof=1) / np.sqrt(8)))
    assert together.error > 10 * apart.error


@pytest.mark.parametrize("outcome", [END, VOTE, "first_month(alignment[AAA] > 0.1)"])
def test_estimates_of_a_point_are_those_of_the_summary(sweeps, outcome):
    result = sweeps["grid"]
    table = by_point(result, outcome)
    values = result.outcome(outcome).to_numpy()
    for point in range(result.points):
        found = over_points(values[[point]], result.kind(outcome))
        row = table.loc[point]
        shown = (found.mean, found.error, found.low, found.high, found.runs, found.independent)
        wanted = tuple(row[["mean", "monte_carlo_error", "low", "high", "runs", "independent"]])
        assert shown == pytest.approx(wanted, nan_ok=True)
        if found.runs > 1:
            assert found.low < found.mean < found.high


def test_a_response_shows_paired_changes_from_the_scenarios_own_level(sweeps):
    result = sweeps["one"]
    axes = response.draw(result, END).axes[0]
    values = result.outcome(END).to_numpy()
    own = points.own_level(result, points.places(result, MATHS))
    moved = values - values[own]
    lines = [np.asarray(line.get_ydata()) for line in axes.get_lines()]
    low, high, mean = lines[:3]
    assert mean == pytest.approx(moved.mean(axis=1))
    half = t.ppf(0.975, moved.shape[1] - 1) * moved.std(axis=1, ddof=1) / np.sqrt(moved.shape[1])
    assert (low, high) == (pytest.approx(moved.mean(axis=1) - half), pytest.approx(moved.mean(axis=1) + half))
    (band,) = (one.get_paths()[0].vertices for one in axes.collections if isinstance(one, PolyCollection))
    assert band[:, 1].max() == pytest.approx(np.quantile(moved, 0.95, axis=1).max())


def test_a_sample_has_means_and_no_pairs(sweeps):
    result = sweeps["latin-hypercube"]
    assert not response.paired(result)
    assert response.curve(result, END, MATHS).since is None


def test_a_second_factor_of_few_levels_has_a_line_each(sweeps):
    result = sweeps["grid"]
    assert response.second_factor(result) == HIDDEN
    axes = response.draw(result, END).axes[0]
    lines = [np.asarray(line.get_ydata()) for line in axes.get_lines() if np.size(line.get_ydata()) == 5]
    expected = result.grid(END).transpose(HIDDEN, MATHS).to_numpy()
    own = points.own_level(result, points.places(result, MATHS))
    assert [name for name in result.factors] == [MATHS, HIDDEN]
    assert lines[2::3] == [pytest.approx(row - row[own]) for row in expected]


def test_a_fan_shows_the_quantiles_that_were_kept_of_three_points(sweeps):
    result = sweeps["grid"]
    chosen, _, _ = fan.three(result, "alignment", "AAA")
    axes = fan.draw(result, "alignment", "AAA").axes[0]
    assert len(chosen) == 3 and "scenario" in chosen[0][1]
    medians = [result.series("alignment").sel(point=number, statistic="q50", country="AAA") for number, _ in chosen]
    for place, median in enumerate(medians):
        assert axes.get_lines()[3 * place + 2].get_ydata() == pytest.approx(median.to_numpy())
    corners = [number for number, _ in points.chosen(result, fan.MOST)]
    ends = result.series("alignment").sel(point=corners, statistic="q50", country="AAA").isel(month=-1).to_numpy()
    assert (float(medians[1][-1]), float(medians[2][-1])) == (ends.min(), ends.max())


def test_a_fan_of_every_run_has_numpys_quantiles(sweeps):
    _, found = fan.fans(sweeps["one"], "alignment", "BBB", [2, 0])
    runs = sweeps["one"].series("alignment").sel(country="BBB", point=[2, 0]).to_numpy()
    assert found == pytest.approx(np.moveaxis(np.quantile(runs, [0.05, 0.25, 0.5, 0.75, 0.95], axis=1), 0, 1))


def test_the_points_of_a_grid_that_are_shown_are_its_corners_and_the_scenarios_own(sweeps):
    result = sweeps["grid"]
    reasons = dict(points.chosen(result, 6))
    assert [reason for reason in reasons.values() if reason == "corner"] == ["corner"] * 4
    (own,) = [number for number, reason in reasons.items() if "the scenario" in reason]
    # The scenario has pressure 0.3 on AAA and a discount of 0.4; levels are 0, 0.25, ... and 0, 0.267, 0.533, 0.8.
    assert result.design.loc[own, MATHS] == 0.25
    assert result.design.loc[own, HIDDEN] == pytest.approx(0.8 / 3, abs=0.3)


def test_effects_from_the_baseline_are_paired_by_chance(sweeps):
    result = sweeps["one-at-a-time"]
    found, _ = effects.effects(result, END)
    values = result.outcome(END).to_numpy()
    top = next(effect for effect in found if effect.factor == MATHS and effect.end == "high")
    point = int(result.design.index[result.design[MATHS] == 1.0][0])
    change = values[point] - values[0]
    assert top.mean == pytest.approx(change.mean())
    assert top.high - top.mean == pytest.approx(3.182446 * change.std(ddof=1) / 2, rel=1e-5)


def test_elementary_effects_are_changes_over_the_whole_range(sweeps):
    result = sweeps["morris"]
    found, _ = effects.effects(result, END)
    means, design = by_point(result, END)["mean"], result.design
    each = []
    for point in design.index[design["moved"] == MATHS]:
        each.append((means[point] - means[point - 1]) / (design[MATHS][point] - design[MATHS][point - 1]))
    assert next(effect.mean for effect in found if effect.factor == MATHS) == pytest.approx(np.mean(each))


def test_effects_of_a_sample_are_upper_third_less_lower_third(sweeps):
    result = sweeps["latin-hypercube"]
    found, measured = effects.effects(result, END)
    means = by_point(result, END)["mean"]
    order = result.design[MATHS].to_numpy().argsort()
    expected = means.to_numpy()[order[43:]].mean() - means.to_numpy()[order[:22]].mean()
    effect = next(effect for effect in found if effect.factor == MATHS)
    assert effect.mean == pytest.approx(expected)
    assert effect.low < effect.mean < effect.high
    assert "third" in measured


def test_the_largest_effects_come_first_and_the_rest_is_counted():
    each = [effects.Effect(f"f{n}", "", "", (-1) ** n * n, 0, 0) for n in range(20)]
    shown, left = tornado.largest(each)
    assert shown[:2] == ["f19", "f18"]
    assert (len(shown), left) == (15, 5)


def test_at_most_36_panels_and_the_others_are_counted(sweeps):
    assert [len(row) for row in multiples.layout(sweeps["grid"])] == [4] * 5
    with pytest.raises(NothingToShow, match=r"^Alignment of .* ends between 0\.1 and 0\.11 at all points"):
        multiples.draw(sweeps["grid"], "alignment", "AAA")
    figure = multiples.draw(sweeps["grid"], "alignment", "AAA", anyway=True)
    assert len(figure.axes) == 20
    assert not re.search("left out", " ".join(said(figure)))


@pytest.mark.parametrize(
    ("spread", "told"), [(0.01, "6 runs are enough"), (0.5, "6 runs are few"), (0.0, "no point differs from another")]
)
def test_convergence_says_whether_runs_are_enough(spread, told):
    """Two points that differ by 1, by runs that differ by a little, by much, or two that are alike."""
    runs = spread * np.array([-1.0, 1.0, -1.0, 1.0, -1.0, 1.0])
    values = np.stack([runs, runs + (1.0 if spread else 0.0)])
    assert told in convergence.found(values, NUMBER, None)
    error = runs.std(ddof=1) / np.sqrt(6)
    if told == "6 runs are few":
        enough = int(np.ceil(6 * (error / 0.1) ** 2))
        assert convergence.found(values, NUMBER, None).endswith(f"{enough} would be enough")


def test_the_running_mean_ends_at_the_mean(sweeps):
    result = sweeps["grid"]
    table = by_point(result, END)
    figure = convergence.draw(result, END)
    for axes, (number, _) in zip(figure.axes, points.chosen(result, convergence.MOST), strict=True):
        mean = axes.get_lines()[-1].get_ydata()
        values = result.outcome(END).to_numpy()[number]
        assert mean == pytest.approx(np.cumsum(values) / np.arange(1, 7))
        assert mean[-1] == pytest.approx(table.loc[number, "mean"])
    assert any("18 more runs halve it" in text for text in said(figure))


REFUSED = {
    ("one", "heatmap"): "a heatmap needs two factors; this sweep has one: draw response, fan or convergence",
    ("morris", "heatmap"): (
        "a heatmap needs points that fill a plane, which the design morris does not: draw tornado, response or fan"
    ),
    ("one-at-a-time", "heatmap"): (
        "a heatmap needs points that fill a plane, which the design one-at-a-time does not: draw tornado, response or "
        "fan"
    ),
    ("grid", "tornado"): (
        "a tornado is for one-at-a-time, morris and sampled designs, not grid: draw heatmap or response"
    ),
    ("latin-hypercube", "convergence"): "convergence needs two runs a point or more; this sweep has one",
    ("latin-hypercube", "fan"): (
        "FOLDER kept no series of a quantity of countries, so there is no fan\n"
        "  hint: `keep: {series: quantiles, quantities: [alignment]}` in the experiment keeps one"
    ),
}


@pytest.mark.parametrize(("name", "kind"), REFUSED)
def test_what_does_not_fit_is_refused_in_words(sweeps, folders, name, kind, tmp_path):
    with pytest.raises(NotPossible) as caught:
        plots.draw_all(sweeps[name], tmp_path, only=[kind])
    assert str(caught.value).replace(str(folders[name]), "FOLDER") == REFUSED[name, kind]
    assert not list(tmp_path.iterdir())


def test_the_kinds_an_experiment_lists_are_drawn_and_the_impossible_told(sweeps, tmp_path):
    told = []
    written = plots.draw_all(sweeps["grid"], tmp_path, say=told.append)
    assert {path.name.split("-")[0] for path in written} == {"heatmap"}
    assert told[0] == f"no tornado: {REFUSED['grid', 'tornado']}"
    assert told[1:] == [
        f"no heatmap: {MATHS}, {MATHS}, within 9 months is 0.1667 of runs in every cell (95 % interval 0.0042 to "
        "0.64); first_month(alignment[AAA] > 0.1) goes from 1.8 to 3, and cells that are alike may differ as much by "
        "chance (95 %)"
    ]
    assert {path.suffix for path in written} == {".png", ".svg"}
    assert all(re.fullmatch(r"[A-Za-z0-9.-]{1,125}", path.name) for path in written)
    svg = (tmp_path / "heatmap-alignment-AAA-end.svg").read_bytes()
    assert b"<script" not in svg


def test_outcomes_of_a_country_alone(sweeps, tmp_path):
    written = plots.draw_all(sweeps["grid"], tmp_path, ["BBB"], ["response", "fan"])
    assert {path.stem for path in written} == {
        "response-vote-within-BBB-9", "fan-alignment-BBB", "fan-public-position-BBB", "fan-liability-BBB",
    }  # fmt: skip
    with pytest.raises(NotPossible, match=r"no outcome of .* is about CCC; it has alignment"):
        plots.draw_all(sweeps["grid"], tmp_path, ["CCC"], ["heatmap"])
    with pytest.raises(NotPossible, match="there is no country 'XXX' in this result; it has AAA, BBB, CCC"):
        plots.draw_all(sweeps["grid"], tmp_path, ["XXX"], ["fan"])


def test_outcomes_that_differ_by_a_sign_alone_are_drawn_into_files_of_their_own(scenarios, tmp_path):
    """A13: nine characters of file names for three outcomes, and each figure over the last."""
    text = "replicates: 4\nseed: 3\nfactors: {NORTH.aid.AAA: {from: 0, to: 1, steps: 3}}\n"
    outcomes = ["alignment[AAA]@end > 0", "alignment[AAA]@end < 0", "alignment[AAA]@end + 0"]
    made = twochairs.open(
        swept(scenarios / "signs", scenarios / "tiny.yaml", f"{text}outcomes: {json.dumps(outcomes)}\n")
    )
    written = plots.draw_all(made, tmp_path, only=["response"])
    assert len(written) == len(set(written)) == len(list(tmp_path.iterdir())) == 6


def test_an_incomplete_sweep_says_so_in_every_title(half):
    result = twochairs.open(half, incomplete=True)
    for kind in ("heatmap", "response", "fan", "convergence"):
        _, figure = next(DESIGN[kind].draw(result))
        assert any(text.startswith("Incomplete, 10 of 20 points: ") for text in said(figure))


def test_two_builds_are_the_same_to_the_byte(sweeps, tmp_path):
    for build in ("a", "b"):
        plots.draw_all(sweeps["latin-hypercube"], tmp_path / build, only=["tornado"])
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_notebook_shows_factors_and_outcomes_escaped(sweeps):
    shown = sweeps["grid"]._repr_html_()
    assert "20 of 20 points of 6 runs, seed 7" in shown
    assert "<script" not in shown and "&lt;script&gt;" in shown
    assert sweeps["grid"].figure("response").name.startswith("response-")
