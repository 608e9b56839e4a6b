"""Every verb on every sound scenario: no traceback, no empty figure, no word about what is not there."""

import os
import re
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from tests.matrix.scenarios import SCENARIOS
from tests.matrix.verbs import CHEAP, DEAR, Case

GAS, DISPUTES, ACTS = r"\bgas\b|contract|hub", r"disput|incident|tension|border", r"\bacts?\b|declaration"
PUBLICS, TIES, ELECTIONS = r"\bpublics?\b|\bpolls?\b", r"\bties?\b|\bpeers\b", r"\belections?\b"
PARTNER, LEVERS = (
    r"coalition|(?<!necessary )\bpartner\b|farmers",
    r"\blevers?\b(?!-years)|dated event|timeline|adaptive",
)
FORBIDDEN = {
    "bare": [GAS, DISPUTES, r"\bacts?\b", PUBLICS, TIES, ELECTIONS, PARTNER, LEVERS],
    "without-publics": [PUBLICS],
    "without-disputes": [DISPUTES],
    "without-acts": [ACTS],
    "without-gas": [GAS],
    "without-ties": [TIES],
    "without-elections": [ELECTIONS],
    "without-levers": [LEVERS],
    "without-government": [PARTNER, ELECTIONS],
}
"""Words that a scenario gives no reason to say."""

FULL = os.environ.get("TWOCHAIRS_TRUST") == "full"
THOROUGH = {"bare": list(DEAR)}
"""Scenarios that every verb is tried on in the suite; the others have one of the dear verbs each, in turn."""


def cells() -> list[tuple[str, str]]:
    turn = cycle(DEAR)
    dear = {name: list(DEAR) if FULL else THOROUGH.get(name) or [next(turn)] for name in SCENARIOS}
    return [(name, verb) for name in SCENARIOS for verb in (*CHEAP, *dear[name])]


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Case]:
    folder, made = tmp_path_factory.mktemp("matrix"), dict[str, Case]()
    return lambda name: made.setdefault(name, Case(Path(folder) / f"{len(made)}", name))


@pytest.mark.parametrize(("name", "verb"), cells(), ids=lambda one: str(one))
def test_a_verb_on_a_scenario(name: str, verb: str, case: Callable[[str], Case]) -> None:
    told = (CHEAP | DEAR)[verb](case(name))
    assert "Traceback" not in told
    unsaid = [words for words in FORBIDDEN.get(name, []) if (verb, words) != ("dashboard", LEVERS)]  # it moves some
    for words in [r"\bnan\b", *unsaid]:
        found = re.search(rf".{{0,60}}({words}).{{0,60}}", told, re.IGNORECASE)
        assert found is None, found and found[0]
