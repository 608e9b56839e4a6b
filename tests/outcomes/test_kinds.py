"""Kinds of outcomes follow from what is declared, never from the values that came out."""

import pytest

from twochairs.outcomes.outcome import compiled_outcome
from twochairs.statistics.kinds import COUNT, FIXED, FRACTION, MONTH, NUMBER, PART, SHARE, WHOLE
from twochairs.world.layout import Layout, Names

LAYOUT = Layout(Names(country=("ALD", "BOR"), pole=("LEA", "CRO"), dispute=("strait",), act=("embargo",)))
KINDS = {
    "alignment[ALD]@end": NUMBER,
    "alignment[ALD]@mean": NUMBER,
    "alignment[ALD]@end - alignment[ALD]@start": NUMBER,
    "embargo[ALD]@end": SHARE,
    "embargo[ALD]@2030-06": SHARE,
    "embargo_within[ALD, 6]": SHARE,
    "max(embargo[ALD])": SHARE,
    "embargo[ALD]@max": SHARE,
    "alignment[ALD]@end > 0": SHARE,
    "alignment[ALD]@end > 0 and not embargo[ALD]@end": SHARE,
    "first_month(embargo[ALD]) < 6": SHARE,
    "1 - embargo[ALD]@end": SHARE,
    "embargo[ALD]@end * embargo[BOR]@end": SHARE,
    "max(embargo[ALD]@end, embargo[BOR]@end)": SHARE,
    "abs(embargo[ALD]@end)": SHARE,
    "embargo[ALD]@mean": FRACTION,
    "average(embargo)@end": FRACTION,
    "share_of_months(alignment[ALD] > 0)": FRACTION,
    "1 - share_of_months(alignment[ALD] > 0)": FRACTION,
    "declared_rate[ALD]@end": PART,
    "declared_rate[ALD]@mean": PART,
    "max(declared_rate[ALD])": PART,
    "average(declared_rate)@end": PART,
    "1 - declared_rate[ALD]@end": PART,
    "declared_rate[ALD]@end * declared_rate[BOR]@end": PART,
    "declared_rate[ALD]@end - declared_rate[BOR]@end": NUMBER,
    "declared_rate[ALD]@end + declared_rate[BOR]@end": NUMBER,
    "2 * declared_rate[ALD]@end": NUMBER,
    "spread(declared_rate)@end": NUMBER,
    "sum(declared_rate[ALD])": NUMBER,
    "sum(incident[strait])": COUNT,
    "count_months(tension[strait] > 0.5)": COUNT,
    "governments[ALD]@end": COUNT,
    "governments[ALD]@end + governments[BOR]@end": COUNT,
    "embargo[ALD]@end + embargo[BOR]@end": COUNT,
    "2 * governments[ALD]@end": COUNT,
    "governments[ALD]@end - governments[BOR]@end": WHOLE,
    "embargo[ALD]@end - embargo[BOR]@end": WHOLE,
    "-governments[ALD]@end": WHOLE,
    "abs(governments[ALD]@end - governments[BOR]@end)": COUNT,
    "first_month(embargo[ALD])": MONTH,
    "first_month(embargo[ALD]) - 1": MONTH,
    "min(first_month(embargo[ALD]), 6)": MONTH,
    "first_month(embargo[ALD]) - first_month(embargo[BOR])": WHOLE,
    "governments[ALD]@end / 2": NUMBER,
    "0.5 * embargo[ALD]@end": NUMBER,
    "exp(embargo[ALD]@end)": NUMBER,
    "alignment[ALD]@end * embargo[ALD]@end": NUMBER,
    "spread(embargo)@end": NUMBER,
    "governments[ALD]@mean": NUMBER,
    "pressure[LEA, ALD]@end": PART,
    "aid[LEA, ALD]@end": NUMBER,
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_the_kind_of_an_outcome(text: str, kind: str) -> None:
    program = compiled_outcome(text, LAYOUT, "2030-01", 12)
    assert program.kind == kind
    assert program.kind_where(range(0)) == kind
    assert program.kind_where(range(LAYOUT.slots)) == FIXED


def test_the_start_has_no_chance_unless_constants_are_drawn() -> None:
    program = compiled_outcome("alignment[ALD]@start + embargo[ALD]@start", LAYOUT, "2030-01", 12)
    assert program.kind_where(()) == FIXED
    assert program.kind_where((), drawn=True) == NUMBER
    assert compiled_outcome("alignment[ALD]@start - alignment[ALD]@end", LAYOUT, "2030-01", 12).kind_where(()) == NUMBER
