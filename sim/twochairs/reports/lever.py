"""The model within a report: what the page is given to move levers of a run by itself."""

from typing import Any

from twochairs.errors import NotFinite, NotPossible, TwochairsError
from twochairs.figures.style import term
from twochairs.page.levers import levers_of
from twochairs.page.model import REPLICATES, SERIES, Model, model
from twochairs.reports.parts import Part, Section, Workbench
from twochairs.reports.shown import coded
from twochairs.results.result import Result
from twochairs.scenario.grammar import Spoken
from twochairs.scenario.load import Scenario
from twochairs.sweeps.job import Job
from twochairs.sweeps.state import job_in

KEY, TITLE = "lever", "Move a lever"
DECLARED = "declared_rate"
MOST_DRAWS = 10
"""Sets of the rules' constants that a page has room for; each is 2 KB."""


def sections(result: Result) -> list[Section]:
    """The section in which levers are moved; none for a sweep, or where the runs cannot be made again as they were."""
    job = _job(result) if result.one_point and not result.manifest["factors"] else None
    if job is None:
        return []
    if result.manifest["failed"]:
        return [_without("some of its runs came to no end")]
    draws = job.plan.draws_at(0)
    if draws.count > MOST_DRAWS:
        return [_without(f"the runs have {draws.count} draws of the constants, and a page has room for {MOST_DRAWS}")]
    scenario, replicates = job.plan.scenario(0), min(REPLICATES, job.replicates)
    series = (*SERIES, DECLARED) if scenario.case.declarations.per_year else SERIES
    try:
        made = model(scenario, job.rulebook, job.plan.noise_seed(0), replicates, series, draws)
    except (NotPossible, NotFinite) as error:
        return [_without(str(error).splitlines()[0])]
    parts: list[Part] = [_workbench(result, job, scenario, made)]
    return [Section(KEY, TITLE, text=[_said(job, replicates)], parts=parts, scripted=True)]


def _job(result: Result) -> Job | None:
    """What was run, with the rules it was run by; None where it cannot be read back, or the rules are others now."""
    try:
        job = job_in(result.folder)
        job.plan.scenario(0)
    except TwochairsError:
        return None
    return job if job.rulebook.hash == result.manifest["code_hash"] else None


def _without(why: str) -> Section:
    return Section(KEY, TITLE, text=[f"No lever can be moved in this page: {why}."])


def _said(job: Job, replicates: int) -> str:
    some = f"The first {replicates} of its {job.replicates:,} runs" if replicates < job.replicates else "Its runs"
    return (
        "The model that made this result is in this page and runs where you read it, without a network. "
        f"{some} are repeated under the same chance, with levers as you set them."
    )


def _workbench(result: Result, job: Job, scenario: Scenario, made: Model) -> Workbench:
    case = scenario.case
    focus = case.focus or next(iter(case.countries))
    countries = sorted(case.countries, key=lambda key: key != focus)
    names, levers = scenario.start()[0].names, levers_of(scenario)
    return Workbench(
        made.script,
        made.data,
        {key: result.label("pole", key) for key in names.along("pole")},
        {key: result.label("country", key) for key in countries},
        {str(lever["name"]): str(lever["meaning"]) for lever in levers},
        {
            "spoken": {key: _spoken(result.spoken("country", key)) for key in countries},
            "units": {lever["name"]: coded(lever["unit"]) for lever in levers if lever["unit"] != "1"},
            "acts": {key: coded(result.label("act", key)) for key in names.along("act")},
            "terms": {key: coded(term(result, key)) for key in names.along("mechanism")},
            "command": _command(job),
            "declared": DECLARED,
        },
    )


def _spoken(name: Spoken) -> dict[str, Any]:
    """How a state is called in a sentence."""
    return {"first": coded(name.first), "within": coded(name.within), "own": coded(name.own), "many": name.plural}


def _command(job: Job) -> list[str]:
    """How the command that repeats a move begins and ends; with draws it is added to the one that made the result."""
    if job.plan.draws.varied:
        return ["", ""]
    rules = " --rules rules.py" if job.rulebook.source else ""
    return [f"twochairs run scenario.yaml{rules}", f" --seed {job.plan.noise_seed(0)}"]
