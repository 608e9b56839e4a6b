"""Replicates side by side through the compiled month."""

from functools import lru_cache, partial

import numpy as np

from twochairs.engine.chance import month_counter
from twochairs.engine.compiled import Keys
from twochairs.ensemble.runs import Lanes
from twochairs.errors import NotFinite
from twochairs.scenario.load import Scenario
from twochairs.world.layout import Layout
from twochairs.world.levers import Levers
from twochairs.world.rulebook import Rulebook
from twochairs.world.world import check_finite, draw_keys


def run_lanes(
    scenario: Scenario,
    rulebook: Rulebook,
    seed: int,
    replicates: list[int],
    watched: np.ndarray,
    kept: np.ndarray | None = None,
) -> Lanes:
    """Run some replicates of a scenario from start to end.

    Parameters
    ----------
    replicates : numbers of the replicates, one lane each
    watched : slots to keep month by month, int64
    kept : room for them, to be used again from call to call; made where there is none
    """
    rulebook.check_fits(scenario.case.own)
    layout, world, _ = scenario.world(len(replicates), wrap=lambda array: array)
    shape = (scenario.case.clock.months + 1, len(watched), len(replicates))
    if kept is None or kept.shape != shape:
        kept = np.empty(shape)
    # Levers and profile change by the timeline, whose values are checked, and by policies alone.
    checked = layout.slots if scenario.case.policies else layout.start[Levers._fields[0]]
    spoiled = rulebook.kernel.months(world, keys_of(scenario, seed, replicates), watched, kept, checked)
    return Lanes(replicates, spoiled, kept, partial(_why, scenario, rulebook, seed))


def _why(scenario: Scenario, rulebook: Rulebook, seed: int, replicate: int, t: int) -> NotFinite:
    layout, month = scenario.start()[0], scenario.month_label(t)
    again = run_lanes(scenario, rulebook, seed, [replicate], every_slot(layout))
    try:
        check_finite(again._kept[t], layout, month, [replicate])
    except NotFinite as error:
        return error
    return NotFinite("a number", "", month, replicate)


def compile_lanes(scenario: Scenario, rulebook: Rulebook, watched: np.ndarray) -> None:
    """Have the rules compiled as `run_lanes` needs them, and run nothing.

    Raises
    ------
    NotRules : where one of the modeller's cannot be compiled
    """
    rulebook.check_fits(scenario.case.own)
    _, world, _ = scenario.world(1, wrap=lambda array: array)
    rulebook.kernel.compile(world, keys_of(scenario, 0, [0]), watched, np.empty((1, len(watched), 1)))


def keys_of(scenario: Scenario, seed: int, replicates: list[int]) -> Keys:
    """What the draws of some replicates are keyed by, in the order of the world's draws."""
    stream, agent = _draws_of(tuple((dim, tuple(names)) for dim, names in scenario.noise_keys.items()))
    return Keys(
        seed=seed,
        stream=stream,
        agent=agent,
        replicate=np.array([month_counter(replicate, np.uint64(0)) for replicate in replicates], dtype=np.uint64),
        noise=scenario.has_noise,
    )


@lru_cache(maxsize=8)
def _draws_of(names: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[np.ndarray, np.ndarray]:
    """The stream and the agent of every draw of a month, made once for the agents of a scenario."""
    streams, agents = draw_keys({dim: list(keys) for dim, keys in names})
    return np.array(streams, dtype=np.uint64), np.array(agents, dtype=np.uint64)


def every_slot(layout: Layout) -> np.ndarray:
    """All slots of a world, in order."""
    return np.arange(layout.slots, dtype=np.int64)
