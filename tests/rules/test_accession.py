"""R11 accession."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twochairs.rules.accession import accession_step, required_alignment

CLAIM = settings(derandomize=True, deadline=None, max_examples=100)
MONTH = 1.0 / 12.0
share = st.floats(0, 1)
place = st.floats(-1, 1)


def test_required_alignment_rises_with_pressure() -> None:
    # 0.4 + 0.25 * 0.6 = 0.55
    assert required_alignment(0.4, 0.6, 0.25) == pytest.approx(0.55, rel=1e-15)
    assert required_alignment(0.4, 0.0, 0.25) == 0.4


@CLAIM
@given(place, share, st.floats(0, 2))
def test_required_alignment_stays_on_the_axis(base: float, pressure: float, effect: float) -> None:
    assert base <= required_alignment(base, pressure, effect) <= 1.0
    assert required_alignment(-1.0, pressure, -effect) == -1.0


def test_accession_progress_is_the_product_of_its_causes() -> None:
    # alignment just required: half; 0.12 * 0.5 * 0.5 * (1 - 0.2) = 0.024 a year, 0.002 a month
    assert accession_step(0.3, 0.5, 0.55, 0.55, 0.15, 0.2, 0.12, MONTH) == pytest.approx(0.302, rel=1e-14)


def test_accession_progress_follows_the_alignment_that_is_in_doubt() -> None:
    # (0.7 - 0.55) / 0.15 = 1; 1 / (1 + e^-1) = 0.7310586; 0.12 * 0.7310586 / 12 = 0.007310586
    assert accession_step(0.3, 1.0, 0.7, 0.55, 0.15, 0.0, 0.12, MONTH) == pytest.approx(0.307310586, abs=5e-10)


@CLAIM
@given(share, share, place, place, st.floats(0.005, 2), share, st.floats(0, 2))
def test_accession_never_goes_back_and_ends_at_membership(
    accession: float, credibility: float, alignment: float, required: float, width: float, tension: float, speed: float
) -> None:
    after = accession_step(accession, credibility, alignment, required, width, tension, speed, MONTH)
    assert accession <= after <= 1.0


@CLAIM
@given(st.floats(0, 0.5), share, place, place, st.floats(0.005, 2), share, st.floats(0, 2))
def test_accession_away_from_membership_two_half_months_are_a_month(
    accession: float, credibility: float, alignment: float, required: float, width: float, tension: float, speed: float
) -> None:
    how = (credibility, alignment, required, width, tension, speed)
    halfway = accession_step(accession, *how, MONTH / 2)
    assert accession_step(halfway, *how, MONTH / 2) == pytest.approx(accession_step(accession, *how, MONTH), abs=1e-15)


@CLAIM
@given(st.floats(0.1, 0.8), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2), st.floats(0.1, 0.8), st.floats(0.1, 1))
def test_accession_is_faster_with_credibility_alignment_and_calm(
    credibility: float, alignment: float, required: float, tension: float, speed: float
) -> None:
    now = accession_step(0.3, credibility, alignment, required, 0.15, tension, speed, MONTH)
    assert accession_step(0.3, credibility + 0.1, alignment, required, 0.15, tension, speed, MONTH) > now
    assert accession_step(0.3, credibility, alignment + 0.1, required, 0.15, tension, speed, MONTH) > now
    assert accession_step(0.3, credibility, alignment, required + 0.1, 0.15, tension, speed, MONTH) < now
    assert accession_step(0.3, credibility, alignment, required, 0.15, tension + 0.1, speed, MONTH) < now


def test_accession_stands_still_without_credibility_speed_or_calm() -> None:
    assert accession_step(0.3, 0.0, 1.0, 0.4, 0.15, 0.0, 0.12, MONTH) == 0.3
    assert accession_step(0.3, 1.0, 1.0, 0.4, 0.15, 0.0, 0.0, MONTH) == 0.3
    assert accession_step(0.3, 1.0, 1.0, 0.4, 0.15, 1.0, 0.12, MONTH) == 0.3


def test_accession_stops_at_membership() -> None:
    assert accession_step(0.999, 1.0, 1.0, 0.0, 0.05, 0.0, 2.0, MONTH) == 1.0
    assert accession_step(1.0, 1.0, 1.0, 0.0, 0.05, 0.0, 2.0, MONTH) == 1.0
