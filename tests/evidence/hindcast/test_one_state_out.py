"""A state left out: nothing of it is learnt, its forecasts start where it stood, rows and tables by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.evidence.calibration.made_up import calibration, whole
from twochairs.evidence.calibration.learning import Settings
from twochairs.evidence.calibration.structure import Structure
from twochairs.evidence.hindcast import one_state_out as module
from twochairs.evidence.hindcast.forecast import Origin, forecast
from twochairs.evidence.hindcast.one_state_out import (
    ALL,
    LEARNT_WITH,
    LEFT_OUT,
    ORIGINS,
    STRUCTURES,
    WITHOUT_POLES,
    left_out,
    left_out_table,
    without_state,
)
from twochairs.evidence.hindcast.origins import HORIZONS, ROLLING
from twochairs.evidence.scoring.scores import crps

TREND = np.linspace(0.0, 1.0, 18)[None, :, None]
STATE = "SRB"


def alignment(cube):
    return 0.3 + cube[:, :1, None] * TREND * np.linspace(-0.5, 0.5, 13)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return whole(tmp_path_factory.mktemp("project"))


@pytest.fixture(autouse=True, scope="module")
def few():
    """Few origins and members."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "ORIGINS", (2012, 2021))
        patch.setattr(module, "MEMBERS", 60)
        yield


def made(file, folder, structure=None):
    found = calibration(file, folder, alignment, structure or Structure(follow_poles=True), Settings(30, 60, 1))
    countries = found.job.plan.scenario(0).names.country
    unexplained = np.outer(found.design.cube[:, 0], np.linspace(-0.4, 0.4, len(countries)))
    found.__dict__["design"] = replace(found.design, unexplained=unexplained)
    return found


@pytest.fixture(scope="module")
def learnt(file, tmp_path_factory):
    return made(file, tmp_path_factory.mktemp("out"))


def seen(calibration, change):
    """The same with another record."""
    other = replace(calibration)
    record = calibration.record
    values = record.values.copy()
    change(values, record.years, record.states.index(STATE))
    other.__dict__.update(calibration.__dict__ | {"record": replace(record, values=values)})
    other.__dict__.pop("free", None)
    return other


def test_the_origins_are_rolling_ones_that_reach_every_year():
    assert {*ORIGINS} <= {*ROLLING}
    reached = {year + ahead for year in ORIGINS for ahead in range(1, HORIZONS + 1)}
    assert reached == {year + ahead for year in ROLLING for ahead in range(1, HORIZONS + 1)}


def test_what_is_left_out_and_what_stays(learnt):
    other = without_state(learnt, STATE)
    column, country = learnt.record.states.index(STATE), learnt.job.plan.scenario(0).names.country.index(STATE)
    assert np.isnan(other.record.values[:, column]).all()
    assert np.array_equal(
        np.delete(other.record.values, column, 1), np.delete(learnt.record.values, column, 1), equal_nan=True
    )
    assert not other.design.unexplained[:, country].any()
    assert np.array_equal(
        np.delete(other.design.unexplained, country, 1), np.delete(learnt.design.unexplained, country, 1)
    )
    assert learnt.design.unexplained[:, country].any(), "the calibration itself keeps it"
    assert other.emulator is learnt.emulator
    assert (other.structure, other.folder, other.record.poles) == (
        learnt.structure,
        learnt.folder,
        pytest.approx(learnt.record.poles),
    )
    assert other.settings == learnt.settings


def test_nothing_of_the_state_is_in_what_is_learnt(learnt):
    def moved(values, years, column):
        values[:, column] += 0.7

    def another(values, years, column):
        values[years == 2010, column - 1] += 0.7

    own = without_state(learnt, STATE)
    same, other = (without_state(seen(learnt, change), STATE) for change in (moved, another))
    assert same.stages.key == own.stages.key != other.stages.key

    def sampled(one):
        return one._sampled(one.density(2012), 7)["cube"].tobytes()

    assert sampled(same) == sampled(own)
    assert sampled(other) != sampled(own) != sampled(learnt)


def test_a_forecast_starts_where_the_state_stood_and_sees_nothing_after(learnt):
    def after(values, years, column):
        values[(years > 2012) & (years <= 2021), column] += 0.2

    def before(values, years, column):
        values[years == 2012, column] += 0.2

    own = without_state(learnt, STATE)
    rows = {
        name: pd.DataFrame(module._made(own, calibration, (STATE,))).set_index("origin").loc[2012]
        for name, calibration in (("own", learnt), ("after", seen(learnt, after)), ("before", seen(learnt, before)))
    }
    assert rows["after"].q50.tolist() == rows["own"].q50.tolist()
    assert rows["after"].observed.to_numpy() == pytest.approx(rows["own"].observed.to_numpy() + 0.2)
    assert (rows["before"].q50 > rows["own"].q50 + 0.05).all()


def test_rows_are_forecasts_of_the_state_under_what_the_others_say(learnt, monkeypatch):
    monkeypatch.setattr(module, "ORIGINS", (2021,))
    monkeypatch.setattr(module, "STEPS", 50)
    done = []
    rows = left_out(learnt, lambda *told: done.append(told))
    assert done[-1] == (26, 26)
    names = [LEFT_OUT, LEARNT_WITH, LEFT_OUT + WITHOUT_POLES, LEARNT_WITH + WITHOUT_POLES]
    assert rows.groupby(["forecast", "state"]).size().tolist() == [2] * 4 * 13
    assert list(dict.fromkeys(rows.forecast)) == names
    assert len(rows) == 4 * 13 * 2  # of 2021 two years are left
    record, column = learnt.record, learnt.record.states.index(STATE)
    for ending, structure in STRUCTURES.items():
        under = replace(learnt.under(structure), settings=Settings(30, 50, 1))
        under.__dict__.update({name: learnt.__dict__[name] for name in ("design", "emulator")})
        for name, own in ((LEFT_OUT, without_state(under, STATE)), (LEARNT_WITH, under)):
            chains = own.posterior(2021)
            members = forecast(record, Origin(2021, 2), own.free.emulated(chains.cube), chains.left, 60, 2021)
            part = rows[(rows.forecast == name + ending) & (rows.state == STATE)]
            observed = record.values[[record.row(2022), record.row(2023)], column]
            assert part.crps.to_numpy() == pytest.approx(crps(members[:, :, column].T, observed))
            assert part.error.to_numpy() == pytest.approx(abs(np.median(members[:, :, column], axis=0) - observed))
    monkeypatch.setattr(module, "forecast", None)  # it is kept
    assert left_out(learnt).equals(rows)
    monkeypatch.setattr(module, "MEMBERS", 61)
    with pytest.raises(TypeError):
        left_out(learnt)


def scores(name, error, score, inside=1.0):
    occasions = [("rolling", 2010, 1, "A"), ("rolling", 2010, 2, "A"), ("rolling", 2010, 1, "B")]
    frame = pd.DataFrame(occasions, columns=["split", "origin", "horizon", "state"])
    return frame.assign(forecast=name, error=error, crps=score, in50=0.0, in90=inside)


def test_the_table_by_hand():
    rows = pd.concat(
        [scores(LEFT_OUT, 0.1, [0.1, 0.2, 0.3], [1.0, 1.0, 0.0]), scores(LEARNT_WITH, 0.1, [0.1, 0.1, 0.2])],
        ignore_index=True,
    )
    persistence = scores("persistence", 0.2, [0.2, 0.4, 0.4])
    others = [persistence.assign(split="strict"), persistence.assign(origin=2011), scores("conditional", 9.0, 9.0)]
    table = left_out_table(rows, pd.concat([persistence, *others], ignore_index=True))
    assert {*table.forecast} == {LEFT_OUT, LEARNT_WITH, "persistence"}
    found = table.set_index(["state", "forecast"])
    assert list(dict.fromkeys(table.state)) == [ALL, "A", "B"]
    own = found.loc[(ALL, LEFT_OUT)]
    assert (own.occasions, own.mae_skill, own.crps_skill) == (3, pytest.approx(0.5), pytest.approx(0.4))
    assert (own.crps_low, own.crps_high) == (pytest.approx(0.25), pytest.approx(0.5))  # B twice, A twice
    assert own.coverage90 == pytest.approx(2 / 3)
    assert (own.crps_lost, own.lost_low, own.lost_high) == (0.0, 0.0, 0.0)
    with_it = found.loc[(ALL, LEARNT_WITH)]  # A loses -0.1 once in two, B -0.1 in one, of 0.2
    assert with_it.crps_lost == pytest.approx(-100 * 0.2 / 3 / 0.2)
    assert (with_it.lost_low, with_it.lost_high) == (pytest.approx(-50.0), pytest.approx(-25.0))
    assert found.loc[("A", LEFT_OUT)].crps_skill == pytest.approx(0.5)
    assert found.loc[("B", LEFT_OUT)].crps_skill == pytest.approx(0.25)
    assert np.isnan(found.loc[("B", LEFT_OUT)].crps_lost)
