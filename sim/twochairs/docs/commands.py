"""The verbs of the command line with their help."""

from collections.abc import Iterator
from typing import Any

import typer

_WIDTH = 100


def commands() -> str:
    """Every verb, in the order of `twochairs --help`, with its help as it is printed."""
    return "\n\n".join(f"## {name}\n\n```text\n{text}\n```" for name, text in helps().items())


def helps() -> dict[str, str]:
    """Name of every verb, of one in a group behind the group's, and its help."""
    from twochairs.cli.app import app

    return dict(_below(typer.main.get_command(app), "twochairs", None))


def _below(command: Any, name: str, parent: Any) -> Iterator[tuple[str, str]]:
    context = command.context_class(
        command, info_name=name, parent=parent, terminal_width=_WIDTH, max_content_width=_WIDTH
    )
    inner = getattr(command, "commands", None)
    if inner is not None:
        for key, one in inner.items():
            yield from _below(one, key, context)
        return
    lines = str(command.get_help(context)).rstrip().splitlines()
    yield context.command_path.partition(" ")[2], "\n".join(line.rstrip() for line in lines)
