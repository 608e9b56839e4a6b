"""A model that was steered by hand, written as a result: every verb reads it, and a replay gives the same numbers."""

from pathlib import Path

import numpy as np
import pytest

import twochairs as tc
from tests.trust.trial import written
from twochairs.errors import CannotWrite, NotPossible
from twochairs.mesa_model import TwoChairs
from twochairs.scenario.load import load
from twochairs.sweeps.state import job_in

CASE = Path(__file__).parents[2] / "scenarios" / "balkans" / "serbia-2022.yaml"


@pytest.fixture(scope="module")
def model() -> TwoChairs:
    """Steered at the start, after six months, and once it was over."""
    model = TwoChairs(CASE, seed=5)
    model.poles["EU"].pressure = {"SRB": 0.4}
    model.run(6)
    model.poles["EU"].pressure["SRB"] = 0.9
    model.hub_price = 500.0
    model.run(6)
    model.set("EU.aid.SRB", 1.0)
    return model


@pytest.fixture(scope="module")
def folder(model: TwoChairs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("driven") / "result"
    assert tc.write(model, folder).folder == folder
    return folder


def test_its_numbers_are_those_of_the_model_bit_for_bit(model: TwoChairs, folder: Path) -> None:
    frame = model.datacollector.get_model_vars_dataframe()
    result = tc.open(folder)
    for country in model.countries:
        values = result.series("alignment").sel(country=country).to_numpy().ravel()
        assert values.tobytes() == frame[f"alignment[{country}]"].to_numpy().tobytes()
    assert result.series("hub_price").to_numpy().ravel().tolist() == frame["hub_price"].tolist()


def test_every_verb_reads_it(folder: Path, tmp_path: Path) -> None:
    assert tc.verify(folder).sound
    assert tc.status(folder).complete
    again = tc.replay(folder, "0/0")
    assert (again.differing, again.error) == ([], "")
    assert tc.plot(folder, only=["why"], countries=["SRB"], out=tmp_path)
    assert len(tc.why(folder, countries=["SRB"])) > 3
    assert tc.report(folder, out=tmp_path / "page.html").stat().st_size > 100_000
    assert "4 numbers set by hand, the first after 2021-12" in tc.open(folder).manifest["notes"]


def test_it_is_paired_with_the_run_that_was_left_alone(folder: Path, tmp_path: Path) -> None:
    alone = tc.run(CASE, replicates=1, seed=5, months=12, out=tmp_path / "alone", jobs=0)
    table = tc.compare(alone, folder).set_index("outcome")
    assert table.loc["alignment[SRB]@end", "mean_difference"] != 0.0


def test_a_model_that_was_left_alone_is_the_run_of_it(tmp_path: Path) -> None:
    scenario = load(CASE, {"clock.months": "3"})
    model = TwoChairs(scenario, seed=5)
    model.run()
    tc.write(model, tmp_path / "written")
    tc.run(scenario, replicates=1, seed=5, out=tmp_path / "run", jobs=0)
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}
        for name in ("written", "run")
    )
    assert one.keys() == other.keys()
    assert {name for name in one if one[name] != other[name]} <= {"log.jsonl"}


def test_what_was_set_is_of_the_hash_and_is_not_used_for_another(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="it holds another run"):
        tc.run(CASE, replicates=1, seed=5, months=12, out=folder, jobs=0)
    job = job_in(folder)
    assert [put.month for put in job.plan.steered.puts] == [0, 6, 6, 12]
    assert not job.compiled


def test_a_branch_keeps_what_was_set_before(model: TwoChairs, tmp_path: Path) -> None:
    branch = model.copy()
    branch.step()
    branch.poles["EU"].pressure = 0.1
    branch.run(2)
    result = tc.write(branch, tmp_path / "branch")
    end = result.series("alignment").sel(country="SRB").to_numpy().ravel()[-1]
    assert np.float64(end).tobytes() == np.float64(branch.countries["SRB"].alignment).tobytes()
    assert len(model.driven.steered.puts) == 4


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    written(tmp_path)
    model = TwoChairs(tmp_path / "tiny.yaml", seed=1)
    with pytest.raises(NotPossible, match="the model has not gone a month"):
        tc.write(model, tmp_path / "out")
    model.step()
    model._values[0, 0] += 0.25
    with pytest.raises(NotPossible, match="the model's numbers are not those of its run"):
        tc.write(model, tmp_path / "out")
    other = TwoChairs(tmp_path / "tiny.yaml", seed=1, replicate=2)
    other.step()
    with pytest.raises(NotPossible, match="a run of replicate 2 cannot be written by itself"):
        tc.write(other, tmp_path / "out")
    with pytest.raises(NotPossible, match="5 is no model"):
        tc.write(5, tmp_path / "out")  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()
