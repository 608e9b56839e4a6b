"""What a scenario's simulated paths say of states month by month, without chance: what acts are seen under."""

from collections.abc import Mapping, Sequence

import numpy as np

from twochairs.data.catalogue import rows
from twochairs.ensemble.lanes import run_lanes
from twochairs.errors import Place
from twochairs.evidence.acts.items import Circumstances, divides
from twochairs.evidence.calibration.signal import PLACE, SLOPE
from twochairs.experiment.base import Base
from twochairs.rules.acts import world_share
from twochairs.scenario.calendar import month_number, month_text
from twochairs.scenario.load import Scenario
from twochairs.scenario.tree import Node, put
from twochairs.world.rulebook import STANDARD


def circumstances(base: Base, draws: Sequence[Mapping[str, float]], states: Sequence[str]) -> Circumstances:
    """Of some states under some draws of the constants, in every month of the scenario.

    Pressure is that of the poles above 0, favours those of the poles below, the largest of each.

    Parameters
    ----------
    draws : parameter name to value, one mapping a draw
    """
    scenarios = [_quiet(base, values) for values in draws]
    found = [_of(scenario, states) for scenario in scenarios]
    clock = scenarios[0].case.clock
    start = month_number(clock.start)
    months = tuple(month_text(start + month) for month in range(clock.months))
    place, cost, pressure = (np.stack(part) for part in zip(*found, strict=True))
    return Circumstances(months, tuple(states), place, cost, pressure[0])


def dividing() -> dict[str, tuple[float, float]]:
    """Of each resolution of the table `un_tallies`, where the votes of the world divide the axis: see `divides`."""
    found = {}
    for row in rows("un_tallies"):
        yes, no, abstain = (float(row[vote]) for vote in ("yes", "no", "abstain"))
        voting = yes + no + abstain
        found[row["resolution"]] = divides(world_share(yes, voting), world_share(no, voting), PLACE, SLOPE)
    return found


def _quiet(base: Base, values: Mapping[str, float]) -> Scenario:
    tree, place = base.tree, Place(base.shown, 1, 1)
    for steps, value in [*((("parameters", name), float(one)) for name, one in values.items()), (_NOISE, False)]:
        tree = put(tree, steps, Node(value, place, place))
    return base.scenario(tree)


_NOISE = ("switches", "noise")


def _of(scenario: Scenario, states: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Alignment, favours from the side below 0 and pressure from that above, each (months, states)."""
    layout, _ = scenario.start()
    above = [name for name, pole in scenario.case.poles.items() if pole.position > 0.0]
    below = [name for name in scenario.case.poles if name not in above]
    slots = [
        [[layout.slot("alignment", state)] for state in states],
        [[layout.slot("favours", pole, state) for pole in below] for state in states],
        [[layout.slot("pressure", pole, state) for pole in above] for state in states],
    ]
    watched = np.unique(np.array([slot for part in slots for row in part for slot in row], dtype=np.int64))
    kept = run_lanes(scenario, STANDARD, 0, [0], watched).kept[1:, :, 0]
    places = [np.searchsorted(watched, np.array(part)) for part in slots]
    alignment, cost, pressure = (kept[:, place].max(axis=-1) for place in places)
    return alignment, cost, pressure
