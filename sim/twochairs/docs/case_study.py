"""Figures of the case study: what a command printed, kept with the command and with what it was printed from."""

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from twochairs.docs.markdown import ROOT
from twochairs.scenario.load import load
from twochairs.version import __version__
from twochairs.world.code import compiled_hash

FIGURES = ROOT / "docs" / "templates" / "figures.csv"
_FIELDS = ("name", "command", "pattern", "says", "printed")


@lru_cache(1)
def _rows() -> dict[str, dict[str, str]]:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def _is_run(row: dict[str, str]) -> bool:
    return not row["pattern"]


def runs() -> str:
    """The commands whose results the figures are read from."""
    return "```sh\n" + "\n".join(row["command"] for row in _rows().values() if _is_run(row)) + "\n```"


def figure(name: str) -> str:
    """What a command printed, and the command, as two cells of a table."""
    row = _rows()[name]
    command = row["command"].replace("|", "\\|")
    return f"{row['printed']} | `{command}`"


def figures() -> set[str]:
    """Names of what was printed."""
    return {name for name, row in _rows().items() if not _is_run(row)}


def inputs(command: str) -> str:
    """A hash of what decides the numbers of a run: scenario, seed, replicates, and the statements of a month.

    The rest of the code is held by the golden runs: where it moves a number, they fail.

    Parameters
    ----------
    command : `twochairs run FILE` with its options
    """
    words = shlex.split(command)
    options = dict(zip(words[3::2], words[4::2], strict=True))
    settings = dict([options["--set"].split("=")]) if "--set" in options else {}
    if "--months" in options:
        settings["clock.months"] = options["--months"]
    seed = int(options.get("--seed", 2022))
    scenario = load(ROOT / words[2], settings)
    key = [scenario.hash, int(options["--replicates"]), seed, __version__, 1, compiled_hash()]
    return sha256(json.dumps(key).encode()).hexdigest()[:12]


def stale() -> list[str]:
    """Runs whose inputs or rules are no longer those the figures were taken from."""
    return [name for name, row in _rows().items() if _is_run(row) and row["printed"] != inputs(row["command"])]


def take_figures() -> None:
    """Run every command in a folder of its own, and keep what it prints."""
    rows = list(_rows().values())
    with TemporaryDirectory() as name:
        in_checkout(Path(name))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda row: output(row["command"], name), filter(_is_run, rows)))
        for row in rows:
            row["printed"] = inputs(row["command"]) if _is_run(row) else _match(row, output(row["command"], name))
    with FIGURES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    _rows.cache_clear()


def in_checkout(folder: Path) -> None:
    """Put the shipped scenarios and experiments into a folder, as a checkout has them."""
    for name in ("scenarios", "experiments"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "twochairs.toml").touch()


def output(command: str, folder: str) -> str:
    """What a command prints, run in a folder.

    Raises
    ------
    RuntimeError : where it fails, with what it said
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = os.environ | {
        "PATH": path,
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "sim", ROOT))),
        "MPLBACKEND": "Agg",
    }
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command}\n{done.stderr}")
    return done.stdout


def _match(row: dict[str, str], output: str) -> str:
    """The groups of the pattern, as the row says them."""
    found = re.search(row["pattern"], output)
    if not found:
        raise RuntimeError(f"{row['command']} prints nothing like {row['pattern']}:\n{output}")
    return row["says"].format(*found.groups())
