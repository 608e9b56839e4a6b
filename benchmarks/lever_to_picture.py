"""From a lever's move to the redrawn page: a dashboard that really runs, moved by the keyboard in a real browser."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.table import Row, Table, plain

ROOT = Path(__file__).parents[1]
CASE = ROOT / "scenarios" / "balkans" / "serbia-2022.yaml"
MOVES = 30
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_KEYS = ("End", "Home", "PageUp", "PageUp", "ArrowRight", "PageUp", "ArrowLeft", "PageUp", "PageDown", "ArrowRight")
_WATCH = """() => {
  const page = document.querySelector('.page');
  let start = null, seen = false, last = 0;
  window.took = null;
  document.addEventListener('keydown', () => { start = performance.now(); }, {capture: true, once: true});
  const watcher = new MutationObserver(() => {
    seen = seen || page.classList.contains('running');
    last = performance.now();
  });
  watcher.observe(page, {attributes: true, childList: true, characterData: true, subtree: true});
  const look = () => {
    const settled = seen && page.classList.contains('done') && performance.now() - last > 150;
    if (settled) { watcher.disconnect(); window.took = (last - start) / 1000; }
    else requestAnimationFrame(look);
  };
  look();
}"""


def tables(rounds: int) -> list[Table]:
    """Every row of this group."""
    title = f"Dashboard: {MOVES} moves of a lever of the reference case, 100 runs of 120 months at each"
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        return [Table(title, "seconds", "", (Row("not measured", note="there is no Chromium on this machine"),))]
    took, server = _moves(browser)
    parts = [
        Row(f"in the process: {name}", f"{np.median([work() for _ in range(MOVES)]):.3f}")
        for name, work in _parts().items()
    ]
    rows = (
        Row("from move to redrawn page, median", f"{np.median(took):.2f}", [1.0 / one for one in took], 1.0),
        Row("the slowest", f"{max(took):.2f}", [1.0 / max(took)], 1.0),
        Row("of it on the server, median", f"{np.median(server):.2f}"),
        *parts,
    )
    return [Table(title, "seconds", "1 s over what was measured, so 1 or more is met", rows)]


def _moves(browser: str) -> tuple[list[float], list[float]]:
    """Seconds from each key to the last change of the page, and those that the page says the server took."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "twochairs", "dashboard", str(CASE), "--no-open"]
    with (
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running,
        sync_playwright() as started,
    ):
        try:
            assert running.stdout is not None
            address = running.stdout.readline().strip()
            page = started.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
            page.goto(address)
            page.wait_for_selector(".page.done svg.chart", timeout=120_000)
            page.get_by_role("slider").first.focus()
            measured = [_move(page, _KEYS[place % len(_KEYS)]) for place in range(MOVES + 2)]
        finally:
            running.terminate()
    took, server = zip(*measured[2:], strict=True)
    return list(took), list(server)


def _move(page: Any, key: str) -> tuple[float, float]:
    page.evaluate(_WATCH)
    page.keyboard.press(key)
    page.wait_for_function("window.took !== null", timeout=30_000)
    told = re.search(r"in ([\d.]+) s", page.locator(".state .now").inner_text())
    assert told is not None
    return float(page.evaluate("window.took")), float(told[1])


def _parts() -> dict[str, Callable[[], float]]:
    """What the server does at a move, part by part, each in seconds."""
    from twochairs.dashboard.live import Opened, Study, run_live
    from twochairs.dashboard.pictures import pictures
    from twochairs.reports.film import film

    opened = Opened(CASE)
    settings = {"EU.pressure.SRB": "0.8"}
    scenario = opened.scenario(settings)
    study = Study(run_live(opened.scenario({})), run_live(scenario))

    def timed(work: Callable[[], Any]) -> Callable[[], float]:
        def seconds() -> float:
            started = time.perf_counter()
            work()
            return time.perf_counter() - started

        return seconds

    return {
        "setting and solving the scenario": timed(lambda: opened.scenario(settings)),
        "running it": timed(lambda: run_live(scenario)),
        "drawing the charts": timed(lambda: pictures(study, "SRB")),
        "colouring the map": timed(lambda: film(study.altered, "film")),
    }


if __name__ == "__main__":
    for table in tables(1):
        print(plain(table))
