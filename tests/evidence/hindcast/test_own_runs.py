"""Runs from an origin: each under a draw of its own and with chance of its own, kept once."""

import numpy as np
import pytest

from tests.evidence.calibration.made_up import calibration, whole
from twochairs.evidence.acts.circumstances import circumstances_of_draws
from twochairs.evidence.calibration.paths import with_parameters, yearly_alignment
from twochairs.evidence.calibration.structure import Structure
from twochairs.evidence.hindcast import own_runs as module
from twochairs.evidence.hindcast.own_runs import own_runs

TREND = np.linspace(0.0, 1.0, 18)[None, :, None]


def alignment(cube):
    return 0.3 + cube[:, :1, None] * TREND * np.linspace(-0.5, 0.5, 13)


@pytest.fixture(scope="module")
def learnt(tmp_path_factory):
    file = whole(tmp_path_factory.mktemp("project"))
    return calibration(file, tmp_path_factory.mktemp("out"), alignment, Structure(follow_poles=True))


def test_every_run_is_of_a_draw_and_of_chance_of_its_own(learnt, monkeypatch):
    monkeypatch.setattr(module, "RUNS", 3)
    made = own_runs(learnt, 2014)
    chains = learnt.posterior(2014)
    assert made.cube.tobytes() == chains.cube[[0, 30, 59]].tobytes()
    assert made.left.noise.level.tobytes() == chains.left.noise.level[[0, 30, 59]].tobytes()
    assert made.paths.shape == (3, 18, 13)
    plan = learnt.job.plan
    values = learnt.design.values(learnt.free.constants(made.cube))
    base, seed = plan.fits[0].base, plan.experiment.seed
    for number in (0, 2):
        alone = circumstances_of_draws(base, [values[number]], 1, seed + number)
        assert made.circumstances.alignment[number].tobytes() == alone.alignment[0].tobytes()
        assert made.circumstances.favoured[number].tobytes() == alone.favoured[0].tobytes()
    twice = circumstances_of_draws(base, [values[2]], 1, seed)
    assert not np.array_equal(made.circumstances.alignment[2], twice.alignment[0]), "another chance"
    yearly = yearly_alignment(with_parameters(base, values[2]), range(2006, 2024), learnt.record.states, 1, seed + 2)
    assert made.paths[2].tobytes() == yearly[0].tobytes()


def test_runs_are_made_once_and_as_many_others_anew(learnt, monkeypatch):
    monkeypatch.setattr(module, "RUNS", 2)
    first = own_runs(learnt, 2014)
    monkeypatch.setattr(module, "_made", None)
    again = own_runs(learnt, 2014)
    assert again.paths.tobytes() == first.paths.tobytes()
    assert again.circumstances.states == first.circumstances.states
    monkeypatch.setattr(module, "RUNS", 4)
    with pytest.raises(TypeError):
        own_runs(learnt, 2014)
