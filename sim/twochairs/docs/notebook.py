"""The tutorial's notebook as a page: its cells, run anew, each with what it shows.

It is kept without outputs, so that nothing in it can be out of date.
"""

import json
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

Cell = dict[str, Any]
"""As the notebook format has it."""
_PICTURES = {"image/png": "png"}


def cells_of(path: Path) -> list[Cell]:
    """The cells of a notebook as it is kept."""
    cells: list[Cell] = json.loads(path.read_text("utf-8"))["cells"]
    return cells


def run(path: Path) -> list[Cell]:
    """The cells of a notebook after it has run, in a folder of its own.

    Raises
    ------
    nbclient.exceptions.CellExecutionError : where a cell fails
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    with TemporaryDirectory() as folder:
        NotebookClient(notebook, timeout=600, resources={"metadata": {"path": folder}}).execute()
    return [json.loads(json.dumps(cell)) for cell in notebook.cells]


def page(cells: Iterable[Cell], pictures: Path, linked: Callable[[str], str] = str) -> str:
    """The cells as Markdown; pictures that they show are written into a folder beside the page.

    Parameters
    ----------
    pictures : made if there is a picture
    linked : leads the links of a text to where their aims are
    """
    told: list[str] = []
    for number, cell in enumerate(cells):
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            told.append(linked(text))
        else:
            told += [f"```python\n{text}\n```", *_shown(cell.get("outputs", []), pictures, number)]
    return "\n\n".join(told)


def _shown(outputs: Iterable[dict[str, Any]], pictures: Path, number: int) -> Iterator[str]:
    """What a cell shows: a picture, else a table, else text."""
    for place, output in enumerate(outputs):
        data = output.get("data", {})
        kind = next((kind for kind in _PICTURES if kind in data), None)
        if kind is not None:
            pictures.mkdir(parents=True, exist_ok=True)
            file = pictures / f"{number}-{place}.{_PICTURES[kind]}"
            file.write_bytes(b64decode("".join(data[kind])))
            yield f"![What the cell shows]({pictures.name}/{file.name})"
        elif "text/html" in data:
            yield f'<div class="shown">\n{_in_a_line("".join(data["text/html"]))}\n</div>'
        else:
            text = "".join(output.get("text", data.get("text/plain", "")))
            if text.strip():
                yield f"```text\n{text.rstrip()}\n```"


def _in_a_line(markup: str) -> str:
    """Markup without empty lines, which would end it in Markdown."""
    return " ".join(line.strip() for line in markup.splitlines() if line.strip())
