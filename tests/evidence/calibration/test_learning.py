"""A calibration of a made-up design: stages, what decides them, tables of the posterior."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import lognorm, rv_histogram, uniform

from tests.evidence.calibration.made_up import calibration, whole
from twochairs.evidence.calibration.learning import Settings, constants_of, identifiability, noise_of, spread_over
from twochairs.evidence.calibration.structure import Structure

STATES = 13
TREND = np.linspace(0.0, 1.0, 18)[None, :, None]


def alignment(cube):
    """Every state stands at 0.3 in 2006; the first constant says how far it moves by 2023, the second nothing."""
    return 0.3 + cube[:, :1, None] * TREND * np.linspace(-0.5, 0.5, STATES)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return whole(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def learnt(file, tmp_path_factory):
    made = calibration(file, tmp_path_factory.mktemp("out"), alignment, Structure(follow_poles=True))
    made.posterior(2012)
    return made


def test_a_posterior_is_sampled_once_and_the_same_again(file, learnt, tmp_path, monkeypatch):
    again = calibration(file, tmp_path, alignment)
    assert again.posterior(2012).cube.tobytes() == learnt.posterior(2012).cube.tobytes()
    (one,), (other,) = (list((folder / "stages").iterdir()) for folder in (tmp_path, learnt.folder))
    assert (one.name, one.read_bytes()) == (other.name, other.read_bytes())
    monkeypatch.setattr("twochairs.evidence.calibration.learning.sample", None)
    assert again.posterior(2012).independent == learnt.posterior(2012).independent


def test_everything_that_decides_a_posterior_is_in_its_key(file, learnt, tmp_path):
    record = learnt.record
    values, poles = record.values.copy(), record.poles.copy()
    values[-1, 0] += 0.1
    poles[-1, 0] += 0.1

    def observed(other):
        made = calibration(file, tmp_path, alignment)
        made.__dict__["record"] = other
        return made

    same = calibration(file, tmp_path, alignment)
    others = [
        calibration(file, tmp_path, alignment, settings=Settings(60, 150, 2)),
        calibration(file, tmp_path, alignment, settings=Settings(61, 150, 1)),
        same.under(Structure()),
        same.under(Structure(follow_poles=True, still=True)),
        same.under(Structure(True, False, {"w_public": 0.0})),
        same.under(Structure(True, False, {"w_public": 0.5})),
        observed(replace(record, values=values)),
        observed(replace(record, poles=poles)),
    ]
    learnt_key = learnt.stages.key
    assert same.stages.key == learnt_key
    with pytest.MonkeyPatch.context() as edited:
        edited.setattr("twochairs.evidence.calibration.learning.fingerprint", lambda *entries: f"other {entries}")
        assert same.stages.key != learnt_key
    assert len({learnt.stages.key, *(other.stages.key for other in others)}) == len(others) + 1


def test_another_structure_is_learnt_from_the_same_design(learnt):
    other = learnt.under(Structure(fixed={"w_public": 0.0}))
    assert other.design is learnt.design
    assert (other.folder, other.settings) == (learnt.folder, learnt.settings)
    assert other.free.names == ("inertia_rate",)


def truncated(name, low, high):
    """The declared prior of the two constants, and of shares, between the ends that were searched."""
    if name != "inertia_rate":
        return uniform(low, high - low)
    base = lognorm(0.5, scale=1.2)
    shares = np.linspace(base.cdf(low), base.cdf(high), 200_001)
    return rv_histogram((np.ones(200_000), base.ppf(shares)), density=False)


def test_what_the_record_says_of_each_constant(learnt):
    chains, table = learnt.posterior(2012), identifiability(learnt, learnt.posterior(2012))
    assert table.name.tolist() == [*learnt.design.names, "share_of_patron", "share_of_integrator"]
    for column, row in enumerate(table.itertuples()):
        drawn = row.prior_low + chains.cube[:, column] * (row.prior_high - row.prior_low)
        prior = truncated(row.name, row.prior_low, row.prior_high)
        assert (row.prior_mean, row.prior_sd) == pytest.approx((prior.mean(), prior.std()), rel=1e-4)
        assert row.mean == pytest.approx(drawn.mean())
        assert row.q05 == pytest.approx(np.quantile(drawn, 0.05))
        assert row.contraction == pytest.approx(1 - drawn.var() / prior.var(), abs=2e-4)
        assert row.shift == pytest.approx((drawn.mean() - prior.mean()) / prior.std(), abs=2e-4)
    assert table.prior_low.tolist()[2:] == [0.0, 0.0]
    assert table.prior_high.tolist()[2:] == [1.0, 1.0]


def test_some_draws_are_spread_over_those_of_chains_none_twice(learnt):
    chains, design = learnt.posterior(2012), learnt.design
    some = spread_over(chains, 7)
    table = constants_of(learnt, some)
    assert table.columns.tolist() == ["draw", *design.names]
    assert table.draw.tolist() == list(range(7))
    drawn = design.values(chains.cube[:, :2])
    for row in table.drop(columns="draw").to_dict("records"):
        assert row in drawn
    assert len(table.drop_duplicates(subset=list(design.names))) == 7


def test_the_noise_is_of_the_same_draws(learnt):
    chains = learnt.posterior(2012)
    some = spread_over(chains, 7)
    table = noise_of(some)
    rows = [np.flatnonzero((chains.cube == one).all(axis=1))[0] for one in some.cube]
    assert table.level.tolist() == chains.left.noise.level[rows].tolist()
    assert table.observation.tolist() == chains.left.noise.observation[rows].tolist()
    assert table.sway.tolist() == chains.left.sway.sd[rows].tolist()


def test_a_fixed_constant_is_shipped_at_its_value(learnt):
    other = learnt.under(Structure(fixed={"w_public": 0.5}))
    table = constants_of(other, spread_over(other.posterior(2010), 3))
    assert table.w_public.tolist() == pytest.approx([0.5] * 3)
    assert table.inertia_rate.nunique() > 1


def test_the_record_after_the_year_does_not_reach_a_posterior(file, learnt, tmp_path):
    later = calibration(file, tmp_path, alignment)
    record = learnt.record
    values, poles = record.values.copy(), record.poles.copy()
    values[record.years > 2012], poles[record.years > 2012] = 9.0, -9.0
    later.__dict__["record"] = replace(record, values=values, poles=poles)
    assert later.stages.key != learnt.stages.key
    assert later.posterior(2012).cube.tobytes() == learnt.posterior(2012).cube.tobytes()
    changed, values = calibration(file, tmp_path, alignment), record.values.copy()
    values[record.years == 2012] += np.linspace(-0.3, 0.3, STATES)
    changed.__dict__["record"] = replace(record, values=values)
    assert changed.posterior(2012).cube.tobytes() != learnt.posterior(2012).cube.tobytes()
