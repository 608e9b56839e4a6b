"""What a pole can pull. Every pole may hold every lever; each is set per country."""

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from twochairs.world.quantity import Array, Quantity, declared

_POLE = ("pole", "country")
MONEY, EFFORT = "money", "effort"
"""What a lever costs its owner: money, as aid given or gas revenue forgone, or lever-years."""


@dataclass(frozen=True, kw_only=True)
class Lever(Quantity):
    """A declared lever.

    Attributes
    ----------
    cost : MONEY or EFFORT; there is no lever without one
    rest : where it stands unless a scenario says otherwise
    through : mechanisms it works through, where these can all be switched off
    first : whether its cost is added up before others', as it always was: the order of a sum decides its last bit
    """

    cost: str
    rest: float = 0.0
    through: tuple[str, ...] = ()
    first: bool = False


class Levers(NamedTuple):
    """Shape (pole, country, lane)."""

    pressure: Annotated[Array, Lever("Pressure", "1", 0.0, 1.0, _POLE, cost=EFFORT, first=True)]
    accession_credibility: Annotated[
        Array,
        Lever(
            "Credibility of the accession offer",
            "1",
            0.0,
            1.0,
            _POLE,
            cost=EFFORT,
            through=("accession_offer", "accession"),
        ),
    ]
    aid: Annotated[Array, Lever("Aid", "% of GDP a year", 0.0, 10.0, _POLE, cost=MONEY)]
    aid_visibility: Annotated[
        Array, Lever("Visibility of aid", "1", 0.0, 1.0, _POLE, cost=EFFORT, through=("aid_experience",), first=True)
    ]
    diversification_support: Annotated[
        Array, Lever("Support for other gas", "1", 0.0, 1.0, _POLE, cost=EFFORT, through=("diversification",))
    ]
    media_support: Annotated[
        Array, Lever("Support for free media", "1", 0.0, 1.0, _POLE, cost=EFFORT, through=("media_support",))
    ]
    mediation: Annotated[
        Array, Lever("Mediation of disputes", "1", 0.0, 1.0, _POLE, cost=EFFORT, through=("mediation",))
    ]
    security_guarantee: Annotated[
        Array, Lever("Security guarantee", "1", 0.0, 1.0, _POLE, cost=EFFORT, through=("security_guarantee",))
    ]
    energy_sanctions: Annotated[
        Array,
        Lever(
            "Sanctions on rival-owned energy firms", "1", 0.0, 1.0, _POLE, cost=EFFORT, through=("energy_sanctions",)
        ),
    ]
    gas_discount: Annotated[Array, Lever("Largest gas discount", "1", 0.0, 0.8, _POLE, cost=MONEY)]
    gas_supply: Annotated[Array, Lever("Gas delivered", "1", 0.0, 1.0, _POLE, cost=MONEY, rest=1.0)]
    patronage: Annotated[
        Array, Lever("Diplomatic shield in disputes", "1", 0.0, 1.0, _POLE, cost=EFFORT, through=("patronage",))
    ]
    influence_effort: Annotated[Array, Lever("Influence effort", "1", 0.0, 1.0, _POLE, cost=EFFORT)]
    arms_supply: Annotated[Array, Lever("Arms supply", "1", 0.0, 1.0, _POLE, cost=EFFORT, through=("arms",))]


LEVERS: dict[str, Lever] = declared(Levers)
AT_REST = {name: lever.rest for name, lever in LEVERS.items() if lever.rest}
"""Levers that do not rest at 0."""
OF_EFFORT = sorted((name for name, lever in LEVERS.items() if lever.cost == EFFORT), key=lambda n: not LEVERS[n].first)
"""Levers that cost effort, in the order in which it is added up."""
