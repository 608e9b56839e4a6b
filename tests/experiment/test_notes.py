"""Slips of a sound experiment: each told in whole words, at its place, and nothing told where nothing is amiss."""

from pathlib import Path

import pytest

from twochairs.errors import InvalidInput
from twochairs.experiment.plan import load_experiment

ROOT = Path(__file__).parents[2]
SCENARIO = """twochairs: 2
title: A strait
clock: {start: 2030-01, months: 24}
poles: {SEA: {position: 1}, LAND: {position: -1}}
countries: {ISL: {alignment: 0.1, gdp: 10}, CAPE: {alignment: 0.2, gdp: 20, arms: {SEA: 0.3}}}
disputes: {strait: {between: [CAPE], salience: {CAPE: 0.5}, tension: 0.2}}
timeline:
  - {at: 2030-06, name: a quarrel, set: {SEA.pressure.CAPE: 0.4, rivalry: 0.5}}
  - {from: 2030-07, to: 2031-01, name: it grows, ramp: {SEA.pressure: 0.9}}
  - {at: 2031-02, name: a little more, add: {LAND.pressure: 0.1}}
policies:
  - {name: answer, when: "pressure[SEA, ISL] > 0.5", do: {LAND.aid.ISL: 1}}
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The notes on an experiment whose text stands below 2 lines of its own."""
    monkeypatch.chdir(tmp_path)
    Path("twochairs.toml").touch()

    def of(text: str, more: str = "") -> list[str]:
        Path("strait.yaml").write_text(SCENARIO + more, "utf-8")
        Path("same.yaml").write_text("twochairs: 2\ntitle: other\nextends: strait.yaml\n", "utf-8")
        scenario = "" if "scenario: [" in text else "scenario: strait.yaml\n"
        Path("e.yaml").write_text(f"twochairs: 2\n{scenario}{text}\n", "utf-8")
        return list(load_experiment(Path("e.yaml")).notes)

    return of


def factor(path: str, low: float = 0.1, high: float = 0.6) -> str:
    return f"factors: {{{path}: {{from: {low}, to: {high}, steps: 2}}}}"


AGAIN = "is a start value; the timeline sets it again"
LAST = "vary that too if it is to last"
ONE: dict[str, tuple[str, str]] = {
    "a lever for all": (
        factor("SEA.pressure"),
        f"e.yaml:3:11: SEA.pressure {AGAIN}: SEA.pressure.CAPE from 2030-06 'a quarrel' (line 8), "
        f"SEA.pressure from 2030-07 'it grows' (line 9): {LAST}",
    ),
    "a lever for one": (
        factor("SEA.pressure.ISL"),
        f"e.yaml:3:11: SEA.pressure.ISL {AGAIN}: SEA.pressure from 2030-07 'it grows' (line 9): {LAST}",
    ),
    "a key of the world": (
        factor("world.rivalry"),
        f"e.yaml:3:11: world.rivalry {AGAIN}: rivalry from 2030-06 'a quarrel' (line 8): {LAST}",
    ),
    "a policy": (
        factor("LAND.aid"),
        f"e.yaml:3:11: LAND.aid is a start value; a policy sets it again: LAND.aid.ISL 'answer' (line 12): {LAST}",
    ),
    "one of several paths": (
        "factors: {f: {path: [LAND.patronage, rivalry], values: [0.1, 0.2]}}",
        f"e.yaml:3:38: f {AGAIN}: rivalry from 2030-06 'a quarrel' (line 8): {LAST}",
    ),
    "set": (
        "set: {rivalry: 0.2}\n" + factor("LAND.pressure"),
        "e.yaml:3:16: rivalry is a start value; the timeline sets it again: rivalry from 2030-06 'a quarrel' (line 8): "
        "change that too if it is to last",
    ),
    "a constant that is off": (
        "set: {switches.media: false}\n" + factor("parameters.media_weight", 0.2, 0.6),
        "e.yaml:4:11: parameters.media_weight changes nothing, for switches.media is false; leave one of the two out",
    ),
    "a constant beyond its prior": (
        factor("parameters.inertia_rate", 0.1, 3),
        "e.yaml:3:11: parameters.inertia_rate has 0.1, outside its declared prior of 0.45 to 3.2; "
        "prior: true keeps to it",
    ),
    "patronage without a dispute": (
        factor("LAND.patronage.ISL"),
        "e.yaml:3:11: LAND.patronage.ISL changes nothing for ISL: it is party to no dispute",
    ),
    "a discount where no gas is sold": (
        factor("LAND.gas_discount"),
        "e.yaml:3:11: LAND.gas_discount changes nothing for CAPE, ISL: LAND sells it no gas",
    ),
    "one scenario twice": (
        "factors: {scenario: [strait.yaml, same.yaml]}",
        "e.yaml:2:35: same.yaml is the same scenario as strait.yaml, whatever the two are called; "
        "leave one of them out",
    ),
    "an outcome that looks for what there is not": (
        factor("LAND.pressure") + "\noutcomes: ['alignment[ISL]@end', 'first_month(average(alignment) > 1.5) + 1']",
        "e.yaml:4:34: outcome 'first_month(average(alignment) > 1.5) + 1' has a condition that never holds within the "
        "ranges of its quantities; mend it",
    ),
    "a share of months that is always 0": (
        factor("LAND.pressure") + "\noutcomes: ['share_of_months(2 * tension[strait] - 3 > 0)']",
        "e.yaml:4:12: outcome 'share_of_months(2 * tension[strait] - 3 > 0)' has a condition that never holds within "
        "the ranges of its quantities; mend it",
    ),
    "replicates without chance": (
        "replicates: 500\nset: {switches.noise: false}\n" + factor("LAND.pressure"),
        "e.yaml:3:13: the 500 replicates of a point are all the same, for switches.noise is false; one is enough",
    ),
    "very many runs": (
        "replicates: 1000000\n" + factor("LAND.pressure").replace("steps: 2", "steps: 9000"),
        "e.yaml:3:13: these are 9,000,000,000 runs, some 3.3 days of one processor and 144 GB of outcomes; "
        "take fewer replicates or points, or a cluster",
    ),
}


@pytest.mark.parametrize("slip", ONE)
def test_a_slip_is_told_with_its_place(slip: str, told) -> None:
    text, note = ONE[slip]
    assert note in told(text)
    assert len([one for one in told(text) if not one.startswith("alignment[")]) == 1


@pytest.mark.parametrize(
    "text",
    [
        factor("LAND.pressure"),
        factor("LAND.patronage"),
        factor("LAND.pressure")
        + "\noutcomes: ['first_month(accession[SEA, ISL] >= 1)', 'count_months(alignment[ISL] < 0 or not news[SEA])',"
        " 'first_month(spread(alignment) > 1)', 'sum(tension[strait]) > 20', 'share_of_months(news[SEA] != 0)']",
        factor("SEA.arms_supply.CAPE"),
        factor("parameters.inertia_rate", 0.5, 2),
        factor("parameters.elections_held"),
        factor("countries.ISL.hedging"),
        "set: {switches.media: true}\n" + factor("parameters.media_weight"),
        "factors: {switches.media: [true, false], parameters.media_weight: [0.2, 0.6]}",
        "replicates: 1\nset: {switches.noise: false}\n" + factor("LAND.pressure"),
        "replicates: 9\nfactors: {switches.noise: [true, false], LAND.pressure: [0, 1]}",
        "months: 6\n" + factor("LAND.pressure"),
        "factors: {'timeline[it grows].ramp.SEA.pressure': [0.2, 0.6]}",
    ],
)
def test_nothing_is_told_where_nothing_is_amiss(text: str, told) -> None:
    assert [note for note in told(text) if not note.startswith("alignment[")] == []


def test_slips_of_the_scenario_are_told_too(told) -> None:
    more = "levers: {SEA: {mediation: {ISL: 0.5}}}\n"
    assert "strait.yaml:13:33: SEA.mediation changes nothing for ISL: it is party to no dispute" in told(
        factor("LAND.pressure"), more
    )


def test_more_runs_than_anybody_waits_for_are_refused(told) -> None:
    text = "replicates: 1000000\ndesign: {kind: sobol, points: 1000000}\nfactors: {LAND.pressure: {from: 0, to: 1}}"
    with pytest.raises(
        InvalidInput, match=r"line 3, column 13: replicates is 1000000; with 1,000,000 points these are "
    ):
        told(text)


@pytest.mark.parametrize("path", sorted((ROOT / "experiments").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_experiment_has_no_slips_but_one_that_matters(path: Path) -> None:
    """The pressure of the EU on Kosovo alone is dated; on all other states it is what the factor says.

    That levers are varied beyond the record is no slip: it is what a sweep is for.
    """
    slips = [note for note in load_experiment(path).notes if ".yaml:" in note and "beyond the record" not in note]
    assert len(slips) == (path.stem == "pressure-and-gas")
    assert all("EU.pressure.XKX from" in note for note in slips)


def test_levers_that_are_varied_beyond_the_record_are_one_note():
    """Serbia's pressure was 0.1 to 0.3 in the record, Russia's discount 0.2 to 0.5, its patronage 0.2 to 0.9."""
    (note,) = [one for one in load_experiment(ROOT / "experiments" / "what-moves-serbia.yaml").notes if "record" in one]
    assert note.partition(": ")[2] == (
        "what levers do beyond the record of 2006 to 2023 rests on other states or on the prior: "
        "EU.accession_credibility.SRB 0 to 1 (0.1 to 0.6 in the record), "
        "EU.pressure.SRB 0 to 0.85 (0.1 to 0.3 in the record), "
        "RU.gas_discount.SRB 0 to 0.6 (0.2 to 0.5 in the record) and 1 more"
    )


def test_levers_that_stay_within_the_record_are_not_told_of(tmp_path):
    for name in ("base.yaml", "serbia-2022.yaml", "hub-prices.csv", "sources.csv"):
        (tmp_path / name).write_bytes((ROOT / "scenarios" / "balkans" / name).read_bytes())
    path = tmp_path / "within.yaml"
    lines = ["twochairs: 2", "scenario: serbia-2022.yaml", "factors: {EU.pressure.SRB: {values: [0.1, 0.3]}}"]
    path.write_text("\n".join(lines), "utf-8")
    assert not [note for note in load_experiment(path).notes if "record" in note]
