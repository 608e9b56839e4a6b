"""Legal lengths of terms, for elections nobody had called yet."""

from twochairs.evidence.coding.coding import tables


def terms() -> dict[str, int]:
    """Country to the months between its elections, as coded for its first government."""
    found: dict[str, int] = {}
    for government in tables().governments:
        found.setdefault(government.country, government.term_months)
    return found
