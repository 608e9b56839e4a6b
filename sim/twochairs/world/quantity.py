"""How a number declares itself: meaning, unit, range, source. The declaration drives files, docs and plots."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, get_type_hints

from twochairs.world.literature import Study
from twochairs.world.prior import FIXED, Prior, Uniform
from twochairs.world.rule import Rule

Array = Any
"""float64, agents first and lanes (replicates side by side) last: a NumPy array, or a memory view of one."""

NO_BOUND = float("inf")

Of = TypeVar("Of")


@dataclass(frozen=True)
class Quantity:
    """A declared number of the model.

    Attributes
    ----------
    meaning : what it is, in words that fit an axis label
    unit : as shown; "1" for a share or an index
    low, high : the range it is kept in
    dims : which agents it is indexed by, of `layout.DIMENSIONS`
    record : whether a run keeps it month by month
    whole : whether it is a whole number: so or not (1 or 0) where it ends at 1, else a count
    file : dotted path of its place in a scenario file, its agents in capitals; "" where it has none that can be changed
    start : of a number of each state or of the world, where a file does not give it; None where a file must
    shares : whether those of one state add up to 1 at most
    words : what a file may say instead of a number, each with the constant of the rules that it stands for
    """

    meaning: str
    unit: str
    low: float
    high: float
    dims: tuple[str, ...]
    record: bool = True
    whole: bool = False
    file: str = ""
    start: float | None = None
    shares: bool = False
    words: tuple[tuple[str, str], ...] = ()

    def path(self, agents: tuple[str, ...]) -> str:
        """Its place in a scenario file for some agents; a public is named COUNTRY.PUBLIC."""
        names: dict[str, str] = {}
        for dim, agent in zip(self.dims, agents, strict=True):
            names |= {"COUNTRY": agent.partition(".")[0]} if dim == "public" else {}
            names[dim.upper()] = agent.rpartition(".")[2]
        return ".".join(names.get(step, step) for step in self.file.split("."))


@dataclass(frozen=True)
class Parameter:
    """A declared constant of the rules that a modeller may change.

    Attributes
    ----------
    meaning, unit, low, high : as for a quantity
    rule : whose constant it is
    prior : distribution over which the sensitivity analysis and calibration vary it
    source : where its value comes from; "assumed" is an honest source
    studies : what the literature says of it, on which its prior rests
    fitted : ends of the 90 % interval of a calibration that gave its value; None where none has
    """

    meaning: str
    unit: str
    low: float
    high: float
    rule: Rule
    prior: Prior
    source: str = "assumed"
    studies: tuple[Study, ...] = ()
    fitted: tuple[float, float] | None = None

    @property
    def basis(self) -> str:
        """What its prior rests on: literature, judgement, or nothing that narrows it."""
        if self.prior is FIXED:
            return "fixed"
        if isinstance(self.prior, Uniform):
            return "wide"
        return "literature" if self.studies else "judgement"

    @property
    def origin(self) -> str:
        """Where its value comes from; of a fitted one with its interval."""
        interval = "; 90 % interval {:.2f} to {:.2f}".format(*self.fitted) if self.fitted else ""
        return self.source + interval


class Declared(dict[str, Of]):
    """What the package declares, by name; a look-up finds what a modeller's file has added too, iteration does not."""

    def __init__(self, declared: Mapping[str, Of]) -> None:
        super().__init__(declared)
        self.added: dict[str, Of] = {}

    def __missing__(self, name: str) -> Of:
        return self.added[name]

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self.added

    def get(self, name: str, default: Any = None) -> Any:
        """The declaration of a name, a modeller's too."""
        try:
            return self[name]
        except KeyError:
            return default


@cache
def declared(group: type) -> dict[str, Any]:
    """Field name to declaration, for a NamedTuple whose fields are `Annotated` with one."""
    hints = get_type_hints(group, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items() if hasattr(hint, "__metadata__")}
