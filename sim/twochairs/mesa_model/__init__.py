"""The Mesa face: one replicate, with agents to look at and to steer."""

from twochairs.mesa_model.agents import Country, Dispute, Pole, Public
from twochairs.mesa_model.model import TwoChairs

__all__ = ["Country", "Dispute", "Pole", "Public", "TwoChairs"]
"""What a notebook imports."""
