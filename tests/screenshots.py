"""Takes the screenshots that README.md shows: `python -m tests.screenshots` on a machine with Chromium."""

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
CURVES = 4
"""Response curves that can be seen at once."""
UNHURRIED = "performance.now = () => 0;"
"""No page finds its browser slow, so that the picture of a busy machine has as many runs as any."""


def dashboard(folder: Path) -> str:
    """The address of a dashboard of the shipped case, with a lever moved."""
    page = folder / "dashboard.html"
    _twochairs("dashboard", str(CASES / "serbia-2022.yaml"), "--out", str(page), "--no-open")
    return f"{page.as_uri()}#EU.pressure.SRB=0.7"


def report(folder: Path) -> str:
    """The address of a report of two runs."""
    results = [folder / name for name in ("serbia-2022", "harder-line")]
    for result in results:
        _twochairs("run", str(CASES / f"{result.name}.yaml"), "--replicates", "50", "--out", str(result))
    page = folder / "report.html"
    _twochairs("report", *map(str, results), "--out", str(page))
    return page.as_uri()


def _twochairs(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "twochairs", *arguments], cwd=ROOT, check=True, capture_output=True)


def take(page: Any, name: str) -> None:
    """A screenshot with few colours, which makes it small."""
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e3:.0f} kB")


def main() -> None:
    """Take all of them."""
    with chromium() as browser, tempfile.TemporaryDirectory() as scratch:
        written, live = report(Path(scratch)), dashboard(Path(scratch))
        for size, suffix in ((DESKTOP, ""), (PHONE, "-phone")):
            page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
            page.add_init_script(UNHURRIED)
            page.goto(written)
            page.locator("figure.film").first.evaluate("figure => figure.parentElement.scrollIntoView()")
            take(page, f"report{suffix}")
            page.goto(live)
            page.wait_for_selector("body[data-state=ready]", timeout=120_000)
            page.locator(".response path").nth(CURVES - 1).wait_for(state="attached", timeout=120_000)
            take(page, f"dashboard{suffix}")
            page.close()


if __name__ == "__main__":
    main()
