"""What a record says of a constant, in words."""

SILENT = "says nothing"
NOTHING = 0.1
"""A contraction or shift below it is none: about two of the Monte Carlo errors of a contraction."""


def said(contraction: float, shift: float) -> str:
    """What a record says of a constant, in words."""
    if contraction > 0.6:
        return "says much"
    if contraction > 0.3:
        return "says something"
    if contraction < -NOTHING:
        return "speaks against the prior"
    return "says little" if contraction > NOTHING or abs(shift) > NOTHING else SILENT
