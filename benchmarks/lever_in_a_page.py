"""From a lever's move to numbers in a page by itself: no server, the model as plain JavaScript in a real browser."""

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.cases import shipped
from benchmarks.table import Row, Table, plain

MOVES, BAR, FIRST = 30, 0.25, 1.5
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_MEASURED = """([data, moves]) => {
  const study = twochairs.open(data), found = study.check(), shares = [0.05, 0.25, 0.5, 0.75, 0.95], parts = [];
  let moved = null;
  for (let i = 0; i < moves + 3; i++) {
    const began = performance.now();
    moved = study.run({"EU.pressure.SRB": i / (moves + 3)}, data.replicates, moved);
    const ran = performance.now();
    for (const state of data.names.country) {
      study.quantiles(moved, shares, "alignment", state);
      study.apart(moved, study.baseline, data.months, "alignment", state);
    }
    study.acts(moved, data.months);
    study.why(moved, "SRB");
    study.whyApart(moved, study.baseline, "SRB");
    parts.push([performance.now() - began, ran - began]);
  }
  return {found, parts: parts.slice(3)};
}"""
_DRAWN = """async moves => {
  const slide = document.querySelector("#lever-slide"), svg = document.querySelector(".drawn svg");
  const drawn = (kind, stop) => new Promise(done => {
    const began = performance.now(), seen = () => { watch.disconnect(); done(performance.now() - began); };
    const watch = new MutationObserver(() => requestAnimationFrame(() => setTimeout(seen)));
    watch.observe(svg, {childList: true});
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
    from twochairs.page.model import REPLICATES, model

    scenario = shipped()
    made, months = model(scenario), scenario.case.clock.months
    title = (
        f"A page by itself: {MOVES} moves of a lever of the reference case, {REPLICATES} runs of {months} months each"
    )
    size = (Row("bytes of the script", f"{len(made.script):,}"), Row("bytes of the data", f"{len(made.data):,}"))
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        return [Table(title, "", "", (*size, Row("not measured", note="there is no Chromium on this machine")))]
    found, took, ran = _moves(browser, made.script, made.data)
    assert found["ready"], found["why"]
    rows = (
        Row("seconds from move to numbers, median", f"{np.median(took):.3f}", [BAR / one for one in took], 1.0),
        Row("of it the runs", f"{np.median(ran):.3f}"),
        Row(
            "seconds until the page is ready",
            f"{found['milliseconds'] / 1000:.2f}",
            note="the baseline, its draws made",
        ),
        *size,
    )
    return [Table(title, "", f"{BAR} s over what was measured, so 1 or more is met", rows), _report(browser)]


def _report(browser: str) -> Table:
    """The same in a report's section, drawn."""
    import twochairs as tc
    from twochairs.page.model import REPLICATES
    from twochairs.reports import lever
    from twochairs.reports.page import page
    from twochairs.reports.vector import Looks

    with TemporaryDirectory() as folder:
        result: Any = tc.run(shipped(), REPLICATES, out=Path(folder) / "run")
        with_it, without = (page("", [], "", parts, Looks()).encode() for parts in (lever.sections(result), []))
        file = Path(folder) / "page.html"
        file.write_bytes(with_it)
        first, dragged, settled = _drawn(browser, file.as_uri())
    rows = (
        Row("seconds from opening to the first picture", f"{first:.2f}", [FIRST / first], 1.0),
        Row("seconds from a step of a drag to its picture, median", f"{np.median(dragged):.3f}", note="20 runs"),
        Row("seconds from letting go to the picture, median", f"{np.median(settled):.3f}", note="0.06 s are waited"),
        Row("bytes that a report grows by", f"{len(with_it) - len(without):,}"),
    )
    return Table("The same in a report", "", f"{FIRST} s over what was measured, so 1 or more is met", rows)


def _drawn(browser: str, address: str) -> tuple[float, list[float], list[float]]:
    """Seconds to the first picture, and of each move while dragging and at rest."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
        opened.goto(address)
        opened.wait_for_selector(".bench[data-state=ready]", timeout=60_000)
        first = opened.evaluate("performance.now()")
        dragged, settled = opened.evaluate(_DRAWN, MOVES)
    return first / 1000, [one / 1000 for one in dragged], [one / 1000 for one in settled]


def _moves(browser: str, script: str, data: str) -> tuple[dict[str, float], list[float], list[float]]:
    """What the check found, and seconds of each move: until the numbers are there, and of the runs alone."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        page = started.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
        page.add_script_tag(content=script)
        measured = page.evaluate(_MEASURED, [json.loads(data), MOVES])
    took, ran = zip(*measured["parts"], strict=True)
    return measured["found"], [one / 1000 for one in took], [one / 1000 for one in ran]


if __name__ == "__main__":
    for table in tables(1):
        print(plain(table))
