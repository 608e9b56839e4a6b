"""`twochairs game`: the same bytes however it comes about, payoffs of the runs, words that answer, refusals."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import twochairs as tc
from tests.command import typed
from tests.deciding.asked import begun
from tests.deciding.played import EXPERIMENT, trial
from tests.long import FULL
from tests.trust.processes import Trial, awaited, killed, same
from tests.trust.trial import content
from twochairs.deciding.asking import section_in
from twochairs.deciding.game import game
from twochairs.errors import NoResult, NothingToShow, NotPossible
from twochairs.experiment.plan import load_experiment
from twochairs.figures import figures_of
from twochairs.figures.kinds import FIGURES
from twochairs.statistics.kinds import NUMBER
from twochairs.statistics.paired import difference
from twochairs.sweeps.planfile import job_from

LEAGUE, CROWN = "alignment[ALD]@end", "-alignment[ALD]@end"
NET = "(alignment[ALD]@end) - (0.005 * effort_spent[LEA]@end)"
THREE = EXPERIMENT.replace("  resamples: 100\n  check: 5\n", "").replace(
    "    CRO:\n",
    "    other:\n      levers: {LEA.mediation.ALD: [0, 1]}\n      payoff: tension[strait]@mean\n    CRO:\n",
)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    one = trial(tmp_path_factory.mktemp("played"))
    one.here()
    return one


def test_an_answer_is_the_same_with_workers_and_gone_on_with(played: Trial, tmp_path: Path) -> None:
    broken = trial(tmp_path / "broken")
    begun(broken, 5)
    broken.here()
    same(played.out, broken.out)
    several = trial(tmp_path / "several")
    done = typed(*several.words(jobs=2), cwd=several.file.parent)
    assert done.returncode == 0, done.stderr
    same(played.out, several.out)


@pytest.mark.skipif(not FULL, reason="processes of their own are begun and killed; the short form is above")
def test_an_answer_is_the_same_after_a_kill(played: Trial, tmp_path: Path) -> None:
    """At three moments of the sweep, and while the levels between are run and after it."""
    for number, wanted in enumerate((1, 6, 12, "check/plan.json", "check/manifest.json")):
        one = trial(tmp_path / str(number))
        process = one.begin()
        if isinstance(wanted, int):
            awaited(lambda: len(one.committed) >= wanted or one.packed, process)  # noqa: B023
        else:
            awaited((one.out / wanted).exists, process)
        killed(process)
        one.here()
        same(played.out, one.out)


def test_profiles_may_be_run_in_shares(played: Trial, tmp_path: Path) -> None:
    """The merged folder lacks the runs between the levels, which the experiment brings."""
    parts = []
    for number in (1, 2):
        part = trial(tmp_path / str(number))
        part.options = ("--shard", f"{number}/2")
        assert f"; then: twochairs game {part.file} --out RESULT\n" in part.here()
        assert not (part.out / "answers").exists()
        parts.append(part.out)
    one = trial(tmp_path / "whole")
    assert typed("merge", *parts, "--out", one.out).returncode == 0
    refused = typed("game", one.out)
    assert (refused.returncode, "give the experiment, not the folder of its result" in refused.stderr) == (1, True)
    one.here()
    assert content(played.out) == content(one.out)


def test_asked_again_it_is_already_there(played: Trial) -> None:
    assert "already there: " in played.here()
    assert "already there: " in typed("game", played.out).stdout


def test_payoffs_are_the_means_of_the_runs(played: Trial) -> None:
    """By the outcomes of the sweep, and by the grid over players."""
    result = tc.open(played.out)
    frame = result.answer("game").table("payoffs")
    assert result.factors == ["CRO", "LEA"]
    costs = ["0.01 * effort_spent[CRO]@end", "0.005 * effort_spent[LEA]@end"]
    assert list(result.outcomes) == [CROWN, costs[0], f"({CROWN}) - ({costs[0]})", LEAGUE, costs[1], NET]
    row = frame[(frame["CRO"] == 0.5) & (frame["LEA"] == "kind") & (frame["player"] == "LEA")].iloc[0]
    grid = result.grid(NET)
    assert row["net"] == pytest.approx(float(grid.sel(CRO=0.5, LEA="kind")), abs=1e-9)
    assert row["payoff"] - row["cost"] == pytest.approx(row["net"], abs=1e-9)
    point = result.point_of({"CRO": 0.5, "LEA": "kind"})
    runs = result.outcome(NET).sel(point=point).to_numpy()
    assert row["net"] == pytest.approx(runs.mean(), abs=1e-9)
    assert row["error"] == pytest.approx(runs.std(ddof=1) / np.sqrt(6), rel=1e-6)


def test_a_strategy_runs_as_its_settings_do_in_a_scenario(played: Trial) -> None:
    """What a strategy does not set is as the scenario has it: `kind` has the scenario's own pressure."""
    result = tc.open(played.out)
    settings = {"LEA.aid": 1, "CRO.patronage.ALD": 0.5, "clock.months": 8}
    alone = tc.run(played.file.with_name("tiny.yaml"), replicates=6, seed=8, settings=settings, jobs=0, keep="none",
                   out=played.out.with_name("alone"), outcomes=[NET])  # fmt: skip
    point = result.point_of({"CRO": 0.5, "LEA": "kind"})
    ours = result.outcome(NET).sel(point=point).to_numpy()
    assert ours.tolist() == alone.outcome(NET).to_numpy().ravel().tolist()


def test_replies_are_told_from_runs_that_are_paired(played: Trial) -> None:
    result = tc.open(played.out)
    frame = result.answer("game").table("differences")
    row = frame[(frame["CRO"] == 1) & (frame["LEA"] == "kind") & (frame["player"] == "LEA")].iloc[0]
    assert row["than"] == "none"
    point, other = (result.point_of({"CRO": 1.0, "LEA": one}) for one in ("kind", "none"))
    values = result.outcome(NET)
    known = difference((values.sel(point=point) - values.sel(point=other)).to_numpy(), NUMBER)
    assert (row["difference"], row["error"]) == (pytest.approx(known.mean), pytest.approx(known.error, rel=1e-6))
    alone = result.answer("game").table("payoffs")["error"].min()
    assert row["error"] < alone / 10


def test_levels_between_those_declared_are_run(played: Trial, tmp_path: Path) -> None:
    """Those of a scenario by itself; levels that are declared are not run again."""
    answer = tc.open(played.out).answer("game")
    frame = answer.table("between")
    assert frame["level"].tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert frame["gain"].tolist()[-1] == pytest.approx(0.0, abs=1e-9)
    more = tc.open(played.out / "check" / "CRO")
    assert more.points == 5
    point = tc.open(played.out).point_of({"CRO": 0.5, "LEA": "kind"})
    before = tc.open(played.out).outcome(CROWN).sel(point=point).to_numpy()
    assert more.outcome(CROWN).sel(point=2).to_numpy().tolist() == before.tolist()
    with pytest.raises(
        NotPossible, match=r"check.CRO has not the 42 runs between the levels .*\n  hint: give the experiment"
    ):
        section = load_experiment(trial(tmp_path, EXPERIMENT.replace("check: 5", "check: 7")).file).experiment.game
        game(tc.open(played.out), section)


def test_of_a_folder_levels_that_are_there_are_read(played: Trial) -> None:
    result = tc.open(played.out)
    answer, new = game(result, section_in(played.out, "game"), seed=7)
    assert new
    assert len(answer.table("between")) == 5
    shutil.rmtree(answer.folder)


def test_words_say_what_is_played_for_then_what_is_done_and_how_surely(played: Trial) -> None:
    said = [line for line in str(tc.open(played.out).answer("game")).splitlines() if line]
    assert said[:5] == [
        "CRO (3 strategies) against LEA (4 strategies): 12 profiles, 72 runs.",
        "CRO wants -alignment[ALD]@end to be high, less 0.01 * effort_spent[CRO]@end.",
        "LEA wants alignment[ALD]@end to be high, less 0.005 * effort_spent[LEA]@end.",
        "Solution 1: CRO 1, LEA kind. Nobody gains by leaving it (95 %). 100 % of resamples have an equilibrium of the "
        "same strategies.",
        "CRO gains by none of 5 levels, those between the declared ones too, against solution 1 (95 %).",
    ]
    assert "The same to everybody in every run, and taken as one: LEA firm = firmly." in said
    assert "That decides it: one strategy is left for each." in said
    assert said[-1].startswith(
        "± is half of a 95 % interval. Of the strategies, payoffs and costs that the experiment declares"
    )


def test_figures_show_what_the_tables_have(played: Trial) -> None:
    result = tc.open(played.out)
    for kind in ("payoffs", "logit", "resamples"):
        (name, figure), *rest = figures_of(result, kind)
        assert (name, rest) == (kind, [])
        assert figure.axes
    with pytest.raises(NothingToShow, match="the strategies of LEA are no levels of one lever"):
        list(FIGURES["replies"].draw(result))


def test_two_levers_have_curves_of_replies(tmp_path: Path) -> None:
    levers = "levers: {LEA.aid: {from: 0, to: 1, steps: 3}}\n"
    start, end = EXPERIMENT.index("strategies:"), EXPERIMENT.index("      payoff: alignment")
    one = trial(tmp_path, (EXPERIMENT[:start] + levers + EXPERIMENT[end:]).replace("  check: 5\n", ""))
    one.here()
    ((_, figure),) = figures_of(tc.open(one.out), "replies")
    crown, league = figure.axes[0].lines[:2]
    assert (list(crown.get_xdata()), list(crown.get_ydata())) == ([1, 1, 1], [0, 0.5, 1])
    assert (list(league.get_xdata()), list(league.get_ydata())) == ([0, 0.5, 1], [1, 1, 1])


def test_three_play_in_pure_strategies_and_along_lambda(tmp_path: Path) -> None:
    one = trial(tmp_path, THREE)
    said = one.here()
    assert "CRO (3 strategies) against LEA (4 strategies) against other (2 strategies): 24 profiles" in said
    answer = tc.open(one.out).answer("game")
    assert "leader" not in answer.tables
    ends = answer.table("logit").groupby("player")["probability"].apply(lambda shares: shares.tail(2).sum())
    assert len(ends) == 3
    with pytest.raises(NothingToShow, match="3 play, and it shows two against each other"):
        list(FIGURES["payoffs"].draw(tc.open(one.out)))


def test_draws_of_the_constants_are_told_apart_from_chance(tmp_path: Path) -> None:
    text = EXPERIMENT.replace("replicates: 6", "replicates: 8\nparameters_from: prior\nparameter_draws: 2")
    one = trial(tmp_path, text.replace("  check: 5\n", ""))
    said = one.here()
    assert "96 runs, 2 draws of the constants" in said
    assert "of the 2 draws of the constants, each of 4 runs, have one" in said
    table = tc.open(one.out).answer("game").table("draws")
    assert table["draw"].tolist() == [0, 1]


def test_renamed_players_and_scaled_payoffs_change_no_equilibrium(played: Trial, tmp_path: Path) -> None:
    """Names decide the order of axes; three times a payoff and its cost, and a constant more, decide nothing (D14)."""
    text = EXPERIMENT.replace("    CRO:", "    ZZZ:").replace("  check: 5\n", "")
    text = text.replace("payoff: alignment[ALD]@end", 'payoff: "3 * alignment[ALD]@end + 2"').replace("0.005", "0.015")
    one = trial(tmp_path, text)
    one.here()
    found, before = (tc.open(out).answer("game").table("solutions") for out in (one.out, played.out))
    ours = {(row.player.replace("ZZZ", "CRO"), row.strategy): row.probability for row in found.itertuples()}
    assert ours == {(row.player, row.strategy): row.probability for row in before.itertuples()}


def test_a_policy_may_be_off(tmp_path: Path) -> None:
    """`off` is the condition that never holds."""
    given = """\
        none: {"policies[tighten].when": off}
        firm: {"policies[tighten].when": "alignment[ALD] < 2"}
"""
    start, end = EXPERIMENT.index("        none:"), EXPERIMENT.index("      payoff: alignment")
    plan = load_experiment(trial(tmp_path, EXPERIMENT[:start] + given + EXPERIMENT[end:]).file)
    plan.check()
    conditions = [plan.scenario(point).case.policies[0].when for point in (0, 1)]
    assert conditions == ["0 > 1", "alignment[ALD] < 2"]


def test_of_a_payoff_that_never_comes_it_is_told_what_would_do(tmp_path: Path) -> None:
    one = trial(tmp_path, EXPERIMENT.replace("payoff: alignment[ALD]@end", "payoff: first_month(alignment[ALD] > 0.9)"))
    said = one.here(code=1)
    assert "first_month(alignment[ALD] > 0.9) has a value in 0 % of runs alone, so that it is no payoff" in said
    assert "hint: what never comes can be compared, as in `first_month(...) <= 24`" in said
    assert not (one.out / "answers").exists()


def test_what_is_no_game_is_refused(tmp_path: Path) -> None:
    text = EXPERIMENT[: EXPERIMENT.index("game:")] + "factors: {LEA.pressure: [0, 1]}\nkeep: {series: none}\n"
    one = trial(tmp_path, text)
    done = typed("game", one.file, "--jobs", "0", "--out", one.out)
    assert done.returncode == 1
    assert "game is missing: what is asked of its runs" in done.stderr
    assert not one.out.exists()
    assert typed("sweep", one.file, "--jobs", "0", "--out", one.out).returncode == 0
    refused = typed("game", one.out)
    assert (refused.returncode, "is of no game" in refused.stderr) == (1, True)


def test_a_plan_that_plays_what_is_no_strategy_is_refused(played: Trial, tmp_path: Path) -> None:
    out = shutil.copytree(played.out, tmp_path / "out")
    data = json.loads((out / "plan.json").read_text("utf-8"))
    data.pop("seal", None)
    columns = data["plan"]["columns"]
    columns["LEA"] = ["friendly" if one == "kind" else one for one in columns["LEA"]]
    with pytest.raises(NoResult, match="holds no plan that can be run: LEA plays what is no strategy"):
        job_from(out, data)


def test_a_dry_run_says_what_it_takes_and_runs_nothing(tmp_path: Path) -> None:
    one = trial(tmp_path)
    one.options = ("--dry-run",)
    assert "is sound: 12 points, 72 runs" in one.here()
    assert not one.out.exists()


def test_the_sweep_alone_makes_the_same_runs(played: Trial, tmp_path: Path) -> None:
    """The section decides no number but by its strategies and payoffs."""
    one = trial(tmp_path, EXPERIMENT.replace("resamples: 100", "resamples: 200"))
    assert typed("sweep", one.file, "--jobs", "0", "--out", one.out, cwd=one.file.parent).returncode == 0
    hashes = [json.loads((out / "manifest.json").read_text())["sweep_hash"] for out in (played.out, one.out)]
    assert hashes[0] == hashes[1]
    other = trial(tmp_path / "other", EXPERIMENT.replace("LEA.pressure: 0.8", "LEA.pressure: 0.7"))
    assert load_experiment(other.file).hash != hashes[0]


def test_python_has_the_same(played: Trial, tmp_path: Path) -> None:
    shutil.copytree(played.file.parent, tmp_path / "copy", ignore=shutil.ignore_patterns("out", "alone"))
    answer = tc.game(tmp_path / "copy" / "experiment.yaml", jobs=0, out=tmp_path / "out")
    assert answer is not None
    assert answer.said.files == tc.open(played.out).answer("game").said.files
    again = tc.game(tmp_path / "out")
    assert again is not None and again.folder == answer.folder
