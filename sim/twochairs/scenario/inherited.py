"""What of a scenario is its own, and what is of the files that it extends, of which it was told already."""

from typing import TYPE_CHECKING

from twochairs.scenario.look import Note
from twochairs.scenario.tree import OPTION, Node, leaves

if TYPE_CHECKING:
    from twochairs.scenario.load import Scenario

_OF_ALL = ("poles", "parameters", "switches", "solved")
"""Sections that bear on where every state starts."""


def own_states(scenario: "Scenario") -> list[str]:
    """Keys of the states of whose start a file itself or an option says something; all of a file that extends none."""
    tree, file = scenario.tree.value, scenario.tree.place.file
    of_all = any(_has_own(tree[section], file) for section in _OF_ALL if section in tree)
    if of_all or scenario.reference.place.file == file:
        return list(scenario.case.countries)
    return [name for name in scenario.case.countries if _has_own(tree["countries"].value[name], file)]


def own_notes(scenario: "Scenario", notes: list[Note]) -> list[Note]:
    """Those of some notes that are on the file's own lines, on options, or on the start of states of its own."""
    own, file = {*own_states(scenario)}, scenario.tree.place.file
    others = {str(one) for one in scenario.mismatches if not own & {agent.partition(".")[0] for agent in one.agents}}
    return [
        note
        for note in notes
        if (note.text not in others if note.place is None else not _of_another(note.place.file, file))
    ]


def _has_own(node: Node, file: str) -> bool:
    return any(not _of_another(leaf.place.file, file) for _, leaf in leaves(node))


def _of_another(place: str, file: str) -> bool:
    return place not in ("", file) and not place.startswith(OPTION)
