"""Phase 9: declarations, votes, sanctions, and the answer of the pole they are aimed at."""

from sim.rules import acts
from sim.world.layout import MONTHS_REMEMBERED
from sim.world.world import World


def read_joining(world: World) -> None:
    """R10: how likely each state is to do each act when asked."""
    state, profile = world.state, world.profile
    for a in range(len(profile.open)):
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                state.joining_probability[a, c, k] = acts.act_probability(
                    state.alignment[c, k], profile.difficulty[a, k], world.parameters.act_temperature
                )


def step_acts(world: World) -> None:
    """R10: an act is asked for in the month it opens and at its interval after that; a sticky one stays done.

    A pole answers a state for as long as an act against it stands.
    """
    state, profile, parameters, structure = world.state, world.profile, world.parameters, world.structure
    asked = world.scratch.asked
    for p in range(len(state.answered)):
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                state.answered[p, c, k] = 0.0
    for a in range(len(profile.open)):
        interval, sticky, against = structure.act_interval[a], structure.act_sticky[a], structure.act_against[a]
        for k in range(world.lanes):
            due = profile.open[a, k] > 0.0 and state.months_asked[a, k] % interval == 0.0
            asked[a, k] = 1.0 if due else 0.0
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                probability = state.joining_probability[a, c, k]
                done = 1.0 if world.chance.act[a, c, k] < probability * parameters.acts_asked else 0.0
                before = state.joined[a, c, k]
                done = before if sticky == 1 and not before <= done else done
                state.joined[a, c, k] = done if asked[a, k] > 0.0 else before
                if against >= 0:
                    answered = state.answered[against, c, k]
                    joined = state.joined[a, c, k]
                    state.answered[against, c, k] = joined if joined > answered else answered
        for k in range(world.lanes):
            state.months_asked[a, k] = state.months_asked[a, k] + 1.0 if profile.open[a, k] > 0.0 else 0.0


def step_declarations(t: int, world: World) -> None:
    """R10: declarations of two difficulties, counted over the last twelve months."""
    state, profile, parameters = world.state, world.profile, world.parameters
    slot = t % MONTHS_REMEMBERED
    for k in range(world.lanes):
        per_year, hard_share = profile.declarations_per_year[k], profile.hard_share[k]
        easy = acts.events_due(per_year * (1.0 - hard_share), t)
        hard = acts.events_due(per_year * hard_share, t)
        state.declarations_made[slot, k] = easy + hard
        for c in range(len(state.alignment)):
            a, width = state.alignment[c, k], parameters.act_temperature
            likely = acts.act_probability(a, profile.easy_difficulty[k], width) * parameters.acts_asked
            seldom = acts.act_probability(a, profile.hard_difficulty[k], width) * parameters.acts_asked
            state.declarations_joined[slot, c, k] = acts.count_below(
                world.chance.easy_declaration[c, k], easy, likely
            ) + acts.count_below(world.chance.hard_declaration[c, k], hard, seldom)
    read_declared_rate(world)


def read_declared_rate(world: World) -> None:
    """Share of the last twelve months' declarations joined."""
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            joined, made = 0.0, 0.0
            for slot in range(MONTHS_REMEMBERED):
                joined = joined + state.declarations_joined[slot, c, k]
                made = made + state.declarations_made[slot, k]
            state.declared_rate[c, k] = joined / (made if made > 0.0 else 1.0)
