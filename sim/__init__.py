"""twochairs: states that sit on two chairs, simulated."""

__version__ = "0.1.0"
