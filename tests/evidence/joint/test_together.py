"""One posterior by waves: against a grid where everything is known, and on the rules themselves."""

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.evidence.calibration.made_up import calibration, whole
from twochairs.evidence.calibration.learning import Settings
from twochairs.evidence.calibration.structure import Structure
from twochairs.evidence.joint import together
from twochairs.evidence.joint.beyond import JOINED, PATH
from twochairs.evidence.joint.surrogate import Surrogate
from twochairs.evidence.joint.together import Together, draws_of, surrogate_of

YEAR = 2023


def further(cube):
    """What the rest of the record says, no quadratic: it wants the first constant near 0.8, the second low."""
    return -0.5 * ((cube[:, 0] - 0.8) / 0.1) ** 2 - 5.0 * cube[:, 1] + np.sin(12.0 * cube[:, 0])


def beside(cube):
    """What the emulator has missed."""
    return 2.0 * np.cos(4.0 * cube[:, 1])


@dataclass(frozen=True)
class Known:
    """A wave whose draws need no run."""

    calibration: Any
    year: int
    chains: Any
    name: str
    draws: int
    progress: Any

    @property
    def made(self):
        rows = np.linspace(0, len(self.chains.cube) - 1, self.draws).round().astype(int)
        return SimpleNamespace(cube=self.chains.cube[rows], left=self.chains.left.picked(rows))

    @property
    def joined(self):
        return further(self.made.cube)

    @property
    def log_weights(self):
        return {PATH: beside(self.made.cube)}

    def stages(self, *modules, given=None):
        return replace(self.calibration.stages, key=repr((self.calibration.stages.key, given)))


def still(cube):
    """Every state stands where it is, whatever the constants."""
    return np.full((len(cube), 18, 13), 0.3)


@pytest.fixture(scope="module")
def learnt(tmp_path_factory):
    """A record of nothing: all that is known of two constants is their priors and the rest of the record."""
    file, settings = whole(tmp_path_factory.mktemp("project")), Settings(draws=4000, steps=1500, seed=1)
    made = calibration(file, tmp_path_factory.mktemp("out"), still, Structure(), settings)
    made.__dict__["record"] = replace(made.record, values=np.full_like(made.record.values, np.nan))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(together, "Beyond", Known)
        patched.setattr(together, "_LEAST", 1500)
        one = Together(made, YEAR)
        assert len(one.waves) == together.WAVES
    return one


def grid(learnt, density):
    """Mean and standard deviation of both constants under a density, by quadrature."""
    middles = (np.arange(200) + 0.5) / 200
    cube = np.stack(np.meshgrid(middles, middles, indexing="ij"), axis=-1).reshape(-1, 2)
    log = learnt.calibration.free.log_prior(cube) + density(cube)
    weight = np.exp(log - log.max())
    mean = weight @ cube / weight.sum()
    return mean, np.sqrt(weight @ (cube - mean) ** 2 / weight.sum())


def test_weighted_draws_are_those_of_everything(learnt):
    mean, sd = grid(learnt, lambda cube: further(cube) + beside(cube))
    cube = learnt.waves[-1].made.cube[learnt.weights.rows(5000)]
    assert cube.mean(axis=0) == pytest.approx(mean, abs=0.15 * sd.min())
    assert cube.std(axis=0) == pytest.approx(sd, rel=0.12)
    plain, _ = grid(learnt, lambda cube: 0.0)
    assert np.abs(mean - plain).max() > 1.5 * sd.max(), "the rest of the record does say something"


def test_the_chains_of_the_last_wave_are_under_what_was_learnt_from_the_one_before(learnt):
    mean, sd = grid(learnt, learnt.surrogate)
    chains = learnt.waves[-1].chains
    assert chains.cube.mean(axis=0) == pytest.approx(mean, abs=0.15 * sd.min())
    assert learnt.surrogate(chains.cube) == pytest.approx(surrogate_of(learnt.waves[0])(chains.cube))


def test_other_evidence_makes_other_chains_in_the_same_folder(learnt, monkeypatch):
    monkeypatch.setattr(together, "Beyond", Known)
    monkeypatch.setattr(together, "_LEAST", 1500)
    same, other = Together(learnt.calibration, YEAR), Together(learnt.calibration, YEAR)
    assert same.waves[-1].chains.cube.tobytes() == learnt.waves[-1].chains.cube.tobytes()
    monkeypatch.setattr(Known, "joined", property(lambda wave: -further(wave.made.cube)))
    assert other.waves[-1].chains.cube.mean(axis=0)[0] < learnt.waves[-1].chains.cube.mean(axis=0)[0] - 0.2


def test_errors_of_weights_and_of_chains_add_up(learnt):
    both = (learnt.weights.effective, learnt.waves[-1].chains.independent)
    assert 1.0 / learnt.independent == pytest.approx(1.0 / both[0] + 1.0 / both[1])
    assert learnt.independent < min(both)


def test_a_wave_has_draws_for_every_number_of_its_surrogate():
    chains = SimpleNamespace(cube=np.zeros((5, 25)))
    assert draws_of(chains) == 3 * (25 + 25 + 25 * 24 // 2)
    assert draws_of(SimpleNamespace(cube=np.zeros((5, 2)))) == 200


def drifting(cube):
    """Thirteen states that stand at 0.3 and drift by the first constant."""
    return 0.3 + cube[:, :1, None] * np.linspace(0.0, 1.0, 18)[None, :, None] * np.linspace(-0.5, 0.5, 13)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Everything run, with few draws."""
    file, told = whole(tmp_path_factory.mktemp("project")), []
    made = calibration(file, tmp_path_factory.mktemp("out"), drifting, Structure(follow_poles=False))
    countries = len(made.job.plan.scenario(0).names.country)
    made.__dict__["design"] = replace(made.design, unexplained=np.zeros((64, countries)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(together, "_LEAST", 8)
        patched.setattr(together, "_A_NUMBER", 1)
        one = Together(made, YEAR, lambda done, total: told.append((done, total)))
        return one, one.drawn(10), told


def test_constants_of_acts_and_terms_are_of_the_same_draw(run):
    one, drawn, _ = run
    last, rows = one.waves[-1], one.weights.rows(10)
    assert len(last.made.cube) == 16
    assert drawn.draws.cube.tolist() == last.made.cube[rows].tolist()
    free = len(drawn.unknowns.free)
    assert drawn.vectors[:, :free].tolist() == last.on_paths["constants"][rows].tolist()
    own, seeds = last.made.path(5), [one.calibration.settings.seed, 5]
    assert (
        last.acts.drawn(own, np.random.default_rng(seeds)).constants.tolist() == last.on_paths["constants"][5].tolist()
    )
    other = last.acts.drawn(last.made.path(0), np.random.default_rng(seeds)).constants
    assert other.tolist() != last.on_paths["constants"][5].tolist(), "it is of its own path"
    assert drawn.vectors[:, free:].tolist() == last.on_paths["terms"][rows].tolist()
    assert one.circumstances.draws == 16


def test_all_that_decides_what_is_kept_is_in_its_key(run):
    one, _, _ = run
    first, last = one.waves
    keys = {first.stages(Together).key, replace(first, chains=last.chains).stages(Together).key}
    keys |= {first.stages(Together, given="other").key, first.stages(Surrogate).key}
    keys |= {replace(first, draws=first.draws + 1).stages(Together).key}
    assert len(keys) == 5
    assert first.stages(Together).key == replace(first, progress=print).stages(Together).key


def test_what_other_acts_said_is_not_read_again(run):
    one, _, _ = run
    fewer = replace(one.waves[0], progress=lambda done, total: None)
    fewer.__dict__["made"] = one.waves[0].made
    acts = one.waves[0].acts
    fewer.__dict__["acts"] = replace(acts, acts=replace(acts.acts, votes=acts.acts.votes[::2]))
    assert not np.allclose(fewer.on_paths["log_likelihood"], one.waves[0].on_paths["log_likelihood"])


def test_polls_of_months_or_states_that_are_not_there_say_nothing(run):
    one, _, _ = run
    wave = one.waves[0]
    whole = wave.made.circumstances

    def told(year, circumstances):
        other = replace(wave, year=year)
        other.__dict__["made"] = replace(wave.made, circumstances=circumstances)
        return other._poll()

    to_2010 = replace(whole, hard_share=whole.hard_share[:61])  # from December 2005
    assert told(YEAR, to_2010) == pytest.approx(told(2010, whole))
    assert np.ptp(told(2010, whole)) > 0.0
    elsewhere = replace(whole, states=tuple(f"{state} 2" for state in whole.states))
    assert np.abs(told(YEAR, elsewhere)).max() < 1e-9


def test_what_is_joined_is_acts_poll_and_prices(run):
    one, _, _ = run
    first = one.waves[0]
    assert first.joined == pytest.approx(sum(first.log_weights[name] for name in JOINED))
    assert PATH not in JOINED
    expected = one.waves[-1].joined - one.surrogate(one.waves[-1].made.cube) + one.waves[-1].log_weights[PATH]
    order = np.argsort(expected)
    assert np.all(np.diff(one.weights.each[order]) >= -1e-12), "the likelier, the heavier"


def test_progress_goes_one_way_to_its_end(run):
    _, _, told = run
    done, total = zip(*told, strict=True)
    assert len({*total}) == 1
    assert [*done] == sorted(done)
    assert done[-1] == total[-1]
