"""A small experiment that is a game."""

from pathlib import Path

from tests.trust.processes import Trial
from tests.trust.trial import written

EXPERIMENT = """\
twochairs: 2
title: The League against the Crown
scenario: tiny.yaml
replicates: 6
seed: 8
set: {clock.months: 8}
game:
  players:
    LEA:
      strategies:
        none: {LEA.pressure: 0}
        firm: {LEA.pressure: 0.8}
        firmly: {LEA.pressure: 0.8}
        kind: {LEA.aid: 1}
      payoff: alignment[ALD]@end
      cost: 0.005 * effort_spent[LEA]@end
    CRO:
      levers: {CRO.patronage.ALD: {from: 0, to: 1, steps: 3}}
      payoff: -alignment[ALD]@end
      cost: 0.01 * effort_spent[CRO]@end
  resamples: 100
  check: 5
keep: {series: none}
"""


def trial(folder: Path, text: str = EXPERIMENT) -> Trial:
    """The experiment in a project of its own, and where its result goes."""
    return Trial(written(folder, text), folder / "out", verb="game")
