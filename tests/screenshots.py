"""Takes the screenshots that README.md shows: `python -m tests.screenshots` on a machine with Chromium."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image

from tests.browsers import chromium

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
CASES = ROOT / "scenarios" / "balkans"
DESKTOP, PHONE = (1180, 900), (390, 844)
COLOURS = 128


@contextmanager
def dashboard(*arguments: str) -> Iterator[str]:
    """The address of a dashboard that is started for it."""
    command = [sys.executable, "-m", "twochairs", "dashboard", *arguments, "--no-open"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            found = re.search(r"http://\S+", running.stdout.readline())
            assert found is not None, "no address was printed"
            yield found[0]
        finally:
            running.terminate()


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
    with chromium() as browser, tempfile.TemporaryDirectory() as scratch, dashboard() as live:
        written = report(Path(scratch))
        for size, suffix in ((DESKTOP, ""), (PHONE, "-phone")):
            page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
            page.goto(written)
            page.locator("figure.film").first.evaluate("figure => figure.parentElement.scrollIntoView()")
            take(page, f"report{suffix}")
            page.goto(live)
            page.wait_for_selector(".panel svg", timeout=120_000)
            slider = page.get_by_role("slider").first
            slider.focus()
            for _ in range(40):
                page.keyboard.press("ArrowRight")
            page.get_by_text("What the levers change").wait_for()
            page.wait_for_timeout(3000)
            page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            take(page, f"dashboard{suffix}")
            page.close()


if __name__ == "__main__":
    main()
