"""The page on Mesa's SolaraViz: its file makes a page of a model that steps, where Solara is installed."""

import re
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

from twochairs.mesa_model import TwoChairs

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "solara.md"


def code() -> str:
    found = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert found is not None
    return found[1]


def words(widget: Any) -> list[str]:
    """All texts of a page of widgets, in order."""
    children = getattr(widget, "children", None) or []
    return [text for one in children for text in ([one] if isinstance(one, str) else words(one))]


def test_the_file_of_the_page_shows_a_model_that_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    solara = pytest.importorskip("solara", reason="mesa[viz] is not installed")
    monkeypatch.chdir(ROOT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Solara's own, about Mesa's code
        made: dict[str, Any] = {}
        exec(compile(code(), "watch.py", "exec"), made)
        box, context = solara.render(solara.AppLayout(children=[made["page"]]), handle_error=False)
        try:
            assert {"Step", "Reset", "Step: 0", "Model Parameters"} <= set(words(box))
            button(box, "Step").click()
            deadline = time.monotonic() + 60
            while "Step: 1" not in words(box) and time.monotonic() < deadline:
                time.sleep(0.1)
            assert "Step: 1" in words(box)
        finally:
            context.close()


def button(widget: Any, name: str) -> Any:
    """The button of a name in a page of widgets."""
    children = getattr(widget, "children", None) or []
    if type(widget).__name__ == "Btn" and name in children:
        return widget
    return next((found for one in children if not isinstance(one, str) and (found := button(one, name))), None)


def test_what_the_page_plots_is_there() -> None:
    model = TwoChairs(ROOT / "scenarios" / "balkans" / "serbia-2022.yaml", seed=1)
    named = {
        name for found in re.findall(r"make_plot_component\((.*?)\)", code()) for name in re.findall(r'"(.*?)"', found)
    }
    assert named
    assert named <= set(model.datacollector.model_reporters)
