"""A model that was steered by hand, written as a result that every verb reads."""

from pathlib import Path

import numpy as np

from twochairs.ensemble.plain import Months
from twochairs.errors import NotPossible
from twochairs.mesa_model import TwoChairs
from twochairs.sweeps.executing import executor
from twochairs.sweeps.running import going, job_of_run


def write(model: TwoChairs, folder: Path, replace: bool = False) -> None:
    """Write the run of a model so far, as one of one replicate; what was set by hand is kept, and set in a replay too.

    Parameters
    ----------
    replace : whether another run that the folder holds may be replaced

    Raises
    ------
    NotPossible : before its first month; where its numbers were changed by other ways than its attributes; where it is
        another replicate than 0, which the one run of a result has
    CannotWrite, Locked : where the folder holds something else, or the disk does not take it
    """
    if model.replicate:
        hint = "a model of replicate 0 and this seed, or of another seed, can be"
        raise NotPossible(f"a run of replicate {model.replicate} cannot be written by itself\n  hint: {hint}")
    scenario = model.driven
    *_, (_, values) = Months(scenario, model.rulebook, model.seed).of(0)
    _check_same(model, values)
    job = job_of_run(scenario, 1, model.seed, rulebook=model.rulebook)
    with executor(0) as execute:
        going(job, folder, replace=replace).end(execute)


def _check_same(model: TwoChairs, values: np.ndarray) -> None:
    """Refuse a model whose state is not that of its run, what was set after the last month aside."""
    reached = values[:, None].copy()
    model.driven.steered.apply(int(model.steps), reached)
    if reached.tobytes() != np.ascontiguousarray(model.values).tobytes():
        raise NotPossible(
            "the model's numbers are not those of its run\n"
            "  hint: set them by the attributes of its agents, model.set or model.put, which are kept with the run"
        )
