"""What all tests share."""

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Compiled kernels are kept with pytest's own cache: half a minute each the first time, none after that."""
    if hasattr(config, "cache"):
        os.environ.setdefault("TWOCHAIRS_CACHE", str(config.cache.mkdir("kernels")))
