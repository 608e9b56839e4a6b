"""Every constant of the rules that a modeller may change, grouped by rule."""

from typing import Annotated, Any, NamedTuple

from twochairs.world.mechanisms import SWITCHES
from twochairs.world.prior import FIXED, Uniform
from twochairs.world.quantity import Declared, Parameter, declared
from twochairs.world.rule import R3, R4, R5, R6, R7, R8, R9, R10, R11, R12

_ASSUMED = "assumed"
_PROTOTYPE = "assumed; a prototype with this value gave patterns P1, P2 and P5"


def _fitted(low: float, high: float) -> str:
    """Source of a constant learnt by `twochairs calibrate`: ends of its 90 % interval."""
    return (
        f"fitted to UN ideal points of 13 states, 2006-2023 (docs/evidence.md); 90 % interval {low:.2f} to {high:.2f}"
    )


def _weight(meaning: str, low: float, high: float) -> Parameter:
    source = _fitted(low, high)
    return Parameter(
        f"Weight of {meaning}, the government's own being 1", "1", 0.0, 5.0, rule=R9, prior=Uniform(0, 2), source=source
    )


def _pull(meaning: str, low: float, high: float) -> Parameter:
    source = _fitted(low, high)
    return Parameter(
        f"Pull of {meaning}, against a government of weight 1",
        "1",
        0.0,
        5.0,
        rule=R9,
        prior=Uniform(0, 2),
        source=source,
    )


class Parameters(NamedTuple):
    """Values are scalars; all rates are per year."""

    dependence_rate: Annotated[
        float,
        Parameter(
            "Speed of leaving a gas seller",
            "1/year",
            0.0,
            10.0,
            rule=R3,
            prior=Uniform(0.1, 2),
            source="assumed; Ukraine's Russian import share fell from 0.92 (2013) to 0 (2016): 0.5 to 1.5",
        ),
    ] = 0.6
    support_effect: Annotated[
        float,
        Parameter("How much faster with full support", "1", 0.0, 10.0, rule=R3, prior=Uniform(0, 3), source=_ASSUMED),
    ] = 1.0
    rivalry_effect: Annotated[
        float,
        Parameter("How much faster at full rivalry", "1", 0.0, 10.0, rule=R3, prior=Uniform(0, 3), source=_ASSUMED),
    ] = 1.0
    foothold_growth: Annotated[
        float, Parameter("Growth of a foothold", "1/year", 0.0, 10.0, rule=R4, prior=Uniform(0.05, 1), source=_ASSUMED)
    ] = 0.3
    foothold_retreat: Annotated[
        float, Parameter("Retreat of a foothold", "1/year", 0.0, 10.0, rule=R4, prior=Uniform(0.05, 1), source=_ASSUMED)
    ] = 0.3
    favourability_rate: Annotated[
        float, Parameter("Speed of opinion", "1/year", 0.0, 10.0, rule=R5, prior=Uniform(0.1, 1), source=_PROTOTYPE)
    ] = 0.35
    attitude_weight: Annotated[
        float,
        Parameter("Weight of long-held attitude", "1", 0.05, 5.0, rule=R5, prior=Uniform(0.3, 2), source=_ASSUMED),
    ] = 1.0
    media_weight: Annotated[
        float, Parameter("Weight of the media", "1", 0.0, 5.0, rule=R5, prior=Uniform(0.1, 1), source=_ASSUMED)
    ] = 0.5
    media_support_effect: Annotated[
        float,
        Parameter(
            "Share of missing media freedom that full support makes good",
            "1",
            0.0,
            1.0,
            rule=R5,
            prior=Uniform(0, 0.8),
            source=_ASSUMED,
        ),
    ] = 0.4
    kin_weight: Annotated[
        float, Parameter("Weight of the kin state's line", "1", 0.0, 5.0, rule=R5, prior=Uniform(0, 1), source=_ASSUMED)
    ] = 0.5
    influence_strength: Annotated[
        float,
        Parameter("Weight of a pole's own influence", "1", 0.0, 5.0, rule=R5, prior=Uniform(0, 1), source=_ASSUMED),
    ] = 0.4
    news_fading: Annotated[
        float,
        Parameter("Speed at which news fades", "1/year", 0.0, 12.0, rule=R5, prior=Uniform(0.2, 2), source=_ASSUMED),
    ] = 0.5
    aid_effect: Annotated[
        float,
        Parameter("Favourability from visible aid", "1", 0.0, 1.0, rule=R5, prior=Uniform(0, 0.3), source=_ASSUMED),
    ] = 0.15
    gas_effect: Annotated[
        float, Parameter("Favourability from cheap gas", "1", 0.0, 1.0, rule=R5, prior=Uniform(0, 0.3), source=_ASSUMED)
    ] = 0.1
    backlash_strength: Annotated[
        float,
        Parameter(
            "Backlash of full pressure, captured media",
            "1",
            0.0,
            2.0,
            rule=R5,
            prior=Uniform(0, 0.7),
            source=_PROTOTYPE,
        ),
    ] = 0.35
    dispute_resentment: Annotated[
        float,
        Parameter(
            "Favourability that a dispute costs the pole it is with, at full tension and salience",
            "1",
            0.0,
            2.0,
            rule=R5,
            prior=Uniform(0, 0.6),
            source=_ASSUMED,
        ),
    ] = 0.3
    poll_slope: Annotated[
        float,
        Parameter("Slope of the poll's latent scale", "1", 0.1, 20.0, rule=R6, prior=Uniform(1, 5), source=_ASSUMED),
    ] = 3.0
    incident_base: Annotated[
        float,
        Parameter("Incidents of a calm dispute", "1/year", 0.0, 50.0, rule=R7, prior=Uniform(0, 0.5), source=_ASSUMED),
    ] = 0.05
    incident_self: Annotated[
        float,
        Parameter(
            "More incidents at full tension",
            "1/year",
            0.0,
            50.0,
            rule=R7,
            prior=Uniform(0.5, 5),
            source="assumed; five crises over Kosovo between September 2021 and September 2023",
        ),
    ] = 2.5
    incident_push: Annotated[
        float,
        Parameter(
            "More incidents at full foothold and effort",
            "1/year",
            0.0,
            50.0,
            rule=R7,
            prior=Uniform(0, 2),
            source=_ASSUMED,
        ),
    ] = 0.6
    incident_jump: Annotated[
        float,
        Parameter(
            "Room above that an incident takes", "1", 0.0, 1.0, rule=R7, prior=Uniform(0.1, 0.7), source=_ASSUMED
        ),
    ] = 0.45
    tension_decay: Annotated[
        float, Parameter("Decay of tension", "1/year", 0.0, 50.0, rule=R7, prior=Uniform(0.3, 3), source=_ASSUMED)
    ] = 1.5
    mediation_effect: Annotated[
        float,
        Parameter("How much faster with full mediation", "1", 0.0, 10.0, rule=R7, prior=Uniform(0, 3), source=_ASSUMED),
    ] = 1.0
    tension_share: Annotated[
        float,
        Parameter(
            "Part of salience that follows tension", "1", 0.0, 1.0, rule=R7, prior=Uniform(0, 0.6), source=_ASSUMED
        ),
    ] = 0.3
    elections_held: Annotated[
        float,
        Parameter("Share of due elections that are held", "1", 0.0, 1.0, rule=R8, prior=FIXED, source="definition"),
    ] = 1.0
    election_sharpness: Annotated[
        float,
        Parameter(
            "How strongly voters answer to distance", "1", 0.0, 50.0, rule=R8, prior=Uniform(1, 10), source=_ASSUMED
        ),
    ] = 5.0
    incumbency: Annotated[
        float,
        Parameter(
            "Incumbent's edge under captured media", "logit", 0.0, 20.0, rule=R8, prior=Uniform(1, 6), source=_ASSUMED
        ),
    ] = 4.0
    public_weight: Annotated[float, _weight("the public", 0.08, 1.35)] = 1.26
    election_boost: Annotated[
        float,
        Parameter(
            "More weight of the public at an election", "1", 0.0, 10.0, rule=R9, prior=Uniform(0, 2), source=_ASSUMED
        ),
    ] = 0.5
    election_horizon: Annotated[
        float,
        Parameter(
            "Months before an election at which it weighs 1/e",
            "months",
            0.1,
            60.0,
            rule=R9,
            prior=Uniform(3, 12),
            source=_ASSUMED,
        ),
    ] = 6.0
    partner_scale: Annotated[
        float,
        Parameter(
            "Factor on the weight a coalition partner has in the file",
            "1",
            0.0,
            5.0,
            rule=R9,
            prior=Uniform(0, 2),
            source=_fitted(0.29, 1.93),
        ),
    ] = 1.44
    peer_weight: Annotated[float, _weight("the peers", 0.16, 1.61)] = 0.75
    imitation: Annotated[
        float,
        Parameter("Tilt towards peers who do well", "1", 0.0, 1.0, rule=R9, prior=Uniform(0, 1), source=_PROTOTYPE),
    ] = 0.5
    commitment_weight: Annotated[float, _weight("commitment of a member of both bloc and alliance", 1.16, 1.97)] = 1.6
    middle_weight: Annotated[float, _weight("the middle", 0.51, 1.94)] = 1.01
    stake_weight: Annotated[float, _pull("a large material stake", 0.01, 0.33)] = 0.28
    stake_scale: Annotated[
        float,
        Parameter(
            "Stake at which the response bends",
            "% of GDP a year",
            0.01,
            50.0,
            rule=R9,
            prior=Uniform(1, 5),
            source=_PROTOTYPE,
        ),
    ] = 2.0
    trade_loss: Annotated[
        float,
        Parameter(
            "Trade lost at full pressure and exposure",
            "% of GDP a year",
            0.0,
            50.0,
            rule=R9,
            prior=Uniform(2, 10),
            source=_PROTOTYPE,
        ),
    ] = 5.0
    sanctions_loss: Annotated[
        float,
        Parameter(
            "Loss at full sanctions on wholly foreign-owned energy firms",
            "% of GDP a year",
            0.0,
            50.0,
            rule=R9,
            prior=Uniform(1, 6),
            source="assumed; Serbia's NIS paid near 9 % of budget revenue in 2025",
        ),
    ] = 3.0
    accession_weight: Annotated[float, _pull("a fully credible accession offer", 0.14, 1.70)] = 1.06
    patronage_weight: Annotated[float, _pull("a full shield in a salient dispute", 1.00, 1.95)] = 1.5
    arms_weight: Annotated[float, _pull("arms from one pole alone", 0.15, 1.75)] = 0.97
    threat_weight: Annotated[float, _pull("a full threat at full rivalry", 0.16, 1.81)] = 0.9
    dispute_threat: Annotated[
        float,
        Parameter(
            "Threat from a pole that a dispute is with, at full tension and salience",
            "1",
            0.0,
            1.0,
            rule=R9,
            prior=Uniform(0, 1),
            source=_ASSUMED,
        ),
    ] = 0.5
    security_weight: Annotated[float, _pull("a full security guarantee", 1.08, 1.95)] = 1.49
    street_weight: Annotated[float, _pull("a whole people in the street", 0.22, 1.92)] = 1.0
    street_tolerance: Annotated[
        float,
        Parameter(
            "Distance from the course that a public bears",
            "1",
            0.0,
            2.0,
            rule=R9,
            prior=Uniform(0.3, 1),
            source=_PROTOTYPE,
        ),
    ] = 0.6
    inertia_rate: Annotated[
        float,
        Parameter(
            "Speed of alignment towards its target",
            "1/year",
            0.01,
            20.0,
            rule=R9,
            prior=Uniform(0.3, 2),
            source=_fitted(1.33, 1.98),
        ),
    ] = 1.59
    alignment_volatility: Annotated[
        float,
        Parameter(
            "Volatility of alignment",
            "1/sqrt(year)",
            0.0,
            2.0,
            rule=R9,
            prior=Uniform(0.02, 0.15),
            source="assumed: 0.02 a month; UN ideal points of steady states scatter by 0.05 to 0.1 a year",
        ),
    ] = 0.07
    acts_asked: Annotated[
        float,
        Parameter("Share of asked acts that are taken up", "1", 0.0, 1.0, rule=R10, prior=FIXED, source="definition"),
    ] = 1.0
    act_temperature: Annotated[
        float,
        Parameter(
            "Width of doubt about an act",
            "1",
            0.005,
            2.0,
            rule=R10,
            prior=Uniform(0.05, 0.3),
            source="assumed; narrow, since Serbia near 0 never joined sanctions in nine years of being asked while "
            "states near 1 join at once",
        ),
    ] = 0.1
    patron_answer: Annotated[
        float,
        Parameter(
            "Share of favours a pole withdraws after an act against it",
            "1",
            0.0,
            1.0,
            rule=R10,
            prior=Uniform(0, 1),
            source=_ASSUMED,
        ),
    ] = 0.7
    discount_withdrawn: Annotated[
        float,
        Parameter(
            "Share of the gas discount withdrawn after such an act",
            "1",
            0.0,
            1.0,
            rule=R10,
            prior=Uniform(0.5, 1),
            source=_ASSUMED,
        ),
    ] = 1.0
    accession_speed: Annotated[
        float,
        Parameter(
            "Speed of accession, all conditions met",
            "1/year",
            0.0,
            2.0,
            rule=R11,
            prior=Uniform(0.03, 0.3),
            source="assumed; Montenegro opened all chapters in eight years and had closed 12 of 33 by 2025",
        ),
    ] = 0.12
    required_base: Annotated[
        float,
        Parameter("Alignment asked without pressure", "1", -1.0, 1.0, rule=R11, prior=Uniform(0, 0.8), source=_ASSUMED),
    ] = 0.4
    pressure_requirement: Annotated[
        float,
        Parameter(
            "More alignment asked at full pressure", "1", 0.0, 2.0, rule=R11, prior=Uniform(0, 0.5), source=_ASSUMED
        ),
    ] = 0.25
    requirement_width: Annotated[
        float,
        Parameter(
            "Width of doubt about sufficing", "1", 0.005, 2.0, rule=R11, prior=Uniform(0.05, 0.3), source=_ASSUMED
        ),
    ] = 0.15
    bidding: Annotated[
        float,
        Parameter(
            "How much poles raise offers to swing states",
            "1",
            0.0,
            5.0,
            rule=R12,
            prior=Uniform(0, 1),
            source=_fitted(0.06, 0.94),
        ),
    ] = 0.51


PARAMETERS = Declared[Parameter](declared(Parameters))


def switched_off(parameters: Parameters, names: list[str]) -> Parameters:
    """The parameters with some mechanisms off."""
    return parameters._replace(**{field: 0.0 for name in names for field in SWITCHES.get(name, ())})


def with_values(values: dict[str, Any]) -> Parameters:
    """The defaults with some values replaced."""
    return Parameters()._replace(**values)
