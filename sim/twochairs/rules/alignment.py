"""R9: where a state is drawn to stand, and how it gets there.

The target is a weighted mean of *anchors* (a place m with a weight c: the government's course, a partner's, the
public's place, ...) plus *pulls* in units of alignment, each a constant b times a stake x that has no unit:
target = sum c*m / sum c + sum b*x. Each term is recorded; the target may lie outside the axis, the state does not.
"""

from math import sqrt

from twochairs.rules.elementary import clip, exp, tanh, toward

LARGE = 2.0
"""A material flow at which the response to it bends, % of GDP a year."""


def response(flow: float) -> float:
    """Saturating response to a material flow.

    Parameters
    ----------
    flow : % of GDP a year

    Returns
    -------
    in [-1, 1], odd in the flow

    Source
    ------
    assumed form: diminishing sensitivity
    """
    return tanh(flow / LARGE)


def felt_pressure(pressure: float, closeness: float) -> float:
    """Pressure as a people and its trade feel it: none on a state that already stands at the presser's place.

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


def trade_at_risk(felt_pressure: float, trade: float, trade_loss: float) -> float:
    """What pressure may cost a state's trade; it lowers welfare, which peers watch.

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


def membership_ahead(credibility: float, accession: float) -> float:
    """A membership that is credible and still ahead, as something that can be withheld.

    Parameters
    ----------
    credibility : of the offer, in [0, 1]; half of it is enough to be counted on
    accession : progress towards it, in [0, 1]

    Returns
    -------
    in [0, 1]

    Source
    ------
    assumed form; conditionality works with a perspective of membership and not reliably without: Schimmelfennig &
    Scholtz 2008, doi:10.1177/1465116508089085
    """
    return clip(2.0 * credibility, 0.0, 1.0) * (1.0 - accession)


def pressure_stake(trade: float, membership: float) -> float:
    """What the poles of a side could withhold from a state.

    Parameters
    ----------
    trade : largest share of the state's trade with one of them, in [0, 1]
    membership : credible and still ahead, in [0, 1]

    Returns
    -------
    in [0, 1], at most half of it for either

    Source
    ------
    assumed form; pressure works through what is at stake: Walentek et al. 2021, doi:10.1080/03050629.2021.1860034
    """
    return 0.5 * trade + 0.5 * membership


def energy_sanctions_stake(position: float, owner: float, owned: float) -> float:
    """What energy sanctions of a pole could take: firms that a rival owns.

    Parameters
    ----------
    position, owner : places of the pole and of the owner, in [-1, 1]
    owned : share of the state's energy firms that the owner has, in [0, 1]

    Returns
    -------
    in [0, 1]; 0 where the owner stands where the pole does

    Source
    ------
    assumed form
    """
    return 0.5 * abs(position - owner) * owned


def demanded_move(lever: float, stake: float, position: float, alignment: float) -> float:
    """Pressure as it draws a state: towards the presser, the more the further the state stands from it.

    Parameters
    ----------
    lever : pressure or energy sanctions, in [0, 1]
    stake : what it puts at risk, in [0, 1]
    position : of the presser, in [-1, 1]
    alignment : of the state, in [-1, 1]

    Returns
    -------
    in [-2, 2]; 0 for a state at the presser's place

    Source
    ------
    assumed form
    """
    return lever * stake * (position - alignment)


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
    return weight * (0.3 + 0.7 * accountability) * (1.0 + election_boost * nearness)


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


def share_of_one(all_of_side: float) -> float:
    """Factor that keeps what the poles of a side hold of a state together at one at most.

    Parameters
    ----------
    all_of_side : sum over the poles of the side, at least 0

    Returns
    -------
    in (0, 1]

    Source
    ------
    definition: nobody is bound or guarded more than wholly
    """
    return 1.0 / clip(all_of_side, 1.0, 1e12)


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


def anchor_share(weighted_place: float, weights: float) -> float:
    """What one anchor contributes to the target.

    Parameters
    ----------
    weighted_place : c*m, on the axis times a weight
    weights : sum of c over all anchors, at least 1: the government's own is 1

    Returns
    -------
    on the axis; exactly 0 for an anchor without a weight

    Source
    ------
    the place that minimises sum c*(a - m)**2 is the weighted mean
    """
    return weighted_place / weights


def alignment_step(
    alignment: float, target: float, inertia_rate: float, volatility: float, shock: float, dt: float
) -> float:
    """Alignment after dt.

    Parameters
    ----------
    alignment : in [-1, 1]
    target : may lie outside the axis
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


def unexplained(alignment: float, terms: float) -> float:
    """What the anchors and pulls of a start leave over of where the state stands.

    Parameters
    ----------
    alignment : observed, in [-1, 1]
    terms : sum of all contributions to the target

    Returns
    -------
    on the axis; held constant in a run, so that a start without change is steady

    Source
    ------
    definition; a term of the state and of the start, in the way of a random effect
    """
    return alignment - terms
