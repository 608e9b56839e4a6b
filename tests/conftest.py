"""What all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.long import FULL

ROOT = Path(__file__).parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Have processes that tests start find the package here, and keep compiled kernels with pytest's own cache.

    No test goes by the clock, properties neither. In the short form this process does not wait for the disk: a crash
    of the machine is not what is tried.
    """
    if hasattr(config, "cache"):
        os.environ.setdefault("TWOCHAIRS_CACHE", str(config.cache.mkdir("kernels")))
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "sim"), str(ROOT)])
    settings.register_profile("untimed", deadline=None)
    settings.load_profile("untimed")
    if not FULL:
        os.fsync = lambda handle: None
