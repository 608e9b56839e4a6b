"""The rules' constants that each run of a result of one point went by."""

from typing import TYPE_CHECKING

import numpy as np

from twochairs.world.parameters import Parameters, switched_off, with_values

if TYPE_CHECKING:
    from twochairs.results.result import Result

_PARAMETER, _SWITCH = "parameters.", "switches."


def constants_of(result: "Result", replicates: np.ndarray, names: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Some constants in each run, 0 where what they are of is switched off.

    Parameters
    ----------
    replicates : numbers of the runs
    names : of the constants

    Returns
    -------
    each of shape (run,)

    Raises
    ------
    InvalidInput : where the folder's scenario.yaml is no scenario
    """
    varied = {name: result.design[name].iloc[0] for name in result.factors} if result.points == 1 else {}
    given = {**result.scenario.get("parameters", {}), **_under(_PARAMETER, varied)}
    on = {**result.scenario.get("switches", {}), **_under(_SWITCH, varied)}
    off = [name for name, left_on in on.items() if not left_on and name != "noise"]
    own = with_values({name: value for name, value in given.items() if name in Parameters._fields})
    left = switched_off(own, off)
    found = {name: np.full(len(replicates), float(getattr(left, name))) for name in names}
    draw = result.draw_of(replicates)
    if draw is not None:
        table = result.parameters
        for name in set(names) & set(table.columns):
            if getattr(left, name) == getattr(own, name):  # else it is 0, drawn or not
                found[name] = table[name].to_numpy(dtype=float)[draw.of_run]
    return found


def _under(head: str, varied: dict[str, object]) -> dict[str, object]:
    return {name.removeprefix(head): value for name, value in varied.items() if name.startswith(head)}
