"""What odds of an act are made of: each sum is the engine's own number, or the rule's by hand."""

from pathlib import Path

import numpy as np
import pytest

import twochairs
from tests.command import typed
from tests.results.acting import case, ran
from twochairs.errors import NotPossible
from twochairs.experiment.single import draws_of_run
from twochairs.results.act_attribution import act_differences, act_odds
from twochairs.results.even_odds import NO, STAYS, Acts
from twochairs.results.result import Result
from twochairs.results.why_told import odds, odds_apart
from twochairs.rules.acts import act_probability, no_threshold, readiness, world_share, yes_threshold
from twochairs.scenario.commodity import Commodity
from twochairs.world.rulebook import rulebook

ACTS = ("base", "vote", "embargo")
GOLDEN = Path(__file__).parents[1] / "golden" / "0.1" / "run"


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "compiled"])
def result(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("acting")
    return ran(folder / "result", case(folder), request.param)


def engine(result: Result, quantity: str, act: str, country: str) -> np.ndarray:
    """What the engine kept, shape (run, month)."""
    return result.series(quantity).sel(point=0, act=act, country=country).to_numpy()


@pytest.mark.parametrize("act", ACTS)
def test_terms_add_up_to_the_engines_own_readiness_and_give_its_probability(result: Result, act: str) -> None:
    acts, seen = Acts(result), set()
    for country in acts.countries:
        for threshold in acts.thresholds(act, country):
            if threshold.name == STAYS:
                continue
            kept = "opposing_probability" if threshold.name == NO else "joining_probability"
            assert np.abs(threshold.probability - engine(result, kept, act, country)).max() < 1e-12
            hard = threshold.terms["difficulty"] + threshold.terms["round"]
            sign = -1.0 if threshold.name == NO else 1.0
            ready = sign * (threshold.distance - hard)
            assert np.abs(ready - engine(result, "readiness", act, country)).max() < 1e-12
            seen |= {name for name, worth in threshold.terms.items() if np.abs(worth).max() > 1e-6}
    assert seen >= {"alignment", "state_term", "pressure", "difficulty"}
    assert act == "base" or "round" in seen
    assert act == "vote" or "shield" in seen


def test_the_rule_by_hand_of_a_run_in_a_month(result: Result) -> None:
    """Joining the embargo, and renewing it, of run 2 in month 20, from what was kept of that month."""
    at = {"point": 0, "replicate": 2}

    def number(quantity: str, **agents: str) -> float:
        return float(result.series(quantity).sel(at | agents).isel(month=20))

    ready = readiness(
        number("alignment", country="ALD"),
        0.12,
        0.25,
        1.0,
        number("pressure", pole="LEA", country="ALD"),
        0.35,
        number("favours", pole="CRO", country="ALD"),
        0.3,
    )
    hard = 0.6 + number("round_term", act="embargo")
    assert act_probability(ready, hard, 0.2) == number("joining_probability", act="embargo", country="ALD")
    joins, stays = Acts(result).thresholds("embargo", "ALD")
    assert joins.distance[2, 20] == pytest.approx(ready - hard, abs=1e-14)
    assert stays.distance[2, 20] == pytest.approx(ready - hard + 0.4, abs=1e-14)
    assert stays.probability[2, 20] == pytest.approx(act_probability(ready, hard - 0.4, 0.2), abs=1e-14)
    assert joins.without("pressure")[2, 20] == pytest.approx(
        act_probability(ready - 0.35 * number("pressure", pole="LEA", country="ALD"), hard, 0.2), abs=1e-14
    )


def test_both_thresholds_of_a_vote_by_hand(result: Result) -> None:
    yes, no = Acts(result).thresholds("vote", "BOR")
    above = yes_threshold(world_share(100.0, 169.0), 0.35, 0.85, -0.05, 0.85)
    below = no_threshold(world_share(11.0, 169.0), 0.35, 0.85, -0.05, 0.85, 0.1, above)
    assert yes.terms["difficulty"] == pytest.approx(np.full((4, 37), -above), abs=1e-14)
    assert no.terms["difficulty"] == pytest.approx(np.full((4, 37), below), abs=1e-14)
    assert (no.terms["alignment"] == -yes.terms["alignment"]).all()
    assert not {"shield", "supply", "saving"} & set(yes.terms)


def test_declarations_of_either_difficulty_are_what_the_start_expects(result: Result) -> None:
    """At the start the engine's rate is that of easy and hard ones, as they are shared out: 30 % are hard."""
    acts, rate = Acts(result), result.series("declared_rate").sel(point=0)
    for country in acts.countries:
        easy, hard = acts.thresholds("declarations", country)
        expected = 0.7 * easy.probability[:, 0] + 0.3 * hard.probability[:, 0]
        assert expected == pytest.approx(rate.sel(country=country).to_numpy()[:, 0], abs=1e-12)
    easy, hard = acts.thresholds("declarations", "ALD")
    assert easy.terms["kind_term"][0, 0] == -0.2
    assert np.abs(easy.terms["mood"][:, 1:]).min() > 0.0
    cost = sum(hard.terms[name] for name in ("shield", "supply", "saving"))
    favours = result.series("favours").sel(point=0, pole="CRO", country="ALD").to_numpy()
    assert cost == pytest.approx(-0.5 * 0.3 * favours, abs=1e-14)


def test_constants_that_are_drawn_are_each_runs_own(tmp_path: Path) -> None:
    scenario = case(tmp_path)
    drawn = ran(tmp_path / "drawn", scenario, draws=draws_of_run(scenario, 4, 7, "prior", 2))
    acts = Acts(drawn)
    assert len({float(one) for one in acts.thresholds("base", "ALD")[0].width[:, 0]}) == 2
    for act in ACTS:
        for country in acts.countries:
            acts.thresholds(act, country)  # refuses what does not add up


def test_what_is_switched_off_is_worth_nothing(tmp_path: Path) -> None:
    off = {"switches.pressed_acts": "false", "switches.costly_acts": "false"}
    [joins, _] = Acts(ran(tmp_path / "off", case(tmp_path, **off))).thresholds("embargo", "ALD")
    assert not any(joins.terms[name].any() for name in ("pressure", "shield", "supply", "saving"))
    assert joins.terms["alignment"].any()


def test_the_worths_of_a_row_add_up_and_a_state_that_has_joined_has_a_row_of_staying(tmp_path: Path) -> None:
    eager = case(tmp_path, **{"acts.embargo.terms": "{ALD: 3}"})
    rows = act_odds(ran(tmp_path / "eager", eager), "embargo", ["ALD", "BOR"], "2032-12")
    assert [(row["country"], row["threshold"], row["done"]) for row in rows] == [
        ("ALD", "joins", 1.0),
        ("ALD", "stays", 1.0),
        ("BOR", "joins", 0.0),
    ]
    lines = odds(rows, ["ALD"], Commodity())
    staying = next(place for place, line in enumerate(lines) if "staying in at a renewal" in line)
    assert lines[staying + 1].startswith("  probability when asked: >99.9 %, mean of 4 runs in which it has joined")
    assert lines[-3:] == [
        "  beyond even odds, probability when asked, and what counts most:",
        f"  Borovia  {rows[2]['distance']:+.2f}    0.6 %  the act's difficulty -0.60",
        LEGEND,
    ]
    for row in rows:
        assert sum(one["worth"] for one in row["terms"]) == pytest.approx(row["distance"], abs=1e-12)
        assert row["low"] < row["distance"] < row["high"]


@pytest.mark.parametrize(("sticky", "words"), [("true", "has done it"), ("false", "did it when last asked")])
def test_an_act_that_does_not_stay_done_was_done_when_last_asked(tmp_path: Path, sticky: str, words: str) -> None:
    given = {"acts.base.terms": "{ALD: 3}", "acts.base.sticky": sticky, "clock.months": "5"}
    result = ran(tmp_path / "result", case(tmp_path, **given), replicates=1)
    rows = act_odds(result, "base", ["ALD"])
    lines = odds(rows, ["ALD"], Commodity())
    done = "100 %, 1 of 1" if rows[0]["done"] else "0 %, 0 of 1"
    assert lines[2] == f"  share of runs in which it {words}: {done}"
    apart = act_differences(result, result, "base", ["ALD"])
    apart[0]["terms"][2]["difference"] = 0.25
    told = odds_apart(apart, ("a", "b"), Commodity())
    assert told[3].startswith(f"  share of runs in which it {words}: +25.0 percentage points")


RULES = """
def act_probability(readiness: float, difficulty: float, width: float) -> float:
    return 0.25
"""


def test_rules_of_ones_own_are_refused_where_the_terms_do_not_add_up(tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text(RULES, "utf-8")
    folder = tmp_path / "own"
    acts = Acts(ran(folder, case(tmp_path), rulebook=rulebook(tmp_path / "own.py")))
    with pytest.raises(NotPossible) as told:
        acts.thresholds("base", "ALD")
    assert str(told.value) == (
        f"{folder}: the terms of 'base' do not add up to the probability that the runs had\n"
        "  hint: the rules of own.py are others"
    )
    with pytest.raises(NotPossible, match="goes by rules of your own, whose declarations are not taken apart"):
        acts.thresholds("declarations", "ALD")


def test_a_result_of_an_earlier_version_is_refused() -> None:
    with pytest.raises(NotPossible) as told:
        Acts(twochairs.open(GOLDEN))
    assert str(told.value) == (
        f"{GOLDEN} does not hold what acts were decided by in every run of one point\n"
        "  hint: --point runs a point of a sweep again, such as --point 17 or --point KEY=VALUE; what an "
        "earlier version ran has to be run again"
    )


LEGEND = (
    "even odds: 50 % when asked; a worth is what a term adds to the distance from there, on the axis of alignment "
    "(`twochairs explain even odds`)"
)
TOLD = f"""\
Aldania, joins the embargo, 2030-08: 0.29 short of even odds of joining, in units of alignment
  probability when asked: 19 %, in the one run there is
  share of runs in which it has joined: 0 %, 0 of 1
  holds it back: the act's difficulty (-0.60); cost: gas supply, by the Crown (-0.22); cost: the shield in disputes, \
by the Crown (-0.13)
  speaks for it: the state's own term for this act (+0.25); alignment (+0.16); pressure, by the League (+0.15)
   worth   probability when asked, without it
  -0.600     82 %  the act's difficulty
  +0.250    6.2 %  the state's own term for this act
  -0.215     40 %  cost: gas supply, by the Crown
  +0.162    9.3 %  alignment
  +0.152    9.8 %  pressure, by the League
  -0.133     31 %  cost: the shield in disputes, by the Crown
  +0.120     11 %  the state's own term for acts
  -0.029     21 %  cost: cheap gas, by the Crown
  -0.292     19 %  together
  1 other worth nothing
{LEGEND}
"""


def test_the_command_says_it_in_words_and_in_numbers(tmp_path: Path) -> None:
    still = {"switches.noise": "false", "clock.months": "8", "countries.ALD.government.elections": "[]"}
    result = ran(tmp_path / "still", case(tmp_path, **still), replicates=1)
    told = typed("why", result.folder, "--act", "embargo", "--country", "ALD", "--month", "2030-08").stdout
    assert told == TOLD
