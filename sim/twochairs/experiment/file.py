"""An experiment file to its checked data: short forms written out, types and ranges checked, scenarios found."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from twochairs.errors import InvalidInput, NotPossible, Problem
from twochairs.experiment.schema import Experiment
from twochairs.scenario.format import refuse_older
from twochairs.scenario.kind import SCENARIO_KEYS, is_experiment
from twochairs.scenario.mend import mended
from twochairs.scenario.source import EXPERIMENT, source_of
from twochairs.scenario.tree import Node, find, put, told
from twochairs.scenario.validate import Form
from twochairs.world.additions import NOTHING, Additions
from twochairs.world.parameters import PARAMETERS
from twochairs.world.prior import Prior

FORM = Form(Experiment)
_ALL_PARAMETERS = "parameters"


@dataclass(frozen=True)
class ExperimentFile:
    """An experiment as its file says it.

    Attributes
    ----------
    experiment : the checked data, short forms written out
    tree : every value with its place
    shown : the name a user knows the file by
    path : of the file
    """

    experiment: Experiment
    tree: Node
    shown: str
    path: Path


def is_experiment_file(given: Any) -> bool:
    """Whether a file, text or mapping is an experiment; one that cannot be read is none, and its loader says why."""
    try:
        return is_experiment(source_of(given).read([]))
    except (InvalidInput, NotPossible):
        return False


def read_experiment(given: Any, problems: list[Problem] | None = None, own: Additions = NOTHING) -> ExperimentFile:
    """An experiment, its types and ranges checked.

    Parameters
    ----------
    given : the path of a file, text (YAML) or a mapping
    problems : gets what the rest can be checked beside, where it is given; what is wrong is then guessed
    own : what the rules it is run by add to what its scenarios may hold

    Raises
    ------
    InvalidInput : where it cannot be read, and with every problem of types, ranges and keys
    """
    source = source_of(given, EXPERIMENT)
    shown, found = source.shown, list[Problem]()
    tree = replace(source.read(found), own=own)
    if not is_experiment(tree) and SCENARIO_KEYS & set(tree.value):
        raise InvalidInput(shown, [Problem(tree.place, "it is a scenario, not an experiment; `twochairs run` runs it")])
    refuse_older(tree, shown)
    experiment, tree, wrong = mended(written_out(tree), FORM)
    if experiment is None or (problems is None and (found or wrong)):
        raise InvalidInput(shown, told([*found, *wrong]), "read" if found else "run")
    if problems is not None:
        problems += [*found, *wrong]
    return ExperimentFile(experiment, tree, shown, source.path)


def written_out(tree: Node) -> Node:
    """The tree without short forms: a list of values is `values`, one path a list, `parameters: prior` each prior.

    An outcome with its name is two values, the name under `called`.
    """
    tree = _with_levers(_with_levels(_with_names(tree)))
    factors = tree.value.get("factors")
    if factors is None or not isinstance(factors.value, dict):
        return tree
    entries = {name: _entry(node) for name, node in factors.value.items() if not _is_all_priors(name, node)}
    shorthand = factors.value.get(_ALL_PARAMETERS)
    if shorthand is not None and _is_all_priors(_ALL_PARAMETERS, shorthand):
        entries = {f"{_ALL_PARAMETERS}.{name}": _prior(shorthand) for name in varied_parameters(tree.own)} | entries
    return replace(tree, value=tree.value | {"factors": replace(factors, value=entries)})


def varied_parameters(own: Additions = NOTHING) -> dict[str, Prior]:
    """Constants of the rules that have a prior, a modeller's own behind the package's, each with it."""
    declared = {**PARAMETERS, **{name: one.declared for name, one in own.constants.items()}}
    return {name: one.prior for name, one in declared.items() if one.prior.ends is not None}


def _with_names(tree: Node) -> Node:
    """The tree in which outcomes are texts, and `called` has the names of those that have one."""
    outcomes, called = tree.value.get("outcomes"), tree.value.get("called")
    if outcomes is None or not isinstance(outcomes.value, list):
        return tree
    named = [one.value for one in outcomes.value if _is_named(one)]
    if not named or not (called is None or isinstance(called.value, dict)):
        return tree
    texts = [one.value["outcome"] if _is_named(one) else one for one in outcomes.value]
    names = {one["outcome"].value: one["name"] for one in named if "name" in one}
    given = {} if called is None else called.value
    called = replace(outcomes if called is None else called, value=given | names)
    return replace(tree, value=tree.value | {"outcomes": replace(outcomes, value=texts), "called": called})


def _is_named(node: Node) -> bool:
    """Whether an outcome is written with its name, and with nothing else."""
    if not isinstance(node.value, dict) or not {"outcome"} <= node.value.keys() <= {"outcome", "name"}:
        return False
    return isinstance(node.value["outcome"].value, str)


def _with_levers(tree: Node) -> Node:
    """The tree without short forms of what is decided."""
    levers = tree.value.get("levers")
    if levers is None or not isinstance(levers.value, dict):
        return tree
    entries = {name: _entry(node) for name, node in levers.value.items()}
    return replace(tree, value=tree.value | {"levers": replace(levers, value=entries)})


def _with_levels(tree: Node) -> Node:
    """The tree in which a list of a lever's levels, which a player has, is `values`."""
    for player in _inside(tree, "game", "players"):
        for lever in _inside(tree, "game", "players", player, "levers"):
            at = ("game", "players", player, "levers", lever)
            node = find(tree, at)
            if node is not None and isinstance(node.value, list):
                tree = put(tree, at, replace(node, value={"values": node}))
    return tree


def _inside(tree: Node, *path: str) -> list[str]:
    """Keys of a mapping at a path, none where there is none."""
    node = find(tree, path)
    return list(node.value) if node is not None and isinstance(node.value, dict) else []


def _is_all_priors(name: str, node: Node) -> bool:
    return name == _ALL_PARAMETERS and node.value == "prior"


def _prior(node: Node) -> Node:
    return replace(node, value={"prior": replace(node, value=True)})


def _entry(node: Node) -> Node:
    if isinstance(node.value, list):
        return replace(node, value={"values": node})
    if node.value is None:
        return replace(node, value={})
    path = node.value.get("path") if isinstance(node.value, dict) else None
    if path is not None and not isinstance(path.value, list):
        return replace(node, value=node.value | {"path": replace(path, value=[path])})
    return node
