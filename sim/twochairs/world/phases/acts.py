"""Phase 9: declarations, votes, sanctions, and the answer of the pole they are aimed at."""

from twochairs.rules import acts
from twochairs.world.layout import MONTHS_REMEMBERED
from twochairs.world.quantity import Array
from twochairs.world.world import World


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
    state, profile, trials = world.state, world.profile, world.scratch.trials
    slot = t % MONTHS_REMEMBERED
    for k in range(world.lanes):
        state.declarations_made[slot, k] = 0.0
        for c in range(len(state.alignment)):
            state.declarations_joined[slot, c, k] = 0.0
    for k in range(world.lanes):
        trials[k] = acts.events_due(profile.declarations_per_year[k] * (1.0 - profile.hard_share[k]), t)
    _add_joined(slot, profile.easy_difficulty, world.chance.easy_declaration, world)
    for k in range(world.lanes):
        trials[k] = acts.events_due(profile.declarations_per_year[k] * profile.hard_share[k], t)
    _add_joined(slot, profile.hard_difficulty, world.chance.hard_declaration, world)
    read_declared_rate(world)


def _add_joined(slot: int, difficulty: Array, draw: Array, world: World) -> None:
    """Declarations of one difficulty that are made and joined: a binomial count from one draw, by inversion."""
    state, scratch, trials = world.state, world.scratch, world.scratch.trials
    odds, mass, below, counted = scratch.odds, scratch.mass, scratch.below, scratch.counted
    most = 0
    for k in range(world.lanes):
        state.declarations_made[slot, k] = state.declarations_made[slot, k] + trials[k]
        most = int(trials[k]) if trials[k] > most else most
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            likely = acts.act_probability(state.alignment[c, k], difficulty[k], world.parameters.act_temperature)
            likely = likely * world.parameters.acts_asked
            odds[k] = acts.rarer(likely)
            scratch.turned[k] = 0.0 if likely <= 0.5 else 1.0
            scratch.drawn[k] = draw[c, k] if likely <= 0.5 else 1.0 - draw[c, k]
            mass[k] = 1.0
            counted[k] = 0.0
        for trial in range(most):
            for k in range(world.lanes):
                mass[k] = acts.none_mass(mass[k], odds[k]) if trial < trials[k] else mass[k]
        for k in range(world.lanes):
            below[k] = mass[k]
        for trial in range(most):
            for k in range(world.lanes):
                more = 1.0 if trial < trials[k] and scratch.drawn[k] > below[k] else 0.0
                counted[k] = counted[k] + more
                next_one = acts.next_mass(mass[k], float(trial), trials[k], odds[k])
                mass[k] = next_one if trial < trials[k] else mass[k]
                below[k] = below[k] + mass[k] if trial < trials[k] else below[k]
        for k in range(world.lanes):
            joined = trials[k] - counted[k] if scratch.turned[k] > 0.0 else counted[k]
            state.declarations_joined[slot, c, k] = state.declarations_joined[slot, c, k] + joined


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
