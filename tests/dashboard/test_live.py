"""The live ensemble has the numbers that a run of the same settings has."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import twochairs
from tests.dashboard.served import CASE
from tests.written import write_run
from twochairs.dashboard.live import LiveResult, Opened, as_settings, run_live, study
from twochairs.errors import InvalidInput, NotFinite
from twochairs.figures import read
from twochairs.figures.pairs import differences
from twochairs.figures.runs import change, why
from twochairs.results.attribution import attribution
from twochairs.results.paired import paired
from twochairs.results.result import Result
from twochairs.scenario.load import load

RUNS, SEED = 20, 2022
MOVED = {"EU.pressure.SRB": "0.8", "RU.gas_discount": "0.1", "clock.months": "36"}
OWN = {"clock.months": "36"}


def written(folder: Path, settings: dict[str, str]) -> Result:
    scenario = load(CASE, settings)
    write_run(folder, scenario, RUNS, SEED)
    return twochairs.open(folder)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Result]:
    folder = tmp_path_factory.mktemp("runs")
    return written(folder / "own", OWN), written(folder / "moved", MOVED)


@pytest.fixture(scope="module")
def live() -> tuple[LiveResult, LiveResult]:
    own, moved = (run_live(load(CASE, settings), RUNS, SEED) for settings in (OWN, MOVED))
    return own, moved


QUANTITIES = ["alignment", "target", "contribution", "ally", "partner", "rival", "adversary", "joined", "tension"]


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_every_number_is_that_of_a_result_folder_bit_for_bit(
    live: tuple[LiveResult, LiveResult], stored: tuple[Result, Result], quantity: str
) -> None:
    for here, there in zip(live, stored, strict=True):
        mine, theirs = (read.series(result, quantity) for result in (here, there))
        others = theirs.transpose(*mine.dims).sel({dim: mine[dim].to_numpy() for dim in mine.dims})
        assert mine.shape == others.shape
        assert mine.to_numpy().tobytes() == np.ascontiguousarray(others.to_numpy()).tobytes()


def test_the_levers_change_something(live: tuple[LiveResult, LiveResult]) -> None:
    one, other = (read.series(result, "alignment").sel(country="SRB").to_numpy() for result in live)
    assert np.abs(other - one)[:, -1].min() > 1e-6


def test_the_paired_difference_is_that_of_compare(
    live: tuple[LiveResult, LiveResult], stored: tuple[Result, Result]
) -> None:
    [mine] = differences(live, "SRB")
    [theirs] = differences(stored, "SRB")
    assert mine.values.tobytes() == theirs.values.tobytes()
    found = mine.at_end()
    table = paired(*stored).set_index("outcome").loc["alignment[SRB]@end"]
    assert (found.mean, found.low, found.high) == (table["mean_difference"], table["low"], table["high"])


def test_why_adds_up_to_what_the_attribution_says(
    live: tuple[LiveResult, LiveResult], stored: tuple[Result, Result]
) -> None:
    taken = change.changes(why.parts(live[1], "SRB"))
    [row] = attribution(stored[1], ["SRB"])
    changes = dict(zip(taken.mechanisms, taken.after - taken.before, strict=True))
    for term in row["terms"]:
        assert changes[term["mechanism"]] == pytest.approx(term["change"], abs=1e-12)
    assert taken.target[1] - taken.target[0] == pytest.approx(row["change"], abs=1e-12)


def test_the_focus_and_the_countries_are_those_of_the_file(
    live: tuple[LiveResult, LiveResult], stored: tuple[Result, Result]
) -> None:
    assert read.focus(live[0]) == read.focus(stored[0])
    assert read.countries(live[0]) == read.countries(stored[0])


def test_a_study_of_nothing_moved_is_its_baseline() -> None:
    here = study(CASE, {}, 2)
    assert not here.moved
    assert here.altered is here.baseline


def test_a_file_that_changed_is_run_again(tmp_path: Path, small: Callable[[str], Path]) -> None:
    file = small("one")
    before = study(file, {}, 2).baseline
    assert study(file, {}, 2).baseline is before
    file.write_text(file.read_text("utf-8").replace("months: 24", "months: 12"), "utf-8")
    assert study(file, {}, 2).baseline.manifest["months"] == 12


def test_settings_of_all_states_come_before_those_of_one() -> None:
    settings = as_settings({"EU.pressure.SRB": 0.8, "EU.pressure": 0.5})
    assert list(settings) == ["EU.pressure", "EU.pressure.SRB"]


def test_a_lever_of_all_states_and_of_one_go_together() -> None:
    scenario = load(CASE, as_settings({"EU.pressure.SRB": 0.8, "EU.pressure": 0.5}))
    layout, values = scenario.start()
    assert values[layout.slot("pressure", "EU", "SRB")] == 0.8
    assert values[layout.slot("pressure", "EU", "BIH")] == 0.5


@pytest.mark.parametrize("settings", [{}, MOVED, {"RU.gas_supply": "0.2"}, {"parameters.aid_effect": "0.3"}])
def test_files_read_once_give_the_scenario_that_load_gives(settings: dict[str, str]) -> None:
    opened = Opened(CASE)
    opened.scenario({"EU.aid": "3", "EU.pressure": "0.1"})
    mine, theirs = opened.scenario(settings), load(CASE, settings)
    assert mine.hash == theirs.hash
    assert mine.start()[1].tobytes() == theirs.start()[1].tobytes()
    assert mine.mismatches == theirs.mismatches


def test_a_broken_scenario_says_its_problems(small: Callable[[str], Path]) -> None:
    file = small("broken")
    file.write_text(file.read_text("utf-8").replace("alignment:", "alinement:"), "utf-8")
    with pytest.raises(InvalidInput, match="did you mean 'alignment'"):
        study(file, {}, 2)


def test_a_run_that_is_spoiled_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from twochairs.ensemble import lanes

    real = lanes.run_lanes

    def spoiled(*given: object, **named: object) -> lanes.Lanes:
        done = real(*given, **named)
        done.spoiled[0] = 3
        return done

    monkeypatch.setattr(lanes, "run_lanes", spoiled)
    with pytest.raises(NotFinite, match="2022-03"):
        run_live(load(CASE, OWN), 2)
