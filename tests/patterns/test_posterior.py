"""P13 to P15: what holds under the shipped posterior: steady starts, little left over, a lever that moves acts."""

import numpy as np
import pytest

from tests.patterns.conftest import CASES, QUIET
from twochairs.evidence.calibration.paths import base_of, with_parameters
from twochairs.experiment.posterior import posterior
from twochairs.world.month import read_start

STARTS = ("balkans/serbia-2022", "balkans/hindcast-2006", "south-east-asia/from-2024", "south-east-asia/hindcast-2010")
"""Every shipped file whose start values count as observed."""


@pytest.mark.parametrize("name", STARTS)
def test_p13_starts_are_held_under_every_draw(name):
    """The target that the start reads for every state is where the state stands, to 1e-9."""
    base = base_of(CASES.parent / f"{name}.yaml")
    for values in posterior():
        layout, world, slots = with_parameters(base, values).world()
        read_start(world)
        assert np.abs(slots[layout.block("target")] - slots[layout.block("alignment")]).max() < 1e-9


def test_p14_little_is_left_over(run):
    """In 2022, at the means: below 0.6 for every state, a standard deviation over states below 0.3."""
    left = np.array([*run("serbia-2022", 1, QUIET | {"clock.months": "1"}).scenario.solved.unexplained.values()])
    assert len(left) == 14
    assert np.abs(left).max() < 0.6
    assert left.std(ddof=1) < 0.3


def test_p15_full_pressure_raises_the_share_of_declarations_that_serbia_joins(run):
    """At the means, without chance: from 0 to 1 of the EU's pressure by at least 0.05 over ten years."""
    none, full = (
        run("serbia-2022", 1, QUIET | {"EU.pressure": p})("declared_rate", "SRB")[0, 1:].mean() for p in ("0", "1")
    )
    assert full - none > 0.05
