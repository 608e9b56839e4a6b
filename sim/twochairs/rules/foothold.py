"""R4: a pole's foothold in a state: bases, liaison offices, friendly media and parties."""

from twochairs.rules.elementary import toward


def growth_rate(effort: float, closeness: float, openness: float, rate: float) -> float:
    """How fast the empty part of the foothold fills.

    Parameters
    ----------
    effort : the pole's influence effort, in [0, 1]
    closeness : of the state to the pole, in [0, 1]
    openness : of the state, solved at the start so that the observed foothold is steady, at least 0
    rate : per year, at full effort in a fully friendly and open state

    Returns
    -------
    per year

    Source
    ------
    assumed
    """
    return rate * openness * effort * closeness


def retreat_rate(closeness: float, rate: float) -> float:
    """How fast a foothold is lost: slowly under a friend, faster as the government turns away.

    Parameters
    ----------
    closeness : of the state to the pole, in [0, 1]
    rate : per year, under a government at the other end

    Returns
    -------
    per year; a fifth of `rate` under a government at the pole's own place

    Source
    ------
    assumed
    """
    return rate * (0.2 + 0.8 * (1.0 - closeness))


def foothold_step(foothold: float, growth: float, retreat: float, dt: float) -> float:
    """Foothold after dt: d foothold = growth * (1 - foothold) - retreat * foothold, solved exactly.

    Parameters
    ----------
    foothold : in [0, 1]
    growth, retreat : per year, at least 0
    dt : years

    Returns
    -------
    in [0, 1]

    Source
    ------
    definition (logistic-free saturating stock)
    """
    total = growth + retreat
    goal = growth / (total if total > 0.0 else 1.0)
    return toward(foothold, goal, total, dt)


def steady_openness(foothold: float, effort: float, closeness: float, growth: float, retreat: float) -> float:
    """The openness at which a foothold stays where it is.

    Parameters
    ----------
    foothold : observed, in [0, 0.95]
    effort, closeness : at the start, in [0, 1]
    growth, retreat : the rates of `growth_rate` and `retreat_rate`, per year

    Returns
    -------
    at least 0; 1 where there is no effort to measure it by

    Source
    ------
    inversion of `foothold_step`
    """
    pull = growth * effort * closeness
    lost = retreat_rate(closeness, retreat)
    return lost * foothold / (pull * (1.0 - foothold)) if pull > 0.0 else 1.0
