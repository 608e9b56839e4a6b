"""What in a sound scenario may not be what was meant: each slip with its place, and what to do about it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from twochairs.errors import Place
from twochairs.scenario.look import Look, Note
from twochairs.scenario.schema import Case
from twochairs.scenario.sides import challengers_across
from twochairs.scenario.sizes import values_of_another_size
from twochairs.scenario.slips_of_levers import (
    constants_switched_off,
    ended_by_a_dated_change,
    levers_that_cannot_work,
    settings_set_again,
)
from twochairs.scenario.slips_of_record import levers_beyond_the_record
from twochairs.scenario.slips_of_rules import (
    conditions_that_never_hold,
    names_alike,
    policies_never_due,
    values_always_cut,
)
from twochairs.scenario.slips_of_time import (
    a_clock_laid_over_what_is_extended,
    contracts_beyond_the_end,
    elections_listed_twice,
    elections_outside_the_clock,
    items_outside_the_clock,
    items_that_set_one_number,
    prices_outside_the_clock,
    ramps_disturbed,
)
from twochairs.scenario.tree import Node
from twochairs.scenario.unheard import levers_read_too_late

if TYPE_CHECKING:
    from twochairs.scenario.load import Scenario

SLIPS: tuple[Callable[[Look], Iterator[Note]], ...] = (
    items_outside_the_clock,
    elections_outside_the_clock,
    elections_listed_twice,
    prices_outside_the_clock,
    contracts_beyond_the_end,
    a_clock_laid_over_what_is_extended,
    settings_set_again,
    ended_by_a_dated_change,
    constants_switched_off,
    levers_that_cannot_work,
    levers_read_too_late,
    levers_beyond_the_record,
    ramps_disturbed,
    items_that_set_one_number,
    names_alike,
    conditions_that_never_hold,
    policies_never_due,
    values_always_cut,
    values_of_another_size,
)
"""Each looks for one kind of slip."""


def notes_of(scenario: "Scenario") -> list[Note]:
    """Every note on a scenario, by place; what could not be held steady comes last."""
    steady = [Note(None, str(mismatch)) for mismatch in scenario.mismatches]
    return (
        _by_place([*notes_of_case(scenario.case, scenario.tree, scenario.reference), *challengers_across(scenario)])
        + steady
    )


def notes_of_case(case: Case, tree: Node, reference: Node | None = None) -> list[Note]:
    """Every note on a checked case and the tree it was read from, by place.

    Parameters
    ----------
    reference : the tree whose start values count as observed, where it is known
    """
    look = Look(case, tree, reference)
    return _by_place(dict.fromkeys(note for slip in SLIPS for note in slip(look)))


def _by_place(notes: Iterable[Note]) -> list[Note]:
    return sorted(notes, key=lambda note: (note.place is None, note.place or Place("", 0, 0), note.text))
