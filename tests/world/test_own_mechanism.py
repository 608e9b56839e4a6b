"""A mechanism from outside the package, as the how-to page has it: the same bits in both engines, and in every verb."""

import re
from pathlib import Path

import numpy as np
import pytest

from tests.world.running import SEED
from twochairs.ensemble.lanes import every_slot, run_lanes
from twochairs.ensemble.replicates import run_replicates
from twochairs.errors import InvalidInput, NotPossible, NotRules
from twochairs.experiment.file import varied_parameters
from twochairs.experiment.plan import Plan, load_experiment
from twochairs.experiment.uncertainty import parameter_draws
from twochairs.mesa_model import TwoChairs
from twochairs.scenario.explain import explain
from twochairs.scenario.load import Scenario, load
from twochairs.world.additions import NOTHING
from twochairs.world.mechanisms import MECHANISMS
from twochairs.world.rulebook import STANDARD, Rulebook, rulebook

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "own-mechanism.md"
SERBIA = ROOT / "scenarios" / "balkans" / "serbia-2022.yaml"
FILES = dict(re.findall(r"```\w+\n# (\S+\.(?:py|yaml))\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL))
"""The page's files by name, without the line that names them."""
TEXT = FILES["remittances.py"]
GIVEN = {"clock.months": "9", "countries.SRB.remittances.EU": "0.06", "countries.SRB.remittances.RU": "0.01"}


def book(text: str = TEXT) -> Rulebook:
    return Rulebook(text, "remittances.py")


def serbia(rules: Rulebook, **settings: str) -> Scenario:
    return load(SERBIA, {**GIVEN, **settings}, rules.adds)


def values_of(scenario: Scenario, rules: Rulebook) -> np.ndarray:
    (series,) = run_replicates(scenario, 1, SEED, rulebook=rules)
    return series.values


def test_the_file_is_short() -> None:
    assert len(TEXT.splitlines()) < 60


def test_both_engines_give_the_same_bits_and_contributions_add_up_to_the_target() -> None:
    rules = book()
    scenario = serbia(rules)
    layout = scenario.start()[0]
    plain = values_of(scenario, rules)
    lanes = run_lanes(scenario, rules, SEED, [0], every_slot(layout)).kept[:, :, 0]
    assert plain.tobytes() == np.ascontiguousarray(lanes).tobytes()
    assert layout.names.along("mechanism") == (*MECHANISMS, "remittances")
    for country in layout.names.country:
        total = np.zeros(len(plain))
        for mechanism in layout.names.along("mechanism"):
            total = total + plain[:, layout.slot("contribution", mechanism, country)]
        assert np.array_equal(total, plain[:, layout.slot("target", country)])
    term = plain[:, layout.slot("contribution", "remittances", "SRB")]
    positions = dict(zip(layout.names.pole, scenario.world()[1].structure.position, strict=True))
    expected = positions["EU"] * (4.0 * 0.06) + positions["RU"] * (4.0 * 0.01)
    assert term == pytest.approx(np.full(len(plain), expected), rel=1e-12)
    assert not plain[:, layout.slot("contribution", "remittances", "MNE")].any()


@pytest.mark.parametrize("way", ["switched off", "off by default", "given nothing"])
def test_a_mechanism_that_is_off_moves_no_bit_of_any_number(way: str) -> None:
    text = (
        TEXT.replace("by=remittance_pull", "by=remittance_pull, by_default=False") if way == "off by default" else TEXT
    )
    rules = book(text)
    settings = {"switched off": {**GIVEN, "switches.remittances": "false"}, "off by default": GIVEN}
    scenario = load(SERBIA, settings.get(way, {"clock.months": "9"}), rules.adds)
    with_it = values_of(scenario, rules)
    usual = load(SERBIA, {"clock.months": "9"})
    without = values_of(usual, STANDARD)
    layout, other = usual.start()[0], scenario.start()[0]
    for quantity in layout.start:
        kept = without[:, layout.block(quantity)]
        held = with_it[:, other.block(quantity)]
        assert np.array_equal(held[:, : kept.shape[1]], kept), quantity
        assert not held[:, kept.shape[1] :].any()


def test_explain_says_where_its_numbers_come_from() -> None:
    rows = {row.path: (row.value, row.origin) for row in explain(serbia(book()))}
    assert rows["countries.SRB.remittances.EU"] == (0.06, "--set")
    assert rows["parameters.b_remittances"] == (4.0, "default")
    assert rows["switches.remittances"] == (True, "default")


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ({"countries.SRB.remittances.EU": "1.5"}, "countries.SRB.remittances.EU is 1.5; it must lie in [0, 1]"),
        ({"countries.SRB.remittances.XX": "0.1"}, "countries.SRB.remittances.XX is unknown"),
        ({"parameters.b_remittances": "21"}, "parameters.b_remittances is 21; it must lie in [0, 20]"),
        ({"parameters.b_remitances": "2"}, "parameters.b_remitances is unknown; did you mean 'b_remittances'?"),
    ],
)
def test_its_numbers_are_checked_as_the_package_s_are(setting: dict[str, str], problem: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        serbia(book(), **setting)
    assert problem in str(caught.value)


@pytest.mark.parametrize("path", ["countries.SRB.remittances", "parameters.b_remittances", "switches.remittances"])
def test_without_the_file_its_names_are_unknown_with_a_hint(path: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        load(SERBIA, {path: "1"})
    assert f"{path} is unknown" in str(caught.value)
    assert "what a mechanism of your own adds needs --rules" in str(caught.value)


def test_a_scenario_is_run_by_the_rules_it_was_read_with() -> None:
    with pytest.raises(NotPossible, match="read the scenario with the rules it is run by"):
        run_lanes(load(SERBIA), book(), SEED, [0], np.zeros(0, dtype=np.int64))
    with pytest.raises(NotPossible, match="read the scenario with the rules it is run by"):
        TwoChairs(serbia(book()), seed=1)
    assert load(SERBIA).under(book().adds).case.own == book().adds
    assert STANDARD.adds == NOTHING


def test_mesa_shows_and_sets_its_inputs(tmp_path: Path) -> None:
    path = tmp_path / "remittances.py"
    path.write_text(TEXT)
    scenario = serbia(rulebook(path))
    model = TwoChairs(scenario, seed=SEED, rules=path)
    serbia_, eu = model.countries["SRB"], model.poles["EU"]
    assert (serbia_.remittances["EU"], eu.remittances["SRB"]) == (0.06, 0.06)
    serbia_.remittances = {"EU": 0.2}
    model.step()
    assert eu.remittances["SRB"] == 0.2
    assert serbia_.contribution["remittances"] == pytest.approx(eu.position * 0.8 + model.poles["RU"].position * 0.04)


def test_its_constants_and_inputs_are_factors_and_its_prior_is_drawn(tmp_path: Path) -> None:
    rules = book()
    data = {
        "twochairs": 2,
        "title": "Remittances",
        "scenario": str(SERBIA.relative_to(ROOT)),
        "months": 3,
        "replicates": 4,
        "design": {"kind": "grid"},
        "factors": {"parameters.b_remittances": [0.0, 4.0], "countries.SRB.remittances.EU": [0.0, 0.1]},
        "outcomes": ["contribution[remittances, SRB]@end"],
    }
    plan = load_experiment(data, own=rules.adds)
    plan.check()
    again = Plan.from_data(plan.data(), rules.adds)
    assert again.hash == plan.hash
    cases = [plan.scenario(point).case for point in range(4)]
    at = {(case.parameters.b_remittances, case.countries["SRB"].remittances["EU"]) for case in cases}
    assert at == {(0.0, 0.0), (0.0, 0.1), (4.0, 0.0), (4.0, 0.1)}
    assert "b_remittances" in varied_parameters(rules.adds) and "b_remittances" not in varied_parameters()
    drawn = [draw["b_remittances"] for draw in parameter_draws("prior", 16, 1, rules.adds)]
    assert 0.0 <= min(drawn) < 2.0 and 8.0 < max(drawn) <= 10.0


def test_the_hash_covers_the_file() -> None:
    assert book().hash != STANDARD.hash
    assert book(TEXT.replace("4.0", "5.0")).hash != book().hash


ANCHORED = """
from twochairs.declare import ANCHOR, PULL, R9, mechanism

def _half(x):
    return 0.5 * x

def neighbour_weight(hedging, rivalry):
    return _half(hedging) * rivalry

def neighbour_place(alignment):
    return -alignment

def drift(position, trade, bidding):
    return position * trade * bidding

mechanism("neighbours", ANCHOR, R9, by=neighbour_weight, at=neighbour_place)
mechanism("drift", PULL, R9, by=drift)
"""


def test_an_anchor_has_a_weight_and_a_place_and_a_pull_is_signed() -> None:
    rules = book(ANCHORED)
    scenario = load(SERBIA, {"clock.months": "2"}, rules.adds)
    values = values_of(scenario, rules)
    layout = scenario.start()[0]

    def at(quantity: str, *agents: str) -> float:
        return float(values[0, layout.slot(quantity, *agents)])

    weight = at("weight", "SRB")
    anchor = 0.5 * at("hedging", "SRB") * at("rivalry")
    assert at("contribution", "neighbours", "SRB") * weight == pytest.approx(-anchor * at("alignment", "SRB"))
    pulls = [
        scenario.case.poles[pole].position * at("trade", pole, "SRB") * scenario.case.parameters.bidding
        for pole in layout.names.pole
    ]
    assert at("contribution", "drift", "SRB") == pytest.approx(sum(pulls))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("BENEFIT, R9, (", "'gift', R9, (", "remittances is 'gift'; it must be ANCHOR, BENEFIT or PULL"),
        (", by=remittance_pull", "", "remittances goes by no function; give by=FUNCTION"),
        ("] = 4.0", "]", "b_remittances has no value; write it behind its declaration, as in = 0.5"),
        ("] = 4.0", "] = 40.0", "b_remittances is 40, outside its range of 0 to 20"),
        (
            'file="countries.COUNTRY.remittances.POLE"',
            'file="countries.COUNTRY.money.POLE"',
            "remittances has the place 'countries.COUNTRY.money.POLE' in a file; it must be "
            "'countries.COUNTRY.remittances.POLE'",
        ),
        (
            'mechanism("remittances"',
            'mechanism("patronage"',
            "patronage is a mechanism of the package; use another name",
        ),
        ("\nremittances: ", "\ntrade: ", "trade is declared by the package; use another name"),
        (
            "def remittance_pull(b_remittances, remittances):",
            "def remittance_pull(b_remittances, favourability, remittances=0.0):",
            "remittance_pull takes favourability, which is none of its own constants and inputs, constants of the "
            "rules, numbers of the world, poles and states",
        ),
        ("BENEFIT, R9, (", "ANCHOR, R9, (", "remittances is an anchor without a place; give at=FUNCTION"),
    ],
)
def test_what_is_declared_wrongly_is_told(old: str, new: str, problem: str) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new).replace("import BENEFIT", "import ANCHOR, BENEFIT")
    with pytest.raises(NotRules) as caught:
        _ = book(text).adds
    assert problem in str(caught.value)
