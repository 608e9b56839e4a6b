"""R10: what a government does, seen as items of rising difficulty on the same axis."""

from twochairs.rules.elementary import logistic


def act_probability(alignment: float, difficulty: float, temperature: float) -> float:
    """Probability that a state does what an act asks.

    Parameters
    ----------
    alignment : of the state, in [-1, 1]
    difficulty : the alignment at which it is even odds
    temperature : width of the doubt on the axis, above 0

    Returns
    -------
    in [0, 1]

    Source
    ------
    two-parameter item response, as behind UN ideal points: Bailey, Strezhnev & Voeten 2017,
    doi:10.1177/0022002715595700
    """
    return logistic((alignment - difficulty) / temperature)


def rarer(probability: float) -> float:
    """The rarer of doing and not doing: counting it, a recurrence never starts from an underflow.

    Parameters
    ----------
    probability : in [0, 1]

    Returns
    -------
    in [0, 0.5]

    Source
    ------
    definition
    """
    return probability if probability <= 0.5 else 1.0 - probability


def none_mass(mass: float, odds: float) -> float:
    """Probability that one more trial goes by without a success.

    Parameters
    ----------
    mass : that none of the trials before had one, in [0, 1]
    odds : of a success, in [0, 0.5]

    Returns
    -------
    in [0, 1]

    Source
    ------
    binomial distribution, definition
    """
    return mass * (1.0 - odds)


def next_mass(mass: float, successes: float, count: float, odds: float) -> float:
    """Probability of one success more than some number of them.

    Parameters
    ----------
    mass : of so many `successes`, in [0, 1]
    successes : from 0 to count - 1
    count : trials, 0 to 60
    odds : of a success, in [0, 0.5]

    Returns
    -------
    in [0, 1]

    Source
    ------
    binomial distribution, ratio of neighbouring terms; a count is drawn by inversion: as many successes as there are
    running sums of these that a uniform draw exceeds
    """
    return mass * ((count - successes) * odds) / ((successes + 1.0) * (1.0 - odds))


def events_due(per_year: float, month: int) -> int:
    """How many of a yearly number fall in a month, spread evenly.

    Parameters
    ----------
    per_year : at least 0; what is no number counts as 0, and is found by the check at the month's end
    month : of the run, from 1

    Returns
    -------
    a whole number; any twelve months in a row add up to the whole part of `per_year`, give or take one

    Source
    ------
    definition
    """
    rate = per_year if 0.0 <= per_year < 1e6 else 0.0
    return int(rate * (month + 1) / 12.0 + 1e-9) - int(rate * month / 12.0 + 1e-9)
