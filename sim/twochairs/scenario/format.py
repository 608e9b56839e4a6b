"""Whether a file is of the format that this version reads."""

from twochairs.errors import InvalidInput
from twochairs.scenario.schema import FORMAT
from twochairs.scenario.tree import Node, place_of, problem_at

OLDER = range(1, FORMAT)
"""Formats that `twochairs upgrade` rewrites."""


def refuse_older(tree: Node, shown: str) -> None:
    """Refuse a file of an older format by one problem, whatever else it holds.

    Raises
    ------
    InvalidInput : with the command that rewrites it
    """
    said = tree.value.get("twochairs")
    if said is None or isinstance(said.value, bool) or said.value not in OLDER:
        return
    text = f"twochairs is {said.value}, a format of before; this version reads {FORMAT}"
    raise InvalidInput(shown, [problem_at(place_of(said), f"{text}: `twochairs upgrade {shown}` rewrites the file")])
