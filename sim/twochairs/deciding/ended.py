"""Whether a sweep came to its end: what a question is asked of."""

from twochairs.errors import NotPossible
from twochairs.results.result import Result

MOST_FAILED = 0.01
"""Share of runs that may have come to no end."""


def check_ended(result: Result) -> None:
    """Refuse a sweep so many runs of which came to no end that the others do not stand for them.

    Raises
    ------
    NotPossible : with what can be done
    """
    manifest = result.manifest
    if manifest["failed"] > MOST_FAILED * manifest["runs"]:
        raise NotPossible(
            f"{manifest['failed']:,} of {manifest['runs']:,} runs of {result.folder} failed, too many to leave out\n"
            "  hint: `twochairs status` tells them; mend the cause and run the same again"
        )
