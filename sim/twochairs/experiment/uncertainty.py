"""What is not known of the rules' constants, kept apart from chance: sets of them that replicates are spread over."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import numpy as np

from twochairs.errors import NotPossible
from twochairs.experiment.file import varied_parameters
from twochairs.experiment.posterior import posterior
from twochairs.experiment.samples import sobol
from twochairs.experiment.schema import BEST_KIND, MAX_DRAWS, PARAMETER_KINDS, POSTERIOR
from twochairs.scenario.load import Scenario, Starts, ready
from twochairs.scenario.resolve import Resolved
from twochairs.scenario.tree import Node, find, put
from twochairs.statistics.sample import Drawn
from twochairs.world.additions import NOTHING, Additions

PARAMETERS_KEY = "parameters"
"""Section of a scenario file that holds the rules' constants."""


@dataclass(frozen=True)
class Draws:
    """Sets of the rules' constants, with the replicates of an ensemble spread evenly over them.

    Replicate r has draw r % draws, and chance of its own: that of replicate r of any other result with the same seed.

    Attributes
    ----------
    kind : best, posterior or prior
    seed : that they were drawn with
    values : one mapping a draw, parameter name to value; a single empty one where nothing is drawn
    hash : SHA-256 of the values as they were drawn, which results that are compared have in common
    rows : of the table that they are some rows of; 0 where they are of none
    """

    kind: str
    seed: int
    values: tuple[dict[str, float], ...]
    hash: str = ""
    rows: int = 0

    @property
    def varied(self) -> bool:
        """Whether there is anything but the scenario's own constants."""
        return self.kind != BEST_KIND

    @property
    def count(self) -> int:
        """How many, at least 1."""
        return len(self.values)

    def of(self, replicate: int) -> int:
        """The draw of a replicate."""
        return replicate % self.count

    def of_each(self, replicates: np.ndarray) -> Drawn | None:
        """The draw of each of some replicates; None where nothing is drawn."""
        return Drawn(replicates % self.count, self.rows) if self.varied else None

    def without(self, names: Collection[str]) -> "Draws":
        """The draws of the other parameters; what these get does not depend on which are left out."""
        return replace(self, values=tuple(self.one(draw, names) for draw in range(self.count)))

    def one(self, draw: int, without: Collection[str] = ()) -> dict[str, float]:
        """A draw of all parameters but some."""
        return {name: value for name, value in self.values[draw].items() if name not in without}

    def described(self) -> dict[str, Any]:
        """What a manifest says of them."""
        told = {"kind": self.kind, "draws": self.count, "seed": self.seed, "hash": self.hash}
        return told | ({"rows": self.rows} if self.rows else {})

    def key(self) -> list[Any]:
        """What a hash of the results takes of them; empty where nothing is drawn."""
        return [self.kind, list(self.values)] if self.varied else []


BEST = Draws(BEST_KIND, 0, ({},))
"""The scenario's own constants in every run."""


def parameter_draws(kind: str, draws: int, seed: int, own: Additions = NOTHING) -> tuple[dict[str, float], ...]:
    """Sets of the rules' constants, each parameter name to value; what stands in none keeps the scenario's value.

    Parameters
    ----------
    kind : best (a single empty set), posterior (rows of the calibrated table, drawn by chance and each at most once) or
        prior (a scrambled Sobol' sample of every declared prior; fixed parameters are left alone)
    draws : how many, at least 1; fewer of the posterior are the first of more
    seed : of what is drawn; another seed draws others
    own : whose constants have priors too

    Raises
    ------
    NotPossible : where there is no such kind, or the table has fewer rows than draws
    InvalidInput : where the table of the posterior cannot be used
    """
    if kind not in PARAMETER_KINDS:
        raise NotPossible(f"there are no parameters {kind!r}\n  hint: give {', '.join(PARAMETER_KINDS)}")
    if not 1 <= draws <= MAX_DRAWS:
        raise NotPossible(f"{draws:,} draws cannot be taken\n  hint: give 1 to {MAX_DRAWS:,}")
    if kind == BEST_KIND:
        return ({},)
    return _rows(posterior(), draws, seed) if kind == POSTERIOR else _of_priors(draws, seed, own)


def _rows(rows: Sequence[dict[str, float]], draws: int, seed: int) -> tuple[dict[str, float], ...]:
    if draws > len(rows):
        few = f"the posterior has {len(rows):,} rows, too few for {draws:,} draws"
        raise NotPossible(f"{few}\n  hint: give at most {len(rows):,} draws")
    return tuple(rows[row] for row in np.random.default_rng(seed).permutation(len(rows))[:draws].tolist())


def _of_priors(draws: int, seed: int, own: Additions) -> tuple[dict[str, float], ...]:
    priors = varied_parameters(own)
    shares = sobol(draws, len(priors), seed).tolist()
    return tuple(
        {name: prior.at(share) for (name, prior), share in zip(priors.items(), row, strict=True)} for row in shares
    )


def drawn(kind: str, draws: int, seed: int, replicates: int, own: Additions = NOTHING) -> Draws:
    """The draws that some replicates are spread over; raises as `parameter_draws` does.

    Raises
    ------
    NotPossible : where there are fewer replicates than draws
    """
    values = parameter_draws(kind, draws, seed, own)
    if kind == BEST_KIND:
        return BEST
    if replicates < draws:
        raise NotPossible(
            f"{replicates:,} replicates cannot be spread over {draws:,} draws of the parameters\n"
            f"  hint: give {draws:,} replicates or more, a multiple of the draws, or fewer draws"
        )
    rows = len(posterior()) if kind == POSTERIOR else 0
    return Draws(kind, seed, values, _hash(values), rows)


def drawn_anew(draws: Draws, seed: int, own: Additions = NOTHING) -> Draws:
    """As many draws that are none of these: other rows of the posterior, or other draws of the prior.

    Where too few rows are left these are fewer; where none is, the draws are the same.

    Parameters
    ----------
    seed : of draws of the prior
    own : whose constants have priors too
    """
    if not draws.varied:
        return draws
    if draws.kind == POSTERIOR:
        left = [row for row in parameter_draws(POSTERIOR, len(posterior()), draws.seed) if row not in draws.values]
        values, seed = tuple(left[: draws.count]) or draws.values, draws.seed
    else:
        values = _of_priors(draws.count, seed, own)
    return replace(draws, seed=seed, values=values, hash=_hash(values))


def _hash(values: Sequence[dict[str, float]]) -> str:
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def set_by(tree: Node) -> set[str]:
    """The rules' constants that a scenario's files set themselves; these are not drawn."""
    section = find(tree, (PARAMETERS_KEY,))
    return set(section.value) if section is not None and isinstance(section.value, dict) else set()


def why_nothing_is_drawn(tree: Node, draws: Draws) -> str:
    """Why draws would change nothing, or would leave the start as it is, in a scenario; "" where they work.

    Parameters
    ----------
    draws : without what the scenario sets itself
    """
    if not draws.varied:
        return ""
    if not any(draws.values):
        return "it sets every constant that is drawn itself, under `parameters`"
    if find(tree, ("solved",)) is not None:
        return "its start is solved already, under `solved`, and cannot be solved anew for each draw"
    return ""


def with_draw(tree: Node, draw: dict[str, float], kind: str) -> Node:
    """A scenario's tree with a draw's constants in place of its own."""
    origin = f"draws of the {kind}"
    drawn = {name: Node(value, tree.place, tree.place, origin) for name, value in draw.items()}
    section = find(tree, (PARAMETERS_KEY,)) or Node({}, tree.place, tree.place, origin)
    return put(tree, (PARAMETERS_KEY,), replace(section, value=(section.value or {}) | drawn)) if drawn else tree


def for_scenario(scenario: Scenario, draws: Draws) -> Draws:
    """Draws without what a scenario's files set themselves.

    Raises
    ------
    NotPossible : where nothing would be left, or the scenario's start cannot be solved anew
    """
    left = draws.without(set_by(scenario.tree))
    reason = why_nothing_is_drawn(scenario.tree, left)
    if reason:
        raise NotPossible(f"{scenario.path} cannot be run with draws of its parameters: {reason}\n  hint: {_HINT}")
    return left


_HINT = "leave --parameters out, or give the file that it was made from"


def scenarios_of(scenario: Scenario, draws: Draws) -> tuple[Scenario, ...]:
    """The scenario under each draw, its start solved anew; itself where nothing is drawn.

    Raises
    ------
    InvalidInput : where a drawn value does not fit the scenario
    """
    if not draws.varied:
        return (scenario,)
    resolved = Resolved(scenario.tree, scenario.reference, str(scenario.path), scenario.path)
    starts = Starts(resolved)
    return tuple(
        ready(replace(resolved, tree=with_draw(scenario.tree, draw, draws.kind)), starts) for draw in draws.values
    )
