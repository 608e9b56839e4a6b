"""Before everything else: the month's share of chance."""

from twochairs.world.world import Draws, World


def take_draws(t: int, world: World, draws: Draws) -> None:
    """Lay out the draws of month t.

    The compiled engine does not hold the draws of all months: it makes those of each month in their place, the same
    bits (`twochairs.engine.compiled`).
    """
    chance = world.chance
    for k in range(world.lanes):
        chance.hub[k] = draws.hub[t, k]
        for c in range(len(chance.alignment)):
            chance.alignment[c, k] = draws.alignment[t, c, k]
            chance.election[c, k] = draws.election[t, c, k]
            chance.easy_declaration[c, k] = draws.easy_declaration[t, c, k]
            chance.hard_declaration[c, k] = draws.hard_declaration[t, c, k]
            for a in range(len(chance.act)):
                chance.act[a, c, k] = draws.act[t, a, c, k]
        for d in range(len(chance.incident)):
            chance.incident[d, k] = draws.incident[t, d, k]
        for event in range(len(chance.event)):
            chance.event[event, k] = draws.event[t, event, k]
