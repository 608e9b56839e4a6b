"""What the command line prints: text of files is shown, never obeyed by a terminal."""

import json
import math
import sys
from shutil import get_terminal_size
from textwrap import wrap
from typing import Any

import typer


def echo(text: str, err: bool = False) -> None:
    """Print lines, with codes instead of characters that a terminal would act on; it breaks no word of them."""
    lines = [_shown(line) for line in str(text).split("\n")]
    stream = sys.stderr if err else sys.stdout
    if stream is not None and stream.isatty():
        columns = get_terminal_size().columns
        lines = [part for line in lines for part in broken(line, columns)]
    typer.echo("\n".join(lines), err=err)


def broken(line: str, columns: int) -> list[str]:
    """A line as lines that a terminal has room for, broken between words, what follows set in.

    A line with a command is left whole, to be copied.
    """
    if len(line) <= columns or _COMMAND in line:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    further = f"{indent}  "
    if len(further) > columns // 2:
        return [line]
    return wrap(line, columns, subsequent_indent=further, break_long_words=False, break_on_hyphens=False)


def echo_json(data: Any) -> None:
    """Print data as JSON, with escapes for the same characters; it reads back as it was, what is no number as null."""
    text = json.dumps(_finite(data), indent=1, ensure_ascii=False, allow_nan=False)
    typer.echo("".join(one if one == "\n" or one.isprintable() else _escape(one) for one in text))


_COMMAND = "twochairs "


def _finite(data: Any) -> Any:
    """The same data without NaN and infinities, for which JSON has no words."""
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_finite(one) for one in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def _shown(line: str) -> str:
    return line if line.isprintable() else "".join(one if one.isprintable() else _code(one) for one in line)


def _code(character: str) -> str:
    return repr(character)[1:-1]


def _escape(character: str) -> str:
    return json.dumps(character)[1:-1]
