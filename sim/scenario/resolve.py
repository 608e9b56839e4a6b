"""`extends`, overrides and --set: several files to one tree, each value keeping where it came from."""

import csv
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from sim.errors import InvalidInput, Place, Problem
from sim.scenario.calendar import month_number
from sim.scenario.read import MAX_BYTES, read_file, read_text
from sim.scenario.tree import Node, put
from sim.world.levers import Levers
from sim.world.quantity import declared

PROJECT_MARKERS = (".git", "pyproject.toml", "twochairs.toml")
MAX_CHAIN = 16
_NAMED_LISTS = ("timeline", "policies")
_WORLD_KEYS = ("rivalry", "hub_price", "hub_level", "hub_reversion", "hub_volatility")


@dataclass(frozen=True)
class Resolved:
    """A scenario's tree, and that of the file whose start values count as observed."""

    tree: Node
    reference: Node
    shown: str
    path: Path


def project_of(path: Path) -> Path:
    """The folder nothing may be read outside of: the nearest one that looks like a project, else the file's own."""
    folder = path.resolve().parent
    for candidate in (folder, *folder.parents):
        if any((candidate / marker).exists() for marker in PROJECT_MARKERS):
            return candidate
    return folder


def resolve(path: Path, settings: dict[str, str] | None = None) -> Resolved:
    """The tree of a scenario file with everything it extends, its overrides, and --set on top.

    Parameters
    ----------
    path : of the scenario file
    settings : dotted path to YAML text, as given with --set

    Raises
    ------
    InvalidInput : where a file cannot be read or the chain of `extends` is not sound
    """
    shown = _shown(path)
    chain = _chain(path, shown, project_of(path))
    merged = reference = _merged(replace(chain[0], value={}), chain[0])
    for tree in chain[1:]:
        merged = _merged(merged, tree)
        if _flag(tree, "reference"):
            reference = merged
    if settings:
        merged = _with_settings(merged, settings)
    return Resolved(merged, reference, shown, path)


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _chain(path: Path, shown: str, project: Path) -> list[Node]:
    """Trees from the root of the chain to the file itself, overrides applied, series read."""
    trees: list[Node] = []
    seen: list[Path] = []
    at, name = path, shown
    while True:
        tree = read_file(at, name)
        seen.append(at.resolve())
        extends = tree.value.get("extends")
        trees.append(_own(tree, at, name, project))
        if extends is None:
            return trees[::-1]
        at = _inside(extends, "extends", at, name, project)
        name = _shown(at)
        if at.resolve() in seen:
            loop = " -> ".join(p.name for p in [*seen[seen.index(at.resolve()) :], at])
            raise InvalidInput(shown, [Problem(extends.place, f"extends goes round in a circle: {loop}")], "read")
        if len(seen) >= MAX_CHAIN:
            raise InvalidInput(shown, [Problem(extends.place, f"extends goes more than {MAX_CHAIN} files deep")], "read")


def _inside(node: Node, key: str, at: Path, shown: str, project: Path) -> Path:
    """The file a key names, which must be a relative path inside the project."""
    text = node.value
    reason = None
    if not isinstance(text, str) or not text:
        reason = f"{key} must be the path of a file"
    elif "\\" in text or ":" in text or "\0" in text or Path(text).is_absolute():
        reason = f"{key} is {text!r}; it must be a relative path with forward slashes"
    else:
        target = (at.parent / text).resolve()
        if not target.is_relative_to(project):
            reason = f"{key} is {text!r}, which lies outside the project"
        elif not target.is_file():
            reason = f"{key} is {text!r}; there is no such file"
    if reason:
        raise InvalidInput(shown, [Problem(node.place, reason)], "read")
    return at.parent / str(text)


def _own(tree: Node, at: Path, shown: str, project: Path) -> Node:
    """A file's own tree: series files read in, `extends` used up, overrides applied."""
    children = dict(tree.value)
    children.pop("extends", None)
    series = children.get("hub_series")
    if series is not None and isinstance(series.value, str):
        children["hub_series"] = _read_series(series, _inside(series, "hub_series", at, shown, project))
    sources = children.get("sources")
    if sources is not None and isinstance(sources.value, str):
        _inside(sources, "sources", at, shown, project)
    return replace(tree, value=children)


def _read_series(node: Node, path: Path) -> Node:
    shown = _shown(path)
    if path.stat().st_size > MAX_BYTES:
        raise InvalidInput(shown, [Problem(None, f"it may have {MAX_BYTES:,} bytes")], "read")
    rows = list(csv.reader(StringIO(path.read_text("utf-8-sig", errors="replace"))))
    problems = []
    months: dict[str, Node] = {}
    if not rows or [cell.strip() for cell in rows[0]] != ["month", "usd_per_1000m3"]:
        problems.append(Problem(Place(shown, 1, 1), "the first line must be month,usd_per_1000m3"))
    for line, row in enumerate(rows[1:], start=2):
        place = Place(shown, line, 1)
        try:
            if len(row) != 2:
                raise ValueError("a line must hold a month and a price")
            month_number(row[0])
            months[row[0]] = Node(float(row[1]), place, place, shown)
        except ValueError as error:
            text = str(error)
            text = f"{row[1]!r} is not a number" if "convert" in text else f"{row[0] if row else ''!r}: {text}"
            problems.append(Problem(place, text))
    if problems:
        raise InvalidInput(shown, problems, "read")
    return replace(node, value=months)


def _flag(tree: Node, key: str) -> bool:
    node = tree.value.get(key)
    return node is not None and node.value is True


def _merged(base: Node, over: Node) -> Node:
    """A file on top of what it extends: mappings merge, named lists merge by name, the rest is replaced."""
    children = dict(base.value)
    children.pop("reference", None)
    for key, node in over.value.items():
        if key == "overrides":
            continue
        below = children.get(key)
        if below is None:
            children[key] = node
        elif key in _NAMED_LISTS and isinstance(node.value, list) and isinstance(below.value, list):
            children[key] = replace(node, value=_merged_by_name(below.value, node.value))
        elif isinstance(node.value, dict) and isinstance(below.value, dict):
            children[key] = _deep(below, node)
        else:
            children[key] = node
    merged = replace(over, value=children)
    overrides = over.value.get("overrides")
    return _with_overrides(merged, overrides) if overrides is not None else merged


def _deep(base: Node, over: Node) -> Node:
    children = dict(base.value)
    for key, node in over.value.items():
        below = children.get(key)
        both = below is not None and isinstance(node.value, dict) and isinstance(below.value, dict)
        children[key] = _deep(below, node) if both and below is not None else node
    return replace(over, value=children)


def _merged_by_name(base: list[Node], over: list[Node]) -> list[Node]:
    """Items of the same name replace, `drop: true` removes, others follow."""
    merged = list(base)
    for item in over:
        name = item.value.get("name") if isinstance(item.value, dict) else None
        where = next((i for i, known in enumerate(merged) if name is not None and _name(known) == name.value), None)
        dropped = isinstance(item.value, dict) and "drop" in item.value and item.value["drop"].value is True
        if dropped and where is not None:
            merged.pop(where)
        elif where is not None and not dropped:
            merged[where] = item
        else:
            merged.append(item)
    return merged


def _name(item: Node) -> object:
    name = item.value.get("name") if isinstance(item.value, dict) else None
    return name.value if name is not None else None


def _with_overrides(tree: Node, overrides: Node) -> Node:
    if not isinstance(overrides.value, dict):
        problem = Problem(overrides.place, "overrides must be a mapping of dotted paths to values")
        raise InvalidInput(overrides.place.file, [problem], "read")
    for path, node in overrides.value.items():
        tree = put(tree, tree_path(path), replace(node, origin=f"overrides of {node.place.file}"))
    return tree


def _with_settings(tree: Node, settings: dict[str, str]) -> Node:
    for path, text in settings.items():
        name = f"--set {path}"
        value = read_text(f"value: {text}", name).value["value"]
        place = Place(name, 1, 1)
        tree = put(tree, tree_path(path), Node(value.value, place, place, "--set"))
    return tree


def tree_path(path: str) -> tuple[str, ...]:
    """Keys of the file that a dotted path stands for; POLE.LEVER and world quantities may be written short."""
    steps = tuple(path.split("."))
    if len(steps) in (2, 3) and steps[1] in declared(Levers):
        return ("levers", *steps)
    if len(steps) == 1 and steps[0] in _WORLD_KEYS:
        return ("world", *steps)
    return steps
