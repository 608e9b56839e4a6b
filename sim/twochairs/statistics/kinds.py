"""What an outcome is. It follows from how the outcome is declared, never from the values that happened to come out."""

NUMBER = "number"
"""Of a continuous range, such as an alignment."""
SHARE = "share"
"""So (1) or not (0) in each run, so that its mean is a share of runs."""
FRACTION = "fraction"
"""A part of a whole in each run, in [0, 1], such as a share of months."""
COUNT = "count"
"""How often in each run: 0, 1, 2 and so on."""
WHOLE = "whole"
"""A whole number of either sign, such as a difference of counts."""
MONTH = "month"
"""When something comes first in each run; not a number where it does not come."""
FIXED = "fixed"
"""Without any chance in it, such as a lever that nothing but the timeline moves: what it is, it is in every run."""

KINDS = (NUMBER, SHARE, FRACTION, COUNT, WHOLE, MONTH, FIXED)
