"""What is withheld: nothing after a year is left, and before it nothing has changed."""

import copy

import numpy as np
import pytest

from tests.evidence.small import ROOT, small
from twochairs.ensemble.lanes import every_slot, run_lanes
from twochairs.evidence.calibration.paths import base_of
from twochairs.evidence.coding.terms import terms
from twochairs.evidence.hindcast.variants import TERM, withheld, without_noise
from twochairs.experiment.base import base_from_data
from twochairs.scenario.calendar import month_number
from twochairs.world.rulebook import STANDARD

HINDCAST = ROOT / "scenarios" / "balkans" / "hindcast-2006.yaml"
PRICES = {"2006-01": 300, "2007-12": 310, "2008-01": 900}


def tree(base):
    return base.data()["tree"]


def items(base):
    return {item["name"]: item for item in tree(base)["timeline"]}


def one(tmp_path, year=2007, **item):
    """What is left of a single item."""
    return items(withheld(small(tmp_path, timeline=[{"name": "it", **item}]), year)).get("it")


def run(base, replicates=2, noise=True, seed=3):
    """Every number month by month, (months + 1, slots, replicates)."""
    scenario = base.scenario(base.tree) if noise else without_noise(base)
    return run_lanes(scenario, STANDARD, seed, list(range(replicates)), every_slot(scenario.start()[0])).kept


def slot(base, quantity, *agents):
    return base.scenario(base.tree).start()[0].slot(quantity, *agents)


def without_elections(base):
    data = copy.deepcopy(base.data())
    for country in data["tree"]["countries"].values():
        country.setdefault("government", {})["elections"] = []
    return base_from_data(data)


@pytest.fixture(scope="module")
def shipped():
    return base_of(HINDCAST)


def test_without_noise_every_replicate_is_the_same(tmp_path):
    base = small(tmp_path)
    with_chance, without = run(base), run(base, noise=False)
    assert np.array_equal(without[:, :, 0], without[:, :, 1])
    assert not np.array_equal(with_chance[:, :, 0], with_chance[:, :, 1])


def test_what_is_over_is_kept_and_what_is_to_come_is_left_out(tmp_path):
    assert one(tmp_path, at="2007-12", set={"rivalry": 0.9}) == {"name": "it", "at": "2007-12", "set": {"rivalry": 0.9}}
    assert one(tmp_path, at="2008-01", set={"rivalry": 0.9}) is None
    over = {"from": "2007-01", "to": "2007-12", "ramp": {"rivalry": 0.9}}
    assert one(tmp_path, **over) == {"name": "it", **over}
    assert one(tmp_path, **{"from": "2008-01", "to": "2008-06"}, ramp={"rivalry": 0.9}) is None
    assert one(tmp_path, **{"from": "2008-01"}, every="2 months", set={"rivalry": 0.9}) is None


def test_a_ramp_is_cut_where_it_had_come_to(tmp_path):
    # 0.3 to 0.6 over May 2006 to June 2008, 26 months, of which 20 are over.
    cut = one(tmp_path, **{"from": "2006-05", "to": "2008-06"}, ramp={"LEA.pressure.SRB": 0.6})
    assert cut == {
        "name": "it",
        "from": "2006-05",
        "to": "2007-12",
        "ramp": {"LEA.pressure.SRB": pytest.approx(0.3 + 0.3 * 20 / 26)},
    }


def test_a_ramp_of_all_states_is_cut_for_each_where_it_had_come_to(tmp_path):
    # Serbia starts at 0.3, the other at 0.1; 12 of 24 months are over.
    cut = one(tmp_path, **{"from": "2007-01", "to": "2008-12"}, ramp={"LEA.pressure": 0.7})
    assert cut["ramp"] == {"LEA.pressure.SRB": pytest.approx(0.5), "LEA.pressure.BLR": pytest.approx(0.4)}


def test_what_is_spread_over_a_span_is_added_as_far_as_it_had_come(tmp_path):
    span = {"from": "2007-07", "to": "2008-06"}
    cut = one(tmp_path, **span, add={"disputes.strait.tension": 0.12}, news={"CRO": -0.3}, set={"rivalry": 0.4})
    assert cut["add"] == {"disputes.strait.tension": pytest.approx(0.06)}
    assert cut["news"] == {"CRO": pytest.approx(-0.15)}
    assert cut["set"] == {"rivalry": 0.4}


@pytest.mark.parametrize(
    "when",
    [
        {"from": "2006-01", "to": "2008-12", "every": "6 months"},
        {"from": "2006-01", "to": "2008-12", "probability": 0.1},
        {"from": "2006-01"},
        {"to": "2008-12"},
    ],
)
def test_what_is_added_whole_each_time_is_not_made_less(tmp_path, when):
    cut = one(tmp_path, **when, add={"disputes.strait.tension": 0.01}, news={"CRO": -0.01})
    assert cut == {
        "name": "it",
        **when,
        "to": "2007-12",
        "add": {"disputes.strait.tension": 0.01},
        "news": {"CRO": -0.01},
    }


def test_hub_prices_end_with_the_year(tmp_path):
    left = tree(withheld(small(tmp_path, hub_series=PRICES), 2007))
    assert left["hub_series"] == {"2006-01": 300, "2007-12": 310}


def test_elections_come_at_legal_terms_after_the_last_one_known(tmp_path):
    base = small(tmp_path)
    base = with_elections(base, ["2006-04", "2007-02", "2009-05"])
    assert elections(withheld(base, 2007, {"SRB": 18})) == ["2008-08"]
    assert elections(withheld(base, 2006, {"SRB": 36})) == ["2009-04"]  # that of 2007-02 is not known yet
    assert elections(withheld(base, 2008, {"SRB": 8})) == ["2009-02", "2009-10"]  # two have gone by
    assert elections(withheld(base, 2007)) == []  # 2011-02 is beyond the clock
    assert TERM == 48


def test_where_no_election_is_known_a_term_begins_with_the_year_and_where_there_is_none_there_is_none(tmp_path):
    assert elections(withheld(with_elections(small(tmp_path), ["2009-05"]), 2006, {"SRB": 12})) == [
        "2007-12",
        "2008-12",
        "2009-12",
    ]
    assert elections(withheld(with_elections(small(tmp_path), []), 2006, {"SRB": 12})) == []


def with_elections(base, months):
    data = copy.deepcopy(base.data())
    data["tree"]["countries"]["SRB"]["government"]["elections"] = months
    return base_from_data(data)


def elections(base):
    return tree(base)["countries"]["SRB"]["government"]["elections"]


def test_the_scenario_itself_is_left_as_it_is(tmp_path):
    base = small(tmp_path, hub_series=PRICES)
    before = copy.deepcopy(base.data())
    withheld(base, 2007)
    assert base.data() == before


@pytest.mark.parametrize("year", [2010, 2014, 2018])
def test_nothing_of_the_shipped_case_is_left_after_the_year(shipped, year):
    left, last = tree(withheld(shipped, year, terms())), month_number(f"{year}-12")
    assert len(left["timeline"]) < len(tree(shipped)["timeline"])
    for item in left["timeline"]:
        for key in ("at", "from", "to"):
            assert key not in item or month_number(item[key]) <= last
        assert "at" in item or "to" in item
    assert max(map(month_number, left["hub_series"])) == last
    assert left["switches"]["elections"] is True
    for name, country in left["countries"].items():
        dates = [month_number(month) for month in country["government"]["elections"]]
        assert all(date > last for date in dates)
        assert {*np.diff(dates).tolist()} <= {terms().get(name, TERM)}


def test_up_to_the_year_it_goes_as_it_went(shipped):
    """Under the same chance, every number of every month; who draws near to elections apart, which are not held."""
    told = without_elections(shipped)
    given, held_back = run(told), run(withheld(told, 2014))
    rows = (2014 - 2006 + 1) * 12 + 1
    np.testing.assert_allclose(held_back[:rows], given[:rows], rtol=1e-9, atol=1e-9)
    assert not np.allclose(held_back[rows:], given[rows:])


def test_up_to_the_year_it_goes_as_it_went_with_everything_that_can_be_cut(tmp_path):
    timeline = [
        {"name": "a", "from": "2007-01", "to": "2008-12", "ramp": {"LEA.pressure": 0.7}},
        {
            "name": "b",
            "from": "2007-03",
            "to": "2008-02",
            "add": {"disputes.strait.tension": 0.3},
            "news": {"CRO": -0.4},
        },
        {
            "name": "c",
            "from": "2006-01",
            "to": "2009-12",
            "every": "5 months",
            "add": {"disputes.strait.tension": 0.05},
        },
        {"name": "d", "from": "2006-01", "probability": 0.2, "add": {"CRO.pressure.SRB": 0.02}},
        {"name": "f", "to": "2009-01", "add": {"rivalry": 0.01}},
        {"name": "g", "at": "2008-03", "set": {"acts.embargo.difficulty": 0.1}},
    ]
    base = without_elections(small(tmp_path, timeline=timeline, hub_series=PRICES))
    given, held_back = run(base), run(withheld(base, 2007))
    np.testing.assert_allclose(held_back[:25], given[:25], rtol=1e-9, atol=1e-12)
    easier = slot(base, "difficulty", "embargo")
    assert (given[-1, easier] == 0.1).all()
    assert (held_back[-1, easier] == 0.6).all()


def test_what_comes_after_the_year_cannot_be_told_from_what_is_withheld(tmp_path):
    """Later items, prices and elections may be anything: the run is the same bits."""
    early = [{"name": "early", "from": "2006-03", "to": "2007-10", "ramp": {"LEA.pressure.SRB": 0.6}}]
    late = [{"name": "late", "at": "2008-02", "set": {"LEA.pressure": 1.0}}]
    plain = with_elections(small(tmp_path / "a", timeline=early, hub_series=PRICES), ["2006-04", "2008-05"])
    other = small(tmp_path / "b", timeline=early + late, hub_series=PRICES | {"2008-01": 55, "2009-03": 1})
    other = with_elections(other, ["2006-04", "2009-11"])
    assert not np.array_equal(run(plain), run(other))
    assert np.array_equal(run(withheld(plain, 2007, {"SRB": 24})), run(withheld(other, 2007, {"SRB": 24})))
