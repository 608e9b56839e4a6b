"""The one axis on which states and poles stand: -1 is the patron's end, +1 the integrator's."""


def closeness(alignment: float, position: float) -> float:
    """How close a state stands to a pole.

    Parameters
    ----------
    alignment : of the state, in [-1, 1]
    position : of the pole, in [-1, 1]

    Returns
    -------
    1 where they coincide, 0 at opposite ends; in [0, 1]

    Source
    ------
    definition
    """
    return 1.0 - 0.5 * abs(alignment - position)


def line(speaker: float, position: float) -> float:
    """What a speaker standing at a place on the axis says about a pole.

    Parameters
    ----------
    speaker : the speaker's place (a state's present alignment, a pole's position), in [-1, 1]
    position : of the pole spoken about, in [-1, 1]

    Returns
    -------
    praise (1) to condemnation (-1), in [-1, 1]

    Source
    ------
    definition: closeness mapped to [-1, 1]
    """
    return 1.0 - abs(speaker - position)
