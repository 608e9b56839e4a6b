"""What an experiment file may ask of its runs, a section for each verb that decides; no number of a run hangs on it,
but for the strategies of a game, which are its points, and its payoffs, which are read off.
"""

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from twochairs.experiment.over_worlds import Summary, summary
from twochairs.scenario.schema import Name, Strict

PURE, MIXED, LOGIT, LEADER = "pure", "mixed", "logit", "leader"
SOLUTIONS = (PURE, MIXED, LOGIT, LEADER)
OF_TWO = (MIXED, LEADER)
"""Solutions that are found of two players alone."""
BOX, TREE = "box", "tree"
METHODS = (BOX, TREE)
NSGA2, SAMPLE, IN_TABLE = "nsga2", "sample", "table"
SEARCH_KEYS: dict[str, tuple[str, ...]] = {
    NSGA2: ("size", "generations", "seed"),
    SAMPLE: ("points", "seed"),
    IN_TABLE: ("file",),
}
"""Kinds of search for lever settings, each with the keys of `search` that it reads."""
FEWEST_PLAYERS, MOST_PLAYERS, MOST_PROFILES = 2, 4, 10_000

Path = Annotated[str, Field(min_length=1, max_length=300)]
Expression = Annotated[str, Field(min_length=1, max_length=1000)]


def _scalar(value: Any) -> Any:
    if not isinstance(value, bool | int | float | str):
        raise ValueError("it must be a number, true, false or text")
    return value


Scalar = Annotated[
    Any,
    AfterValidator(_scalar),
    Field(json_schema_extra={"anyOf": [{"type": kind} for kind in ("number", "boolean", "string")]}),
]


def one_of(words: tuple[str, ...]) -> Any:
    """That a text is one of some words."""

    def checked(value: str) -> str:
        if value not in words:
            raise ValueError(f"it must be one of {', '.join(words)}")
        return value

    return AfterValidator(checked)


def listed(words: tuple[str, ...]) -> Any:
    """The same for editors."""
    return Field(json_schema_extra={"enum": list(words)})


Solution = Annotated[str, one_of(SOLUTIONS), listed(SOLUTIONS)]
Method = Annotated[str, one_of(METHODS), listed(METHODS)]
Searching = Annotated[str, one_of(tuple(SEARCH_KEYS)), listed(tuple(SEARCH_KEYS))]


def _summarised(value: str) -> str:
    summary(value)
    return value


OverWorlds = Annotated[str, AfterValidator(_summarised)]


class Sensitivity(Strict):
    """What moves the outcomes, and how surely that is to be known."""

    confidence: float = Field(0.95, ge=0.5, le=0.999, description="of the intervals")
    half_width: float = Field(0.05, ge=0.001, le=1, description="of an index's interval, that is aimed at; only told")


class Discovered(Strict):
    """An outcome of which it is asked where among the inputs it comes about."""

    outcome: Expression = Field(description="what comes about or not, 1 or 0 in each run")
    name: Name | None = Field(None, description="what it is called; the outcome unless given")
    method: list[Method] = Field([BOX, TREE], min_length=1, max_length=2, description="how it is looked for")
    coverage: float = Field(0.5, ge=0.05, le=1, description="least share of all such runs that a box is to hold")
    peel: float = Field(0.05, ge=0.01, le=0.3, description="share of its points that is cut off a box at a time")
    mass: float = Field(0.05, ge=0.01, le=0.5, description="least share of the points that a box may hold")
    boxes: int = Field(3, ge=1, le=10, description="one after the other, each on what the earlier ones left")
    held_out: float = Field(0.33, ge=0.1, le=0.5, description="share of the points that test what the others found")
    leaves: int = Field(6, ge=2, le=32, description="of a tree, each with 5 % of the points or more")

    @property
    def called(self) -> str:
        """What it is called."""
        return self.name or self.outcome


class LeverGrid(Strict):
    """Levels of a lever that a player chooses from: a range in steps, or values."""

    from_: float | None = Field(None, alias="from", description="lower end of a range")
    to: float | None = Field(None, description="upper end of a range")
    steps: int | None = Field(None, ge=2, le=MOST_PROFILES, description="levels of a range, its ends included")
    values: list[float] | None = Field(None, min_length=1, max_length=1000, description="levels, one by one")


class Player(Strict):
    """Somebody who chooses one of several strategies, and what comes of it for them."""

    strategies: dict[Name, dict[Path, Scalar]] | None = Field(
        None, min_length=1, max_length=1000, description="names, each with dotted paths and the values they get"
    )
    levers: dict[Path, LeverGrid] | None = Field(
        None, min_length=1, max_length=10, description="dotted paths, every combination of whose levels is a strategy"
    )
    payoff: Expression = Field(description="an outcome, which the player wants to be high")
    cost: Expression | None = Field(None, description="an outcome that is taken off the payoff")


class LogitAsked(Strict):
    """How surely better strategies are played in logit equilibria."""

    lambda_: float = Field(
        20.0, alias="lambda", ge=0.01, le=300, description="by standard deviation of a player's payoff over profiles"
    )


class Game(Strict):
    """Who plays, for what, and which solutions are asked for."""

    players: dict[Name, Player] = Field(
        description="two to four", json_schema_extra={"minProperties": FEWEST_PLAYERS, "maxProperties": MOST_PLAYERS}
    )
    solutions: list[Solution] | None = Field(
        None, min_length=1, max_length=4, description="all that there are for so many players unless given"
    )
    logit: LogitAsked = Field(LogitAsked(), description="of logit equilibria")
    resamples: int = Field(500, ge=100, le=10_000, description="games drawn again from the runs")
    least: float = Field(0.0, ge=0.0, description="a gain that is too small to move a player")
    check: int = Field(0, ge=0, le=1000, description="levels of each lever that are run between those declared")

    @property
    def wanted(self) -> tuple[str, ...]:
        """The solutions that are asked for."""
        possible = SOLUTIONS if len(self.players) == 2 else (PURE, LOGIT)
        return tuple(self.solutions) if self.solutions is not None else possible


class Objective(Strict):
    """What is wanted of a lever setting, over all worlds that it meets."""

    maximise: Expression | None = Field(None, description="an outcome that is to be high; this or minimise")
    minimise: Expression | None = Field(None, description="an outcome that is to be low")
    over_worlds: OverWorlds = Field(
        "mean",
        description=(
            "what its means in each world come to: mean, worst, best, spread, satisfied, quantile Q, regret max, "
            "regret Q, hurwicz A"
        ),
    )
    least: float = Field(0.0, ge=0.0, description="the smallest difference that matters; what is nearer is equal")

    @property
    def text(self) -> str:
        """The outcome."""
        return str(self.minimise if self.maximise is None else self.maximise)

    @property
    def sign(self) -> float:
        """1 where it is to be high, -1 where it is to be low."""
        return -1.0 if self.maximise is None else 1.0

    @property
    def summary(self) -> Summary:
        """What its means in each world come to."""
        return summary(self.over_worlds)


class Search(Strict):
    """How lever settings are looked for."""

    kind: Searching = Field(NSGA2, description="how")
    size: int = Field(40, ge=4, le=1000, description="lever settings of a generation of nsga2")
    generations: int = Field(25, ge=1, le=1000, description="of nsga2, the first of which is a sample")
    points: int = Field(256, ge=4, le=100_000, description="lever settings of a sample")
    file: str | None = Field(None, description="of a table: a CSV file, one column a lever, one line a setting")
    seed: int | None = Field(None, ge=0, le=2**63 - 1, description="of what is drawn; the experiment's unless given")


class Again(Strict):
    """What is run again under chance and worlds that chose nothing, and alone is reported."""

    settings: int = Field(60, ge=2, le=10_000, description="lever settings, the best of the search")
    replicates: int | None = Field(None, ge=1, le=1_000_000, description="of each; as in the search unless given")


class Robust(Strict):
    """What lever settings are to do in worlds that nobody chooses."""

    objectives: dict[Name, Objective] = Field(min_length=1, max_length=8, description="what is wanted, each by a name")
    satisfy: list[Expression] = Field([], max_length=20, description="outcomes compared with numbers, that are to hold")
    search: Search = Field(Search(), description="how lever settings are looked for")
    again: Again = Field(Again(), description="what is run again, and alone is reported")
    resamples: int = Field(500, ge=100, le=10_000, description="of worlds, and of chance within them")
