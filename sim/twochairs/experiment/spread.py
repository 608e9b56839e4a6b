"""Draws of the rules' constants as an experiment asks for them, in its file or over it."""

from collections.abc import Sequence
from dataclasses import replace

from twochairs.errors import NotPossible
from twochairs.experiment.file import ExperimentFile
from twochairs.experiment.fit import Fit
from twochairs.experiment.report import Report
from twochairs.experiment.schema import BEST_KIND, DEFAULT_DRAWS, PARAMETER_KINDS, Experiment
from twochairs.experiment.uncertainty import BEST, Draws, drawn, why_nothing_is_drawn


def with_choice(file: ExperimentFile, parameters: str | None, draws: int | None) -> ExperimentFile:
    """An experiment with another choice of draws than its file's.

    Parameters
    ----------
    parameters, draws : in place of its `parameters_from` and `parameter_draws`, where given

    Raises
    ------
    NotPossible : where there are no such parameters, or draws of none are asked for
    """
    if parameters is not None and parameters not in PARAMETER_KINDS:
        raise NotPossible(f"there are no parameters {parameters!r}\n  hint: give {', '.join(PARAMETER_KINDS)}")
    kind = parameters or file.experiment.parameters_from
    if draws is not None and kind in (None, BEST_KIND):
        raise NotPossible("draws are of the posterior or the prior\n  hint: give --parameters too")
    update: dict[str, object] = {} if draws is None else {"parameter_draws": draws}
    if parameters is not None:
        update |= {"parameters_from": None, "parameter_draws": None} if parameters == BEST_KIND else {}
        update |= {} if parameters == BEST_KIND else {"parameters_from": parameters}
    return replace(file, experiment=file.experiment.model_copy(update=update)) if update else file


def _drawn(kind: str, experiment: Experiment, report: Report) -> Draws:
    draws = experiment.parameter_draws or DEFAULT_DRAWS
    return drawn(kind, draws, experiment.seed, experiment.replicates, report.tree.own)


def draws_of(experiment: Experiment, fits: Sequence[Fit], report: Report) -> Draws:
    """The draws that the replicates of each point are spread over; problems are reported."""
    kind = experiment.parameters_from or BEST_KIND
    if kind == BEST_KIND:
        if experiment.parameter_draws is not None:
            text = "is for parameters_from: posterior or prior; leave it out, or give parameters_from"
            report.say(("parameter_draws",), text, key=True)
        return BEST
    try:
        draws = _drawn(kind, experiment, report)
    except NotPossible as error:
        report.say(("parameter_draws",), f"does not fit: {str(error).replace(chr(10) + '  hint: ', '; ')}", key=True)
        return BEST
    for fit in fits:
        reason = why_nothing_is_drawn(fit.base.tree, draws.without(fit.parameters))
        if reason:
            report.say(("parameters_from",), f"is {kind}, but {fit.base.file} is not drawn for: {reason}", key=True)
    return draws
