"""The hindcast of a case that nothing was fitted to: forecasts of years whose figures nobody had looked at.

What of a case is forecast so stands in its folder, in hindcast.toml:

    scenario = "hindcast-2010.yaml"
    known_to = 2009                 # last year whose figures go in
    last = 2023                     # last year that is forecast
    mean_of = 3                     # years whose mean a naive forecast takes for where a state stands
    until = {MMR = 2020}            # last year of single states, where it is another
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from twochairs.errors import InvalidInput, NotPossible, Problem
from twochairs.evidence.acts.circumstances import circumstances_of_draws
from twochairs.evidence.calibration.paths import base_of
from twochairs.evidence.calibration.record import Record
from twochairs.evidence.coding.terms import terms
from twochairs.evidence.hindcast.forecast import MEMBERS
from twochairs.evidence.hindcast.variants import withheld
from twochairs.evidence.register.entry import CONDITIONAL, UNCONDITIONAL, Basis, Entry
from twochairs.evidence.register.ideal_points import Scale, observed, quantiles, rows_of, scale_of
from twochairs.evidence.register.known import constants, constants_key, noise
from twochairs.experiment.base import Base
from twochairs.scenario.example import case_folder
from twochairs.scenario.wording import found, unknown
from twochairs.version import __version__
from twochairs.world.code import fingerprint

FILE = "hindcast.toml"
DRAWS, RUNS, SEED = 200, 5, 2009
"""Sets of constants, runs of each, and the seed of their chance."""


@dataclass(frozen=True)
class Blind:
    """What of a case is forecast blind; see above."""

    scenario: str
    known_to: int
    last: int
    mean_of: int = 1
    until: dict[str, int] = field(default_factory=dict)


def blind_of(case: str) -> tuple[Path, Blind]:
    """The scenario file and what is forecast.

    Raises
    ------
    NotPossible : where there is no such case, or nothing of it is forecast so
    InvalidInput : where its file is not sound
    """
    folder = case_folder(case)
    path = folder / FILE
    if not path.is_file():
        hint = f"a file {FILE} in its folder would say what is; without --case the hindcast at home is made"
        raise NotPossible(f"nothing of {case} is forecast blind\n  hint: {hint}")
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise InvalidInput(str(path), [Problem(None, f"it is not TOML: {error}")], "read") from None
    problems = [Problem(None, text) for text in _wrong(data)]
    if problems:
        raise InvalidInput(str(path), problems, "read")
    given = Blind(**data)
    return folder / given.scenario, given


def _wrong(data: dict[str, Any]) -> list[str]:
    """What is wrong with what a file says."""
    kinds = {"scenario": str, "known_to": int, "last": int, "mean_of": int, "until": dict}
    problems = [f"{found(key)} {unknown(key, kinds)}" for key in data.keys() - kinds.keys()]
    words = {str: "a text", int: "a whole number", dict: "a table of whole numbers by state"}
    needed = ("scenario", "known_to", "last")
    problems += [f"{key} is missing; it must be {words[kinds[key]]}" for key in needed if key not in data]
    problems += [
        f"{key} is {found(data[key])}; it must be {words[kind]}"
        for key, kind in kinds.items()
        if key in data and not (type(data[key]) is kind and all(type(v) is int for v in _values(data[key])))
    ]
    return problems


def _values(given: Any) -> list[Any]:
    return list(given.values()) if isinstance(given, dict) else []


def blind_entry(case: str, made: str) -> Entry:
    """Forecasts of a case's ideal points, conditional and unconditional, without the poles' own later moves.

    Conditional: governments and events of the years forecast are given. Unconditional: they are withheld, as in the
    hindcast at home (`variants.withheld`); of those the chance of every run counts, of these its mean.

    Parameters
    ----------
    made : the day, such as 2026-11-30

    Raises
    ------
    NotPossible, InvalidInput : as `blind_of`, and as the scenario's own
    """
    path, blind = blind_of(case)
    base = base_of(path)
    case_now = base.case()
    states, scale = tuple(case_now.countries), scale_of(case_now.ideal_points)
    wrong = [state for state in blind.until if state not in states]
    if wrong:
        problem = Problem(None, f"until: {found(wrong[0])} {unknown(wrong[0], states)}")
        raise InvalidInput(str(path.parent / FILE), [problem], "read")
    record, rows = observed(case, states, blind.known_to), []
    for given in (CONDITIONAL, UNCONDITIONAL):
        told = base if given == CONDITIONAL else withheld(base, blind.known_to, terms(case))
        one = _quantiles(told, given, record, scale, blind)
        rows += rows_of(given, record, one, blind.until)
    basis = Basis(
        name=f"{made}-{path.stem}",
        title=f"{case_now.title}: UN ideal points of {blind.known_to + 1} to {blind.last}, made blind",
        made=made,
        case=case,
        scenario=f"{path.name} {base.key}",
        constants=constants_key(),
        version=__version__,
        code=fingerprint(__name__),
        known_to=blind.known_to,
        draws=DRAWS,
        runs=RUNS,
        seed=SEED,
        mean_of=blind.mean_of,
    )
    return Entry(basis, tuple(rows))


def _quantiles(base: Base, given: str, record: Record, scale: Scale, blind: Blind) -> np.ndarray:
    apart = given == UNCONDITIONAL  # who wins an election is each run's own
    paths = circumstances_of_draws(base, constants(DRAWS), RUNS, SEED, apart=apart)
    left = noise(DRAWS, len(record.years)).picked(np.resize(np.arange(DRAWS), paths.draws))
    return quantiles(record, scale, paths, blind.last, left, MEMBERS, SEED)
