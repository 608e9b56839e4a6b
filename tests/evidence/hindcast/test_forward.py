"""Bands of runs: what their members are, which occasions count, and how often they held, by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.evidence.acts.made_up import circumstances
from tests.evidence.acts.test_forecasts import known
from tests.evidence.calibration.made_up import calibration, whole
from twochairs.evidence.calibration.structure import Structure
from twochairs.evidence.hindcast import forward as module
from twochairs.evidence.hindcast.forecast import Origin, forecast
from twochairs.evidence.hindcast.forward import (
    ALONE,
    FORECAST,
    OBSERVED,
    RATE,
    STAYING,
    bands,
    coverage_table,
    forward_rows,
    of_forecasts,
    rate_rows,
)
from twochairs.evidence.hindcast.own_runs import OwnRuns
from twochairs.evidence.scoring.coverage import held

ORIGIN = Origin(2016, 4)
TREND = np.linspace(0.0, 1.0, 18)[None, :, None]
RUNS = 30


def alignment(cube):
    return 0.3 + cube[:, :1, None] * TREND * np.linspace(-0.5, 0.5, 13)


@pytest.fixture(scope="module")
def learnt(tmp_path_factory):
    file = whole(tmp_path_factory.mktemp("project"))
    return calibration(file, tmp_path_factory.mktemp("out"), alignment, Structure(follow_poles=True))


def made(learnt, year=2016):
    """Made-up runs of which nothing was run."""
    chains, chance = learnt.posterior(year), np.random.default_rng(2)
    pick = np.arange(RUNS)
    paths = np.clip(np.cumsum(0.1 * chance.normal(size=(RUNS, 18, 13)), axis=1), -1.0, 1.0)
    given = replace(circumstances(0.2 + 0.1 * chance.normal(size=(RUNS, 2))), states=("SRB", "BIH"))
    return OwnRuns(chains.cube[pick], chains.left.picked(pick), given, paths)


def test_a_run_alone_moves_from_where_a_case_of_that_year_would_start(learnt):
    runs = made(learnt)
    found = bands(learnt, runs, ORIGIN)[ALONE]
    assert found.shape == (RUNS, 4, 13)
    record = learnt.record
    start = record.values[[record.row(year) for year in (2014, 2015, 2016)]].mean(axis=0)
    for ahead in (1, 4):
        moved = runs.paths[:, 10 + ahead] - runs.paths[:, 10]  # 2016 is the eleventh year from 2006
        assert found[:, ahead - 1] == pytest.approx(start + 0.85 * moved)


def test_as_observed_it_is_the_forecast_of_each_runs_own_path(learnt):
    runs, free, record = made(learnt), learnt.free, learnt.record
    found = bands(learnt, runs, ORIGIN)
    for band, given in ((OBSERVED, None), (STAYING, 2016)):
        seen = free.signal(runs.cube, runs.paths, given)
        expected = forecast(record, ORIGIN, seen, runs.left, module.MEMBERS, 2016)
        assert found[band].tobytes() == expected.tobytes()
    moves = free.signal(runs.cube, runs.paths) - free.signal(runs.cube, runs.paths, 2016)
    at = record.row(2017)
    assert (found[OBSERVED] - found[STAYING])[:RUNS] == pytest.approx(moves[:, at : at + 4])
    assert np.abs(moves[:, at : at + 4]).max() > 0.01
    assert found[OBSERVED].std(axis=0).min() > found[ALONE].std(axis=0).min()


def test_counts_of_declarations_that_a_run_from_an_origin_has(learnt, monkeypatch):
    runs, asked = made(learnt), []

    def learnt_to(calibration, year):
        asked.append((calibration, year))
        return known(circumstances([[9.0, 9.0]]), 200, declarations_SRB=0.3)

    monkeypatch.setattr(module, "learnt_acts", learnt_to)
    rows = pd.DataFrame(rate_rows(learnt, runs, ORIGIN))
    assert asked == [(learnt, 2016)]
    assert {*rows.state} == {"SRB"}, "Bosnia's first count ends in 2017"
    assert sorted(rows.horizon.unique()) == [2, 3, 4]  # 2018 to 2020, no later year
    one = rows[rows.horizon == 2].iloc[0]
    assert (one.forecast, one.origin, one.observed) == (RATE, 2016, pytest.approx(31 / 60))
    own = replace(known(circumstances([[9.0, 9.0]]), 200, declarations_SRB=0.3), circumstances=runs.circumstances)
    later = [rate for rate in module.observed_acts(runs.circumstances).rates if rate.start == "2018-01"]
    (rate,) = [rate for rate in later if rate.state == "SRB"]
    ends = np.quantile(own.rate(rate), [0.05, 0.25, 0.5, 0.75, 0.95], method="weibull")
    assert [one.q05, one.q25, one.q50, one.q75, one.q95] == pytest.approx(list(ends))
    assert rows.in90.tolist() == ((rows.q05 <= rows.observed) & (rows.observed <= rows.q95)).astype(float).tolist()
    assert rows.in50.tolist() == ((rows.q25 <= rows.observed) & (rows.observed <= rows.q75)).astype(float).tolist()
    asked.clear()
    assert rate_rows(learnt, runs, Origin(2011, 5)) == []
    assert asked == [], "nothing is learnt where nobody was counted before"


def test_rows_of_every_origin(learnt, monkeypatch):
    seen = []

    def own_runs(calibration, year):
        seen.append(year)
        return made(learnt, 2016)

    monkeypatch.setattr(module, "own_runs", own_runs)
    monkeypatch.setattr(module, "MEMBERS", 60)
    monkeypatch.setattr(module, "origins", lambda last: [("rolling", ORIGIN), ("strict", Origin(2017, 6))])
    monkeypatch.setattr(module, "rate_rows", lambda *given: [])
    done = []
    rows = forward_rows(learnt, lambda *told: done.append(told))
    assert (seen, done) == ([2016], [(1, 1)])
    assert rows.band.value_counts().to_dict() == {ALONE: 52, OBSERVED: 52, STAYING: 52}
    assert rows.columns.tolist() == [
        "band", "origin", "horizon", "state", "observed", "q05", "q25", "q50", "q75", "q95", "in50", "in90",
    ]  # fmt: skip


def test_forecasts_of_the_hindcast_stand_beside_them():
    scores = pd.DataFrame(
        [("rolling", "conditional", 1), ("strict", "conditional", 2), ("rolling", "unconditional", 3)],
        columns=["split", "forecast", "origin"],
    )
    found = of_forecasts(scores)
    assert (found.band.tolist(), found.origin.tolist()) == ([FORECAST], [1])


def test_the_table_by_hand():
    rows = pd.DataFrame(
        [
            ("one", 2010, 1, "A", 0.0, 1.0, 1.0),
            ("one", 2010, 2, "A", 0.0, 2.0, 1.0),
            ("one", 2010, 1, "B", 1.0, 3.0, 1.0),
            ("one", 2011, 1, "B", 0.0, 2.0, 0.0),
            ("other", 2011, 1, "B", 0.0, 2.0, 0.0),
        ],
        columns=["band", "origin", "horizon", "state", "in50", "width", "in90"],
    )
    rows = rows.assign(q05=0.0, q95=rows.width, q25=0.1, q75=0.3)
    table = coverage_table(rows).set_index(["band", "level", "by", "part"])
    whole = table.loc[("one", 0.9, "all", "all")]
    assert (whole.occasions, whole.held, whole.width) == (4, 0.75, 2.0)
    by_states = held(np.array([1.0, 1.0, 1.0, 0.0]), np.array(["A", "A", "B", "B"]))
    by_origins = held(np.array([1.0, 1.0, 1.0, 0.0]), np.array([2010, 2010, 2010, 2011]))
    assert (whole.states_low, whole.states_high) == (by_states.low, by_states.high)
    assert (whole.origins_low, whole.origins_high) == (by_origins.low, by_origins.high)
    half = table.loc[("one", 0.5, "all", "all")]
    assert (half.held, half.width) == (0.25, pytest.approx(0.2))
    assert table.loc[("one", 0.9, "horizon", "1")].held == pytest.approx(2 / 3)
    assert table.loc[("one", 0.9, "state", "A")].held == 1.0
    one_state = table.loc[("one", 0.9, "state", "B")]
    assert np.isnan(one_state.states_low)
    assert one_state.origins_low < 0.5 < one_state.origins_high
    assert np.isnan(table.loc[("other", 0.9, "all", "all")].origins_low)
    assert len(table) == 2 * (1 + 2 + 2) + 2 * (1 + 1 + 1)
