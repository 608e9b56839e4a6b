"""Legal terms."""

from twochairs.evidence.coding.coding import tables
from twochairs.evidence.coding.terms import terms


def test_each_country_has_the_term_of_its_first_government():
    found = terms()
    assert {*found} == {government.country for government in tables().governments}
    for country, months in found.items():
        assert months == next(one for one in tables().governments if one.country == country).term_months
    assert found["SRB"] == 48
    assert found["BLR"] == 60
