"""Load hostile files under an audit hook, and print what happened as JSON.

`python -m tests.scenario.audited PROJECT`, where PROJECT is a folder with cases/ and links that lead out of it.
"""

import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.scenario.corpus import HERE, bad_files, settings_of
from tests.scenario.mutations import damaged
from twochairs.errors import InvalidInput
from twochairs.scenario.load import load

CODE = """\
twochairs: 2
title: !!python/object/apply:os.system ["touch marker"]
description: !!python/name:os.system x
sources: !!python/module:socket x
poles: !!python/object/new:subprocess.Popen [["touch", "marker"]]
countries: {ALD: !!python/object:twochairs.errors.Place {file: x}}
clock: !!timestamp 2030-01-01
levers: !!binary gASVIwAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAt0b3VjaCBtYXJrZXKUhZRSlC4=
policies:
  - {name: a, when: "__import__('os').system('touch marker')", do: {rivalry: "open('marker', 'w')"}}
  - {name: b, when: "eval('1') or exec('1') or compile('1', '', 'eval')", do: {rivalry: "{}.__class__.__mro__"}}
  - {name: c, when: "alignment.__class__.__base__.__subclasses__()", do: {rivalry: "9**9**9"}}
"""
STEPS = [
    "..",
    ".",
    "",
    "out",
    "link.yaml",
    "secret.yaml",
    "cases",
    "etc",
    "passwd",
    "hostname",
    "%2e%2e",
    "..%2f",
    "~",
    "a",
]
STEPS += [
    "...",
    ".. ",
    "..\\",
    "C:",
    "\\\\server",
    "nul",
    "CON",
    "\u2024\u2024",
    "\uff0e\uff0e",
    "x\x00",
    "$HOME",
    "*",
    "é",
]


def main(project: Path) -> None:
    """Everything hostile there is, in one process."""
    _tried(HERE / "good" / "small.yaml")  # what is imported late is imported now
    _tried(HERE / "bad" / "102-unknown-keys-at-every-level.yaml")
    tries = [*_corpus(), *_code(project), *_paths(project)]
    events: Counter[str] = Counter()
    opened: set[str] = set()
    listed: set[str] = set()
    sys.addaudithook(_hook(events, opened, listed))
    accepted = sum(attempt() for attempt in tries)
    touched = {"opened": sorted(opened), "listed": sorted(listed)}
    told = {"tries": len(tries), "accepted": accepted, "events": dict(events), **touched}
    json.dump(told, sys.stdout)


def _hook(events: Counter[str], opened: set[str], listed: set[str]) -> Callable[[str, Any], None]:
    def hook(event: str, arguments: Any) -> None:
        events[event] += 1
        touched = {"open": opened, "os.listdir": listed, "pathlib.Path.glob": listed}.get(event)
        if touched is not None:
            path = arguments[0]
            touched.add(os.path.realpath(path) if isinstance(path, str | Path) else repr(path))

    return hook


def _tried(path: Path, settings: dict[str, str] | None = None) -> bool:
    try:
        load(path, settings)
    except InvalidInput:
        return False
    return True


def _corpus() -> Iterator[Callable[[], bool]]:
    for path in bad_files():
        settings = settings_of(path)
        yield lambda path=path, settings=settings: _tried(HERE / path, settings)


def _code(project: Path) -> Iterator[Callable[[], bool]]:
    path = project / "cases" / "code.yaml"
    for text in [CODE, *damaged(CODE, count=200, seed=5)]:
        yield lambda text=text: _written_and_tried(path, text)


def _paths(project: Path) -> Iterator[Callable[[], bool]]:
    path = project / "cases" / "path.yaml"
    chance = random.Random(3)
    known = ["../../secret.yaml", "../out/secret.yaml", "link.yaml", str(project.parent / "secret.yaml")]
    made = [chance.choice("/\\/").join(chance.choices(STEPS, k=chance.randrange(1, 7))) for _ in range(1_000)]
    for number, text in enumerate([*known, *made]):
        key = ("extends", "hub_series", "sources")[number % 3]
        yield lambda key=key, text=text: _written_and_tried(path, f"{key}: {json.dumps(text)}\ntwochairs: 2\n")


def _written_and_tried(path: Path, text: str) -> bool:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(handle, text.encode("utf-8", "surrogatepass"))
    os.close(handle)
    return _tried(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
