"""Functions that are linked into others have the same numbers, and no machine code of their own."""

from typing import Any

import numba
import pytest
from numba.core.codegen import JITCodeLibrary

from twochairs.engine import linked
from twochairs.engine.compiled import inner


def third(x: float) -> float:
    return x / 3.0 - 0.1


def entry() -> Any:
    """What is called from outside, and calls a function with a loop, which calls a short one."""
    short = inner(third)

    def summed(count: int, x: float) -> float:
        total = 0.0
        for _ in range(count):
            total = total + short(x)
        return total

    loop = inner(summed)

    @numba.njit(**linked.compiler(linked.Outermost))
    def called(count: int, x: float) -> float:
        return loop(count, x) + short(x)

    return called


@pytest.fixture
def made(monkeypatch):
    """Names of the functions that machine code is made of."""
    names: list[str] = []
    finalize = JITCodeLibrary._finalize_final_module

    def counted(library: Any) -> None:
        names.append(library.name.rsplit(".", 1)[-1])
        finalize(library)

    monkeypatch.setattr(JITCodeLibrary, "_finalize_final_module", counted)
    return names


def test_machine_code_is_made_of_what_is_called_from_outside_alone(made):
    assert entry()(7, 0.3) == pytest.approx(0.0, abs=1e-12)
    assert {"called", "third", "summed"} & set(made) == {"called"}


def test_another_numba_makes_it_of_all_and_the_numbers_are_the_same(made, monkeypatch):
    numbers = [(count, x) for count in (0, 1, 7, 1000) for x in (-1e300, -2.5, 0.0, 1e-310, 0.1, 3.3)]
    quick = entry()
    before = [quick(*one) for one in numbers]
    monkeypatch.setattr(linked, "_CHANGED", ("renamed",))
    made.clear()
    whole = entry()
    assert [whole(*one) for one in numbers] == before
    assert {"third", "summed", "called"} <= set(made)
