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
CONSTANTS = {
    "w_public": 1.3, "w_partner": 1.4, "w_peer": 1, "w_middle": 1.1, "b_energy": 0.043, "b_aid": 0.1,
    "b_energy_sanctions": 0.062, "b_accession_offer": 0.19, "b_patronage": 0.52, "b_threat": 0.82, "b_guarantee": 0.28,
    "b_street": 0.19, "course_member": 0.78, "course_western": 0.55, "course_eastern": -0.34,
    "act_pressure": 0.35, "act_cost": 0.3, "vote_steepness": 0.85, "vote_width": 0.25, "sanctions_difficulty": 0.6,
    "sanctions_width": 0.2, "easy_difficulty": -0.35, "hard_difficulty": 0.45, "declaration_width": 0.15,
    "declaration_spread": 0.05, "bidding": 0.32, "vote_gap": 0.1, "vote_shift": -0.05,
}  # fmt: skip
"""Of the rules, at values of this case's own, so that a new calibration moves no number here."""


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
    } | {f"parameters.{name}": str(value) for name, value in CONSTANTS.items()}
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
