"""Yearly paths: against the same months in plain Python, under the same chance, under other constants."""

import numpy as np
import pandas as pd
import pytest

from tests.evidence.small import STATES, data, small
from twochairs.ensemble.lanes import run_lanes
from twochairs.ensemble.replicates import run_replicates
from twochairs.errors import NotFinite
from twochairs.evidence.calibration.paths import VOTING_MONTH, paths_of_draws, with_parameters, yearly_alignment
from twochairs.evidence.hindcast import criticism, variants
from twochairs.evidence.hindcast.variants import without_noise
from twochairs.world.rulebook import Rulebook


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    countries = data()["countries"]
    del countries["SRB"]["government"]["course"]
    return small(tmp_path_factory.mktemp("project"), countries=countries)


def test_a_year_is_its_november_as_the_rules_in_plain_python_have_it(base):
    scenario = base.scenario(base.tree)
    found = yearly_alignment(scenario, [2006, 2008], STATES[::-1], 2, 5)
    assert found.shape == (2, 2, 2)
    layout, _ = scenario.start()
    for number, one in enumerate(run_replicates(scenario, 2, 5)):
        for row, month in ((0, VOTING_MONTH), (1, 24 + VOTING_MONTH)):
            for column, state in enumerate(STATES[::-1]):
                expected = one.values[month, layout.slot("alignment", state)]
                assert found[number, row, column] == pytest.approx(expected, abs=1e-12)


def test_a_path_that_is_no_number_is_told_as_run_tells_it(base):
    """An own rule that divides by zero gives no number once compiled; three of six readers gave it back."""
    breaks = Rulebook("def response(flow: float) -> float:\n    return flow / (flow - flow)\n")
    with pytest.raises(NotFinite) as error:
        yearly_alignment(base.scenario(base.tree), [2006], STATES, 2, 5, breaks)
    assert (error.value.month, error.value.replicate) == ("2006-01", 0)


MISSES = pd.DataFrame({"state": ["SRB"], "year": [2007]})
READERS = {
    "twochairs.evidence.hindcast.variants": lambda base: variants.withheld(base, 2006),
    "twochairs.evidence.hindcast.criticism": lambda base: criticism.explained(base, {}, MISSES, 1),
}


@pytest.mark.parametrize("module", READERS)
def test_readers_that_take_no_rules_tell_it_too(module, base, monkeypatch):
    def spoiled(*given):
        ran = run_lanes(*given)
        ran.spoiled[-1] = 2
        return ran

    READERS[module](base)
    monkeypatch.setattr(f"{module}.run_lanes", spoiled)
    with pytest.raises(NotFinite, match="2006-02"):
        READERS[module](base)


def test_constants_are_put_in_and_the_start_is_solved_anew(base):
    changed = {"w_public": 1.1, "w_peer": 0.3}
    plain, other = with_parameters(base, {}), with_parameters(base, changed)
    assert other.case.parameters.w_public == 1.1
    assert other.case.parameters.w_peer == 0.3
    assert other.case.parameters.inertia_rate == plain.case.parameters.inertia_rate
    assert other.solved.unexplained["SRB"] != plain.solved.unexplained["SRB"]


def test_with_nothing_changed_and_no_chance_nothing_moves_whatever_the_constants(tmp_path):
    countries = {
        name: country | {"alignment": 0.1, "gas": {"demand": 0}} for name, country in data()["countries"].items()
    }
    for country in countries.values():
        country["government"] = {}
    switches = {"noise": False, "elections": False}
    still = small(tmp_path, timeline=[], disputes={}, countries=countries, switches=switches)
    draws = [{"w_public": 0.2}, {"w_public": 1.1, "w_peer": 0.3, "inertia_rate": 1.5}]
    found = paths_of_draws(still, draws, [2006, 2009], STATES, 1, 1)
    assert np.ptp(found, axis=2) == pytest.approx(0.0, abs=1e-6)


def test_every_draw_has_the_same_chance_and_its_own_place(base):
    draws = [{"w_peer": 0.1}, {"w_peer": 0.4}, {"w_peer": 0.1}]
    done = []
    found = paths_of_draws(base, draws, [2006, 2007], STATES, 3, 8, lambda *told: done.append(told))
    assert found.shape == (3, 3, 2, 2)
    assert np.array_equal(found[0], found[2])
    assert not np.array_equal(found[0], found[1])
    assert not np.array_equal(found[0, 0], found[0, 1])
    assert np.array_equal(found[1], paths_of_draws(base, draws[1:2], [2006, 2007], STATES, 3, 8)[0])
    assert not np.array_equal(found[1], paths_of_draws(base, draws[1:2], [2006, 2007], STATES, 3, 9)[0])
    assert done == [(1, 3), (2, 3), (3, 3)]


def test_fewer_replicates_are_the_first_of_more(base):
    many = paths_of_draws(base, [{}], [2008], STATES, 4, 8)
    assert np.array_equal(paths_of_draws(base, [{}], [2008], STATES, 2, 8), many[:, :2])


def test_no_chance_is_one_run(base):
    quiet = yearly_alignment(without_noise(base), [2008], STATES, 3, 1)
    assert np.array_equal(quiet[0], quiet[2])
