"""Scenario files: the good, the bad, and what is said of them."""
