"""What is read off the month: hedging, liability, the two chairs."""


def hedging_index(west: float, east: float) -> float:
    """How evenly a state draws on both sides.

    Parameters
    ----------
    west, east : benefits drawn from each side, in the unit of pulls, at least 0

    Returns
    -------
    0 on one chair, 1 on both alike; 0 where there is nothing to draw

    Source
    ------
    definition: 2 min / sum
    """
    total = west + east
    less = west if west < east else east
    return 2.0 * less / (total if total > 0.0 else 1.0)


def misalignment_liability(alignment: float, position: float, aid: float) -> float:
    """What a donor pays a state that stands apart from it.

    Parameters
    ----------
    alignment, position : in [-1, 1]
    aid : from that pole, % of the state's GDP a year

    Returns
    -------
    % of GDP a year, times the share of the axis between them

    Source
    ------
    definition
    """
    return 0.5 * abs(alignment - position) * aid
