"""No table that is written holds a live cell (D6), whatever the names in the files are; numbers are exact."""

import csv
from pathlib import Path

import pytest

import twochairs
from tests.command import typed
from twochairs.results.spreadsheet import plain_cell

ROOT = Path(__file__).parents[2]
LIVE = ("=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("x","y")')
SCENARIO = """
twochairs: 2
title: "=title"
reference: true
sources: sources.csv
clock: {start: 2022-01, months: 4}
poles:
  NORTH: {name: "@north", position: 1.0}
  SOUTH: {name: "=south", position: -1.0}
countries:
  AAA: {name: "+state", alignment: 0.1, gdp: 10, publics: {all: {}}}
acts:
  vote: {name: "-vote", difficulty: -0.2, every: 2 months}
"""
QUOTED = [text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r") for text in LIVE]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("live")
    (made / "live.yaml").write_text(SCENARIO, "utf-8")
    with (made / "sources.csv").open("w", newline="") as file:
        rows = [["key", "kind", "source"], *(["countries.AAA.gdp", "assumed", text] for text in LIVE)]
        csv.writer(file).writerows(rows)
    levers = ["aid", "pressure", "mediation", "patronage", "media_support", "arms_supply", "aid_visibility"]
    factors = "".join(
        f'  "{name}": {{path: NORTH.{lever}, from: 0, to: 1}}\n' for name, lever in zip(QUOTED, levers, strict=True)
    )
    experiment = (
        "twochairs: 2\nscenario: live.yaml\nreplicates: 2\ndesign: {kind: latin-hypercube, points: 4}\n"
        f'factors:\n{factors}outcomes: ["alignment[AAA]@end", "-alignment[AAA]@end"]\n'
    )
    (made / "experiment.yaml").write_text(experiment, "utf-8")
    run(made, "run", "live.yaml", "--replicates", "3", "--parameters", "prior", "--draws", "2", "--out", "one")
    run(made, "sweep", "experiment.yaml", "--jobs", "0", "--out", "swept")
    return made


def run(folder: Path, *arguments: str) -> None:
    done = typed(*arguments, cwd=folder)
    assert done.returncode == 0, done.stderr


def cells(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_no_cell_is_live(folder: Path) -> None:
    tables = sorted([*(folder / "one").rglob("*.csv"), *(folder / "swept").rglob("*.csv")])
    assert {path.name for path in tables} == {"summary.csv", "sources.csv", "parameters.csv"}
    for path in tables:
        rows = cells(path)
        assert len({len(row) for row in rows}) == 1, f"{path} has a broken row"
        live = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))]
        assert [cell for cell in live if not number(cell)] == [], path


def test_names_come_back_as_they_were(folder: Path) -> None:
    sweep = twochairs.open(folder / "swept")
    assert sorted(sweep.factors) == sorted(LIVE)
    assert set(LIVE) <= set(sweep.summary.columns)
    assert set(sweep.summary["outcome"]) == {"alignment[AAA]@end", "-alignment[AAA]@end"}
    sources = cells(folder / "one" / "sources.csv")
    assert [plain_cell(row[2]) for row in sources[1:]] == list(LIVE)


def test_numbers_are_those_of_the_runs(folder: Path) -> None:
    result = twochairs.open(folder / "one")
    row = result.summary.set_index("outcome").loc["alignment[AAA]@end"]
    assert row["mean"] == pytest.approx(result.runs["alignment[AAA]@end"].mean(), abs=1e-15)
    assert row["q50"] == result.runs["alignment[AAA]@end"].median()
