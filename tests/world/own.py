"""The own rules that tests run by: those of the page about them, so that one kernel serves all."""

import re
from functools import lru_cache
from pathlib import Path

from twochairs.world.rulebook import Rulebook

PAGE = Path(__file__).parents[2] / "docs" / "own-rules.md"


@lru_cache(1)
def example() -> Rulebook:
    """The example of the page: an early return, a `while`, a rule of the package called from the one in its place."""
    match = re.search(r"```python\n(# my_rules\.py\n.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert match is not None
    return Rulebook(match[1], "my_rules.py")
