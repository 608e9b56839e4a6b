"""R10: what a government does, seen as items of rising difficulty on the same axis."""

from sim.rules.elementary import logistic


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


def count_below(u: float, count: int, probability: float) -> float:
    """A binomial count from one uniform draw, by inversion.

    Parameters
    ----------
    u : uniform in (0, 1)
    count : trials, 0 to 60
    probability : of each, in [0, 1]

    Returns
    -------
    successes, a whole number in [0, count]

    Source
    ------
    definition (inverse distribution function)
    """
    rare = probability <= 0.5  # else count what fails, so that the recurrence never starts from an underflow
    p = probability if rare else 1.0 - probability
    draw = u if rare else 1.0 - u
    mass = 1.0
    for _ in range(count):
        mass = mass * (1.0 - p)
    below = mass
    counted = 0.0
    for k in range(count):
        counted = counted + (1.0 if draw > below else 0.0)
        mass = mass * ((count - k) * p) / ((k + 1) * (1.0 - p))
        below = below + mass
    return counted if rare else count - counted


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
