"""R8: elections, and how near they feel."""

from twochairs.rules.elementary import exp, logistic


def challenger_win_probability(
    course: float,
    challenger: float,
    public: float,
    media_freedom: float,
    sharpness: float,
    incumbency: float,
) -> float:
    """Probability that the challenger takes office.

    Parameters
    ----------
    course, challenger : where the government and its challenger want to go, in [-1, 1]
    public : the public's position, in [-1, 1]
    media_freedom : in [0, 1]
    sharpness : how strongly voters answer to distance
    incumbency : what captured media are worth to the incumbent, in logits

    Returns
    -------
    in [0, 1]

    Source
    ------
    probabilistic spatial voting (Enelow & Hinich 1984) with an incumbency term; strengths assumed
    """
    nearer = abs(course - public) - abs(challenger - public)
    return logistic(sharpness * nearer - incumbency * (1.0 - media_freedom))


def election_nearness(months_to_election: float, horizon: float) -> float:
    """How much the next election weighs on the government's mind.

    Parameters
    ----------
    months_to_election : months, at least 0; very large where none is due
    horizon : months after which the thought has faded to 1/e, above 0

    Returns
    -------
    1 in the month of the election, towards 0 long before; in [0, 1]

    Source
    ------
    assumed
    """
    return exp(-months_to_election / horizon)
