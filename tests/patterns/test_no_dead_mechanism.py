"""P12: switching any one mechanism off changes some outcome by more than noise."""

import numpy as np
import pytest

from tests.patterns.conftest import QUIET
from twochairs.world.parameters import SWITCHES

WATCHED = (
    "alignment",
    "favourability",
    "tension",
    "gas_dependence",
    "foothold",
    "accession",
    "joined",
    "governments",
    "declared_rate",
    "energy_saving",
)
MONTHS = {"clock.months": "96"}
AT_WORK = {
    "media_support": ("free-media", {}),
    "dispute_threat": ("serbia-2022", {"disputes.transnistria.between": "[MDA, RU]"}),
    "dispute_resentment": ("serbia-2022", {"disputes.transnistria.between": "[MDA, RU]"}),
    "answer": ("serbia-2022", {"countries.SRB.joined": "[sanctions]"}),
}
"""Where a mechanism is at work that the base case itself hardly uses."""


BY_CHANCE = ("incidents", "elections")
"""Mechanisms that do nothing where every draw is 0.5."""


def means(ensemble):
    names = ensemble.layout
    blocks = [names.block(quantity) for quantity in WATCHED]
    return np.stack([np.concatenate([one.values[1:, b].mean(axis=0) for b in blocks]) for one in ensemble.series])


@pytest.mark.parametrize("mechanism", sorted(set(SWITCHES) - set(BY_CHANCE)))
def test_p12_no_mechanism_is_dead(run, mechanism):
    """Without noise, so that all of it is effect: some watched mean over eight years moves by more than 0.001."""
    name, settings = AT_WORK.get(mechanism, ("serbia-2022", {}))
    on = means(run(name, 1, QUIET | MONTHS | settings))
    off = means(run(name, 1, QUIET | MONTHS | settings | {f"switches.{mechanism}": "false"}))
    assert np.abs(on - off).max() > 0.001


@pytest.mark.parametrize("mechanism", BY_CHANCE)
def test_p12_no_mechanism_of_chance_is_dead(run, mechanism):
    """Paired runs: some watched mean moves by more than 0.01 and three standard errors on average.

    Not in every run: where challengers declare the course of the government, whoever wins moves nothing.
    """
    on = means(run("serbia-2022", 24, MONTHS))
    off = means(run("serbia-2022", 24, MONTHS | {f"switches.{mechanism}": "false"}))
    difference = on - off
    error = difference.std(axis=0, ddof=1) / len(difference) ** 0.5
    moved = np.abs(difference.mean(axis=0))
    assert np.any((moved > 0.01) & (moved > 3.0 * error) & ((difference != 0.0).mean(axis=0) > 0.5))
