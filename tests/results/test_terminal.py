"""The table at the end of a run: within 80 columns, acts beside the alignment, and what is too rare to be shown."""

import json
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twochairs
from tests.command import typed
from tests.results.acting import case, ran
from tests.results.sweeps import swept
from twochairs.cli.echo import broken
from twochairs.results.ends import _FEW, _round, act_ends, country_ends, numbers, rare_acts
from twochairs.results.result import Result
from twochairs.results.terminal import ends, named_line, sparkline
from twochairs.statistics.estimate import estimate
from twochairs.statistics.kinds import PART, SHARE
from twochairs.sweeps.closing import lines_of


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("ends")
    focus = {"focus": "ALD", "acts.base.name": "'hosts a base that has a name of more words than fit'"}
    return ran(folder / "result", case(folder, **focus), replicates=6)


def test_the_table_of_a_run_is_within_80_columns(result: Result) -> None:
    with mock.patch.dict("os.environ", {"COLUMNS": "80"}):
        lines = ends(result.folder)
    assert max(map(len, [line for line in lines if not line.startswith("note:")])) <= 80


TOLD = """\
alignment                 start    end  90 % of runs      median, -1 to 1
Aldania                   +0.10  +0.20  +0.14 to +0.24    ▅▅▅▅▅▅▅▅▅▅▅▅▅
Borovia                   -0.60  -0.55  -0.62 to -0.53    ▂▂▂▂▂▂▂▂▂▂▂▂▂
Castoria                  +0.80  +0.82  +0.76 to +0.87    █████████████
Aldania at the end, 6 runs      mean  95 % interval     other states that do it
alignment                      +0.19  +0.15 to +0.24
hosts a base                    17 %  0.4 to 64 %       1 of 2
a vote in the Assembly         100 %  54 to 100 %       1 of 2, 1 in some runs
joins the embargo               50 %  12 to 88 %        0 of 2, 1 in some runs
declarations, last 12 months    71 %  69 to 73 %
of an act the share of runs in which it stands done at the end; how likely it is
to be done when asked for is another number: twochairs why RESULT --act KEY
note: Aldania, hosts a base: 1 of 6 runs says little of how often; --replicates 50 would show it
"""


def test_a_run_ends_with_where_states_go_and_what_the_one_in_focus_does(tmp_path: Path) -> None:
    result = ran(tmp_path / "year", case(tmp_path, **{"clock.months": "12", "focus": "ALD"}), replicates=6)
    with mock.patch.dict("os.environ", {"COLUMNS": "80"}):
        assert "\n".join(ends(result.folder)) + "\n" == TOLD


@pytest.mark.parametrize(("columns", "width"), [("200", 24), ("80", 22), ("70", 12), ("20", 1)])
def test_the_sparkline_takes_the_room_that_is_left(columns: str, width: int) -> None:
    with mock.patch.dict("os.environ", {"COLUMNS": columns}):
        assert len(sparkline(np.linspace(-1, 1, 100))) == width


def test_acts_stand_beside_the_alignment_with_their_intervals(result: Result) -> None:
    rows = {(row["act"], row["country"]): row for row in act_ends(result)}
    assert len(rows) == 4 * 3
    for act in ("base", "vote", "embargo"):
        done = result.series("joined").sel(point=0, act=act, country="ALD").to_numpy()[:, -1]
        known, row = estimate(done, SHARE), rows[act, "ALD"]
        assert (row["mean"], row["low"], row["high"], row["done"]) == (
            known.mean, known.low, known.high, int(done.sum())
        )  # fmt: skip
    rate = result.series("declared_rate").sel(point=0, country="ALD").to_numpy()[:, -1]
    assert rows["declarations", "ALD"]["low"] == estimate(rate, PART).low
    [ald] = [row for row in country_ends(result) if row["country"] == "ALD"]
    end = result.series("alignment").sel(point=0, country="ALD").to_numpy()[:, -1]
    assert (ald["end"], ald["mean"]) == (np.median(end), pytest.approx(end.mean()))


def test_json_has_the_numbers_of_the_table(result: Result, tmp_path: Path) -> None:
    scenario = result.folder.parent / "acting.yaml"
    words = ["run", scenario, "--replicates", 2, "--months", 3, "--out", tmp_path / "r", "--json"]
    said = json.loads(typed(*words).stdout)
    assert said | {"countries": 0, "acts": 0, "notes": 0} == {
        "folder": str(tmp_path / "r"), "new": True, "runs": 2, "used_again": 0, "countries": 0, "acts": 0, "notes": 0,
    }  # fmt: skip
    again = numbers(twochairs.open(tmp_path / "r"))
    assert [row["end"] for row in said["countries"]] == [row["end"] for row in again["countries"]]
    assert [row["mean"] for row in said["acts"]] == [row["mean"] for row in again["acts"]]


def row(done: int, runs: int, odds: float | None) -> dict[str, object]:
    known = estimate(np.array([1.0] * done + [0.0] * (runs - done)), SHARE)
    ends = {"mean": known.mean, "low": known.low, "high": known.high}
    return {"act": "a", "label": "Joins", "country": "ALD", "runs": runs, "done": done, "odds": odds, **ends}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (row(1, 50, 0.1), ["Aldania, Joins: 1 of 50 runs says little of how often; --replicates 500 would show it"]),
        (
            row(0, 50, 0.004),
            [
                "Aldania, Joins: none of 50 runs, but by its odds in the last month about 1 in 500; "
                "--replicates 2000 would show it"
            ],
        ),
        (
            row(0, 50, 2e-5),
            [
                "Aldania, Joins: none of 50 runs, but by its odds in the last month about 1 in 50,000; "
                "only more runs than can be asked for would show it"
            ],
        ),
        (row(0, 50, 1e-9), []),  # as good as never
        (row(0, 50, None), []),  # never asked for
        (row(5, 50, 0.1), []),  # five runs show it
        (row(2, 4, 0.5), []),  # few runs, but it is not rare
    ],
)
def test_what_is_rarer_than_the_runs_can_show_is_said_with_a_number_that_would_do(
    result: Result, given: dict[str, object], told: list[str]
) -> None:
    assert rare_acts(result, [given], "ALD") == told


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.floats(1e-4, 0.2))
def test_the_number_that_would_do_is_expected_to_give_five(odds: float) -> None:
    enough = _round(_FEW / odds)
    assert enough * odds >= _FEW * (1 - 1e-9)
    assert enough * odds < 2.5 * _FEW + 1e-9


def test_a_long_name_stands_above_its_numbers() -> None:
    assert named_line("short", 8, "1.0", 2) == ["  short    1.0"]
    assert named_line("long enough", 8, "1.0", 2) == ["  long enough", "           1.0"]


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(st.text("abcdef-", min_size=1, max_size=15), min_size=1, max_size=40), st.integers(40, 120))
def test_no_word_is_broken_on_a_terminal(words: list[str], columns: int) -> None:
    line = "  " + " ".join(words)
    parts = broken(line, columns)
    assert " ".join(parts).split() == words
    assert all(len(part) <= columns for part in parts)


def test_a_line_with_a_command_is_left_whole_to_be_copied() -> None:
    line = "next: twochairs plot " + "results/" * 20
    assert broken(line, 80) == [line]


def test_the_table_of_a_sweep_is_within_80_columns_and_cuts_no_outcome_off(tmp_path: Path) -> None:
    case(tmp_path)
    long = "share_of_months(alignment[ALD] > 0.1 and alignment[BOR] < 0.1)"
    text = (
        f'months: 3\nreplicates: 2\nfactors: {{LEA.pressure.ALD: [0, 1]}}\noutcomes: ["alignment[CAS]@end", "{long}"]\n'
    )
    folder = swept(tmp_path / "sweep", tmp_path / "acting.yaml", text)
    lines = lines_of(folder)
    assert [line[:44].rstrip() for line in lines] == ["outcome", "alignment[CAS]@end", long[:44], ""]
    assert lines[0] == f"{'outcome':<44} {'lowest':>9} {'highest':>9}  largest error"
    assert lines[2] == long
    with mock.patch.dict("os.environ", {"COLUMNS": "80"}):
        assert max(map(len, [*lines, *ends(folder)])) <= 80
