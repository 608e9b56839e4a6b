"""Every constant of the rules that a modeller may change, grouped by rule."""

from typing import Annotated, Any, NamedTuple

from twochairs.world.literature import (
    ACCESSION_OFFER,
    ACCESSION_SPEED,
    AID,
    AID_EFFECT,
    BACKLASH,
    BIDDING,
    CAPTIVE_BUYER,
    ENERGY,
    INCUMBENCY,
    INFLUENCE,
    PEERS,
    PRESSURE,
    ROLL_CALLS,
    Study,
)
from twochairs.world.mechanisms import SWITCHES
from twochairs.world.prior import FIXED, LogNormal, Normal, Prior, Uniform
from twochairs.world.quantity import Declared, Parameter, declared
from twochairs.world.rule import R1, R2, R3, R4, R5, R6, R7, R8, R9, R10, R11, R12

_ASSUMED = "assumed"
_PROTOTYPE = "assumed; a prototype with this value gave patterns P1, P2 and P5"
_PRIOR = "mean of its prior"
_FITTED = "fitted to UN ideal points, acts, a poll and gas prices of 14 states, 2006-2023 (docs/evidence.md)"


Interval = tuple[float, float]


def _weight(meaning: str, high: float, studies: tuple[Study, ...] = (), *, fitted: Interval) -> Parameter:
    """Weight of an anchor; the record is left to say how large."""
    text, prior = f"Weight of {meaning}, the government's own being 1", Uniform(0, high)
    return Parameter(text, "1", 0.0, 5.0, rule=R9, prior=prior, source=_FITTED, studies=studies, fitted=fitted)


def _pull(meaning: str, prior: Prior, studies: tuple[Study, ...] = (), *, fitted: Interval) -> Parameter:
    text = f"Pull of {meaning}"
    return Parameter(text, "alignment", 0.0, 5.0, rule=R9, prior=prior, source=_FITTED, studies=studies, fitted=fitted)


def _course(word: str, mean: float, sd: float, *, fitted: Interval) -> Parameter:
    text, prior = f"Place of a government whose declared course is {word!r}", Normal(mean, sd, low=-1.0, high=1.0)
    return Parameter(text, "alignment", -1.0, 1.0, rule=R9, prior=prior, source=_FITTED, fitted=fitted)


def _act(
    meaning: str,
    low: float,
    high: float,
    prior: Prior,
    unit: str = "alignment",
    studies: tuple[Study, ...] = (),
    fitted: Interval | None = None,
) -> Parameter:
    source = _FITTED if fitted else _PRIOR
    return Parameter(meaning, unit, low, high, rule=R10, prior=prior, source=source, studies=studies, fitted=fitted)


def _positive(mean: float, sd: float) -> Normal:
    """A bell that is cut off at 0."""
    return Normal(mean, sd, low=0.0)


class Parameters(NamedTuple):
    """Values are scalars; all rates are per year."""

    hub_half_life: Annotated[
        float,
        Parameter(
            "Time in which half of a step of the hub price reaches long contracts",
            "years",
            0.01,
            20.0,
            rule=R1,
            prior=Uniform(0.5, 2),
            source="assumed; European border prices of 2005 to 2023 lag the hub by half a year to two",
        ),
    ] = 1.0
    captive_buyer: Annotated[
        float,
        Parameter(
            "Share of the discount that a wholly captive buyer does without",
            "1",
            0.0,
            1.0,
            rule=R2,
            prior=Normal(0.3, 0.15, low=0.0, high=1.0),
            source=_PRIOR,
            studies=CAPTIVE_BUYER,
        ),
    ] = 0.3
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
        Parameter(
            "Weight of a pole's own influence",
            "1",
            0.0,
            5.0,
            rule=R5,
            prior=_positive(0.3, 0.15),
            source=_PRIOR,
            studies=INFLUENCE,
        ),
    ] = 0.3
    news_fading: Annotated[
        float,
        Parameter("Speed at which news fades", "1/year", 0.0, 12.0, rule=R5, prior=Uniform(0.2, 2), source=_ASSUMED),
    ] = 0.5
    aid_effect: Annotated[
        float,
        Parameter(
            "Favourability from visible aid",
            "1",
            0.0,
            1.0,
            rule=R5,
            prior=_positive(0.12, 0.06),
            source=_PRIOR,
            studies=AID_EFFECT,
        ),
    ] = 0.12
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
            prior=_positive(0.2, 0.1),
            source=_PRIOR,
            studies=BACKLASH,
        ),
    ] = 0.2
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
            "Incumbent's edge under captured media",
            "logit",
            0.0,
            20.0,
            rule=R8,
            prior=_positive(3, 1),
            source=_PRIOR,
            studies=INCUMBENCY,
        ),
    ] = 3.0
    w_public: Annotated[float, _weight("the public of a fully accountable government", 2, fitted=(0.48, 1.96))] = 1.4
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
    w_partner: Annotated[float, _weight("a coalition partner as large as the government", 2, fitted=(0.55, 1.97))] = 1.4
    w_peer: Annotated[float, _weight("peers to whom a state is wholly tied", 2, PEERS, fitted=(0.31, 1.90))] = 1.1
    imitation: Annotated[
        float,
        Parameter("Tilt towards peers who do well", "1", 0.0, 1.0, rule=R9, prior=Uniform(0, 1), source=_PROTOTYPE),
    ] = 0.5
    w_commit: Annotated[float, _weight("membership of both bloc and alliance", 4, fitted=(1.61, 3.91))] = 2.9
    w_middle: Annotated[float, _weight("the middle, for a state wholly disposed to it", 1.5, fitted=(0.35, 1.47))] = 1.1
    b_energy: Annotated[float, _pull("a large saving on gas", _positive(0.08, 0.05), ENERGY, fitted=(0.01, 0.08))] = (
        0.043
    )
    b_supply: Annotated[
        float, _pull("a supply that nobody else could make good", _positive(0.06, 0.04), ENERGY, fitted=(0.02, 0.12))
    ] = 0.066
    b_aid: Annotated[float, _pull("a large flow of aid", _positive(0.1, 0.05), AID, fitted=(0.04, 0.18))] = 0.11
    b_pressure: Annotated[
        float,
        _pull(
            "full pressure with all at stake, felt from the middle",
            _positive(0.12, 0.06),
            PRESSURE,
            fitted=(0.04, 0.20),
        ),
    ] = 0.12
    b_energy_sanctions: Annotated[
        float,
        _pull(
            "full sanctions on wholly rival-owned energy firms", _positive(0.06, 0.04), PRESSURE, fitted=(0.01, 0.12)
        ),
    ] = 0.064
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
    b_accession_offer: Annotated[
        float,
        _pull(
            "a fully credible offer with all of accession ahead",
            _positive(0.25, 0.12),
            ACCESSION_OFFER,
            fitted=(0.07, 0.33),
        ),
    ] = 0.19
    b_patronage: Annotated[
        float, _pull("a full shield in a salient dispute", _positive(0.45, 0.15), fitted=(0.45, 0.73))
    ] = 0.61
    b_arms: Annotated[float, _pull("arms from one pole alone", _positive(0.08, 0.05), fitted=(0.02, 0.15))] = 0.082
    b_threat: Annotated[float, _pull("a full threat at full rivalry", Uniform(0, 1), fitted=(0.45, 0.99))] = 0.81
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
    b_guarantee: Annotated[float, _pull("a full security guarantee", _positive(0.25, 0.08), fitted=(0.17, 0.38))] = 0.27
    b_street: Annotated[float, _pull("a whole people in the street", _positive(0.2, 0.1), fitted=(0.06, 0.33))] = 0.19
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
    course_member: Annotated[float, _course("member", 0.85, 0.1, fitted=(0.67, 0.91))] = 0.79
    course_western: Annotated[float, _course("western", 0.5, 0.12, fitted=(0.38, 0.69))] = 0.53
    course_both: Annotated[float, _course("both", 0.1, 0.12, fitted=(-0.04, 0.29))] = 0.12
    course_eastern: Annotated[float, _course("eastern", -0.35, 0.12, fitted=(-0.48, -0.15))] = -0.31
    course_bound: Annotated[float, _course("bound", -0.8, 0.1, fitted=(-0.93, -0.65))] = -0.79
    inertia_rate: Annotated[
        float,
        Parameter(
            "Speed of alignment towards its target",
            "1/year",
            0.01,
            20.0,
            rule=R9,
            prior=LogNormal(1.2, 0.5),
            source=_FITTED,
            fitted=(1.30, 2.85),
        ),
    ] = 2.0
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
    act_width: Annotated[
        float,
        Parameter(
            "Width of doubt about an act that is no vote and no sanctions",
            "alignment",
            0.005,
            2.0,
            rule=R10,
            prior=Uniform(0.05, 0.3),
            source="assumed; narrow, since states near either end act at once",
        ),
    ] = 0.1
    act_pressure: Annotated[
        float,
        _act(
            "Readiness that full pressure adds", -5.0, 5.0, _positive(0.35, 0.2), studies=PRESSURE, fitted=(0.08, 0.51)
        ),
    ] = 0.29
    act_cost: Annotated[
        float,
        _act(
            "Readiness that favours worth 1 take, where an act may end them",
            0.0,
            5.0,
            _positive(0.3, 0.15),
            fitted=(0.14, 0.51),
        ),
    ] = 0.32
    vote_shift: Annotated[
        float,
        _act("Shift of a roll call's thresholds", -2.0, 2.0, Normal(0, 0.2), studies=ROLL_CALLS, fitted=(0.19, 0.49)),
    ] = 0.34
    vote_steepness: Annotated[
        float,
        _act(
            "How much of the world's divide is a state's threshold",
            0.0,
            5.0,
            _positive(0.85, 0.2),
            "1",
            ROLL_CALLS,
            fitted=(0.27, 0.59),
        ),
    ] = 0.43
    vote_gap: Annotated[float, _act("Gap of the threshold of no", -2.0, 2.0, Normal(0, 0.3), fitted=(-0.24, 0.26))] = (
        0.0
    )
    vote_width: Annotated[
        float, _act("Width of doubt about a vote", 0.005, 2.0, LogNormal(0.25, 0.3), fitted=(0.10, 0.16))
    ] = 0.13
    vote_spread: Annotated[float, _act("Spread of what a roll call is about", 0.0, 2.0, FIXED)] = 0.15
    sanctions_difficulty: Annotated[
        float, _act("Readiness at even odds of joining sanctions", -2.0, 2.0, Normal(0.6, 0.3), fitted=(0.54, 0.97))
    ] = 0.76
    sanctions_width: Annotated[
        float, _act("Width of doubt about sanctions", 0.005, 2.0, LogNormal(0.2, 0.5), fitted=(0.06, 0.22))
    ] = 0.12
    sanctions_habit: Annotated[
        float, _act("How much easier it is to renew sanctions than to join", 0.0, 5.0, _positive(0.4, 0.2))
    ] = 0.4
    round_spread: Annotated[float, _act("Spread of what a round of sanctions is about", 0.0, 2.0, FIXED)] = 0.25
    easy_difficulty: Annotated[
        float,
        _act(
            "Readiness at even odds of joining an easy declaration",
            -2.0,
            2.0,
            Normal(-0.35, 0.3),
            fitted=(-0.14, 0.35),
        ),
    ] = 0.11
    hard_difficulty: Annotated[
        float,
        _act("Readiness at even odds of joining a hard declaration", -2.0, 2.0, Normal(0.45, 0.3), fitted=(0.49, 0.89)),
    ] = 0.7
    declaration_width: Annotated[
        float, _act("Width of doubt about a declaration", 0.005, 2.0, LogNormal(0.15, 0.5), fitted=(0.08, 0.15))
    ] = 0.11
    declaration_spread: Annotated[
        float,
        _act(
            "Spread of a state's readiness for declarations from year to year",
            0.0,
            2.0,
            LogNormal(0.05, 0.5),
            fitted=(0.12, 0.27),
        ),
    ] = 0.18
    hard_share_usual: Annotated[
        float, _act("Share of hard declarations in usual years", 0.0, 1.0, Normal(0.35, 0.08, low=0, high=1), "1")
    ] = 0.35
    hard_share_war: Annotated[
        float, _act("Share of hard declarations in open war", 0.0, 1.0, Normal(0.45, 0.08, low=0, high=1), "1")
    ] = 0.45
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
            prior=LogNormal(0.07, 0.5),
            source=_PRIOR,
            studies=ACCESSION_SPEED,
        ),
    ] = 0.07
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
            prior=_positive(0.3, 0.2),
            source=_FITTED,
            fitted=(0.09, 0.57),
            studies=BIDDING,
        ),
    ] = 0.32


PARAMETERS = Declared[Parameter](declared(Parameters))


def switched_off(parameters: Parameters, names: list[str]) -> Parameters:
    """The parameters with some mechanisms off."""
    return parameters._replace(**{field: 0.0 for name in names for field in SWITCHES.get(name, ())})


def with_values(values: dict[str, Any]) -> Parameters:
    """The defaults with some values replaced."""
    return Parameters()._replace(**values)
