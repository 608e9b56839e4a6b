"""Points that differ in agents, order, months: each is what `run` makes of the same settings, whatever stands first."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.results.sweeps import refitted
from tests.sweeps.witness import events_table, series_table
from tests.trust.trial import begun, content, swept
from twochairs.ensemble.replicates import run_replicates
from twochairs.errors import InvalidInput, NoResult
from twochairs.experiment.plan import load_experiment
from twochairs.outcomes.measures import read_off
from twochairs.outcomes.outcome import compiled_outcome
from twochairs.results.result import Result
from twochairs.scenario.load import Scenario, load
from twochairs.sweeps.job import Job, job_from_data
from twochairs.sweeps.merge import merge
from twochairs.sweeps.replay import replay
from twochairs.sweeps.runner import Shard
from twochairs.sweeps.state import plan_of
from twochairs.sweeps.unfinished import unfinished
from twochairs.world.layout import Layout
from twochairs.world.rulebook import STANDARD

ONE = """\
twochairs: 2
title: One
clock: {start: 2020-01, months: 8}
focus: AAA
poles: {W: {position: 1, name: The West}, E: {position: -1}}
countries:
  AAA:
    alignment: 0.2
    gdp: 50
    government: {elections: [2020-06]}
    publics: {all: {favourability: {W: 0.2, E: 0.1}}}
    trade: {W: 0.5, E: 0.2}
  BBB: {alignment: -0.3, gdp: 20, publics: {all: {favourability: {W: -0.2, E: 0.3}}}}
disputes: {border: {between: [AAA, BBB], salience: {AAA: 0.5, BBB: 0.5}, tension: 0.2}}
acts: {sanc: {difficulty: 0.4, every: 3 months}}
levers: {W: {pressure: 0.1}}
"""
MORE = """\
twochairs: 2
title: More
clock: {start: 2019-11, months: 11}
focus: BBB
poles: {W: {position: 0.9, name: Occident}, A: {position: 0.4}, E: {position: -1}}
countries:
  CCC: {alignment: 0.5, gdp: 30, noise_key: '0', publics: {town: {share: 0.5}, land: {share: 0.5}}}
  BBB: {alignment: -0.1, gdp: 20, publics: {all: {favourability: {W: -0.2, E: 0.3}}}}
  AAA: {alignment: 0.3, gdp: 50, publics: {all: {favourability: {W: 0.3, E: 0.1}}}, trade: {W: 0.4, E: 0.3}}
disputes:
  shore: {between: [AAA, CCC], salience: {AAA: 0.5, CCC: 0.5}, tension: 0.6}
  border: {between: [AAA, BBB], salience: {AAA: 0.5, BBB: 0.5}, tension: 0.4}
acts:
  join: {difficulty: 0.1, every: 2 months}
  sanc: {difficulty: 0.2, every: 3 months}
levers: {W: {pressure: {default: 0.1, AAA: 0.3}, aid: 0.2}}
timeline:
  - {name: crash, from: 2020-01, to: 2020-06, probability: 0.3, set: {rivalry: 0.9}}
  - {name: visit, at: 2020-03, news: {W: 0.2}}
policies:
  - {name: loosen, every: 2 months, when: "alignment[AAA] > 0", do: {W.pressure.AAA: "pressure[W, AAA] * 0.5"}}
"""
BARE = """\
twochairs: 2
title: Bare
clock: {start: 2020-01, months: 8}
poles: {E: {position: -1}, W: {position: 1}}
countries: {AAA: {alignment: 0.1, gdp: 5}, BBB: {alignment: 0.4, gdp: 9}}
"""
OUTCOMES = (
    '["pressure[W, AAA]@end", "aid[W, BBB]@end", "alignment[AAA]@end", "alignment[BBB]@mean", "spread(alignment)@max"]'
)
HEAD = "twochairs: 2\nreplicates: 5\nseed: 3\n"
KEPT = "keep: {quantities: [alignment, favourability, tension], events: true}\n"

EXPERIMENTS = {
    "scenarios": f"factors: {{scenario: [one.yaml, more.yaml]}}\noutcomes: {OUTCOMES}\n" + KEPT,
    "scenarios reversed": f"factors: {{scenario: [more.yaml, one.yaml]}}\noutcomes: {OUTCOMES}\n" + KEPT,
    "scenarios and a bare one": f"factors: {{scenario: [more.yaml, bare.yaml, one.yaml]}}\noutcomes: {OUTCOMES}\n"
    "keep: {events: true, months: 3 months}\n",
    "scenarios of set length": f"months: 4\nfactors: {{scenario: [one.yaml, more.yaml]}}\noutcomes: {OUTCOMES}\n"
    "keep: {series: none}\n",
    "scenarios and a lever": f"factors: {{scenario: [more.yaml, one.yaml], W.pressure: [0.2, 0.6]}}\n"
    f"outcomes: {OUTCOMES}\nkeep: {{series: all, quantities: [alignment]}}\n",
    "scenarios without outcomes": "factors: {scenario: [one.yaml, more.yaml]}\n" + KEPT,
    "months": f"scenario: one.yaml\nfactors: {{clock.months: [3, 6, 9]}}\noutcomes: {OUTCOMES}\n" + KEPT,
    "months reversed": f"scenario: one.yaml\nfactors: {{clock.months: [9, 6, 3]}}\noutcomes: {OUTCOMES}\n" + KEPT,
    "starts": f"scenario: one.yaml\nfactors: {{clock.start: [2020-03, 2019-10]}}\noutcomes: {OUTCOMES}\n" + KEPT,
    "starts and months": "scenario: one.yaml\nfactors: {clock.start: [2020-01, 2020-04], clock.months: [4, 7]}\n"
    'outcomes: ["alignment[AAA]@2020-04", "first_month(alignment[AAA] > 0.2)", "sanc_within[AAA, 4]"]\n' + KEPT,
    "order of agents": f"scenario: one.yaml\nfactors: {{countries.AAA.noise_key: [a, z]}}\noutcomes: {OUTCOMES}\n"
    + KEPT,
    "own chance": "common_random_numbers: false\n"
    f"factors: {{scenario: [one.yaml, more.yaml]}}\noutcomes: {OUTCOMES}\n" + KEPT,
}


def made(folder: Path, text: str) -> Job:
    """The checked job of an experiment on these scenarios."""
    (folder / "twochairs.toml").touch()
    for name, content_of in (("one", ONE), ("more", MORE), ("bare", BARE)):
        (folder / f"{name}.yaml").write_text(content_of)
    path = folder / "experiment.yaml"
    path.write_text(HEAD + text)
    plan = load_experiment(path)
    plan.check()
    return Job(plan, STANDARD)


def alone(folder: Path, job: Job, point: int) -> Scenario:
    """The scenario of a point as `run` would have it."""
    values = {**job.plan.points[point]}
    file = str(values.pop("scenario", job.plan.fits[0].base.file))
    months = {} if job.plan.experiment.months is None else {"clock.months": str(job.plan.experiment.months)}
    return load(folder / file, months | {name: json.dumps(value) for name, value in values.items()})


def rows_of(table: Any) -> list[dict[str, Any]]:
    """Rows of a table in an order of their own."""
    return sorted(table.to_pylist(), key=lambda row: [str(value) for value in row.values()])


@pytest.fixture(params=EXPERIMENTS.values(), ids=EXPERIMENTS.keys())
def swept_and_job(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Job]]:
    job = made(tmp_path, request.param)
    swept(tmp_path / "out", job)
    yield tmp_path, job


def test_every_point_is_its_run(swept_and_job: tuple[Path, Job]) -> None:
    folder, job = swept_and_job
    runs = pq.read_table(folder / "out" / "runs").to_pandas()
    events = pq.read_table(folder / "out" / "events") if job.plan.experiment.keep.events else None
    for point in range(len(job.plan.points)):
        scenario = alone(folder, job, point)
        layout, clock = scenario.start()[0], scenario.case.clock
        series = list(run_replicates(scenario, 5, job.plan.noise_seed(point)))
        programs = [compiled_outcome(text, layout, clock.start, clock.months) for text in job.plan.outcomes]
        for outcome in read_off(programs, series):
            here = runs.loc[runs["point"] == point, outcome.name].to_numpy()
            assert here.tobytes() == outcome.values.tobytes(), (point, outcome.name)
        _same_series(folder / "out", job, point, scenario, layout, series)
        if events is not None:
            mask = np.array(events["point"]) == point
            assert rows_of(events.filter(mask).drop_columns("point")) == rows_of(events_table(scenario, layout, series))


def _same_series(out: Path, job: Job, point: int, scenario: Scenario, layout: Layout, series: list[Any]) -> None:
    keep = job.plan.experiment.keep
    for path in sorted((out / "series").iterdir()) if keep.series != "none" else ():
        table = pq.read_table(path)
        mine = table.filter(np.array(table["point"]) == point).to_pandas()
        run = series_table(scenario, layout, series, path.name).to_pandas()
        shown = [name for name in keep.quantities if name in run.columns and name in mine.columns]
        agents = [name for name in mine.columns if name not in ("point", "replicate", "statistic", *shown)]
        months = sorted(run["month"].unique())[:: 3 if keep.months == "3 months" else 1]
        run = run[run["month"].isin(months)]
        words = {name: str for name in agents if name != "month"}
        mine, run = mine.astype(words), run.astype(words)
        if keep.series == "all":
            mine = mine.set_index(["replicate", *agents]).sort_index()
            theirs = run.set_index(["replicate", *agents]).sort_index()[shown]
        else:
            mine = mine[mine["statistic"] == "mean"].set_index(agents).sort_index()
            theirs = run.groupby(agents)[shown].mean().sort_index()
        assert mine.index.tolist() == theirs.index.tolist()
        assert np.isfinite(mine[shown].to_numpy()).all()
        assert np.allclose(mine[shown].to_numpy(), theirs.to_numpy(), rtol=1e-5, atol=1e-6)


def test_replay_bears_witness(swept_and_job: tuple[Path, Job]) -> None:
    folder, job = swept_and_job
    back = job_from_data(plan_of(folder / "out"))
    for point in range(len(job.plan.points)):
        again = replay(folder / "out", back, point, 4)
        assert again.outcomes.keys() == again.stored.keys() == set(job.plan.outcomes)
        assert not again.error
        assert again.differing == []


MIXED = (
    "factors: {scenario: [more.yaml, one.yaml], clock.months: [9, 7, 11], W.pressure: [0.2, 0.6]}\n"
    f"outcomes: {OUTCOMES}\nkeep: {{quantities: [alignment, favourability, tension], events: true}}\n"
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, Path]:
    """Twelve points of six shapes, in one piece."""
    folder = tmp_path_factory.mktemp("mixed")
    job = made(folder, MIXED)
    swept(folder / "out", job)
    return job, folder / "out"


def test_shards_and_a_sweep_gone_on_with_are_the_same_bytes(mixed: tuple[Job, Path], tmp_path: Path) -> None:
    job, whole = mixed
    shards = [tmp_path / f"shard-{number}" for number in (1, 2, 3)]
    for number, shard in enumerate(shards, start=1):
        swept(shard, job, shard=Shard(number, 3))
    merge(tmp_path / "merged", shards, job)
    begun(tmp_path / "again", job, 5)
    swept(tmp_path / "again", job_from_data(plan_of(tmp_path / "again")))
    assert content(tmp_path / "merged") == content(tmp_path / "again") == content(whole)


def test_parts_of_many_shapes_are_one_table(mixed: tuple[Job, Path], tmp_path: Path, monkeypatch: Any) -> None:
    _, whole = mixed
    monkeypatch.setattr("twochairs.sweeps.pack.PART_RUNS", 5)
    swept(tmp_path / "out", made(tmp_path, MIXED))
    for name in ("runs", "events", "series/countries", "series/public_poles", "series/disputes"):
        parts = pq.read_table(tmp_path / "out" / name)
        assert len(list((tmp_path / "out" / name).iterdir())) == 12
        assert parts.to_pylist() == pq.read_table(whole / name).to_pylist()


def test_a_series_is_an_array_by_names(mixed: tuple[Job, Path], tmp_path: Path) -> None:
    job, whole = mixed
    begun(tmp_path / "half", job, 7)
    for result in (Result(whole), unfinished(tmp_path / "half", incomplete=True)):
        table = result.table("countries")
        assert table["alignment"].notna().all()
        array = result.series("alignment")
        assert array["point"].to_numpy().tolist() == result.there.tolist()
        assert (np.diff(array["month"].to_numpy()) > np.timedelta64(0)).all()
        assert int(array.notnull().sum()) == len(table)
        chosen = table.sample(50, random_state=1)
        for row in chosen.to_dict("records"):
            place = {name: row[name] for name in ("point", "statistic", "month", "country")}
            assert float(array.sel(place)) == np.float32(row["alignment"])
    tension = Result(whole).series("tension", points=[8, 1])
    assert tension["point"].to_numpy().tolist() == [1, 8]
    assert np.isnan(tension.sel(point=8 if job.plan.points[8]["scenario"] == "one.yaml" else 1, dispute="shore")).all()


def test_points_without_an_agent_stand_in_the_array(tmp_path: Path) -> None:
    swept(tmp_path / "out", made(tmp_path, EXPERIMENTS["scenarios and a bare one"]))
    tension = Result(tmp_path / "out").series("tension")
    assert tension["point"].to_numpy().tolist() == [0, 1, 2]
    assert np.isnan(tension.sel(point=1)).all()
    assert set(Result(tmp_path / "out").table("disputes")["point"]) == {0, 2}


def test_the_manifest_says_what_all_have_in_common(mixed: tuple[Job, Path]) -> None:
    _, whole = mixed
    result = Result(whole)
    told = result.manifest
    assert told["labels"]["country"] == {"AAA": "AAA", "BBB": "BBB", "CCC": "CCC"}
    assert told["labels"]["pole"] == {"A": "A", "E": "E", "W": "W"}  # one calls W the West, the other Occident
    assert told["positions"] == {"A": 0.4, "E": -1.0}
    assert (told["focus"], told["start"], told["last_start"]) == (None, "2019-11", "2020-01")
    assert (told["fewest_months"], told["months"]) == (7, 11)
    assert told["dated_events"] == []  # a visit of one scenario alone
    assert told["scenarios"] == {"scenario.yaml": "more.yaml", "scenario-2.yaml": "one.yaml"}
    assert [data["title"] for data in result.scenarios.values()] == ["More", "One"]
    assert result.about("W.pressure")["baseline"] == 0.1  # of all in one, of the focus in the other
    assert result.about("clock.months")["baseline"] is None  # 11 in one, 8 in the other


def test_the_order_of_scenarios_changes_what_stands_where_and_nothing_else(tmp_path: Path) -> None:
    tables = []
    for name in ("scenarios", "scenarios reversed"):
        folder = tmp_path / name.replace(" ", "-")
        folder.mkdir()
        swept(folder / "out", made(folder, EXPERIMENTS[name]))
        result = Result(folder / "out")
        tables.append([of_file(result, table) for table in ("runs", "events", "series/countries", "series/disputes")])
        assert result.manifest["labels"]["pole"]["W"] == "W"
    assert tables[0] == tables[1]


def of_file(result: Result, table: str) -> list[list[str]]:
    """Rows of a table, its points told by their scenario."""
    files = result.design["scenario"].to_list()
    rows = pq.read_table(result.folder / table).to_pylist()
    return sorted([str(files[row["point"]]), *map(str, list(row.values())[1:])] for row in rows)


def test_replay_would_see_what_the_sweep_read_wrongly(tmp_path: Path, monkeypatch: Any) -> None:
    """The fault of old: every point read by the shape of the first."""
    job = made(tmp_path, EXPERIMENTS["months"])
    kept_of = Job.kept_of
    monkeypatch.setattr(Job, "kept_of", lambda self, shape: kept_of(self, self.plan.shape(0)))
    swept(tmp_path / "out", job)
    monkeypatch.undo()
    assert replay(tmp_path / "out", job, 0, 2).differing == []
    assert "alignment[AAA]@end" in replay(tmp_path / "out", job, 1, 2).differing


def test_an_act_that_only_a_factor_gives_is_an_act(tmp_path: Path) -> None:
    text = (
        "scenario: bare.yaml\nfactors: {acts.treaty.difficulty: [-1.5, 2.0]}\n"
        "keep: {quantities: [joined], events: true}\n"
        'outcomes: ["treaty[AAA]@end"]\n'
    )
    job = made(tmp_path, text)
    swept(tmp_path / "out", job)
    result = Result(tmp_path / "out")
    assert result.manifest["labels"]["act"] == {"treaty": "treaty"}
    assert result.about("treaty[AAA]@end")["meaning"] == "treaty"
    assert result.series("joined").sizes["act"] == 1
    assert set(result.events["name"]) <= {"", "treaty"}


def test_a_table_that_lacks_a_point_which_has_such_agents_is_refused(tmp_path: Path) -> None:
    swept(tmp_path / "out", made(tmp_path, EXPERIMENTS["scenarios and a bare one"]))
    assert Result(tmp_path / "out").manifest["series_points"] == {"disputes": 2}
    part = tmp_path / "out" / "series" / "disputes" / "part-0000.parquet"
    table = pq.read_table(part)
    pq.write_table(table.filter(np.array(table["point"]) == 0), part, compression="zstd", write_page_checksum=True)
    refitted(tmp_path / "out")
    with pytest.raises(NoResult, match=r"series/disputes has 6 statistics of points, and should have 12"):
        Result(tmp_path / "out").table("disputes")


def test_what_is_bought_is_called_alike_by_all_or_by_a_word_for_any(tmp_path: Path) -> None:
    gas, rice = "    gas: {seller: E, demand: 1, dependence: 0.5}\n", "commodity: {name: rice, price: USD/t}\n"
    (tmp_path / "two.yaml").write_text(rice + ONE.replace("    trade:", f"{gas}    trade:"), "utf-8")
    (tmp_path / "three.yaml").write_text(rice + ONE, "utf-8")
    keep = "keep: {series: all, quantities: [gas_bill, contract_price]}\n"
    for name, other in (("alike", "three"), ("mixed", "one")):
        factors = f"factors: {{scenario: [two.yaml, {other}.yaml], E.gas_discount: [0.1, 0.2]}}\n"
        swept(tmp_path / name, made(tmp_path, f'{factors}outcomes: ["gas_bill[AAA]@end"]\n{keep}'))
    alike, mixed = Result(tmp_path / "alike"), Result(tmp_path / "mixed")
    assert (alike.commodity.name, alike.unit("contract_price"), alike.meaning("gas_bill")) == (
        "rice",
        "USD/t",
        "Rice bill",
    )
    assert alike.about("gas_bill[AAA]@end")["meaning"] == "Rice bill"
    assert alike.about("E.gas_discount")["meaning"] == "Largest rice discount"
    assert mixed.unit("contract_price") == "its own price"
    assert mixed.about("E.gas_discount")["meaning"] == "Largest commodity discount"
    text = 'factors: {scenario: [two.yaml, one.yaml]}\noutcomes: ["contract_price[AAA]@end"]\n'
    with pytest.raises(
        InvalidInput, match=r"is in USD/t in two\.yaml and in USD/1000 m3 in one\.yaml; read off what means"
    ):
        made(tmp_path, text)
