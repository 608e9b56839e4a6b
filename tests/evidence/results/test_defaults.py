"""The defaults are those that were fitted, with the intervals that were printed."""

import pytest

from twochairs.evidence.results.shipped import shipped
from twochairs.experiment.posterior import posterior
from twochairs.scenario.example import case_folder
from twochairs.scenario.read import read_file
from twochairs.scenario.tree import plain
from twochairs.world.parameters import PARAMETERS, Parameters

CONSTANTS = shipped("constants").set_index("name")
FITTED = [name for name in CONSTANTS.index if name in PARAMETERS]


@pytest.mark.parametrize("name", FITTED)
def test_a_fitted_constant_says_its_interval_and_lies_in_it(name):
    row = CONSTANTS.loc[name]
    assert row.q05 <= Parameters._field_defaults[name] <= row.q95
    assert PARAMETERS[name].fitted == pytest.approx((row.q05, row.q95), abs=0.0051)
    assert PARAMETERS[name].origin.endswith(
        "(docs/evidence.md); 90 % interval {:.2f} to {:.2f}".format(*PARAMETERS[name].fitted)
    )


def test_no_other_constant_says_that_it_was_fitted():
    assert {name for name, declared in PARAMETERS.items() if declared.fitted} == set(FITTED)


def test_the_shipped_draws_are_of_the_fitted_constants_and_spread_as_they_do():
    rows = posterior()
    assert set(rows[0]) == set(FITTED)
    for name in FITTED:
        row = CONSTANTS.loc[name]
        values = [draw[name] for draw in rows]
        assert abs(sum(values) / len(values) - row["mean"]) < 4.0 * row.sd / len(values) ** 0.5


def of_terms(kind):
    """State to the fitted mean of its term of a kind."""
    table = shipped("terms").set_index("name")["mean"]
    return {name.split()[1]: mean for name, mean in table.items() if name.startswith(f"{kind} ")}


@pytest.mark.parametrize(("file", "year"), [("hindcast-2006.yaml", None), ("serbia-2022.yaml", 2021)])
def test_the_terms_of_states_are_those_that_were_fitted(file, year):
    """Those of acts belong to the path: a case that starts elsewhere has what lies between on top of them."""
    countries = plain(read_file(case_folder() / file, file))["countries"]
    ends = shipped("paths")
    path = ends[ends.year == year].set_index("state")["mean"]
    acts, declarations = of_terms("acts"), of_terms("declarations")
    assert set(acts) == set(countries)
    for state, given in countries.items():
        off = path[state] - given["alignment"] if year else 0.0
        assert given["terms"]["acts"] == pytest.approx(acts[state] + off, abs=0.0051), state
        assert given["terms"]["declarations"] == pytest.approx(declarations.get(state, 0.0), abs=0.0051), state


def test_the_terms_of_the_shipped_vote_are_those_of_votes_on_territory():
    given = plain(read_file(case_folder() / "base.yaml", "base.yaml"))["acts"]["un_vote"]["terms"]
    table = shipped("terms").set_index("name")["mean"]
    for state in given:
        assert given[state] == pytest.approx(table[f"votes {state} sovereignty"], abs=0.0051)
