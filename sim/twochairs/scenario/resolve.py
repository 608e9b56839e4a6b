"""`extends`, overrides and --set: several files to one tree, each value keeping where it came from."""

from dataclasses import dataclass, replace
from pathlib import Path

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.scenario.format import refuse_older
from twochairs.scenario.kind import IS_EXPERIMENT, is_experiment
from twochairs.scenario.layers import laid, over
from twochairs.scenario.nearby import missing
from twochairs.scenario.read import read_file, read_text
from twochairs.scenario.schema import Case
from twochairs.scenario.series import read_series
from twochairs.scenario.source import Source, shown_name, source_of
from twochairs.scenario.spelling import LEVERS, WORLD_KEYS, assignments, spelt_out
from twochairs.scenario.tree import OPTION, Node, find, from_origin, nearest, place_of, problem_at, told
from twochairs.scenario.tree import Path as Steps
from twochairs.scenario.wording import found, printable, shortened, unknown
from twochairs.world.additions import NOTHING, Additions
from twochairs.world.layout import SECTIONS

MAX_CHAIN = 16
MAX_STEPS = 16
_PROJECT = "the folder that holds .git, pyproject.toml or twochairs.toml"
NAMED_LISTS = ("timeline", "policies")
"""Lists whose items are told apart by name."""
KEYS_OF_A_FILE = ("extends", "overrides", "reference", "sources", "hub_series")
"""What says how files belong together; only a file itself can say it."""


@dataclass(frozen=True)
class Resolved:
    """A scenario's tree, and that of the file whose start values count as observed."""

    tree: Node
    reference: Node
    shown: str
    path: Path

    def under(self, own: Additions) -> "Resolved":
        """The same with what a modeller's file adds to what it may hold."""
        if own == self.tree.own:
            return self
        tree = replace(self.tree, own=own)
        return replace(
            self, tree=tree, reference=tree if self.reference is self.tree else replace(self.reference, own=own)
        )


def resolve(
    source: Path | Source,
    settings: dict[str, str] | None = None,
    problems: list[Problem] | None = None,
    own: Additions = NOTHING,
) -> Resolved:
    """The tree of a scenario with everything it extends, its overrides, and --set on top.

    Parameters
    ----------
    source : of the scenario; the path of a file, or what `source_of` gives
    settings : dotted path to YAML text, as given with --set
    problems : gets what the rest can be read beside, where it is given; the tree is then for checking alone
    own : what a modeller's file adds to what it may hold

    Raises
    ------
    InvalidInput : where a file cannot be read or the chain of `extends` is not sound
    """
    found: list[Problem] = []
    resolved = _resolved(source_of(source), settings or {}, found)
    if found and problems is None:
        raise InvalidInput(resolved.shown, told(found), "read")
    if problems is not None:
        problems += found
    return resolved.under(own)


def _resolved(source: Source, settings: dict[str, str], problems: list[Problem]) -> Resolved:
    shown, path = source.shown, source.path
    chain, whole = _chain(source, problems)
    merged = reference = _merged(replace(chain[0], value={}), chain[0], problems)
    for tree in chain[1:]:
        merged = _merged(merged, tree, problems)
        if _flag(tree, "reference"):
            reference = merged
    tree = _with_settings(merged, settings, problems)
    return Resolved(tree, reference, shown, path) if whole else _guess(tree, shown, path)


def _guess(tree: Node, shown: str, path: Path) -> Resolved:
    """What is there of a scenario whose chain of files is broken; much may be missing from it."""
    guess = replace(tree, guess=True)
    return Resolved(guess, guess, shown, path)


def with_settings(resolved: Resolved, settings: dict[str, str]) -> Resolved:
    """A scenario with --set on top.

    Parameters
    ----------
    settings : dotted path to YAML text

    Raises
    ------
    InvalidInput : where one cannot be read, or stands for nothing in the tree
    """
    problems: list[Problem] = []
    tree = _with_settings(resolved.tree, settings, problems)
    if problems:
        raise InvalidInput(resolved.shown, told(problems), "read")
    return replace(resolved, tree=tree)


def _chain(source: Source, problems: list[Problem]) -> tuple[list[Node], bool]:
    """Trees from the root of the chain to the file itself, series read; and whether none is missing."""
    shown, project = source.shown, source.project
    tree, seen = source.read(problems), [source.path]
    if is_experiment(tree):
        raise InvalidInput(
            shown, [Problem(tree.place, "it is an experiment, not a scenario; `twochairs sweep` runs it")]
        )
    refuse_older(tree, shown)
    trees = [_own(tree, source.path, shown, project, problems)]
    while (extends := tree.value.get("extends")) is not None:
        try:
            seen.append(_extended(extends, seen, shown, project))
            tree = read_file(seen[-1], shown_name(seen[-1]), problems)
            if is_experiment(tree):
                raise _unreadable(shown, extends, f"extends is {found(extends.value)}, {IS_EXPERIMENT}")
            refuse_older(tree, shown_name(seen[-1]))
        except InvalidInput as error:
            problems += _of_file(error, shown)
            return trees[::-1], False
        trees.append(_own(tree, seen[-1], shown, project, problems))
    return trees[::-1], True


def _of_file(error: InvalidInput, shown: str) -> list[Problem]:
    """Problems of another file; one without a place says which file it is of."""
    return [
        Problem(None, f"{error.subject}: {one.text}") if one.place is None and error.subject != shown else one
        for one in error.problems
    ]


def _extended(extends: Node, seen: list[Path], shown: str, project: Path) -> Path:
    """The file that the last of a chain extends."""
    at = file_inside(extends, "extends", seen[-1], shown, project)
    before = [path.resolve() for path in seen]
    if at.resolve() in before:
        loop = " -> ".join(p.name for p in [*before[before.index(at.resolve()) :], at.resolve()])
        raise _unreadable(shown, extends, f"extends goes round in a circle: {loop}")
    if len(seen) >= MAX_CHAIN:
        raise _unreadable(shown, extends, f"extends goes more than {MAX_CHAIN} files deep")
    return at


def _unreadable(shown: str, node: Node, text: str) -> InvalidInput:
    return InvalidInput(shown, [problem_at(place_of(node), text)], "read")


def file_inside(node: Node, key: str, at: Path, shown: str, project: Path) -> Path:
    """The file a key names, which must be a relative path inside the project.

    Parameters
    ----------
    node : of the key's value
    key : as shown
    at : the file the key stands in; paths are relative to it
    shown : the name a user knows the file by that is being read
    project : the folder nothing may be read outside of

    Raises
    ------
    InvalidInput : where there is no such file, or it lies outside
    """
    text = node.value
    reason = None
    if not isinstance(text, str) or not text:
        reason = f"is {found(text)}; it must be the path of a file"
    elif "\\" in text or ":" in text or "\0" in text or Path(text).is_absolute():
        reason = f"is {found(text)}; it must be a relative path with forward slashes"
    elif not _leads_inside(at.parent / text, project):
        reason = f"is {found(text)}, which lies outside the project ({_PROJECT})"
    elif not _is_file(at.parent / text):
        reason = f"is {found(text)}; {missing(text, at, project)}"
    if reason:
        raise _unreadable(shown, node, f"{key} {reason}")
    return at.parent / str(text)


def _leads_inside(path: Path, project: Path) -> bool:
    try:
        return path.resolve().is_relative_to(project)
    except (OSError, RuntimeError):
        return True


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _own(tree: Node, at: Path, shown: str, project: Path, problems: list[Problem]) -> Node:
    """A file's own tree: series files read in, `extends` used up."""
    children = dict(tree.value)
    children.pop("extends", None)
    series, sources = children.get("hub_series"), children.get("sources")
    try:
        if sources is not None:
            file_inside(sources, "sources", at, shown, project)
    except InvalidInput as error:
        problems += error.problems
        children.pop("sources")
    try:
        if series is not None and not isinstance(series.value, dict):
            children["hub_series"] = _series(series, file_inside(series, "hub_series", at, shown, project))
    except InvalidInput as error:
        problems += _of_file(error, shown)
        children.pop("hub_series")
    return spelt_out(replace(tree, value=children))


def _series(node: Node, path: Path) -> Node:
    return replace(node, value=read_series(path, shown_name(path)))


def _flag(tree: Node, key: str) -> bool:
    node = find(tree, (key,))
    return node is not None and node.value is True


def _merged(base: Node, layer: Node, problems: list[Problem]) -> Node:
    """A file on top of what it extends: mappings merge, named lists merge by name, the rest is replaced."""
    beneath = {key: node for key, node in base.value.items() if key != "reference"}
    children = {key: node for key, node in layer.value.items() if key != "overrides"}
    for key in NAMED_LISTS:
        one, other = beneath.get(key), children.get(key)
        if one is not None and other is not None and isinstance(one.value, list) and isinstance(other.value, list):
            children[key] = replace(other, value=_merged_by_name(one.value, other.value))
    merged = over(replace(base, value=beneath), replace(layer, value=children))
    overrides = layer.value.get("overrides")
    return _with_overrides(merged, overrides, problems) if overrides is not None else merged


def _merged_by_name(base: list[Node], over: list[Node]) -> list[Node]:
    """Items of the same name replace, `drop: true` removes, others follow."""
    merged: list[Node | None] = list(base)
    where = {item_name(item): index for index, item in enumerate(base)}
    for item in over:
        index = where.pop(item_name(item), None) if item_name(item) is not None else None
        if index is None:
            merged.append(item)
        else:
            merged[index] = None if _flag(item, "drop") else item
    return [item for item in merged if item is not None]


def item_name(item: Node) -> str | None:
    """What an item of a named list is called, or None."""
    name = item.value.get("name") if isinstance(item.value, dict) else None
    return name.value if name is not None and isinstance(name.value, str) else None


def _with_overrides(tree: Node, overrides: Node, problems: list[Problem]) -> Node:
    if not isinstance(overrides.value, dict):
        problems.append(problem_at(place_of(overrides), "overrides must be a mapping of dotted paths to values"))
        return tree
    origin = f"overrides of {overrides.place.file}"
    given = [(path, from_origin(node, origin)) for path, node in overrides.value.items()]
    return _laid_over(tree, given, problems)


def _with_settings(tree: Node, settings: dict[str, str], problems: list[Problem]) -> Node:
    given: list[tuple[str, Node]] = []
    for path, text in settings.items():
        option = shortened(printable(f"{OPTION} {path}={text}"))
        try:
            given.append((path, _option_value(text, option)))
        except InvalidInput as error:
            problems.extend(error.problems)
    return _laid_over(tree, given, problems)


def _option_value(text: str, option: str) -> Node:
    document = read_text(f"value: {text}", option)
    place = Place(option, 1, 1)
    value = find(document, ("value",))
    if value is None or len(document.value) > 1:
        raise InvalidInput(option, [problem_at(place, "it must be one value")], "read")
    return from_origin(value, OPTION, place)


def _laid_over(tree: Node, given: list[tuple[str, Node]], problems: list[Problem]) -> Node:
    """The tree with a layer of values at dotted paths, none of them given twice."""
    poles = agents_of(tree, "poles")
    values: dict[Steps, Node] = {}
    for text, node in given:
        path = tree_path(text, poles)
        single = dict(assignments(path, node))
        twice = values.keys() & single.keys()
        reason = "stands here a second time, written another way" if twice else unreachable(tree, path)
        if reason:
            problems.append(problem_at(node.key_place or node.place, f"{printable(shortened(text))} {reason}"))
        else:
            values |= single
    return laid(tree, values.items())


def agents_of(tree: Node, section: str) -> tuple[str, ...]:
    """Names under a section of agents, such as `poles`."""
    agents = find(tree, (section,)) if section in SECTIONS.values() else None
    return tuple(agents.value) if agents is not None and isinstance(agents.value, dict) else ()


def unreachable(tree: Node, path: tuple[str, ...]) -> str | None:
    """Why a value cannot be put at a path, if it cannot."""
    if len(path) > MAX_STEPS or not all(path):
        return "is not a dotted path such as countries.SRB.gas.demand"
    if path[0] in KEYS_OF_A_FILE and len(path) == 1:
        return "cannot be changed from outside; write it as a key of the file"
    known = agents_of(tree, path[0])
    if known and len(path) > 2 and path[1] not in known:
        return f"names {found(path[1])}, which {unknown(path[1], known)}"
    section = next((section for section in SECTIONS.values() if path[0] in agents_of(tree, section)), None)
    if section and path[0] not in Case.model_fields:
        return f"is unknown; did you mean '{section}.{'.'.join(path)}'?"
    reached, at = nearest(tree, path)
    if isinstance(reached.value, list) and len(at) < len(path):
        again = f"; write the item again under {path[0]}, with the same name" if path[0] in NAMED_LISTS else ""
        return f"leads into a list, which is replaced as a whole{again}"
    return None


def tree_path(path: str, poles: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Keys of the file that a dotted path stands for; POLE.LEVER and keys of `world` may be written short."""
    steps = tuple(path.split("."))
    if len(steps) in (2, 3) and steps[0] not in Case.model_fields and (steps[1] in LEVERS or steps[0] in poles):
        return ("levers", *steps)
    if len(steps) == 1 and steps[0] in WORLD_KEYS:
        return ("world", *steps)
    return steps
