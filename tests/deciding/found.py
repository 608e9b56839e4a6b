"""A small experiment that is asked where an outcome comes about."""

from pathlib import Path

from tests.trust.processes import Trial
from tests.trust.trial import written

POINTS = 240
EXPERIMENT = """\
twochairs: 2
title: Where a small state ends in the west
scenario: tiny.yaml
replicates: 2
seed: 8
common_random_numbers: false
set: {clock.months: 8}
design: {kind: latin-hypercube, points: 240}
factors:
  LEA.pressure: {from: 0, to: 1}
  countries.ALD.government.course: {from: -0.8, to: 0.8}
  switches.peers: {values: [true, false]}
outcomes:
  - alignment[ALD]@end
keep: {series: none}
discover:
  - {outcome: "alignment[ALD]@end > 0.05", name: In the west, boxes: 2}
  - {outcome: "tension[strait]@max > 0.45", method: [box]}
  - {outcome: "alignment[ALD]@end > 2"}
figures: [peeling, box, tree]
"""


def trial(folder: Path, text: str = EXPERIMENT) -> Trial:
    """The experiment in a project of its own, and where its result goes."""
    return Trial(written(folder, text), folder / "out", verb="discover")
