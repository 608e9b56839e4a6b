"""Before everything else: the month's share of chance."""

from twochairs.world.world import Draws, World


def take_draws(t: int, world: World, draws: Draws) -> None:
    """Lay out the draws of month t.

    The compiled engine does not hold the draws of all months: it makes those of each month in their place, the same
    bits (`twochairs.engine.compiled`).
    """
    chance = world.chance
    for i in range(len(chance.every)):
        for k in range(world.lanes):
            chance.every[i, k] = draws.every[t, i, k]
