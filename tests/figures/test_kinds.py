"""Kinds of figure: one file each, declared at its foot, listed by its name, drawn of what has what it needs."""

import ast
import copy
import subprocess
import sys
from pathlib import Path

import pytest

from twochairs import figures
from twochairs.errors import NotPossible
from twochairs.experiment.schema import FIGURE_KINDS
from twochairs.figures.kinds import DECIDING, DESIGN, FIGURES, RUNS, in_order
from twochairs.results.result import Result

FOLDER = Path(figures.__file__).parent


def test_every_file_declares_one_figure_and_every_figure_is_a_file() -> None:
    for kind in FIGURES.values():
        text = (FOLDER / kind.folder / f"{kind.name}.py").read_text("utf-8")
        made = [node for node in ast.parse(text).body if isinstance(node, ast.Assign)]
        assert ast.unparse(made[-1].targets[0]) == "FIGURE"
    assert set(FIGURE_KINDS) == {*DESIGN, *DECIDING}
    assert len(FIGURES) == len(RUNS) + len(DESIGN) + len(DECIDING)


def test_each_kind_has_a_place_of_its_own() -> None:
    for kinds in (RUNS, DESIGN):
        places = [kind.declared.place for kind in in_order(kinds.values())]
        assert places == sorted(set(places))


def test_names_are_known_before_anything_heavy_is_imported() -> None:
    code = "import sys; from twochairs.figures.kinds import FIGURES; assert FIGURES; print('matplotlib' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"


def without(result: Result, quantity: str) -> Result:
    """The same result, which did not keep a quantity."""
    other = copy.copy(result)
    other.__dict__["_where"] = {name: table for name, table in result._where.items() if name != quantity}
    return other


def test_a_kind_is_not_drawn_of_what_lacks_its_needs(result: Result, tmp_path: Path) -> None:
    lacking = without(result, "contribution")
    told = f"no why: {result.folder} did not keep every run's contribution"
    with pytest.raises(NotPossible, match="did not keep every run's contribution"):
        lacking.figure("why", "AAA")
    said: list[str] = []
    drawn = figures.draw_all(lacking, tmp_path, ["AAA"], ["why", "gas"], say=said.append)
    assert [path.stem for path in drawn] == ["gas-AAA", "gas-AAA"]
    assert said == [told]


def test_a_kind_of_a_part_that_a_scenario_has_nothing_of_says_so(
    result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not result.idle & {"hub_price", "accession", "declared_rate"}
    monkeypatch.setattr(Result, "idle", frozenset({"hub_price"}))
    with pytest.raises(NotPossible, match="is of a scenario that has nothing of what it shows"):
        without(result, "hub_price").figure("gas", "AAA")
    assert result.figure("gas", "AAA") is not None


def test_a_run_has_nothing_over_a_design(result: Result, tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="is of one point, and it is drawn over several"):
        figures.draw_all(result, tmp_path, None, ["heatmap"])
    with pytest.raises(NotPossible, match="there is no figure 'pie'; there are acts, chairs"):
        result.figure("pie")
