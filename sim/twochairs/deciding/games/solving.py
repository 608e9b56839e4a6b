"""A game solved: what is dominated, which equilibria there are, how sure each is, and what commitments would bring."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from twochairs.deciding.games import resampling
from twochairs.deciding.games.confidence import Resampled, limits, regrets, resampled
from twochairs.deciding.games.costs import Room, rooms
from twochairs.deciding.games.dominance import Dominated, Kept, in_rounds
from twochairs.deciding.games.equilibria import Equilibria, Support, equilibria, few_enough
from twochairs.deciding.games.extreme import LARGEST
from twochairs.deciding.games.leader import Commitment, mixed_commitment, pure_commitment, sides
from twochairs.deciding.games.logit import Path, logit_near, logit_path
from twochairs.deciding.games.payoffs import Payoffs
from twochairs.deciding.games.replies import support
from twochairs.errors import NotPossible
from twochairs.experiment.asked import LEADER, LOGIT, MIXED, PURE, Game
from twochairs.statistics.estimate import Estimate
from twochairs.statistics.kinds import NUMBER
from twochairs.statistics.paired import difference

_FEW_RUNS = 4
"""Runs of a draw of the constants below which what they differ by says too little of chance."""
EXACT = 1e-9
"""A gain that rounding makes."""


@dataclass(frozen=True)
class Sureness:
    """How sure one equilibrium is.

    Attributes
    ----------
    limit : what no player gains more than by leaving it, in 95 % of the resamples
    by_chance : the same where draws of the constants stay as they are; None where these have few runs
    share : of resamples that have an equilibrium of the same support
    draws : in how many draws of the constants there is one; None where nothing is drawn
    good : in how many draws nobody gains more by leaving it than what is too little to move a player
    """

    limit: float
    by_chance: float | None
    share: float
    draws: int | None
    good: int | None


@dataclass(frozen=True)
class Solved:
    """A game and its solutions.

    Attributes
    ----------
    payoffs : the game
    asked : what was asked of it
    seed : of what is drawn by lot
    """

    payoffs: Payoffs
    asked: Game
    seed: int

    @cached_property
    def reduced(self) -> tuple[Kept, list[Dominated]]:
        """Strategies left of each player, and those that are dominated."""
        return in_rounds(self.payoffs.mean)

    @property
    def mixed(self) -> bool:
        """Whether mixed equilibria are looked for."""
        return MIXED in self.asked.wanted

    @cached_property
    def equilibria(self) -> Equilibria:
        """The equilibria that are asked for.

        Raises
        ------
        NotPossible : where mixed ones are asked for and more strategies are left than can be searched
        """
        kept, _ = self.reduced
        if self.mixed and not few_enough(kept):
            counts = " and ".join(str(len(own)) for own in kept)
            raise NotPossible(
                f"{counts} strategies are left when what is dominated is out; mixed is for {LARGEST} each at most\n"
                "  hint: solutions: [pure, logit] are for more"
            )
        if not {PURE, MIXED} & set(self.asked.wanted):
            return Equilibria([], [], [])
        return equilibria(self.payoffs.mean, kept, self.mixed)

    @cached_property
    def order(self) -> list[int]:
        """Places of the equilibria, those that most resamples have first."""
        shares = [self.sureness[place].share for place in range(len(self.equilibria.mixes))]
        return sorted(range(len(shares)), key=lambda place: (-shares[place], place))

    @cached_property
    def again(self) -> Resampled:
        """Games of runs drawn again."""
        weights = resampling.both(self.payoffs.runs, self.payoffs.of_draw, self.asked.resamples, self.seed)
        return self._looked_at(weights)

    @cached_property
    def by_draw(self) -> Resampled | None:
        """The game of each draw of the constants."""
        draw = self.payoffs.of_draw
        return None if draw is None else self._looked_at(resampling.alone(self.payoffs.runs, draw))

    def _looked_at(self, weights: np.ndarray) -> Resampled:
        return resampled(self.payoffs.net, weights, self.equilibria.mixes, self.mixed)

    @cached_property
    def _by_chance(self) -> list[float] | None:
        draw = self.payoffs.of_draw
        if draw is None or np.bincount(draw).min() < _FEW_RUNS or not self.equilibria.mixes:
            return None
        weights = resampling.chance(self.payoffs.runs, draw, self.asked.resamples, self.seed)
        return limits(regrets(self.payoffs.net, weights, self.equilibria.mixes))

    @cached_property
    def sureness(self) -> list[Sureness]:
        """Of each equilibrium."""
        most, shares = limits(self.again.regrets), self.again.shares()
        found = []
        for place, mixes in enumerate(self.equilibria.mixes):
            by_chance = None if self._by_chance is None else self._by_chance[place]
            one = Sureness(most[place], by_chance, shares.get(support(mixes), 0.0), None, None)
            if self.by_draw is not None:
                same = sum(support(mixes) in there for there in self.by_draw.supports)
                good = int((self.by_draw.regrets[:, place] <= self.asked.least + EXACT).sum())
                one = replace(one, draws=same, good=good)
            found.append(one)
        return found

    def others(self, known: Support) -> dict[Support, float]:
        """Supports of other equilibria that resamples have, with the share that has them."""
        return {one: share for one, share in self.again.shares().items() if one != known}

    @cached_property
    def path(self) -> Path | None:
        """Logit equilibria from the uniform mixes on, where they are asked for; raises ArithmeticError."""
        return logit_path(self.payoffs.mean, self.asked.logit.lambda_) if LOGIT in self.asked.wanted else None

    @cached_property
    def logit_ends(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Ends of the probabilities of the last logit equilibrium in 95 % of resamples, all players' in a row."""
        if self.path is None:
            return None
        weights = resampling.both(self.payoffs.runs, self.payoffs.of_draw, _OF_LOGIT, self.seed)
        games = resampling.averaged(self.payoffs.net, weights)
        found = [logit_near(game, self.asked.logit.lambda_, self.path.last) for game in games]
        there = np.array([np.concatenate(mixes) for mixes in found if mixes is not None])
        if len(there) < _OF_LOGIT / 2:
            return None
        low, high = np.quantile(there, [0.025, 0.975], axis=0)
        return low, high

    @cached_property
    def commitments(self) -> list[tuple[str, Commitment, Estimate]]:
        """For each player as the leader, pure and mixed: how, what, and what it brings the leader."""
        if LEADER not in self.asked.wanted:
            return []
        found = []
        for leader in (0, 1):
            for how, best in (("pure", pure_commitment), ("mixed", mixed_commitment)):
                one = best(self.payoffs.mean, leader)
                found.append((how, one, self._worth(one)))
        return found

    def _worth(self, one: Commitment) -> Estimate:
        """What a commitment brings the leader, the follower's reply as it is."""
        paid = np.array([sides(run, one.leader)[0][:, one.reply] for run in self.payoffs.net])
        return difference(np.einsum("ri,i->r", paid, one.mix), NUMBER, self.payoffs.draw)

    @cached_property
    def rooms(self) -> list[list[Room]]:
        """For each equilibrium, by which factors each player's cost could be another and its support the same."""
        mean, costs = (
            np.einsum("r...->...", one) / self.payoffs.runs for one in (self.payoffs.payoffs, self.payoffs.costs)
        )
        return rooms(mean, costs, list(map(support, self.equilibria.mixes)), self.mixed)

    def costly(self, player: int) -> bool:
        """Whether a player's strategies differ in what they cost."""
        costs = self.payoffs.costs[:, player]
        return bool(np.ptp(np.moveaxis(costs, 1 + player, 0), axis=0).max() > EXACT)


_OF_LOGIT = 200
"""Resamples whose logit equilibria are looked for."""
