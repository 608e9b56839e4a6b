"""Who joined which round of sanctions."""

import pytest

from twochairs.evidence.acts import rounds
from twochairs.evidence.acts.rounds import Joining, read_joinings

STATES = ("SRB", "UKR", "MDA", "TUR", "ALB", "HUN", "GEO")


def test_the_table():
    found = {(one.state, one.round): one.joined for one in read_joinings(STATES)}
    assert found["SRB", 2014] is False and found["SRB", 2022] is False and found["TUR", 2022] is False
    assert found["UKR", 2014] is True, "sixteen months after the opening"
    assert found["MDA", 2022] is True, "eighteen months after the opening"
    assert ("TUR", 2014) not in found and ("HUN", 2022) not in found


def test_between_the_dated_rounds_the_renewals_tell():
    found = {(one.state, one.opened): one for one in read_joinings(STATES) if not one.dated}
    assert {opened for _, opened in found} == set(rounds.RENEWED)
    assert all(found["ALB", opened].joined and not found["SRB", opened].joined for opened in rounds.RENEWED)
    assert not any(found["MDA", opened].joined for opened in rounds.RENEWED), "not named at any renewal"
    assert not found["GEO", "2020-03"].joined, "one decision of three"


def test_joining_too_late_does_not_count(monkeypatch):
    def row(country, joined):
        return {"country": country, "round": "2014", "joined": joined, "not_by": ""}

    table = [row("AAA", "2014-03-20"), row("BBB", "2016-03"), row("CCC", "2016-04-01"), row("DDD", "")]
    monkeypatch.setattr(rounds, "rows", lambda name: table if name == "sanction_dates" else [])
    found = {one.state: one.joined for one in read_joinings(("AAA", "BBB", "CCC", "DDD"))}
    assert found == {"AAA": True, "BBB": True, "CCC": False}


@pytest.mark.parametrize(("opened", "closes"), [("2014-03", "2016-03"), ("2022-12", "2024-12")])
def test_when_a_round_closes(opened, closes):
    joining = Joining("SRB", opened, False)
    assert joining.closes == closes
    assert joining.known_by == int(opened[:4]) + 2
