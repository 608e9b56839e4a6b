"""Random scenarios: small, sound, with every feature of the format, and the ends of ranges among their numbers.

A scenario's shape (who there is, which features it has) is drawn by Hypothesis; the numbers of each of its parts come
from one drawn seed, where seed 0 stands for plain numbers. So a failing scenario shrinks to few agents and to plain
numbers in every part that does not matter.
"""

import os
from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import Any, Protocol

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from twochairs.world.layout import QUANTITIES
from twochairs.world.levers import Levers
from twochairs.world.parameters import PARAMETERS, SWITCHES, Parameters
from twochairs.world.quantity import declared
from twochairs.world.words import COURSES

Data = dict[str, Any]

EFFORT = int(os.environ.get("TWOCHAIRS_TEST_EFFORT", "1"))
"""How many times as many random scenarios each claim is held against: 1 for every commit, 100 now and then."""

COUNTRIES = ("ALD", "BOR", "CAS", "DOR")
POLES = ("LEA", "CRO", "MID", "FAR")
DISPUTES = ("strait", "isle")
ACTS = ("embargo", "ballot")
GROUPS = ("herders", "smiths", "townsfolk")
LEVERS = tuple(declared(Levers))
START = 2030 * 12

TAME = {
    "gdp": (5.0, 200.0),
    "demand": (0.1, 5.0),
    "alternative": (0.0, 5.0),
    "hub_price": (100.0, 1500.0),
    "hub_level": (100.0, 1500.0),
    "hub_reversion": (0.2, 3.0),
    "hub_volatility": (0.0, 1.0),
    "declarations_per_year": (0.0, 120.0),
    "next_contract_months": (1.0, 48.0),
    "aid": (0.0, 3.0),
    "hub_slow": (100.0, 1500.0),
    "unexplained": (-0.5, 0.5),
    "act_term": (-0.3, 0.3),
    "declaration_term": (-0.3, 0.3),
    "kind_term": (-0.5, 0.5),
}
"""Ranges of a tame scenario, where they are narrower than the declared ones."""


def claim(examples: int) -> settings:
    """Settings of a test that holds in some number of random scenarios, the same ones each time."""
    slow = [HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.filter_too_much]
    return settings(max_examples=examples * EFFORT, derandomize=True, deadline=None, suppress_health_check=slow)


def month_text(number: int) -> str:
    """A month as a file writes it, from months since year 0."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


class Numbers:
    """Numbers for one part of a scenario; `wild` goes to the ends of the declared ranges."""

    def __init__(self, seed: int, wild: bool) -> None:
        self.seed, self.wild, self.random = seed, wild, Random(seed)

    def within(self, low: float, high: float, plain: float) -> float:
        """A number in [low, high]; the plain one for seed 0."""
        if self.seed == 0:
            return plain
        dice, share = self.random.random(), self.random.random()
        if self.wild and dice < 0.25:
            return low if dice < 0.125 else high
        if low > 0.0 and high > 100.0 * low:
            return min(high, max(low, low * (high / low) ** share))
        return min(high, low + (high - low) * share)

    def of(self, quantity: str, plain: float) -> float:
        """A number in the range of a quantity."""
        low, high = QUANTITIES[quantity].low, QUANTITIES[quantity].high
        if not self.wild and quantity in TAME:
            low, high = TAME[quantity]
        return self.within(low, high, plain)

    def share(self, plain: float) -> float:
        """A number in [0, 1]."""
        return self.within(0.0, 1.0, plain)

    def chance(self, probability: float) -> bool:
        """Whether something is so; not for seed 0."""
        return self.seed != 0 and self.random.random() < probability

    def whole(self, low: int, high: int, plain: int) -> int:
        """A whole number in [low, high]."""
        return plain if self.seed == 0 else self.random.randint(low, high)

    def parts(self, count: int) -> list[float]:
        """Shares that add up to 1; some may be 0."""
        if self.seed == 0:
            return [1.0 / count] * count
        cuts = sorted(self.random.randint(0, 1000) for _ in range(count - 1))
        ends = [0, *cuts, 1000]
        return [(after - before) / 1000.0 for before, after in pairwise(ends)]

    def some(self, options: tuple[str, ...]) -> list[str]:
        """Some of the options, in order; none for seed 0."""
        return [] if self.seed == 0 else [option for option in options if self.random.random() < 0.5]

    def one(self, options: tuple[str, ...]) -> str:
        """One of the options; the first for seed 0."""
        return options[0] if self.seed == 0 else self.random.choice(options)


def prior_range(parameter: str) -> tuple[float, float]:
    """The span of a parameter's prior; its default alone where it is fixed."""
    default = Parameters._field_defaults[parameter]
    return PARAMETERS[parameter].prior.ends or (default, default)


SEED_END = 2**32 - 1


class Choices(Protocol):
    """Who decides on a scenario's shape: Hypothesis, or a seed."""

    def whole(self, low: int, high: int) -> int:
        """A whole number in [low, high]."""

    def flag(self) -> bool:
        """True or false."""

    def one(self, options: Sequence[Any]) -> Any:
        """One of some options."""

    def several(self, options: Sequence[Any], most: int) -> list[Any]:
        """None to so many of some options, one perhaps more than once."""


class _Drawn:
    """Choices of Hypothesis, which shrinks them."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def whole(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def flag(self) -> bool:
        return self.draw(st.booleans())

    def one(self, options: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(options))

    def several(self, options: Sequence[Any], most: int) -> list[Any]:
        return self.draw(st.lists(st.sampled_from(options), max_size=most))


class Seeded:
    """Choices of a seed: the same ones each time."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def whole(self, low: int, high: int) -> int:
        """A whole number in [low, high]; of a seed for numbers, the plain one now and then."""
        return 0 if high == SEED_END and self.random.random() < 0.1 else self.random.randint(low, high)

    def flag(self) -> bool:
        """True or false."""
        return self.random.random() < 0.5

    def one(self, options: Sequence[Any]) -> Any:
        """One of some options."""
        return self.random.choice(options)

    def several(self, options: Sequence[Any], most: int) -> list[Any]:
        """None to so many of some options, one perhaps more than once."""
        return [self.random.choice(options) for _ in range(self.random.randint(0, most))]


@st.composite
def scenarios(draw: st.DrawFn, **features: Any) -> Data:
    """A scenario as plain data, drawn by Hypothesis; features as for `scenario`."""
    return scenario(_Drawn(draw), **features)


def scenario(
    choose: Choices,
    *,
    wild: bool = True,
    months: tuple[int, int] = (6, 24),
    countries: tuple[int, int] = (1, 4),
    poles: tuple[int, int] = (1, 3),
    positions: tuple[float, ...] | None = None,
    noise: bool | None = None,
    elections: bool = True,
    disputes: bool = True,
    acts: bool = True,
    timeline: bool = True,
    policies: bool = True,
    switches: bool = True,
    hub_series: bool = True,
) -> Data:
    """A scenario as plain data.

    Parameters
    ----------
    choose : decides on its shape and on the seeds of its numbers
    wild : numbers up to the ends of the declared ranges, else such as the rules are meant for
    months, countries, poles : least and most of them
    positions : of the poles, one each; None for any
    noise : True or False; None for either
    elections, disputes, acts, timeline, policies, switches, hub_series : whether there may be any
    """

    def numbers() -> Numbers:
        return Numbers(choose.whole(0, SEED_END), wild)

    length = choose.whole(*months)
    states = COUNTRIES[: choose.whole(*countries)]
    powers = POLES[: len(positions) if positions else choose.whole(*poles)]
    matters = DISPUTES[: choose.whole(0, 2)] if disputes else ()
    deeds = ACTS[: choose.whole(0, 2)] if acts else ()
    data: Data = {
        "twochairs": 2,
        "title": "a random scenario",
        "clock": {"start": month_text(START), "months": length},
        "world": _world(numbers()),
        "poles": _poles(powers, positions, numbers()),
        "countries": {},
        "declarations": _declarations(numbers()),
        "levers": _levers(powers, states, numbers()),
        "parameters": _parameters(choose.one(["default", "prior", "declared"]), numbers()),
    }
    for state in states:
        groups = GROUPS[: choose.whole(0, 3)]
        data["countries"][state] = _country(state, states, powers, deeds, groups, length, elections, numbers())
    data["disputes"] = {matter: _dispute(states, powers, numbers()) for matter in matters}
    data["acts"] = {deed: _act(data["poles"], states, numbers()) for deed in deeds}
    if hub_series and choose.flag():
        data["hub_series"] = _hub_series(length, numbers())
    data["switches"] = {"noise": choose.flag() if noise is None else noise}
    if switches and choose.flag():
        data["switches"] |= dict.fromkeys(numbers().some(tuple(SWITCHES)), False)
    if timeline:
        kinds = choose.several(KINDS, 5)
        data["timeline"] = [timeline_item(kind, f"event {i}", data, numbers()) for i, kind in enumerate(kinds)]
    if policies:
        data["policies"] = [_policy(f"policy {i}", data, numbers()) for i in range(choose.whole(0, 2))]
    return data


def _world(number: Numbers) -> Data:
    world = {
        "hub_price": number.of("hub_price", 300.0),
        "hub_reversion": number.of("hub_reversion", 1.0),
        "hub_volatility": number.of("hub_volatility", 0.4),
        "rivalry": number.of("rivalry", 0.3),
    }
    if number.chance(0.5):
        world["hub_level"] = number.of("hub_level", 300.0)
    return world


def _poles(powers: tuple[str, ...], positions: tuple[float, ...] | None, number: Numbers) -> Data:
    plain = (1.0, -1.0, 0.0, 0.5)
    places = positions or tuple(number.within(-1.0, 1.0, place) for place in plain)
    return {power: {"position": place} for power, place in zip(powers, places, strict=False)}


def _declarations(number: Numbers) -> Data:
    return {
        "per_year": number.of("declarations_per_year", 48.0),
        "hard_share": number.one(("usual", "war")) if number.chance(0.5) else number.share(0.2),
    }


def _levers(powers: tuple[str, ...], states: tuple[str, ...], number: Numbers) -> Data:
    levers: Data = {}
    for power in powers:
        levers[power] = {}
        for lever in number.some(LEVERS):
            if number.chance(0.5):
                levers[power][lever] = number.of(lever, 0.0)
            else:
                levers[power][lever] = {who: number.of(lever, 0.0) for who in number.some(("default", *states))}
    return levers


def _parameters(mode: str, number: Numbers) -> Data:
    if mode == "default":
        return {}
    parameters = {}
    for name, parameter in PARAMETERS.items():
        default = Parameters._field_defaults[name]
        low, high = prior_range(name) if mode == "prior" or not number.wild else (parameter.low, parameter.high)
        parameters[name] = number.within(low, high, default)
    return parameters


def _course(number: Numbers) -> Any:
    """A declared course, in a word or as a place."""
    words = tuple(word for word, _ in COURSES)
    return number.one(words) if number.chance(0.5) else number.within(-1.0, 1.0, 0.0)


def _country(
    name: str,
    states: tuple[str, ...],
    powers: tuple[str, ...],
    deeds: tuple[str, ...],
    groups: tuple[str, ...],
    length: int,
    elections: bool,
    number: Numbers,
) -> Data:
    government: Data = {"course": _course(number)}
    if number.chance(0.6):
        government["challenger"] = _course(number)
    if number.chance(0.5):
        government["partner"] = {"course": _course(number), "weight": number.share(0.2)}
    if elections:
        due = {number.whole(-3, length + 6, 4) for _ in range(number.whole(0, 3, 0))}
        government["elections"] = [month_text(START + t) for t in sorted(due)]
    country = {
        "alignment": number.within(-1.0, 1.0, 0.0),
        "gdp": number.of("gdp", 60.0),
        "accountability": number.share(0.5),
        "media_freedom": number.share(0.5),
        "hedging": number.share(0.5),
        "government": government,
        "terms": {
            "acts": number.within(-1.0, 1.0, 0.0),
            "declarations": number.within(-1.0, 1.0, 0.0),
            **({"alignment": number.within(-0.5, 0.5, 0.0)} if number.chance(0.2) else {}),
        },
        "publics": _publics(groups, states, powers, number),
        "gas": _gas(powers, length, number),
        "joined": number.some(deeds),
        "ties": {},
    }
    for field, most in (("trade", 1.0), ("arms", 1.0), ("alliance", 0.0), ("accession", 0.0), ("exposure", 0.0)):
        shares = number.parts(len(powers) + 1)[: len(powers)] if most else [number.share(0.0) for _ in powers]
        country[field] = dict(zip(powers, shares, strict=True)) if number.seed else {}
    country["foothold"] = {power: number.within(0.0, 0.95, 0.0) for power in number.some(powers)}
    country["energy_ownership"] = {power: number.share(0.0) for power in number.some(powers)}
    peers = [state for state in states if state != name]
    if number.chance(0.8):
        country["ties"] = dict(zip(peers, number.parts(len(peers) + 1), strict=False))
    return country


def _publics(groups: tuple[str, ...], states: tuple[str, ...], powers: tuple[str, ...], number: Numbers) -> Data:
    publics: Data = {}
    for group, share in zip(groups, number.parts(len(groups)) if groups else [], strict=True):
        publics[group] = {"share": share, "poll": {}, "favourability": {}}
        if number.chance(0.4):
            publics[group] |= {"kin": number.one(states), "kinship": number.share(1.0)}
        for power in powers:
            if number.chance(0.4):
                shares = number.parts(4)
                categories = ("ally", "partner", "rival", "adversary")
                publics[group]["poll"][power] = dict(zip(categories, shares, strict=True))
            elif number.chance(0.7):
                publics[group]["favourability"][power] = number.within(-1.0, 1.0, 0.0)
    return publics


def _gas(powers: tuple[str, ...], length: int, number: Numbers) -> Data:
    if not number.chance(0.7):
        return {"demand": number.of("demand", 0.0)} if number.chance(0.3) else {}
    demand = number.of("demand", 2.0)
    gas: Data = {
        "seller": number.one(powers),
        "demand": demand,
        "dependence": number.share(0.9) if demand > 0.0 else 0.0,
        "minimum_take": number.share(0.0),
        "next_contract": {"months": number.whole(1, 12, 12), "indexation": number.share(1.0)},
    }
    if number.chance(0.5):
        gas["alternative"] = number.of("alternative", 0.5)
    if number.chance(0.7):
        until = month_text(START + number.whole(-1, length + 6, 3))
        top = 1e5 if number.wild else 1500.0
        gas["contract"] = {"price": number.within(0.0, top, 250.0), "until": until, "indexation": number.share(0.0)}
    return gas


def _dispute(states: tuple[str, ...], powers: tuple[str, ...], number: Numbers) -> Data:
    parties = number.some(states) or [states[0]]
    dispute: Data = {
        "between": parties,
        "salience": {party: number.share(0.5) for party in parties},
        "tension": number.share(0.3),
    }
    if number.chance(0.5):
        dispute["rest"] = number.share(0.3)
    if number.chance(0.3):
        dispute["between"].append(number.one(powers))
    return dispute


def _act(poles: Data, states: tuple[str, ...], number: Numbers) -> Data:
    act: Data = {
        "every": f"{number.whole(1, 7, 3)} months",
        "open": not number.chance(0.3),
        "terms": {state: number.within(-1.0, 1.0, 0.0) for state in number.some(states)},
    }
    kind = number.one(("", "vote", "sanctions"))
    if kind:
        act["kind"] = kind
    if kind == "vote":
        act["world_support"] = {votes: number.of(f"world_{votes}", 60.0) for votes in ("yes", "no", "abstain")}
    else:
        act["difficulty"] = number.of("difficulty", 0.0)
    if kind == "sanctions":
        act["renew"] = f"{number.whole(1, 5, 2)} months"
    if not kind:
        act["sticky"] = number.chance(0.5)
    if number.chance(0.6):
        act["against"] = number.one(tuple(poles))
    askers = [power for power, pole in poles.items() if pole["position"] != 0.0]
    if askers and number.chance(0.5):
        act["towards"] = number.one(tuple(askers))
    return act


def _hub_series(length: int, number: Numbers) -> Data:
    months = [t for t in range(-2, length + 3) if number.chance(0.5)]
    return {month_text(START + t): number.of("hub_price", 300.0) for t in months}


# the timeline

KINDS = ("set", "add", "ramp", "span", "recurring", "random", "random at", "news", "elections")


def paths(data: Data) -> list[tuple[str, str]]:
    """Dotted paths that a timeline may set, each with its quantity."""
    found = [(name, name) for name in ("rivalry", "hub_price", "hub_level", "hub_reversion", "hub_volatility")]
    found.append(("declarations.per_year", "declarations_per_year"))
    found += [("declarations.hard_share", "hard_share"), ("world.hub_slow", "hub_slow")]
    for power in data["poles"]:
        found.append((f"news.{power}", "news"))
        found += [(f"{power}.{lever}", lever) for lever in LEVERS]
        found += [(f"levers.{power}.{lever}.{state}", lever) for lever in LEVERS for state in data["countries"]]
    for state, country in data["countries"].items():
        here = f"countries.{state}"
        found += [(f"{here}.{name}", name) for name in ("alignment", "gdp", "accountability", "media_freedom")]
        found += [(f"{here}.hedging", "hedging"), (f"{here}.government.course", "course")]
        found += [(f"{here}.government.challenger", "challenger"), (f"{here}.gas.demand", "demand")]
        found += [(f"{here}.government.partner.course", "partner_course")]
        found += [(f"{here}.government.partner.weight", "partner_weight")]
        found += [(f"{here}.gas.dependence", "gas_dependence"), (f"{here}.gas.alternative", "alternative")]
        found += [(f"{here}.gas.minimum_take", "minimum_take")]
        found += [(f"{here}.gas.next_contract.months", "next_contract_months")]
        found += [(f"{here}.gas.next_contract.indexation", "next_indexation")]
        found += [(f"{here}.ties.{peer}", "ties") for peer in data["countries"]]
        found += [(f"{here}.joined.{act}", "joined") for act in data["acts"]]
        found += [(f"{here}.terms.alignment", "unexplained"), (f"{here}.terms.acts", "act_term")]
        for power in data["poles"]:
            fields = ("trade", "arms", "alliance", "accession", "foothold", "exposure", "energy_ownership")
            found += [(f"{here}.{field}.{power}", field) for field in fields]
            groups = country["publics"]
            found += [(f"{here}.publics.{group}.favourability.{power}", "favourability") for group in groups]
    for dispute in data["disputes"]:
        found += [(f"disputes.{dispute}.tension", "tension"), (f"disputes.{dispute}.rest", "rest")]
        found += [(f"disputes.{dispute}.salience.{state}", "salience") for state in data["countries"]]
    for act, one in data["acts"].items():
        found += [(f"acts.{act}.open", "open"), (f"acts.{act}.difficulty", "difficulty")]
        found += [(f"acts.{act}.terms.{state}", "kind_term") for state in data["countries"]]
        found += [(f"acts.{act}.world_support.no", "world_no")] if one.get("kind") == "vote" else []
    return found


def timeline_item(kind: str, name: str, data: Data, number: Numbers) -> Data:
    """An item of one of KINDS."""
    length = data["clock"]["months"]
    first = number.whole(0, length - 1, 0)
    last = number.whole(first, length - 1, length - 1)
    span = {"from": month_text(START + first), "to": month_text(START + last)}
    at = {"at": month_text(START + first)}
    power = number.one(tuple(data["poles"]))
    if kind == "news":
        when = span if number.chance(0.3) else at
        return {"name": name, **when, "news": {power: number.within(-1.0, 1.0, -0.5)}}
    if kind == "elections":
        return {"name": name, **at, "elections": number.some(tuple(data["countries"]))}
    found = [one for one in paths(data) if kind in ("set", "random") or one[1] != "joined"]
    if kind in ("add", "span", "recurring", "random at"):
        found = [one for one in found if not QUANTITIES[one[1]].words]
    path, quantity = found[number.whole(0, len(found) - 1, 0)]
    value: float | bool = number.of(quantity, 0.5)
    if quantity in ("open", "joined") and kind != "ramp":
        value = number.chance(0.5)
    widest = QUANTITIES[quantity].high - QUANTITIES[quantity].low
    by = min(widest, number.of(quantity, 0.1)) * (-1.0 if number.chance(0.5) else 1.0)
    dates: dict[str, Data] = {
        "set": at | {"set": {path: value}},
        "add": at | {"add": {path: by}},
        "ramp": span | {"ramp": {path: float(value)}},
        "span": span | {"add": {path: by}},
        "recurring": {"every": f"{number.whole(1, 5, 2)} months", "add": {path: by}},
        "random": {"probability": number.share(0.5), "set": {path: value}},
        "random at": at | {"probability": number.share(0.5), "add": {path: by}},
    }
    return {"name": name, **dates[kind]}


# policies


def _policy(name: str, data: Data, number: Numbers) -> Data:
    state, power = number.one(tuple(data["countries"])), number.one(tuple(data["poles"]))
    lever = number.one(LEVERS)
    x = f"{number.within(-1.0, 1.0, 0.25):.3f}"
    conditions = ["1 > 0", f"alignment[{state}] < {x}", f"not (hub_price > 300 and rivalry >= {x})"]
    conditions += [f"tension[{dispute}] / rest[{dispute}] > 0.3" for dispute in data["disputes"]]
    conditions += [f"{act}[{state}] == 1 or months_asked[{act}] > 3" for act in data["acts"]]
    actions: list[Data] = [
        {f"{power}.{lever}": f"min({lever}[{power}] * 0.5 + 0.2, 1)"},
        {f"{power}.{lever}.{state}": f"max(0, {lever}[{power}, {state}] - abs(alignment[{state}])) ** 2"},
        {f"countries.{state}.media_freedom": f"media_freedom[{state}] + {x}", "rivalry": 0.5},
        {f"countries.{state}.government.course": f"-exp(course[{state}]) / log(1 + gdp[{state}])"},
    ]
    return {
        "name": name,
        "every": f"{number.whole(1, 6, 3)} months",
        "when": number.one(tuple(conditions)),
        "do": actions[number.whole(0, len(actions) - 1, 0)],
    }
