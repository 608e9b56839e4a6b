"""A report from folders to a file: whole, the same each time, and nobody's private matter."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import typed
from tests.results.sweeps import refitted
from twochairs.errors import NotPossible
from twochairs.reports import build
from twochairs.reports.build import html, write
from twochairs.results.result import Result

ROOT = Path(__file__).parents[2]


def test_a_page_is_the_same_byte_for_byte_when_another_process_makes_it(
    page: str, result: Result, variant: Result, grid: Result, tmp_path: Path
) -> None:
    made, path = (result, variant, grid), tmp_path / "page.html"
    command = [sys.executable, "-m", "twochairs", "report", *(str(one.folder) for one in made), "--out", str(path)]
    around = {**os.environ, "PYTHONHASHSEED": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=around)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{path}  ")
    assert path.read_text("utf-8") == page


def test_every_part_is_there(page: str) -> None:
    for heading in (
        "Move a lever",
        "On the map, month by month",
        "What happened, and why",
        "Over the design",
        "Outcomes",
        "How it was made",
        "How far to trust it",
    ):
        assert f">{heading}</h" in page, heading
    order = [
        page.index(f">{heading}</h") for heading in ("Move a lever", "What happened, and why", "How far to trust it")
    ]
    assert [page.index('<div class="first">'), *order] == sorted([page.index('<div class="first">'), *order])


def test_sources_have_a_section_where_there_are_any(page: str, result: Result, tmp_path: Path) -> None:
    heading = ">Where the values come from</h"
    assert heading not in page
    sourced = shutil.copytree(result.folder, tmp_path / "sourced")
    (sourced / "sources.csv").write_text("key,kind,source\ncountries.AAA.gdp,observed,World Bank\n", "utf-8")
    assert heading in html([Result(refitted(sourced))], ["AAA"])


def test_it_says_nothing_of_where_and_by_whom_it_was_made(page: str) -> None:
    """But for hashes, in which a short name of a machine may well stand."""
    told = re.sub(r"sha256-[\w+/=]+", "", page)
    for private in (str(Path.home()), os.environ.get("USER") or "no user", str(ROOT), os.uname().nodename, "/tmp/"):
        assert private not in told


def test_runs_of_another_seed_are_shown_and_not_compared(result: Result, other_seed: Result) -> None:
    text = html([result, other_seed], ["AAA"])
    assert "Not compared: " in text
    assert "the seed is 7 in one and 8 in the other" in text


def test_a_country_that_is_not_there_is_told(result: Result) -> None:
    with pytest.raises(NotPossible, match=r"there is no country 'ZZZ' in this result; it has AAA, BBB, CCC"):
        html([result], ["ZZZ"])


def test_a_page_is_small(page: str) -> None:
    """Of two runs of three states and a sweep, a tenth more than it is; the demo's, of the same kind, has 2.9 MB."""
    parts = {"svg": 290_000, "table": 105_000}
    for name, most in parts.items():
        assert sum(len(one) for one in re.findall(rf"<{name}.*?</{name}>", page, re.DOTALL)) < most, name
    assert len(page.encode()) < 600_000


def test_a_page_too_large_to_send_is_refused(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "MOST_BYTES", 10_000)
    with pytest.raises(NotPossible) as refused:
        html([result], ["AAA"])
    size = float(str(refused.value).split()[4])
    assert str(refused.value) == (
        f"the page would have {size} MB, and 0 MB is the most that is sent around\n"
        "  hint: give fewer results, or some countries with --country"
    )
    assert size > 0.1


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(build.CannotWrite) as refused:
        write("text", tmp_path / "report.html")
    assert str(refused.value).splitlines()[-1].endswith("name another file with --out")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_a_damaged_result_is_refused_in_words(result: Result, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(result.folder, folder)
    (folder / "summary.csv").write_text("outcome\n", "utf-8")
    refused = typed("report", folder)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "summary.csv is damaged" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (folder / "report.html").exists()


def test_without_out_it_lies_in_the_last_folder(result: Result, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(result.folder, folder)
    made = typed("report", folder, "--country", "AAA")
    assert made.returncode == 0, made.stderr
    assert (folder / "report.html").stat().st_size < build.MOST_BYTES
    # A report in the folder is no damage to it.
    assert not Result(folder).damaged()


def test_a_page_of_a_case_of_rice_does_not_speak_of_gas(rice: Result) -> None:
    """But by the keys of files, which stay as they are, and of which the model's data are full."""
    shown = re.sub(r'<script type="application/json" class="(model|words)">.*?</script>', "", html([rice]), flags=re.S)
    told = re.findall(r".{30}\b(?:gas|energy|bcm|1000 m[3³])\b.{30}", shown, re.IGNORECASE)
    assert told == []
    assert {"Rice demand", "rice discount", "Rice bill", "Price ($/m³)"} <= set(
        re.findall(r"Rice demand|rice discount|Rice bill|Price \(\$/m³\)", html([rice]))
    )
