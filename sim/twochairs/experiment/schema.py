"""What an experiment file may hold: which scenario, which factors, which design, what is kept of each run."""

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from twochairs.experiment.asked import Discovered, Expression, Game, Path, Robust, Scalar, Sensitivity, listed, one_of
from twochairs.filenames import modules_in
from twochairs.scenario.calendar import interval_months
from twochairs.scenario.given import MAX_SEED
from twochairs.scenario.schema import FORMAT, Name, Strict, Text

GRID, LIST, LATIN_HYPERCUBE, SOBOL = "grid", "list", "latin-hypercube", "sobol"
MORRIS, SALTELLI, ONE_AT_A_TIME, TABLE = "morris", "saltelli", "one-at-a-time", "table"

DESIGN_KEYS: dict[str, tuple[str, ...]] = {
    GRID: (),
    LIST: (),
    LATIN_HYPERCUBE: ("points", "seed"),
    SOBOL: ("points", "seed"),
    MORRIS: ("trajectories", "levels", "seed"),
    SALTELLI: ("rows", "groups", "seed"),
    ONE_AT_A_TIME: (),
    TABLE: ("file",),
}
"""Kinds of design, each with the keys of `design` that it reads."""

FIGURE_KINDS = tuple(sorted((*modules_in("figures/sweeps"), *modules_in("figures/deciding"))))
SERIES_KINDS = ("quantiles", "all", "none")
SCALES = ("linear", "log")
QUANTITIES_KEPT = ("alignment", "public_position", "liability", "tension")
"""Quantities whose series are kept unless the file says otherwise."""

BEST_KIND, POSTERIOR, PRIOR = "best", "posterior", "prior"
PARAMETER_KINDS = (BEST_KIND, POSTERIOR, PRIOR)
"""Where the rules' constants come from: the scenario itself, a calibration, or their declared priors."""
DEFAULT_DRAWS = 16
MAX_DRAWS = 10_000

MAX_POINTS = 1_000_000
MAX_RUNS = 10_000_000_000
"""Runs of a sweep; years of a processor, even of a small scenario."""
MAX_REPLICATES = 1_000_000

Value = float | int | bool | str


def _months(value: str) -> str:
    if value != "all":
        try:
            interval_months(value)
        except ValueError as error:
            raise ValueError(f"it must be the word all, or {str(error).removeprefix('it must be ')}") from None
    return value


Kind = Annotated[str, one_of(tuple(DESIGN_KEYS)), listed(tuple(DESIGN_KEYS))]
Scale = Annotated[str, one_of(SCALES), listed(SCALES)]
SeriesKind = Annotated[str, one_of(SERIES_KINDS), listed(SERIES_KINDS)]
ParameterKind = Annotated[str, one_of(PARAMETER_KINDS), listed(PARAMETER_KINDS)]
FigureKind = Annotated[str, one_of(FIGURE_KINDS), listed(FIGURE_KINDS)]


class FactorEntry(Strict):
    """Something that differs from point to point: a range, values, or a parameter's prior."""

    path: list[Path] = Field([], max_length=50, description="dotted paths that get the value; the key unless given")
    from_: float | None = Field(None, alias="from", description="lower end of a range")
    to: float | None = Field(None, description="upper end of a range")
    steps: int | None = Field(None, ge=2, le=MAX_POINTS, description="levels of a range, its ends included")
    scale: Scale = Field("linear", description="how levels are spaced")
    integer: bool = Field(False, description="whether only whole numbers are meant")
    values: list[Scalar] | None = Field(None, min_length=1, max_length=10_000, description="levels, one by one")
    prior: bool = Field(False, description="whether the range is the parameter's declared prior")
    baseline: Scalar | None = Field(None, description="the value while other factors move, in one-at-a-time")


class Design(Strict):
    """Which points are run."""

    kind: Kind = Field(GRID, description="how points are laid out")
    points: int | None = Field(None, ge=1, le=MAX_POINTS, description="how many, of a sample")
    seed: int | None = Field(None, ge=0, le=MAX_SEED, description="of a sample; the experiment's unless given")
    trajectories: int | None = Field(None, ge=1, le=100_000, description="how many, of a Morris design")
    levels: int | None = Field(None, ge=2, le=1000, description="of each factor, in a Morris design; an even number")
    rows: int | None = Field(
        None, ge=16, le=100_000, description="how many, of a Saltelli design; each has a point more than factors by two"
    )
    groups: int | None = Field(
        None, ge=4, le=64, description="that rows are drawn in, each by itself; rows of one are a power of two"
    )
    file: str | None = Field(None, description="a CSV file, one column a factor, one line a point")


class Keep(Strict):
    """What is kept of each run beside its outcomes."""

    series: SeriesKind = Field("quantiles", description="series over replicates, of every run, or none")
    quantities: list[Name] = Field(list(QUANTITIES_KEPT), description="whose series are kept")
    months: Annotated[str, AfterValidator(_months)] = Field("all", description="all, or an interval such as 6 months")
    events: bool = Field(False, description="whether what happened when is kept run by run")


class Experiment(Strict):
    """An experiment, whole."""

    twochairs: int = Field(ge=FORMAT, le=FORMAT, description="version of the format")
    title: Name | None = Field(None, description="what it asks, in a line")
    description: Text = Field("", description="what it asks, in some lines")
    scenario: Path | None = Field(None, description="the scenario file, as a relative path")
    months: int | None = Field(None, ge=1, le=1200, description="length of the run, instead of the scenario's")
    set: dict[str, Any] = Field({}, description="dotted paths with values that hold at every point")
    replicates: int = Field(50, ge=1, le=MAX_REPLICATES, description="runs of each point that differ only by chance")
    seed: int = Field(2022, ge=0, le=MAX_SEED, description="root of all chance")
    common_random_numbers: bool = Field(True, description="whether all points share their chance")
    parameters_from: ParameterKind | None = Field(
        None,
        description="constants that the scenario does not set: best (its own, the default), posterior or prior",
    )
    parameter_draws: int | None = Field(
        None,
        ge=1,
        le=MAX_DRAWS,
        description=f"sets of them that replicates are spread over; {DEFAULT_DRAWS} unless given",
    )
    design: Design = Field(Design(), description="which points are run")
    factors: dict[str, FactorEntry] = Field({}, max_length=1000, description="what differs from point to point")
    levers: dict[str, FactorEntry] = Field(
        {}, max_length=100, description="what somebody decides, as factors are written; for `twochairs robust`"
    )
    worlds: Design | None = Field(None, description="how the factors make worlds, in which every lever setting is run")
    constraints: list[Expression] = Field([], max_length=100, description="what every point must satisfy")
    keep: Keep = Field(Keep(), description="what is kept of each run")
    outcomes: list[Expression] = Field([], max_length=1000, description="what is read off each run")
    called: dict[Expression, Name] = Field({}, max_length=1000, description="what figures and reports call outcomes")
    figures: list[FigureKind] = Field([], description="what is drawn")
    sensitivity: Sensitivity | None = Field(None, description="what `twochairs sensitivity` is asked of the runs")
    discover: list[Discovered] | None = Field(
        None, min_length=1, max_length=20, description="outcomes that `twochairs discover` looks for among the inputs"
    )
    game: Game | None = Field(None, description="players whose strategies are the points, for `twochairs game`")
    robust: Robust | None = Field(None, description="what `twochairs robust` wants of lever settings over worlds")


def json_schema() -> dict[str, Any]:
    """JSON Schema of an experiment file, short forms included, for editors."""
    schema = Experiment.model_json_schema(by_alias=True)
    entry = schema["$defs"]["FactorEntry"]["properties"]
    entry["path"]["anyOf"] = [{"type": "string"}, {"type": "array", "items": entry["path"].pop("items")}]
    entry["path"].pop("type")
    factors = schema["properties"]["factors"]
    values = {"type": "array", "items": {"type": ["number", "boolean", "string"]}}
    factors["additionalProperties"] = {"anyOf": [{"$ref": "#/$defs/FactorEntry"}, values, {"const": "prior"}]}
    schema["properties"]["levers"]["additionalProperties"] = {"anyOf": [{"$ref": "#/$defs/FactorEntry"}, values]}
    named: dict[str, Any] = {"type": "object", "required": ["outcome"], "additionalProperties": False}
    named["properties"] = {
        "outcome": schema["properties"]["outcomes"]["items"],
        "name": schema["properties"]["called"]["additionalProperties"],
    }
    schema["properties"]["outcomes"]["items"] = {"anyOf": [schema["properties"]["outcomes"]["items"], named]}
    levers = schema["$defs"]["Player"]["properties"]["levers"]["anyOf"][0]
    levels = {"type": "array", "items": {"type": "number"}, "minItems": 2, "uniqueItems": True}
    levers["additionalProperties"] = {"anyOf": [{"$ref": "#/$defs/LeverGrid"}, levels]}
    return schema
