"""One replicate of a scenario as a `mesa.Model`."""

from numbers import Real
from pathlib import Path
from typing import Any

import mesa

from sim.mesa_model.agents import Country, Dispute, Pole, Public
from sim.scenario.load import Scenario, load
from sim.scenario.paths import UnknownPath, targets
from sim.scenario.timeline import slot_of
from sim.scenario.wording import within
from sim.world.layout import QUANTITIES
from sim.world.rulebook import STANDARD, Rulebook, rulebook
from sim.world.world import check_finite


class TwoChairs(mesa.Model):
    """The world of a scenario, a month a step; the same numbers, bit for bit, as the same replicate of `run`.

    Parameters
    ----------
    scenario : a loaded scenario, or the path of a scenario file
    seed : root of all chance, as in `twochairs run --seed`
    replicate : which of the runs that differ only by chance
    rules : a Python file of your own rules, as in `twochairs run --rules`, or a Rulebook; None for the package's own

    Attributes
    ----------
    loaded_scenario : the scenario (`scenario` is a word of Mesa's own)
    rulebook : the rules it goes by
    countries, publics, poles, disputes : agents by name; all are in `model.agents` too
    month : the month that has been reached, such as "2022-05"
    datacollector : alignment, target, public position and dependence of every country by step

    Examples
    --------
    >>> from sim.mesa_model import TwoChairs
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
    """

    def __init__(
        self,
        scenario: Scenario | Path | str,
        seed: int = 2022,
        replicate: int = 0,
        rules: Rulebook | Path | str | None = None,
    ) -> None:
        super().__init__(rng=seed)
        self.rulebook = rules if isinstance(rules, Rulebook) else rulebook(rules) if rules is not None else STANDARD
        self.loaded_scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
        self.replicate = replicate
        self.layout, self.world, self.values = self.loaded_scenario.world()
        self.draws = self.loaded_scenario.draws(self.layout, seed, [replicate])
        self.rulebook.read_start(self.world)
        case, names = self.loaded_scenario.case, self.layout.names
        self.countries = {n: Country(self, n, case.countries[n].name or n) for n in names.country}
        self.publics = {n: Public(self, n, n) for n in names.public}
        self.poles = {n: Pole(self, n, case.poles[n].name or n) for n in names.pole}
        self.disputes = {n: Dispute(self, n, case.disputes[n].name or n) for n in names.dispute}
        reported = ("alignment", "target", "public_position", "gas_dependence")
        self.datacollector = mesa.DataCollector(
            model_reporters={"month": "month", "hub_price": "hub_price"},
            agenttype_reporters={Country: {"name": "name", **{name: name for name in reported}}},
        )
        self.datacollector.collect(self)

    @property
    def month(self) -> str:
        """The month that has been reached; the one before the clock's start at step 0."""
        return self.loaded_scenario.month_label(int(self.steps))

    @property
    def hub_price(self) -> float:
        """USD/1000 m3."""
        return self.number(self.layout.slot("hub_price"))

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
        self.rulebook.month(t, self.world, self.draws)
        check_finite(self.values, self.layout, self.month, [self.replicate])
        self.running = t < self.loaded_scenario.case.clock.months
        self.datacollector.collect(self)

    def run(self, months: int | None = None) -> None:
        """Some months, or all that are left."""
        left = self.loaded_scenario.case.clock.months - int(self.steps)
        for _ in range(left if months is None else months):
            self.step()

    def number(self, slot: int) -> float:
        """The number in a slot of the world."""
        return float(self.values[slot, 0])

    def put(self, quantity: str, slot: int, value: Any) -> None:
        """Set the number in a slot.

        Raises
        ------
        ValueError : where it is no number or outside the quantity's range
        """
        declared = QUANTITIES[quantity]
        flag = isinstance(value, bool) and (declared.low, declared.high) != (0.0, 1.0)
        if flag or not isinstance(value, Real) or not declared.low <= float(value) <= declared.high:
            raise ValueError(f"{quantity} is {value!r}; {within(declared.low, declared.high)}")
        self.values[slot, 0] = float(value)

    def set(self, path: str, value: float) -> None:
        """Set what a dotted path of the scenario language stands for, such as EU.pressure or countries.SRB.gdp.

        Raises
        ------
        ValueError : where nothing answers to the path, or the value is outside its range
        """
        try:
            reached = targets(path, self.layout.names)
        except UnknownPath as error:
            raise ValueError(f"{path} {error}") from None
        for target in reached:
            self.put(target.quantity, slot_of(target, self.layout), value)
