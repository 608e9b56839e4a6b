"""Paired differences: the same replicate of each result, subtracted."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import PolyCollection
from matplotlib.text import Text
from scipy.stats import t

import twochairs
from tests.world.running import SMALL
from tests.written import write_run
from twochairs import figures as plots
from twochairs.figures import compare, forest, read, style
from twochairs.figures.pairs import Pairs, between, differences, way
from twochairs.results.comparing import compare_results
from twochairs.results.paired import paired
from twochairs.scenario.load import load
from twochairs.statistics.kinds import NUMBER, PART, SHARE
from twochairs.world.own_rules import parameters_of, rules
from twochairs.world.rulebook import STANDARD, Rulebook


def by_hand(values):
    values = values[np.isfinite(values)]
    half = t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return values.mean(), values.mean() - half, values.mean() + half


def test_paired_differences_are_those_of_hand(result, variant):
    frame = paired(result, variant).set_index("outcome")
    # The first has runs 0 to 3, the second 0 to 5.
    first, second = result.runs.iloc[:4], variant.runs.iloc[:4]
    assert len(frame) == len(first.columns) - 2
    moved = 0
    for outcome, row in frame.iterrows():
        differences = second[outcome].to_numpy() - first[outcome].to_numpy()
        count = int(np.isfinite(differences).sum())
        assert row["runs"] == count
        defined = differences[np.isfinite(differences)]
        if row["kind"] == NUMBER and count > 1 and np.ptp(defined) > 0.0:
            assert (row["mean_difference"], row["low"], row["high"]) == pytest.approx(by_hand(differences), abs=1e-12)
            moved += abs(row["mean_difference"]) > 0
        elif row["kind"] == NUMBER or not count or (row["kind"] == PART and np.ptp(defined) == 0.0):
            assert np.isnan(row["low"])
            assert np.isnan(row["high"])
        elif count > 1:
            assert row["low"] < row["mean_difference"] < row["high"]
    assert moved > 3
    assert frame["unit"]["money_spent[SOUTH]@end"] == "bn USD"
    assert list(frame.reset_index().columns) == [
        "outcome", "point", "unit", "kind", "mean_difference", "monte_carlo_error", "low", "high", "runs",
        "independent", "varied",
    ]  # fmt: skip


def test_a_result_against_itself_differs_in_nothing_that_its_pairs_could_show(result):
    """Of what is so or not, counted, or a month, an interval as wide as the pairs leave it; of a number, none."""
    frame = paired(result, result)
    defined = frame[frame["runs"] > 1]
    assert (defined["mean_difference"] == 0.0).all()
    numbers = defined["kind"].isin([NUMBER, PART])
    assert defined.loc[numbers, ["low", "high"]].isna().all().all()
    shares = defined[defined["kind"] == SHARE]
    assert shares[["low", "high"]].to_numpy() == pytest.approx(np.tile([-0.4899, 0.4899], (len(shares), 1)), abs=1e-4)
    assert (defined.loc[~numbers, "low"] < 0.0).all()


def with_replicates(result, numbers):
    other = copy.copy(result)
    other.__dict__["runs"] = result.runs.assign(replicate=numbers)
    return other


def with_manifest(result, **changed):
    other = copy.copy(result)
    other.manifest = result.manifest | changed
    return other


def test_runs_that_do_not_share_their_chance_are_refused(result, variant, other_seed, shortest):
    with pytest.raises(
        ValueError, match="the seed is 7 in one and 8 in the other, so their runs do not share their chance"
    ):
        paired(result, other_seed)
    with pytest.raises(
        ValueError, match="months is 24 in one and 1 in the other, so their months are not the same mon"
    ):
        paired(result, shortest)
    with pytest.raises(ValueError, match="the start is 2022-03 in one and 2022-04 in the other"):
        paired(result, with_manifest(variant, start="2022-04"))
    drawn = "the code that draws chance is aaaaaaaaaa in one and bbbbbbbbbb in the other, so their runs do not share"
    with pytest.raises(ValueError, match=drawn):
        paired(*(with_manifest(variant, chance_hash=letter * 64) for letter in "ab"))
    with pytest.raises(ValueError, match="a comparison needs two results or more"):
        compare.draw([result], "AAA")
    with pytest.raises(ValueError, match="there is no country 'XXX'"):
        compare.draw([result, variant], "XXX")


def test_results_by_other_rules_are_paired(tmp_path):
    """A rule that calls the package's own: the same bits, so differences of exactly 0, and no untrue refusal."""
    text = "from twochairs.rules import bargaining\n\n\ndef bid(*given):\n    return bargaining.bid(*given)\n"
    names = ", ".join(parameters_of(rules()["bid"]))
    own = Rulebook(text.replace("*given", names), "own.py")
    folders = [written(load(SMALL), tmp_path / name, book) for name, book in (("usual", STANDARD), ("own", own))]
    usual, same = map(twochairs.open, folders)
    assert usual.manifest["code_hash"] != same.manifest["code_hash"]
    frame = twochairs.compare(usual, same)
    assert (frame.loc[frame["runs"] > 0, "mean_difference"] == 0.0).all()
    lines, _ = compare_results([usual, same], None)
    assert [line for line in lines if "goes by" in line] == [
        f"  {same.folder} goes by the rules of own.py ({own.hash[:10]}), {usual.folder} by the package's rules "
        f"({STANDARD.hash[:10]}): what differs may be their work"
    ]


def written(scenario, folder, book):
    return write_run(folder, scenario, 3, 7, book)


def test_differences_over_time_are_run_by_run(result, variant):
    (pairs,) = differences([result, variant], "AAA")
    first = result.series("alignment").sel(point=0, country="AAA").to_numpy()
    second = variant.series("alignment").sel(point=0, country="AAA").to_numpy()[:4]
    assert pairs.values == pytest.approx(second - first, abs=1e-15)
    # Nothing differs before the variant's event, as the noise is the same.
    assert np.abs(pairs.values[:, :10]).max() == 0.0
    assert np.abs(pairs.values[:, -1]).min() > 0.0


def test_the_line_is_the_median_and_the_numbers_are_the_mean_with_its_interval(result, variant):
    figure = compare.draw([result, variant], "AAA")
    (pairs,) = differences([result, variant], "AAA")
    below, values = figure.axes[1], pairs.values
    lines = [np.asarray(line.get_ydata()) for line in below.get_lines() if len(line.get_xdata()) > 2]
    assert any(np.allclose(line, np.median(values, axis=0)) for line in lines)
    mean, low, high = (f"{number:+.3f}".replace("-", "−") for number in by_hand(values[:, -1]))
    shown = [text.get_text() for text in figure.findobj(Text)]
    told = f"{pairs.typical()}; mean " if pairs.split else ""
    assert f"at the end: {told}{mean} [{low}, {high}]" in shown
    assert {"Alignment (−1 to 1)", "Difference\n(units of alignment)"} <= set(shown)
    assert variant.title in {text.get_text() for legend in figure.legends for text in legend.get_texts()}
    assert variant.title.startswith("_")


def test_the_interval_is_never_a_shade(result, variant):
    below = compare.draw([result, variant], "AAA").axes[1]
    shades = [one for one in below.collections if isinstance(one, PolyCollection)]
    assert len(shades) == 2  # the middle 50 and 90 % of pairs


def test_an_event_that_one_result_alone_has_is_named(result, variant):
    shown = [text.get_text() for text in compare.draw([result, variant], "AAA").findobj(Text)]
    assert "22-12 the patron goes home" in shown


def pairs_of(*ends):
    return Pairs(np.array(ends, dtype=float)[:, None], None)


def test_one_pair_of_a_hundred_that_tips_is_told_apart_from_the_rest():
    pairs = pairs_of(*np.linspace(0.0141, 0.0157, 99), 0.309)
    assert pairs.apart.tolist() == [False] * 99 + [True]
    assert pairs.split
    assert pairs.typical() == "median +0.015, 1 of 100 pairs above +0.1"


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ([0.0] * 18 + [-0.2, 0.3], "median 0.000, 1 of 20 pairs above +0.1, 1 of 20 pairs below −0.1"),
        ([0.1] * 19 + [0.0], "median +0.100, 1 of 20 pairs below +0.09"),
        ([0.1, 0.11, 0.12, 0.1], "median +0.105"),
        ([0.0] * 19 + [0.015], "median 0.000"),
    ],
)
def test_what_is_typical_worked_by_hand(ends, told):
    assert pairs_of(*ends).typical() == told


def test_a_mean_outside_of_nearly_all_pairs_is_no_typical_one():
    assert not pairs_of(0.1, 0.2, 0.3).split
    assert not pairs_of(0.1).split
    assert not pairs_of(0.1, 0.1, 0.1).split


@given(st.floats(-1, 1), st.floats(1e-4, 1))
def test_a_round_number_lies_between(low, gap):
    assert low < between(low, low + gap) < low + gap


def test_how_far_a_change_goes_towards_the_next_state(result):
    ends = {key: float(np.median(read.series(result, "alignment").sel(country=key)[:, -1])) for key in ("AAA", "CCC")}
    apart = ends["CCC"] - ends["AAA"]
    assert way(result, "AAA", apart / 4) == f"25 % of the way to {result.label('country', 'CCC')}"
    assert way(result, "AAA", 2 * apart).startswith("past ")
    assert way(result, "AAA", 0.0) == way(result, "CCC", 0.1) == ""


def test_the_forest_has_what_moves_the_largest_first_and_names_the_rest(result, variant):
    figure = forest.draw([result, variant, variant])
    shown = [text.get_text() for text in figure.findobj(Text)]
    moving = {}
    for country in ("AAA", "BBB", "CCC"):
        (pairs,) = differences([result, variant], country)
        values, name = pairs.values[:, -1], result.label("country", country)
        if abs(values.mean()) < 0.0005 and not pairs.apart.any():
            assert any(text.startswith("The same on average") and name in text for text in shown)
            continue
        mean, low, high = (f"{number:+.3f}".replace("-", "−") for number in by_hand(values))
        assert shown.count(f"{mean} [{low}, {high}]".replace("+0.000", "0.000").replace("−0.000", "0.000")) == 2
        moving[name] = abs(values.mean())
    heights = {text.get_text(): text.get_position()[1] for text in figure.texts}
    names = sorted(moving, key=lambda name: -heights[name])
    assert names == sorted(moving, key=lambda name: -moving[name])
    assert len(names) > 1
    assert "Difference of alignment at the end (units of alignment)" in shown


def test_every_result_has_an_entry_and_no_two_look_the_same(result, variant):
    """Of six results: more than there are looks, of which one is the first's alone."""
    results = [variant if place == 0 else result for place in range(6)]
    for figure, entries in ((forest.draw(results), 5), (compare.draw(results, "AAA"), 6)):
        [legend] = figure.legends
        handles = legend.legend_handles
        looks = {(one.get_color(), str(one.get_marker()), str(one._unscaled_dash_pattern)) for one in handles}
        assert len(handles) == len(looks) == entries


def test_sixteen_others_look_each_its_own_way():
    looks = [(colour, str(line)) for colour, line in compare.looks_of(17)]
    assert len(set(looks)) == 17
    assert compare.looks_of(1) == [style.SCENARIOS[0]]
    assert compare.looks_of(5) == style.SCENARIOS


def test_where_nothing_differs_the_forest_says_so(result):
    shown = [text.get_text() for text in forest.draw([result, result]).findobj(Text)]
    assert any(text.endswith("stays where it is") for text in shown)


def test_a_comparison_is_drawn_into_a_folder(result, variant, tmp_path):
    written = plots.draw_comparison([result, variant], tmp_path)
    assert [path.name for path in written] == [
        "differences.png",
        "differences.svg",
        "compare-AAA.png",
        "compare-AAA.svg",
    ]
    assert sorted(tmp_path.iterdir()) == sorted(written)
