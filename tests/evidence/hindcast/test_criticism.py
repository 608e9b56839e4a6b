"""What each mechanism earns: structures, scores of emulated forecasts, losses by hand, the worst misses."""

import numpy as np
import pandas as pd
import pytest

from tests.evidence.calibration.made_up import calibration, whole
from twochairs.evidence.calibration.structure import Structure
from twochairs.evidence.hindcast import criticism as module
from twochairs.evidence.hindcast.criticism import MECHANISMS, WHOLE, Variant, ablation, errors_of, variants, worst
from twochairs.evidence.hindcast.forecast import Origin, forecast
from twochairs.evidence.scoring.scores import crps
from twochairs.world.parameters import PARAMETERS

TREND = np.linspace(0.0, 1.0, 18)[None, :, None]


def alignment(cube):
    return 0.3 + cube[:, :1, None] * TREND * np.linspace(-0.5, 0.5, 13)


@pytest.fixture(scope="module")
def learnt(tmp_path_factory):
    return calibration(whole(tmp_path_factory.mktemp("project")), tmp_path_factory.mktemp("out"), alignment)


def test_every_mechanism_is_a_constant_that_may_be_0():
    assert len({*MECHANISMS.values()}) == len(MECHANISMS)
    for constant in MECHANISMS.values():
        assert PARAMETERS[constant].low <= 0.0, constant


def test_structures_that_are_compared(learnt):
    made = {one.name: one.calibration.structure for one in variants(learnt)}
    assert next(iter(made)) == WHOLE
    assert len(made) == 1 + len(MECHANISMS) + 5
    assert made[WHOLE] == Structure(follow_poles=True)
    assert made["without the middle"] == Structure(True, False, {"w_middle": 0.0})
    assert made["slow governments (0.5 a year)"].fixed == {"inertia_rate": 0.5}
    assert made["without the poles' own moves"] == Structure()
    assert made["the poles' own moves alone"] == Structure(True, True)
    assert made["no simulator, no poles"] == Structure(False, True)
    assert all(one.calibration.job is learnt.job for one in variants(learnt))


def test_errors_are_those_of_the_emulated_forecasts(learnt, monkeypatch):
    monkeypatch.setattr(module, "ROLLING", (2012, 2021))
    monkeypatch.setattr(module, "MEMBERS", 60)
    table = errors_of(Variant("it", learnt))
    assert len(table) == 13 * (5 + 2)  # of 2021 two years are left
    assert sorted(table.origin.unique()) == [2012, 2021]
    record, chains = learnt.record, learnt.posterior(2021)
    signal = learnt.free.emulated(chains.cube)
    members = forecast(record, Origin(2021, 2), signal, chains.left, 60, 2021)
    for one in table[table.origin == 2021].itertuples():
        state, h = record.states.index(one.state), int(one.horizon) - 1
        observed = record.values[record.row(2022 + h), state]
        assert one.error == pytest.approx(abs(np.median(members[:, h, state]) - observed))
        assert one.crps == pytest.approx(float(crps(members[:, h, state], np.array(observed))))
    monkeypatch.setattr(module, "forecast", None)  # it is kept
    assert errors_of(Variant("it", learnt)).equals(table)


def scores(error, score):
    rows = [(2010, 1, "A"), (2010, 2, "A"), (2010, 1, "B"), (2010, 2, "B")]
    frame = pd.DataFrame(rows, columns=["origin", "horizon", "state"])
    return frame.assign(error=error, crps=score)


def test_what_a_mechanism_loses_by_hand(monkeypatch):
    made = {
        WHOLE: scores([0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.2, 0.2]),
        "without": scores([0.2, 0.2, 0.1, 0.1], [0.2, 0.2, 0.2, 0.2]),
        "better": scores([0.0, 0.0, 0.1, 0.1], [0.1, 0.1, 0.1, 0.1]),
    }
    shuffled = {name: frame.sample(frac=1.0, random_state=2) for name, frame in made.items()}
    monkeypatch.setattr(module, "errors_of", lambda variant: shuffled[variant.name])
    naive, done = scores([0.2, 0.2, 0.2, 0.2], [0.25, 0.25, 0.25, 0.25]), []
    table = ablation([Variant(name, None) for name in made], naive, lambda *told: done.append(told))
    assert done == [(1, 3), (2, 3), (3, 3)]
    assert table.variant.tolist() == [*made]
    assert table.mae_skill.tolist() == pytest.approx([0.5, 0.25, 0.75])
    assert table.crps_skill.tolist() == pytest.approx([0.4, 0.2, 0.6])
    # The whole model's mean CRPS is 0.15. Without: A loses 0.1 twice, B nothing.
    assert table.crps_lost.tolist() == pytest.approx([0.0, 100 * 0.05 / 0.15, -100 * 0.05 / 0.15])
    assert (table.low[0], table.high[0]) == (0.0, 0.0)
    assert (table.low[1], table.high[1]) == (pytest.approx(0.0), pytest.approx(100 * 0.1 / 0.15))  # B twice, A twice


def test_the_worst_misses_each_once_by_hand():
    rows = [
        ("conditional", "rolling", 2010, 2, "A", 0.5, 0.9),
        ("conditional", "rolling", 2011, 1, "A", 0.5, 0.7),
        ("conditional", "rolling", 2011, 1, "B", 0.5, -0.3),
        ("conditional", "rolling", 2011, 2, "B", 0.5, 0.6),
        ("conditional", "strict", 2011, 1, "B", 0.5, 9.0),
        ("persistence", "rolling", 2011, 1, "B", 0.5, 9.0),
    ]
    table = pd.DataFrame(rows, columns=["forecast", "split", "origin", "horizon", "state", "observed", "q50"])
    found = worst(table)
    assert found[["state", "year"]].to_numpy().tolist() == [["B", 2012], ["A", 2012], ["B", 2013]]
    assert found.miss.tolist() == pytest.approx([-0.8, 0.3, 0.1])
    assert found.forecast.tolist() == pytest.approx([-0.3, 0.8, 0.6])
    assert worst(table, 1).state.tolist() == ["B"]
