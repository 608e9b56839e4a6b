"""What makes hundreds of small sweeps in one process quick."""

import os
from functools import cache

import pytest

from twochairs.world.rulebook import Rulebook


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules are loaded once, and no disk is waited for: neither is what is tried here."""
    monkeypatch.setattr("twochairs.sweeps.job.Rulebook", _rulebook)
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@cache
def _rulebook(*given: str) -> Rulebook:
    return Rulebook(*given)
