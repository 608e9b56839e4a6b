"""South-East Asia, to which no constant was fitted: starts, who is moved by what, and the numbers of its page."""

import re
from pathlib import Path

import numpy as np
import pytest

from tests.patterns.conftest import QUIET
from twochairs.evidence.acts.unknowns import CONSTANTS
from twochairs.evidence.calibration.paths import base_of, with_parameters
from twochairs.experiment.posterior import posterior
from twochairs.scenario.wording import signed
from twochairs.world.mechanisms import MECHANISMS
from twochairs.world.month import read_start
from twochairs.world.parameters import PARAMETERS

CASE = Path(__file__).parents[2] / "scenarios" / "south-east-asia"
VARIANTS = sorted(path.stem for path in CASE.glob("*.yaml") if "extends: from-2024.yaml" in path.read_text("utf-8"))
NOTHING_ELSE = {
    "timeline": "[]",
    "switches.elections": "false",
    "parameters.election_boost": "0",
    "parameters.acts_asked": "0",
}
"""No event, no vote, no vote that draws near, no act."""
STATES = {"PHL": "Philippines", "VNM": "Vietnam", "MYS": "Malaysia", "IDN": "Indonesia", "THA": "Thailand"}


@pytest.fixture
def asia(run):
    """asia(name, replicates, settings): an ensemble of the case."""
    return lambda name, *given: run(f"../south-east-asia/{name}", *given)


@pytest.mark.parametrize("name", ["from-2024", "hindcast-2010"])
def test_starts_are_held_under_the_draws_and_a_year_without_anything_moves_nobody(asia, name):
    """The target of every state is where it stands, to 1e-9, under each 40th draw; and so it stays at the means."""
    base = base_of(CASE / f"{name}.yaml")
    for values in posterior()[::40]:
        layout, world, slots = with_parameters(base, values).world()
        read_start(world)
        assert np.abs(slots[layout.block("target")] - slots[layout.block("alignment")]).max() < 1e-9
    still = asia(name, 1, QUIET | NOTHING_ELSE | {"clock.months": "12"})
    for country in still.scenario.case.countries:
        assert np.abs(np.diff(still("alignment", country)[0])).max() < 1e-9, country


def ends(ensemble, country):
    return ensemble("alignment", country)[:, -1]


def test_the_pages_numbers_are_what_comes_out(asia):
    """Mean changes at the end, 100 paired runs; errors at most 0.004."""
    page = (CASE / "README.md").read_text("utf-8")
    assert len(VARIANTS) == 6
    reference = asia("from-2024", 100)
    for name in VARIANTS:
        row = re.search(rf"^\| `{name}` \| (.*) \|$", page, re.MULTILINE)
        assert row is not None and f"`{name}.yaml`" in page
        changed = asia(name, 100)
        for said, country in zip(row[1].split(" | "), STATES, strict=True):
            moved = ends(changed, country) - ends(reference, country)
            assert said == signed(float(moved.mean())), (name, country)
            assert moved.std(ddof=1) / 10.0 <= 0.0045


def test_a_guarantee_in_doubt_moves_the_philippines_and_the_other_ally_and_not_their_neighbours(asia):
    reference, doubt = asia("from-2024", 100), asia("guarantee-in-doubt", 100)
    moved = {country: (ends(doubt, country) - ends(reference, country)).mean() for country in STATES}
    assert moved["PHL"] < -0.15 and moved["THA"] < -0.15
    assert max(abs(moved[country]) for country in ("VNM", "MYS", "IDN")) < 0.02


def test_a_crisis_with_china_moves_claimants_and_not_thailand(asia):
    """Each claimant by at least twice what a state without a claim moves; those with more at stake further."""
    reference, harder = asia("from-2024", 100), asia("harder-china", 100)
    moved = {c: (ends(harder, c) - ends(reference, c)).mean() for c in reference.scenario.case.countries}
    others = max(abs(moved[country]) for country in ("THA", "KHM", "LAO", "MMR", "SGP"))
    claimants = ("PHL", "VNM", "MYS", "IDN", "BRN")
    assert others < 0.01
    assert min(moved[country] for country in claimants) > 2.0 * others
    assert moved["PHL"] > moved["VNM"] > moved["MYS"]


def test_a_crisis_alone_moves_a_claimant_without_any_shield(asia):
    """Scarborough Shoal in turmoil, no power shielding anybody: the threat alone takes the Philippines up."""
    bare = QUIET | {"clock.months": "36", "timeline": "[]", "US.patronage.PHL": "0"}
    calm = asia("from-2024", 1, bare)
    storm = asia("from-2024", 1, bare | {"disputes.scarborough.rest": "0.9"})
    moved = {country: ends(storm, country)[0] - ends(calm, country)[0] for country in STATES}
    assert moved["PHL"] > 0.02
    assert abs(moved["THA"]) < 0.005


def test_changes_of_course_in_manila_show(asia):
    """Without chance: up under the government of 2010, down after the speech of 2016, up again by 2023."""
    past = asia("hindcast-2010", 1, QUIET)
    at = {month: past("alignment", "PHL")[0, past.at(month)] for month in ("2010-06", "2016-06", "2020-12", "2023-12")}
    assert at["2016-06"] > at["2010-06"] + 0.1
    assert at["2020-12"] < at["2016-06"] - 0.15
    assert at["2023-12"] > at["2020-12"] + 0.15
    steady = past("alignment", "LAO")[0]
    assert steady.max() - steady.min() < 0.1


@pytest.mark.parametrize(
    ("act", "does", "does_not"),
    [
        ("patrols", ["PHL"], ["VNM", "IDN", "MYS", "BRN"]),
        ("bank", ["PHL", "VNM", "THA", "SGP"], []),
        ("cn_base", ["KHM"], ["PHL", "VNM", "IDN", "THA", "SGP"]),
        ("us_base", ["PHL", "SGP"], ["VNM", "IDN", "MMR"]),
        ("firm_ban", [], list(STATES)),
    ],
)
def test_acts_are_where_a_reader_would_place_them(asia, act, does, does_not):
    """At the end of the ten years, over 100 runs: by at least three in four of those that do, by at most 5 %."""
    reference = asia("from-2024", 100)
    done = {country: reference("joined", act, country)[:, -1].mean() for country in reference.scenario.case.countries}
    assert min((done[country] for country in does), default=1.0) >= 0.75
    assert max((done[country] for country in does_not), default=0.0) <= 0.05


def test_asked_by_the_other_side_an_act_is_likelier_the_further_a_state_leans_there(asia):
    """The bank that China leads is nearer for Cambodia than for the Philippines, patrols the other way round."""
    start = asia("from-2024", 1, QUIET | {"clock.months": "1"})

    def ready(act, country):
        return start("readiness", act, country)[0, 0]

    assert ready("bank", "KHM") > ready("bank", "PHL")
    assert ready("patrols", "PHL") > ready("patrols", "KHM")


def test_the_page_says_which_constants_are_carried_over_and_what_is_idle(asia):
    page = (CASE / "README.md").read_text("utf-8")
    said = [
        [set(re.findall(r"`(\w+)`", cell)) for cell in row.split(" | ")[1:]]
        for row in re.findall(r"^\| (?:fitted to|means of priors) .*$", page, re.MULTILINE)
    ]
    fitted, of_acts, studied = said
    assert fitted[0] | fitted[1] | of_acts[0] | of_acts[1] == {name for name, one in PARAMETERS.items() if one.fitted}
    assert of_acts[0] | of_acts[1] == set(CONSTANTS)
    assert studied[0] | studied[1] == {name for name, one in PARAMETERS.items() if one.studies and not one.fitted}
    reference = asia("from-2024", 100)
    idle = [
        name
        for name in MECHANISMS
        if not any(reference("contribution", name, c).any() for c in reference.scenario.case.countries)
    ]
    assert idle == ["partner", "middle", "energy", "supply", "energy_sanctions", "accession_offer"]
    assert fitted[1] == {f"b_{name}" for name in idle if f"b_{name}" in PARAMETERS} | {"w_partner"}
    assert len(MECHANISMS) == 18


def test_the_page_says_of_whose_place_much_is_left_over(asia):
    page = " ".join((CASE / "README.md").read_text("utf-8").split())
    now, past = (asia(name, 1, QUIET | {"clock.months": "1"}).scenario for name in ("from-2024", "hindcast-2010"))
    told = re.search(r"is left over: (.*?) in `hindcast-2010.yaml`, the same four in `from-2024.yaml`", page)
    assert told is not None
    said = dict(re.findall(r"([A-Z]\w+) \((-0\.\d\d)\)", told[1].replace("the ", "")))
    names = {key: country.name for key, country in past.case.countries.items()}
    large = {names[key]: f"{left:.2f}" for key, left in past.solved.unexplained.items() if abs(left) > 0.3}
    assert said == large
    assert {names[key] for key, left in now.solved.unexplained.items() if abs(left) > 0.3} == set(large)
