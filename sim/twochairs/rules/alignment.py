"""R9: where a government wants its state to stand, and how the state gets there.

The government maximises a concave quadratic utility, so its target is a weighted mean of *anchors* (a place m with a
weight c) plus *pulls* (b), divided by the weights: target = (sum c*m + sum b) / sum c. Each term is recorded.
"""

from math import sqrt

from twochairs.rules.elementary import clip, exp, tanh, toward


def response(stake: float, scale: float) -> float:
    """Saturating response to a material stake.

    Parameters
    ----------
    stake, scale : % of GDP a year; scale above 0

    Returns
    -------
    in [-1, 1], odd in the stake

    Source
    ------
    assumed form: diminishing sensitivity
    """
    return tanh(stake / scale)


def felt_pressure(pressure: float, closeness: float) -> float:
    """Pressure as a state feels it: none on one that already stands at the presser's place.

    Parameters
    ----------
    pressure : in [0, 1]
    closeness : of the state to the presser, in [0, 1]

    Returns
    -------
    in [0, 1]

    Source
    ------
    assumed
    """
    return pressure * (1.0 - closeness)


def pressure_stake(felt_pressure: float, trade: float, trade_loss: float) -> float:
    """Trade that pressure puts at risk.

    Parameters
    ----------
    felt_pressure : in [0, 1]
    trade : share of the state's trade that is with the presser, in [0, 1]
    trade_loss : at full pressure and exposure, % of GDP a year

    Returns
    -------
    % of GDP a year

    Source
    ------
    assumed
    """
    return felt_pressure * trade * trade_loss


def public_weight(weight: float, accountability: float, nearness: float, election_boost: float) -> float:
    """Weight of the public's position: it grows with accountability and as an election nears.

    Parameters
    ----------
    weight : of a fully accountable government's public, far from elections
    accountability : in [0, 1]
    nearness : of the next election, in [0, 1]
    election_boost : more at an election, as a share

    Returns
    -------
    at least 0

    Source
    ------
    assumed form
    """
    return weight * (0.5 + 0.5 * accountability) * (1.0 + election_boost * nearness)


def success_tilt(own_welfare: float, peer_welfare: float, imitation: float, scale: float) -> float:
    """How much more (or less) a peer counts because its material stakes turned out better (or worse).

    Parameters
    ----------
    own_welfare, peer_welfare : material stakes, % of GDP a year
    imitation : strength, in [0, 1]
    scale : % of GDP a year

    Returns
    -------
    factor on the tie, in [1 - imitation, 1 + imitation]

    Source
    ------
    assumed; imitation of success in policy diffusion: Simmons & Elkins 2004, doi:10.1017/S0003055404001078
    """
    return 1.0 + imitation * tanh((peer_welfare - own_welfare) / scale)


def threat(
    exposure: float,
    neighbour_foothold: float,
    tension: float,
    contested: float,
    dispute_threat: float,
    closeness: float,
) -> float:
    """Threat a state feels from a pole.

    Parameters
    ----------
    exposure : to the pole's own forces, in [0, 1]
    neighbour_foothold : the pole's foothold in neighbours, weighted by ties, at least 0
    tension : of those neighbours' disputes, weighted by salience and by the footholds in them, at least 0
    contested : tension times salience of the state's disputes with the pole, summed, at least 0
    dispute_threat : threat from such a dispute at full tension and salience, in [0, 1]
    closeness : of the state to the pole, in [0, 1]

    Returns
    -------
    in [0, 1]; a pole's friend does not feel threatened by it

    Source
    ------
    assumed form, after balance of threat (Walt 1987)
    """
    felt = exposure + neighbour_foothold * (1.0 + tension) + dispute_threat * contested
    return clip(felt, 0.0, 1.0) * (1.0 - closeness)


def street_pressure(gap: float, tolerance: float, share: float) -> float:
    """Push of a public that is further from the present course than it tolerates.

    Parameters
    ----------
    gap : the public's place less the state's alignment, in [-2, 2]
    tolerance : in [0, 2]
    share : of the people, in [0, 1]

    Returns
    -------
    signed, towards the public's place

    Source
    ------
    assumed
    """
    beyond = abs(gap) - tolerance
    push = share * (beyond if beyond > 0.0 else 0.0)
    return push if gap > 0.0 else -push


def contribution(term: float, weight: float) -> float:
    """What one anchor (c*m) or pull (b) contributes to the target; the target is the sum of all contributions.

    Parameters
    ----------
    term : c*m or b
    weight : sum of c over all anchors, above 0

    Returns
    -------
    on the axis; the sum over all terms may lie outside [-1, 1]; exactly 0 for an absent mechanism

    Source
    ------
    first-order condition of -sum c*(a - m)**2 / 2 + sum b*a
    """
    return term / weight


def alignment_step(
    alignment: float, target: float, inertia_rate: float, volatility: float, shock: float, dt: float
) -> float:
    """Alignment after dt.

    Parameters
    ----------
    alignment : in [-1, 1]
    target : on the axis
    inertia_rate : per year
    volatility : per square root of a year, at least 0
    shock : a standard normal deviate
    dt : years

    Returns
    -------
    in [-1, 1]

    Source
    ------
    Ornstein-Uhlenbeck around the target, exact for any step, kept on the axis
    """
    decay = exp(-2.0 * inertia_rate * dt)
    spread = volatility * sqrt((1.0 - decay) / (2.0 * inertia_rate))
    return clip(toward(alignment, target, inertia_rate, dt) + spread * shock, -1.0, 1.0)


def steady_ideal(alignment: float, others: float, pulls: float, weight: float) -> float:
    """The government's own ideal at which its target is the observed alignment.

    Parameters
    ----------
    alignment : observed, in [-1, 1]
    others : sum of c*m over the anchors other than the government
    pulls : sum of b
    weight : sum of c over all anchors, the government's own being 1

    Returns
    -------
    may lie outside [-1, 1]: then alignment cannot be steady, and the caller says so; for a state at an edge of the
    axis the value nearest 0 that holds it there

    Source
    ------
    inversion of `contribution`
    """
    ideal = alignment * weight - others - pulls
    ideal = 0.0 if alignment >= 1.0 and ideal < 0.0 else ideal
    return 0.0 if alignment <= -1.0 and ideal > 0.0 else ideal
