"""More runs than a result has that an answer asks for, each in a folder inside the result's."""

from collections.abc import Callable
from pathlib import Path

from twochairs.errors import NotPossible
from twochairs.results.result import Result
from twochairs.sweeps.job import Job
from twochairs.sweeps.state import job_in, state_of

Run = Callable[[Job, Path], Result]
"""Brings a job to its end in a folder, and opens it."""


def there(of: Result, what: str) -> Run:
    """What reads the runs of a job that are there already, all of them.

    Parameters
    ----------
    of : the result that they belong to
    what : says which runs they are, in a refusal

    Raises
    ------
    NotPossible : by what it gives, where some are not there
    """

    def read(job: Job, folder: Path) -> Result:
        if state_of(folder, job).complete and job_in(folder).plan.hash == job.plan.hash:
            found = Result(folder)
            if found.manifest["code_hash"] == of.manifest["code_hash"]:
                return found
        raise NotPossible(
            f"{folder} has not the {job.runs:,} runs {what}\n"
            "  hint: give the experiment, not the folder of its result, and they are run"
        )

    return read
