"""Takes the pictures that README.md shows: `python -m tests.screenshots` on a machine with Chromium."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from tests.browsers import chromium

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
CASES = ROOT / "scenarios" / "balkans"
DESKTOP, PHONE = (1180, 900), (390, 844)
COLOURS = 128


def dashboard(folder: Path) -> str:
    """The address of a dashboard of the shipped case, with a lever moved."""
    page = folder / "dashboard.html"
    _twochairs("dashboard", str(CASES / "serbia-2022.yaml"), "--out", str(page), "--no-open")
    return f"{page.as_uri()}#EU.pressure.SRB=0.7"


def runs(folder: Path) -> list[Path]:
    """Results of the shipped case as it is and of a settlement, as README.md has them run."""
    results = [folder / name for name in ("serbia-2022", "kosovo-settlement")]
    for result in results:
        _twochairs("run", str(CASES / f"{result.name}.yaml"), "--replicates", "100", "--out", str(result))
    return results


def report(results: list[Path]) -> str:
    """The address of a report of results."""
    page = results[0].parent / "report.html"
    _twochairs("report", *map(str, results), "--act", "sanctions", "--out", str(page))
    return page.as_uri()


def drawn(results: list[Path]) -> None:
    """The card of results, and why Serbia leans as it does in the first of them."""
    card = results[0].parent / "card.png"
    _twochairs("card", *map(str, results), "--act", "sanctions", "--out", str(card))
    _twochairs("plot", str(results[0]), "--only", "why", "--country", "SRB")
    for path in (card, results[0] / "figures" / "why-SRB.png"):
        keep(path, IMAGES / path.name)


def _twochairs(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "twochairs", *arguments], cwd=ROOT, check=True, capture_output=True)


def keep(source: Path, path: Path) -> None:
    """A picture with few colours, which makes it small."""
    Image.open(source).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e3:.0f} kB")


def take(page: Any, name: str) -> None:
    """A screenshot of what is seen of a page."""
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    keep(path, path)


def main() -> None:
    """Take all of them."""
    with chromium() as browser, tempfile.TemporaryDirectory() as scratch:
        results = runs(Path(scratch))
        drawn(results)
        written, live = report(results), dashboard(Path(scratch))
        for size, suffix in ((DESKTOP, ""), (PHONE, "-phone")):
            page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
            page.goto(written)
            take(page, f"report{suffix}")
            page.goto(live)
            page.wait_for_selector("body[data-state=ready]", timeout=120_000)
            take(page, f"dashboard{suffix}")
            page.close()


if __name__ == "__main__":
    main()
