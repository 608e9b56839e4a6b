"""What a reader of a how-to does: saves its files and types its commands, in their order."""

import shlex
from pathlib import Path

from tests.command import typed
from tests.docs.test_docs import blocks, commands, saved_as


def followed(page: Path, folder: Path) -> dict[str, str]:
    """What each command of a page said, typed in a folder; the page's files are saved once `init` has made theirs."""
    told = {}
    for command in commands(page):
        words = shlex.split(command)[1:]
        done = typed(*words, cwd=folder)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        told[command] = done.stdout + done.stderr
        if words[0] == "init":
            for text in blocks(page, "yaml"):
                (folder / saved_as(text)).write_text(text, "utf-8")
    return told
