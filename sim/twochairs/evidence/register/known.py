"""What forecasts are drawn from: the shipped constants, terms of acts and noise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from twochairs.evidence.acts.circumstances import Circumstances
from twochairs.evidence.acts.forecasts import Outlook
from twochairs.evidence.acts.response import Constants
from twochairs.evidence.acts.unknowns import CONSTANTS
from twochairs.evidence.calibration.discrepancy import Left, Noise, Sway
from twochairs.evidence.register.entry import Basis
from twochairs.evidence.results.shipped import FOLDER, shipped
from twochairs.experiment.base import Base
from twochairs.experiment.posterior import TABLE, posterior
from twochairs.scenario.schema import Case
from twochairs.version import __version__
from twochairs.world.code import fingerprint

if TYPE_CHECKING:
    import pandas as pd

SEED = 2026
"""Of the draws of terms."""
DRAWS, RUNS = 200, 5
"""Sets of constants that an entry is drawn from, and runs of each."""


def constants(draws: int) -> list[dict[str, float]]:
    """Some sets of the rules' constants, spread over the shipped ones."""
    whole = posterior()
    return [whole[at] for at in _spread(len(whole), draws)]


def noise(draws: int, years: int) -> Left:
    """How what a path leaves over moves, for the same draws.

    What all states move together is not told apart from their own levels up to the last year known: the walk begins
    there.

    Parameters
    ----------
    years : known
    """
    table = shipped("noise")
    rows = table.iloc[_spread(len(table), draws)]
    observation, level, sway = (rows[name].to_numpy(float) for name in ("observation", "level", "sway"))
    return Left(Noise(observation, level), Sway(sway, np.zeros((draws, years))))


def constants_key() -> str:
    """SHA-256 of the shipped tables that forecasts are drawn from."""
    digest = sha256()
    for path in (TABLE, FOLDER / "terms.csv", FOLDER / "noise.csv"):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


@dataclass(frozen=True, eq=False)
class ShippedOutlook(Outlook):
    """What acts go by under the shipped constants and terms.

    A term is drawn from its mean and standard deviation, apart from all others and from the constants.

    Attributes
    ----------
    sets : of the constants, one a draw of the circumstances
    circumstances : see `Outlook`
    means : of terms by name, where a scenario gives its own: a term belongs to the path it was learnt on, and a
        scenario that starts elsewhere moves it by as much
    """

    sets: tuple[dict[str, float], ...]
    circumstances: Circumstances
    means: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def constants(self) -> Constants:  # type: ignore[override]
        """Of every draw, shape (draws,)."""
        return {name: np.array([one[name] for one in self.sets]) for name in CONSTANTS}

    def term(self, name: str) -> np.ndarray | None:
        """Draws of a term over its prior standard deviation, shape (draws,); None where nothing is known of it."""
        if name not in self._terms.index:
            return None
        row, at = self._terms.loc[name], int(self._terms.index.get_loc(name))
        drawn = np.random.default_rng([SEED, at]).standard_normal(self.draws)
        return np.asarray((self.means.get(name, row["mean"]) + row["sd"] * drawn) / row["prior_sd"])

    @cached_property
    def _terms(self) -> "pd.DataFrame":
        return shipped("terms").set_index("name")


def basis(
    base: Base, code: str, *, name: str, title: str, made: str, case: str, known_to: int, seed: int, mean_of: int = 1
) -> Basis:
    """What an entry made now rests on.

    Parameters
    ----------
    base : the scenario
    code : name of the module that made it
    """
    return Basis(
        name=name,
        title=title,
        made=made,
        case=case,
        scenario=f"{base.path.name} {base.key}",
        constants=constants_key(),
        version=__version__,
        code=fingerprint(code),
        known_to=known_to,
        draws=DRAWS,
        runs=RUNS,
        seed=seed,
        mean_of=mean_of,
    )


def means_in(case: Case) -> dict[str, float]:
    """Means of the terms that a scenario gives itself, by the names of the table of terms."""
    of_states = {f"acts {key}": state.terms.acts for key, state in case.countries.items()}
    return of_states | {f"declarations {key}": state.terms.declarations for key, state in case.countries.items()}


def _spread(there: int, wanted: int) -> np.ndarray:
    return np.linspace(0, there - 1, wanted).round().astype(int)
