"""What the page on clusters says to type can be typed."""

import ast
import re
import shlex
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
import typer
from ruamel.yaml import YAML

from twochairs.cli.app import app

PAGE = Path(__file__).parents[2] / "docs" / "clusters.md"
TEXT = PAGE.read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.M | re.S)


def lines(kind: str, word: str) -> list[list[str]]:
    """Commands of the page that begin with a word, in words."""
    every = [line for found, text in BLOCKS if found == kind for line in text.replace("srun ", "").splitlines()]
    return [shlex.split(line) for line in every if line.startswith(word)]


def test_every_block_is_of_a_kind_that_is_checked() -> None:
    assert {kind for kind, _ in BLOCKS} == {"sh", "python", "yml"}


@pytest.mark.parametrize("words", lines("sh", "twochairs"), ids=" ".join)
def test_our_own_commands(words: list[str]) -> None:
    verb = typer.main.get_command(app).commands[words[1]]  # type: ignore[attr-defined]
    known = {option for parameter in verb.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known
    verb.make_context(words[1], words[2:])


@pytest.mark.parametrize("words", lines("sh", "dask"), ids=" ".join)
def test_the_commands_of_dask(words: list[str]) -> None:
    pytest.importorskip("distributed")
    command = import_module(f"distributed.cli.dask_{words[1]}").main
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known


def test_the_settings_of_dask() -> None:
    dask = pytest.importorskip("dask")
    pytest.importorskip("distributed")
    names = re.findall(r"^export (DASK_\w+)=", TEXT, re.M)
    assert len(names) == 4
    for name in names:
        dask.config.get(name.removeprefix("DASK_").lower().replace("__", ".").replace("_", "-"))


def test_scripts_and_manifests_can_be_read() -> None:
    for kind, text in BLOCKS:
        if kind == "python":
            ast.parse(text)
        if kind == "sh":
            subprocess.run(["sh", "-n"], input=text, text=True, check=True)
        if kind == "yml":
            job = YAML(typ="safe", pure=True).load(text)
            (container,) = job["spec"]["template"]["spec"]["containers"]
            words = shlex.split(container["args"][0].replace("$((JOB_COMPLETION_INDEX + 1))", "1"))
            assert words[:3] == ["exec", "twochairs", "sweep"]
            assert "1/20" in words


def test_links_lead_somewhere() -> None:
    heads = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.+)$", TEXT, re.M)}
    assert set(re.findall(r"\]\(#([\w-]+)\)", TEXT)) <= heads
