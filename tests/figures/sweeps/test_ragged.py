"""Figures, table and report of a sweep whose points differ in scenario and length: each point shows its own months."""

import numpy as np
import pytest

from tests.sweeps.test_scenarios import MIXED, made
from tests.trust.trial import swept
from twochairs.errors import NotPossible
from twochairs.figures import readings
from twochairs.figures.kinds import DESIGN
from twochairs.figures.sweeps import fan, multiples
from twochairs.reports import scenario
from twochairs.results.result import Result
from twochairs.results.terminal import ends


@pytest.fixture(scope="module", params=["quantiles", "all"])
def result(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Two scenarios of three lengths and two levels of a lever."""
    folder = tmp_path_factory.mktemp("ragged")
    swept(folder / "out", made(folder, MIXED.replace("events: true", f"events: true, series: {request.param}")))
    return Result(folder / "out")


def months_of(result: Result, number: int) -> int:
    """Months of a point, the one before its start included."""
    return int(result.design["clock.months"][number]) + 1


@pytest.mark.parametrize("result", ["quantiles"], indirect=True)
def test_every_figure_is_drawn(result: Result) -> None:
    drawn = {}
    for kind, of in DESIGN.items():
        try:
            drawn[kind] = len(list(of.draw(result)))
        except NotPossible as error:
            drawn[kind] = 0
            assert str(error).startswith("a tornado is for") or kind in ("heatmap", "multiples")
    assert drawn.pop("heatmap") >= 0 and drawn.pop("multiples") >= 0
    assert drawn.pop("tornado") == 0
    assert min(drawn.values()) > 0


@pytest.mark.parametrize("country", ["AAA", "CCC"])
def test_a_fan_shows_the_months_of_its_point(result: Result, country: str) -> None:
    figure = fan.draw(result, "alignment", country)
    shown = [number for number, _ in fan.three(result, "alignment", country)[0]]
    assert country == "AAA" or all(result.design["scenario"][n] == "more.yaml" for n in shown)
    panels = readings.of(figure)
    assert [len(panel.places) for panel in panels] == [months_of(result, number) for number in shown]
    for number, panel in zip(shown, panels, strict=True):
        own = result.series("alignment", [number]).sel(country=country, point=number)
        last = own.dropna("month").isel(month=-1)
        median = last.sel(statistic="q50") if "statistic" in last.dims else last.median()
        assert panel.numbers["median"][-1] == pytest.approx(float(median), rel=1e-6)
        assert np.isfinite(panel.numbers["90 % of runs"]).all()


def test_multiples_show_them_too(result: Result) -> None:
    panels = readings.of(multiples.draw(result, "alignment", "AAA", anyway=True))
    assert sorted(len(panel.places) for panel in panels) == sorted(
        months_of(result, int(number)) for number in result.there
    )


def test_a_country_of_no_point_shown_is_told(result: Result) -> None:
    numbers = [n for n in result.there.tolist() if result.design["scenario"][n] == "one.yaml"]
    with pytest.raises(NotPossible, match="CCC"):
        fan.fans(result, "alignment", "CCC", numbers)


def test_the_terminal_tells_ends_that_there_are(result: Result) -> None:
    head, _, *lines = ends(result.folder)
    assert "12 points" in head
    assert [line.split()[0] for line in lines] == ["CCC", "AAA", "BBB"]
    assert "nan" not in "".join(lines)


def test_the_report_tells_each_scenario(result: Result) -> None:
    assert "7 to 11 months from 2019-11, the last from 2020-01; 3 states" in " ".join(scenario.text(result))
    captions = [table.caption for table in scenario.tables(result)]
    for name in ("more.yaml", "one.yaml"):
        assert f"States at the start ({name})" in captions
    assert "Adaptive policies (more.yaml)" in captions
    assert "Adaptive policies (one.yaml)" not in captions
