"""`twochairs sensitivity`: the same bytes however it comes about, words that answer, and refusals in words."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

import twochairs as tc
from tests.command import typed
from tests.deciding.asked import EXPERIMENT, GROUPS, REPLICATES, ROWS, begun, job, trial
from tests.long import FULL
from tests.trust.processes import Trial, awaited, killed, same
from tests.trust.trial import content
from twochairs.deciding.sobol import indices
from twochairs.errors import NotPossible
from twochairs.results.answers import answer_in

END = "alignment[ALD]@end"


def test_an_answer_is_the_same_with_workers_in_shards_and_gone_on_with(rows: Trial, tmp_path: Path) -> None:
    broken = trial(tmp_path / "broken")
    begun(broken, 17)
    broken.here()
    same(rows.out, broken.out)
    parts = []
    for number in (1, 2):
        part = trial(tmp_path / str(number))
        part.options = ("--shard", f"{number}/2")
        assert part.here().startswith(
            f"written: {part.out}\nthis share is done; next: twochairs merge {part.out} ... --out"
        )
        assert not (part.out / "answers").exists()
        parts.append(part.out)
    whole = tmp_path / "whole"
    assert typed("merge", *parts, "--out", whole).returncode == 0
    assert typed("sensitivity", whole).returncode == 0
    assert content(rows.out) == content(whole)
    several = trial(tmp_path / "several")
    done = typed(*several.words(jobs=2), cwd=several.file.parent)
    assert done.returncode == 0, done.stderr
    same(rows.out, several.out)


@pytest.mark.skipif(not FULL, reason="a process of its own is begun and killed; the short form is above")
def test_an_answer_is_the_same_after_a_kill(rows: Trial, tmp_path: Path) -> None:
    for wanted in (1, 20, 40, 60, 1000):
        one = trial(tmp_path / str(wanted))
        process = one.begin()
        awaited(lambda: len(one.committed) >= wanted or one.packed, process)  # noqa: B023
        killed(process)
        one.here()
        same(rows.out, one.out)


def test_asked_again_it_is_already_there_and_nothing_is_written(rows: Trial) -> None:
    before = {path: path.stat().st_mtime_ns for path in rows.out.rglob("*") if path.name not in ("lock", "log.jsonl")}
    assert "already there: " in rows.here()
    assert "already there: " in typed("sensitivity", rows.out).stdout
    after = {path: path.stat().st_mtime_ns for path in rows.out.rglob("*") if path.name not in ("lock", "log.jsonl")}
    assert {path: time for path, time in after.items() if path.is_file()} == {
        path: time for path, time in before.items() if path.is_file()
    }


def test_words_answer_first_and_say_of_what_nothing_is_told(rows: Trial) -> None:
    said = str(tc.open(rows.out).answer("sensitivity")).splitlines()
    assert said[0] == "experiment: 128 points, 384 runs, 2 inputs."
    assert said[2].startswith(f"{END} is moved most by countries.ALD.government.course")
    assert "% of the variance of a single run is chance; " in said[2]
    assert any(line.startswith("noise floor") for line in said)
    assert any("The widest ± is " in line and "for 0.05 take " in line for line in said)
    assert "alignment[ALD]@start is the same in every run." in said
    assert any(line.startswith("first_month(alignment[ALD] > 0.9) has a value in 0 % of runs alone") for line in said)
    assert any(line.startswith("tension[strait]@max: ") and "cannot be told from it" in line for line in said)
    assert said[-1].startswith("Of the inputs and ranges that the experiment declares")


def test_numbers_are_those_of_the_runs(rows: Trial) -> None:
    result = tc.open(rows.out)
    values = result.outcome(END).to_numpy().reshape(ROWS, 4, REPLICATES)
    expected = indices(values, np.repeat(np.arange(GROUPS), ROWS // GROUPS), 0.9)
    table = result.answer("sensitivity").table("indices").set_index(["outcome", "factor"]).loc[END]
    assert table.index.tolist() == result.factors
    np.testing.assert_allclose(table["with_others"], expected.whole.value, rtol=1e-9)
    np.testing.assert_allclose(table["alone_high"], expected.first.high, rtol=1e-9)
    np.testing.assert_allclose(table["alone_floor"], expected.floor[0], rtol=1e-9)
    assert table["clear"].tolist() == expected.clear.tolist()
    outcomes = result.answer("sensitivity").table("outcomes").set_index("outcome")
    np.testing.assert_allclose(outcomes.loc[END, "chance_share"], expected.split.share, rtol=1e-9)


def test_points_of_a_row_differ_from_its_first_in_one_factor(rows: Trial) -> None:
    design = tc.open(rows.out).design
    names = ["LEA.pressure", "countries.ALD.government.course"]
    assert design["group"].tolist() == [row * GROUPS // ROWS for row in range(ROWS) for _ in range(4)]
    for _, row in design.groupby("row"):
        assert row["block"].tolist() == ["A", *names, "B"]
        first, *moved, last = row[names].to_numpy()
        for at, point in enumerate(moved):
            assert point[at] == last[at] and point[1 - at] == first[1 - at]


def test_indices_over_time_end_where_those_of_the_end_are(rows: Trial) -> None:
    answer = tc.open(rows.out).answer("sensitivity")
    course, end = answer.table("over_time"), answer.table("indices")
    assert course["month"].unique().tolist() == ["2030-04", "2030-08"]  # the start is the same at all points
    last = course[course["month"] == course["month"].max()]
    assert last["with_others"].tolist() == end[end["outcome"] == END]["with_others"].tolist()


def test_a_sample_is_screened_and_trajectories_have_effects(screened: Trial, trajectories: Trial) -> None:
    of_sample, of_ways = (tc.open(one.out).answer("sensitivity") for one in (screened, trajectories))
    assert "This is a screening" in str(of_sample)
    assert of_sample.table("screening")["alone"].between(-0.2, 1.2).all()
    effects = of_ways.table("effects").set_index(["outcome", "factor"]).loc[END]
    assert (effects["size"] >= effects["mean"].abs() - 1e-12).all()
    assert "size of the effect" in str(of_ways)


def test_the_function_gives_what_the_command_does(rows: Trial, copy: Callable[[], Path]) -> None:
    answer = tc.sensitivity(rows.out)
    assert answer is not None and answer.folder == tc.open(rows.out).answer("sensitivity").folder
    other = tc.sensitivity(copy(), outcomes=[END], seed=1)
    assert other is not None and "tension" not in str(other)
    assert set(other.table("indices")["outcome"]) == {END}


def test_what_is_asked_is_part_of_no_result(rows: Trial, tmp_path: Path) -> None:
    """The section is the question; a sweep of the same points is the same sweep, whatever is asked of it."""
    other = trial(tmp_path / "other", EXPERIMENT.replace("{confidence: 0.9}", "{confidence: 0.5}"))
    assert job(other).hash == job(rows).hash
    shutil.copytree(rows.out, other.out)
    assert "written: " in other.here()
    confidences = [one.said.asked["confidence"] for one in tc.open(other.out).answers]
    assert sorted(confidences) == [0.5, 0.9]


def test_a_dry_run_runs_nothing(tmp_path: Path) -> None:
    one = trial(tmp_path)
    one.options = ("--dry-run",)
    assert "is sound: 128 points, 384 runs" in one.here()
    assert not one.out.exists()
    asked = typed(*one.words(), "--json", cwd=tmp_path)
    assert json.loads(asked.stdout)["points"] == 128


def test_json_says_where_the_answer_is(rows: Trial) -> None:
    said = json.loads(typed("sensitivity", rows.out, "--json").stdout)
    assert said["new"] is False and Path(said["answer"]).parent == rows.out / "answers"
    assert said["asked"]["confidence"] == 0.9


def test_status_and_the_opened_result_have_the_answer(rows: Trial) -> None:
    name = tc.open(rows.out).answers[0].folder.name
    assert f"answered: {name}" in typed("status", rows.out).stdout
    assert tc.status(rows.out).answers == (name,)


def test_an_incomplete_sweep_is_asked_only_where_that_is_said(tmp_path: Path) -> None:
    one = trial(tmp_path)
    begun(one, 33)
    refused = typed("sensitivity", one.out)
    assert refused.returncode == 1 and "is not complete: 33 of 128 points are there" in refused.stderr
    few = typed("sensitivity", one.out, "--incomplete")
    assert few.returncode == 1 and "has 2 whole groups of rows, and 4 are the fewest for this" in few.stderr
    with suppress(AssertionError):  # which counts the points that this went on with
        begun(one, 50)
    said = typed("sensitivity", one.out, "--incomplete").stdout
    assert said.startswith("Incomplete, 83 of 128 points. experiment: 83 points, 249 runs, 2 inputs.")
    assert len(tc.open(one.out, incomplete=True).answers) == 1
    one.here()
    assert len(tc.open(one.out).answers) == 1, "what was made of fewer runs is no answer of the whole"


def test_a_face_refuses_in_words(rows: Trial, tmp_path: Path) -> None:
    missing = trial(tmp_path / "missing", EXPERIMENT.replace("sensitivity: {confidence: 0.9}\n", ""))
    done = typed(*missing.words(0), cwd=missing.file.parent)
    told = "sensitivity is missing: what is asked of its runs; `sensitivity: {}` asks with what is usual"
    assert (done.returncode, told in done.stderr) == (1, True)
    assert not missing.out.exists()
    idle = typed("sensitivity", rows.out, "--jobs", 2)
    assert idle.returncode == 2 and "is for an experiment" in idle.stderr
    unknown = typed("sensitivity", rows.out, "--outcome", "alignment[ALD]@ed")
    assert unknown.returncode == 1 and "did you mean 'alignment[ALD]@end'" in unknown.stderr


def test_without_chance_one_run_a_point_is_enough_and_is_said_so(tmp_path: Path) -> None:
    text = EXPERIMENT.replace("replicates: 3", "replicates: 1").replace(
        "months: 8}", "months: 8, switches.noise: false}"
    )
    said = trial(tmp_path, text).here()
    assert "There is no chance in it; all of it comes from these inputs, and of that they explain:" in said
    assert "noise floor" not in said


REFUSED = {
    "grid": ("{kind: grid}", "of which no share of a variance is told"),
    "few": ("{kind: sobol, points: 8}", "has 8 points"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_result_of_another_design_is_refused(name: str, tmp_path: Path) -> None:
    design, told = REFUSED[name]
    text = EXPERIMENT.replace("{kind: saltelli, rows: 32, groups: 8}", design).replace("to: 1}", "to: 1, steps: 2}")
    text = text.replace("to: 0.8}", "to: 0.8, steps: 2}").replace("sensitivity: {confidence: 0.9}\n", "")
    one = trial(tmp_path, text)
    one.verb = "sweep"
    one.here()
    with pytest.raises(NotPossible, match=told):
        tc.sensitivity(one.out)
    assert not (one.out / "answers").exists()


def test_points_that_share_the_chance_of_two_runs_are_refused(tmp_path: Path) -> None:
    text = EXPERIMENT.replace("{kind: saltelli, rows: 32, groups: 8}", "{kind: sobol, points: 64}")
    text = text.replace("replicates: 3", "replicates: 2").replace("common_random_numbers: false\n", "")
    done = typed(*trial(tmp_path, text).words(0), cwd=tmp_path)
    assert done.returncode == 1 and "replicates is 2, and all points share their chance" in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_answer_that_is_damaged_is_none_and_is_made_anew(copy: Callable[[], Path]) -> None:
    folder = copy()
    [answer] = tc.open(folder).answers
    table = answer.folder / "indices.csv"
    table.write_bytes(table.read_bytes().replace(b"true", b"none"))
    assert answer_in(answer.folder) is None
    assert tc.open(folder).answers == []
    verdict = typed("verify", folder)
    told = f"damaged: answers/{answer.folder.name}; ask again, and it is made anew\nthe result itself is sound\n"
    assert (verdict.returncode, verdict.stderr) == (1, told)
    assert "written: " in typed("sensitivity", folder).stdout
    assert len(tc.open(folder).answers) == 1
    assert typed("verify", folder).returncode == 0
