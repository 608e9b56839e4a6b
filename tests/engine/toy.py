"""A toy world with two phases: small enough that its kernel compiles in a second or two."""

import sys
from collections.abc import Mapping
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np

from tests.engine import toy_rules
from twochairs.engine import chance, loops
from twochairs.engine.binding import bound
from twochairs.engine.compiled import Kernel, Keys, kernel_of
from twochairs.engine.lowering import Lowering

AGENTS = 3
SEED = 7
CEILING = 5.0


class State(NamedTuple):
    size: Any  # (agent, lane)
    best: Any  # (lane,)


class Chance(NamedTuple):
    every: Any  # (draw, lane)
    luck: Any  # (agent, lane)


class World(NamedTuple):
    values: Any  # (slot, lane): sizes, then the best
    state: State
    chance: Chance
    rate: float
    lanes: int


def start(world: World) -> None:
    read_best(world)


def step(t: int, world: World) -> None:
    state = world.state
    for i in range(len(state.size)):
        for k in range(world.lanes):
            state.size[i, k] = toy_rules.grown(state.size[i, k], world.rate, world.chance.luck[i, k])
            if state.size[i, k] > CEILING:
                state.size[i, k] = toy_rules.halved(state.size[i, k]) * (1.0 + 0.001 * t)
    read_best(world)


def read_best(world: World) -> None:
    for k in range(world.lanes):
        best = 0.0
        for i in range(len(world.state.size)):
            best = world.state.size[i, k] if world.state.size[i, k] > best else best
        world.state.best[k] = best


def a_world(lanes: int, rate: float = 1.0) -> World:
    values = np.ones((AGENTS + 1, lanes)) * np.array([1.0, 2.0, 3.0, 0.0])[:, None]
    every = np.full((AGENTS, lanes), 0.5)
    return World(values, State(values[:AGENTS], values[AGENTS]), Chance(every, every[:]), rate, lanes)


def agents() -> list[int]:
    return [chance.agent_key(f"agent {i}") for i in range(AGENTS)]


def keys(replicates: list[int], noise: bool = True, seed: int = SEED) -> Keys:
    return Keys(
        seed,
        np.full(AGENTS, list(chance.STREAMS).index("act"), dtype=np.uint64),
        np.array(agents(), dtype=np.uint64),
        np.array([chance.month_counter(replicate, np.uint64(0)) for replicate in replicates], dtype=np.uint64),
        noise,
    )


def kernel(key: str = "toy", replaced: Mapping[FunctionType, FunctionType] | None = None) -> Kernel:
    own = None if not replaced else sys.modules[next(iter(replaced.values())).__module__]
    modules = [toy_rules, chance, loops]
    lowering = Lowering("World", frozenset({"state", "chance"}))
    return kernel_of(start, step, lowering, lambda made: bound(modules, own, replaced, made), key)


def compiled(kernel: Kernel, replicates: list[int], months: int = 24, **given: Any) -> tuple[np.ndarray, np.ndarray]:
    """All slots by month and lane, and where each lane was spoiled."""
    rate = given.pop("rate", 1.0)
    kept = np.full((months + 1, AGENTS + 1, len(replicates)), -1.0)
    watched = np.arange(AGENTS + 1)
    spoiled = kernel.months(a_world(len(replicates), rate), keys(replicates, **given), watched, kept)
    return kept, spoiled


def plain(replicates: list[int], months: int = 24, noise: bool = True, rate: float = 1.0) -> np.ndarray:
    """The same months in plain Python, each replicate alone."""
    every = []
    for replicate in replicates:
        world = a_world(1, rate)
        draws = chance.uniforms(SEED, replicate, months + 1, "act", agents())
        start(world)
        kept = [world.values[:, 0].copy()]
        for t in range(1, months + 1):
            if noise:
                world.chance.every[:, 0] = draws[t]
            step(t, world)
            kept.append(world.values[:, 0].copy())
        every.append(np.stack(kept))
    return np.stack(every, axis=-1)
