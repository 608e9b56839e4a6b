"""What the command line prints: text of files is shown, never obeyed by a terminal."""

import json
from typing import Any

import typer


def echo(text: str, err: bool = False) -> None:
    """Print lines, with codes instead of characters that a terminal would act on."""
    typer.echo("\n".join(_shown(line) for line in str(text).split("\n")), err=err)


def echo_json(data: Any) -> None:
    """Print data as JSON, with escapes for the same characters; it reads back as it was."""
    text = json.dumps(data, indent=1, ensure_ascii=False)
    typer.echo("".join(one if one == "\n" or one.isprintable() else _escape(one) for one in text))


def _shown(line: str) -> str:
    return line if line.isprintable() else "".join(one if one.isprintable() else _code(one) for one in line)


def _code(character: str) -> str:
    return repr(character)[1:-1]


def _escape(character: str) -> str:
    return json.dumps(character)[1:-1]
