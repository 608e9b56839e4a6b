"""A small experiment whose lever settings are looked for over worlds."""

from pathlib import Path

from tests.trust.processes import Trial
from tests.trust.trial import written

EXPERIMENT = """\
twochairs: 2
title: What the League could offer
scenario: tiny.yaml
replicates: 8
seed: 8
set: {clock.months: 8}
parameters_from: prior
parameter_draws: 4
levers:
  LEA.accession_credibility: {from: 0, to: 1}
  LEA.aid: {from: 0, to: 1}
factors:
  CRO.patronage.ALD: {from: 0, to: 1}
worlds: {kind: latin-hypercube, points: 2}
robust:
  objectives:
    alignment: {maximise: "alignment[ALD]@end", over_worlds: quantile 0.1}
    effort: {minimise: "effort_spent[LEA]@end"}
    regret: {maximise: "alignment[ALD]@end", over_worlds: regret max}
  satisfy: ["alignment[ALD]@end > -0.1"]
  search: {size: 6, generations: 3}
  again: {settings: 5, replicates: 16}
  resamples: 100
keep: {series: none}
"""
SAMPLE = EXPERIMENT.replace("{size: 6, generations: 3}", "{kind: sample, points: 8}")
FAILING = (
    SAMPLE.replace("points: 8}\n  again", "points: 4}\n  again")
    .replace("parameters_from: prior\nparameter_draws: 4\n", "")
    .replace("points: 2}", "points: 120}")
    .replace("again: {settings: 5, replicates: 16}", "again: {settings: 2, replicates: 2}")
    .replace("replicates: 8\n", "replicates: 2\n")
    .replace("> -0.1", "> 0.06")
)
"""The same in worlds enough to say where settings fail, which are points of the factors alone."""


def trial(folder: Path, text: str = EXPERIMENT) -> Trial:
    """The experiment in a project of its own, and where its result goes."""
    return Trial(written(folder, text), folder / "out", verb="robust")
