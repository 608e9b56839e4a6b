"""What a manifest may say: types, ranges, lengths, names by the rule of names of scenario files."""

from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, Field, ValidationError, create_model

from twochairs.experiment.asked import Expression
from twochairs.experiment.schema import (
    MAX_DRAWS,
    MAX_POINTS,
    FigureKind,
    Keep,
    Kind,
    ParameterKind,
)
from twochairs.results.folder import Folder
from twochairs.scenario.commodity import GAS, Commodity
from twochairs.scenario.given import MAX_SEED
from twochairs.scenario.schema import Axis, Months, Share, Strict
from twochairs.scenario.wording import printable, shortened
from twochairs.world.layout import KINDS, SECTIONS

FORMAT = 1
MANIFEST = "manifest.json"
MOST_BYTES = 16 * 2**20
"""Of a manifest."""
_PROBLEMS = 3

Shape = TypeVar("Shape", bound=BaseModel)


def _character(text: str) -> str:
    if "\0" in text:
        raise ValueError("it holds the character U+0000")
    return text


def _step(text: str) -> str:
    if "/" in text or text in (".", ".."):
        raise ValueError("it is no name of a file, but a path")
    return text


Text = Annotated[str, Field(max_length=1_000_000), AfterValidator(_character)]
Shown = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_character)]
FileName = Annotated[Shown, AfterValidator(_step)]
Key = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")]
Public = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}\.[A-Za-z_][A-Za-z0-9_]{0,63}$")]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]
Names = Annotated[dict[Key, Shown], Field(max_length=250)]


def _by_kind(title: str, meaning: str, fields: dict[str, Any]) -> Any:
    return create_model(title, __base__=Strict, __doc__=meaning, **fields)


Labels: Any = _by_kind("Labels", "Names shown for agents.", {dim: (Names, ...) for dim in SECTIONS})

_LISTS: dict[str, Any] = {"public": list[Public], "event": list[Shown], "policy": list[Shown]}
_OF_KINDS = {dim: (_LISTS.get(dim, list[Key]), Field(**kind.length)) for dim, kind in KINDS.items()}
Agents: Any = _by_kind(
    "Agents",
    "Names of the agents of each kind, in the order in which tables have them.",
    _OF_KINDS | {"mechanism": (list[Key], Field(max_length=100))},
)


class DatedEvent(Strict):
    """Something of the timeline that happens in a month."""

    name: Shown
    month: Months


class DrawsSaid(Strict):
    """What is said of draws of the rules' constants."""

    kind: ParameterKind
    draws: int = Field(ge=1, le=MAX_DRAWS)
    rows: int = Field(0, ge=0, le=1_000_000)
    seed: Seed
    hash: str = Field(pattern=r"^([0-9a-f]{64})?$")


class Manifest(Strict):
    """What a result says of itself: a run is one of one point, without factors."""

    kind: str = Field(pattern="^(run|sweep)$")
    run_hash: Hash | None = None
    sweep_hash: Hash | None = None
    format: int = Field(ge=FORMAT, le=FORMAT)
    name: FileName
    title: Shown
    description: Text
    notice: Text
    focus: Key | None
    limits: Text
    scenario_hash: Hash
    noise: bool
    start: Months
    months: int = Field(ge=1, le=1200)
    commodity: Commodity = GAS
    labels: Labels
    agents: Agents
    staying: list[Key] | None = Field(None, max_length=50)
    positions: dict[Key, Axis]
    ties: dict[Key, dict[Key, Share]]
    dated_events: list[DatedEvent] = Field(max_length=10_000)
    notes: list[Text] = Field(max_length=100_000)
    code_hash: Hash
    chance_hash: Hash | None = None
    rules: Annotated[str, Field(max_length=255), AfterValidator(_character)]
    seed: Seed
    replicates: int = Field(ge=1, le=1_000_000)
    parameters: DrawsSaid | None = None
    versions: dict[Key, Shown] = Field(max_length=100)
    files: dict[str, Hash] = Field(max_length=100_000)
    seconds: float = Field(0.0, ge=0.0)
    common_random_numbers: bool
    points: int = Field(ge=1, le=MAX_POINTS)
    runs: int = Field(ge=1)
    failed: int = Field(ge=0)
    fewest_months: int | None = Field(None, ge=1, le=1200)
    last_start: Months | None = None
    scenarios: dict[FileName, Shown] = Field({}, max_length=10_000)
    series_points: dict[Key, Annotated[int, Field(ge=0, le=MAX_POINTS)]] = Field({}, max_length=100)
    design: Kind
    factors: list[Shown] = Field(max_length=1000)
    outcomes: dict[Expression, Shown] = Field(min_length=1, max_length=100_000)
    keep: Keep
    figures: list[FigureKind]


def manifest_data(folder: Folder) -> dict[str, Any]:
    """The data of a folder's manifest, whose `kind` says what shape it has to have.

    Raises
    ------
    NoResult : where it cannot be read, is no mapping, or is of another format
    """
    if not folder.has(MANIFEST):
        folder.refuse(f"it has no readable {MANIFEST}")
    data = folder.json(MANIFEST, MOST_BYTES)
    if not isinstance(data, dict):
        folder.refuse(f"its {MANIFEST} is no mapping of names to values")
    given = data.get("format")
    if isinstance(given, int) and not isinstance(given, bool) and given > FORMAT:
        folder.refuse(f"its {MANIFEST} has format {shortened(str(given))}, and this version reads {FORMAT}")
    return data


def fitted(folder: Folder, name: str, data: Any, shape: type[Shape]) -> Shape:
    """Data of a file in its declared shape.

    Raises
    ------
    NoResult : with the first things in it that do not fit
    """
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        told = [_problem(one) for one in error.errors(include_url=False, include_input=False)[:_PROBLEMS]]
        more = error.error_count() - len(told)
        folder.refuse(f"its {name} does not fit: {'; '.join(told)}{f'; and {more:,} more' if more else ''}")


def _problem(error: Any) -> str:
    where = ".".join(str(step) for step in error["loc"])
    return shortened(printable(f"{where}: {str(error['msg'])[:1].lower()}{str(error['msg'])[1:]}"))


def manifest_of(folder: Folder, data: dict[str, Any]) -> Manifest:
    """What the data of a manifest say.

    Raises
    ------
    NoResult : where they do not have the declared shape, or contradict themselves
    """
    shape = fitted(folder, MANIFEST, data, Manifest)
    _check(folder, shape)
    if shape.kind == "run" and len(shape.positions) < len(shape.agents.pole):
        folder.refuse(f"its {MANIFEST} does not fit: a pole has no position")
    if shape.kind == "run" and (shape.points != 1 or shape.factors):
        folder.refuse(f"its {MANIFEST} does not fit: a run is of one point, and this has {shape.points:,}")
    if (shape.run_hash if shape.kind == "run" else shape.sweep_hash) is None:
        folder.refuse(f"its {MANIFEST} does not fit: it lacks {shape.kind}_hash")
    if shape.runs != shape.points * shape.replicates or shape.failed > shape.runs:
        folder.refuse(f"its {MANIFEST} does not fit: {shape.points:,} points of {shape.replicates:,} are not its runs")
    if not shape.scenarios.keys() <= shape.files.keys():
        folder.refuse(f"its {MANIFEST} does not fit: it calls a file a scenario that it does not list")
    if len(set(shape.factors)) < len(shape.factors):
        folder.refuse(f"its {MANIFEST} does not fit: two factors have one name")
    return shape


def _check(folder: Folder, shape: Manifest) -> None:
    for dim in SECTIONS:
        if set(getattr(shape.labels, dim)) != set(getattr(shape.agents, dim)):
            folder.refuse(f"its {MANIFEST} does not fit: labels and agents have another {dim} each")
    for dim in Agents.model_fields:
        if len(set(getattr(shape.agents, dim))) < len(getattr(shape.agents, dim)):
            folder.refuse(f"its {MANIFEST} does not fit: agents.{dim} has a name twice")
    if not set(shape.positions) <= set(shape.agents.pole):
        folder.refuse(f"its {MANIFEST} does not fit: positions are not those of its poles")
    known = {*shape.agents.country}
    if shape.focus not in (None, *known) or not known >= {
        *shape.ties,
        *(to for of in shape.ties.values() for to in of),
    }:
        folder.refuse(f"its {MANIFEST} does not fit: its focus or a tie names no country of it")
