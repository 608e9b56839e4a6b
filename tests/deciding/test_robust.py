"""`twochairs robust`: the same bytes however it comes about, numbers of the runs, words that answer, refusals."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import twochairs as tc
from tests.command import typed
from tests.deciding.decided import EXPERIMENT, SAMPLE, trial
from tests.long import FULL
from tests.trust.processes import Trial, awaited, killed, same
from tests.trust.trial import content
from twochairs.deciding.asking import section_in
from twochairs.deciding.robust import robust
from twochairs.deciding.robustness.generations import other_seed
from twochairs.errors import NothingToShow, NotPossible
from twochairs.experiment.plan import load_experiment
from twochairs.figures import figures_of, readings
from twochairs.figures.kinds import FIGURES
from twochairs.results import extra
from twochairs.results.extra import how_to_install

END, EFFORT = "alignment[ALD]@end", "effort_spent[LEA]@end"


@pytest.fixture(scope="module")
def sought(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    one = trial(tmp_path_factory.mktemp("sought"))
    one.here()
    return one


def test_an_answer_is_the_same_where_it_is_gone_on_with(sought: Trial, tmp_path: Path) -> None:
    """After the first generation, and with a generation that is half done (D9 in small)."""
    broken = trial(tmp_path / "broken")
    shutil.copytree(sought.out, broken.out, ignore=shutil.ignore_patterns("answers", "again", "0002"))
    half = broken.out / "generations" / "0001"
    (half / "manifest.json").unlink()
    shutil.rmtree(half / "runs")
    broken.here()
    same(sought.out, broken.out)


@pytest.mark.skipif(not FULL, reason="processes of their own are begun and killed; the short form is above")
def test_an_answer_is_the_same_after_a_kill(sought: Trial, tmp_path: Path) -> None:
    """D9: in the first generation, in others, and while the best are run again."""
    for number, wanted in enumerate(["design.parquet", "generations/0001/plan.json", "generations/0001/manifest.json",
                                     "generations/0002/plan.json", "again/plan.json"]):  # fmt: skip
        one = trial(tmp_path / str(number))
        process = one.begin()
        awaited((one.out / wanted).exists, process)
        killed(process)
        one.here()
        same(sought.out, one.out)


def test_the_first_generation_may_be_run_in_shares(sought: Trial, tmp_path: Path) -> None:
    """The merged folder lacks what the search asked for after it, which the experiment brings."""
    parts = []
    for number in (1, 2):
        part = trial(tmp_path / str(number))
        part.options = ("--shard", f"{number}/2")
        assert part.here().startswith(
            f"written: {part.out}\nthis share is done; next: twochairs merge {part.out} ... --out RESULT; then: "
            f"twochairs robust {part.file} --out RESULT\n"
        )
        assert not {"answers", "generations", "again"} & {path.name for path in part.out.iterdir()}
        parts.append(part.out)
    one = trial(tmp_path / "whole")
    assert typed("merge", *parts, "--out", one.out).returncode == 0
    refused = typed("robust", one.out)
    assert (refused.returncode, refused.stderr) == (
        1,
        f"{one.out}/generations/0001 has not the 96 runs of the search, or of what it found, that the answer is made "
        "of\n  hint: give the experiment, not the folder of its result, and they are run\n",
    )
    one.here()
    assert content(sought.out) == content(one.out)


def test_asked_again_it_is_already_there(sought: Trial) -> None:
    assert "already there: " in sought.here()
    assert "already there: " in typed("robust", sought.out).stdout


def test_settings_are_told_by_runs_that_did_not_choose_them(sought: Trial) -> None:
    """Each objective of a setting is what its runs in again/ come to, world by world."""
    answer, fresh = tc.open(sought.out).answer("robust"), tc.open(sought.out / "again")
    settings, values = answer.table("settings"), answer.table("values")
    assert fresh.manifest["seed"] == other_seed(8) != tc.open(sought.out).manifest["seed"]
    assert len(settings) == 5 and fresh.points == 10
    row = settings.iloc[2]
    points = fresh.design.index[np.isclose(fresh.design["LEA.aid"], row["LEA.aid"])].tolist()
    assert len(points) == 2
    runs = {text: fresh.outcome(text).sel(point=points).to_numpy().reshape(2, 4, 4) for text in (END, EFFORT)}
    worlds = runs[END].mean(axis=1).ravel()  # replicate r has draw r % 4
    own = values[values["setting"] == row["setting"]]
    np.testing.assert_allclose(own[END], worlds, rtol=1e-9)
    assert row["alignment"] == pytest.approx(np.quantile(worlds, 0.1), abs=1e-9)
    assert row["effort"] == pytest.approx(runs[EFFORT].mean(), abs=1e-9)
    assert row["satisfied"] == np.mean(worlds > -0.1)
    by_world = values.pivot(index="setting", columns="world", values=END).to_numpy()
    behind = by_world.max(axis=0) - by_world[settings["setting"].tolist().index(row["setting"])]
    assert row["regret"] == pytest.approx(behind.max(), abs=1e-9)


def test_what_the_search_saw_stands_beside_it(sought: Trial) -> None:
    answer, first = tc.open(sought.out).answer("robust"), tc.open(sought.out)
    searched, settings = answer.table("searched"), answer.table("settings").set_index("setting")
    assert searched["generation"].tolist() == [0] * 6 + [1] * 6 + [2] * 6
    effort = first.outcome(EFFORT).to_numpy().reshape(6, -1).mean(axis=1)
    np.testing.assert_allclose(searched["effort"][:6], effort)
    own = searched.set_index("setting").loc[settings.index, "effort"]
    np.testing.assert_allclose(settings["effort_optimism"], own - settings["effort"], atol=1e-9)


def test_worlds_that_chose_and_worlds_that_tell_are_others(sought: Trial) -> None:
    first, fresh = tc.open(sought.out), tc.open(sought.out / "again")
    levels = [set(one.design["CRO.patronage.ALD"]) for one in (first, fresh)]
    assert all(map(len, levels)) and not levels[0] & levels[1]
    assert first.manifest["parameters"]["hash"] != fresh.manifest["parameters"]["hash"]
    assert tc.open(sought.out).answer("robust").table("worlds")["draw"].tolist() == [0, 1, 2, 3] * 2


def test_the_posterior_has_other_rows_for_it(tmp_path: Path) -> None:
    from twochairs.deciding.robustness.generations import plan_again
    from twochairs.experiment.uncertainty import parameter_draws

    text = EXPERIMENT.replace("parameters_from: prior", "parameters_from: posterior")
    plan = load_experiment(trial(tmp_path, text).file)
    section = plan.experiment.robust
    assert section is not None
    again = plan_again(plan, section, [(0.5, 0.5)])
    assert again.draws.values == parameter_draws("posterior", 8, 8)[4:]
    assert plan.draws.values == parameter_draws("posterior", 8, 8)[:4]


def test_generations_are_sweeps_of_settings_that_were_not_run(sought: Trial) -> None:
    folders = [sought.out, *sorted((sought.out / "generations").iterdir())]
    each = [tc.open(folder) for folder in folders]
    assert [one.points for one in each] == [12, 12, 12]
    settings = [set(zip(one.design["LEA.accession_credibility"], one.design["LEA.aid"], strict=True)) for one in each]
    assert len(set.union(*settings)) == 18
    assert len({one.manifest["seed"] for one in each}) == 1
    assert "sound" in typed("verify", folders[1]).stdout


def test_words_say_what_is_on_the_front_then_what_was_wanted(sought: Trial) -> None:
    said = [line for line in str(tc.open(sought.out).answer("robust")).splitlines() if line]
    assert "on the front of 5 that were run again" in said[0]
    assert said[1] == (
        "Wanted is alignment: alignment[ALD]@end high, quantile 0.1 over worlds; effort: effort_spent[LEA]@end low, "
        "mean over worlds; regret: alignment[ALD]@end high, regret max over worlds. On the front is what no other is "
        "as good as in all of it and better in some."
    )
    assert said[2] == (
        "The search ran 18 lever settings in 3 generations in 8 worlds, 288 runs. Told is by 160 others: 5 of these "
        "settings in 8 worlds (4 draws of the constants, 2 of the factors), 4 runs each."
    )
    assert said[3].split()[:3] == ["setting", "LEA.accession_credibility", "LEA.aid"]
    assert any(line.startswith("The search itself had ") for line in said)
    assert said[-1].startswith("± is half of a 95 % interval, of worlds and chance drawn again.")


def test_figures_show_what_the_tables_have(sought: Trial) -> None:
    result = tc.open(sought.out)
    frame = result.answer("robust").table("settings")
    ((name, figure),) = figures_of(result, "tradeoffs")
    assert (name, len(figure.axes)) == ("tradeoffs", 3)
    shown = np.concatenate([line.get_xdata() for line in figure.axes[0].lines])
    np.testing.assert_allclose(np.sort(shown), np.sort(frame["alignment"]))
    ((_, figure),) = figures_of(result, "parallel")
    assert [text.get_text() for text in figure.axes[0].get_xticklabels()][2:] == ["alignment", "effort", "regret"]
    names = [name for name, _ in figures_of(result, "regret")]
    assert names == ["regret-alignment", "regret-effort"]
    least = readings.of(next(iter(figures_of(result, "regret")))[1])[0]
    of_setting = dict(zip(least.places, least.numbers["largest regret"].tolist(), strict=True))
    for row in frame[frame["standing"] != "off"].itertuples():
        assert of_setting[f"setting {row.setting}"] == pytest.approx(row.regret, abs=1e-9)


def test_agreement_is_drawn_as_the_table_has_it(sought: Trial) -> None:
    answer = tc.open(sought.out).answer("robust")
    drawn = dict(figures_of(tc.open(sought.out), "agreement"))
    assert list(drawn) == ["agreement-alignment", "agreement-effort"]
    square, levers = readings.of(drawn["agreement-alignment"])
    rows = answer.table("agreement")
    for row in rows[rows["outcome"] == END].itertuples():
        for one, other in ((row.metric, row.other), (row.other, row.metric)):
            shown = square.numbers[other][square.places.index(one)]
            assert shown == pytest.approx(row.rank_correlation, abs=1e-9, nan_ok=True)
    own = answer.table("levers").set_index(["outcome", "lever"])["rank_correlation"]
    for name, shown in zip(levers.places, levers.numbers["rank correlation"], strict=True):
        assert shown == pytest.approx(own[END, name], abs=1e-9)
    assert abs(levers.numbers["rank correlation"][0]) == abs(levers.numbers["rank correlation"]).max()


def test_metrics_of_one_world_are_no_figure(tmp_path: Path) -> None:
    start, end = SAMPLE.index("parameters_from"), SAMPLE.index("levers:")
    text = SAMPLE[:start] + SAMPLE[end:]
    start, end = text.index("factors:"), text.index("robust:")
    text = (
        (text[:start] + text[end:]).replace(", over_worlds: quantile 0.1", "").replace(", over_worlds: regret max", "")
    )
    one = trial(tmp_path, text)
    said = one.here()
    assert "There is one world, without factors and draws of the constants" in said
    with pytest.raises(NothingToShow, match="is of one world, in which every metric is the same number"):
        list(FIGURES["agreement"].draw(tc.open(one.out)))


def test_one_objective_is_against_no_other(tmp_path: Path) -> None:
    start, end = SAMPLE.index("    effort:"), SAMPLE.index("  satisfy:")
    one = trial(tmp_path, SAMPLE[:start] + SAMPLE[end:])
    told = "No lever setting is on the front of 5 that were run again, in 95 % of resamples or more; of 2 it cannot"
    assert told in one.here()
    with pytest.raises(NothingToShow, match="has one objective, and it shows two against each other"):
        list(FIGURES["tradeoffs"].draw(tc.open(one.out)))


def test_a_folder_that_lacks_runs_again_is_told(sought: Trial, tmp_path: Path) -> None:
    out = shutil.copytree(sought.out, tmp_path / "out", ignore=shutil.ignore_patterns("answers", "again"))
    with pytest.raises(
        NotPossible,
        match=r"again has not the 160 runs of the search, or of what it found, that the answer is made of\n"
        r"  hint: give the experiment, not the folder of its result, and they are run",
    ):
        robust(tc.open(out), section_in(out, "robust"))


def test_another_question_of_a_generation_is_refused(sought: Trial, tmp_path: Path) -> None:
    """Other objectives lead elsewhere after the first generation, whose settings they do not decide."""
    one = trial(tmp_path, EXPERIMENT.replace('minimise: "effort_spent[LEA]@end"', 'maximise: "effort_spent[LEA]@end"'))
    shutil.copytree(sought.out, one.out)
    said = one.here(code=1)
    assert "generations/0001" in said and "give --replace" in said


def test_a_sample_is_run_again_too_and_needs_no_generation(tmp_path: Path) -> None:
    one = trial(tmp_path, SAMPLE)
    said = one.here()
    assert "The search ran 8 lever settings in 8 worlds" in said
    assert not (one.out / "generations").exists()
    other = trial(tmp_path / "other", SAMPLE.replace("resamples: 100", "resamples: 200"))
    assert typed("sweep", other.file, "--jobs", "0", "--out", other.out, cwd=other.file.parent).returncode == 0
    hashes = [json.loads((out / "manifest.json").read_text())["sweep_hash"] for out in (one.out, other.out)]
    assert hashes[0] == hashes[1]


def test_a_renamed_lever_an_inert_one_and_a_scaled_outcome_change_no_front(tmp_path: Path) -> None:
    """D14: three times what is wanted and a constant more, another name and place of a lever, and one of a policy that
    never acts.
    """
    settings = [(one, other) for one in (0, 0.5, 1) for other in (0.2, 0.9)]
    text = SAMPLE.replace("{kind: sample, points: 8}", "{kind: table, file: settings.csv}")
    start, end = text.index("levers:"), text.index("factors:")
    text = f"{text[:start]}{text[end:]}"
    one = trial(tmp_path / "one", text)
    scaled = text.replace('"alignment[ALD]@end", over', '"3 * alignment[ALD]@end + 1", over')
    other = trial(tmp_path / "other", f"{scaled}levers: {{zeal: {{path: LEA.aid}}}}\n")
    rows = "".join(f"{first},{second}\n" for first, second in settings)
    (one.file.parent / "settings.csv").write_text(f"LEA.accession_credibility,LEA.aid\n{rows}")
    more = "".join(f"{0.1 * number},{first},{second}\n" for number, (first, second) in enumerate(settings))
    head = "policies[never].let.size,LEA.accession_credibility,zeal\n"
    (other.file.parent / "settings.csv").write_text(head + more)
    with (other.file.parent / "tiny.yaml").open("a") as scenario:
        scenario.write('  - {name: never, when: "0 > 1", let: {size: 0.1}, do: {LEA.mediation.ALD: size}}\n')
    for each in (one, other):
        each.here()
    keys = [["LEA.accession_credibility", name] for name in ("LEA.aid", "zeal")]
    first, second = (
        tc.open(each.out).answer("robust").table("settings").sort_values(key)
        for each, key in zip((one, other), keys, strict=True)
    )
    assert second["policies[never].let.size"].nunique() == len(second) == 5
    assert first["on_front"].tolist() == second["on_front"].tolist()
    np.testing.assert_allclose(3 * first["alignment"] + 1, second["alignment"], rtol=1e-9)


def test_all_settings_are_run_where_there_are_no_more(tmp_path: Path) -> None:
    text = EXPERIMENT.replace("LEA.aid: {from: 0, to: 1}", "LEA.aid: {from: 0, to: 1, steps: 2}")
    plan = load_experiment(
        trial(tmp_path, text.replace("credibility: {from: 0, to: 1}", "credibility: [0, 1, 0.5]")).file
    )
    assert plan.notes[0] == "there are 6 lever settings, no more than are to be tried: all of them are run"
    assert len(plan.points) == 12


def test_a_dry_run_is_of_the_first_generation_and_runs_nothing(tmp_path: Path) -> None:
    one = trial(tmp_path)
    one.options = ("--dry-run",)
    said = one.here()
    assert "is sound: 12 points, 96 runs" in said
    assert not one.out.exists()


def test_objectives_that_are_one_number_are_told_and_left_out(tmp_path: Path) -> None:
    text = SAMPLE.replace(
        "    regret:", '    again: {minimise: "2 * effort_spent[LEA]@end - effort_spent[LEA]@end"}\n    regret:'
    )
    one = trial(tmp_path, text.replace(", over_worlds: regret max", ""))
    said = one.here()
    assert "again is effort at every lever setting, and left out." in said


def test_an_objective_that_is_the_same_at_every_setting_is_told(tmp_path: Path) -> None:
    one = trial(tmp_path, SAMPLE.replace('minimise: "effort_spent[LEA]@end"', 'minimise: "0 * effort_spent[LEA]@end"'))
    assert "effort is the same at every lever setting, and chooses none." in one.here()


def test_an_outcome_that_never_comes_is_no_objective(tmp_path: Path) -> None:
    one = trial(
        tmp_path, SAMPLE.replace('minimise: "effort_spent[LEA]@end"', 'minimise: "first_month(alignment[ALD] > 0.9)"')
    )
    said = one.here(code=1)
    assert "first_month(alignment[ALD] > 0.9) has a value in 0 % of runs alone, so that it is no objective" in said
    assert "hint: what never comes can be compared, as in `first_month(...) <= 24`" in said


def test_without_pymoo_it_is_said_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "find_spec", lambda package: None)
    one = trial(tmp_path)
    assert one.here(code=1) == f"pymoo is not installed\n  hint: {how_to_install('analysis')}\n"
    assert not one.out.exists()


def test_what_asks_for_no_lever_settings_is_refused(tmp_path: Path) -> None:
    text = SAMPLE[: SAMPLE.index("levers:")] + "factors: {LEA.pressure: [0, 1]}\nkeep: {series: none}\n"
    one = trial(tmp_path, text)
    assert "robust is missing: what is asked of its runs; `robust: {objectives: ...}` asks" in one.here(code=1)
    assert typed("sweep", one.file, "--jobs", "0", "--out", one.out).returncode == 0
    refused = typed("robust", one.out)
    assert (refused.returncode, "is of no lever settings" in refused.stderr) == (1, True)


def test_python_has_the_same(sought: Trial, tmp_path: Path) -> None:
    shutil.copytree(sought.file.parent, tmp_path / "copy", ignore=shutil.ignore_patterns("out"))
    answer = tc.robust(tmp_path / "copy" / "experiment.yaml", jobs=0, out=tmp_path / "out")
    assert answer is not None
    assert answer.said.files == tc.open(sought.out).answer("robust").said.files
    again = tc.robust(tmp_path / "out")
    assert again is not None and again.folder == answer.folder
