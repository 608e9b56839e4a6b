"""R7: disputes with tension, incidents that feed on it, and the salience it gives them."""

from twochairs.rules.elementary import clip, exp, toward


def incident_probability(
    base_rate: float, self_rate: float, push_rate: float, tension: float, push: float, dt: float
) -> float:
    """Probability of an incident within dt.

    Parameters
    ----------
    base_rate : incidents per year in a calm dispute
    self_rate : more per year at full tension: crises cluster
    push_rate : more per year at full foothold and effort of a pole in one of the parties
    tension : in [0, 1]
    push : foothold times influence effort, summed over poles and parties, at least 0
    dt : years

    Returns
    -------
    in [0, 1]

    Source
    ------
    self-exciting point process (Hawkes 1971, doi:10.1093/biomet/58.1.83), with tension as its memory
    """
    return 1.0 - exp(-(base_rate + self_rate * tension + push_rate * push) * dt)


def tension_step(
    tension: float,
    rest: float,
    decay_rate: float,
    mediation: float,
    mediation_effect: float,
    incident: float,
    jump: float,
    dt: float,
) -> float:
    """Tension after dt: relaxes to its resting level, faster with mediation, and jumps with an incident.

    Parameters
    ----------
    tension, rest : in [0, 1]
    decay_rate : per year
    mediation : in [0, 1]
    mediation_effect : how much faster at full mediation, as a share of the rate
    incident : 1 if there was one, else 0
    jump : share of the room left above that an incident takes, in [0, 1]
    dt : years

    Returns
    -------
    in [0, 1]

    Source
    ------
    assumed
    """
    calm = toward(tension, rest, decay_rate * (1.0 + mediation_effect * mediation), dt)
    return clip(calm + incident * jump * (1.0 - calm), 0.0, 1.0)


def felt_salience(salience: float, tension: float, tension_share: float) -> float:
    """How much a party cares about a dispute this month.

    Parameters
    ----------
    salience : at full tension, in [0, 1]; 0 for a settled dispute
    tension : in [0, 1]
    tension_share : the part of salience that comes and goes with tension, in [0, 1]

    Returns
    -------
    in [0, 1]

    Source
    ------
    assumed
    """
    return salience * ((1.0 - tension_share) + tension_share * tension)
