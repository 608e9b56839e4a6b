"""Entries of a register that are made up."""

from twochairs.evidence.register.entry import (
    CONDITIONAL,
    IDEAL_POINT,
    LEVELS,
    QUANTILES,
    RATE,
    SANCTIONS,
    SCENARIO,
    VOTE,
    Basis,
    Entry,
    row_of,
)

BASIS = Basis(
    name="2024-01-01-made-up",
    title="Made up",
    made="2024-01-01",
    case="south-east-asia",
    scenario="made-up.yaml 0",
    constants="0",
    version="0",
    code="0",
    known_to=2009,
    draws=1,
    runs=1,
    seed=1,
    mean_of=3,
)


def spread(middle: float, width: float = 1.0) -> dict[str, float]:
    """Evenly spaced quantiles about a middle; the band of 90 % is 0.9 times the width."""
    return dict(zip(QUANTILES, [middle + width * (level - 0.5) for level in LEVELS], strict=True))


def points(**middles: float) -> Entry:
    """Forecasts of ideal points of 2010: PHL=-0.3."""
    rows = [row_of(CONDITIONAL, IDEAL_POINT, state, 2010, **spread(middle)) for state, middle in middles.items()]
    return Entry(BASIS, tuple(rows))


def acts(year: int) -> Entry:
    """Forecasts of Serbia's acts of a year that is in the tables of the Balkans, known to the year before."""
    rows = (
        row_of(SCENARIO, RATE, "SRB", year, about="nobody", **spread(0.5, 0.2)),
        *(
            row_of(
                SCENARIO,
                VOTE,
                "SRB",
                year,
                about="sovereignty",
                support=support,
                against=0.03,
                p_no=0.1,
                p_abstain=0.9 - support,
                p_yes=support,
            )
            for support in (0.4, 0.75)
        ),
        row_of(SCENARIO, SANCTIONS, "SRB", year, about=f"{year}-03", p_no=0.8, p_yes=0.2),
    )
    basis = {**BASIS.__dict__, "case": "balkans", "known_to": year - 1, "mean_of": 1}
    return Entry(Basis(**basis), rows)
