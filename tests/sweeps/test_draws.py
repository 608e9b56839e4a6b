"""Sweeps whose replicates are spread over draws: the same numbers in whatever way they come about."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import twochairs
from tests.trust.trial import EXPERIMENT, begun, content, job_of, swept, written
from twochairs.ensemble.lanes import run_lanes
from twochairs.errors import Incomplete, NotPossible
from twochairs.results.paired import paired
from twochairs.statistics.variance import parameter_share
from twochairs.sweeps.job import Job, job_from_data
from twochairs.sweeps.merge import merge
from twochairs.sweeps.replay import replay
from twochairs.sweeps.runner import Shard
from twochairs.sweeps.state import plan_of, state_of

DRAWN = f"{EXPERIMENT}parameters_from: prior\nparameter_draws: 5\n"
OUTCOME = "alignment[ALD]@end"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Job:
    return job_of(written(tmp_path_factory.mktemp("drawn"), DRAWN))


@pytest.fixture(scope="module")
def whole(drawn: Job, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "out"
    swept(out, drawn)
    return out


def test_each_run_is_that_of_its_draw_and_its_chance(whole: Path, drawn: Job) -> None:
    runs = twochairs.open(whole).runs.set_index(["point", "replicate"])
    assert (runs["draw"] == runs.index.get_level_values("replicate") % 5).all()
    slot = drawn.kept(0).shape.layout.slot("alignment", "ALD")
    for point, draw in ((0, 0), (7, 3)):
        scenario, _ = drawn.plan.run_of(point, draw)
        own = list(range(draw, 20, 5))
        lanes = run_lanes(scenario, drawn.rulebook, drawn.plan.noise_seed(point), own, np.array([slot]))
        assert runs.loc[point][OUTCOME].to_numpy()[draw::5].tolist() == lanes.kept[-1, 0].tolist()


def test_runs_and_events_stand_in_the_order_of_replicates(whole: Path) -> None:
    result = twochairs.open(whole)
    for frame in (result.runs, result.events):
        keys = frame[["point", "replicate"]].apply(tuple, axis=1)
        assert keys.is_monotonic_increasing


def test_series_of_every_run_are_those_of_its_replicate(drawn: Job, tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept(out, job_of(written(tmp_path / "project", DRAWN.replace("months: all", "months: all, series: all"))))
    result = twochairs.open(out)
    last = result.series("alignment").sel(country="ALD").isel(month=-1)
    assert np.array_equal(last.to_numpy(), result.outcome(OUTCOME).to_numpy())


def test_the_result_says_what_was_drawn(whole: Path, drawn: Job) -> None:
    result = twochairs.open(whole)
    assert result.manifest["parameters"] == drawn.plan.draws.described()
    assert result.manifest["parameters"]["kind"] == "prior"
    rows = result.parameters.drop(columns="draw").to_dict("records")
    assert rows == list(drawn.plan.draws.values)


def test_the_summary_has_the_share_of_the_draws(whole: Path) -> None:
    result = twochairs.open(whole)
    here = result.runs[result.runs["point"] == 4]
    expected = parameter_share(here[OUTCOME].to_numpy(), here["draw"].to_numpy())
    row = result.summary.query("point == 4").set_index("outcome").loc[OUTCOME]
    assert row["parameter_share"] == expected
    assert 0.0 < expected < 1.0
    assert result.grid(OUTCOME, "parameter_share").size == 12


def test_broken_off_and_typed_again_it_is_the_same(whole: Path, drawn: Job, tmp_path: Path) -> None:
    out = tmp_path / "out"
    begun(out, drawn, 5)
    again = job_from_data(plan_of(out))
    assert again.hash == drawn.hash
    assert len(state_of(out, drawn).missing(drawn)) == 7
    swept(out, again)
    assert content(out) == content(whole)


def test_in_shards_it_is_the_same(whole: Path, drawn: Job, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("first", "second")]
    for number, folder in enumerate(folders, start=1):
        swept(folder, drawn, shard=Shard(number, 2))
    merge(tmp_path / "out", folders, drawn)
    assert content(tmp_path / "out") == content(whole)


def test_a_run_is_replayed_as_it_was_stored(whole: Path, drawn: Job) -> None:
    for point, replicate in ((0, 0), (3, 13), (11, 19)):
        again = replay(whole, drawn, point, replicate)
        assert again.stored
        assert (again.error, again.differing) == ("", [])


def test_an_unfinished_one_is_read_and_says_how_to_go_on(drawn: Job, tmp_path: Path) -> None:
    out = tmp_path / "out"
    begun(out, drawn, 5)
    with pytest.raises(Incomplete, match=r"experiment.yaml --parameters prior --draws 5 --out "):
        twochairs.open(out)
    part = twochairs.open(out, incomplete=True)
    assert len(part.parameters) == 5
    assert part.summary["parameter_share"].notna().any()


def test_a_set_up_that_fails_under_one_draw_fails_its_runs_alone(
    whole: Path, drawn: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    from twochairs.experiment.plan import Plan
    from twochairs.sweeps.chunk import run_chunk
    from twochairs.sweeps.tables import failures_table

    scenario = Plan.scenario

    def failing(plan: Plan, point: int, draw: int | None = None) -> object:
        if draw == 2:
            raise ValueError("no such start")
        return scenario(plan, point, draw)

    monkeypatch.setattr(Plan, "scenario", failing)
    chunk = run_chunk(drawn, 0, range(drawn.replicates), {3: "ended", 7: "ended"})
    assert [(one.replicate, one.kind) for one in chunk.failures] == [
        (2, "set-up"), (3, "killed"), (7, "set-up"), (12, "set-up"), (17, "set-up"),
    ]  # fmt: skip
    assert failures_table(drawn, [chunk])["draw"].to_pylist() == [2, 3, 2, 2, 2]
    stored = twochairs.open(whole).runs.query("point == 0").set_index("replicate")[OUTCOME]
    assert chunk.outcomes[:, 0].tolist() == stored.loc[chunk.replicates].tolist()


def test_without_draws_a_result_has_none_of_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept(out, job_of(written(tmp_path / "project")))
    result = twochairs.open(out)
    assert "parameters" not in result.manifest
    assert not (out / "parameters.csv").exists()
    assert "draw" not in result.runs.columns
    assert "parameter_share" not in pd.read_csv(out / "summary.csv").columns
    with pytest.raises(NotPossible) as caught:
        _ = result.parameters
    assert str(caught.value) == (
        f"{out} has no draws: every run has the scenario's own constants\n  hint: `--parameters posterior` draws them"
    )


def test_sweeps_are_compared_draw_by_draw_and_not_with_other_draws(whole: Path, tmp_path: Path) -> None:
    project = written(tmp_path / "project", DRAWN)
    tiny = project.with_name("tiny.yaml")
    tiny.write_text(tiny.read_text().replace("LEA: {position: 1.0}", "LEA: {position: 0.9}"))
    swept(tmp_path / "other", job_of(project))
    frame = paired(twochairs.open(whole), twochairs.open(tmp_path / "other"))
    assert (frame["runs"] == 20).all()
    shutil.rmtree(tmp_path / "other")
    project.write_text(EXPERIMENT)
    swept(tmp_path / "other", job_of(project))
    with pytest.raises(NotPossible) as caught:
        paired(twochairs.open(whole), twochairs.open(tmp_path / "other"))
    digest = twochairs.open(whole).manifest["parameters"]["hash"][:10]
    assert str(caught.value) == (
        f"{whole} and {tmp_path / 'other'} cannot be paired: the draws of the parameters are 5 of the prior ({digest}) "
        "in one and none in the other, so their runs do not have the same constants; run both with the same"
    )
