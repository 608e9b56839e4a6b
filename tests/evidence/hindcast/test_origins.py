"""The hindcast: every row against its ensemble, and nothing that came after an origin in what is not told it."""

from dataclasses import replace

import numpy as np
import pytest

from tests.evidence.calibration.made_up import calibration, whole
from twochairs.evidence.calibration.paths import paths_of_draws
from twochairs.evidence.calibration.structure import Structure
from twochairs.evidence.coding.terms import terms
from twochairs.evidence.hindcast import origins as module
from twochairs.evidence.hindcast.forecast import Origin
from twochairs.evidence.hindcast.origins import (
    CONDITIONAL,
    HORIZONS,
    ROLLING,
    STRICT,
    UNCONDITIONAL,
    Hindcast,
    origins,
    scores_of,
)
from twochairs.evidence.hindcast.variants import withheld
from twochairs.evidence.scoring.scores import crps, pit
from twochairs.experiment.base import base_from_data

ORIGIN = Origin(2014, 2)
TREND = np.linspace(0.0, 1.0, 18)[None, :, None]


def alignment(cube):
    return 0.3 + cube[:, :1, None] * TREND * np.linspace(-0.5, 0.5, 13)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return whole(tmp_path_factory.mktemp("project"))


@pytest.fixture(autouse=True, scope="module")
def few():
    """Few draws and members."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "DRAWS", 4)
        patch.setattr(module, "MEMBERS", 40)
        yield


def hindcast(file, folder, path=alignment):
    made = calibration(file, folder, path, Structure(follow_poles=True))
    return Hindcast(made, made.job.plan.fits[0].base, terms())


@pytest.fixture(scope="module")
def plain(file, tmp_path_factory):
    return hindcast(file, tmp_path_factory.mktemp("out"))


def edited(base, change):
    data = base.data()
    change(data["tree"])
    return base_from_data(data)


def rewritten(tree):
    """Another history after 2014: its events and prices, and one governed by whoever."""
    tree["timeline"] = [item for item in tree["timeline"] if (item.get("at") or item.get("from", "")) <= "2014-12"]
    tree["timeline"].append({"name": "another history", "at": "2015-02", "set": {"RU.pressure": 1.0, "hub_level": 900}})
    tree["hub_series"] = {
        month: price * (1 if month <= "2014-12" else 3) for month, price in tree["hub_series"].items()
    }
    for country in tree["countries"].values():
        dates = country["government"]["elections"]
        country["government"]["elections"] = [month for month in dates if month <= "2014-12"]


def test_origins_of_the_whole_record_and_of_a_short_one():
    made = origins(2023)
    assert [origin.year for split, origin in made if split == "rolling"] == list(ROLLING)
    assert made[-1] == ("strict", Origin(STRICT, 6))
    assert all(origin.horizons == HORIZONS for split, origin in made if split == "rolling")
    assert origins(2012) == [("rolling", Origin(2010, 2)), ("rolling", Origin(2011, 1))]
    assert origins(2018)[-2:] == [("rolling", Origin(2017, 1)), ("strict", Origin(2017, 1))]


def test_unconditional_forecasts_do_not_change_with_what_comes_after(plain, file, tmp_path):
    """Another record, other events, prices and elections, and other simulated years after the origin: the same bits."""
    expected = plain.ensemble(ORIGIN, UNCONDITIONAL)

    def later(cube):
        path = alignment(cube)
        return np.where((np.arange(18) + 2006 > 2014)[None, :, None], np.sin(40 * cube[:, 1:, None]) + path, path)

    other = hindcast(file, tmp_path, later)
    record = other.calibration.record
    values, poles = record.values.copy(), record.poles.copy()
    values[record.years > 2014], poles[record.years > 2014] = -2.0, 5.0
    other.calibration.__dict__["record"] = replace(record, values=values, poles=poles)
    other = replace(other, base=edited(other.base, rewritten))
    assert other.ensemble(ORIGIN, UNCONDITIONAL).tobytes() == expected.tobytes()
    assert other.ensemble(ORIGIN, CONDITIONAL).tobytes() != plain.ensemble(ORIGIN, CONDITIONAL).tobytes()


def test_conditional_forecasts_do_not_see_the_record_after_the_origin(plain, file, tmp_path):
    other = hindcast(file, tmp_path)
    record = other.calibration.record
    values = record.values.copy()
    values[record.years > 2014] = -2.0
    other.calibration.__dict__["record"] = replace(record, values=values)
    assert other.ensemble(ORIGIN, CONDITIONAL).tobytes() == plain.ensemble(ORIGIN, CONDITIONAL).tobytes()


def test_both_see_what_came_before(plain, file, tmp_path):
    other = hindcast(file, tmp_path)
    record = other.calibration.record
    values = record.values.copy()
    values[record.years == 2014] += 0.1
    other.calibration.__dict__["record"] = replace(record, values=values)
    for mode in (CONDITIONAL, UNCONDITIONAL):
        assert other.ensemble(ORIGIN, mode).tobytes() != plain.ensemble(ORIGIN, mode).tobytes()


def test_an_ensemble_is_made_once_and_another_under_other_terms(plain, monkeypatch):
    first = plain.ensemble(ORIGIN, UNCONDITIONAL)
    shorter = replace(plain, terms=dict.fromkeys(terms(), 12))
    assert shorter.ensemble(ORIGIN, UNCONDITIONAL).tobytes() != first.tobytes()
    monkeypatch.setattr(module, "paths_of_draws", None)
    assert np.array_equal(plain.ensemble(ORIGIN, UNCONDITIONAL), first)
    assert first.shape == (40, 2, 13)


def test_what_is_simulated_for_each(plain, monkeypatch):
    """Conditional: the scenario, by the mean of its runs. Unconditional: what is withheld, every run by itself."""
    seen = {}

    def watched(base, *others):
        seen["base"], seen["paths"] = base, paths_of_draws(base, *others)
        return seen["paths"]

    def told(record, origin, signal, noise, members, seed):
        seen["signal"] = signal
        return np.zeros((members, origin.horizons, 13))

    monkeypatch.setattr(module, "paths_of_draws", watched)
    monkeypatch.setattr(module, "forecast", told)
    free, cube = plain.calibration.free, plain.calibration.posterior(2014).cube[[0, 20, 39, 59]]
    plain._made(ORIGIN, CONDITIONAL)
    assert seen["base"] is plain.base
    assert seen["paths"].shape == (4, 2, 18, 13)
    assert seen["signal"] == pytest.approx(free.signal(cube, seen["paths"].mean(axis=1)))
    plain._made(ORIGIN, UNCONDITIONAL)
    assert seen["base"].data() == withheld(plain.base, 2014, terms()).data()
    for draw in range(4):
        for run in range(2):
            alone = free.signal(cube[[draw]], seen["paths"][draw, [run]], 2014)
            assert seen["signal"][2 * draw + run] == pytest.approx(alone[0])


def test_every_row_is_its_ensemble_held_against_the_record(plain, monkeypatch):
    record = plain.calibration.record
    ensembles = {}

    def ensemble(self, origin, mode):
        chance = np.random.default_rng(origin.year + len(mode) + origin.horizons)
        members = record.values[-10:].mean(axis=0) + 0.3 * chance.normal(size=(40, origin.horizons, 13))
        return ensembles.setdefault((origin.year, origin.horizons, mode), members)

    monkeypatch.setattr(Hindcast, "ensemble", ensemble)
    done = []
    table = scores_of(plain, lambda *told: done.append(told))
    assert done[-1] == (10, 10)
    names = {"conditional", "unconditional", "persistence", "linear_drift", "past_mean", "autoregression"}
    assert {*table.forecast} == names
    assert len(table) == 6 * 13 * (9 * 5 + 6)
    for one in table[table.forecast.isin([CONDITIONAL, UNCONDITIONAL])].sample(300, random_state=1).itertuples():
        horizons = HORIZONS if one.split == "rolling" else 6
        state = record.states.index(one.state)
        members = ensembles[one.origin, horizons, one.forecast][:, one.horizon - 1, state]
        observed = record.values[record.row(one.origin + one.horizon), state]
        assert one.observed == observed
        assert one.crps == pytest.approx(float(crps(members, np.array(observed))))
        assert one.pit == pytest.approx(float(pit(members, np.array(observed))))
        assert one.error == pytest.approx(abs(np.median(members) - observed))
        assert [one.q05, one.q25, one.q50, one.q75, one.q95] == pytest.approx(
            list(np.quantile(members, [0.05, 0.25, 0.5, 0.75, 0.95]))
        )
        assert one.in50 == float(one.q25 <= observed <= one.q75)
        assert one.in90 == float(one.q05 <= observed <= one.q95)
    one_mode = scores_of(plain, modes=(CONDITIONAL,))
    assert {*one_mode.forecast} == names - {UNCONDITIONAL}
