"""A small model of states for agent frameworks: fewer rules than a month of the engine has, called in the same way.

A month of a country: its foothold of each pole (R4), a target that is the mean of its course and of its peers'
places, and the step towards it (R9) with a normal shock. No energy, opinion, disputes, elections, acts or accession.
"""

import random
from collections.abc import Sequence

from twochairs.rules.alignment import alignment_step
from twochairs.rules.axis import closeness
from twochairs.rules.elementary import normal_quantile
from twochairs.rules.foothold import foothold_step, growth_rate, retreat_rate

MONTH = 1.0 / 12.0
POSITIONS = (1.0, -1.0, 1.0)
COUNTRIES = 14


class SmallCountry:
    """What a country of the small model holds and does."""

    alignment: float
    footholds: list[float]

    def begin(self, place: int) -> None:
        """Its start, spread over the axis by its place among the countries."""
        self.alignment = self.course = 2.0 * place / (COUNTRIES - 1) - 1.0
        self.footholds = [0.2] * len(POSITIONS)
        self.draw = random.Random(place).random

    def live(self, peers: Sequence["SmallCountry"]) -> None:
        """One month."""
        for p, position in enumerate(POSITIONS):
            near = closeness(self.alignment, position)
            growth, retreat = growth_rate(0.3, near, 1.0, 0.3), retreat_rate(near, 0.3)
            self.footholds[p] = foothold_step(self.footholds[p], growth, retreat, MONTH)
        mean = 0.0
        for peer in peers:
            mean = mean + peer.alignment / len(peers)
        target = (self.course + 0.3 * mean) / 1.3
        shock = normal_quantile(max(self.draw(), 1e-16))
        self.alignment = alignment_step(self.alignment, target, 0.9, 0.07, shock, MONTH)
