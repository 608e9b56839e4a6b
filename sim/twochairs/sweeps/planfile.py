"""A folder's `plan.json` as anybody may have written it: its declared shape, and the job that is made of it."""

from math import isfinite
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, FiniteFloat, model_validator

from twochairs.errors import NoResult, OtherVersion
from twochairs.experiment.schema import MAX_DRAWS, MAX_POINTS, ParameterKind
from twochairs.results.folder import Folder, plain_file
from twochairs.results.manifest import FileName, Hash, Key, Seed, Shown, Text, fitted
from twochairs.scenario.schema import Strict
from twochairs.scenario.wording import printable, shortened
from twochairs.sweeps.job import FORMAT, PLAN, Job, job_from_data, opened

AGAIN = "run the same sweep again to have it made anew"
MOST_BYTES = 2**28
"""Of a plan: a million points of eight factors."""
_MOST_SOURCE = 10_000_000
_MOST_PUTS = 10_000_000

Points = Annotated[list[Any], Field(max_length=MAX_POINTS)]


def _levels(values: list[Any]) -> list[Any]:
    if not all(isinstance(value, str | int) or (isinstance(value, float) and isfinite(value)) for value in values):
        raise ValueError("it holds what is no value of a factor")
    return values


def _set(given: dict[str, Any]) -> dict[str, Any]:
    _levels(list(given.values()))
    return given


def _setting(pair: list[Any]) -> list[Any]:
    steps = pair[0]
    if not isinstance(steps, list) or not steps or not all(isinstance(step, str | int) for step in steps):
        raise ValueError("it holds what is no path of a value")
    return pair


class FactorSaid(Strict):
    """A factor, its paths and levels."""

    name: Shown
    paths: list[Shown] = Field(max_length=50)
    values: Annotated[list[Any], AfterValidator(_levels)] | None
    low: float
    high: float
    steps: int | None = Field(ge=2, le=MAX_POINTS)
    log: bool
    integer: bool
    baseline: Annotated[Any, AfterValidator(lambda value: value if value is None else _levels([value])[0])]
    sets: dict[Shown, Annotated[dict[Shown, Any], AfterValidator(_set)]] = Field({}, max_length=MAX_POINTS)


class ScenarioSaid(Strict):
    """A scenario as all points have it."""

    file: Shown
    shown: Shown
    stem: FileName
    tree: dict[str, Any]
    reference: dict[str, Any]
    fixed: list[Annotated[list[Any], Field(min_length=2, max_length=2), AfterValidator(_setting)]] = Field([])


class DrawsSaid(Strict):
    """Draws of the rules' constants."""

    kind: ParameterKind
    seed: Seed
    values: list[dict[Key, float]] = Field(min_length=1, max_length=MAX_DRAWS)
    hash: str = Field(pattern=r"^([0-9a-f]{64})?$")
    rows: int = Field(0, ge=0, le=1_000_000)


class SteeredSaid(Strict):
    """What was set by hand, a list for each column."""

    month: list[Annotated[int, Field(ge=0, le=1200)]] = Field(max_length=_MOST_PUTS)
    slot: list[Annotated[int, Field(ge=0)]] = Field(max_length=_MOST_PUTS)
    value: list[FiniteFloat] = Field(max_length=_MOST_PUTS)

    @model_validator(mode="after")
    def _of_one_length(self) -> Self:
        if not len(self.month) == len(self.slot) == len(self.value):
            raise ValueError("its columns are not of one length")
        return self


class PlanSaid(Strict):
    """An experiment with its points."""

    format: int = Field(ge=1, le=1)
    kind: str = Field("sweep", pattern="^(run|sweep)$")
    name: FileName
    shown: Shown
    experiment: dict[str, Any]
    factors: list[FactorSaid] = Field(max_length=1000)
    columns: dict[Shown, Annotated[Points, AfterValidator(_levels)]]
    trajectory: list[int] = Field(max_length=MAX_POINTS)
    moved: list[str] = Field(max_length=MAX_POINTS)
    group: list[int] = Field([], max_length=MAX_POINTS)
    row: list[int] = Field([], max_length=MAX_POINTS)
    block: list[str] = Field([], max_length=MAX_POINTS)
    notes: list[Text] = Field(max_length=100_000)
    scenarios: list[ScenarioSaid] = Field(min_length=1, max_length=10_000)
    draws: DrawsSaid | None = None
    steered: SteeredSaid | None = None


class RulesSaid(Strict):
    """Rules of a modeller's own, or none."""

    hash: Hash
    path: Annotated[str, Field(max_length=4096)]
    source: Annotated[str, Field(max_length=_MOST_SOURCE)]


class PlanFile(Strict):
    """All of `plan.json` but its seal."""

    format: int = Field(ge=FORMAT, le=FORMAT)
    kind: str = Field(pattern="^(run|sweep)$")
    sweep_hash: Hash
    plan_hash: Hash
    versions: dict[Key, Shown] = Field(max_length=100)
    rules: RulesSaid
    plan: PlanSaid
    sources: Text

    @model_validator(mode="after")
    def _of_one_kind(self) -> Self:
        if self.kind != self.plan.kind:
            raise ValueError("its kind is not that of its plan")
        return self


def plan_data(folder: Path) -> dict[str, Any]:
    """What `plan.json` says.

    Raises
    ------
    OSError : where it cannot be opened
    NoResult : where it is not what was written, or does not have its declared shape
    OtherVersion : where it is of version 0.1, whose results are read and whose plans are not run
    """
    with plain_file(folder / PLAN):
        files = Folder(folder, AGAIN)
        raw = files.read(PLAN, MOST_BYTES)
    try:
        text = raw.decode("utf-8")
        files.check_json(PLAN, text)
        data = opened(text)
    except (NoResult, UnicodeDecodeError):
        data = None
    if data is None:
        files.refuse(f"its {PLAN} is damaged")
    if isinstance(data, dict) and data.get("format") == 1:
        raise OtherVersion(folder, [f"its {PLAN} was written by version 0.1"])
    fitted(files, PLAN, data, PlanFile)
    return data


def job_from(folder: Path, data: dict[str, Any]) -> Job:
    """The job of a plan in its declared shape.

    Raises
    ------
    NoResult : where no job can be made of it
    """
    try:
        job = job_from_data(data)
        _ = job.plan.fits, job.point_bytes
    except Exception as error:  # whatever it is, it is the plan's fault and not a reader's
        reason = shortened(printable(" ".join(str(error).split()))) or type(error).__name__
        Folder(folder, AGAIN).refuse(f"its {PLAN} holds no plan that can be run: {reason}")
    columns, names = data["plan"]["columns"], {factor.name for factor in job.plan.factors}
    if {len(column) for column in columns.values()} - {len(job.plan.points)} or columns.keys() != names:
        Folder(folder, AGAIN).refuse(
            f"its {PLAN} holds no plan that can be run: its columns are not those of its points"
        )
    for factor in job.plan.factors:
        if factor.sets and not set(map(str, columns[factor.name])) <= set(factor.sets):
            Folder(folder, AGAIN).refuse(
                f"its {PLAN} holds no plan that can be run: {factor.name} plays what is no strategy"
            )
    return job
