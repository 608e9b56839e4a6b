"""Prices that buyers paid, given those of the simulated contracts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twochairs.data.catalogue import rows
from twochairs.evidence.acts.circumstances import Circumstances

OWN = 0.3
"""Standard deviation of what a buyer pays all the time beside the simulated price, of logs; assumed."""
SPREADS = np.linspace(0.05, 1.0, 20)
"""Standard deviations of one price around that, of logs; as likely as each other beforehand; assumed."""


@dataclass(frozen=True)
class Price:
    """A price that was paid: buyer, first and last month, USD/1000 m3."""

    buyer: str
    start: str
    end: str
    price: float


def read_prices(path: Circumstances, upto: int) -> list[Price]:
    """Those of buyers and months that a path knows, to a year, by buyer and month."""
    found = [
        Price(row["country"], row["period_start"], row["period_end"], (float(row["low"]) * float(row["high"])) ** 0.5)
        for row in rows("contract_prices")
    ]
    known = [one for one in found if int(one.end[:4]) <= upto and path.knows(one.buyer, one.start, one.end)]
    return sorted(known, key=lambda one: (one.buyer, one.start, one.end))


def simulated_prices(path: Circumstances, series: np.ndarray, prices: Sequence[Price]) -> np.ndarray:
    """Mean simulated price of each period, (draws, prices), of series (draws, countries, months)."""
    spans = [(path.states.index(one.buyer), path.months(one.start, one.end)) for one in prices]
    means = [series[:, buyer, months].mean(axis=1) for buyer, months in spans]
    return np.stack(means, axis=1) if means else np.empty((len(series), 0))


def log_likelihood(paid: np.ndarray, simulated: np.ndarray, buyers: Sequence[str]) -> np.ndarray:
    """Of what was paid on each path, nats, (draws,): log prices are the simulated ones, a buyer's own, and noise.

    Parameters
    ----------
    paid : (prices,)
    simulated : (draws, prices)
    buyers : of each price
    """
    rest = np.log(paid) - np.log(simulated)
    rows, nothing = _rows_of(buyers), np.zeros(len(rest))
    of_spread = np.array([sum((_of_buyer(rest[:, at], spread) for at in rows), nothing) for spread in SPREADS])
    return np.asarray(np.logaddexp.reduce(of_spread, axis=0) - np.log(len(SPREADS)))


def _rows_of(buyers: Sequence[str]) -> list[np.ndarray]:
    named = np.array(buyers)
    return [np.flatnonzero(named == buyer) for buyer in dict.fromkeys(buyers)]


def _of_buyer(rest: np.ndarray, spread: float) -> np.ndarray:
    """Log density of a buyer's rests, (draws,): normal, with what is its own integrated out."""
    size = rest.shape[1]
    total, squares = rest.sum(axis=1), np.sum(rest**2, axis=1)
    share = OWN**2 / (spread**2 + size * OWN**2)
    log_determinant = 2.0 * (size - 1) * np.log(spread) + np.log(spread**2 + size * OWN**2)
    return np.asarray(-0.5 * (size * np.log(2.0 * np.pi) + log_determinant + (squares - share * total**2) / spread**2))
