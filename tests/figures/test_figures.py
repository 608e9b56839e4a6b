"""What figures show is what the result holds, with units, names and events, inside the page."""

import itertools
import re
import subprocess
import sys
import warnings
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from twochairs import figures as plots
from twochairs.errors import CannotWrite, NothingToShow, NotPossible
from twochairs.figures import events, read, readings, style
from twochairs.figures.kinds import RUNS
from twochairs.figures.runs import acts, chairs, declarations, disputes, gas, polls, trajectories, why

from .conftest import EVENTS, HIDDEN, LONG, MATHS, RIGHT_TO_LEFT, SCRIPT

UNITS = {
    "trajectories": ["Alignment (−1 to 1)"],
    "why": ["Contribution to the target (units of alignment)"],
    "change": ["Change of the contribution (units of alignment)"],
    "chairs": [
        "Benefit from poles above 0 (units of pull)",
        "Benefit from poles below 0 (units of pull)",
    ],
    "map": ["−1", "0", "1"],
    "acts": ["share of runs (%)"],
    "declarations": ["Joined (%)"],
    "polls": ["Share of the public (%)"],
    "gas": ["Price (USD/1000 m³)", "Gas bill\n(bn USD a year)", "Saving\n(% of GDP a year)"],
    "disputes": ["Tension (0 to 1)", "Incidents a year"],
}


@pytest.fixture(scope="module")
def drawn(result):
    """Every figure of the default set, by kind; rendered once, as labels find their places only then."""
    figures = {kind: [figure for _, figure in of.draw(result)] for kind, of in RUNS.items()}
    with style.looks():
        for kind in figures:
            for figure in figures[kind]:
                figure.canvas.draw()
    return figures


def texts(figure):
    """Every text that is drawn; ticks beyond the ends of an axis are not."""
    beyond = set()
    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        low, high = sorted(axis.get_view_interval())
        beyond |= {tick.label1 for tick in axis.get_major_ticks() if not low <= tick.get_loc() <= high}
    found = set(figure.findobj(Text)) - beyond
    return [text for text in found if text.get_visible() and text.get_text()]


def said(figure):
    return [text.get_text() for text in texts(figure)]


def test_every_kind_is_checked():
    assert set(UNITS) == set(RUNS)


@pytest.mark.parametrize("kind", RUNS)
def test_axes_have_units(drawn, kind):
    for figure in drawn[kind]:
        assert set(UNITS[kind]) <= set(said(figure))


@pytest.mark.parametrize("kind", RUNS)
def test_the_source_and_the_limits_stand_below(drawn, result, kind):
    for figure in drawn[kind]:
        whole = " ".join(said(figure))
        for part in (
            f"run {result.manifest['run_hash'][:10]}",
            "4 runs",
            "seed 7",
            "not a forecast",
            f"{SCRIPT} $x_{{ _hidden",
        ):
            assert part in whole


@pytest.mark.parametrize("kind", RUNS)
def test_no_text_leaves_the_page(drawn, kind):
    for figure in drawn[kind]:
        page = figure.bbox
        renderer = figure.canvas.get_renderer()
        for text in texts(figure):
            box = text.get_window_extent(renderer)
            inside = box.x0 > -1 and box.y0 > -1 and box.x1 < page.x1 + 1 and box.y1 < page.y1 + 1
            assert inside, text.get_text()


@pytest.mark.parametrize("kind", RUNS)
def test_no_text_covers_another(drawn, kind):
    for figure in drawn[kind]:
        renderer = figure.canvas.get_renderer()
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts(figure)]
        for i, (one, first) in enumerate(boxes):
            for other, second in boxes[:i]:
                across = min(first.x1, second.x1) - max(first.x0, second.x0)
                along = min(first.y1, second.y1) - max(first.y0, second.y0)
                assert min(across, along) < 2.5, (one, other)


@pytest.mark.parametrize("kind", RUNS)
def test_no_text_is_read_as_mathematics(drawn, kind):
    for figure in drawn[kind]:
        assert not any(text.get_parse_math() for text in texts(figure))


def test_odd_names_are_shown_as_they_are(drawn):
    shown = said(drawn["trajectories"][0])
    assert {MATHS, HIDDEN} <= set(shown)
    assert any(text.startswith(SCRIPT[:18]) for text in shown)
    poles = next(text for text in shown if text.startswith("Poles: "))
    assert RIGHT_TO_LEFT in poles
    assert LONG[:30] in poles
    assert LONG not in poles
    assert {MATHS, HIDDEN} <= set(said(drawn["acts"][0]))
    assert f"what {SCRIPT} pays by contract" in said(drawn["gas"][0])
    assert f"{HIDDEN} border" in said(drawn["disputes"][0])


@pytest.mark.parametrize("kind", ["trajectories", "why"])
def test_events_that_bite_are_named_and_marked_where_they_bite(drawn, result, kind):
    (figure,) = drawn[kind]
    months = read.months(read.series(result, "alignment"))
    named = events.of_country(result, months, "AAA")
    assert {f"22-06 {EVENTS[0]}; {EVENTS[1]}"} <= {f"{one.month[2:]} {one.name}" for one in named}
    assert {f"{one.month[2:]} {one.name}" for one in named} <= set(said(figure))
    dates = [one.date for one in named]
    marks = [c for axes in figure.axes for c in axes.collections if isinstance(c, LineCollection)]
    assert any([segment[0, 0] for segment in mark.get_segments()] == dates for mark in marks)


def panel(figure, place):
    return figure.axes[place]


def band_of(axes, place):
    """Low and high ends of a filled band, shape (month,)."""
    polygons = [c for c in axes.collections if isinstance(c, PolyCollection)]
    vertices = polygons[place].get_paths()[0].vertices
    x = np.unique(vertices[:, 0])
    ends = [vertices[vertices[:, 0] == at, 1] for at in x]
    return np.array([end.min() for end in ends]), np.array([end.max() for end in ends])


def median_of(axes):
    return axes.get_lines()[0].get_ydata()


def test_bands_of_trajectories_are_numpys_quantiles(result):
    figure = trajectories.draw(result, ["BBB"])
    values = result.series("alignment").sel(point=0, country="BBB").to_numpy()
    expected = np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95], axis=0)
    axes = panel(figure, 0)
    for place, (low, high) in enumerate(((0, 4), (1, 3))):
        drawn_low, drawn_high = band_of(axes, place)
        assert drawn_low == pytest.approx(expected[low], abs=1e-12)
        assert drawn_high == pytest.approx(expected[high], abs=1e-12)
    assert median_of(axes) == pytest.approx(expected[2], abs=1e-12)
    first, last = (f"{expected[2, end]:.2f}".replace("-", "−") for end in (0, -1))
    assert f"{first} → {last}" in said(figure)


def test_declarations_are_in_per_cent(result):
    figure = declarations.draw(result, ["AAA"])
    rate = result.series("declared_rate").sel(point=0, country="AAA").median("replicate")
    assert median_of(panel(figure, 0)) == pytest.approx(100 * rate.to_numpy())


def test_the_ends_of_the_axis_are_named_for_the_poles(result):
    figure = trajectories.draw(result)
    ticks = [label.get_text() for axes in figure.axes for label in axes.get_yticklabels()]
    assert {"NORTH +1", "0", "SOUTH −1"} <= set(ticks)


def test_polls_are_stacked_means(result):
    figure = polls.draw(result, "AAA")
    # The first panel is the first public's view of the first pole of the file.
    shares = [result.series(a).sel(point=0, public="AAA._land", pole="NORTH").mean("replicate") for a in style.POLL]
    tops = 100 * np.cumsum([share.to_numpy() for share in shares], axis=0)
    for place in range(4):
        _, high = band_of(panel(figure, 0), place)
        assert high == pytest.approx(tops[place])
    assert tops[-1] == pytest.approx(100)


def test_gas_shows_hub_contract_bill_and_saving(result):
    figure = gas.draw(result, "AAA")
    prices, bill, saving = figure.axes
    hub, contract = (line.get_ydata() for line in prices.get_lines()[:2])
    assert hub == pytest.approx(np.median(result.series("hub_price").sel(point=0), axis=0))
    for line, quantity in (
        (contract, "contract_price"),
        (median_of(bill), "gas_bill"),
        (median_of(saving), "energy_saving"),
    ):
        assert line == pytest.approx(np.median(result.series(quantity).sel(point=0, country="AAA"), axis=0))


def test_a_country_without_gas_has_no_figure_of_it(result):
    with pytest.raises(NothingToShow, match=re.escape(f"{MATHS} buys no gas in these runs; AAA does")):
        gas.draw(result, "BBB")


def test_a_country_without_publics_has_no_figure_of_them(result):
    with pytest.raises(NothingToShow, match=f"{HIDDEN} has no publics in this scenario"):
        polls.draw(result, "CCC")


def test_what_is_asked_for_by_name_is_drawn_or_told(result, tmp_path):
    told = []
    paths = plots.draw_all(result, tmp_path / "some", ["AAA", "BBB"], ["gas"], say=told.append)
    assert sorted(path.name for path in paths) == ["gas-AAA.png", "gas-AAA.svg"]
    assert told == [f"no gas: {MATHS} buys no gas in these runs; AAA does"]
    with pytest.raises(NotPossible) as refused:
        plots.draw_all(result, tmp_path / "none", ["CCC"], ["gas", "polls"])
    assert str(refused.value) == (
        f"no polls: {HIDDEN} has no publics in this scenario\nno gas: {HIDDEN} buys no gas in these runs; AAA does"
    )
    assert not (tmp_path / "none").exists()


def test_months_at_the_ends_of_an_axis_do_not_run_into_the_next():
    for count in range(2, 31):
        months = np.datetime64("2019-12") + np.arange(count)
        figure = Figure(figsize=(9, 2))
        axes = figure.add_axes((0.05, 0.3, 0.9, 0.6))
        style.date_axis(axes, months.astype("datetime64[M]"), 8.1)
        FigureCanvasAgg(figure).draw()
        boxes = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_visible()]
        assert boxes
        assert all(one.x1 < other.x0 for one, other in itertools.pairwise(boxes)), count


def test_incidents_are_counted_by_calendar_year(result):
    incident = result.series("incident").sel(point=0)
    years, whole, counts = disputes.yearly(
        read.months(incident), incident.transpose("replicate", "month", "dispute").to_numpy()
    )
    assert list(years) == [2022, 2023, 2024]
    assert list(whole) == [False, True, False]
    table = result.events[result.events["kind"] == "incident"]
    for run in range(4):
        for place, year in enumerate(years):
            mine = table[(table["replicate"] == run) & (table["month"].dt.year == year)]
            assert counts[run, place, 0] == len(mine)
    assert counts.sum() > 0


def test_bars_are_means_of_those_counts(result):
    figure = disputes.draw(result)
    incident = result.series("incident").sel(point=0)
    _, _, counts = disputes.yearly(
        read.months(incident), incident.transpose("replicate", "month", "dispute").to_numpy()
    )
    bars = next(axes for axes in figure.axes if axes.get_ylabel() == "Incidents a year")
    heights = {round(patch.get_x() + patch.get_width() / 2): patch.get_height() for patch in bars.patches}
    assert [heights[year] for year in (2022, 2023, 2024)] == pytest.approx(counts[:, :, 0].mean(axis=0))


def test_seats_are_medians_at_the_start_and_at_the_end(result):
    seat = chairs.seats(result, ["AAA"])[0]
    for side, quantity in enumerate(("west_benefit", "east_benefit")):
        values = result.series(quantity).sel(point=0, country="AAA").to_numpy()
        assert seat.start[side] == np.median(values[:, 0])
        assert (seat.low[side], seat.end[side], seat.high[side]) == pytest.approx(
            np.quantile(values[:, -1], [0.05, 0.5, 0.95])
        )


def test_shares_of_acts_are_means_over_runs(result):
    figure = acts.draw(result, ["AAA", "CCC"])
    joined = result.series("joined").sel(point=0, act="vote").mean("replicate")
    expected = 100 * joined.sel(country=["AAA", "CCC"]).transpose("country", "month").to_numpy()
    assert np.asarray(panel(figure, 0).images[0].get_array()) == pytest.approx(expected)
    assert {f"{share:.0f}" for share in expected[:, -1]} <= set(said(figure))


def test_one_run_of_one_month_has_every_figure(shortest, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        written = plots.draw_all(shortest, tmp_path)
    assert {path.suffix for path in written} == {".png", ".svg"}
    assert {path.stem for path in written} == {
        "trajectories", "why-AAA", "change-AAA", "chairs", "map", "acts", "declarations", "polls-AAA", "gas-AAA",
        "disputes",
    }  # fmt: skip
    assert sorted(tmp_path.iterdir()) == sorted(written)


def test_chosen_figures_of_chosen_countries(result, tmp_path):
    told = []
    written = plots.draw_all(
        result, tmp_path / "new", ["AAA", "CCC"], ["gas", "change"], lambda done, total: told.append((done, total))
    )
    assert [path.name for path in written] == [
        "change-AAA.png", "change-AAA.svg", "change-CCC.png", "change-CCC.svg", "gas-AAA.png", "gas-AAA.svg",
    ]  # fmt: skip
    assert told == [(1, 2), (2, 2)]


def test_unknown_figures_and_countries_are_refused_before_anything_is_drawn(result, tmp_path):
    with pytest.raises(ValueError, match="there is no figure 'pie'; there are acts, chairs"):
        plots.draw_all(result, tmp_path, only=["pie"])
    with pytest.raises(ValueError, match="there is no country 'XXX'"):
        plots.draw_all(result, tmp_path, countries=["XXX"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("draw", [trajectories.draw, acts.draw])
def test_two_builds_are_the_same_to_the_byte(result, tmp_path, draw):
    pairs = [style.save(draw(result), tmp_path / str(build) / "figure") for build in (1, 2)]
    for first, second in zip(*pairs, strict=True):
        assert first.read_bytes() == second.read_bytes()


def test_the_svg_is_plain_and_carries_no_date(drawn, tmp_path):
    png, svg = style.save(drawn["trajectories"][0], tmp_path / "figure")
    tree = ElementTree.parse(svg)
    names = {element.tag.partition("}")[2] for element in tree.iter()}
    assert "script" not in names
    assert "date" not in names
    assert b"<script>" not in svg.read_bytes()
    from PIL import Image

    with Image.open(png) as image:
        assert image.info["dpi"][0] >= 150
        assert set(image.info) == {"dpi"}


def test_a_folder_that_cannot_be_made_is_told(drawn, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match=r"figure\.png cannot be written"):
        style.save(drawn["change"][0], tmp_path / "file" / "figure")


def test_the_users_own_settings_neither_matter_nor_change(result, tmp_path):
    (before, _) = style.save(acts.draw(result), tmp_path / "before")
    with matplotlib.rc_context({"font.size": 20.0, "axes.facecolor": "black", "text.parse_math": True}):
        (after, _) = style.save(acts.draw(result), tmp_path / "after")
        assert matplotlib.rcParams["font.size"] == 20.0
    assert before.read_bytes() == after.read_bytes()


def test_the_registry_is_read_without_matplotlib():
    code = "import sys, twochairs.figures; assert not {'matplotlib', 'pandas', 'pyarrow'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_mechanism_looks_different():
    looks = list(style.MECHANISMS.values())
    assert len(set(looks)) == len(looks) == 18
    assert len({colour for colour, _ in looks}) == 18
    assert style.mechanism("invented", ["energy", "invented"]) not in looks


def test_partner_and_public_are_told_apart_without_green():
    """Deuteranopia, Machado and others 2009, severity 1: difference of lightness alone."""
    machado = np.array([[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]])
    light = []
    for name in ("partner", "public"):
        red, green, blue = (int(style.MECHANISMS[name][0][at : at + 2], 16) / 255 for at in (1, 3, 5))
        seen = machado @ np.array([red, green, blue]) ** 2.2
        light.append(116 * float(seen @ [0.2126, 0.7152, 0.0722]) ** (1 / 3) - 16)
    assert abs(light[0] - light[1]) > 10


def test_what_is_bought_is_called_as_the_case_calls_it(rice):
    figure = gas.draw(rice, "AAA")
    assert [axes.get_ylabel() for axes in figure.axes] == [
        "Price ($/m³)", "Rice bill\n(bn USD a year)", "Saving\n(% of GDP a year)",
    ]  # fmt: skip
    assert any(text.startswith(f"Rice: {SCRIPT[:8]}") for text in said(figure))
    assert "Saving: what the rice would cost more by long contracts elsewhere," in " ".join(said(figure))
    assert [(one.title, one.unit) for one in readings.of(figure)] == [
        ("Price", " $/m³"), ("Rice bill", " bn USD a year"), ("Saving", " % of GDP"),
    ]  # fmt: skip
    with pytest.raises(NothingToShow, match=re.escape(f"{MATHS} buys no rice in these runs; AAA does")):
        gas.draw(rice, "BBB")
    shown = " ".join(said(why.draw(rice, "AAA"))).lower()
    assert "rice" in shown and "energy" not in shown
