"""Sweeps that cannot be lost: every point of a design in a chunk of its own, run anywhere, committed by who ran it."""
