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
COLOURS, WIDEST = 128, 1200
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
    """The address of a report of the runs that README.md begins with; their card and why Serbia leans as it does."""
    results = [folder / name for name in ("base", "settled")]
    for result, scenario in zip(results, ("serbia-2022", "kosovo-settlement"), strict=True):
        _twochairs("run", str(CASES / f"{scenario}.yaml"), "--replicates", "100", "--out", str(result))
    page = folder / "report.html"
    _twochairs("report", *map(str, results), "--act", "sanctions", "--out", str(page))
    _twochairs("card", *map(str, results), "--act", "sanctions", "--out", str(folder))
    _twochairs("plot", str(results[0]), "--only", "why", "--country", "SRB")
    keep(folder / "card.png", "card")
    keep(results[0] / "figures" / "why-SRB.png", "why-SRB")
    return page.as_uri()


def hindcast(folder: Path) -> Path:
    """The picture of the hindcast as it happened, with what was observed."""
    result = folder / "hindcast-2006"
    _twochairs("run", str(CASES / "hindcast-2006.yaml"), "--replicates", "50", "--out", str(result))
    _twochairs("plot", str(result), "--only", "trajectories")
    return result / "figures" / "trajectories.png"


def _twochairs(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "twochairs", *arguments], cwd=ROOT, check=True, capture_output=True)


def take(page: Any, name: str) -> None:
    """A screenshot."""
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    keep(path, name)


def keep(picture: Path, name: str) -> None:
    """A picture with few colours, which makes it small, and no wider than a page has room for."""
    path, whole = IMAGES / f"{name}.png", Image.open(picture).convert("RGB")
    if whole.width > WIDEST:
        whole = whole.resize((WIDEST, round(whole.height * WIDEST / whole.width)), Image.Resampling.LANCZOS)
    whole.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e3:.0f} kB")


def main() -> None:
    """Take all of them, or those of the report, card and hindcast alone, where told so by `report`."""
    alone = sys.argv[1:] == ["report"]
    with chromium() as browser, tempfile.TemporaryDirectory() as scratch:
        written = report(Path(scratch))
        keep(hindcast(Path(scratch)), "hindcast")
        live = "" if alone else dashboard(Path(scratch))
        for size, suffix in ((DESKTOP, ""), (PHONE, "-phone")):
            page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
            page.add_init_script(UNHURRIED)
            page.goto(written)
            take(page, f"answer{suffix}")
            page.locator("figure.film").first.evaluate("figure => figure.parentElement.scrollIntoView()")
            take(page, f"report{suffix}")
            if alone:
                continue
            page.goto(live)
            page.wait_for_selector("body[data-state=ready]", timeout=120_000)
            page.locator(".response path").nth(CURVES - 1).wait_for(state="attached", timeout=120_000)
            take(page, f"dashboard{suffix}")
            page.close()


if __name__ == "__main__":
    main()
