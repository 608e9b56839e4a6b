"""What forecasts are drawn from, and that terms are those of the tables or of the scenario."""

import numpy as np
import pytest

from tests.evidence.acts.made_up import circumstances
from twochairs.evidence.calibration.paths import base_of
from twochairs.evidence.register.known import ShippedOutlook, constants, constants_key, means_in, noise
from twochairs.evidence.results.shipped import shipped
from twochairs.experiment.posterior import posterior
from twochairs.scenario.example import case_folder


def outlook(draws=400, **means):
    given = {name.replace("_", " "): value for name, value in means.items()}
    return ShippedOutlook(tuple(constants(200)) * (draws // 200), circumstances([[0.0]] * draws), given)


def test_sets_of_constants_are_spread_over_the_shipped_ones():
    assert constants(200) == list(posterior())
    assert constants(2) == [posterior()[0], posterior()[-1]]


def test_noise_goes_with_the_same_draws_and_its_walk_begins_at_0():
    table, left = shipped("noise"), noise(2, 7)
    assert left.noise.observation.tolist() == [table.observation.iloc[0], table.observation.iloc[-1]]
    assert left.noise.level.tolist() == [table.level.iloc[0], table.level.iloc[-1]]
    assert left.sway.sd.tolist() == [table.sway.iloc[0], table.sway.iloc[-1]]
    assert left.sway.path.shape == (2, 7) and not left.sway.path.any()
    assert (
        len(table) == len(posterior())
        and (table[["observation", "level"]] > 0.0).all(axis=None)
        and (table["sway"] >= 0.0).all()
    )


def test_a_term_has_the_mean_and_spread_of_its_table():
    row = shipped("terms").set_index("name").loc["declarations SRB"]
    drawn = outlook(4000).term("declarations SRB") * row.prior_sd
    assert drawn.mean() == pytest.approx(row["mean"], abs=4.0 * row.sd / 4000**0.5)
    assert drawn.std() == pytest.approx(row.sd, rel=0.1)


def test_terms_are_drawn_apart_from_one_another():
    given = outlook(4000)
    assert abs(np.corrcoef(given.term("acts SRB"), given.term("acts BLR"))[0, 1]) < 0.08


def test_a_scenario_may_move_a_term_and_nothing_else():
    plain, moved = outlook(400), outlook(400, acts_SRB=0.36)
    row = shipped("terms").set_index("name").loc["acts SRB"]
    shift = (0.36 - row["mean"]) / row.prior_sd
    assert moved.term("acts SRB") == pytest.approx(plain.term("acts SRB") + shift)
    assert np.array_equal(moved.term("acts BLR"), plain.term("acts BLR"))
    assert plain.term("roll call of next year") is None


def test_terms_of_the_shipped_scenario():
    case = base_of(case_folder() / "serbia-2022.yaml").case()
    given = means_in(case)
    assert given["acts SRB"] == case.countries["SRB"].terms.acts == 0.29
    assert given["declarations SRB"] == 0.14
    names = set(shipped("terms").name)
    assert {name for name in given if name.startswith("acts")} <= names, "the names of the table"


def test_the_key_is_of_all_three_tables():
    assert len(constants_key()) == 64 and constants_key() == constants_key()
