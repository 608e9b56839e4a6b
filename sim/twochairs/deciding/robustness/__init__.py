"""Lever settings over worlds that nobody chooses: the search for them, and what fresh runs say of the best."""
