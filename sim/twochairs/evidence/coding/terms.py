"""Legal lengths of terms, for elections nobody had called yet."""

from twochairs.evidence.coding.coding import tables
from twochairs.scenario.example import HOME


def terms(case: str = HOME) -> dict[str, int]:
    """Country to the months between its elections, as coded for its first government in a case."""
    found: dict[str, int] = {}
    for government in tables(case).governments:
        found.setdefault(government.country, government.term_months)
    return found
