"""P12: switching any one mechanism off changes some outcome by more than noise."""

import numpy as np
import pytest

from sim.world.parameters import SWITCHES

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
    "answer": ("serbia-2022", {"countries.SRB.joined": "[sanctions]"}),
}
"""Where a mechanism is at work that the base case itself hardly uses."""


def means(ensemble):
    names = ensemble.layout
    blocks = [names.block(quantity) for quantity in WATCHED]
    return np.stack([np.concatenate([one.values[1:, b].mean(axis=0) for b in blocks]) for one in ensemble.series])


@pytest.mark.parametrize("mechanism", sorted(SWITCHES))
def test_p12_no_mechanism_is_dead(run, mechanism):
    """Paired runs under the same noise: some watched mean differs by more than three standard errors."""
    name, settings = AT_WORK.get(mechanism, ("serbia-2022", {}))
    on = means(run(name, 4, MONTHS | settings))
    off = means(run(name, 4, MONTHS | settings | {f"switches.{mechanism}": "false"}))
    difference = on - off
    error = difference.std(axis=0, ddof=1) / len(difference) ** 0.5
    assert np.any(np.abs(difference.mean(axis=0)) > 3.0 * error + 1e-9)
