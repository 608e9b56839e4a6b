"""What a title and a card speak of: the rule by which an act is chosen, and that both speak of the same."""

from dataclasses import replace

import numpy as np
import pytest

from twochairs.errors import NotPossible
from twochairs.figures import sizes
from twochairs.figures.sizes import Change
from twochairs.reports.findings import ACT, ALIGNMENT, DECLARATIONS, POLL, Findings, findings
from twochairs.reports.subject import LEAST, acts, subject, third
from twochairs.results.result import Result

STILL = Change(0.0, np.nan, np.nan, 4, 4, varied=False)
TOLD = Change(0.5, 0.2, 0.8, 4, 4)
LARGER = Change(0.9, 0.8, 1.0, 4, 4)
UNKNOWN = Change(0.5, -0.2, 1.0, 4, 4)
HARDLY = Change(0.001, 0.0005, 0.0015, 4, 4)


@pytest.fixture(scope="module")
def alone(result: Result) -> Findings:
    found = findings([result])
    assert found is not None
    return found


@pytest.fixture(scope="module")
def three(result: Result, variant: Result) -> Findings:
    """Two other results, the second of which moves the state further."""
    found = findings([result, variant, variant])
    assert found is not None
    moved = [replace(one, values=np.full((4, 2), size)) for one, size in zip(found.moved, (0.1, -0.3), strict=True)]
    return replace(found, moved=moved)


def changed(found: Findings, place: int, **changes: Change) -> Findings:
    """The same, in which outcomes that begin as given change so in one of the others, and nothing else at all."""

    def of(outcome: str) -> list[Change]:
        own = next((change for name, change in changes.items() if outcome.startswith(name)), STILL)
        return [own if place == number else STILL for number in range(len(found.others))]

    return replace(found, rows=[replace(row, changes=of(row.outcome)) for row in found.rows])


def name(found: Findings) -> tuple[int | None, str]:
    place, row = subject(found)
    assert row is not None
    return place, row.outcome


def test_of_one_result_joining_sanctions_is_before_what_stands_before_it_in_the_file(alone: Findings) -> None:
    declared = {"vote": {"kind": "plain"}, "sanctions": {"kind": "sanctions"}}
    alone.base.__dict__.pop("scenario", None)
    assert [row.outcome for row in acts(alone)] == ["vote[AAA]@end", "sanctions[AAA]@end"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Result, "scenario", {"acts": declared})
        assert [row.outcome for row in acts(alone)] == ["sanctions[AAA]@end", "vote[AAA]@end"]


@pytest.mark.parametrize(
    ("vote", "sanctions", "first"),
    [(0.5, 0.5, "vote"), (0.0, 0.5, "sanctions"), (1.0, 0.25, "sanctions"), (1.0, 0.0, "vote")],
)
def test_of_one_result_it_is_the_first_act_that_some_runs_do(
    alone: Findings, vote: float, sanctions: float, first: str
) -> None:
    means = {"vote[AAA]@end": vote, "sanctions[AAA]@end": sanctions}
    rows = [replace(row, base={**row.base, "mean": means.get(row.outcome, 0.5)}) for row in alone.rows]
    assert name(replace(alone, rows=rows)) == (None, f"{first}[AAA]@end")


def test_of_several_it_is_the_first_act_that_is_told_where_the_state_moves_furthest(three: Findings) -> None:
    """Not the largest change: whichever of several is largest has chance on its side."""
    assert name(changed(three, 1, alignment=TOLD, vote=TOLD, sanctions=LARGER)) == (1, "vote[AAA]@end")
    assert name(changed(three, 1, alignment=TOLD, vote=UNKNOWN, sanctions=TOLD)) == (1, "sanctions[AAA]@end")
    assert name(changed(three, 0, alignment=TOLD, sanctions=TOLD)) == (1, "vote[AAA]@end")


def test_where_nothing_moves_the_state_it_is_the_first_result_that_is_told_to_change_something(three: Findings) -> None:
    assert name(changed(three, 0, sanctions=TOLD)) == (0, "sanctions[AAA]@end")
    assert name(changed(three, 0, declared_rate=TOLD)) == (0, "declared_rate[AAA]@end")
    assert name(changed(three, 0, vote=UNKNOWN)) == (1, "vote[AAA]@end")


def test_an_act_that_is_asked_for_is_the_one_whatever_is_told(result: Result, three: Findings) -> None:
    asked = replace(changed(three, 1, alignment=TOLD, vote=TOLD), asked="sanctions[AAA]@end")
    assert name(asked) == (1, "sanctions[AAA]@end")
    found = findings([result], act="sanctions")
    assert found is not None
    assert name(found) == (None, "sanctions[AAA]@end")


def test_an_act_that_is_not_there_is_told_with_all_that_are(result: Result) -> None:
    has = f"it has vote ({result.label('act', 'vote')}), sanctions ({result.label('act', 'sanctions')})"
    for given, likely in (("sanctons", "did you mean 'sanctions'? "), ("zzz", "")):
        with pytest.raises(NotPossible) as error:
            findings([result], act=given)
        assert str(error.value) == f"there is no act {given!r} in this result\n  hint: {likely}{has}"


def test_the_third_number_is_of_what_matters(three: Findings, alone: Findings) -> None:
    polls = changed(three, 1, ally=TOLD, declared_rate=TOLD)
    row = third(polls, 1, None)
    assert row is not None and row.what == POLL
    hardly = changed(three, 1, ally=HARDLY, declared_rate=TOLD)
    row = third(hardly, 1, None)
    assert row is not None and row.what == DECLARATIONS
    assert third(hardly, 1, row) is None
    assert third(changed(three, 1, ally=HARDLY), 1, None) is None
    row = third(alone, None, None)
    assert row is not None and row.base["mean"] == max(one.base["mean"] for one in alone.of(POLL))


def test_what_hardly_matters_is_one_number_for_each_kind() -> None:
    assert LEAST == {ALIGNMENT: 0.02, ACT: 0.0, DECLARATIONS: sizes.POINT, POLL: sizes.POINT}
