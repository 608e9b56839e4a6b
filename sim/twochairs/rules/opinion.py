"""R5 favourability of a public towards a pole, R6 the poll categories that follow from it."""

from twochairs.rules.elementary import clip, logistic, tanh, toward


def free_media(media_freedom: float, support: float, effect: float) -> float:
    """Media freedom with what outside support adds.

    Parameters
    ----------
    media_freedom : of the country itself, in [0, 1]
    support : from all poles, at least 0; more than 1 counts as 1
    effect : share of the missing freedom that full support makes good, in [0, 1]

    Returns
    -------
    in [0, 1]

    Source
    ------
    assumed
    """
    return media_freedom + (1.0 - media_freedom) * effect * clip(support, 0.0, 1.0)


def influence_weight(foothold: float, effort: float, media_freedom: float, strength: float) -> float:
    """How loud a pole's own influence is in a country, as a weight beside attitude and media.

    Parameters
    ----------
    foothold, effort : of the pole in the country, in [0, 1]
    media_freedom : in [0, 1]
    strength : weight at full foothold and effort where media are captured

    Returns
    -------
    at least 0

    Source
    ------
    assumed
    """
    return strength * foothold * effort * (1.0 - media_freedom)


def media_message(government_line: float, news: float, media_freedom: float) -> float:
    """What the media say about a pole: the government's line where captured, independent news where free.

    Parameters
    ----------
    government_line : what the state's present course says about the pole (`axis.line`), in [-1, 1]
    news : independent news about the pole, in [-1, 1]
    media_freedom : in [0, 1]

    Returns
    -------
    in [-1, 1]

    Source
    ------
    assumed form; media capture and attitudes: Enikolopov, Petrova & Zhuravskaya 2011, doi:10.1257/aer.101.7.3253
    """
    return (1.0 - media_freedom) * government_line + media_freedom * news


def material_experience(
    aid: float, visibility: float, aid_effect: float, saving: float, loss: float, gas_effect: float
) -> float:
    """What a public feels of a pole's money and gas.

    Parameters
    ----------
    aid : from the pole, % of GDP a year
    visibility : of that aid, in [0, 1]
    aid_effect : favourability from fully visible, large aid
    saving : on the pole's gas, % of GDP a year
    loss : from gas that the pole should deliver and does not, % of GDP a year
    gas_effect : favourability from a large saving, and as much less from a large loss

    Returns
    -------
    favourability, in [-gas_effect * 2, aid_effect + gas_effect]

    Source
    ------
    assumed; small because the largest donor is seldom named as the largest (Serbian polls on EU aid)
    """
    return aid_effect * visibility * tanh(aid) + gas_effect * (tanh(0.5 * saving) - tanh(0.5 * loss))


def backlash(pressure: float, media_freedom: float, strength: float) -> float:
    """Favourability that pressure costs the presser; captured media make the most of it.

    Parameters
    ----------
    pressure : felt, in [0, 1]
    media_freedom : in [0, 1]
    strength : at full pressure under fully captured media

    Returns
    -------
    at least 0; under free media a third of what it is under captured ones

    Source
    ------
    assumed; sanctions and rallying: Grossman, Manekin & Margalit 2018, doi:10.1177/0010414018774370
    """
    return strength * pressure * (1.0 - 0.6666666666666666 * media_freedom)


def dispute_resentment(salience: float, tension: float, strength: float) -> float:
    """Favourability that a dispute with a state costs a pole among the state's publics.

    Parameters
    ----------
    salience : of the dispute for the state, at full tension, in [0, 1]
    tension : in [0, 1]
    strength : at full tension and salience

    Returns
    -------
    at least 0

    Source
    ------
    assumed form
    """
    return strength * salience * tension


def heard_message(said: float, weight: float, added: float) -> float:
    """What a public hears about a pole in all: the weighted mean of its sources, and what it feels itself.

    Parameters
    ----------
    said : sum of weight times message, over attitude, media, kin state and influence
    weight : sum of the weights, above 0
    added : material experience less backlash and resentment

    Returns
    -------
    in [-1, 1]

    Source
    ------
    definition
    """
    return clip(said / weight + added, -1.0, 1.0)


def favourability_step(favourability: float, heard: float, rate: float, dt: float) -> float:
    """Favourability after dt.

    Parameters
    ----------
    favourability, heard : in [-1, 1]
    rate : per year
    dt : years

    Returns
    -------
    in [-1, 1]

    Source
    ------
    assumed form: partial adjustment
    """
    return toward(favourability, heard, rate, dt)


def steady_attitude(favourability: float, said: float, weight: float, added: float, attitude_weight: float) -> float:
    """The long-held attitude that keeps favourability where it is.

    Parameters
    ----------
    favourability : observed, in [-1, 1]
    said, weight : sums over the sources other than attitude
    added : material experience less backlash and resentment
    attitude_weight : above 0

    Returns
    -------
    may lie outside [-1, 1]: then opinion cannot be steady, and the caller says so

    Source
    ------
    inversion of `heard_message`
    """
    return ((favourability - added) * (weight + attitude_weight) - said) / attitude_weight


def share_at_least(favourability: float, cut: float, slope: float) -> float:
    """Share of a public that places a pole in a category or a better one.

    Parameters
    ----------
    favourability : in [-1, 1]
    cut : the category's cut point, on the latent scale
    slope : of the latent scale in favourability

    Returns
    -------
    in [0, 1]

    Source
    ------
    ordered logit (McCullagh 1980, doi:10.1111/j.2517-6161.1980.tb01109.x)
    """
    return logistic(slope * favourability - cut)


def net_orientation(ally: float, partner: float, rival: float, adversary: float) -> float:
    """Favourability read from a poll: the mean of four evenly spaced categories.

    Parameters
    ----------
    ally, partner, rival, adversary : shares that add up to 1

    Returns
    -------
    in [-1, 1]

    Source
    ------
    definition (equal spacing assumed)
    """
    return ally + (partner - rival) / 3.0 - adversary
