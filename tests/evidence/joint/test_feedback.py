"""A calibration of a made-up design, its draws simulated and weighted: each kind of evidence, and tables of it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.evidence.calibration.made_up import calibration, whole
from twochairs.data.ideal_scale import SLOPE
from twochairs.evidence.calibration.discrepancy import log_likelihood
from twochairs.evidence.calibration.signal import signal
from twochairs.evidence.calibration.stages import Stages
from twochairs.evidence.calibration.structure import Structure
from twochairs.evidence.joint import headline, ideal_points, together
from twochairs.evidence.joint.beyond import ACTS, BLOC, PATH, POLL, PRICES
from twochairs.evidence.joint.feedback import (
    COLUMNS,
    EVERYTHING,
    ONE,
    PLAIN,
    WALK,
    Feedback,
    check_weighable,
    feedback,
    shift_of,
    spread_of,
    write_feedback,
)
from twochairs.evidence.joint.simulated import BATCH, batches
from twochairs.evidence.joint.together import Together
from twochairs.evidence.joint.weights import smoothed

YEAR, DRAWS = 2023, 6


def alignment(cube):
    """Thirteen states that stand at 0.3 and drift by the first constant."""
    return 0.3 + cube[:, :1, None] * np.linspace(0.0, 1.0, 18)[None, :, None] * np.linspace(-0.5, 0.5, 13)


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    file = whole(tmp_path_factory.mktemp("project"))
    made = calibration(file, tmp_path_factory.mktemp("out"), alignment, Structure(follow_poles=False))
    countries = len(made.job.plan.scenario(0).names.country)
    made.__dict__["design"] = replace(made.design, unexplained=np.zeros((64, countries)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(together, "_LEAST", DRAWS)
        patched.setattr(together, "_A_NUMBER", 1)
        yield Feedback(Together(made, YEAR))


@pytest.fixture(scope="module")
def wave(given):
    return given.first


def test_paths_are_those_of_the_scenario(wave):
    made = wave.made
    path = made.alignment(wave.calibration)
    assert path.shape == (DRAWS, 18, 13)
    assert 0.0 < np.ptp(path, axis=0).max() < 1.0
    assert made.public.shape == made.price.shape == made.circumstances.alignment.shape
    assert {state for state, there in zip(made.circumstances.states, made.member, strict=True) if there.any()} == {
        "BGR",
        "HUN",
    }
    bulgaria = made.member[made.circumstances.states.index("BGR")]
    assert bulgaria.sum() == 204, "from January 2007"


def test_the_likelihood_of_a_direct_path_is_the_filters(wave):
    made, record = wave.made, wave.calibration.record
    rest = record.values - signal(made.alignment(wave.calibration), 6) - made.left.sway.path[..., None]
    expected = log_likelihood(rest, made.left.noise) - 2.0 * np.sum(made.unexplained**2, axis=1)
    assert ideal_points.by_path(wave.calibration, YEAR, made) == pytest.approx(expected)


def test_a_member_that_votes_with_its_bloc_is_seen_nearer_to_it(wave):
    made, record = wave.made, wave.calibration.record
    path = made.alignment(wave.calibration)
    found = ideal_points.with_bloc(wave.calibration, YEAR, made, path)
    assert found.shape == (len(ideal_points.WITH_BLOC), DRAWS)
    share, seen = ideal_points.WITH_BLOC[7], signal(path, 6)
    for state, since in (("HUN", 0), ("BGR", 7)):
        at = record.states.index(state)
        away = 1.0 - np.concatenate([np.repeat(path[:, :1], 6, axis=1), path], axis=1)[:, since:, at]
        seen[:, since:, at] += share * SLOPE * away
    rest = record.values - seen - made.left.sway.path[..., None]
    assert found[7] == pytest.approx(log_likelihood(rest, made.left.noise))


def test_without_members_every_share_is_as_likely(wave):
    made = replace(wave.made, member=np.zeros_like(wave.made.member))
    found = ideal_points.with_bloc(wave.calibration, YEAR, made, made.alignment(wave.calibration))
    assert np.ptp(found, axis=0).max() == 0.0


def test_every_kind_of_evidence_tells_draws_apart(wave):
    assert [*wave.log_weights] == [PATH, ACTS, POLL, PRICES, BLOC]
    for one in wave.log_weights.values():
        assert np.isfinite(one).all()
        assert np.ptp(one) > 0.0


def test_everything_is_what_is_joined_and_the_direct_paths(given, wave):
    log = wave.log_weights
    expected = smoothed(log[ACTS] + log[POLL] + log[PRICES] + log[PATH])
    assert given.weights[EVERYTHING].each == pytest.approx(expected.each)


def test_the_tables_are_of_the_weights(given, wave):
    found = write_feedback(given)
    assert found.columns.tolist() == [*COLUMNS]
    assert found.evidence.tolist() == [PLAIN, PATH, ACTS, POLL, PRICES, BLOC, WALK, EVERYTHING, ONE]
    plain, acts = found.iloc[0], found.set_index("evidence").loc[ACTS]
    assert (plain.draws, plain.effective, plain.constant, plain["shift"]) == (DRAWS, pytest.approx(DRAWS), "", 0.0)
    weights = smoothed(wave.log_weights[ACTS])
    shift, _ = weights.shift(wave.made.cube)
    names = [*wave.calibration.free.names]
    assert acts["shift"] == pytest.approx(shift[names.index(acts.constant)])
    assert abs(acts["shift"]) == pytest.approx(np.abs(shift).max())
    assert acts.rate == pytest.approx(float(weights.each @ given.effects[:, 0]))
    folder = wave.calibration.folder
    constants = pd.read_csv(folder / "joint-constants.csv").set_index("name")
    assert constants.index.tolist() == names
    assert constants.loc[acts.constant, ACTS] == pytest.approx(acts["shift"], abs=1e-4)
    assert len(pd.read_csv(folder / "joint.csv")) == len(found)


def test_the_one_posterior_stands_beside_them(given, wave):
    found = feedback(given).set_index("evidence").loc[ONE]
    together = given.together
    last, first = together.waves[-1].made.cube, wave.made.cube
    assert (found.draws, found.effective) == (len(last), pytest.approx(together.weights.effective))
    shift, error = shift_of(given)
    assert shift == pytest.approx((together.weights.each @ last - first.mean(axis=0)) / first.std(axis=0))
    assert (error > len(first) ** -0.5).all()
    assert found["shift"] == pytest.approx(shift[np.abs(shift).argmax()])
    assert found.rate == pytest.approx(float(together.weights.each @ given.effects_together[:, 0]))


def test_pressure_moves_declarations_under_every_draw(given):
    assert given.effects.shape == (DRAWS, len(headline.EFFECTS))
    assert (given.effects[:, 0] > 0.0).all()
    assert np.abs(given.effects[:, 2]).max() < np.abs(given.effects[:, 0]).max()


def test_terms_belong_to_the_path_that_they_were_learnt_on(wave):
    asked, made, unknowns = headline.asked(), wave.made, wave.acts.unknowns
    terms = wave.on_paths["terms"]
    one = headline.terms_of(asked, made, unknowns, terms, np.arange(DRAWS))
    further = replace(made, circumstances=replace(made.circumstances, alignment=made.circumstances.alignment + 0.1))
    other = headline.terms_of(asked, further, unknowns, terms, np.arange(DRAWS))
    for before, after in zip(one, other, strict=True):
        assert after["acts"] == pytest.approx(before["acts"] + 0.1)
        assert after["declarations"] == before["declarations"]


def test_batches_that_are_there_are_not_made_again(tmp_path):
    stages, made, told = Stages(tmp_path, "a key"), [], []

    def make(some):
        made.append(some.start)
        return {"at": np.arange(some.start, some.stop)}

    def until(some):
        if some.start:
            raise KeyboardInterrupt
        return make(some)

    draws = BATCH + 3
    with pytest.raises(KeyboardInterrupt):
        batches(stages, "some", draws, until)
    found = batches(stages, "some", draws, make, lambda done, total: told.append((done, total)))
    assert found["at"].tolist() == [*range(draws)]
    assert made == [0, BATCH]
    assert told == [(BATCH, draws), (draws, draws)]


def test_the_shipped_hindcast_can_be_weighted(given):
    check_weighable(given.first.calibration.job.plan)


def test_where_states_wander_acts_tell_the_draws_apart_by_less(given, wave):
    assert given.wandering.shape == (len(spread_of(wave)),)
    assert 0.0 < np.ptp(given.wandering) < np.ptp(wave.log_weights[ACTS])


def test_the_headline_is_run_under_draws_that_are_spread_over_all(given, wave, monkeypatch):
    monkeypatch.setattr(headline, "DRAWS", 3)
    rows = spread_of(wave)
    assert rows.tolist() == [0, 2, 5]
    assert replace(given)._effects(wave) == pytest.approx(given.effects[rows])
    assert replace(given).wandering == pytest.approx(given.wandering[rows], abs=1e-9)


def test_what_is_run_for_the_headline_is_in_its_key():
    asked = headline.asked()
    corners = dict(asked.corners)
    (name, levers), *_ = ((name, levers) for name, levers in corners.items() if levers)
    corners[name] = {steps: value + 0.1 for steps, value in levers.items()}
    assert replace(asked, corners=corners).hash != asked.hash == headline.asked().hash
