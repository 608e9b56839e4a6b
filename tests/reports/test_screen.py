"""The first screen: its words by the rules of sizes, its numbers those of the results."""

import re
from dataclasses import replace

import numpy as np
import pytest

from tests.figures.conftest import LONG, RIGHT_TO_LEFT, SCRIPT
from twochairs.figures.sizes import Change
from twochairs.figures.text import signed
from twochairs.reports import screen
from twochairs.reports.figures import Figures
from twochairs.reports.findings import ACT, ALIGNMENT, DECLARATIONS, Findings, findings
from twochairs.results.paired import SAME, paired, same
from twochairs.results.result import Result
from twochairs.scenario.grammar import Spoken
from twochairs.scenario.wording import percent


@pytest.fixture(scope="module")
def pair(result: Result, variant: Result) -> Findings:
    found = findings([result, variant])
    assert found is not None
    return found


@pytest.fixture(scope="module")
def alone(result: Result) -> Findings:
    found = findings([result])
    assert found is not None
    return found


def with_changes(found: Findings, **changes: Change) -> Findings:
    """The same, in which the first outcome of a kind changes as given, and all others not at all."""
    still = Change(0.0, np.nan, np.nan, 4, 4)
    rows, left = [], dict(changes)
    for row in found.rows:
        rows.append(replace(row, changes=[left.pop(row.what, still)]))
    assert not left
    return replace(found, rows=rows)


def test_the_table_has_the_numbers_of_the_results(pair: Findings, result: Result, variant: Result) -> None:
    """Every number that is printed, read back and compared with the tables, to the digit that is shown."""
    made = screen.screen(pair, "titles", Figures())
    assert made.head == [result.title, f"Change under “{variant.title}”"]
    summary = result.summary.set_index("outcome")
    frame = paired(result, variant).set_index("outcome")
    assert len(made.rows) == len(pair.rows)
    for row, (_, [base, change]) in zip(pair.rows, made.rows, strict=True):
        scale, digits = (1.0, 3) if row.what == ALIGNMENT else (100.0, 1)
        known, moved = summary.loc[row.outcome], frame.loc[row.outcome]
        if row.what == ACT:
            assert base.value == percent(known["mean"])
        else:
            assert numbers(base.value) == [round(scale * known["mean"], digits) + 0.0]
            assert numbers(base.interval) == rounded(scale, digits, known["low"], known["high"])
        shown = len(change.value.removesuffix(" pts").partition(".")[2])
        assert digits <= shown <= digits + 2
        assert numbers(change.value) == [round(scale * moved["mean_difference"], shown) + 0.0]
        if same(moved):
            assert (change.interval, change.told) == (SAME, True)
            continue
        assert numbers(change.interval) == rounded(scale, shown, moved["low"], moved["high"])
        assert change.told == (not moved["low"] <= 0.0 <= moved["high"] or within(row.what, moved))


def test_an_interval_has_as_many_digits_as_show_its_width() -> None:
    assert screen._digits(-0.061, -0.059, 1) == 3
    assert screen._digits(-0.11, -0.09, 1) == 2
    assert screen._digits(-3.4, 13.5, 1) == screen._digits(np.nan, np.nan, 1) == screen._digits(0.2, 0.2, 1) == 1
    assert screen._digits(0.12341, 0.12342, 3) == 5


def test_where_a_way_begins_is_said(alone: Findings, pair: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one result at the start, of another where the first ends: two yardsticks, two wordings."""
    moved = with_changes(pair, alignment=Change(0.1, 0.09, 0.11, 4, 4))
    moved = replace(moved, moved=[replace(pair.moved[0], values=np.full((4, 2), 0.1))])
    assert " of the way from where it otherwise ends to " in screen.title(moved)
    monkeypatch.setattr(screen, "since_start", lambda found: (Change(0.1, 0.09, 0.11, 4, 4), 0.1))
    assert " of the way from where it stood to " in screen.title(alone)


def within(what: str, moved: "dict[str, float]") -> bool:
    """Whether an interval that holds 0 lies within what hardly matters."""
    small = {ALIGNMENT: 0.02, ACT: 0.0}.get(what, 0.005)
    return bool(max(abs(moved["low"]), abs(moved["high"])) < small)


def numbers(text: str) -> list[float]:
    return [float(found.replace("−", "-")) for found in re.findall(r"[−+]?\d+(?:\.\d+)?", text)]


def rounded(scale: float, digits: int, *ends: float) -> list[float]:
    return [round(scale * end, digits) + 0.0 for end in ends if np.isfinite(end)]


def test_where_it_stands_is_told_with_the_scale(alone: Findings, pair: Findings, result: Result) -> None:
    low, median, high = np.quantile(
        result.series("alignment").sel(point=0, country="AAA").to_numpy()[:, -1], (0.05, 0.5, 0.95)
    )
    told = (
        f"ends at {signed(median)} in the median of 4 runs (90 % of them: {signed(low)} to {signed(high)}), "
        f"on a scale of −1 {LONG}; +1 {RIGHT_TO_LEFT}."
    )
    assert screen.lead(alone) == f"It {told}"
    assert screen.lead(pair) == f"Under “{result.title}” it {told}"


def test_the_title_of_one_result_says_what_the_state_does(alone: Findings) -> None:
    title = screen.title(alone)
    assert title.startswith(f"By 2024-02 {SCRIPT} ")
    [row] = [row for row in alone.rows if row.outcome == "vote[AAA]@end"]
    assert 0 < row.count < 4
    assert f"; “{row.label}” in {row.count} of 4 runs, " in title
    none = [replace(row, base={**row.base, "mean": 1.0}) if row.what == ACT else row for row in alone.rows]
    assert ";" not in screen.title(replace(alone, rows=none))


def test_the_title_of_two_says_what_the_second_does(pair: Findings, variant: Result) -> None:
    """What cannot be told is said so; what is largest of the rest follows."""
    unknown = with_changes(pair, alignment=Change(0.01, -0.05, 0.07, 4, 4), act=Change(0.5, 0.2, 0.8, 4, 4))
    act = unknown.of(ACT)[0].label
    assert screen.title(unknown) == (
        f"By 2024-02 {SCRIPT} cannot be told to move under “{variant.title}”; “{act}” in 2 more of 4 runs"
    )
    rate = with_changes(pair, alignment=Change(0.01, 0.0, 0.019, 4, 4), declarations=Change(-0.02, -0.03, -0.01, 4, 4))
    assert screen.title(rate) == (
        f"By 2024-02 {SCRIPT} hardly moves under “{variant.title}”; joins two points fewer of declarations"
    )


def test_what_differs_is_said_outcome_by_outcome(pair: Findings) -> None:
    moved = with_changes(pair, act=Change(0.5, 0.2, 0.8, 4, 4), declarations=Change(0.02, -0.03, 0.07, 4, 4))
    sentence = screen.sentence(moved, 0)
    assert sentence.startswith(f"{SCRIPT} does not move")
    assert f"; “{moved.of(ACT)[0].label}” in 2 more of 4 runs; " in sentence
    assert "; cannot be told to join more or fewer declarations; as many see " in sentence
    assert "; no act can be told to be done more or less often; " in screen.sentence(with_changes(pair), 0)


def test_results_that_do_the_same_are_told_together(pair: Findings, result: Result, variant: Result) -> None:
    three = findings([result, variant, variant])
    assert three is not None
    assert f"{screen.moves(three, 0)} under any of 2 other scenarios" in screen.title(three)


def test_of_many_results_the_title_names_the_one_that_moves_the_state_furthest(
    pair: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    does = ["hardly moves", "moves a tenth of the way to B", "moves half of the way to B"]
    moved = [replace(pair.moved[0], values=np.full((4, 2), size)) for size in (0.01, 0.05, 0.2)]
    three = replace(pair, others=pair.others * 3, moved=moved)
    monkeypatch.setattr(screen, "moves", lambda found, place: does[place])
    title = pair.others[0].title
    assert screen._under(three) == f"moves half of the way to B under “{title}”, further than under 2 other scenarios"
    monkeypatch.setattr(screen, "moves", lambda found, place: does[min(place, 1)])
    assert screen._under(three) == (
        f"moves a tenth of the way to B under “{title}” or “{title}” and hardly moves under “{title}”"
    )


def test_the_mean_and_the_median_pair_are_both_told_where_they_part(pair: Findings) -> None:
    moved = pair.moved[0]
    ends = np.array([0.0] * 7 + [0.4])
    apart = replace(pair, moved=[replace(moved, values=np.stack([np.zeros(8), ends], axis=1))])
    assert apart.moved[0].split
    assert "(median 0.000, 1 of 8 pairs above " in screen.sentence(apart, 0)
    assert "; mean +0.050)" in screen.sentence(apart, 0)


def test_a_state_of_a_plural_name_is_spoken_of_so(
    pair: Findings, variant: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Result, "spoken", lambda self, dim, key: Spoken("Philippines", article=True, plural=True))
    moved = with_changes(pair, alignment=Change(0.01, 0.0, 0.019, 4, 4), declarations=Change(-0.02, -0.03, -0.01, 4, 4))
    under = f"under “{variant.title}”"
    assert screen.title(moved) == (
        f"By 2024-02 the Philippines hardly move {under}; join two points fewer of declarations"
    )
    assert screen.sentence(with_changes(pair), 0).startswith(
        "The Philippines do not move; no act can be told to be done more or less often; join as many declarations; "
    )
    assert screen.lead(pair).startswith(f"Under “{pair.base.title}” they end at ")


def test_one_run_is_told_as_one(shortest: Result) -> None:
    found = findings([shortest])
    assert found is not None
    made = screen.screen(found, "", Figures())
    assert " in the one run there is, on a scale of " in made.lead
    assert all(cell.interval == "" for row, (_, cells) in zip(found.rows, made.rows, strict=True) for cell in cells[:1]
               if row.what in (ALIGNMENT, DECLARATIONS))  # fmt: skip


def test_the_title_is_about_the_act_that_is_asked_for(result: Result, variant: Result) -> None:
    """Of one result and of two, told or not, at the end of the title."""
    for results in ([result], [result, variant]):
        for act in ("vote", "sanctions"):
            found = findings(results, act=act)
            assert found is not None
            assert f"; “{result.label('act', act)}” " in screen.title(found)
    still = with_changes(replace(found, asked="vote[AAA]@end"))
    assert screen.title(still).endswith(f"; “{result.label('act', 'vote')}” in as many runs")
