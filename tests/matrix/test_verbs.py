"""Every verb on every sound scenario: no traceback, no empty figure, no word about what is not there."""

import re
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from tests.long import FULL
from tests.matrix.scenarios import SCENARIOS
from tests.matrix.verbs import ALWAYS, LIGHT, VERBS, Case

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
DEAR = {
    "whole": ["report"],
    "bare": ["dashboard", "report", "compare", "sweep-grid"],
    "one-pole": ["compare", "asked"],
    "sixty-countries": ["plot"],
    "one-month": ["shards"],
    "shares-of-0-and-1": ["sweep-morris"],
    "an-act-not-open": ["sweep-one"],
}
"""What takes seconds, where it says the most."""


def cells() -> list[tuple[str, str]]:
    """Scenario and verb: all pairs in the long form, and in the suite a fair share of them."""
    if FULL:
        return [(name, verb) for name in SCENARIOS for verb in VERBS]
    light, chosen = cycle(LIGHT), []
    for name in SCENARIOS:
        drawn = [*["figures"] * (name in FORBIDDEN), *DEAR.get(name, [])]
        chosen += [(name, verb) for verb in dict.fromkeys([*ALWAYS, next(light), *drawn])]
    return chosen


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Case]:
    folder, made = tmp_path_factory.mktemp("matrix"), dict[str, Case]()
    return lambda name: made.setdefault(name, Case(Path(folder) / f"{len(made)}", name))


@pytest.mark.parametrize(("name", "verb"), cells(), ids=lambda one: str(one))
def test_a_verb_on_a_scenario(name: str, verb: str, case: Callable[[str], Case]) -> None:
    told = VERBS[verb](case(name))
    assert "Traceback" not in told
    moves = verb in ("dashboard", "report")
    unsaid = [words for words in FORBIDDEN.get(name, []) if not (moves and words == LEVERS)]
    for words in [r"\bnan\b", *unsaid]:
        found = re.search(rf".{{0,60}}({words}).{{0,60}}", told, re.IGNORECASE)
        assert found is None, found and found[0]
