"""One replicate of a scenario as a `mesa.Model`."""

import secrets
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from numbers import Real
from pathlib import Path
from typing import Any, Self, TypeVar

import mesa
import numpy as np

from twochairs.errors import NotPossible
from twochairs.mesa_model.agents import Agent, Country, Dispute, Pole, Public, known_attribute
from twochairs.scenario.check import agents_by_kind
from twochairs.scenario.given import MOST_REPLICATES, path_of, seed_of, whole
from twochairs.scenario.load import Scenario, load, shortened_to
from twochairs.scenario.paths import UnknownPath, targets
from twochairs.scenario.steered import Put, Steered
from twochairs.scenario.timeline import slot_of
from twochairs.scenario.wording import closest, within
from twochairs.world.layout import QUANTITIES
from twochairs.world.rulebook import STANDARD, Rulebook, rulebook
from twochairs.world.world import check_finite

_OWN_SEEDS = 2**31

_One = TypeVar("_One", bound=Agent)


class TwoChairs(mesa.Model):
    """The world of a scenario, a month a step; the same numbers, bit for bit, as the same replicate of `run`.

    Parameters
    ----------
    scenario : a loaded scenario, or the path of a scenario file
    seed : root of all chance, as in `twochairs run --seed`; None for one of its own, as Mesa has it
    replicate : which of the runs that differ only by chance
    rules : a Python file of your own rules, as in `twochairs run --rules`, or a Rulebook; None for the package's own
    rng : Mesa's other word for the seed: a number, or whatever NumPy makes a generator of
    model_reporters, agent_reporters, agenttype_reporters : what the datacollector collects each month beside its own,
        as Mesa has them: name to an attribute's name, a function of the model or agent, or a function with arguments

    Raises
    ------
    NotPossible : where seed or replicate is no whole number, or out of range, or both seed and rng are given
    InvalidInput, NotRules : where the scenario or the rules cannot be used

    Attributes
    ----------
    seed : the root of its chance
    loaded_scenario : the scenario (`scenario` is a word of Mesa's own)
    rulebook : the rules it goes by
    countries, publics, poles, disputes : agents by name; all are in `model.agents` too
    month : the month that has been reached, such as "2022-05"
    datacollector : alignment, target, public position and dependence of every country by step; of the model the month,
        the hub price and every country's alignment, such as `alignment[SRB]`
    hub_price, rivalry, ... : the quantities of the world, which like those of the agents can be read and set

    Examples
    --------
    >>> from twochairs.mesa_model import TwoChairs
    >>> model = TwoChairs("scenarios/balkans/serbia-2022.yaml", seed=1)
    >>> serbia, eu = model.countries["SRB"], model.poles["EU"]
    >>> model.run(12)
    >>> model.month
    '2022-12'
    >>> -1.0 <= serbia.alignment <= 1.0
    True
    >>> eu.pressure["SRB"] = 0.9
    >>> model.step()
    >>> serbia.contribution["pressure"] > 0.0
    True
    >>> branch = model.copy()
    >>> branch.poles["EU"].pressure = 0.0
    >>> model.poles["EU"].pressure["SRB"] > 0.9
    True
    """

    def __init__(
        self,
        scenario: Scenario | Path | str,
        seed: int | None = None,
        replicate: int = 0,
        rules: Rulebook | Path | str | None = None,
        rng: Any = None,
        model_reporters: Mapping[str, Any] | None = None,
        agent_reporters: Mapping[str, Any] | None = None,
        agenttype_reporters: Mapping[type[mesa.Agent], Mapping[str, Any]] | None = None,
    ) -> None:
        chosen = _seed(seed, rng)
        super().__init__(rng=chosen)
        self.seed = chosen
        self.rulebook = rules if isinstance(rules, Rulebook) else _rulebook(rules)
        self.loaded_scenario = (
            scenario
            if isinstance(scenario, Scenario)
            else load(path_of("scenario", scenario), None, self.rulebook.adds)
        )
        self.rulebook.check_fits(self.loaded_scenario.case.own)
        self.replicate = whole("replicate", replicate, 0, MOST_REPLICATES - 1)
        self.layout, self.world, self._values = self.loaded_scenario.world()
        self.draws = self.loaded_scenario.draws(self.layout, self.seed, [self.replicate])
        self.rulebook.read_start(self.world)
        self._puts: list[Put] = []
        self.countries = self._every(Country)
        self.publics = self._every(Public)
        self.poles = self._every(Pole)
        self.disputes = self._every(Dispute)
        self.datacollector = mesa.DataCollector(
            model_reporters=_of_model(self.layout.names.country) | _reporters("model_reporters", model_reporters),
            agent_reporters=_reporters("agent_reporters", agent_reporters),
            agenttype_reporters=_of_countries(_reporters("agenttype_reporters", agenttype_reporters)),
        )
        self.datacollector.collect(self)

    def _every(self, kind: type[_One]) -> dict[str, _One]:
        given = agents_by_kind(self.loaded_scenario.case).get(kind.dim, {})
        names = self.layout.names.along(kind.dim)
        return {name: kind(self, name, getattr(given.get(name), "name", None) or name) for name in names}

    def __setattr__(self, name: str, value: Any) -> None:
        if closest(name, _OF_WORLD):
            known_attribute(self, name, _OF_WORLD)
        super().__setattr__(name, value)

    def copy(self) -> Self:
        """A branch from this month: it goes on bit for bit as this model would, and apart from it."""
        return deepcopy(self)

    __copy__ = copy

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        _, world, values = self.loaded_scenario.world()
        values[:] = self._values
        memo |= {id(same): same for same in (self.loaded_scenario, self.layout, self.rulebook, self.draws)}
        memo |= {id(self.world): world, id(self._values): values}
        branch = memo[id(self)] = object.__new__(type(self))
        branch.__dict__.update({name: deepcopy(value, memo) for name, value in vars(self).items()})
        return branch

    @property
    def driven(self) -> Scenario:
        """Its scenario as far as it has come, with what was set by hand: a run of it gives the same numbers.

        Raises
        ------
        NotPossible : before its first month
        """
        months, scenario = int(self.steps), self.loaded_scenario
        if not months:
            raise NotPossible("the model has not gone a month\n  hint: model.step() or model.run()")
        if months < scenario.case.clock.months:
            scenario = shortened_to(scenario, months)
        return replace(scenario, steered=Steered((*self.loaded_scenario.steered.puts, *self._puts)))

    @property
    def values(self) -> np.ndarray:
        """Every number of the world, shape (slots, 1), to be read alone; `put` and the agents set them."""
        shown = self._values.view()
        shown.flags.writeable = False
        return shown

    @property
    def month(self) -> str:
        """The month that has been reached; the one before the clock's start at step 0."""
        return self.loaded_scenario.month_label(int(self.steps))

    def step(self) -> None:
        """One month.

        Raises
        ------
        StopIteration : after the last month of the scenario's clock
        NotFinite : where a number of the world stops being finite
        NotRules : where a rule of one's own fails
        """
        t = int(self.steps)
        if t > self.loaded_scenario.case.clock.months:
            self.steps -= 1
            hint = 'load(path, {"clock.months": "240"}) gives it more'
            raise StopIteration(f"the scenario's clock ends in {self.month}; {hint}")
        self.loaded_scenario.steered.apply(t - 1, self._values)
        self.rulebook.month(t, self.world, self.draws)
        check_finite(self._values, self.layout, self.month, [self.replicate])
        self.running = t < self.loaded_scenario.case.clock.months
        self.datacollector.collect(self)

    def run(self, months: int | None = None) -> None:
        """Some months, or all that are left."""
        left = self.loaded_scenario.case.clock.months - int(self.steps)
        for _ in range(left if months is None else months):
            self.step()

    def number(self, slot: int) -> float:
        """The number in a slot of the world."""
        return float(self._values[slot, 0])

    def put(self, quantity: str, slot: int, value: Any) -> None:
        """Set the number in a slot; raises as `put_all`."""
        self.put_all(quantity, {slot: value})

    def put_all(self, quantity: str, values: Mapping[int, Any]) -> None:
        """Set the numbers in some slots of a quantity, all or none.

        Raises
        ------
        NotPossible : where one is no number or outside the quantity's range
        """
        declared = QUANTITIES[quantity]
        for value in values.values():
            flag = isinstance(value, bool) and (declared.low, declared.high) != (0.0, 1.0)
            if flag or not isinstance(value, Real) or not declared.low <= float(value) <= declared.high:
                raise NotPossible(f"{quantity} is {value!r}; {within(declared.low, declared.high)}")
        for slot, value in values.items():
            self._values[slot, 0] = float(value)
            self._puts.append(Put(int(self.steps), slot, float(value)))

    def set(self, path: str, value: float) -> None:
        """Set what a dotted path of the scenario language stands for, such as EU.pressure or countries.SRB.gdp.

        Raises
        ------
        NotPossible : where nothing answers to the path, or the value is outside its range
        """
        try:
            reached = targets(path, self.layout.names)
        except UnknownPath as error:
            raise NotPossible(f"{path} {error}") from None
        for target in reached:
            self.put(target.quantity, slot_of(target, self.layout), value)


def _rulebook(rules: Path | str | None) -> Rulebook:
    return STANDARD if rules is None else rulebook(path_of("rules", rules))


def _seed(seed: Any, rng: Any) -> int:
    """The root of chance that Mesa's two words for it give."""
    if seed is not None and rng is not None:
        raise NotPossible("both seed and rng are given\n  hint: give one of them")
    given = rng if seed is None else seed
    if given is None:
        return secrets.randbelow(_OWN_SEEDS)
    if isinstance(given, np.random.Generator | np.random.BitGenerator | np.random.SeedSequence):
        return int(np.random.default_rng(given).integers(_OWN_SEEDS))
    return seed_of(given)


_REPORTED = ("name", "alignment", "target", "public_position", "gas_dependence")
"""What is collected of every country."""


def _of_model(countries: Sequence[str]) -> dict[str, Any]:
    own = {name: name for name in ("month", "hub_price")}
    return own | {f"alignment[{name}]": _alignment_of(name) for name in countries}


def _of_countries(given: dict[Any, Any]) -> dict[Any, Any]:
    """Reporters of each kind of agent, with those that every country has."""
    own: dict[str, Any] = {name: name for name in _REPORTED}
    return given | {Country: own | _reporters("agenttype_reporters of Country", given.get(Country))}


def _reporters(what: str, given: Any) -> dict[Any, Any]:
    if given is None or isinstance(given, Mapping):
        return dict(given or {})
    raise NotPossible(f"{what} are {given!r}\n  hint: give a mapping, such as {{'price': 'hub_price'}}")


def _alignment_of(country: str) -> Any:
    return lambda model: model.countries[country].alignment


def _of_world(quantity: str) -> property:
    declared = QUANTITIES[quantity]

    def read(model: TwoChairs) -> float:
        return model.number(model.layout.slot(quantity))

    def write(model: TwoChairs, value: Any) -> None:
        model.put(quantity, model.layout.slot(quantity), value)

    return property(read, write, doc=f"{declared.meaning} ({declared.unit}).")


_OF_WORLD = [name for name, declared in QUANTITIES.items() if not declared.dims]
for _name in _OF_WORLD:
    setattr(TwoChairs, _name, _of_world(_name))
