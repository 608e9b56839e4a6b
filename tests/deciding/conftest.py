"""Answers that tests look at, made once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.deciding.asked import MORRIS, SCREENED, trial
from tests.deciding.found import trial as looked_for
from tests.trust.processes import Trial


@pytest.fixture(scope="session")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """Saltelli rows, asked."""
    one = trial(tmp_path_factory.mktemp("rows"))
    one.here()
    return one


@pytest.fixture(scope="session")
def screened(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """A sample, asked."""
    one = trial(tmp_path_factory.mktemp("screened"), SCREENED)
    one.here()
    return one


@pytest.fixture(scope="session")
def trajectories(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """Morris trajectories, asked."""
    one = trial(tmp_path_factory.mktemp("trajectories"), MORRIS)
    one.here()
    return one


@pytest.fixture(scope="session")
def discovered(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """A sample, asked where an outcome comes about."""
    one = looked_for(tmp_path_factory.mktemp("discovered"))
    one.here()
    return one


@pytest.fixture
def copy(rows: Trial, tmp_path: Path) -> Callable[[], Path]:
    """The folder of the rows, of one's own to spoil."""
    return lambda: shutil.copytree(rows.out, tmp_path / "copy")
