"""From a lever's move to the redrawn dashboard: the page by itself, in a real browser."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.cases import shipped
from benchmarks.table import Row, Table, plain

MOVES, FIRST, BAR = 30, 2.0, 0.5
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_DRAWN = """async moves => {
  const slide = document.querySelector("#lever-EU-pressure");
  // A drag ends with its picture; a lever let go ends with the line that repeats it, which comes last.
  const [picture, line] = ["[data-stage=alignment] svg", ".repeat code"].map(one => document.querySelector(one));
  const ends = {input: picture, change: line};
  const drawn = (kind, stop) => new Promise(done => {
    const began = performance.now(), seen = () => { watch.disconnect(); done(performance.now() - began); };
    const watch = new MutationObserver(() => requestAnimationFrame(() => setTimeout(seen)));
    watch.observe(ends[kind], {childList: true});
    slide.value = stop;
    slide.dispatchEvent(new Event(kind));
  });
  const took = {input: [], change: []};
  for (let i = 0; i < moves + 3; i++)
    for (const kind of ["input", "change"]) took[kind].push(await drawn(kind, (i * 37) % 100));
  return [took.input.slice(3), took.change.slice(3)];
}"""


def tables(rounds: int) -> list[Table]:
    """Every row of this group."""
    from twochairs.dashboard.page import html

    title = f"Dashboard: {MOVES} moves of a lever of the reference case, 100 runs of 120 months at each"
    scenario = shipped()
    text = html({scenario.name: scenario})
    size = Row("bytes of the page", f"{len(text.encode()):,}")
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        return [Table(title, "", "", (size, Row("not measured", note="there is no Chromium on this machine")))]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(text, "utf-8")
        first, dragged, settled = _drawn(browser, file.as_uri())
    rows = (
        Row("seconds from opening to the first picture", f"{first:.2f}", [FIRST / first], 1.0),
        Row("seconds from a step of a drag to its picture, median", f"{np.median(dragged):.3f}", note="20 runs"),
        Row(
            "seconds from letting go to all panels, median",
            f"{np.median(settled):.3f}",
            [BAR / one for one in settled],
            1.0,
            note="0.06 s are waited",
        ),
        Row("the slowest", f"{max(settled):.3f}"),
        size,
    )
    return [Table(title, "", f"{FIRST} s and {BAR} s over what was measured, so 1 or more is met", rows)]


def _drawn(browser: str, address: str) -> tuple[float, list[float], list[float]]:
    """Seconds to the first picture, and of each move while dragging and at rest."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
        opened.goto(address)
        opened.wait_for_selector("body[data-state=ready]", timeout=60_000)
        first = opened.evaluate("performance.now()")
        dragged, settled = opened.evaluate(_DRAWN, MOVES)
    return first / 1000, [one / 1000 for one in dragged], [one / 1000 for one in settled]


if __name__ == "__main__":
    for table in tables(1):
        print(plain(table))
