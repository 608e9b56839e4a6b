"""A case with every kind of act, asked for by either side, for tests of what odds are made of."""

import shutil
from pathlib import Path
from unittest import mock

from twochairs.experiment.uncertainty import BEST, Draws
from twochairs.results.result import Result
from twochairs.scenario.load import Scenario, load
from twochairs.sweeps.running import ended, job_of_run
from twochairs.world.rulebook import STANDARD, Rulebook

GOOD = Path(__file__).parents[1] / "scenario" / "good"
ACTS = """acts:
  base: {name: hosts a base, difficulty: 0.1, towards: CRO, every: 3 months, terms: {ALD: 0.3, CAS: -0.2}}
"""
"""One that the side below 0 asks for."""


def case(folder: Path, **settings: str) -> Scenario:
    """The small case with terms of states and kinds, a foe of either side that gives something, and settings."""
    for name in ("prices.csv", "sources.csv"):
        shutil.copy(GOOD / name, folder / name)
    text = (GOOD / "small.yaml").read_text("utf-8").replace("acts:\n", ACTS, 1)
    (folder / "acting.yaml").write_text(text, "utf-8")
    given = {
        "countries.ALD.terms": "{acts: 0.12, declarations: -0.2}",
        "LEA.patronage.ALD": "0.3",
        "CRO.pressure": "0.15",
        "acts.embargo.terms": "{ALD: 0.25}",
        "parameters.vote_gap": "0.1",
        "parameters.vote_shift": "-0.05",
    }
    return load(folder / "acting.yaml", given | settings)


def ran(
    folder: Path,
    scenario: Scenario,
    compiled: bool = False,
    replicates: int = 4,
    rulebook: Rulebook = STANDARD,
    draws: Draws = BEST,
) -> Result:
    """Its runs, by either engine."""
    with mock.patch("twochairs.sweeps.job.compiling_pays", lambda *given: compiled):
        ended(job_of_run(scenario, replicates, 7, rulebook=rulebook, draws=draws), folder, 0)
    return Result(folder)
