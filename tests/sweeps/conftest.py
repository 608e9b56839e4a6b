"""One small sweep, whole and half done, that tests copy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.trust.trial import begun, job_of, swept, written
from twochairs.sweeps.job import Job

HALF = 5


@pytest.fixture(scope="session")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """Twelve points of twenty runs."""
    return job_of(written(tmp_path_factory.mktemp("project")))


@pytest.fixture(scope="session")
def made(job: Job, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of it: whole, and half done."""
    folders = {name: tmp_path_factory.mktemp(name) / "out" for name in ("whole", "half")}
    swept(folders["whole"], job)
    begun(folders["half"], job, HALF)
    return folders


@pytest.fixture
def copy(made: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """A folder of one's own to spoil."""

    def copied(name: str) -> Path:
        return shutil.copytree(made[name], tmp_path / name)

    return copied
