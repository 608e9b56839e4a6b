"""Phase 9: declarations, votes, sanctions, and the answer of the pole they are aimed at."""

from twochairs.rules import acts
from twochairs.rules.elementary import normal_quantile
from twochairs.world.layout import MONTHS_REMEMBERED
from twochairs.world.quantity import Array
from twochairs.world.world import ABOVE, SANCTIONS, VOTE, World

HARD_COST = 0.5
"""Part of an act's cost that a hard declaration has."""


def open_rounds(world: World) -> None:
    """R10: an act is asked for in the month it opens and at its interval after that; each round has a term of its own.

    A roll call is about something, and so is a round of sanctions: what all states find easier or harder in it.
    """
    state, structure, parameters, asked = world.state, world.structure, world.parameters, world.scratch.asked
    for a in range(len(world.profile.open)):
        interval, kind = structure.act_interval[a], structure.act_kind[a]
        spread = parameters.vote_spread if kind == VOTE else 0.0
        spread = parameters.round_spread if kind == SANCTIONS else spread
        for k in range(world.lanes):
            due = world.profile.open[a, k] > 0.0 and state.months_asked[a, k] % interval == 0.0
            asked[a, k] = 1.0 if due else 0.0
            drawn = spread * normal_quantile(world.chance.round[a, k])
            state.round_term[a, k] = drawn if due else state.round_term[a, k]


def read_joining(world: World) -> None:
    """R10: how ready each state is for each act, and how likely to do it, and to vote against it, when asked."""
    state, profile, parameters, structure = world.state, world.profile, world.parameters, world.structure
    scratch = world.scratch
    _read_sides(world)
    for a in range(len(profile.open)):
        asks, kind = structure.act_side[a], structure.act_kind[a]
        sign = 1.0 if asks == ABOVE else -1.0
        act_cost = 0.0 if kind == VOTE else parameters.act_cost
        width = parameters.vote_width if kind == VOTE else parameters.act_width
        width = parameters.sanctions_width if kind == SANCTIONS else width
        _read_difficulty(a, world)
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                state.readiness[a, c, k] = acts.readiness(
                    state.alignment[c, k],
                    profile.act_term[c, k],
                    profile.kind_term[a, c, k],
                    sign,
                    scratch.pressed[asks, c, k],
                    parameters.act_pressure,
                    scratch.favoured[1 - asks, c, k],
                    act_cost,
                )
                ready = state.readiness[a, c, k]
                state.joining_probability[a, c, k] = acts.act_probability(ready, scratch.yes_above[a, k], width)
                against = 1.0 - acts.act_probability(ready, scratch.no_below[a, k], width)
                state.opposing_probability[a, c, k] = against if kind == VOTE else 0.0


def _read_sides(world: World) -> None:
    """For each side that may ask, the most pressure from it on each state, and the most that it gives."""
    state, levers, side = world.state, world.levers, world.structure.side
    pressed, favoured = world.scratch.pressed, world.scratch.favoured
    for s in range(len(pressed)):
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                pressed[s, c, k] = 0.0
                favoured[s, c, k] = 0.0
    for p in range(len(side)):
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                lever, given = levers.pressure[p, c, k], state.favours[p, c, k]
                pressed[side[p], c, k] = lever if lever > pressed[side[p], c, k] else pressed[side[p], c, k]
                favoured[side[p], c, k] = given if given > favoured[side[p], c, k] else favoured[side[p], c, k]


def _read_difficulty(a: int, world: World) -> None:
    """Where an act divides states; a roll call does so twice, as the votes of the world say."""
    profile, parameters, scratch = world.profile, world.parameters, world.scratch
    shift, steepness = parameters.vote_shift, parameters.vote_steepness
    for k in range(world.lanes):
        extra = world.state.round_term[a, k]
        yes_above = profile.difficulty[a, k]
        no_below = yes_above
        if world.structure.act_kind[a] == VOTE:
            place, slope = profile.ideal_point_place[k], profile.ideal_point_slope[k]
            voting = profile.world_yes[a, k] + profile.world_no[a, k] + profile.world_abstain[a, k]
            yes, no = (
                acts.world_share(profile.world_yes[a, k], voting),
                acts.world_share(profile.world_no[a, k], voting),
            )
            yes_above = acts.yes_threshold(yes, place, slope, shift, steepness)
            no_below = acts.no_threshold(no, place, slope, shift, steepness, parameters.vote_gap, yes_above)
        scratch.yes_above[a, k] = yes_above + extra
        scratch.no_below[a, k] = no_below + extra


def step_acts(world: World) -> None:
    """R10: states decide on what they are asked for; a pole answers for as long as an act against it stands."""
    state, structure = world.state, world.structure
    for p in range(len(state.answered)):
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                state.answered[p, c, k] = 0.0
    for a in range(len(world.profile.open)):
        if structure.act_kind[a] == SANCTIONS:
            _decide_on_sanctions(a, world)
        else:
            _decide(a, world)
        against = structure.act_against[a]
        if against >= 0:
            for c in range(len(state.alignment)):
                for k in range(world.lanes):
                    answered, joined = state.answered[against, c, k], state.joined[a, c, k]
                    state.answered[against, c, k] = joined if joined > answered else answered
        for k in range(world.lanes):
            asked_for = state.months_asked[a, k] + 1.0
            state.months_asked[a, k] = asked_for if world.profile.open[a, k] > 0.0 else 0.0


def _decide(a: int, world: World) -> None:
    """Each state decides anew whenever it is asked, but a sticky act stays done; in a roll call it may vote no."""
    state, asked, sticky = world.state, world.scratch.asked, world.structure.act_sticky[a]
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            drawn, before = world.chance.act[a, c, k], state.joined[a, c, k]
            probability = state.joining_probability[a, c, k] * world.parameters.acts_asked
            done = 1.0 if drawn < probability else 0.0
            opposed = 1.0 if drawn > 1.0 - state.opposing_probability[a, c, k] else 0.0
            done = before if sticky == 1 and not before <= done else done
            state.joined[a, c, k] = done if asked[a, k] > 0.0 else before
            state.opposed[a, c, k] = opposed if asked[a, k] > 0.0 else state.opposed[a, c, k]


def _decide_on_sanctions(a: int, world: World) -> None:
    """A state is as reluctant as it is for a whole round; it joins once it is ready enough, and renews by habit."""
    state, parameters, renew = world.state, world.parameters, world.structure.act_renew[a]
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            drawn, before = world.chance.act[a, c, k], state.joined[a, c, k]
            state.reluctance[a, c, k] = drawn if world.scratch.asked[a, k] > 0.0 else state.reluctance[a, c, k]
            easier = world.scratch.yes_above[a, k] - parameters.sanctions_habit
            staying = acts.act_probability(state.readiness[a, c, k], easier, parameters.sanctions_width)
            months = state.months_asked[a, k]
            renewed = months > 0.0 and months % renew == 0.0
            probability = staying if before > 0.0 else state.joining_probability[a, c, k]
            willing = 1.0 if probability * parameters.acts_asked > state.reluctance[a, c, k] else 0.0
            decides = world.profile.open[a, k] > 0.0 and (before <= 0.0 or renewed)
            state.joined[a, c, k] = willing if decides else before


def expect_declarations(world: World) -> None:
    """R10: the year before the start, as it is expected at the start."""
    state, profile, parameters = world.state, world.profile, world.parameters
    for k in range(world.lanes):
        made, hard_share = profile.declarations_per_year[k] / 12.0, profile.hard_share[k]
        for slot in range(MONTHS_REMEMBERED):
            state.declarations_made[slot, k] = made
        for c in range(len(state.alignment)):
            easy = _likely(c, k, parameters.easy_difficulty, 0.0, world)
            hard = _likely(c, k, parameters.hard_difficulty, HARD_COST, world)
            joined = made * ((1.0 - hard_share) * easy + hard_share * hard)
            for slot in range(MONTHS_REMEMBERED):
                state.declarations_joined[slot, c, k] = joined
    read_declared_rate(world)


def step_declarations(t: int, world: World) -> None:
    """R10: declarations of two difficulties, counted over the last twelve months; each year has a mood of its own."""
    state, profile, parameters = world.state, world.profile, world.parameters
    trials, slot = world.scratch.trials, t % MONTHS_REMEMBERED
    if t % MONTHS_REMEMBERED == 1:
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                state.mood[c, k] = parameters.declaration_spread * normal_quantile(world.chance.mood[c, k])
    for k in range(world.lanes):
        state.declarations_made[slot, k] = 0.0
        for c in range(len(state.alignment)):
            state.declarations_joined[slot, c, k] = 0.0
    for k in range(world.lanes):
        trials[k] = acts.events_due(profile.declarations_per_year[k] * (1.0 - profile.hard_share[k]), t)
    _add_joined(slot, parameters.easy_difficulty, 0.0, world.chance.easy_declaration, world)
    for k in range(world.lanes):
        trials[k] = acts.events_due(profile.declarations_per_year[k] * profile.hard_share[k], t)
    _add_joined(slot, parameters.hard_difficulty, HARD_COST, world.chance.hard_declaration, world)
    read_declared_rate(world)


def _likely(c: int, k: int, difficulty: float, cost_share: float, world: World) -> float:
    """Probability that a state joins a declaration of a difficulty."""
    parameters, asks = world.parameters, world.structure.declarations_side
    ready = acts.readiness(
        world.state.alignment[c, k],
        world.profile.act_term[c, k],
        world.profile.declaration_term[c, k] + world.state.mood[c, k],
        1.0 if asks[0] == ABOVE else -1.0,
        world.scratch.pressed[asks[0], c, k],
        parameters.act_pressure,
        world.scratch.favoured[1 - asks[0], c, k],
        cost_share * parameters.act_cost,
    )
    return acts.act_probability(ready, difficulty, parameters.declaration_width) * parameters.acts_asked


def _add_joined(slot: int, difficulty: float, cost_share: float, draw: Array, world: World) -> None:
    """Declarations of one difficulty that are made and joined: a binomial count from one draw, by inversion."""
    state, scratch, trials = world.state, world.scratch, world.scratch.trials
    odds, mass, below, counted = scratch.odds, scratch.mass, scratch.below, scratch.counted
    most = 0
    for k in range(world.lanes):
        state.declarations_made[slot, k] = state.declarations_made[slot, k] + trials[k]
        most = int(trials[k]) if trials[k] > most else most
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            likely = _likely(c, k, difficulty, cost_share, world)
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
