"""A start value that the timeline sets again is told, in whole words."""

from pathlib import Path

import pytest

from sim.experiment.plan import load_experiment

SCENARIO = """twochairs: 1
title: A strait
clock: {start: 2030-01, months: 24}
poles: {SEA: {position: 1}, LAND: {position: -1}}
countries: {ISL: {alignment: 0.1, gdp: 10}, CAPE: {alignment: 0.2, gdp: 20}}
timeline:
  - {at: 2030-06, name: a quarrel, set: {SEA.pressure.CAPE: 0.4, rivalry: 0.5}}
  - {from: 2030-07, to: 2031-01, name: it grows, ramp: {SEA.pressure: 0.9}}
  - {at: 2031-02, name: a little more, add: {LAND.pressure: 0.1}}
"""


@pytest.fixture
def notes(tmp_path: Path):
    (tmp_path / "twochairs.toml").touch()
    (tmp_path / "strait.yaml").write_text(SCENARIO, "utf-8")

    def of(factor: str) -> tuple[str, ...]:
        file = tmp_path / "experiment.yaml"
        text = f"twochairs: 1\nscenario: strait.yaml\nfactors: {{{factor}: {{from: 0.1, to: 0.6, steps: 2}}}}\n"
        file.write_text(text, "utf-8")
        return load_experiment(file).notes

    return of


def test_every_item_that_sets_it_again_is_named(notes):
    assert notes("SEA.pressure") == (
        "SEA.pressure is a start value; the timeline sets it again: SEA.pressure.CAPE from 2030-06 ('a quarrel'), "
        "SEA.pressure from 2030-07 ('it grows')",
    )
    assert notes("SEA.pressure.ISL") == (
        "SEA.pressure.ISL is a start value; the timeline sets it again: SEA.pressure from 2030-07 ('it grows')",
    )
    assert notes("world.rivalry") == (
        "world.rivalry is a start value; the timeline sets it again: rivalry from 2030-06 ('a quarrel')",
    )


@pytest.mark.parametrize(
    "factor", ["LAND.pressure", "LAND.patronage", "parameters.inertia_rate", "countries.ISL.hedging"]
)
def test_what_lasts_or_is_added_to_needs_no_note(notes, factor):
    assert notes(factor) == ()
