"""How entries of the register fared, beside naive forecasts of the same: the track record."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from scipy.stats import norm

from twochairs.data.reading import Row
from twochairs.evidence.acts import naive
from twochairs.evidence.acts.scores import CHANGE, of_outcomes
from twochairs.evidence.register.came import Came, Past, came_of, past_of
from twochairs.evidence.register.entry import (
    CHANCES,
    LEVELS,
    QUANTILES,
    RATE,
    SANCTIONS,
    VOTE,
    Entry,
)
from twochairs.evidence.scoring.baselines import persistence
from twochairs.evidence.scoring.series import Series


@dataclass(frozen=True)
class Fared:
    """How the rows of one entry of a target, made on the same terms, fared.

    Attributes
    ----------
    entry, made, given, target : which
    scored, rows : how many of how many rows have come due
    score : name of the score, the lower the better
    own : mean score of the forecast; None where nothing is due
    naive : mean score of each naive forecast on the same rows: what was last known once more (last); how often it was
        so (base rate); and, of ideal points, what was last known with the move of that year that all states share,
        which nobody could have known (shared move)
    inside : share of what came in bands of 90 %; None for acts
    """

    entry: str
    made: str
    given: str
    target: str
    scored: int
    rows: int
    score: str
    own: float | None
    naive: dict[str, float]
    inside: float | None

    @property
    def skill(self) -> float:
        """Share of the last known figure's score that was saved; nan where nothing is due."""
        return nan if self.own is None else 1.0 - self.own / self.naive["last"]


def fared(entry: Entry) -> list[Fared]:
    """How an entry fared by now: one for each target and what was given, those of which nothing is known included."""
    there, past = came_of(entry), past_of(entry)
    kinds = dict.fromkeys((row["given"], row["target"]) for row in entry.rows)
    return [
        _fared(entry, given, target, [c for c in there if (c.row["given"], c.row["target"]) == (given, target)], past)
        for given, target in kinds
    ]


def quantile_score(quantiles: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Twice the mean pinball loss over the levels that are kept: near the CRPS, in the unit of what is seen.

    Parameters
    ----------
    quantiles : (..., levels)
    seen : (...)

    Source
    ------
    Gneiting & Ranjan 2011, doi:10.1198/jbes.2010.08110
    """
    levels, apart = np.array(LEVELS), seen[..., None] - quantiles
    return np.asarray(2.0 * np.maximum(levels * apart, (levels - 1.0) * apart).mean(axis=-1))


def _fared(entry: Entry, given: str, target: str, there: Sequence[Came], past: Past) -> Fared:
    rows = sum((row["given"], row["target"]) == (given, target) for row in entry.rows)
    basis, score = entry.basis, "log score" if target in (VOTE, SANCTIONS) else "CRPS"
    inside, own, others = None, None, dict[str, float]()
    if there and score == "CRPS":
        own, others, inside = _of_numbers(target, there, past, basis.mean_of, basis.known_to)
    elif there:
        own, others = _of_outcomes(target, there, past)
    return Fared(basis.name, basis.made, given, target, len(there), rows, score, own, others, inside)


def _of_numbers(
    target: str, there: Sequence[Came], past: Past, mean_of: int, known_to: int
) -> tuple[float, dict[str, float], float]:
    seen = np.array([one.seen for one in there])
    own = np.array([_numbers(one.row, QUANTILES) for one in there])
    if target == RATE:
        others = {"last": np.array([_last_rate(past, one.row["country"]) for one in there])}
    else:
        last = np.array([_last_point(past, one.row, mean_of, known_to) for one in there])
        shared = last + _shared_move(there, last)[:, None]
        others = {"last": last, "shared move": shared}
    inside = (own[:, 0] <= seen) & (seen <= own[:, -1])
    scores = {name: float(quantile_score(each, seen).mean()) for name, each in others.items()}
    return float(quantile_score(own, seen).mean()), scores, float(inside.mean())


def _of_outcomes(target: str, there: Sequence[Came], past: Past) -> tuple[float, dict[str, float]]:
    level = np.array([int(one.seen) for one in there])
    own = np.array([_numbers(one.row, CHANCES) for one in there])
    if target == VOTE:
        base = naive.vote_base_rate(past.votes)
        last = [naive.vote_again(past.votes, one.row["country"], one.row["about"]) for one in there]
    else:
        joins = naive.joined_base_rate(past.joinings)
        base = np.array([1.0 - joins, 0.0, joins])
        again = [naive.joined_again(past.joinings, one.row["country"], CHANGE) for one in there]
        last = [np.array([1.0 - each, 0.0, each]) for each in again]
    chances = {"own": own, "last": np.array(last), "base rate": np.tile(base, (len(there), 1))}
    scores = {name: float(of_outcomes(each, level).log.mean()) for name, each in chances.items()}
    return scores.pop("own"), scores


def _numbers(row: Row, names: Sequence[str]) -> list[float]:
    return [float(row[name] or 0.0) for name in names]


def _last_rate(past: Past, state: str) -> np.ndarray:
    return np.asarray(np.quantile(naive.rate_again(past.rates, state), LEVELS))


def _last_point(past: Past, row: Row, mean_of: int, known_to: int) -> np.ndarray:
    """Quantiles of a random walk from the mean of the last years that were known."""
    states = {key for key, _ in past.points}
    series = {state: _series(past, state) for state in states}
    own, ahead = series[row["country"]], int(row["year"]) - known_to
    spread = persistence(own, list(series.values()), known_to, ahead, 2, np.random.default_rng(0)).members[-1]
    sd = float(np.ptp(spread)) / (2.0 * norm.ppf(0.75))  # two spaced quantiles of a normal: those of 1/4 and 3/4
    centre = own.values[-mean_of:].mean()
    return np.asarray(centre + sd * norm.ppf(LEVELS))


def _series(past: Past, state: str) -> Series:
    years = sorted(year for key, year in past.points if key == state)
    return Series(np.array(years), np.array([past.points[state, year] for year in years]))


def _shared_move(there: Sequence[Came], last: np.ndarray) -> np.ndarray:
    """What all states of a year moved by together, of each row."""
    moved = np.array([one.seen for one in there]) - np.median(last, axis=1)
    years = np.array([one.row["year"] for one in there])
    return np.array([moved[years == year].mean() for year in years])
