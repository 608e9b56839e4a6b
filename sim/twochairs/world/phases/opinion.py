"""Phase 5: media, favourability and the polls that follow from it."""

from twochairs.rules import opinion
from twochairs.rules.alignment import felt_pressure
from twochairs.rules.axis import closeness, line
from twochairs.rules.elementary import clip
from twochairs.world.world import MONTH, World


def read_media(world: World) -> None:
    """Media freedom with what the poles' support adds."""
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            support = 0.0
            for p in range(len(state.news)):
                support = support + world.levers.media_support[p, c, k]
            state.free_media[c, k] = opinion.free_media(
                world.profile.media_freedom[c, k], support, world.parameters.media_support_effect
            )


def read_messages(world: World) -> None:
    """What each public hears about each pole apart from its own attitude: sums of weights and messages."""
    scratch, lanes = world.scratch, world.lanes
    for g in range(len(world.profile.share)):
        for p in range(len(world.state.news)):
            for k in range(lanes):
                scratch.said[g, p, k] = 0.0
                scratch.said_weight[g, p, k] = 0.0
            _add_media(g, p, world)
            _add_kin_state(g, p, world)
            _add_influence(g, p, world)
            _add_experience(g, p, world)
            _add_disputes(g, p, world)


def _add_media(g: int, p: int, world: World) -> None:
    state, scratch, weight = world.state, world.scratch, world.parameters.media_weight
    c, position = world.structure.public_country[g], world.structure.position[p]
    for k in range(world.lanes):
        course = line(state.alignment[c, k], position)
        message = opinion.media_message(course, state.news[p, k], state.free_media[c, k])
        scratch.said[g, p, k] = scratch.said[g, p, k] + weight * message
        scratch.said_weight[g, p, k] = scratch.said_weight[g, p, k] + weight


def _add_kin_state(g: int, p: int, world: World) -> None:
    state, scratch = world.state, world.scratch
    kin, position = world.structure.public_kin[g], world.structure.position[p]
    if kin < 0:
        return
    for k in range(world.lanes):
        weight = world.parameters.kin_weight * world.profile.kinship[g, k]
        scratch.said[g, p, k] = scratch.said[g, p, k] + weight * line(state.alignment[kin, k], position)
        scratch.said_weight[g, p, k] = scratch.said_weight[g, p, k] + weight


def _add_influence(g: int, p: int, world: World) -> None:
    state, scratch, position = world.state, world.scratch, world.structure.position
    c = world.structure.public_country[g]
    for speaker in range(len(state.news)):
        message = line(position[speaker], position[p])
        for k in range(world.lanes):
            weight = opinion.influence_weight(
                state.foothold[speaker, c, k],
                world.levers.influence_effort[speaker, c, k],
                state.free_media[c, k],
                world.parameters.influence_strength,
            )
            scratch.said[g, p, k] = scratch.said[g, p, k] + weight * message
            scratch.said_weight[g, p, k] = scratch.said_weight[g, p, k] + weight


def _add_experience(g: int, p: int, world: World) -> None:
    state, levers, parameters = world.state, world.levers, world.parameters
    c, position = world.structure.public_country[g], world.structure.position[p]
    sells = 1.0 if world.structure.seller[c] == p else 0.0
    for k in range(world.lanes):
        felt = felt_pressure(levers.pressure[p, c, k], closeness(state.alignment[c, k], position))
        world.scratch.added[g, p, k] = opinion.material_experience(
            levers.aid[p, c, k] * state.bid[c, k],
            levers.aid_visibility[p, c, k],
            parameters.aid_effect,
            sells * state.energy_saving[c, k],
            sells * state.cutoff_loss[c, k],
            parameters.gas_effect,
        ) - opinion.backlash(felt, state.free_media[c, k], parameters.backlash_strength)


def _add_disputes(g: int, p: int, world: World) -> None:
    """What a public holds against a pole that its state has a dispute with."""
    state, structure, added = world.state, world.structure, world.scratch.added
    c = structure.public_country[g]
    for d in range(len(state.tension)):
        if structure.party[d, c] == 0 or structure.pole_party[d, p] == 0:
            continue
        for k in range(world.lanes):
            added[g, p, k] = added[g, p, k] - opinion.dispute_resentment(
                world.profile.salience[d, c, k], state.tension[d, k], world.parameters.dispute_resentment
            )


def read_heard(world: World) -> None:
    """R5: what each public hears about each pole in all."""
    state, scratch, weight = world.state, world.scratch, world.parameters.attitude_weight
    for g in range(len(world.profile.share)):
        for p in range(len(state.news)):
            for k in range(world.lanes):
                state.heard[g, p, k] = opinion.heard_message(
                    scratch.said[g, p, k] + weight * world.profile.attitude[g, p, k],
                    scratch.said_weight[g, p, k] + weight,
                    scratch.added[g, p, k],
                )


def step_favourability(world: World) -> None:
    """R5: favourability moves towards what is heard."""
    state, rate = world.state, world.parameters.favourability_rate
    for g in range(len(world.profile.share)):
        for p in range(len(state.news)):
            for k in range(world.lanes):
                state.favourability[g, p, k] = opinion.favourability_step(
                    state.favourability[g, p, k], state.heard[g, p, k], rate, MONTH
                )


def read_polls(world: World) -> None:
    """R6: the four categories, each public's net orientation, and the country's public position."""
    state, profile, slope = world.state, world.profile, world.parameters.poll_slope
    poles, lanes = len(state.news), world.lanes
    reach = 0.0
    for p in range(poles):
        reach = reach + abs(world.structure.position[p])
    reach = reach if reach > 0.0 else 1.0
    for c in range(len(state.alignment)):
        for k in range(lanes):
            state.public_position[c, k] = 0.0
    for g in range(len(profile.share)):
        c = world.structure.public_country[g]
        for k in range(lanes):
            state.orientation[g, k] = 0.0
        for p in range(poles):
            position = world.structure.position[p]
            for k in range(lanes):
                favourability = state.favourability[g, p, k]
                ally = opinion.share_at_least(favourability, profile.cut_ally[g, p, k], slope)
                partner = opinion.share_at_least(favourability, profile.cut_partner[g, p, k], slope)
                rival = opinion.share_at_least(favourability, profile.cut_rival[g, p, k], slope)
                state.ally[g, p, k] = ally
                state.partner[g, p, k] = partner - ally
                state.rival[g, p, k] = rival - partner
                state.adversary[g, p, k] = 1.0 - rival
                state.orientation[g, k] = state.orientation[g, k] + position * favourability / reach
        for k in range(lanes):
            state.orientation[g, k] = clip(state.orientation[g, k], -1.0, 1.0)  # not beyond it by a rounding
            sum_so_far = state.public_position[c, k] + profile.share[g, k] * state.orientation[g, k]
            state.public_position[c, k] = clip(sum_so_far, -1.0, 1.0)
