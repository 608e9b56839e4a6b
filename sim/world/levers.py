"""What a pole can pull. Every pole may hold every lever; each is set per country."""

from typing import Annotated, NamedTuple

from sim.world.quantity import Array, Quantity

_POLE = ("pole", "country")


class Levers(NamedTuple):
    """Shape (pole, country, lane). What a lever costs its owner: money where it is money, else lever-years."""

    pressure: Annotated[Array, Quantity("Pressure", "1", 0.0, 1.0, _POLE)]
    accession_credibility: Annotated[Array, Quantity("Credibility of the accession offer", "1", 0.0, 1.0, _POLE)]
    aid: Annotated[Array, Quantity("Aid", "% of GDP a year", 0.0, 10.0, _POLE)]
    aid_visibility: Annotated[Array, Quantity("Visibility of aid", "1", 0.0, 1.0, _POLE)]
    diversification_support: Annotated[Array, Quantity("Support for other gas", "1", 0.0, 1.0, _POLE)]
    media_support: Annotated[Array, Quantity("Support for free media", "1", 0.0, 1.0, _POLE)]
    mediation: Annotated[Array, Quantity("Mediation of disputes", "1", 0.0, 1.0, _POLE)]
    security_guarantee: Annotated[Array, Quantity("Security guarantee", "1", 0.0, 1.0, _POLE)]
    energy_sanctions: Annotated[Array, Quantity("Sanctions on rival-owned energy firms", "1", 0.0, 1.0, _POLE)]
    gas_discount: Annotated[Array, Quantity("Largest gas discount", "1", 0.0, 0.8, _POLE)]
    gas_supply: Annotated[Array, Quantity("Gas delivered", "1", 0.0, 1.0, _POLE)]
    patronage: Annotated[Array, Quantity("Diplomatic shield in disputes", "1", 0.0, 1.0, _POLE)]
    influence_effort: Annotated[Array, Quantity("Influence effort", "1", 0.0, 1.0, _POLE)]
    arms_supply: Annotated[Array, Quantity("Arms supply", "1", 0.0, 1.0, _POLE)]


AT_REST = {"gas_supply": 1.0}
"""Levers that do not rest at 0."""
