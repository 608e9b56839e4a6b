"""Results of runs that are spread over draws of the rules' constants."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import twochairs
from tests.written import refuse_early, write_run
from twochairs.errors import CannotWrite, NotPossible
from twochairs.experiment.uncertainty import BEST, Draws, drawn, for_scenario
from twochairs.results.comparing import compare_results
from twochairs.results.draws import described_draws, draws_csv
from twochairs.results.paired import paired
from twochairs.results.terminal import ends
from twochairs.scenario.load import Scenario, load
from twochairs.statistics.variance import parameter_share
from twochairs.sweeps.runner import WHOLE, default_folder
from twochairs.sweeps.running import job_of_run

TINY = Path(__file__).parents[1] / "scenario" / "good" / "tiny.yaml"
RUNS, SEED = 20, 3
FIRST = "alignment[ALD]@end"


def tiny(**settings: str) -> Scenario:
    return load(TINY, {"clock.months": "6", **settings})


def written(folder: Path, scenario: Scenario, kind: str = "posterior", draws: int = 5) -> Path:
    sets = for_scenario(scenario, drawn(kind, draws, SEED, RUNS))
    return write_run(folder, scenario, RUNS, SEED, draws=sets)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("results") / "one", tiny())


def test_a_table_of_draws_worked_by_hand() -> None:
    draws = Draws("prior", 3, ({"w_peer": 0.1, "kin_weight": 1 / 3}, {"w_peer": 2.0, "kin_weight": 0.0}))
    assert draws_csv(draws) == "draw,w_peer,kin_weight\n0,0.1,0.3333333333333333\n1,2.0,0.0\n"


def test_what_a_manifest_says_of_them() -> None:
    draws = Draws("prior", 3, ({"w_peer": 0.1},), "abc")
    assert described_draws(draws) == {"parameters": {"kind": "prior", "draws": 1, "seed": 3, "hash": "abc"}}
    assert described_draws(BEST) == {}


def test_the_result_says_which_constants_each_run_had(folder: Path) -> None:
    result = twochairs.open(folder)
    draws = drawn("posterior", 5, SEED, RUNS)
    assert result.manifest["parameters"] == draws.described()
    assert result.parameters["draw"].tolist() == [0, 1, 2, 3, 4]
    assert result.parameters.drop(columns="draw").to_dict("records") == list(draws.values)
    assert result.runs["draw"].tolist() == [0, 1, 2, 3, 4] * 4
    assert result.damaged() == []
    assert "parameters.csv" in result.manifest["files"]


def test_the_summary_has_the_share_of_the_draws(folder: Path) -> None:
    result = twochairs.open(folder)
    row = result.summary.set_index("outcome").loc[FIRST]
    runs = np.arange(RUNS)
    assert row["parameter_share"] == parameter_share(result.runs[FIRST].to_numpy(), runs % 5)
    shares = result.summary["parameter_share"].dropna()
    assert shares.between(0.0, 1.0).all()
    assert shares.nunique() > 1


def test_the_same_draws_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = written(tmp_path / "two", tiny())
    files = [json.loads((one / "manifest.json").read_text())["files"] for one in (folder, again)]
    assert files[0] == files[1]


def test_the_hash_and_the_folder_differ_by_kind_draws_and_what_is_kept() -> None:
    scenario = tiny()
    sets = [BEST, *(drawn(kind, n, SEED, RUNS) for kind, n in (("posterior", 4), ("posterior", 5), ("prior", 4)))]
    sets.append(sets[1].without(["w_peer"]))
    jobs = [job_of_run(scenario, RUNS, SEED, draws=draws) for draws in sets]
    hashes = [job.hash for job in jobs]
    assert len(set(hashes)) == 5
    assert hashes[0] == job_of_run(scenario, RUNS, SEED).hash
    folders = [default_folder(job, Path("results"), WHOLE) for job in jobs]
    assert [one.name for one in folders] == [f"tiny-{digest[:10]}" for digest in hashes]


def test_a_folder_of_other_draws_is_another_run(folder: Path) -> None:
    sets = drawn("posterior", 5, SEED, RUNS)
    assert refuse_early(job_of_run(tiny(), RUNS, SEED, draws=sets), folder)
    with pytest.raises(CannotWrite):
        refuse_early(job_of_run(tiny(), RUNS, SEED), folder)


def test_without_draws_a_result_has_none_of_it(tmp_path: Path) -> None:
    scenario = tiny()
    out = write_run(tmp_path / "best", scenario, 2, SEED)
    result = twochairs.open(out)
    assert not result.drawn
    assert not (out / "parameters.csv").exists()
    assert result.runs.columns[:2].tolist() == ["point", "replicate"]
    assert "draw" not in result.runs.columns
    assert "parameter_share" not in pd.read_csv(out / "summary.csv").columns
    with pytest.raises(NotPossible) as caught:
        _ = result.parameters
    assert str(caught.value) == (
        f"{out} has no draws: every run has the scenario's own constants\n  hint: `--parameters posterior` draws them"
    )


def test_the_table_a_run_ends_with_says_what_its_spread_is(folder: Path) -> None:
    assert ends(folder)[-1] == (
        "spread by chance and by 5 draws of the posterior together; parameter_share in summary.csv is the part of the "
        "draws"
    )


def test_runs_are_compared_under_the_same_draw_and_chance(folder: Path, tmp_path: Path) -> None:
    other = twochairs.open(written(tmp_path / "pressed", tiny(**{"LEA.pressure.ALD": "0.9"})))
    frame = paired(twochairs.open(folder), other).set_index("outcome")
    assert "draw" not in frame.index
    expected = (other.runs[FIRST] - twochairs.open(folder).runs[FIRST]).mean()
    assert frame.loc[FIRST, "mean_difference"] == pytest.approx(expected, rel=1e-12)
    assert frame.loc[FIRST, "runs"] == RUNS
    lines, _ = compare_results([twochairs.open(folder), other], None)
    assert lines[-1] == "  and under the same draw of the parameters; the 5 draws are what is independent of each other"


def test_a_setting_of_one_scenario_is_no_obstacle_to_comparing(folder: Path, tmp_path: Path) -> None:
    other = twochairs.open(written(tmp_path / "own", tiny(**{"parameters.w_peer": "0.9"})))
    assert "w_peer" not in other.parameters
    assert paired(twochairs.open(folder), other)["runs"].max() == RUNS


def test_other_draws_are_not_paired(folder: Path, tmp_path: Path) -> None:
    other = twochairs.open(written(tmp_path / "prior", tiny(), "prior", 4))
    with pytest.raises(NotPossible) as caught:
        paired(twochairs.open(folder), other)
    first, second = (one.manifest["parameters"]["hash"][:10] for one in (twochairs.open(folder), other))
    assert str(caught.value) == (
        f"{folder} and {other.folder} cannot be paired: the draws of the parameters are 5 of the posterior ({first}) "
        f"in one and 4 of the prior ({second}) in the other, so their runs do not have the same constants; "
        "run both with the same"
    )
