"""The Mesa face: one replicate, with agents to look at and to steer."""

from sim.mesa_model.agents import Country, Dispute, Pole, Public
from sim.mesa_model.model import TwoChairs

__all__ = ["Country", "Dispute", "Pole", "Public", "TwoChairs"]
"""What a notebook imports."""
