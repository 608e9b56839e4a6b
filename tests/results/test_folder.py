"""What is read of a result's folder: plain files of the manifest, looked over before they are read."""

import json
import os
import shutil
import socket
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import twochairs
from tests.results.sweeps import refitted
from tests.written import write_run
from twochairs.cli.app import app
from twochairs.errors import NoResult
from twochairs.results.folder import Folder
from twochairs.scenario.load import load

SCENARIO = Path(__file__).parents[1] / "scenario" / "good" / "tiny.yaml"
RUNS = 4


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scenario = load(SCENARIO, {"clock.months": "6"})
    folder = tmp_path_factory.mktemp("made") / "run"
    return write_run(folder, scenario, RUNS, 1)


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "run"))


def test_a_copy_of_a_part_is_named_and_not_read(run: Path) -> None:
    """B1: what a file manager makes of a file that is copied into its own folder."""
    part = run / "runs" / "part-0000.parquet"
    shutil.copy(part, part.with_name("part-0000 (1).parquet"))
    result = twochairs.open(run)
    assert (len(result.runs), result.damaged()) == (RUNS, [])
    assert result.strange() == ["runs/part-0000 (1).parquet"]
    told = CliRunner().invoke(app, ["verify", str(run)])
    assert told.exit_code == 1
    assert told.output == "not of the result, and not read: runs/part-0000 (1).parquet\n"


@pytest.mark.parametrize(
    "name", ["series/countries/part-0000.parquet", "runs/part-0000.parquet", "events/part-0000.parquet"]
)
def test_a_file_cut_short_is_named_by_whatever_reads_it(name: str, run: Path) -> None:
    """B6: Arrow's own words came out of it."""
    os.truncate(run / name, 1000)
    result = twochairs.open(run)
    with pytest.raises(NoResult) as error:
        _ = (result.series("alignment"), result.runs, result.events)
    assert str(error.value) == (
        f"{run} is not a result folder: {name} is damaged\n  hint: run the same again to have it made anew"
    )
    refitted(run)
    with pytest.raises(NoResult, match=f"{name} is damaged, or no Parquet file: it does not end as one"):
        _ = (twochairs.open(run).series("alignment"), twochairs.open(run).runs, twochairs.open(run).events)


def test_a_flipped_bit_is_found_by_whatever_reads_it(run: Path) -> None:
    path = run / "series" / "world" / "part-0000.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(NoResult, match=r"series/world/part-0000\.parquet is damaged"):
        twochairs.open(run).series("hub_price")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


STRANGE = {
    "a link to a file": (lambda path: path.symlink_to("/etc/hostname"), "is a link, not a file inside it"),
    "a link to a device": (lambda path: path.symlink_to("/dev/zero"), "is a link, not a file inside it"),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "is a link, not a file inside it"),
    "a pipe": (_pipe, "is no plain file"),
    "a socket": (_socket, "is no plain file"),
    "a folder": (Path.mkdir, "is no plain file"),
    "nothing": (lambda path: None, "is missing"),
}


@pytest.mark.parametrize("kind", STRANGE)
def test_what_is_no_plain_file_is_told_and_not_waited_for(kind: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    make, words = STRANGE[kind]
    make(tmp_path / "file")
    for read in (Folder(tmp_path, "").read, Folder(tmp_path, "").checksum):
        with pytest.raises(NoResult, match=f": file {words}\n"):
            read("file")


@pytest.mark.parametrize("name", ["../file", "/etc/passwd", "a/../file", "", ".", "..", "a//file", "a\0b", "\x1b[31m"])
def test_names_that_lead_elsewhere_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NoResult, match="is no name of a file in it") as error:
        Folder(tmp_path / "inner", "").read(name)
    assert str(error.value).replace("\n", "").isprintable()


def test_a_folder_inside_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_text("x")
    (tmp_path / "runs").symlink_to(tmp_path / "other")
    with pytest.raises(NoResult, match="runs is no folder inside it"):
        Folder(tmp_path, "").read("runs/file")


JSON = {
    "nested too deeply": ("[" * 100_000, "is nested too deeply; 64 levels are allowed"),
    "many lists": ("[" + "[]," * 1_000_001 + "[]]", "holds more than 1,000,000 lists and mappings"),
    "NaN": ('{"a": NaN}', "holds NaN, which is no finite number"),
    "half a character": (r'{"a": "\ud800"}', "holds what is no character"),
    "NUL": (r'{"a": "\u0000"}', "holds what is no character"),
    "cut": ('{"a": ', "is not readable as JSON"),
}


@pytest.mark.parametrize("kind", JSON)
def test_json_that_cannot_be_taken_in(kind: str, tmp_path: Path) -> None:
    text, words = JSON[kind]
    (tmp_path / "file.json").write_text(text)
    with pytest.raises(NoResult, match=words):
        Folder(tmp_path, "").json("file.json")


def test_json_that_can(tmp_path: Path) -> None:
    data = {"[" * 1000: "\\u0000 is written so", "b": [1.5, None, True, "\u202e"]}
    (tmp_path / "file.json").write_text(json.dumps(data, ensure_ascii=False))
    assert Folder(tmp_path, "").json("file.json") == data


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(NoResult, match="file has 1,099,511,627,776 bytes, and may have 67,108,864"):
        Folder(tmp_path, "").text("file")


def test_no_thread_of_arrows_calls_python(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that does so while the process ends aborts it, after all is done: exit 134."""
    given: list[object] = []
    kind = pq.ParquetFile

    def opened(source: object, **options: object) -> pq.ParquetFile:
        given.append(source)
        return kind(source, **options)

    monkeypatch.setattr("twochairs.results.parquet.pq.ParquetFile", opened)
    result = twochairs.open(run)
    _ = (result.series("alignment"), result.runs, result.events)
    assert len(given) > 3
    assert {type(source) for source in given} == {pa.OSFile}
