"""R10: what a government does, seen as items of rising difficulty on the same axis."""

from twochairs.rules.elementary import clip, logistic, normal_quantile


def readiness(
    alignment: float,
    state_term: float,
    kind_term: float,
    side: float,
    pressure: float,
    act_pressure: float,
    cost: float,
    act_cost: float,
) -> float:
    """How ready a state is to do what a side asks, on the axis of difficulties.

    Parameters
    ----------
    alignment : of the state, in [-1, 1]
    state_term : how much more than its alignment says the state does for the side above 0
    kind_term : how much more the state does of this kind of act
    side : of whoever asks: 1 above 0 on the axis, -1 below
    pressure : the largest of the side that asks, in [0, 1]
    act_pressure : readiness that full pressure adds
    cost : what the other side gives and could withdraw, at least 0
    act_cost : readiness that a cost of 1 takes

    Returns
    -------
    on the axis; the difficulty at which the state is at even odds

    Source
    ------
    item response with stakes. Pressure: a third of 200 episodes of sanctions succeeded in part (Hufbauer, Schott,
    Elliott & Oegg 2007); threats work by what they cost (Walentek et al. 2021, doi:10.1080/03050629.2021.1860034)
    """
    return side * (alignment + state_term) + kind_term + act_pressure * pressure - act_cost * cost


def act_probability(readiness: float, difficulty: float, width: float) -> float:
    """Probability that a state does what an act asks.

    Parameters
    ----------
    readiness : of the state
    difficulty : the readiness at which it is even odds
    width : of the doubt on the axis, above 0

    Returns
    -------
    in [0, 1]

    Source
    ------
    two-parameter item response, as behind UN ideal points: Bailey, Strezhnev & Voeten 2017,
    doi:10.1177/0022002715595700
    """
    return logistic((readiness - difficulty) / width)


def world_share(count: float, voting: float) -> float:
    """Share of the world that voted in a way, kept off 0 and 1.

    Parameters
    ----------
    count : states that voted so, at least 0
    voting : states that voted yes, no or abstained, at least `count`

    Returns
    -------
    in (0, 1)

    Source
    ------
    definition, with half a state added
    """
    return (count + 0.5) / (voting + 1.0)


def yes_threshold(yes_share: float, place: float, slope: float, shift: float, steepness: float) -> float:
    """Readiness at which a state is at even odds between yes and less, from how the rest of the world votes.

    Parameters
    ----------
    yes_share : of the world that votes yes, in (0, 1)
    place, slope : ideal point of alignment 0, and ideal points per unit of alignment
    shift : of all thresholds, on the axis
    steepness : of a threshold in the world's

    Returns
    -------
    on the axis

    Source
    ------
    ideal points are standard normal over the world by construction (Bailey, Strezhnev & Voeten 2017), so a share says
    where a roll call divides it
    """
    return shift + steepness * (normal_quantile(1.0 - yes_share) - place) / slope


def no_threshold(
    no_share: float, place: float, slope: float, shift: float, steepness: float, gap: float, yes_threshold: float
) -> float:
    """Readiness below which a state is likelier than not to vote no.

    Parameters
    ----------
    no_share : of the world that votes no, in (0, 1)
    place, slope, shift, steepness : as for `yes_threshold`
    gap : of this threshold alone, on the axis
    yes_threshold : which it stays below

    Returns
    -------
    on the axis

    Source
    ------
    as for `yes_threshold`
    """
    divides = shift + gap + steepness * (normal_quantile(no_share) - place) / slope
    return yes_threshold - clip(yes_threshold - divides, 0.02, 1e12)


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
