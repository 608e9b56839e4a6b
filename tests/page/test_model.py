"""What a page is given of a scenario: the same bytes each time, small, and nothing that it would get wrong."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.page.opened import SEED
from tests.world.running import small_case
from twochairs.errors import NotPossible
from twochairs.experiment.single import draws_of_run
from twochairs.page.arrays import halves, hash_of, runs_of
from twochairs.page.levers import added_levers, fixed_levers, later_levers, levers_of
from twochairs.page.model import SERIES, model
from twochairs.scenario.load import from_data, load
from twochairs.scenario.steered import Put, Steered
from twochairs.world.levers import LEVERS
from twochairs.world.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
SERBIA = ROOT / "scenarios" / "balkans" / "serbia-2022.yaml"
MOST_SCRIPT, MOST_DATA = 60_000, 40_000


def test_the_same_scenario_gives_the_same_bytes() -> None:
    first, again = (model(load(SERBIA, {"clock.months": "3"}), replicates=2) for _ in range(2))
    assert first == again
    other = model(load(SERBIA, {"clock.months": "3", "EU.pressure.SRB": "0.9"}), replicates=2)
    assert other.script == first.script
    assert other.data != first.data


def test_script_and_data_are_small() -> None:
    made = model(load(SERBIA), replicates=1)
    assert len(made.script) <= MOST_SCRIPT
    assert len(made.data) <= MOST_DATA
    assert made.script.isascii()
    assert not re.search(r"<!--|</script|\beval\b|\bFunction\b|import|fetch|XMLHttp", made.script)


def test_a_scenario_says_what_it_is() -> None:
    scenario = load(SERBIA, {"clock.months": "3"})
    data = json.loads(model(scenario, replicates=2, series=("alignment", "ally")).data)
    layout = scenario.start()[0]
    assert data["names"]["country"] == list(layout.names.country)
    assert data["labels"]["country"]["SRB"] == "Serbia"
    assert data["series"]["alignment"]["slot"] == layout.start["alignment"]
    assert (data["series"]["ally"]["dims"], data["series"]["ally"]["kind"]) == (["public", "pole"], "part")
    assert [lever["name"] for lever in data["levers"]] == list(LEVERS)
    assert data["levers"][0]["slot"] == layout.start["pressure"]
    assert (data["start"], data["months"], data["seed"], data["focus"]) == ("2022-01", 3, str(SEED), "SRB")
    assert json.loads(model(scenario, replicates=2).data)["series"].keys() == set(SERIES)


def test_names_of_a_file_stay_text() -> None:
    case = small_case()
    case["title"] = case["countries"]["ALD"]["name"] = "</script><!-- & \u2028"
    made = model(from_data(case), replicates=1)
    assert made.data.isascii() and not set("<>&") & set(made.data)
    assert json.loads(made.data)["labels"]["country"]["ALD"] == case["title"] == json.loads(made.data)["title"]


def test_levers_from_which_more_follows_stay_away() -> None:
    """A first contract without a price of its own is struck at the start, by the seller's discount."""
    case = small_case()
    buyers = {name for name, country in case["countries"].items() if country.get("gas", {}).get("seller")}
    struck = {name for name in buyers if "contract" not in case["countries"][name]["gas"]}
    assert buyers - struck == {"ALD"}
    del case["countries"]["ALD"]["gas"]["contract"]
    scenario = from_data(case)
    layout = scenario.start()[0]
    assert [layout.whose(slot) for slot in fixed_levers(scenario)] == [
        ("gas_discount", ("CRO", name)) for name in layout.names.country if name in buyers
    ]
    assert len(fixed_levers(from_data(small_case()))) == len(struck)


def test_levers_that_the_file_sets_later_are_told() -> None:
    case = small_case()
    case["timeline"] = [
        {"name": "once", "at": "2030-05", "set": {"LEA.pressure.ALD": 0.4}},
        {"name": "again", "from": "2030-03", "to": "2030-04", "add": {"LEA.pressure.ALD": 0.1, "world.rivalry": 0.1}},
    ]
    scenario = from_data(case)
    slot = scenario.start()[0].slot("pressure", "LEA", "ALD")
    assert later_levers(scenario) == [(slot, "2030-05")]
    assert added_levers(scenario) == [(slot, "2030-03"), (slot, "2030-04")]
    case["timeline"] = [{"name": "slowly", "from": "2030-03", "to": "2030-06", "ramp": {"LEA.pressure.ALD": 0.4}}]
    assert [one for one in later_levers(from_data(case)) if one[0] == slot]
    case["timeline"] = []
    assert later_levers(from_data(case)) == added_levers(from_data(case)) == []


def test_levers_of_what_nobody_buys_are_left_out() -> None:
    case = small_case()
    for country in case["countries"].values():
        country.pop("gas", None)
    names = {lever["name"] for lever in levers_of(from_data(case))}
    assert {*LEVERS} - names == {"diversification_support", "gas_discount", "gas_supply"}


def test_draws_add_what_they_change() -> None:
    scenario = load(SERBIA, {"clock.months": "2"})
    draws = draws_of_run(scenario, 4, SEED, "posterior", 2)
    data = json.loads(model(scenario, replicates=4, draws=draws).data)
    assert (len(data["draws"]["sets"]), data["draws"]["rows"]) == (2, draws.rows)
    for one in data["draws"]["sets"]:
        assert 0 < len(one["start"]) < 400
        assert len(one["numbers"]) <= len(draws.values[0])
    assert json.loads(model(scenario, replicates=4).data)["draws"] is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("    return closeness ** 1", "closeness ** 1 may differ"),
        ("    return round(closeness, 2)", "round() to some digits is not the same everywhere: round(closeness, 2)"),
        ("    both = (closeness, bid)\n    return both[0]", "it has no form in a page: (closeness, bid)"),
    ],
)
def test_a_rule_without_a_form_in_a_page_is_refused_with_its_line(body: str, said: str) -> None:
    source = f"def discount(gas_discount, closeness, bid):\n{body}\n"
    scenario = load(SERBIA, {"clock.months": "2"})
    with pytest.raises(Exception, match=r"rules\.py") as refused:
        model(scenario, Rulebook(source, "rules.py"), replicates=2)
    assert said in str(refused.value)
    assert "line 2" in str(refused.value)


def test_what_cannot_be_repeated_is_refused() -> None:
    scenario = load(SERBIA, {"clock.months": "2"})
    object.__setattr__(scenario, "steered", Steered((Put(0, 1, 0.5),)))
    with pytest.raises(NotPossible, match=r"^what was set by hand in the course of a run is not repeated in a page$"):
        model(scenario, replicates=2)
    with pytest.raises(NotPossible, match=r"^a page cannot keep 'mood_'; there is no such quantity$"):
        model(load(SERBIA, {"clock.months": "2"}), replicates=2, series=("mood_",))


# numbers as JSON


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([0.0, 0.0, 0.0, 0.25], [[0, 3], 0.25]),
        ([1.0, 1.0, 2.0], [1, 1, 2]),
        ([0.0, -0.0, np.inf, -np.inf], [0, -0.0, "Infinity", "-Infinity"]),
        ([0.1 + 0.2, 1e300, 1e15], [0.30000000000000004, 1e300, 1e15]),
        ([], []),
    ],
)
def test_numbers_are_exact_and_repeat_nothing(numbers: list[float], told: list[Any]) -> None:
    assert json.dumps(runs_of(np.array(numbers))) == json.dumps(told)


def test_words_in_halves() -> None:
    assert halves(0x1_0000_0002) == [2, 1]
    assert halves(2**64 - 1) == [-1, -1]
    assert halves(2**31) == [-(2**31), 0]


def test_the_hash_sees_every_bit_and_every_place() -> None:
    numbers = np.arange(100.0) / 7.0
    seen = {hash_of(numbers)}
    for place in range(100):
        for bit in (0, 31, 32, 63):
            other = numbers.copy()
            other.view(np.uint64)[place] ^= np.uint64(1) << np.uint64(bit)
            seen.add(hash_of(other))
    seen.add(hash_of(-numbers))
    for step in (1, 2, 50):
        seen.add(hash_of(np.roll(numbers, step)))
    assert len(seen) == 1 + 400 + 1 + 3


def test_the_hash_does_not_depend_on_how_much_is_stirred_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = np.random.default_rng(1).normal(size=1000)
    whole = hash_of(numbers)
    monkeypatch.setattr("twochairs.page.arrays._AT_ONCE", 77)
    assert hash_of(numbers) == whole
