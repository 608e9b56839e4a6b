"""The site: built strictly, of every page, and asking for nothing when it is read."""

import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.browsers import Watched, chromium
from twochairs.docs import gallery, notebook
from twochairs.docs.commands import helps
from twochairs.docs.example import COMMANDS
from twochairs.docs.markdown import ROOT
from twochairs.docs.site import DOCS, LEVERS, REPORT, gather, gathered
from twochairs.figures.kinds import DECIDING, DESIGN, RUNS

MADE = {name: f"<!doctype html><title>{name}</title>" for name in (LEVERS, REPORT)}
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SHOWING = [
    {
        "cell_type": "code",
        "source": ["one\n", "two"],
        "outputs": [{"output_type": "execute_result", "data": data} for data in given],
    }
    for given in (
        [{"image/png": DOT, "text/html": "<p>no</p>"}],
        [{"text/html": ["<table><tr>\n\n", "<td>A cell</td></tr></table>"], "text/plain": "no"}],
        [{"text/plain": "plain"}, {}],
    )
]
"""Cells that have run: of a picture, a table and a text."""
CONFIGURATION = DOCS / "site" / "mkdocs.yml"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; anything that mkdocs would warn of fails it."""
    folder = tmp_path_factory.mktemp("site")
    gather(folder / "pages", MADE, [*notebook.cells_of(DOCS / "tutorial.ipynb"), *SHOWING])
    environment = {**os.environ, "PAGES": str(folder / "pages"), "SITE": str(folder / "site")}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", str(CONFIGURATION)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return folder / "site"


class Addresses(HTMLParser):
    """Collects what a page loads, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.ids: set[str] = set()
        self.led: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        self.ids.add(of.get("id", ""))
        if "src" in of:
            self.loaded.append(of["src"])
        if tag == "link" and of.get("rel") in ("stylesheet", "icon", "preload"):
            self.loaded.append(of.get("href", ""))
        if tag == "a":
            self.led.append(of.get("href", ""))


def test_every_page_is_there(site: Path) -> None:
    for source, target in gathered().items():
        page = site / target.with_suffix(".html")
        page = page.with_name("index.html") if target.name == "README.md" else page
        assert page.is_file(), source


def test_nothing_is_loaded_from_anywhere_else_and_links_lead_somewhere(site: Path) -> None:
    pages = {path: Addresses(path.read_text("utf-8")) for path in site.rglob("*.html") if path.name != "404.html"}
    assert len(pages) > 40
    for path, page in pages.items():
        for address in page.loaded:
            assert not address.startswith(("http", "//")), f"{path}: {address}"
            assert (path.parent / address.split("?")[0]).is_file(), f"{path}: {address}"
        for address in page.led:
            place, _, anchor = address.partition("#")
            if not place or "://" in place:
                continue
            aim = (path.parent / place).resolve()
            aim = aim / "index.html" if aim.is_dir() else aim
            assert aim.is_file(), f"{path}: {address}"
            assert not anchor or aim not in pages or anchor in pages[aim].ids, f"{path}: {address}"


def test_the_front_leads_to_a_report_and_to_the_page_with_levers(site: Path) -> None:
    led = Addresses((site / "index.html").read_text("utf-8")).led
    for name, text in MADE.items():
        assert name in led
        assert (site / name).read_text("utf-8") == text


def test_cells_of_the_notebook_have_what_they_show(site: Path) -> None:
    text = (site / "notebook.html").read_text("utf-8")
    assert text.count('alt="What the cell shows"') == 1 and text.count("<td>A cell</td>") == 1
    assert "<p>no</p>" not in text
    assert [file.name[-6:] for file in (site / "shown").iterdir()] == ["-0.png"]
    told = notebook.page(SHOWING, site / "shown")
    assert told.count("```python\none\ntwo\n```") == 3
    assert told.endswith("```text\nplain\n```")


def test_the_report_of_the_site_is_made_by_commands_that_there_are() -> None:
    told = helps()
    for command in COMMANDS:
        _, verb, *rest = command.split()
        assert all((ROOT / word).is_file() for word in rest if word.startswith("scenarios/"))
        assert all(word in told[verb] for word in rest if word.startswith("--"))


def test_a_page_opens_from_a_folder_without_a_request_or_an_error(site: Path) -> None:
    with chromium() as browser:
        watched = Watched(browser.new_page())
        watched.page.goto((site / "gallery.html").as_uri())
        watched.page.wait_for_timeout(500)
        assert [address for address in watched.requests if not address.startswith(("file:", "data:", "blob:"))] == []
        assert watched.messages == []
        assert watched.page.evaluate("[...document.images].every(one => one.naturalWidth > 100)")


def test_the_search_finds_from_a_folder_and_asks_for_nothing(site: Path) -> None:
    with chromium() as browser:
        watched = Watched(browser.new_page())
        watched.page.goto((site / "index.html").as_uri())
        watched.page.keyboard.press("/")
        watched.page.keyboard.type("sanctions", delay=20)
        watched.page.locator(".md-search-result__item").first.wait_for(timeout=20_000)
        assert watched.page.locator(".md-search-result__item").count() > 3
        assert [one for one in watched.requests if not one.startswith(("file:", "data:", "blob:", "about:"))] == []


def test_the_gallery_has_a_picture_of_every_kind_that_it_names() -> None:
    kinds = {row["of"]: [] for row in gallery.figures()}
    for row in gallery.figures():
        kinds[row["of"]].append(row["kind"])
        assert gallery.picture(row).is_file(), row["kind"]
        assert gallery.picture(row).stat().st_size < 200_000, row["kind"]
        assert f"--only {row['kind']}" in row["command"] or row["of"] == "Two runs"
    assert set(kinds["A run"]) <= set(RUNS)
    assert set(kinds["A sweep"]) <= {*DESIGN, *DECIDING}
    assert kinds["Two runs"] == ["differences", "compare"]


def test_the_page_of_commands_has_every_verb_with_its_options() -> None:
    text = (DOCS / "commands.md").read_text("utf-8")
    told = helps()
    assert {"run", "sweep", "report", "dashboard", "data list"} <= set(told)
    for verb, shown in told.items():
        assert f"## {verb}\n" in text
        assert shown.startswith(f"Usage: twochairs {verb}")
    assert "--replicates" in told["run"]


def test_links_to_code_become_words(tmp_path: Path) -> None:
    gather(tmp_path / "pages")
    text = (tmp_path / "pages" / "index.md").read_text("utf-8")
    assert "[tutorial](tutorial.md)" in text
    assert "](sim/" not in text and "](experiments/" not in text
    assert (ROOT / "README.md").read_text("utf-8").count("](docs/") > 5
