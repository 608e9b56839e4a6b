"""The tutorial notebook runs from its first cell to its last and shows what it says."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The code cells, run in an empty folder."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = tmp_path_factory.mktemp("notebook")
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(cell: Any) -> dict[str, Any]:
    """What a cell shows, by kind."""
    found: dict[str, Any] = {}
    for output in cell.outputs:
        assert output.output_type != "error", output
        found |= output.get("data", {})
    return found


def test_every_cell_shows_something(cells: list[Any]) -> None:
    assert all(shown(cell) for cell in cells)


def test_scenarios_results_and_figures_are_rich(cells: list[Any]) -> None:
    rich = [shown(cell) for cell in cells]
    assert "Serbia between two chairs" in rich[0]["text/html"]
    assert "20 runs of 48 months" in rich[1]["text/html"]
    figures = [one for one in rich if "image/svg+xml" in one]
    assert len(figures) == 4
    assert all({"image/png", "text/plain"} <= set(one) for one in figures)


def test_it_is_kept_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    assert [cell.outputs for cell in notebook.cells if cell.cell_type == "code" and cell.outputs] == []
