"""What made the alignment of two results differ: the terms add up, and each is what it alone would make."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twochairs
from tests.command import typed
from tests.results.acting import case, ran
from twochairs.errors import NotPossible
from twochairs.figures.pairs import differences
from twochairs.results.act_attribution import act_differences
from twochairs.results.alignment_difference import REST, Side, alignment_differences, parted
from twochairs.results.even_odds import Acts
from twochairs.results.paired import paired
from twochairs.results.result import Result
from twochairs.results.why import told
from twochairs.results.why_told import alignments_apart
from twochairs.rules.alignment import alignment_step
from twochairs.scenario.commodity import Commodity
from twochairs.scenario.load import Scenario
from twochairs.world.rulebook import rulebook

PRESSED = {"LEA.pressure.ALD": "0.9"}
QUIETER = {"clock.months": "20"}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Result]:
    folder = tmp_path_factory.mktemp("apart")
    return ran(folder / "a", case(folder, **QUIETER)), ran(folder / "b", case(folder, **QUIETER, **PRESSED))


@pytest.fixture(scope="module")
def faster(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("faster")
    moved = {"parameters.inertia_rate": "1.6", "parameters.alignment_volatility": "0.15"}
    return ran(folder / "c", case(folder, **QUIETER, **moved))


def test_terms_add_up_to_the_paired_difference_in_every_month(both: tuple[Result, Result]) -> None:
    rows = alignment_differences(*both, month="all")
    assert len(rows) == 3 * 21
    moved = both[1].series("alignment") - both[0].series("alignment")
    for row in rows:
        total = sum(one["difference"] for one in row["terms"])
        assert total == pytest.approx(row["difference"], abs=1e-12)
        mean = moved.sel(point=0, country=row["country"], month=f"{row['month']}-01").mean()
        assert row["difference"] == pytest.approx(float(mean), abs=1e-12)
    [last] = [row for row in rows if (row["country"], row["month"]) == ("ALD", "2031-08")]
    assert last["difference"] > 0.01
    assert {one["term"]: one for one in last["terms"]}["pressure"]["low"] > 0.0
    assert REST not in {one["term"] for one in last["terms"]}


def test_the_interval_of_the_whole_is_that_of_the_comparison(both: tuple[Result, Result]) -> None:
    [row] = alignment_differences(*both, ["ALD"])
    of = paired(*both).set_index("outcome").loc["alignment[ALD]@end"]
    assert (row["difference"], row["low"], row["high"]) == pytest.approx(
        (of["mean_difference"], of["low"], of["high"]), abs=1e-12
    )


def test_the_other_way_round_every_sign_turns_and_beside_itself_nothing_differs(both: tuple[Result, Result]) -> None:
    there, back = (
        {one["term"]: one["difference"] for one in alignment_differences(*pair, ["ALD"])[0]["terms"]}
        for pair in (both, both[::-1])
    )
    assert set(there) == set(back)
    assert all(back[name] == pytest.approx(-worth, abs=1e-15) for name, worth in there.items())
    assert [row["terms"] for row in alignment_differences(both[0], both[0])] == [[], [], []]


def test_how_fast_states_move_and_chance_of_another_size_are_terms(both: tuple[Result, Result], faster: Result) -> None:
    [row] = alignment_differences(both[0], faster, ["ALD"])
    names = {one["term"] for one in row["terms"]}
    assert {"inertia", REST} <= names
    assert sum(one["difference"] for one in row["terms"]) == pytest.approx(row["difference"], abs=1e-12)


def stepped(contribution: np.ndarray, rate: float, shocks: np.ndarray) -> np.ndarray:
    """Alignments of a state that follows its terms by rule R9, one run, shape (month,)."""
    path = [0.1]
    for t in range(1, contribution.shape[0]):
        path.append(alignment_step(path[-1], float(contribution[t].sum()), rate, 0.05, shocks[t], 1.0 / 12.0))
    return np.array(path)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.floats(0.2, 5.0))
def test_a_term_is_what_the_rule_makes_of_it_alone(seed: int, rate: float) -> None:
    """By superposition: the first run with one term of the second differs from the first by just that term's part."""
    chance = np.random.default_rng(seed)
    first, second = chance.uniform(-0.1, 0.1, (2, 25, 4))
    shocks = chance.standard_normal(25)
    sides = [
        Side(
            ["A"],
            list("wxyz"),
            np.arange(25),
            stepped(one, rate, shocks)[None, :, None],
            one[None, :, :, None],
            np.array([[1.0 - np.exp(-rate / 12.0)]]),
        )
        for one in (first, second)
    ]
    parts = parted(sides[0], sides[1], "A")
    for place, name in enumerate("wxyz"):
        mixed = first.copy()
        mixed[:, place] = second[:, place]
        alone = stepped(mixed, rate, shocks) - sides[0].alignment[0, :, 0]
        assert parts[name][0] == pytest.approx(alone, abs=1e-12)
    assert np.abs(parts[REST]).max() < 1e-12


def test_odds_of_an_act_differ_by_terms_that_add_up(both: tuple[Result, Result]) -> None:
    acts = [Acts(one) for one in both]
    for act in ("embargo", "vote", "declarations"):
        for row in act_differences(*both, act, ["ALD"], "2031-03"):
            terms = {one["term"]: one["difference"] for one in row["terms"]}
            whole, probability = terms.pop("distance"), terms.pop("probability")
            done = terms.pop("done", None)
            assert sum(terms.values()) == pytest.approx(whole, abs=1e-12)
            moved = [
                next(one for one in of.thresholds(act, "ALD") if one.name == row["threshold"]).probability[:, 15]
                for of in acts
            ]
            assert probability == pytest.approx(float((moved[1] - moved[0]).mean()), abs=1e-12)
            assert (done is None) == (act == "declarations")
            assert terms["pressure"] != 0.0


def test_in_python_it_is_a_table(both: tuple[Result, Result]) -> None:
    apart = twochairs.why(*both, month="all")
    sums = apart.groupby(["country", "month"])["difference"].sum()
    wholes = apart.groupby(["country", "month"])["whole"].first()
    assert np.abs(sums - wholes).max() < 1e-12
    odds = twochairs.why(both[0], act="embargo", countries=["ALD"])
    odds = odds[odds["threshold"] == "joins"]
    assert odds["worth"].sum() == pytest.approx(odds["distance"].iloc[0], abs=1e-12)
    moved = twochairs.why(*both, act="embargo", countries=["ALD"]).set_index("term")["difference"]
    assert moved.drop(["distance", "probability", "done"]).sum() == pytest.approx(moved["distance"], abs=1e-12)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"month": "2031-01"},
            "what moved a state is from the first year to the last\n  hint: month goes with act, or with two results",
        ),
        ({"act": "embarg"}, "act 'embarg' is unknown; did you mean 'embargo'?"),
        (
            {"act": "vote", "month": "2040-01"},
            "month '2040-01' is none of it\n  hint: give one from 2029-12 to 2031-08, or all",
        ),
    ],
)
def test_what_cannot_be_told_is_refused_in_words(both: tuple[Result, Result], given: dict[str, str], told: str) -> None:
    with pytest.raises(NotPossible) as refused:
        twochairs.why(both[0], **given)
    assert str(refused.value) == told


def test_a_country_that_the_two_do_not_share_is_refused(both: tuple[Result, Result]) -> None:
    with pytest.raises(NotPossible) as refused:
        alignment_differences(*both, ["XYZ"])
    assert str(refused.value) == (
        f"{both[0].folder} has no state 'XYZ'\n  hint: give the key or the name of ALD (Aldania), BOR (Borovia), "
        "CAS (Castoria)"
    )


KINDS = {
    "vote": ("vote", "a vote"),
    "sanctions": ("sanctions", "a round of sanctions"),
    "plain": (None, "an act without a kind"),
}


@pytest.mark.parametrize(("one", "other"), [("plain", "vote"), ("plain", "sanctions"), ("vote", "sanctions")])
def test_an_act_of_another_kind_in_the_other_result_is_refused(tmp_path: Path, one: str, other: str) -> None:
    results = [ran(tmp_path / name, of_kind(tmp_path, KINDS[name][0]), replicates=1) for name in (one, other)]
    with pytest.raises(NotPossible) as refused:
        act_differences(*results, "extra")
    folders = [result.folder for result in results]
    assert str(refused.value) == (
        f"act 'extra' is {KINDS[one][1]} in {folders[0]} and {KINDS[other][1]} in {folders[1]}, whose odds are made of "
        "other terms\n  hint: `why` of each result by itself says what its odds are made of"
    )


def of_kind(folder: Path, kind: str | None) -> Scenario:
    """The case for some months, with another act of a kind."""
    said = {
        None: "{difficulty: 0.1}",
        "vote": "{kind: vote, world_support: {yes: 100, no: 11, abstain: 58}}",
        "sanctions": "{kind: sanctions, every: 3 months, renew: 3 months}",
    }
    return case(folder, **{"clock.months": "4", "acts.extra": said[kind]})


FAILING = """
import math


def alignment_step(
    alignment: float, target: float, inertia_rate: float, volatility: float, shock: float, dt: float
) -> float:
    if WHERE:
        return math.nan
    return alignment
"""


def failing(folder: Path, name: str, where: str) -> Result:
    """Of four runs of the case those in which no shock of a state is so large; the others come to no end."""
    (folder / f"{name}.py").write_text(FAILING.replace("WHERE", where), "utf-8")
    return ran(folder / name, case(folder, **{"clock.months": "4"}), rulebook=rulebook(folder / f"{name}.py"))


def test_pairs_are_counted_of_the_runs_that_both_have(tmp_path: Path) -> None:
    every, some = failing(tmp_path, "every", "shock > 99.0"), failing(tmp_path, "some", "shock > 2.1")
    assert (every.manifest["failed"], some.manifest["failed"]) == (0, 2)
    for act in (None, "base"):
        heading = told([every, some], act=act)[0][0]
        assert heading.endswith(", 2 pairs of runs")


def test_results_without_a_run_in_common_are_refused(tmp_path: Path) -> None:
    """Each has two runs that came to their end, and none is of the other's."""
    one, other = failing(tmp_path, "one", "shock > 2.1"), failing(tmp_path, "other", "shock < -1.8")
    assert not set(runs_of(one)) & set(runs_of(other))
    assert len(runs_of(one)) == len(runs_of(other)) == 2
    wanted = (
        f"{one.folder} and {other.folder} have no run in common that came to its end\n"
        "  hint: run both again with the same replicates"
    )
    for ask in (
        lambda: alignment_differences(one, other),
        lambda: act_differences(one, other, "base"),
        lambda: differences([one, other], "ALD"),
    ):
        with pytest.raises(NotPossible) as refused:
            ask()
        assert str(refused.value) == wanted


def runs_of(result: Result) -> list[int]:
    return list(result.series("alignment")["replicate"].to_numpy().tolist())


def test_states_are_counted_once_however_many_months_are_told(both: tuple[Result, Result]) -> None:
    """A state that moves in some months is not among those that do not."""
    rows = [row for row in alignment_differences(*both, month="all") if row["month"] <= "2030-04"]
    lines = alignments_apart(rows, ("a", "b"), Commodity())
    assert {line.partition(",")[0] for line in lines[1:] if ", 2030" in line} == {"Aldania"}
    assert [line for line in lines if "unchanged" in line] == ["2 other states unchanged"]
    alike = alignments_apart(alignment_differences(both[0], both[0], month="all"), ("a", "b"), Commodity())
    assert alike[1] == "3 states unchanged"


ALIGNMENT = """\
alignment, 1 pair of runs
Aldania, 2030-08: +0.015
  +0.015  pressure
  9 others too small for three decimals
2 other states unchanged
each term is what it adds to the target, followed as the state moves; what works through another term, such as opinion \
through the public, shows there
"""
ODDS = """\
joins the embargo, 1 pair of runs
Aldania, 2030-08: +0.190 towards joining
  probability when asked: +18.7 percentage points
  share of runs in which it has joined: 0.0 percentage points
  +0.175  pressure, by the League
  +0.015  alignment
  7 others too small for three decimals
2 other states unchanged
"""


def test_the_command_says_it_in_words_and_in_numbers(tmp_path: Path) -> None:
    few = {"switches.noise": "false", "clock.months": "8", "countries.ALD.government.elections": "[]"}
    first = ran(tmp_path / "a", case(tmp_path, **few), replicates=1).folder
    second = ran(tmp_path / "b", case(tmp_path, **few, **PRESSED), replicates=1).folder
    head = f"{second}, less {first}: "
    assert typed("why", first, second).stdout == head + ALIGNMENT
    assert typed("why", first, second, "--act", "embargo").stdout == head + ODDS
