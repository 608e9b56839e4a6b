"""What a scenario file may hold. Ranges, units and meanings come from the declarations in `twochairs.world`."""

import re
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, create_model

from twochairs.scenario.calendar import INTERVAL_PATTERN, MONTH_PATTERN, interval_months, month_number
from twochairs.scenario.commodity import Commodity
from twochairs.scenario.meanings import MEANINGS
from twochairs.world.additions import NOTHING, Additions
from twochairs.world.layout import KINDS, OF_COUNTRY, OF_COUNTRY_AND_POLE, QUANTITIES
from twochairs.world.levers import Levers
from twochairs.world.mechanisms import ON_BY_DEFAULT
from twochairs.world.parameters import PARAMETERS, Parameters
from twochairs.world.quantity import NO_BOUND, Parameter, Quantity, declared


def _bounds(declaration: Quantity | Parameter) -> dict[str, Any]:
    unit = "" if declaration.unit == "1" else f" ({declaration.unit})"
    bounds: dict[str, Any] = {"description": f"{declaration.meaning}{unit}"}
    if declaration.low > -NO_BOUND:
        bounds["ge"] = declaration.low
    if declaration.high < NO_BOUND:
        bounds["le"] = declaration.high
    return bounds


def _of(quantity: str, default: Any = ...) -> Any:
    """A field with the meaning, unit and range of a declared quantity."""
    return Field(default, **_bounds(QUANTITIES[quantity]))


def _text(check: Any) -> Any:
    def checked(value: Any) -> Any:
        check(value)
        return value

    return BeforeValidator(checked)


def _spread(value: Any) -> Any:
    """One number for all countries is the default of a mapping."""
    return value if isinstance(value, dict) else {"default": value}


def _character(text: str) -> str:
    if "\0" in text:
        raise ValueError("it holds the character U+0000, which no text has")
    return text


FORMAT = 2
"""Version of the format of scenarios and experiments."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]
Axis = Annotated[float, Field(ge=-1.0, le=1.0)]


def _written(pattern: str, description: str) -> Any:
    return Field(description=description, json_schema_extra={"pattern": f"^(?:{pattern})$"})


Months = Annotated[str, _text(month_number), _written(MONTH_PATTERN, "a month such as 2022-05")]
Interval = Annotated[str, _text(interval_months), _written(INTERVAL_PATTERN, "an interval such as '6 months'")]
Text = Annotated[str, AfterValidator(_character)]


def _word(text: str) -> str:
    if not re.fullmatch(WORD, text):
        raise ValueError("it must be one word of Latin letters, digits and _, and begin with no digit")
    return text


WORD = "[A-Za-z_][A-Za-z0-9_]{0,59}"
Word = Annotated[str, AfterValidator(_word), _written(WORD, "a word that expressions may have")]
Name = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_character)]


def _worded(quantity: str, default: Any = ...) -> Any:
    """The type and field of a quantity that a file may say by a word instead of a number."""
    declared = QUANTITIES[quantity]
    words: list[Any] = [word for word, _ in declared.words]
    bounds = {"minimum": declared.low, "maximum": declared.high}

    def check(value: Any) -> Any:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (number and declared.low <= value <= declared.high) and value not in words:
            ends = f"[{declared.low:g}, {declared.high:g}]"
            raise ValueError(f"it must be one of {', '.join(words)}, or a number in {ends}")
        return value

    kinds: list[Any] = [{"enum": words}, {"type": "number", **bounds}, *([{"type": "null"}] if default is None else [])]
    described = Field(default, description=declared.meaning, json_schema_extra={"anyOf": kinds})
    optional = BeforeValidator(lambda value: value if value is None and default is None else check(value))
    return Annotated[Any, optional], described


Effects = Annotated[dict[str, Any], Field(description="paths of what is changed, each with a number")]


class Strict(BaseModel):
    """Unknown keys, wrong types and numbers that are not finite are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


class Clock(Strict):
    """When the run starts and how long it lasts."""

    start: Months
    months: int = Field(ge=1, le=1200, description="length of the run")


class Global(Strict):
    """The gas market and the rivalry between the poles at the start."""

    hub_price: float = _of("hub_price", 300.0)
    hub_level: float | None = _of("hub_level", None)
    hub_slow: float | None = _of("hub_slow", None)
    hub_reversion: float = _of("hub_reversion", 1.0)
    hub_volatility: float = _of("hub_volatility", 0.4)
    rivalry: float = _of("rivalry", 0.3)


class Pole(Strict):
    """A bloc or great power with a place on the axis."""

    name: Name | None = None
    article: bool = False
    plural: bool = False
    position: float = Field(ge=-1.0, le=1.0, description="place on the axis")
    noise_key: Name | None = None


class _Partner(Strict):
    """A coalition partner of the government."""

    name: Name | None = None
    weight: float = _of("partner_weight")


Partner: Any = create_model("Partner", __base__=_Partner, __doc__=_Partner.__doc__, course=_worded("partner_course"))


class _Government(Strict):
    """Who governs, who might, and when people vote."""

    partner: Partner | None = None
    elections: list[Months] = Field([], max_length=500)


Government: Any = create_model(
    "Government",
    __base__=_Government,
    __doc__=_Government.__doc__,
    course=_worded("course", None),
    challenger=_worded("challenger", None),
)


class Poll(Strict):
    """Shares of a public that see a pole in each category; they add up to 1."""

    ally: Share
    partner: Share
    rival: Share
    adversary: Share


class Public(Strict):
    """A share of a country's people."""

    share: float = _of("share", 1.0)
    kin: str | None = None
    kinship: float = _of("kinship", 1.0)
    poll: dict[str, Poll] = {}
    favourability: dict[str, Axis] = {}
    noise_key: Name | None = None


class Contract(Strict):
    """The gas contract in force at the start."""

    price: float = Field(ge=0.0, le=1e5, description="price at the start (USD/1000 m3)")
    until: Months
    indexation: float = _of("indexation", 0.0)


class NextContract(Strict):
    """What a new contract will look like."""

    months: int = Field(36, ge=1, le=600, description="length")
    indexation: float = _of("next_indexation", 1.0)


class Gas(Strict):
    """Gas use and where it comes from."""

    seller: str | None = None
    demand: float = _of("demand", 0.0)
    dependence: float = _of("gas_dependence", 0.0)
    alternative: float | None = _of("alternative", None)
    minimum_take: float = _of("minimum_take", 0.0)
    contract: Contract | None = None
    next_contract: NextContract = NextContract()


class Terms(Strict):
    """What of a state no rule accounts for."""

    alignment: float | None = _of("unexplained", None)
    acts: float = _of("act_term", 0.0)
    declarations: float = _of("declaration_term", 0.0)


class _Country(Strict):
    """A state between the poles; what it has besides is declared in `twochairs.world`."""

    name: Name | None = None
    article: bool = False
    plural: bool = False
    government: Government = Government()
    terms: Terms = Terms()
    publics: dict[str, Public] = Field({}, max_length=16)
    gas: Gas = Gas()
    foothold: dict[str, Annotated[float, Field(ge=0.0, le=0.95)]] = {}
    ties: dict[str, Share] = {}
    joined: list[str] = []
    noise_key: Name | None = None


def _number(quantity: Quantity) -> Any:
    """The type and field of a number that a file gives for each state."""
    return float, Field(... if quantity.start is None else quantity.start, **_bounds(quantity))


def _by_pole(quantity: Quantity) -> Any:
    """The type and field of numbers that a file gives for each state by pole."""
    bounds = _bounds(quantity)
    bounds.pop("description")
    return dict[str, Annotated[float, Field(**bounds)]], {}


def _country() -> Any:
    fields = {name: _number(QUANTITIES[name]) for name in OF_COUNTRY}
    fields |= {name: _by_pole(QUANTITIES[name]) for name in OF_COUNTRY_AND_POLE if name not in _Country.model_fields}
    return create_model("Country", __base__=_Country, __doc__="A state between the poles.", **fields)


Country: Any = _country()


class Dispute(Strict):
    """An unresolved matter between states of the case, of states with a pole, or of one with somebody outside it."""

    name: Name | None = None
    between: list[str] = Field(min_length=1, max_length=8)
    salience: dict[str, Share]
    tension: float = _of("tension")
    rest: float | None = _of("rest", None)
    noise_key: Name | None = None


class WorldSupport(Strict):
    """How the world votes on it."""

    yes: float = _of("world_yes")
    no: float = _of("world_no")
    abstain: float = _of("world_abstain")


class Act(Strict):
    """Something governments are asked to do."""

    name: Name | None = None
    kind: Literal["vote", "sanctions"] | None = None
    towards: str | None = None
    difficulty: float | None = _of("difficulty", None)
    world_support: WorldSupport | None = None
    terms: dict[str, Annotated[float, Field(**_bounds(QUANTITIES["kind_term"]))]] = {}
    every: Interval | None = None
    renew: Interval | None = None
    open: bool = True
    sticky: bool = False
    against: str | None = None
    noise_key: Name | None = None


class _Declarations(Strict):
    """Foreign-policy declarations that states are invited to join."""

    per_year: float = _of("declarations_per_year", 48.0)
    towards: str | None = None


Declarations: Any = create_model(
    "Declarations", __base__=_Declarations, __doc__=_Declarations.__doc__, hard_share=_worded("hard_share", "usual")
)


class IdealPoints(Strict):
    """Where alignment lies on the scale of ideal points in the General Assembly."""

    place: float = _of("ideal_point_place", 0.35)
    slope: float = _of("ideal_point_slope", 0.85)


class TimelineItem(Strict):
    """Something dated: at a month, over a span, every so often, or by chance."""

    name: Name
    at: Months | None = None
    from_: Months | None = Field(None, alias="from")
    to: Months | None = None
    every: Interval | None = None
    probability: Share | None = None
    set: Effects = {}
    add: Effects = {}
    ramp: Effects = {}
    news: dict[str, Axis] = {}
    elections: list[str] = []
    source: Text | None = None
    note: Text | None = None


class Policy(Strict):
    """A rule by which levers are moved."""

    name: Name
    every: Interval = "1 month"
    when: str = "1 > 0"
    let: dict[Word, float] = Field({}, max_length=100)
    do: dict[str, Any] = Field(min_length=1)


class Solved(Strict):
    """What was solved for at the start; written into resolved scenarios."""

    unexplained: dict[str, float] = {}
    attitude: dict[str, dict[str, Axis]] = {}
    openness: dict[str, dict[str, Annotated[float, Field(ge=0.0)]]] = {}


def _fields(group: type, kind: Any) -> dict[str, Any]:
    return {name: kind(declaration) for name, declaration in declared(group).items()}


PoleLevers: Any = create_model(
    "PoleLevers",
    __base__=Strict,
    __doc__="Levers of a pole, each for all countries or by country.",
    **_fields(
        Levers,
        lambda lever: (
            Annotated[dict[str, Annotated[float, Field(**_bounds(lever))]], BeforeValidator(_spread)],
            Field({}, description=_bounds(lever)["description"]),
        ),
    ),
)

_PARAMETER_FIELDS: dict[str, Any] = {
    name: (float, Field(Parameters._field_defaults[name], **_bounds(parameter)))
    for name, parameter in PARAMETERS.items()
}
ParameterValues: Any = create_model(
    "ParameterValues", __base__=Strict, __doc__="Constants of the rules.", **_PARAMETER_FIELDS
)

_SWITCH_FIELDS: dict[str, Any] = {name: (bool, on) for name, on in (ON_BY_DEFAULT | {"noise": True}).items()}
Switches: Any = create_model(
    "Switches",
    __base__=Strict,
    __doc__="Mechanisms that can be switched off, and the noise.",
    **_SWITCH_FIELDS,
)


class Case(Strict):
    """A scenario, whole."""

    twochairs: int = Field(ge=FORMAT, le=FORMAT, description="version of the format")
    title: Name = Field(description="what it is, in a line")
    description: Text = ""
    notice: Text = ""
    focus: str | None = None
    reference: bool = False
    sources: str | None = None
    clock: Clock = Field(description="start and length of the run, such as {start: 2022-01, months: 120}")
    commodity: Commodity = Commodity()
    world: Global = Global()
    hub_series: dict[Months, Annotated[float, Field(**_bounds(QUANTITIES["hub_price"]))]] | None = None
    poles: dict[str, Pole] = Field(**KINDS["pole"].length, description="blocs and great powers")
    countries: dict[str, Country] = Field(**KINDS["country"].length, description="the states between them")
    disputes: dict[str, Dispute] = Field({}, **KINDS["dispute"].length)
    acts: dict[str, Act] = Field({}, **KINDS["act"].length)
    declarations: Declarations = Declarations()
    ideal_points: IdealPoints = IdealPoints()
    levers: dict[str, PoleLevers] = {}
    parameters: ParameterValues = ParameterValues()
    switches: Switches = Switches()
    timeline: list[TimelineItem] = Field([], **KINDS["event"].length)
    policies: list[Policy] = Field([], **KINDS["policy"].length)
    solved: Solved | None = None

    own: ClassVar[Additions] = NOTHING
    """What a modeller's file adds to what it may hold."""


@lru_cache(maxsize=8)
def case_with(own: Additions) -> type[Case]:
    """The kind of case that may hold a modeller's inputs, constants and switches too."""
    if not own.mechanisms:
        return Case
    numbers = {name: _own_number(one) for name, one in own.quantities.items()}
    country = create_model("Country", __base__=Country, **numbers)
    constants: dict[str, Any] = {
        name: (float, Field(one.value, **_bounds(one.declared))) for name, one in own.constants.items()
    }
    parameters = create_model("ParameterValues", __base__=ParameterValues, **constants)
    moved: dict[str, Any] = {one.name: (bool, one.by_default) for one in own.mechanisms}
    switches = create_model("Switches", __base__=Switches, **moved)
    fields = Case.model_fields
    made: Any = create_model(
        "Case",
        __base__=Case,
        countries=(dict[str, country], fields["countries"]),
        parameters=(parameters, parameters()),
        switches=(switches, switches()),
    )
    made.own = own
    return cast(type[Case], made)


def _own_number(quantity: Quantity) -> Any:
    if "pole" in quantity.dims:
        return _by_pole(quantity)
    return float, Field(0.0 if quantity.start is None else quantity.start, **_bounds(quantity))


FILE_KEYS = ("extends", "overrides")
"""Keys of a file that are used up when it is resolved."""


def json_schema() -> dict[str, Any]:
    """What every key of a scenario may hold and means, as JSON Schema; `written` says what a file must hold of it."""
    schema = Case.model_json_schema(by_alias=True)
    properties = schema["properties"]
    properties["extends"] = {"type": "string", "description": "a scenario file this one builds on"}
    properties["overrides"] = {
        "type": "object",
        "description": "dotted paths of start values, each with its value",
    }
    prices = properties["hub_series"]["anyOf"][0]  # keys that have a pattern may have no other
    ((pattern, price),) = prices.pop("patternProperties").items()
    prices |= {"propertyNames": {"pattern": pattern}, "additionalProperties": price}
    properties["hub_series"] = {
        "anyOf": [
            {"type": "string", "description": "a CSV file: month,usd_per_1000m3"},
            properties["hub_series"],
        ]
    }
    for name, part in {"Case": schema, **schema["$defs"]}.items():
        for key, field in part.get("properties", {}).items():
            if "description" not in field and f"{name}.{key}" in MEANINGS:
                field["description"] = MEANINGS[f"{name}.{key}"]
    for lever in schema["$defs"]["PoleLevers"]["properties"].values():
        number = dict(lever["additionalProperties"])
        mapping = {"type": "object", "additionalProperties": number}
        lever.pop("type", None), lever.pop("additionalProperties", None)
        lever["anyOf"] = [number, mapping]
    for key in ("twochairs", "title", "clock", "poles", "countries"):
        if key in schema.get("required", []):
            schema["required"].remove(key)
    return schema
