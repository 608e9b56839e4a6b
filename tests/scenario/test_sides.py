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
        assert row.unexplained == scenario.solved.unexplained[row.country]
        assert row.public == values[layout.slot("public_position", row.country), 0]
    (ald,) = (row for row in rows if row.country == "ALD")
    parameters = scenario.case.parameters
    assert (ald.course, ald.place, ald.challenger) == ("both", parameters.course_both, parameters.course_western)
    assert ald.public != 0.0


def test_a_challenger_on_the_wrong_side_is_seen() -> None:
    rows = [Sides("LONGNAME", 0.25, "western", 0.5, -0.5, 0.0, 0.1), Sides("B", -1.0, "own", 1.0, 1.0, -0.125, -2.0)]
    assert table(rows) == [
        "country   alignment   course  place  challenger  public  unexplained",
        "LONGNAME      +0.25  western  +0.50       -0.50    0.00        +0.10",
        "B             -1.00      own  +1.00       +1.00   -0.12        -2.00",
    ]


@pytest.mark.parametrize("countries", [{"A": {"alignment": 0.5, "gdp": 1}}])
def test_a_country_without_publics_or_challenger(countries) -> None:
    data = {"twochairs": 2, "title": "x", "clock": {"start": "2020-01", "months": 1}, "poles": {"W": {"position": 1}}}
    (row,) = sides_of(from_data(data | {"countries": countries}))
    assert row.public is None and row.challenger == row.place == 0.5


def test_a_country_without_publics_has_no_place_of_theirs() -> None:
    one, other = Sides("AAA", 0.1, "own", 0.2, 0.3, None, 0.0), Sides("BBB", 0.1, "own", 0.2, 0.3, 0.4, 0.0)
    assert table([one]) == [
        "country  alignment  course  place  challenger  unexplained",
        "AAA          +0.10     own  +0.20       +0.30         0.00",
    ]
    assert table([one, other])[1:] == [
        "AAA          +0.10     own  +0.20       +0.30                 0.00",
        "BBB          +0.10     own  +0.20       +0.30   +0.40         0.00",
    ]
