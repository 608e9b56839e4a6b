"""What changes from month to month by the rules."""

from typing import Annotated, NamedTuple

from twochairs.world.quantity import NO_BOUND, Array, Quantity
from twochairs.world.words import COURSES

_WORLD: tuple[str, ...] = ()
_COUNTRY = ("country",)
_POLE = ("pole", "country")
_PUBLIC = ("public", "pole")


class State(NamedTuple):
    """One number per agent and lane. Shapes follow `dims`, the lane last."""

    hub_price: Annotated[Array, Quantity("Hub gas price", "USD/1000 m3", 1.0, 1e5, _WORLD, file="world.hub_price")]
    hub_slow: Annotated[
        Array, Quantity("Gas price of long contracts", "USD/1000 m3", 1.0, 1e5, _WORLD, file="world.hub_slow")
    ]
    news: Annotated[Array, Quantity("Independent news about the pole", "1", -1.0, 1.0, ("pole",), file="news.POLE")]
    money_spent: Annotated[Array, Quantity("Money spent by the pole so far", "bn USD", -NO_BOUND, NO_BOUND, ("pole",))]
    effort_spent: Annotated[Array, Quantity("Effort spent by the pole so far", "lever-years", 0.0, NO_BOUND, ("pole",))]

    alignment: Annotated[Array, Quantity("Alignment", "1", -1.0, 1.0, _COUNTRY, file="countries.COUNTRY.alignment")]
    target: Annotated[Array, Quantity("Alignment target", "1", -NO_BOUND, NO_BOUND, _COUNTRY)]
    course: Annotated[
        Array,
        Quantity(
            "Government's course",
            "1",
            -1.0,
            1.0,
            _COUNTRY,
            file="countries.COUNTRY.government.course",
            words=COURSES,
        ),
    ]
    challenger: Annotated[
        Array,
        Quantity(
            "Challenger's course",
            "1",
            -1.0,
            1.0,
            _COUNTRY,
            file="countries.COUNTRY.government.challenger",
            words=COURSES,
        ),
    ]
    partner_in_office: Annotated[
        Array,
        Quantity(
            "Coalition partner in office",
            "1",
            0.0,
            1.0,
            _COUNTRY,
            whole=True,
            file="countries.COUNTRY.government.partner.in_office",
        ),
    ]
    election_called: Annotated[
        Array, Quantity("Early election called", "1", 0.0, 1.0, _COUNTRY, record=False, whole=True)
    ]
    governments: Annotated[Array, Quantity("Changes of government so far", "1", 0.0, NO_BOUND, _COUNTRY, whole=True)]
    public_position: Annotated[Array, Quantity("Public's position", "1", -1.0, 1.0, _COUNTRY)]
    bid: Annotated[Array, Quantity("Factor on the poles' offers", "1", 1.0, NO_BOUND, _COUNTRY)]
    welfare: Annotated[Array, Quantity("Material stakes", "% of GDP a year", -NO_BOUND, NO_BOUND, _COUNTRY)]
    gas_dependence: Annotated[
        Array,
        Quantity("Share of gas from the seller", "1", 0.0, 1.0, _COUNTRY, file="countries.COUNTRY.gas.dependence"),
    ]
    contract_price: Annotated[Array, Quantity("Contract gas price", "USD/1000 m3", 0.0, NO_BOUND, _COUNTRY)]
    signed_price: Annotated[
        Array, Quantity("Contract price at signing", "USD/1000 m3", 0.0, NO_BOUND, _COUNTRY, record=False)
    ]
    hub_at_signing: Annotated[Array, Quantity("Hub price at signing", "USD/1000 m3", 1.0, 1e5, _COUNTRY, record=False)]
    indexation: Annotated[Array, Quantity("Share of the price indexed", "1", 0.0, 1.0, _COUNTRY, record=False)]
    contract_months: Annotated[Array, Quantity("Contract months left", "months", 0.0, NO_BOUND, _COUNTRY)]
    energy_saving: Annotated[
        Array, Quantity("Energy saving against long contracts", "% of GDP a year", -NO_BOUND, NO_BOUND, _COUNTRY)
    ]
    cutoff_loss: Annotated[Array, Quantity("Loss from gas not delivered", "% of GDP a year", 0.0, NO_BOUND, _COUNTRY)]
    gas_bill: Annotated[Array, Quantity("Gas bill", "bn USD a year", 0.0, NO_BOUND, _COUNTRY)]
    free_media: Annotated[Array, Quantity("Media freedom, outside support included", "1", 0.0, 1.0, _COUNTRY)]
    declared_rate: Annotated[Array, Quantity("Declarations joined, trailing 12 months", "1", 0.0, 1.0, _COUNTRY)]
    west_benefit: Annotated[Array, Quantity("Benefit from poles above 0", "1", 0.0, NO_BOUND, _COUNTRY)]
    east_benefit: Annotated[Array, Quantity("Benefit from poles below 0", "1", 0.0, NO_BOUND, _COUNTRY)]
    hedging_index: Annotated[Array, Quantity("Hedging index", "1", 0.0, 1.0, _COUNTRY)]
    aid_liability: Annotated[
        Array, Quantity("Liability: misalignment x aid", "% of GDP a year", 0.0, NO_BOUND, _COUNTRY)
    ]
    tension_liability: Annotated[Array, Quantity("Liability: tension", "1", 0.0, 1.0, _COUNTRY)]
    foothold_liability: Annotated[Array, Quantity("Liability: footholds", "1", 0.0, 1.0, _COUNTRY)]
    liability: Annotated[Array, Quantity("Liability index", "1", 0.0, NO_BOUND, _COUNTRY)]

    foothold: Annotated[
        Array, Quantity("Foothold of the pole", "1", 0.0, 1.0, _POLE, file="countries.COUNTRY.foothold.POLE")
    ]
    accession: Annotated[
        Array, Quantity("Accession progress", "1", 0.0, 1.0, _POLE, file="countries.COUNTRY.accession.POLE")
    ]
    shield: Annotated[Array, Quantity("Shield of the pole where it is needed most", "1", 0.0, 1.0, _POLE)]
    supply_stake: Annotated[Array, Quantity("What hangs on the pole's supply", "1", 0.0, 1.0, _POLE)]
    favours: Annotated[Array, Quantity("What the pole gives and could withdraw", "1", 0.0, 3.0, _POLE)]
    threat: Annotated[Array, Quantity("Threat felt from the pole", "1", 0.0, 1.0, _POLE)]
    required_alignment: Annotated[Array, Quantity("Alignment asked of a candidate", "1", -1.0, 1.0, _POLE)]
    answered: Annotated[
        Array, Quantity("Pole has answered an act against it", "1", 0.0, 1.0, _POLE, record=False, whole=True)
    ]

    favourability: Annotated[
        Array,
        Quantity("Favourability", "1", -1.0, 1.0, _PUBLIC, file="countries.COUNTRY.publics.PUBLIC.favourability.POLE"),
    ]
    ally: Annotated[Array, Quantity("See the pole as an ally", "1", 0.0, 1.0, _PUBLIC)]
    partner: Annotated[Array, Quantity("See it as a necessary partner", "1", 0.0, 1.0, _PUBLIC)]
    rival: Annotated[Array, Quantity("See it as a rival", "1", 0.0, 1.0, _PUBLIC)]
    adversary: Annotated[Array, Quantity("See it as an adversary", "1", 0.0, 1.0, _PUBLIC)]
    orientation: Annotated[Array, Quantity("Net orientation over poles", "1", -1.0, 1.0, ("public",))]

    tension: Annotated[Array, Quantity("Tension", "1", 0.0, 1.0, ("dispute",), file="disputes.DISPUTE.tension")]
    incident: Annotated[Array, Quantity("Incident this month", "1", 0.0, 1.0, ("dispute",), whole=True)]
    incident_probability: Annotated[
        Array, Quantity("Probability of an incident this month", "1", 0.0, 1.0, ("dispute",))
    ]

    months_asked: Annotated[Array, Quantity("Months the act has been asked for", "months", 0.0, NO_BOUND, ("act",))]
    joined: Annotated[
        Array,
        Quantity(
            "Act done (a sticky act stays)",
            "1",
            0.0,
            1.0,
            ("act", "country"),
            whole=True,
            file="countries.COUNTRY.joined.ACT",
        ),
    ]
    joining_probability: Annotated[
        Array, Quantity("Probability of doing it when asked", "1", 0.0, 1.0, ("act", "country"))
    ]
    opposing_probability: Annotated[
        Array, Quantity("Probability of voting no when asked", "1", 0.0, 1.0, ("act", "country"))
    ]
    opposed: Annotated[Array, Quantity("Voted no", "1", 0.0, 1.0, ("act", "country"), whole=True)]
    readiness: Annotated[Array, Quantity("Readiness for the act", "1", -NO_BOUND, NO_BOUND, ("act", "country"))]
    reluctance: Annotated[Array, Quantity("Reluctance in this round", "1", 0.0, 1.0, ("act", "country"))]
    round_term: Annotated[Array, Quantity("This round's own difficulty", "1", -NO_BOUND, NO_BOUND, ("act",))]
    mood: Annotated[Array, Quantity("This year's mood in declarations", "1", -NO_BOUND, NO_BOUND, _COUNTRY)]
    declarations_joined: Annotated[
        Array, Quantity("Declarations joined by month", "1", 0.0, NO_BOUND, ("slot", "country"), record=False)
    ]
    declarations_made: Annotated[
        Array, Quantity("Declarations made by month", "1", 0.0, NO_BOUND, ("slot",), record=False)
    ]

    contribution: Annotated[
        Array,
        Quantity("Contribution to the target", "1", -NO_BOUND, NO_BOUND, ("mechanism", "country")),
    ]
    weight: Annotated[Array, Quantity("Sum of anchor weights", "1", 0.0, NO_BOUND, _COUNTRY)]
    heard: Annotated[Array, Quantity("Message heard about the pole", "1", -1.0, 1.0, _PUBLIC)]

    event_fired: Annotated[Array, Quantity("Random event happened", "1", 0.0, 1.0, ("event",), whole=True)]
    policy_fired: Annotated[Array, Quantity("Policy acted", "1", 0.0, 1.0, ("policy",), whole=True)]
