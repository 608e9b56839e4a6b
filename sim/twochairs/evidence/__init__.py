"""Observed figures with their sources, and what is made of them."""
