"""A scenario with something of everything, as plain data."""

from typing import Any

import pytest

from tests.world.running import small_case


@pytest.fixture
def a_case() -> dict[str, Any]:
    """The small case, to be changed at will."""
    return small_case()
