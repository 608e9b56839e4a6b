"""R11: accession, and the alignment it asks for."""

from twochairs.rules.elementary import clip, logistic


def required_alignment(base: float, pressure: float, pressure_effect: float) -> float:
    """Alignment the integrator asks of a candidate.

    Parameters
    ----------
    base : without pressure, in [-1, 1]
    pressure : in [0, 1]
    pressure_effect : how much more at full pressure

    Returns
    -------
    in [-1, 1]

    Source
    ------
    assumed; the EU's negotiating framework asks for progressive alignment with its foreign policy
    """
    return clip(base + pressure_effect * pressure, -1.0, 1.0)


def accession_step(
    accession: float,
    credibility: float,
    alignment: float,
    required: float,
    width: float,
    tension: float,
    speed: float,
    dt: float,
) -> float:
    """Accession progress after dt.

    Parameters
    ----------
    accession : in [0, 1]; 1 is membership
    credibility : of the offer, in [0, 1]
    alignment : towards the pole (`axis.line`), which is the alignment itself for a pole at +1; in [-1, 1]
    required : in [-1, 1]
    width : of the doubt about whether alignment suffices, above 0
    tension : tension times salience of the state's worst dispute, in [0, 1]
    speed : per year, for a fully aligned candidate of a fully credible offer

    Returns
    -------
    in [0, 1]

    Source
    ------
    assumed form; chapters opened by Serbia and Montenegro bound the speed
    """
    progress = speed * credibility * logistic((alignment - required) / width) * (1.0 - tension)
    return clip(accession + progress * dt, 0.0, 1.0)
