"""Designs whose paths are known by heart, and a calibration of one without a sweep."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.evidence.small import ROOT
from twochairs.evidence.calibration.design import Design, design_plan
from twochairs.evidence.calibration.learning import Calibration, Settings
from twochairs.evidence.calibration.structure import Structure
from twochairs.sweeps.job import Job
from twochairs.world.rulebook import STANDARD

NAMES = ("w_public", "w_peer")
LOW, HIGH = np.array([0.0, 1.0]), np.array([2.0, 3.0])

HINDCAST = """\
twochairs: 2
scenario: {scenario}
replicates: 2
seed: 4
{set}design: {{kind: sobol, points: {points}}}
factors:
  parameters.w_public: {{prior: true}}
  parameters.inertia_rate: {{prior: true}}
keep: {{series: none}}
"""


def design(path: Callable[[np.ndarray], np.ndarray], points: int = 64, seed: int = 1) -> Design:
    """A design of two constants whose alignment is a function of the points, (points, years, states)."""
    cube = np.random.default_rng(seed).uniform(size=(points, len(NAMES)))
    return Design(NAMES, LOW, HIGH, cube, path(cube), np.zeros((points, 1)))


def experiment(folder: Path, scenario: str, points: int = 32, **settings: str) -> Path:
    """An experiment file of a tiny calibration, beside its scenario."""
    lines = "".join(f"  {key}: {value}\n" for key, value in settings.items())
    path = folder / "tiny-calibration.yaml"
    path.write_text(HINDCAST.format(scenario=scenario, points=points, set=f"set:\n{lines}" if lines else ""))
    return path


def whole(folder: Path) -> Path:
    """An experiment on the shipped hindcast."""
    (folder / "twochairs.toml").touch()
    cases = folder / "balkans"
    if not cases.exists():
        shutil.copytree(ROOT / "scenarios" / "balkans", cases)
    return experiment(folder, "balkans/hindcast-2006.yaml")


def calibration(
    file: Path,
    folder: Path,
    alignment: Callable[[np.ndarray], np.ndarray],
    structure: Structure | None = None,
    settings: Settings | None = None,
) -> Calibration:
    """A calibration whose design is made up instead of run: alignment from the points of the cube."""
    plan = design_plan(file)
    names = tuple(factor.name.removeprefix("parameters.") for factor in plan.factors)
    low, high = (np.array([float(getattr(factor, end)) for factor in plan.factors]) for end in ("low", "high"))
    cube = np.random.default_rng(3).uniform(size=(64, len(names)))
    made = Calibration(Job(plan, STANDARD), folder, settings or Settings(60, 150, 1), structure or Structure(True))
    made.__dict__["design"] = Design(names, low, high, cube, alignment(cube), np.zeros((64, 1)))
    return made
