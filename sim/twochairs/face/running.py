"""Running in Python: an ensemble of one scenario, every point of an experiment, shards put together, a run again."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.errors import NotPossible
from twochairs.face.folders import open
from twochairs.face.scenarios import Given, Settings, loaded, rulebook_of
from twochairs.scenario.given import path_of, several, whole

if TYPE_CHECKING:
    from twochairs.experiment.uncertainty import Draws
    from twochairs.mesa_model import TwoChairs
    from twochairs.results.result import Result
    from twochairs.scenario.load import Scenario
    from twochairs.sweeps.estimate import Estimate
    from twochairs.sweeps.job import Job
    from twochairs.sweeps.replay import Replay
    from twochairs.sweeps.running import Going

AGAIN = "run the same again"
"""What goes on with a sweep that was stopped."""


def run(
    scenario: "Scenario | Given",
    replicates: int = 50,
    seed: int = 2022,
    months: int | None = None,
    settings: Settings | None = None,
    out: Path | str | None = None,
    results: Path | str | None = None,
    replace: bool = False,
    rules: Path | str | None = None,
    parameters: str | None = None,
    draws: int | None = None,
    figures: bool = False,
    outcomes: Sequence[str] | None = None,
    keep: str = "all",
    jobs: int | None = None,
    time_limit: float | None = None,
    again: Sequence[Path | str] | None = None,
) -> "Result":
    """Run one ensemble of one scenario into a result folder, and open it; one that is there already is opened.

    Parameters
    ----------
    scenario : loaded, or the path of a file, text (YAML) or a mapping
    replicates : runs that differ only by chance
    seed : root of all chance
    months : length, instead of the scenario's own
    settings : dotted path to value, over everything in the file, as `--set` has it
    out : result folder; NAME-HASH in `results` where None
    results : folder of results; that of TWOCHAIRS_RESULTS, or results where None
    replace : whether another run that the folder holds may be replaced, with replicates that this one lacks
    rules : a Python file of rules of your own
    parameters : where the rules' constants come from: "best" (the scenario), "posterior" or "prior"
    draws : sets of constants that replicates are spread over
    figures : whether to draw the figures too, into the folder
    outcomes : numbers read off each run beside the standard ones
    keep : of the series: "all", "quantiles", "none", or names of quantities with commas between
    jobs : worker processes, 0 for this one; by how much there is to do where None
    time_limit : seconds that a run may take; one that takes longer is kept as failed
    again : folders of other results, whose runs are used again where they are the same

    Returns
    -------
    the result; `.failures` has the runs that came to no end

    Raises
    ------
    InvalidInput, NotRules : with every problem of the scenario, or of the rules
    NotPossible : where settings are given for a scenario that is loaded, or something is of no use as what it is for
    CannotWrite, OtherVersion, Locked : where the folder holds something else, or the disk does not take it
    Stopped : on an interrupt; what was done is kept
    """
    from twochairs.experiment.schema import MAX_REPLICATES
    from twochairs.scenario.given import MAX_SEED
    from twochairs.sweeps.executing import executor
    from twochairs.sweeps.runner import WHOLE, default_folder
    from twochairs.sweeps.running import going, job_of_run, workers

    replicates, seed = whole("replicates", replicates, 1, MAX_REPLICATES), whole("seed", seed, 0, MAX_SEED)
    chosen, book = loaded(scenario, settings, months, rules), rulebook_of(rules)
    sets = _drawn(chosen, parameters, draws, seed, replicates)
    job = job_of_run(chosen, replicates, seed, several("outcomes", outcomes or ()), keep, sets, book)
    folder = default_folder(job, results, WHOLE) if out is None else path_of("out", out)
    with executor(workers(job, jobs, time_limit), None, time_limit) as execute:
        going(job, folder, _paths(again), replace).end(execute)
    return _opened(folder, figures)


def sweep(
    experiment: Given,
    jobs: int | None = None,
    dask: str | None = None,
    shard: str | None = None,
    out: Path | str | None = None,
    results: Path | str | None = None,
    replace: bool = False,
    rules: Path | str | None = None,
    parameters: str | None = None,
    draws: int | None = None,
    figures: bool = False,
    time_limit: float | None = None,
    again: Sequence[Path | str] | None = None,
) -> "Result":
    """Run every point of an experiment into a result folder, and open it; called again, it goes on where it stopped.

    Parameters
    ----------
    experiment : the path of a file, text (YAML) or a mapping
    jobs : worker processes; as many as processors where None, 0 for this one
    dask : address of a scheduler, "local:2" for a cluster on this machine or "slurm:2" for two worker jobs, in place of
        them
    shard : "1/4" for the first of four shares; `merge` puts them together
    out : result folder; NAME-HASH in `results` where None
    results : folder of results; that of TWOCHAIRS_RESULTS, or results where None
    replace : whether another sweep that the folder holds may be replaced, with runs that this one lacks
    rules : a Python file of rules of your own
    parameters, draws : in place of what the experiment says under parameters_from and parameter_draws
    figures : whether to draw the figures too, into the folder
    time_limit : seconds that a run may take; one that takes longer is kept as failed
    again : folders of other results, whose runs are used again where they are the same

    Returns
    -------
    the result, of a share one that is not complete; `.failures` has the runs that came to no end

    Raises
    ------
    InvalidInput, NotRules : with every problem of the experiment, its points, or the rules
    NotPossible : where something is of no use as what it is for
    CannotWrite, OtherVersion, Locked : where the folder holds something else, or the disk does not take it
    WorkersDie, ClusterGone : where workers keep ending for no run's fault
    Stopped : on an interrupt; what was done is kept
    """
    from twochairs.sweeps.executing import executor

    way = on_its_way(experiment, shard, out, results, replace, rules, parameters, draws, again)
    with executor(workers_of(jobs), dask, time_limit) as execute:
        outcome = way.end(execute, AGAIN)
    return _opened(way.folder, figures and outcome.complete)


def estimate(
    experiment: Given,
    jobs: int | None = None,
    shard: str | None = None,
    out: Path | str | None = None,
    results: Path | str | None = None,
    replace: bool = False,
    rules: Path | str | None = None,
    parameters: str | None = None,
    draws: int | None = None,
    again: Sequence[Path | str] | None = None,
) -> "Estimate":
    """What is left of a sweep takes, everything checked and nothing run: runs, seconds, bytes of disk.

    Takes and raises what `sweep` does. What is there already, and what of other results is used again, is counted as
    `sweep` would find it.
    """
    from twochairs.sweeps.estimate import estimated

    way = on_its_way(experiment, shard, out, results, replace, rules, parameters, draws, again)
    way.check()
    return estimated(way.job, max(1, workers_of(jobs)), way.left())


def merge(folders: Sequence[Path | str], out: Path | str | None = None, results: Path | str | None = None) -> "Result":
    """Put the shards of a sweep together; the result is that of the sweep in one piece, byte for byte.

    Parameters
    ----------
    folders : of the shards
    out : result folder; NAME-HASH in `results` where None
    results : folder of results; that of TWOCHAIRS_RESULTS, or results where None

    Raises
    ------
    NoResult, NotPossible, OtherVersion : where a folder is no share of that sweep, or made by other code
    Incomplete : where points are missing still
    """
    from twochairs.sweeps.merge import merge as put_together
    from twochairs.sweeps.runner import WHOLE, default_folder
    from twochairs.sweeps.state import job_in

    shards = [path_of("folder", folder) for folder in several("folders", folders)]
    if not shards:
        raise NotPossible("there is no shard\n  hint: give the folders of all of them")
    job = job_in(shards[0])
    target = default_folder(job, results, WHOLE) if out is None else path_of("out", out)
    put_together(target, shards, job)
    return open(target)


def write(model: "TwoChairs", folder: Path | str, replace: bool = False) -> "Result":
    """Write the run of a model so far as a result that every verb reads, and open it.

    What was set by hand is kept with the run: a replay sets it too, and gives the same numbers bit for bit.

    Parameters
    ----------
    model : one that has gone a month at least
    folder : of the result
    replace : whether another run that the folder holds may be replaced

    Raises
    ------
    NotPossible : before its first month, or where its numbers were changed by other ways than its attributes
    CannotWrite, Locked : where the folder holds something else, or the disk does not take it
    """
    from twochairs.mesa_model import TwoChairs
    from twochairs.sweeps.driven import write as written

    if not isinstance(model, TwoChairs):
        raise NotPossible(f"{model!r} is no model\n  hint: twochairs.TwoChairs(scenario) makes one")
    where = path_of("folder", folder)
    written(model, where, replace)
    return open(where)


def replay(folder: Path | str, run: str) -> "Replay":
    """Run one run of a result again, agent by agent in plain Python, and compare it with what was stored.

    Parameters
    ----------
    run : "POINT/REPLICATE", or the run's number

    Returns
    -------
    point, replicate, model (at its end), outcomes as read off now and as stored, `.differing` and error

    Raises
    ------
    NotPossible : where there is no such run
    NoResult : where it is no result
    """
    from twochairs.sweeps.replay import replay as run_again
    from twochairs.sweeps.replay import which_run
    from twochairs.sweeps.state import job_in

    where = path_of("folder", folder)
    job = job_in(where)
    return run_again(where, job, *which_run(str(run), job))


def on_its_way(
    experiment: Given,
    shard: str | None,
    out: Path | str | None,
    results: Path | str | None,
    replace: bool,
    rules: Path | str | None,
    parameters: str | None,
    draws: int | None,
    again: Sequence[Path | str] | None,
) -> "Going":
    """A checked experiment on its way into its folder."""
    from twochairs.sweeps.runner import default_folder, shard_of
    from twochairs.sweeps.running import going

    share, job = shard_of(shard), _job(experiment, rules, parameters, draws)
    folder = default_folder(job, results, share) if out is None else path_of("out", out)
    return going(job, folder, _paths(again), replace, share)


def _job(experiment: Given, rules: Path | str | None, parameters: str | None, draws: int | None) -> "Job":
    """A checked experiment with its rules; nothing runs before all of it is sound."""
    from twochairs.experiment.plan import load_experiment
    from twochairs.sweeps.about import sources
    from twochairs.sweeps.job import Job

    book = rulebook_of(rules)
    plan = load_experiment(experiment, parameters, draws, book.adds)
    job = Job(plan, book, sources(plan))
    plan.check()
    return job


def _drawn(scenario: "Scenario", parameters: str | None, draws: int | None, seed: int, replicates: int) -> "Draws":
    """The sets of the rules' constants that the replicates of a run are spread over."""
    from twochairs.experiment.single import draws_of_run

    return draws_of_run(scenario, replicates, seed, parameters, draws)


def _paths(given: Sequence[Path | str] | None) -> list[Path]:
    return [path_of("folder", folder) for folder in several("folders", given or ())]


def workers_of(jobs: int | None) -> int:
    """Worker processes that are asked for; as many as processors where None."""
    from twochairs.sweeps.executing import processors

    return processors() if jobs is None else whole("jobs", jobs, 0, 1024)


def _opened(folder: Path, figures: bool) -> "Result":
    """A result that is there now, drawn if it is asked for."""
    from twochairs.face.showing import plot

    result = open(folder, incomplete=True)
    if figures:
        plot(result)
    return result
