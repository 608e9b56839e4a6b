"""The register in words, made from numbers."""

from tests.evidence.register.made_up import acts, points
from twochairs.evidence.register.scored import Fared
from twochairs.evidence.register.told import entry_lines, record_lines, summary


def fared(target="un_ideal_point", scored=5, own=0.1, inside=0.8, **naive):
    return Fared("e", "2024-01-01", "scenario", target, scored, 10, "CRPS", own, naive or {"last": 0.2}, inside)


def test_an_entry():
    assert entry_lines(acts(2022))[:3] == [
        "Made up",
        "4 forecasts: 1 of declared rates, 2 of roll calls, 1 of joining sanctions",
        "from 1 sets of constants, 1 runs of each; the record to 2021 went in",
    ]
    assert entry_lines(points(PHL=0.0))[3] == f"fingerprint {points(PHL=0.0).fingerprint}"


def test_nothing_that_is_due():
    none = fared(scored=0, own=None, inside=None)
    assert record_lines([none]) == [
        "10 forecasts in 1 entry; nothing that was published since is in the tables yet,",
        "so none can be scored",
        "e",
        "  UN ideal points: none of 10 is due",
    ]


def test_what_won_and_what_lost():
    won, lost = fared(), fared("un_vote", 3, 0.5, None, last=0.4, **{"base rate": 1.0})
    assert summary([won, lost]) == (
        "20 forecasts in 1 entry; 8 can be scored, and 1 of 2 kinds beat what was last known"
    )
    assert record_lines([won, lost])[2:] == [
        "e",
        "  UN ideal points: 5 scored; skill +0.50; bands of 90 % hold 80 %",
        "    CRPS 0.100, the lower the better; last 0.200",
        "  roll calls: 3 scored; skill -0.25",
        "    CRPS 0.500, the lower the better; last 0.400, base rate 1.000",
    ]
