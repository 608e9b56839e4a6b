"""Outlines of states, or a network of them: what a map of a scenario is drawn from. Standard library only."""
