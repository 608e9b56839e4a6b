"""Words that a scenario may say for a number, each with the constant of the rules that says how large it is."""

COURSES = tuple((word, f"course_{word}") for word in ("member", "western", "both", "eastern", "bound"))
"""Declared courses of governments, partners and challengers, from the side above 0 to that below.

What each means is written in the coding of a case; where it lies on the axis is a constant.
"""
HARD_SHARES = (("usual", "hard_share_usual"), ("war", "hard_share_war"))
"""Shares of hard declarations, in usual years and in open war."""
