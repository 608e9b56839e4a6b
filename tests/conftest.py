"""What all tests share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Have processes that tests start find the package here, and keep compiled kernels with pytest's own cache."""
    if hasattr(config, "cache"):
        os.environ.setdefault("TWOCHAIRS_CACHE", str(config.cache.mkdir("kernels")))
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "sim"), str(ROOT)])
