"""What does not change by the rules, but can be set by the timeline or a policy."""

from typing import Annotated, NamedTuple

from twochairs.world.quantity import NO_BOUND, Array, Quantity
from twochairs.world.words import COURSES, HARD_SHARES

_WORLD: tuple[str, ...] = ()
_COUNTRY = ("country",)
_POLE = ("pole", "country")
_PUBLIC = ("public", "pole")


class Profile(NamedTuple):
    """One number per agent and lane. Shapes follow `dims`, the lane last."""

    hub_level: Annotated[
        Array, Quantity("Level the hub price returns to", "USD/1000 m3", 1.0, 1e5, _WORLD, file="world.hub_level")
    ]
    hub_reversion: Annotated[
        Array, Quantity("Speed of that return", "1/year", 0.01, 20.0, _WORLD, file="world.hub_reversion")
    ]
    hub_volatility: Annotated[
        Array,
        Quantity("Volatility of the log hub price", "1/sqrt(year)", 0.0, 3.0, _WORLD, file="world.hub_volatility"),
    ]
    rivalry: Annotated[Array, Quantity("Rivalry between the poles", "1", 0.0, 1.0, _WORLD, file="world.rivalry")]
    declarations_per_year: Annotated[
        Array, Quantity("Declarations a year", "1/year", 0.0, 480.0, _WORLD, file="declarations.per_year")
    ]
    hard_share: Annotated[
        Array,
        Quantity(
            "Share of hard declarations", "1", 0.0, 1.0, _WORLD, file="declarations.hard_share", words=HARD_SHARES
        ),
    ]
    ideal_point_place: Annotated[
        Array, Quantity("Ideal point of alignment 0", "1", -3.0, 3.0, _WORLD, file="ideal_points.place")
    ]
    ideal_point_slope: Annotated[
        Array,
        Quantity("Ideal points per unit of alignment", "1", 0.05, 5.0, _WORLD, file="ideal_points.slope"),
    ]

    gdp: Annotated[Array, Quantity("GDP", "bn USD a year", 0.001, 1e6, _COUNTRY, file="countries.COUNTRY.gdp")]
    accountability: Annotated[
        Array,
        Quantity(
            "Accountability of the government",
            "1",
            0.0,
            1.0,
            _COUNTRY,
            file="countries.COUNTRY.accountability",
            start=0.5,
        ),
    ]
    media_freedom: Annotated[
        Array, Quantity("Media freedom", "1", 0.0, 1.0, _COUNTRY, file="countries.COUNTRY.media_freedom", start=0.5)
    ]
    hedging: Annotated[
        Array,
        Quantity("Disposition to the middle", "1", 0.0, 1.0, _COUNTRY, file="countries.COUNTRY.hedging", start=0.5),
    ]
    unexplained: Annotated[
        Array,
        Quantity(
            "What the start leaves unexplained", "1", -100.0, 100.0, _COUNTRY, file="countries.COUNTRY.terms.alignment"
        ),
    ]
    act_term: Annotated[
        Array,
        Quantity(
            "Readiness for acts beyond alignment",
            "1",
            -3.0,
            3.0,
            _COUNTRY,
            file="countries.COUNTRY.terms.acts",
        ),
    ]
    declaration_term: Annotated[
        Array,
        Quantity(
            "Readiness for declarations beyond that",
            "1",
            -3.0,
            3.0,
            _COUNTRY,
            file="countries.COUNTRY.terms.declarations",
        ),
    ]
    partner_course: Annotated[
        Array,
        Quantity(
            "Coalition partner's course",
            "1",
            -1.0,
            1.0,
            _COUNTRY,
            file="countries.COUNTRY.government.partner.course",
            words=COURSES,
        ),
    ]
    partner_weight: Annotated[
        Array,
        Quantity(
            "Coalition partner's weight", "1", 0.0, 1.0, _COUNTRY, file="countries.COUNTRY.government.partner.weight"
        ),
    ]
    demand: Annotated[
        Array, Quantity("Gas demand", "bcm/year", 0.0, 1e4, _COUNTRY, file="countries.COUNTRY.gas.demand")
    ]
    alternative: Annotated[
        Array,
        Quantity("Gas capacity from others", "bcm/year", 0.0, 1e4, _COUNTRY, file="countries.COUNTRY.gas.alternative"),
    ]
    minimum_take: Annotated[
        Array,
        Quantity("Minimum take of the contract", "1", 0.0, 1.0, _COUNTRY, file="countries.COUNTRY.gas.minimum_take"),
    ]
    next_contract_months: Annotated[
        Array,
        Quantity(
            "Length of the next contract",
            "months",
            1.0,
            600.0,
            _COUNTRY,
            file="countries.COUNTRY.gas.next_contract.months",
        ),
    ]
    next_indexation: Annotated[
        Array,
        Quantity(
            "Indexed share of the next contract",
            "1",
            0.0,
            1.0,
            _COUNTRY,
            file="countries.COUNTRY.gas.next_contract.indexation",
        ),
    ]

    trade: Annotated[
        Array,
        Quantity(
            "Share of trade with the pole", "1", 0.0, 1.0, _POLE, file="countries.COUNTRY.trade.POLE", shares=True
        ),
    ]
    arms: Annotated[
        Array,
        Quantity("Share of arms from the pole", "1", 0.0, 1.0, _POLE, file="countries.COUNTRY.arms.POLE", shares=True),
    ]
    alliance: Annotated[
        Array,
        Quantity("Membership of the pole's alliance", "1", 0.0, 1.0, _POLE, file="countries.COUNTRY.alliance.POLE"),
    ]
    exposure: Annotated[
        Array, Quantity("Exposure to the pole's forces", "1", 0.0, 1.0, _POLE, file="countries.COUNTRY.exposure.POLE")
    ]
    energy_ownership: Annotated[
        Array,
        Quantity(
            "Energy firms owned by the pole", "1", 0.0, 1.0, _POLE, file="countries.COUNTRY.energy_ownership.POLE"
        ),
    ]
    openness: Annotated[
        Array, Quantity("Openness to the pole's foothold (solved)", "1", 0.0, NO_BOUND, _POLE, record=False)
    ]

    share: Annotated[Array, Quantity("Share of the people", "1", 0.0, 1.0, ("public",), record=False)]
    kinship: Annotated[Array, Quantity("Attention to the kin state", "1", 0.0, 1.0, ("public",), record=False)]
    attitude: Annotated[Array, Quantity("Long-held attitude (solved)", "1", -1.0, 1.0, _PUBLIC, record=False)]
    cut_ally: Annotated[Array, Quantity("Cut point: ally", "1", -NO_BOUND, NO_BOUND, _PUBLIC, record=False)]
    cut_partner: Annotated[Array, Quantity("Cut point: partner", "1", -NO_BOUND, NO_BOUND, _PUBLIC, record=False)]
    cut_rival: Annotated[Array, Quantity("Cut point: rival", "1", -NO_BOUND, NO_BOUND, _PUBLIC, record=False)]

    ties: Annotated[
        Array,
        Quantity(
            "Tie to a neighbour", "1", 0.0, 1.0, ("country", "peer"), record=False, file="countries.COUNTRY.ties.PEER"
        ),
    ]
    salience: Annotated[
        Array,
        Quantity(
            "Salience of the dispute", "1", 0.0, 1.0, ("dispute", "country"), file="disputes.DISPUTE.salience.COUNTRY"
        ),
    ]
    rest: Annotated[
        Array, Quantity("Resting tension", "1", 0.0, 1.0, ("dispute",), record=False, file="disputes.DISPUTE.rest")
    ]
    difficulty: Annotated[
        Array, Quantity("Difficulty of the act", "1", -2.0, 2.0, ("act",), file="acts.ACT.difficulty")
    ]
    kind_term: Annotated[
        Array,
        Quantity(
            "Readiness for this act beyond all others",
            "1",
            -3.0,
            3.0,
            ("act", "country"),
            file="acts.ACT.terms.COUNTRY",
        ),
    ]
    world_yes: Annotated[
        Array,
        Quantity("States that vote yes", "1", 0.0, 250.0, ("act",), file="acts.ACT.world_support.yes"),
    ]
    world_no: Annotated[
        Array,
        Quantity("States that vote no", "1", 0.0, 250.0, ("act",), file="acts.ACT.world_support.no"),
    ]
    world_abstain: Annotated[
        Array,
        Quantity("States that abstain", "1", 0.0, 250.0, ("act",), file="acts.ACT.world_support.abstain"),
    ]
    open: Annotated[Array, Quantity("Act is asked for", "1", 0.0, 1.0, ("act",), file="acts.ACT.open")]
