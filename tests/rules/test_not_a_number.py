"""A NaN given to a rule comes out of it, so that the month's check finds it; where a comparison picks another value
instead, the argument is not listed here."""

import math
from collections.abc import Callable

import pytest

from twochairs.rules import (
    accession,
    acts,
    alignment,
    axis,
    bargaining,
    dispute,
    election,
    energy,
    foothold,
    opinion,
    outcome,
)

EVERY: dict[Callable[..., float], tuple[float, ...]] = {
    energy.hub_price_step: (400.0, 500.0, 1.0, 0.5, 0.1, 0.1),
    energy.slow_price_step: (406.0, 1009.0, 1.0, 0.1),
    energy.uncovered_share: (2.65, 0.13),
    energy.captivity: (0.3, 0.95, 0.9),
    energy.discount: (0.2, 0.5, 1.2),
    energy.cutoff_loss: (2.65, 0.95, 0.5, 1009.0, 66.2),
    energy.supply_stake: (0.9, 0.9, 0.5, 0.5),
    energy.contract_price: (270.0, 0.5, 900.0, 600.0),
    energy.energy_saving: (2.65, 0.95, 1.0, 1170.0, 270.0, 66.2),
    energy.gas_bill: (2.65, 0.95, 1.0, 1170.0, 270.0),
    energy.dependence_step: (0.9, 0.5, 0.6, 0.1, 1.0, 0.2, 1.0, 0.1),
    foothold.growth_rate: (0.5, 0.5, 1.0, 0.3),
    foothold.retreat_rate: (0.5, 0.3),
    foothold.foothold_step: (0.5, 0.1, 0.1, 0.1),
    opinion.free_media: (0.4, 0.5, 0.5),
    opinion.influence_weight: (0.5, 0.5, 0.5, 0.4),
    opinion.media_message: (0.5, 0.1, 0.3),
    opinion.material_experience: (0.5, 0.3, 0.15, 1.0, 0.1, 0.1),
    opinion.backlash: (0.5, 0.4, 0.35),
    opinion.dispute_resentment: (0.5, 0.4, 0.3),
    opinion.heard_message: (0.3, 1.5, 0.1),
    opinion.favourability_step: (0.1, 0.2, 0.35, 0.1),
    opinion.steady_attitude: (0.1, 0.2, 0.5, 0.1, 1.0),
    opinion.share_at_least: (0.1, 0.5, 3.0),
    opinion.net_orientation: (0.4, 0.3, 0.2, 0.1),
    dispute.incident_probability: (0.15, 2.5, 0.8, 0.3, 0.1, 0.1),
    dispute.tension_step: (0.3, 0.1, 1.2, 0.5, 1.0, 0.0, 0.2, 0.1),
    dispute.felt_salience: (0.8, 0.5, 0.3),
    election.challenger_win_probability: (0.1, 0.5, 0.2, 0.4, 5.0, 4.0),
    election.election_nearness: (3.0, 6.0),
    alignment.response: (1.0,),
    alignment.felt_pressure: (0.5, 0.5),
    alignment.trade_at_risk: (0.3, 0.6, 5.0),
    alignment.membership_ahead: (0.3, 0.36),
    alignment.pressure_stake: (0.6, 0.4),
    alignment.energy_sanctions_stake: (1.0, -1.0, 0.5),
    alignment.demanded_move: (0.3, 0.5, 1.0, 0.1),
    alignment.share_of_one: (1.6,),
    alignment.public_weight: (0.5, 0.5, 0.5, 0.5),
    alignment.success_tilt: (1.0, 2.0, 0.5, 2.0),
    alignment.threat: (0.3, 0.2, 0.5, 0.1, 0.5, 0.25),
    alignment.anchor_share: (0.3, 1.5),
    alignment.alignment_step: (0.04, 0.2, 0.9, 0.07, 0.5, 0.1),
    alignment.unexplained: (0.2, 0.1),
    acts.readiness: (-0.04, 0.1, 0.2, 1.0, 0.3, 0.35, 1.7, 0.3),
    acts.world_share: (141.0, 181.0),
    acts.yes_threshold: (0.7, 0.35, 0.85, 0.1, 0.85),
    acts.no_threshold: (0.03, 0.35, 0.85, 0.1, 0.85, 0.1, -1.0),
    acts.act_probability: (0.2, 0.35, 0.15),
    accession.required_alignment: (0.4, 0.5, 0.25),
    accession.accession_step: (0.3, 0.5, 0.2, 0.4, 0.15, 0.2, 0.12, 0.1),
    bargaining.bid: (0.5, 0.8, 0.5),
    axis.closeness: (0.2, 1.0),
    axis.line: (0.2, 1.0),
    outcome.misalignment_liability: (0.2, 1.0, 0.5),
}
CASES = [(rule, at) for rule, arguments in EVERY.items() for at in range(len(arguments))]


@pytest.mark.parametrize(("rule", "at"), CASES, ids=lambda part: getattr(part, "__name__", str(part)))
def test_a_nan_in_any_place_comes_out(rule: Callable[..., float], at: int) -> None:
    arguments = list(EVERY[rule])
    assert math.isfinite(rule(*arguments))
    arguments[at] = math.nan
    assert math.isnan(rule(*arguments))
