"""`twochairs discover`: the same bytes however it comes about, what it says, and refusals in words."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

import twochairs as tc
from tests.command import typed
from tests.deciding.asked import begun
from tests.deciding.found import EXPERIMENT, POINTS, trial
from tests.long import FULL
from tests.trust.processes import Trial, awaited, killed, same
from twochairs.errors import NotPossible
from twochairs.figures import readings
from twochairs.figures.kinds import DECIDING
from twochairs.results.extra import how_to_install

END = "alignment[ALD]@end"


def test_an_answer_is_the_same_on_two_jobs_and_gone_on_with(discovered: Trial, tmp_path: Path) -> None:
    broken = trial(tmp_path / "broken")
    begun(broken, 70)
    broken.here()
    same(discovered.out, broken.out)
    several = trial(tmp_path / "several")
    done = typed(*several.words(jobs=2), cwd=several.file.parent)
    assert done.returncode == 0, done.stderr
    same(discovered.out, several.out)
    assert "already there: " in discovered.here()
    assert "already there: " in typed("discover", discovered.out).stdout


@pytest.mark.skipif(not FULL, reason="processes of their own are begun and killed; the short form is above")
def test_an_answer_is_the_same_after_a_kill(discovered: Trial, tmp_path: Path) -> None:
    """Early and late in the sweep, and when all of its points are there."""
    for wanted in (1, 2, 4, 6, 1000):
        one = trial(tmp_path / str(wanted))
        process = one.begin()
        awaited(lambda: len(one.committed) >= wanted or one.packed, process)  # noqa: B023
        killed(process)
        one.here()
        same(discovered.out, one.out)


def test_words_say_held_out_numbers_first_and_of_what_nothing_is_found(discovered: Trial) -> None:
    said = str(tc.open(discovered.out).answer("discover")).splitlines()
    assert said[0] == "experiment: 240 points, 480 runs, 3 inputs."
    assert said[2].startswith(f"In the west: {END} > 0.05 in ") and said[2].endswith(" others test.")
    assert said[4].startswith("Box 1 holds ") and "held out in it. (By the points that found it, " in said[4]
    assert said[5].split() == ["input", "in", "the", "box", "of", "resamples", "without", "it"]
    assert any(line.startswith("countries.ALD.government.course ") and " 100 % " in line for line in said)
    assert any(line.startswith("No box was found: of the runs in the best ") for line in said)
    never = f"{END} > 2 comes about in none of the runs, so there is nothing to find."
    assert never in said
    assert said[-1].startswith("Of the inputs and ranges that the experiment declares")


def test_numbers_are_those_of_the_runs(discovered: Trial) -> None:
    result = tc.open(discovered.out)
    answer = result.answer("discover")
    assert answer.tables == ["boxes", "found", "inside", "trajectory", "tree"]
    own = answer.table("inside")
    assert own["question"].unique().tolist() == ["In the west"] and len(own) == POINTS
    share = (result.outcome(END) > 0.05).mean("replicate").to_numpy()
    np.testing.assert_allclose(own["share"], share)
    rows = answer.table("boxes")
    inside = np.ones(POINTS, dtype=bool)
    for row in rows[rows["box"] == 1].to_dict("records"):
        values = result.design[row["input"]]
        if row["input"] == "switches.peers":
            inside &= values.map(str).str.lower().isin(str(row["levels"]).lower().split("; ")).to_numpy()
        else:
            inside &= values.between(row["low"] - 1e-9, row["high"] + 1e-9).to_numpy()
    assert np.array_equal(inside, own["box"] == 1)
    aside = own["held_out"].to_numpy()
    first = answer.table("found").iloc[0]
    assert first["density"] == pytest.approx(share[inside & aside].mean())
    assert first["coverage"] == pytest.approx(share[inside & aside].sum() / share[aside].sum())
    assert first["finding_density"] == pytest.approx(share[inside & ~aside].mean())
    assert first["held_out_points"] == (inside & aside).sum()
    tree = answer.table("tree").drop_duplicates(["question", "leaf"])
    assert tree[tree["question"] == "In the west"]["held_out_points"].sum() == aside.sum()


def test_what_is_read_off_another_outcome_is_no_part_of_the_sweep(discovered: Trial) -> None:
    assert list(tc.open(discovered.out).outcomes) == [END, "tension[strait]@max > 0.45"]
    answer = tc.discover(discovered.out, outcomes=[f"{END} <= 0.05"])
    assert answer is not None and f"{END} <= 0.05 in " in str(answer)


def test_figures_are_the_numbers_of_the_tables(discovered: Trial) -> None:
    result = tc.open(discovered.out)
    answer = result.answer("discover") if len(result.answers) == 1 else result.answers[0]
    for kind in ("peeling", "box", "tree"):
        figures = dict(DECIDING[kind].draw(result))
        assert figures, kind
        for figure in figures.values():
            assert readings.of(figure), kind
    assert answer.verb == "discover"


REFUSED = {
    "a grid": (
        ("{kind: latin-hypercube, points: 240}", "{kind: morris, trajectories: 30}"),
        "discover is for points that do not hang together, and the design is morris; latin-hypercube, sobol and table "
        "are such",
    ),
    "few": (("points: 240", "points: 60"), "design.points is 60; discover takes 100 points of a sample or more"),
    "shared": (
        ("common_random_numbers: false", "common_random_numbers: true"),
        "replicates is 2, and all points share their chance, which is too little to tell it; give 3 or more, or "
        "common_random_numbers: false",
    ),
    "a number": (
        ('"tension[strait]@max > 0.45"', '"tension[strait]@max"'),
        "discover[2].outcome is 'tension[strait]@max', which is not 1 or 0 in each run; compare it, as in "
        "'tension[strait]@max > 0.25'",
    ),
    "two of a name": (
        ('{outcome: "alignment[ALD]@end > 2"}', '{outcome: "alignment[ALD]@end > 2", name: In the west}'),
        "discover[In the west] is a second In the west; give it a name of its own",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_found_is_told_before_anything_is_run(name: str, tmp_path: Path) -> None:
    (before, after), told = REFUSED[name]
    assert before in EXPERIMENT
    one = trial(tmp_path, EXPERIMENT.replace(before, after))
    done = typed(*one.words(0), cwd=one.file.parent)
    assert done.returncode == 1 and told in done.stderr, done.stderr
    assert not one.out.exists()


def test_a_result_of_which_nothing_can_be_asked_is_refused_in_words(discovered: Trial) -> None:
    with pytest.raises(NotPossible) as number:
        tc.discover(discovered.out, outcomes=[END])
    hint = f"hint: compare it, as in '{END} > 0.25'"
    assert str(number.value) == f"'{END}' of {discovered.out} is not 1 or 0 in each run\n  {hint}"
    with pytest.raises(NotPossible, match="did you mean 'alignment"):
        tc.discover(discovered.out, outcomes=["alignment[ALD]@ed"])
    with pytest.raises(NotPossible) as never:
        tc.discover(discovered.out, outcomes=[f"{END} > 3"])
    told = f"{END} > 3 comes about in none of the runs, so there is nothing to find"
    assert str(never.value) == f"{told}\n  hint: more points, or another outcome"
    with pytest.raises(NotPossible) as few:
        tc.discover(discovered.out, outcomes=[f"{END} > 0.37"])
    assert "which is too few to find anything by; it takes 20 in all, and 5 of either" in str(few.value)


def test_a_package_that_is_missing_is_told_before_anything_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr("twochairs.results.extra.find_spec", lambda name: None if name == "sklearn" else real(name))
    one = trial(tmp_path)
    done = typed(*one.words(0), cwd=one.file.parent)
    assert done.returncode == 1
    assert done.stderr.endswith(f"sklearn is not installed\n  hint: {how_to_install('analysis')}\n")
    assert not one.out.exists()
    missing = trial(tmp_path / "missing", EXPERIMENT[: EXPERIMENT.index("discover:")])
    done = typed(*missing.words(0), cwd=missing.file.parent)
    told = "discover is missing: what is asked of its runs; `discover: [{outcome: TEXT}]` asks with what is usual"
    assert told in done.stderr
