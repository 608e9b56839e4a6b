"""A small case on two states that have a record, in a project of its own."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from twochairs.evidence.calibration.paths import base_of
from twochairs.experiment.base import Base

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "scenario" / "good" / "tiny.yaml"
STATES = ("BLR", "SRB")


def data() -> dict[str, Any]:
    """The small case from 2006 for four years: plain data to change before it is written."""
    text = TINY.read_text("utf-8").replace("ALD", "SRB").replace("BOR", "BLR")
    text = text.replace("2031", "2007").replace("2030", "2006")
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return found | {"clock": {"start": "2006-01", "months": 48}, "policies": []}


def project(folder: Path, changed: dict[str, Any]) -> Path:
    """Its file, in a project of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "twochairs.toml").touch()
    path = folder / "case.yaml"
    with path.open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(changed, file)
    return path


def small(folder: Path, **changed: Any) -> Base:
    """The base of the case with other sections."""
    return base_of(project(folder, data() | changed))
