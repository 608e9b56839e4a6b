"""Whom the tables are about: states, poles and disputes of a scenario file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twochairs.scenario.read import read_file
from twochairs.scenario.tree import plain
from twochairs.world.layout import Names


@dataclass(frozen=True)
class Region:
    """States and disputes, with the names a reader knows them by."""

    states: dict[str, str]
    disputes: dict[str, str]
    names: Names


def region(file: Path) -> Region:
    """The states, poles and disputes of a scenario file.

    Raises
    ------
    InvalidInput : where it cannot be read
    """
    data = plain(read_file(file, file.name))
    names = Names(tuple(data["countries"]), tuple(data["poles"]), dispute=tuple(data["disputes"]))
    return Region(_shown(data["countries"]), _shown(data["disputes"]), names)


def _shown(agents: dict[str, Any]) -> dict[str, str]:
    return {key: agent["name"] for key, agent in agents.items()}
