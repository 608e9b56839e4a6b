"""Results of earlier versions: what they did not say is read off the scenario that was run, or not known."""

from typing import Any

from twochairs.errors import InvalidInput
from twochairs.results.folder import Folder
from twochairs.scenario.check import names_of
from twochairs.scenario.read import read_text
from twochairs.scenario.validate import case_of

_SCENARIO = "scenario.yaml"
SUMMED_SINCE = frozenset({"share_low", "share_high", "low", "high", "independent"})
"""Columns of a summary that once were not there."""


def completed(folder: Folder, data: dict[str, Any], dims: list[str]) -> dict[str, Any]:
    """A manifest with its agents, where it says of none.

    Parameters
    ----------
    dims : kinds of agent

    Raises
    ------
    NoResult : where the folder's scenario cannot be read
    """
    if "agents" in data:
        return data
    try:
        case, _ = case_of(read_text(folder.text(_SCENARIO), _SCENARIO))
    except InvalidInput:
        case = None
    if case is None:
        folder.refuse(f"its {_SCENARIO} is no scenario")
    names = names_of(case)
    return {**data, "agents": {dim: list(names.along(dim)) for dim in dims}}
