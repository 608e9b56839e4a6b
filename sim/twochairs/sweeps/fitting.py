"""Whether what is kept of runs holds all that another plan reads off them and keeps; what lacks, in words."""

from collections.abc import Sequence
from typing import NamedTuple

from twochairs.experiment.plan import RUN
from twochairs.outcomes.outcome import OutcomeProgram
from twochairs.sweeps.job import Job
from twochairs.sweeps.kept import Kept


class Lack(NamedTuple):
    """Why runs that are there are not used again, and what helps, in which a kind of series stands in brackets."""

    why: str
    hint: str

    def told(self, runs: int, job: Job) -> str:
        """Both in a line."""
        form = "--keep {}" if job.plan.kind == RUN else "keep: {{series: {}}}"
        kinds = {kind: form.format(kind) for kind in ("none", "all")}
        are = "run that is there is" if runs == 1 else "runs that are there are"
        return f"{runs:,} {are} not used again, for {self.why}; {self.hint.format_map(kinds)}"


_EXTENDS = "{none} uses them again, and extends by the new runs only, as {all} does"
TOGETHER = Lack("statistics of series are of all replicates of a point together", _EXTENDS)
SERIES = Lack("their series were not kept as they are to be kept", _EXTENDS)
OUTCOMES = Lack("what an outcome reads was not kept of them", "{all} keeps what other outcomes are read off")
EVENTS = Lack("their events were not kept", "keep: {{events: true}} keeps them")


def of_other_lengths(there: Sequence[int], wanted: Sequence[int]) -> str:
    """Why runs of other lengths are not used again, and what helps, in a line.

    Parameters
    ----------
    there, wanted : months of the runs that are there, and of those that are asked for
    """
    of = [", ".join(map(str, months)) + (" months" if list(months) != [1] else " month") for months in (there, wanted)]
    why = "and are not used again, for the last state of a run is not kept"
    return (
        f"runs that are there are of {of[0]}, not of {of[1]}, {why}; outcomes can be read at any month of the longest"
    )


def lack_of(old: Job, has: Kept, wants: Kept) -> Lack | None:
    """What runs of a job lack of what another plan wants of them, or None where they have all."""
    if not all(program.text in old.plan.outcomes or _can_read(has, program) for program in wants.outcomes):
        return OUTCOMES
    if wants.keep.events and not has.keep.events:
        return EVENTS
    return None if _has_series(has, wants) else SERIES


def _has_series(has: Kept, wants: Kept) -> bool:
    if wants.keep.series == "none":
        return True
    if wants.keep.series == "quantiles":
        return has.keep.series == "quantiles" and has.months == wants.months and _has_slots(has, wants.slots.tolist())
    return has.every_run and set(wants.months) <= set(has.months) and _has_slots(has, wants.slots.tolist())


def _can_read(has: Kept, program: OutcomeProgram) -> bool:
    """Whether an outcome can be read off the series that are kept of every run, as the model had them."""
    return has.every_run and len(has.months) == has.shape.months + 1 and _has_slots(has, program.slots)


def _has_slots(has: Kept, slots: Sequence[int]) -> bool:
    return set(slots) <= set(has.slots.tolist())
