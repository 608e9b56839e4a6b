"""What moved a state: terms that add up, the weight of the government's own course, and what is printed."""

from pathlib import Path

import pytest

from tests.command import typed
from tests.results.acting import case, ran
from twochairs.results.attribution import attribution

STILL = {"switches.noise": "false", "clock.months": "8", "countries.ALD.government.elections": "[]"}
FAR = {"parameters.b_aid": "1", "LEA.aid.CAS": "9", "countries.CAS.terms": "{alignment: 0}"}


def test_the_governments_own_course_counts_by_its_weight(tmp_path: Path) -> None:
    """Its anchor's share of the target is that weight times the course, which nothing moves without an election."""
    result = ran(tmp_path / "still", case(tmp_path, **STILL), replicates=1)
    for row in attribution(result):
        course = float(result.series("course").sel(point=0, country=row["country"]).isel(replicate=0, month=-1))
        [own] = [term for term in row["terms"] if term["mechanism"] == "government"]
        assert own["after"] == pytest.approx(course * row["own_weight"], abs=1e-12)
        assert sum(term["change"] for term in row["terms"]) == pytest.approx(row["change"], abs=1e-12)


TOLD = """\
Castoria: target +1.663 in the first 4 months, +1.698 in the last: +0.035
    the target lies beyond the end of the axis, where a state stops
    the government's own course has 24 % of the anchors' weight
    +0.031  threat
    +0.003  peers
    +0.001  public
     0.000  aid
     0.000  government
     0.000  commitment
each term is part of the target, which alignment moves towards; `twochairs explain commitment` says what one is
"""


def test_the_command_says_what_moved_a_state(tmp_path: Path) -> None:
    result = ran(tmp_path / "still", case(tmp_path, **STILL, **FAR), replicates=1)
    assert typed("why", result.folder, "--state", "CAS").stdout == TOLD
