"""Two worker processes leave the very bytes that one process does."""

from pathlib import Path

import pytest

from tests.differential.experiments import trial
from tests.differential.making import made, swept
from tests.long import FULL
from tests.trust.trial import content
from twochairs.sweeps.pool import in_processes
from twochairs.sweeps.stop import Stop
from twochairs.sweeps.task import Blame, Task


@pytest.mark.parametrize("number", range(500, 530) if FULL else [501])
def test_two_jobs_leave_the_same_bytes(number: int, tmp_path: Path) -> None:
    tried = made(trial(number), tmp_path)

    def two(folder: str, key: str, tasks: list[Task], stop: Stop):
        return in_processes(folder, key, tasks, Blame(), 2, stop)

    assert content(swept(tmp_path / "two", tried.job, execute=two)) == content(tried.out)
