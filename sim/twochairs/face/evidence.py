"""Learning the rules' constants from the record, in Python."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.face.running import AGAIN, workers_of
from twochairs.face.scenarios import Given
from twochairs.scenario.given import path_of, whole

if TYPE_CHECKING:
    from twochairs.evidence.calibration.calibrated import Calibrated


def calibrate(
    experiment: Given = Path("experiments/calibration.yaml"),
    upto: int = 2023,
    draws: int = 200,
    check: int = 0,
    joint: bool = False,
    jobs: int | None = None,
    out: Path | str | None = None,
    results: Path | str | None = None,
) -> "Calibrated":
    """Learn the rules' constants from the record: a design of runs, an emulator of it, a posterior by MCMC.

    At home the posterior is of ideal points, acts, polls and prices; of other cases ideal points alone are known.

    Stopped or killed at any moment and called again it goes on, to the same numbers. It needs the extra `evidence`.

    Parameters
    ----------
    experiment : one whose factors are priors of constants
    upto : last year of the record that is used, 2008 to 2023
    draws : posterior draws that are written
    check : made-up records to learn back, 15 s each
    joint : whether it is also told what each kind of evidence does to what ideal points alone say
    jobs : worker processes; as many as processors where None
    out : folder; NAME-HASH in `results` where None
    results : folder of results; that of TWOCHAIRS_RESULTS, or results where None

    Raises
    ------
    InvalidInput : with every problem of the experiment
    NotPossible : where the extra is not installed, a number is out of range, or acts of its states are not recorded
    CannotWrite, Locked, Stopped : as `sweep`
    """
    from twochairs.evidence.calibration.calibrated import calibrated, moved, pairs_of, recovered
    from twochairs.evidence.calibration.learning import CLOSER, Calibration, job_of
    from twochairs.evidence.joint.feedback import Feedback, check_weighable, write_feedback
    from twochairs.results.extra import need
    from twochairs.sweeps.executing import executor
    from twochairs.sweeps.runner import WHOLE, default_folder, sweep

    need("emcee", "sklearn", "statsmodels")
    upto, draws = whole("upto", upto, 2008, 2023), whole("draws", draws, 1, 1000)
    check = whole("check", check, 0, 1000)
    job = job_of(experiment)
    if joint:
        check_weighable(job.plan)
    folder = default_folder(job, results, WHOLE) if out is None else path_of("out", out)
    with executor(workers_of(jobs)) as execute:
        sweep(folder / "design", job, execute, AGAIN)
    calibration = Calibration(job, folder, CLOSER)
    found = calibrated(calibration, upto, draws)
    if joint and found.together is not None:
        found = replace(found, joint=write_feedback(Feedback(found.together)))
    if not check:
        return found
    return replace(found, recovery=recovered(calibration, check), doubled=moved(calibration, pairs_of(check)))
