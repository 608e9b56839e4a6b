"""Fronts of lever settings, by pymoo: which are behind no other in all that is wanted, and which are the best."""

import numpy as np


def on_front(wanted: np.ndarray) -> np.ndarray:
    """Whether no other setting is as good in everything and better in something, shape (settings,).

    Parameters
    ----------
    wanted : numbers to be as low as can be, shape (settings, objectives)
    """
    from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

    found = np.zeros(len(wanted), dtype=bool)
    found[NonDominatedSorting().do(wanted, only_non_dominated_front=True)] = True
    return found


def best(wanted: np.ndarray, most: int) -> list[int]:
    """Places of the best settings: front by front, and of the last front those that stand alone.

    Parameters
    ----------
    wanted : as above
    most : how many at most
    """
    from pymoo.operators.survival.rank_and_crowding.metrics import get_crowding_function
    from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

    found: list[int] = []
    for front in NonDominatedSorting().do(wanted, n_stop_if_ranked=most):
        room = most - len(found)
        if len(front) > room:
            alone = get_crowding_function("cd").do(wanted[front])
            front = front[np.lexsort((front, -alone))][:room]
        found += map(int, front)
        if len(found) >= most:
            break
    return sorted(found)


def scale_of(wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The best and the worst of each objective, by which a hypervolume is measured."""
    low, high = wanted.min(axis=0), wanted.max(axis=0)
    return low, np.where(high > low, high, low + 1.0)


def hypervolume(wanted: np.ndarray, scale: tuple[np.ndarray, np.ndarray]) -> float:
    """What settings are ahead of, as a share of the box between a best and a worst; over 1 where they are beyond it."""
    from pymoo.indicators.hv import HV

    low, high = scale
    return float(HV(ref_point=np.ones(wanted.shape[1]))((wanted - low) / (high - low)))
