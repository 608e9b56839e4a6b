"""States that are asked for, by key or by name: the one place where an option becomes keys of a result."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from twochairs.errors import NotPossible
from twochairs.scenario.wording import closest, found, printable

if TYPE_CHECKING:
    from twochairs.results.result import Result


def chosen_states(results: "Sequence[Result]", given: Sequence[str] | None) -> list[str] | None:
    """Keys of the states that are asked for, each once; None where none is, or nothing is given to look in.

    Parameters
    ----------
    results : each has to know every state that is asked for
    given : keys or names, in any case of letters: SRB, Serbia

    Raises
    ------
    NotPossible : of a state that a result lacks, with the likeliest one meant and all that it has
    """
    if given is None or not results:
        return None if given is None else list(given)
    keys = list(dict.fromkeys(key_of(results[0], one) for one in given))
    for result in results[1:]:
        for key in keys:
            key_of(result, key)
    return keys


def key_of(result: "Result", given: str) -> str:
    """A state's key, by its key or its name; raises as `chosen_states`."""
    names = {str(key): result.label("country", str(key)) for key in result.manifest["agents"]["country"]}
    by_word = {word.casefold(): key for key, name in reversed(names.items()) for word in (name, key)}
    if given in names:
        return given
    if isinstance(given, str) and given.strip().casefold() in by_word:
        return by_word[given.strip().casefold()]
    near = closest(given, [*names.values(), *names]) if isinstance(given, str) else None
    meant = by_word[near.casefold()] if near else ""
    guess = f"; did you mean {_told(meant, names[meant])}?" if near else ""
    there = ", ".join(_told(key, name) for key, name in names.items())
    raise NotPossible(
        f"{result.folder} has no state {found(given)}{guess}\n  hint: give the key or the name of {there}"
    )


def _told(key: str, name: str) -> str:
    return printable(key if key == name else f"{key} ({name})")
