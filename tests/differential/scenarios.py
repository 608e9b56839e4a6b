"""Random small scenarios from a seed, and siblings of them that differ in agents, acts, events and months."""

import json
import re
from copy import deepcopy
from random import Random
from typing import Any

from tests.world.strategies import ACTS, COUNTRIES, DISPUTES, GROUPS, POLES, Seeded, scenario

Data = dict[str, Any]

POOLS = (COUNTRIES, POLES, DISPUTES, ACTS, GROUPS)
AGENTS = ("poles", "countries", "disputes", "acts")
NEW = {"countries": "EXT", "poles": "OUT", "disputes": "reef", "acts": "boycott"}
"""What an agent is called that only a sibling has."""


def scenario_of(random: Random) -> Data:
    """A scenario of 1 to 4 poles and countries, with something or nothing of everything else."""
    noise = random.random() < 0.8
    data = scenario(Seeded(random), wild=random.random() < 0.3, months=(3, 12), poles=(1, 4), noise=noise)
    return shuffled(renamed(data, random), random)


def renamed(data: Data, random: Random) -> Data:
    """The same with its names exchanged for others of their pools, wherever they stand."""
    names: dict[str, str] = {}
    for pool in POOLS:
        names |= dict(zip(pool, random.sample(pool, len(pool)), strict=True))
    pattern = re.compile(rf"\b({'|'.join(names)})(?=\b|_)")
    result: Data = json.loads(pattern.sub(lambda match: names[match[1]], json.dumps(data)))
    return result


def shuffled(data: Data, random: Random) -> Data:
    """The same with its agents in another order."""
    data = deepcopy(data)
    for section in AGENTS:
        data[section] = _in_any_order(data[section], random)
    for country in data["countries"].values():
        country["publics"] = _in_any_order(country["publics"], random)
    random.shuffle(data["timeline"])
    random.shuffle(data["policies"])
    return data


def _in_any_order(mapping: Data, random: Random) -> Data:
    return dict(random.sample(list(mapping.items()), len(mapping)))


def sibling(data: Data, random: Random) -> Data:
    """A scenario that differs: another one altogether, or the same in another order with more of something."""
    if random.random() < 0.4:
        return scenario_of(random)
    other = deepcopy(data)
    for section in random.sample(AGENTS, random.randint(0, 3)):
        _add(other, section, random)
    if random.random() < 0.4:
        other["timeline"].append({"name": "a sudden storm", "probability": 0.4, "add": {"rivalry": 0.05}})
    if random.random() < 0.3:
        power, state = next(iter(other["poles"])), next(iter(other["countries"]))
        other["policies"].append({"name": "step up", "every": "2 months", "do": {f"{power}.aid.{state}": 0.3}})
    if random.random() < 0.5:
        other["clock"]["months"] += random.randint(1, 5)
    return shuffled(other, random)


def _add(data: Data, section: str, random: Random) -> None:
    """Add an agent whom nobody else names, as another of its kind is."""
    name = NEW[section]
    if section in ("poles", "countries"):
        data[section][name] = deepcopy(random.choice(list(data[section].values())))
    elif section == "disputes":
        state = random.choice(list(data["countries"]))
        data[section][name] = {"between": [state], "salience": {state: 0.6}, "tension": 0.4}
    else:
        data[section][name] = {"difficulty": -0.2, "every": "2 months"}


def clock_of(data: Data) -> tuple[int, int]:
    """First month, counted from year 0, and number of months."""
    return month_number(data["clock"]["start"]), data["clock"]["months"]


def month_number(text: str) -> int:
    """Months since year 0."""
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1
