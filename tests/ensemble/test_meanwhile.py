"""Runs while the rules are being compiled: the same numbers, handed over when they are."""

import fcntl
from pathlib import Path

import numpy as np
import pytest

from twochairs.ensemble import meanwhile
from twochairs.ensemble.lanes import every_slot, run_lanes
from twochairs.ensemble.meanwhile import run_soon
from twochairs.scenario.load import load
from twochairs.world.rulebook import STANDARD, Rulebook

FILE = Path(__file__).parents[2] / "scenarios" / "balkans" / "serbia-2022.yaml"


@pytest.fixture(scope="module")
def scenario():
    return load(FILE, {"clock.months": "4"})


class Made:
    """A kernel that is being made until it has been asked some times."""

    def __init__(self, asked: int) -> None:
        self.left = asked

    @property
    def being_made(self) -> bool:
        self.left -= 1
        return self.left >= 0


@pytest.mark.parametrize("plain", range(6))
def test_what_is_handed_over_has_the_same_bits(scenario, plain, monkeypatch):
    slots, replicates = every_slot(scenario.start()[0]), [4, 0, 7, 2]
    expected = run_lanes(scenario, STANDARD, 11, replicates, slots).kept
    run = meanwhile.run_plain
    singly: list[int] = []
    monkeypatch.setattr(meanwhile, "run_plain", lambda *given: singly.append(given[3][0]) or run(*given))
    book = Rulebook()
    monkeypatch.setitem(vars(book), "kernel", Made(plain))
    monkeypatch.setattr(meanwhile, "run_lanes", lambda scenario, book, *given: run_lanes(scenario, STANDARD, *given))
    lanes = run_soon(scenario, book, 11, replicates, slots)
    assert singly == replicates[:plain]
    assert lanes.replicates == replicates
    assert np.array_equal(lanes.kept, expected)


def test_a_kernel_is_being_made_while_another_holds_its_lock(tmp_path):
    kernel = type(STANDARD.kernel)(STANDARD.kernel.members, STANDARD.kernel.call, tmp_path)
    assert not kernel.being_made
    with (tmp_path / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert kernel.being_made
        (tmp_path / "kernel.nbi").touch()
        assert not kernel.being_made
