"""Random experiments over random scenarios, from a seed: as files, and as the points that must come of them."""

import json
from copy import deepcopy
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path
from random import Random
from typing import Any

from tests.differential.outcomes import COMPARISONS, Across, At, Both, Number, Of, Over, Pairs, Plain, Within
from tests.differential.scenarios import Data, clock_of, month_number, scenario_of, sibling
from tests.world.strategies import LEVERS, Numbers, month_text, paths, prior_range
from twochairs.world.layout import QUANTITIES
from twochairs.world.parameters import PARAMETERS, SWITCHES

Steps = tuple[str, ...]
Value = float | int | bool | str
Point = dict[str, Value]

QUANTITIES_KEPT = [name for name, quantity in QUANTITIES.items() if quantity.record]
MUCH = 0.3


@dataclass(frozen=True)
class Knob:
    """Something in a scenario file that an experiment may set.

    Attributes
    ----------
    path : as an experiment names it
    steps : keys on the way to it in the file, the name of an item for an item of a list
    values : levels, each sound
    """

    path: str
    steps: Steps
    values: tuple[Value, ...]


@dataclass
class Trial:
    """An experiment with what must come of it.

    Attributes
    ----------
    files : name of a scenario file to what it holds
    experiment : what the experiment file holds
    knobs : factor to the places that get its value
    fixed : what holds at every point, each with its place
    points : factor to value, one mapping a point; None where chance places them
    table : the CSV file of a design that has one
    outcomes : what is read off each run, as trees
    """

    seed: int
    files: dict[str, Data]
    experiment: Data
    knobs: dict[str, list[Knob]] = field(default_factory=dict)
    fixed: list[tuple[Steps, Value]] = field(default_factory=list)
    points: list[Point] | None = None
    table: str = ""
    outcomes: list[Number] = field(default_factory=list)

    def write(self, folder: Path) -> Path:
        """The experiment file, written with its scenarios into a project of its own.

        Some scenarios are written as two files, one of which extends the other; `flat-` stands for the whole.
        """
        (folder / "twochairs.toml").touch()
        random = Random(f"files {self.seed}")
        for name, data in self.files.items():
            write_yaml(folder / f"flat-{name}", data)
            below, above = in_two(data, f"below-{name}", random) if random.random() < 0.5 else ({}, data)
            write_yaml(folder / f"below-{name}", below)
            write_yaml(folder / name, above)
        if self.table:
            (folder / "points.csv").write_text(self.table, "utf-8")
        return write_yaml(folder / "experiment.yaml", self.experiment)

    def file_of(self, point: Point) -> str:
        """The scenario file of a point."""
        return str(point.get("scenario", next(iter(self.files))))

    def settings(self, point: Point) -> list[tuple[Steps, Value]]:
        """What a point sets: number by number, levers country by country, an own value before one for all."""
        months = self.experiment.get("months")
        given = [(("clock", "months"), months)] if months is not None else []
        given += self.fixed
        given += [(knob.steps, point[name]) for name, knobs in self.knobs.items() for knob in knobs]
        countries = self.files[self.file_of(point)]["countries"]
        single: dict[Steps, Value] = {}
        for steps, value in sorted(given, key=lambda pair: len(pair[0])):
            broad = steps[0] == "levers" and len(steps) == 3
            single |= dict.fromkeys([(*steps, state) for state in countries] if broad else [steps], value)
        return list(single.items())

    def months(self, point: Point) -> tuple[int, int]:
        """First month and length of the run of a point."""
        start, length = clock_of(self.files[self.file_of(point)])
        for steps, value in self.settings(point):
            if steps == ("clock", "months"):
                length = int(value)
            if steps == ("clock", "start"):
                start, _ = clock_of({"clock": {"start": value, "months": length}})
        return start, length


def write_yaml(path: Path, data: Data) -> Path:
    """A file of plain data; what is JSON is YAML too, and each value has a line of its own."""
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False), "utf-8")
    return path


def in_two(data: Data, name: str, random: Random) -> tuple[Data, Data]:
    """A scenario as a file and one that extends it, whose start is the one that is observed.

    Levers are spelt in any way: for all as a number or as a default, below or above; own values above.
    """
    below, above = deepcopy(data), {"twochairs": 2, "extends": name, "reference": True, "levers": {}}
    for pole, levers in data["levers"].items():
        below["levers"][pole], above["levers"][pole] = {}, {}
        for lever, value in levers.items():
            own = dict(value) if isinstance(value, dict) else {"default": value}
            if "default" not in own:  # what the lever has at rest, which no file says
                above["levers"][pole][lever] = own
                continue
            for_all = own.pop("default")
            spelt = for_all if random.random() < 0.5 else {"default": for_all}
            if random.random() < 0.5:
                below["levers"][pole][lever] = spelt
                above["levers"][pole] |= {lever: own} if own else {}
            else:
                below["levers"][pole][lever] = {state: 0.05 for state in random.sample(list(data["countries"]), 1)}
                above["levers"][pole][lever] = {"default": for_all} | own if own else spelt
    cut = random.randint(0, len(data["timeline"]))
    below["timeline"], above["timeline"] = data["timeline"][:cut], data["timeline"][cut:]
    return below, above


def placed(data: Data, steps: Steps, value: Value) -> Data:
    """A scenario with a value at a place; one number for all becomes the default of a narrow one's mapping."""
    data = deepcopy(data)
    at: Any = data
    for step, after in pairwise(steps):
        if isinstance(at, list):
            at = next(item for item in at if item["name"] == step)
        elif not isinstance(at.get(step), dict | list):
            at[step] = {} if at.get(step) is None else {"default": at[step]}
            at = at[step]
        else:
            at = at[step]
        assert after
    at[steps[-1]] = value
    return data


# What may be set


def knobs_of(data: Data, random: Random) -> dict[str, Knob]:
    """Everything in a scenario that an experiment may set, by path, with levels for it."""
    found = [*_levers(data, random), *_constants(random), *_starts(data, random), *_switches(), *_clock(data, random)]
    found += [*_timeline(data, random), *_policies(data, random)]
    return {knob.path: knob for knob in found if len(set(map(repr, knob.values))) == len(knob.values) > 1}


def _levels(quantity: str, random: Random) -> tuple[float, ...]:
    """Two or three decimals in the range of a quantity."""
    number = Numbers(random.randint(1, 2**31), wild=False)
    low, high = QUANTITIES[quantity].low, QUANTITIES[quantity].high
    found = {min(high, max(low, round(number.of(quantity, 0.0), 2))) for _ in range(random.randint(2, 3))}
    return tuple(sorted(found, key=lambda level: random.random()))


def _levers(data: Data, random: Random):
    for pole in data["poles"]:
        for lever in LEVERS:
            yield Knob(f"{pole}.{lever}", ("levers", pole, lever), _levels(lever, random))
            for state in data["countries"]:
                head = random.choice(("", "levers."))
                yield Knob(f"{head}{pole}.{lever}.{state}", ("levers", pole, lever, state), _levels(lever, random))


def _constants(random: Random):
    for name in PARAMETERS:
        low, high = prior_range(name)
        if low < high:
            values = tuple(round(low + (high - low) * share, 4) for share in random.sample((0.1, 0.35, 0.6, 0.9), 2))
            yield Knob(f"parameters.{name}", ("parameters", name), values)


STARTS = {"alignment": "alignment", "gdp": "gdp", "accountability": "accountability", "hedging": "hedging",
          "media_freedom": "media_freedom"}  # fmt: skip
OF_POLE = ("alliance", "accession", "foothold", "exposure")


def _starts(data: Data, random: Random):
    for name in ("rivalry", "hub_volatility", "hub_reversion"):
        yield Knob(random.choice((name, f"world.{name}")), ("world", name), _levels(name, random))
    yield Knob("declarations.per_year", ("declarations", "per_year"), _levels("declarations_per_year", random))
    for state, country in data["countries"].items():
        for name in STARTS:
            yield Knob(f"countries.{state}.{name}", ("countries", state, name), _levels(name, random))
        ideal = tuple(random.sample((-0.7, -0.2, 0.4, 0.9), 2))
        yield Knob(f"countries.{state}.government.challenger", ("countries", state, "government", "challenger"), ideal)
        for pole, name in product(data["poles"], OF_POLE):
            levels = tuple(min(0.95, level) for level in _levels(name, random))
            yield Knob(f"countries.{state}.{name}.{pole}", ("countries", state, name, pole), levels)
        for group in country["publics"]:
            where = ("countries", state, "publics", group, "kinship")
            yield Knob(".".join(where), where, (0.25, 0.75))
    for dispute in data["disputes"]:
        yield Knob(f"disputes.{dispute}.tension", ("disputes", dispute, "tension"), _levels("tension", random))
    for act in data["acts"]:
        yield Knob(f"acts.{act}.difficulty", ("acts", act, "difficulty"), _levels("difficulty", random))
        yield Knob(f"acts.{act}.every", ("acts", act, "every"), ("1 month", "2 months", "5 months"))
        for name in ("open", "sticky"):
            yield Knob(f"acts.{act}.{name}", ("acts", act, name), (False, True))


def _switches():
    for name in (*SWITCHES, "noise"):
        yield Knob(f"switches.{name}", ("switches", name), (True, False))


def _clock(data: Data, random: Random):
    start, months = clock_of(data)
    lengths = [months, months + 3, max(2, months - 2), 2 * months]
    yield Knob("clock.months", ("clock", "months"), tuple(random.sample(lengths, random.randint(2, 4))))
    dated = [month_number(item[key]) for item in data["timeline"] for key in ("at", "from", "to") if key in item]
    room = start + months - 1 - max(dated, default=start)
    starts = [month_text(start - earlier) for earlier in (0, 1, 14) if earlier <= room or not dated]
    yield Knob("clock.start", ("clock", "start"), tuple(random.sample(starts, min(2, len(starts)))))


def _timeline(data: Data, random: Random):
    quantities = dict(paths(data))
    for item in data["timeline"]:
        head, at = f"timeline[{item['name']}]", ("timeline", item["name"])
        for key in ("set", "ramp"):
            for path, value in item.get(key, {}).items():
                bools = isinstance(value, bool)
                levels = (False, True) if bools else _levels(quantities[path], random)
                if quantities[path] not in ("open", "joined") or bools:
                    yield Knob(f"{head}.{key}.{path}", (*at, key, path), levels)
        for key in ("add", "news"):
            for path, value in item.get(key, {}).items():
                yield Knob(f"{head}.{key}.{path}", (*at, key, path), (value / 2.0, value))
        if "probability" in item:
            yield Knob(f"{head}.probability", (*at, "probability"), (0.2, 0.5, 1.0))
        if "every" in item:
            yield Knob(f"{head}.every", (*at, "every"), ("1 month", "3 months"))
        if "at" in item:
            start, months = clock_of(data)
            when = random.sample(range(start, start + months), 2)
            yield Knob(f"{head}.at", (*at, "at"), tuple(map(month_text, when)))


def _policies(data: Data, random: Random):
    for policy in data["policies"]:
        head, at = f"policies[{policy['name']}]", ("policies", policy["name"])
        state, pole = random.choice(list(data["countries"])), random.choice(list(data["poles"]))
        conditions = [f"alignment[{state}] < 0.1", f"pressure[{pole}, {state}] + 0.1 <= 0.3", "rivalry > 0.5", "1 > 0"]
        yield Knob(f"{head}.when", (*at, "when"), tuple(random.sample(conditions, 2)))
        yield Knob(f"{head}.every", (*at, "every"), ("1 month", "2 months"))
        for path in policy["do"]:
            yield Knob(f"{head}.do.{path}", (*at, "do", path), ("0.1 + 0", "0.5 * 1", f"abs(alignment[{state}])"))


def common(files: list[Data], random: Random) -> list[Knob]:
    """What may be set in every one of some scenarios alike."""
    every = [knobs_of(data, random) for data in files]
    shared = set.intersection(*map(set, every))
    found = [every[0][path] for path in every[0] if path in shared]
    return found if len(every) == 1 else [knob for one in found if (knob := _in_all(one)) is not None]


def _in_all(knob: Knob) -> Knob | None:
    """A knob with levels that are sound in several files: not of dated items, and with no agent's name in texts."""
    if knob.steps[0] == "policies" and knob.steps[2] in ("when", "do"):
        return replace(knob, values=("0.1 + rivalry / 2", "0.5 * rivalry"))
    return None if knob.steps[0] == "timeline" or knob.path == "clock.start" else knob


# Designs


def trial(seed: int) -> Trial:
    """The experiment of a seed."""
    random = Random(f"experiment {seed}")
    first = scenario_of(random)
    files = {"first.yaml": first}
    if random.random() < MUCH:
        files["second.yaml"] = sibling(first, random)
        if random.random() < MUCH:
            files["third.yaml"] = sibling(first, random)
    made = Trial(seed, files, {"twochairs": 2})
    _experiment(made, random)
    return made


def _experiment(made: Trial, random: Random) -> None:
    experiment, files = made.experiment, list(made.files.values())
    if len(files) == 1:
        experiment["scenario"] = "first.yaml"
    experiment |= {"replicates": random.choice((1, 2, 2, 3, 3, 4, 4, 10)), "seed": random.randint(0, 2**40)}
    if random.random() < 0.2:
        experiment["common_random_numbers"] = False
    _draws(made, random)
    _factors(made, random)
    _fix(made, random)
    experiment["keep"] = _kept(made, random)
    if random.random() < 0.9 or not Readings(made, random).agents["country"]:  # what is read by default is of a state
        made.outcomes = outcomes_of(made, random)
        experiment["outcomes"] = [outcome.text for outcome in made.outcomes]


def _draws(made: Trial, random: Random) -> None:
    if random.random() > MUCH:
        return
    count = random.randint(1, made.experiment["replicates"])
    made.experiment |= {"parameters_from": random.choice(("prior", "posterior")), "parameter_draws": count}
    for data in made.files.values():
        data["parameters"] = dict(random.sample(list(data["parameters"].items()), min(2, len(data["parameters"]))))


def _factors(made: Trial, random: Random) -> None:
    several = len(made.files) > 1
    chosen: list[Knob] = []
    pool = common(list(made.files.values()), random)
    kinds: dict[str, list[Knob]] = {}
    for knob in pool:
        kinds.setdefault(kind_of(knob), []).append(knob)
    for _ in range(random.randint(0 if several else 1, 2)):
        knob = random.choice(kinds[random.choice(list(kinds))])
        lever = knob.steps[0] == "levers"
        if not any(_meet(knob.steps, other.steps, lever) or _both_dated(knob, other) for other in chosen):
            chosen.append(knob)
    names = {f"factor {i}" if random.random() < 0.2 else knob.path: knob for i, knob in enumerate(chosen)}
    made.knobs = {name: [knob] for name, knob in names.items()}
    levels: dict[str, list[Value]] = {name: _one_kind(knob.values) for name, knob in names.items()}
    entries: dict[str, Data] = {name: {"path": knob.path} for name, knob in names.items() if name != knob.path}
    if several:
        levels["scenario"] = random.sample(list(made.files), len(made.files))
    _design(made, random, dict(sorted(levels.items())), entries)


def _meet(one: Steps, other: Steps, lever: bool) -> bool:
    """Whether two factors would set the same; of a lever, one may be for all and the other for one country."""
    return one == other if lever else overlap(one, other)


def _both_dated(one: Knob, other: Knob) -> bool:
    """Whether one moves the clock and the other an item's month, which may then lie outside it."""
    return {one.steps[0], other.steps[0]} == {"clock", "timeline"} and "at" in (one.steps[-1], other.steps[-1])


def kind_of(knob: Knob) -> str:
    """Kind of what a knob sets, so that each kind is as likely."""
    head = knob.steps[0]
    return f"{head} {len(knob.steps)}" if head in ("levers", "countries") else f"{head} {knob.steps[-1]}" if head in (
        "clock",) else f"{head} {knob.steps[2]}" if head in ("timeline", "policies") else head  # fmt: skip


def overlap(one: Steps, other: Steps) -> bool:
    """Whether one place lies in the other, or is it."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _one_kind(values: tuple[Value, ...]) -> list[Value]:
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
    return [float(value) for value in values] if numbers and any(isinstance(v, float) for v in values) else list(values)


def _design(made: Trial, random: Random, levels: dict[str, list[Value]], entries: dict[str, Data]) -> None:
    kinds = ["grid", "list", "one-at-a-time", "table", "latin-hypercube"]
    kind = random.choice(kinds)
    design: Data = {"kind": kind}
    if kind == "latin-hypercube":
        design |= {"points": random.randint(2, 5), "seed": random.randint(0, 99)}
        made.points = None
    elif kind in ("list", "table"):
        rows = random.randint(2, 5)
        levels = {name: _one_kind(_some_of(of, rows, random)) for name, of in levels.items()}
        made.points = [dict(zip(levels, row, strict=True)) for row in zip(*levels.values(), strict=True)]
    elif kind == "grid":
        levels = {name: of if name == "scenario" else of[:2] for name, of in levels.items()}
        made.points = [dict(zip(levels, row, strict=True)) for row in product(*levels.values())]
    else:
        rest = {name: of[0] for name, of in levels.items()}
        made.points = [rest]
        made.points += [rest | {name: value} for name, of in levels.items() for value in of if value != of[0]]
    made.experiment |= {"design": design, "factors": {}}
    for name in random.sample(list(levels), len(levels)):
        entry = dict(entries.get(name, {}))
        if kind != "table":
            entry["values"] = levels[name]
        if kind == "one-at-a-time":
            entry["baseline"] = levels[name][0]
        if entry or name == "scenario":
            made.experiment["factors"][name] = entry
    if kind == "table":
        design["file"] = "points.csv"
        made.table = _csv(levels)
    if kind in ("grid", "latin-hypercube") and random.random() < 0.4:
        _as_range(made, random, levels)
    if kind == "grid" and random.random() < 0.5:
        _constrain(made, random)


def _some_of(values: list[Value], count: int, random: Random) -> tuple[Value, ...]:
    """So many of some values, at least two of them different."""
    more = [random.choice(values) for _ in range(count - 2)]
    return tuple(random.sample([*random.sample(values, 2), *more], count))


def _constrain(made: Trial, random: Random) -> None:
    """A condition on the numbers of a grid, on whose very edge one point lies as the decimals have it."""
    assert made.points is not None
    numeric = [name for name, value in made.points[0].items() if isinstance(value, float) and " " not in name]
    if len(numeric) < 2 or any("[" in name for name in numeric):
        return

    def total(point: Point) -> Fraction:
        return sum((Fraction(repr(point[name])) for name in numeric[:2]), Fraction(0))

    edge = total(random.choice(made.points))
    made.points = [point for point in made.points if total(point) <= edge]
    made.experiment["constraints"] = [f"{' + '.join(numeric[:2])} <= {float(edge)!r}"]


def _csv(levels: dict[str, list[Value]]) -> str:
    def cell(value: Value) -> str:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return '"' + text + '"' if "," in text else text

    lines = [",".join(map(cell, levels)), *(",".join(map(cell, row)) for row in zip(*levels.values(), strict=True))]
    return "\n".join(lines) + "\n"


def _as_range(made: Trial, random: Random, levels: dict[str, list[Value]]) -> None:
    """Write one factor's levels as a range with steps; its points follow."""
    numeric = [name for name, of in levels.items() if isinstance(of[0], float)]
    if not numeric:
        return
    name = random.choice(numeric)
    low, high = sorted(levels[name])[0], sorted(levels[name])[-1]
    steps = random.randint(2, 3)
    entry = made.experiment["factors"][name]
    del entry["values"]
    entry |= {"from": low, "to": high, "steps": steps}
    if made.points is not None:
        one, other = Fraction(repr(low)), Fraction(repr(high))
        inner = [float(f"{float(one + (other - one) * i / (steps - 1)):.12g}") for i in range(1, steps - 1)]
        between = [low, *inner, high]
        levels = levels | {name: between}
        made.points = [dict(zip(levels, row, strict=True)) for row in product(*levels.values())]


def _fix(made: Trial, random: Random) -> None:
    """What holds at every point: the length, or something that no factor sets."""
    if random.random() < 0.2 and not any(
        knob.steps[0] in ("clock", "timeline") for of in made.knobs.values() for knob in of
    ):
        made.experiment["months"] = random.randint(2, 12)
    made.experiment["set"] = {}
    if random.random() < 0.6:
        _fix_levers(made, random)
    if random.random() > 0.4:
        return
    free = [
        knob
        for knob in common(list(made.files.values()), random)
        if not any(overlap(knob.steps, other.steps) for of in made.knobs.values() for other in of)
        and knob.steps[0] not in ("clock", "timeline", "policies", "switches")
    ]
    for knob in random.sample(free, random.randint(1, 2)):
        if not any(overlap(knob.steps, steps) for steps, _ in made.fixed):
            made.fixed.append((knob.steps, knob.values[0]))
            made.experiment["set"][knob.path] = knob.values[0]


TENTHS = (0.1, 0.2, 0.3, 0.7)


def _fix_levers(made: Trial, random: Random) -> None:
    """Levers in tenths: of one country, also where a factor moves the lever for all."""
    taken = {knob.steps for of in made.knobs.values() for knob in of}
    levers = [knob for knob in common(list(made.files.values()), random) if knob.steps[0] == "levers"]
    broad = {steps[:3] for steps in taken if steps[0] == "levers"}
    if min(len(data["countries"]) for data in made.files.values()) == 1:
        broad = set()  # a factor for all would move nobody
    beside = [knob for knob in levers if len(knob.steps) == 4 and knob.steps[:3] in broad]
    apart = [knob for knob in levers if knob.steps[:3] not in {steps[:3] for steps in taken}]
    chosen = random.sample(apart, min(2, len(apart))) + random.sample(beside, min(1, len(beside)))
    for knob in chosen:
        if knob.steps not in taken:
            taken.add(knob.steps)
            value = random.choice(TENTHS)
            made.fixed.append((knob.steps, value))
            made.experiment["set"][knob.path] = value


def _kept(made: Trial, random: Random) -> Data:
    keep: Data = {"series": random.choice(("none", "all", "quantiles")), "events": random.random() < 0.6}
    keep["quantities"] = random.sample(QUANTITIES_KEPT, random.randint(1, 5))
    keep["months"] = random.choice(("all", "all", "2 months", "1 year"))
    agents = [agents_of(data) for data in made.files.values()]
    keep["quantities"] = [quantity for quantity in keep["quantities"] if not lacking_in(quantity, agents)] or [
        "rivalry"
    ]
    return keep


def lacking_in(quantity: str, agents: list[dict[str, list[str]]]) -> bool:
    """Whether a quantity is of somebody in some scenarios and of nobody in others."""
    there = [all(of.get(dim, [dim]) for dim in QUANTITIES[quantity].dims) for of in agents]
    return any(there) and not all(there)


def agents_of(data: Data) -> dict[str, list[str]]:
    """Names of everybody along each dimension, in the order of the file."""
    countries = data["countries"]
    return {
        "country": list(countries),
        "peer": list(countries),
        "pole": list(data["poles"]),
        "public": [f"{state}.{group}" for state in countries for group in countries[state]["publics"]],
        "dispute": list(data["disputes"]),
        "act": list(data["acts"]),
        "event": [item["name"] for item in data["timeline"] if "probability" in item],
        "policy": [policy["name"] for policy in data["policies"]],
    }


# Outcomes


def outcomes_of(made: Trial, random: Random) -> list[Number]:
    """Some outcomes that every point has."""
    found: dict[str, Number] = {}
    shared = Readings(made, random).agents["country"]
    if shared and random.random() < 0.6:
        outcome: Number = At(Of("alignment", (random.choice(shared),)), "end")
        found[outcome.text] = outcome
    for _ in range(random.randint(1, 6)):
        outcome = Readings(made, random).number()
        found[outcome.text] = outcome
    return list(found.values())


class Readings:
    """Random outcomes over the agents and months that all points of a trial share."""

    def __init__(self, made: Trial, random: Random) -> None:
        self.random = random
        agents = [agents_of(data) for data in made.files.values()]
        self.agents = {
            dim: [name for name in agents[0][dim] if all(name in of[dim] for of in agents)] for dim in agents[0]
        }
        self.agents |= {"public": [], "event": [], "policy": []}  # names that no expression can spell, or that differ
        everyone = {quantity for quantity in QUANTITIES_KEPT if set(QUANTITIES[quantity].dims) <= set(self.agents)}
        self.quantities = [q for q in sorted(everyone) if all(self.agents[dim] for dim in QUANTITIES[q].dims)]
        spans = [made.months(point) for point in (made.points or _corners(made))]
        self.first, self.last = max(start for start, _ in spans), min(start + length for start, length in spans)
        found = [
            (Of(steps[2], (steps[1], steps[3])), value)
            for steps, value in made.fixed
            if steps[0] == "levers" and len(steps) == 4
        ]
        self.tenths = [(of, value) for of, value in found if value in TENTHS]
        self.shortest = min(length for _, length in spans)

    def tie(self) -> Number:
        """Levers in tenths compared with what they add up to, on whichever side of it rounding leaves them."""
        random = self.random
        chosen = [random.choice(self.tenths) for _ in range(random.randint(2, 3))]
        total = sum((Fraction(repr(value)) for _, value in chosen), Fraction(0))
        left: Any = chosen[0][0]
        for of, _ in chosen[1:]:
            left = Pairs(left, "+", of)
        sign, written = random.choice(COMPARISONS), str(float(total))
        if random.random() < 0.3:
            left, written = Pairs(left, "-", Plain(written)), "0"
        if random.random() < 0.5:
            return Over(random.choice(("count_months", "first_month", "mean")), Pairs(left, sign, Plain(written)))
        return Both(At(left, "end"), sign, Plain(written))

    def monthly(self, depth: int = 2) -> Any:
        random, dice = self.random, self.random.random()
        if dice < 0.5 or depth == 0:
            return self.named()
        if dice < 0.7 and self.agents["country"]:
            quantity = random.choice([q for q in self.quantities if QUANTITIES[q].dims])
            dims = QUANTITIES[quantity].dims
            given = tuple(random.choice(self.agents[dim]) for dim in dims[: random.randint(0, len(dims) - 1)])
            return Across(random.choice(("average", "spread")), Of(quantity, given))
        right = Plain(self.decimal()) if random.random() < 0.6 else self.monthly(depth - 1)
        return Pairs(self.monthly(depth - 1), random.choice(("+", "-", "*", "<", "<=", ">=", ">", "==")), right)

    def named(self) -> Of:
        random = self.random
        if self.agents["act"] and random.random() < 0.2:
            act = random.choice(self.agents["act"])
            return (
                Of("joined", (act, random.choice(self.agents["country"])), act)
                if self.agents["country"]
                else Of("rivalry", ())
            )
        quantity = random.choice(
            [q for q in self.quantities if q in LEVERS]
            if random.random() < 0.3 and self.agents["pole"] and self.agents["country"]
            else self.quantities
        )
        return Of(quantity, tuple(random.choice(self.agents[dim]) for dim in QUANTITIES[quantity].dims))

    def decimal(self) -> str:
        return self.random.choice(("0", "0.1", "0.2", "0.3", "0.5", "0.7", "1"))

    def number(self, depth: int = 2) -> Number:
        random, dice = self.random, self.random.random()
        if self.tenths and dice < 0.35:
            return self.tie()
        if dice < 0.45 and depth:
            right = Plain(self.decimal()) if random.random() < 0.5 else self.number(depth - 1)
            return Both(
                self.number(depth - 1), random.choice(("+", "-", "*", "/", "<=", ">=", "<", ">", "==", "!=")), right
            )
        if dice < 0.5 and self.agents["act"] and self.agents["country"]:
            act, country = random.choice(self.agents["act"]), random.choice(self.agents["country"])
            return Within(act, country, random.randint(1, self.shortest))
        if dice < 0.7:
            months = [month_text(number) for number in range(self.first, self.last)]
            return At(self.monthly(), random.choice(("start", "end", "end", *months[-3:])))
        functions = ("mean", "max", "min", "sum", "last", "first_month", "share_of_months", "count_months")
        function = random.choice(functions)
        return Over(function, self.monthly(), function in ("mean", "max", "min") and random.random() < 0.5)


def _corners(made: Trial) -> list[Point]:
    """Points with every clock and scenario that a sample may have."""
    factors = {name: entry["values"] for name, entry in made.experiment["factors"].items() if "values" in entry}
    names = [name for name in factors if name == "scenario" or made.knobs[name][0].steps[0] == "clock"]
    rest = {name: knobs[0].values[0] for name, knobs in made.knobs.items()}
    return [rest | dict(zip(names, row, strict=True)) for row in product(*(factors[name] for name in names))]
