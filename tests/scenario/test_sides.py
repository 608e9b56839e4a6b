"""The table of sides says what the first month starts from."""

import pytest

from tests.world.running import small_case
from twochairs.scenario.load import from_data
from twochairs.scenario.sides import Sides, sides_of, table
from twochairs.world.month import read_start


def test_every_country_with_its_numbers_at_the_start() -> None:
    scenario = from_data(small_case())
    layout, world, values = scenario.world()
    read_start(world)
    rows = sides_of(scenario)
    assert [row.country for row in rows] == list(scenario.case.countries)
    for row in rows:
        assert row.alignment == scenario.case.countries[row.country].alignment
        assert row.course == scenario.solved.ideal[row.country]
        assert row.public == values[layout.slot("public_position", row.country), 0]
    (ald,) = (row for row in rows if row.country == "ALD")
    assert ald.challenger == scenario.case.countries["ALD"].government.challenger == 0.5
    assert ald.public != 0.0


def test_a_challenger_on_the_wrong_side_is_seen() -> None:
    assert table([Sides("LONGNAME", 0.25, 0.5, -0.5, 0.0), Sides("B", -1.0, 1.0, 1.0, -0.125)]) == [
        "country   alignment  course  challenger  public",
        "LONGNAME      +0.25   +0.50       -0.50   +0.00",
        "B             -1.00   +1.00       +1.00   -0.12",
    ]


@pytest.mark.parametrize("countries", [{"A": {"alignment": 0.5, "gdp": 1}}])
def test_a_country_without_publics_or_challenger(countries) -> None:
    data = {"twochairs": 1, "title": "x", "clock": {"start": "2020-01", "months": 1}, "poles": {"W": {"position": 1}}}
    (row,) = sides_of(from_data(data | {"countries": countries}))
    assert row.public is None and row.challenger == row.course


def test_a_country_without_publics_has_no_place_of_theirs() -> None:
    one, other = Sides("AAA", 0.1, 0.2, 0.3, None), Sides("BBB", 0.1, 0.2, 0.3, 0.4)
    assert table([one]) == ["country  alignment  course  challenger", "AAA          +0.10   +0.20       +0.30"]
    assert table([one, other])[1:] == [
        "AAA          +0.10   +0.20       +0.30",
        "BBB          +0.10   +0.20       +0.30   +0.40",
    ]
