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
    """

    cost: str
    rest: float = 0.0


class Levers(NamedTuple):
    """Shape (pole, country, lane)."""

    pressure: Annotated[Array, Lever("Pressure", "1", 0.0, 1.0, _POLE, cost=EFFORT)]
    accession_credibility: Annotated[
        Array, Lever("Credibility of the accession offer", "1", 0.0, 1.0, _POLE, cost=EFFORT)
    ]
    aid: Annotated[Array, Lever("Aid", "% of GDP a year", 0.0, 10.0, _POLE, cost=MONEY)]
    aid_visibility: Annotated[Array, Lever("Visibility of aid", "1", 0.0, 1.0, _POLE, cost=EFFORT)]
    diversification_support: Annotated[Array, Lever("Support for other gas", "1", 0.0, 1.0, _POLE, cost=EFFORT)]
    media_support: Annotated[Array, Lever("Support for free media", "1", 0.0, 1.0, _POLE, cost=EFFORT)]
    mediation: Annotated[Array, Lever("Mediation of disputes", "1", 0.0, 1.0, _POLE, cost=EFFORT)]
    security_guarantee: Annotated[Array, Lever("Security guarantee", "1", 0.0, 1.0, _POLE, cost=EFFORT)]
    energy_sanctions: Annotated[
        Array, Lever("Sanctions on rival-owned energy firms", "1", 0.0, 1.0, _POLE, cost=EFFORT)
    ]
    gas_discount: Annotated[Array, Lever("Largest gas discount", "1", 0.0, 0.8, _POLE, cost=MONEY)]
    gas_supply: Annotated[Array, Lever("Gas delivered", "1", 0.0, 1.0, _POLE, cost=MONEY, rest=1.0)]
    patronage: Annotated[Array, Lever("Diplomatic shield in disputes", "1", 0.0, 1.0, _POLE, cost=EFFORT)]
    influence_effort: Annotated[Array, Lever("Influence effort", "1", 0.0, 1.0, _POLE, cost=EFFORT)]
    arms_supply: Annotated[Array, Lever("Arms supply", "1", 0.0, 1.0, _POLE, cost=EFFORT)]


LEVERS: dict[str, Lever] = declared(Levers)
COSTS = {name: lever.cost for name, lever in LEVERS.items()}
"""Lever to what it costs; that `count_costs` counts each so is tested for every lever there is."""
AT_REST = {name: lever.rest for name, lever in LEVERS.items() if lever.rest}
"""Levers that do not rest at 0."""
