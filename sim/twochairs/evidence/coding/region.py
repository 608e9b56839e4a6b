"""Whom the tables are about: states, poles and disputes of a scenario file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twochairs.scenario.example import example_folder
from twochairs.scenario.read import read_file
from twochairs.scenario.tree import plain
from twochairs.world.layout import Names

FOLDER = "balkans"
BASE = "base.yaml"


@dataclass(frozen=True)
class Region:
    """States and disputes, with the names a reader knows them by."""

    states: dict[str, str]
    disputes: dict[str, str]
    names: Names


def case_folder() -> Path:
    """The folder of the case whose states are coded."""
    return example_folder() / FOLDER


def region() -> Region:
    """The states, poles and disputes of the case.

    Raises
    ------
    InvalidInput : where its file cannot be read
    """
    data = plain(read_file(case_folder() / BASE, BASE))
    names = Names(tuple(data["countries"]), tuple(data["poles"]), dispute=tuple(data["disputes"]))
    return Region(_shown(data["countries"]), _shown(data["disputes"]), names)


def _shown(agents: dict[str, Any]) -> dict[str, str]:
    return {key: agent["name"] for key, agent in agents.items()}
